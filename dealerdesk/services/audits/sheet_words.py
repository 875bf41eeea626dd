"""What people write into count sheets: whether a folder was found, and how its papers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dealerdesk.domain.audits import MARK_LABELS, Mark, Said
from dealerdesk.domain.choices import NO_WORDS, YES_WORDS, yes_or_no
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.i18n import LANGUAGES, speaking

SAID_LABELS = {Said.FOUND: Message("said.found", "found"), Said.MISSING: Message("said.missing", "missing")}

# An “x” is a tick to some and a cross to others, so it is among neither.
_FOUND = ("v", "there", "in place", "在", "在柜", "在櫃", "在位", "已找到", "找到了")
_MISSING = (
    *("not found", "not there", "lost", "absent", "none"),
    *("缺", "缺少", "不在", "没有找到", "没找到", "未找到", "找不到", "丢失", "遗失"),
    *("沒有找到", "沒找到", "丟失", "遺失"),
)
_OF_PAPERS = {
    Mark.MISSING: _MISSING,
    Mark.PRESENT: ("v", "there", "在", "齐", "齊"),
    Mark.NOT_APPLICABLE: ("n/a", "n.a.", "not needed", "不需要", "不需", "无需", "無需"),
    Mark.UNREADABLE: ("illegible", "看不清", "看不清楚", "不清楚", "模糊"),
}


def key_of(text: str) -> str:
    """The form in which headings and words of count sheets are compared."""
    return fold_line(text).casefold()


class FoundWords:
    """Understands what the column “found” says, in every language."""

    def __init__(self) -> None:
        told = {Said.FOUND: (Mark.PRESENT,), Said.MISSING: (Mark.MISSING,)}
        self._known = dict.fromkeys(_FOUND, True) | dict.fromkeys(_MISSING, False)
        for said, marks in told.items():
            labels = (SAID_LABELS[said], *(MARK_LABELS[mark] for mark in marks))
            self._known |= dict.fromkeys(_in_every_language(labels), said is Said.FOUND)

    def said(self, text: str) -> bool | None:
        """Whether the folder was found, None where that is not plain."""
        word = yes_or_no(text)
        return self._known.get(key_of(text)) if word is None else word


def mark_words() -> Mapping[str, Mark]:
    """The marks of papers by the words for them, in every language; yes and no too."""
    known = dict.fromkeys(YES_WORDS, Mark.PRESENT) | dict.fromkeys(NO_WORDS, Mark.MISSING)
    for mark in Mark:
        known |= dict.fromkeys(
            (mark.value, *_OF_PAPERS[mark], *_in_every_language([MARK_LABELS[mark]])), mark
        )
    return known


def _in_every_language(labels: Iterable[Message]) -> list[str]:
    words, labels = [], list(labels)
    for language in LANGUAGES:
        with speaking(language):
            words += [key_of(label.said()) for label in labels]
    return words
