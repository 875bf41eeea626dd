"""What DealerDesk says to people: a stable code and a sentence that is translated where it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dealerdesk import i18n

_ALL: Final[dict[str, Message]] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with a stable code; `text` is an English gettext id with ``{named}`` placeholders.

    With `plural`, the parameter ``count`` chooses the form. Codes are part of the command line's promise,
    so each is used once in the program; declaring one twice with other words raises ``ValueError``.
    """

    code: str
    text: str
    plural: str = ""

    def __post_init__(self) -> None:
        if _ALL.setdefault(self.code, self) != self:
            raise ValueError(f"message code declared twice: {self.code}")

    def said(self, **params: object) -> str:
        """The sentence in the current language, its placeholders filled.

        A Message among the parameters is said too; a list or tuple is said as the language lists things,
        and ``count`` with its thousands apart.
        """
        words = {name: _said(value) for name, value in params.items()}
        count = params.get("count")
        if not isinstance(count, int):
            return i18n._(self.text).format_map(words)
        words["count"] = f"{count:,}"
        sentence = i18n.ngettext(self.text, self.plural, count) if self.plural else i18n._(self.text)
        return sentence.format_map(words)


LIST_SEPARATOR = Message("list_separator", ", ")


def _said(value: object) -> object:
    if isinstance(value, Message):
        return value.said()
    if isinstance(value, list | tuple):
        return said_list(value)
    return value


def said_list(parts: Iterable[object]) -> str:
    """The parts as the current language lists things; Messages among them are said."""
    return i18n._(LIST_SEPARATOR.text).join(str(_said(part)) for part in parts)


def said_again(text: str, params: Mapping[str, object]) -> str:
    """A sentence that another program wrote down, by its English text, in the current language."""
    return i18n._(text).format_map(params)


def all_messages() -> dict[str, Message]:
    """Every message declared so far, by its code."""
    return dict(_ALL)
