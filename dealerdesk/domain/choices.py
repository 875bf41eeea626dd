"""The words by which people mean a choice, or yes and no, in the languages that spreadsheets come in."""

from __future__ import annotations

from dealerdesk.domain.document_words import PAPER_WORDS, TYPE_WORDS
from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_line

YES_WORDS = frozenset((
    "yes", "y", "true", "t", "on", "1", "ok", "agree", "agreed",
    "consent", "✓", "✔", "√", "☑", "✅", "是", "有", "对", "對", "真", "同意",
    "愿意", "願意", "可", "可以", "已同意", "需要"
))  # fmt: skip
NO_WORDS = frozenset((
    "no", "n", "false", "f", "off", "0", "disagree", "refused",
    "declined", "✗", "✘", "×", "☒", "❌", "否", "不", "无", "無", "没有", "沒有",
    "假", "不同意", "不愿意", "不願意", "不可", "不可以", "拒绝", "拒絕", "不需要"
))  # fmt: skip
_WORDS: dict[str, tuple[str, ...]] = {
    **TYPE_WORDS,
    **PAPER_WORDS,
    "new_sale": (
        "new", "new car", "new vehicle", "新车", "新车销售", "新車",
        "新車銷售", "新销售", "新銷售"
    ),
    "used_sale": (
        "used", "used car", "used vehicle", "pre-owned",
        "second-hand", "二手车", "二手车销售", "二手車", "二手車銷售", "中古車", "旧车",
        "舊車", "中古車銷售"
    ),
    "service_only": (
        "service", "repair only", "仅维修", "僅維修", "维修", "維修", "只维修",
        "只維修", "售后", "售後", "维修客户", "維修客戶", "仅售后", "僅售後"
    ),
    "draft": ("草稿",),
    "verified": ("已核实", "已核實"),
    "filed": ("已建档", "已建檔"),
    "person": ("individual", "private", "个人", "個人", "私人", "自然人"),
    "company": (
        "business", "firm", "corporate", "organisation",
        "organization", "单位", "單位", "公司", "企业", "企業", "法人"
    ),
    "compulsory": (
        "mandatory", "statutory", "交强险", "交強險", "强制险", "強制險",
        "强制保险", "強制保險", "交强", "強制"
    ),
    "commercial": (
        "comprehensive", "voluntary", "optional", "商业险", "商業險",
        "任意险", "任意險", "商业保险", "商業保險", "任意保險", "商业", "任意"
    ),
    "labour": (
        "labor", "work", "工时", "工時", "工时费", "工時費", "工資", "人工",
        "维修项目", "維修項目"
    ),
    "part": (
        "parts", "spare part", "spare parts", "material",
        "materials", "配件", "零件", "备件", "備件", "材料", "零配件"
    ),
    "other": (
        "others", "misc", "miscellaneous", "sundry", "其他", "其它",
        "杂项", "雜項"
    ),
}  # fmt: skip
"""Other words for the codes of choices; the code itself and its English label count besides."""


def _key(word: str) -> str:
    return simplified(fold_line(word).casefold()).replace("_", " ")


_codes_by_word: dict[str, tuple[tuple[tuple[str, Message], ...], dict[str, str]]] = {}
"""For each field's code: the choices that were spelled out, and the code that each word means."""


def _words_of(field: Field) -> dict[str, str]:
    known = _codes_by_word.get(field.code)
    if known is None or known[0] is not field.choices:
        codes: dict[str, str] = {}
        for code, label in field.choices:
            codes |= {_key(word): code for word in (code, label.text, *_WORDS.get(code, ()))}
        known = _codes_by_word[field.code] = (field.choices, codes)
    return known[1]


def choice_of(field: Field, text: str) -> str | None:
    """The code that `text` means in this field: the code, its label, or another word for it; else None."""
    words = _words_of(field)
    return words.get(text) or words.get(_key(text))


def yes_or_no(text: str) -> bool | None:
    """What a word for yes or no means, or None."""
    word = _key(text)
    if word in YES_WORDS:
        return True
    return False if word in NO_WORDS else None
