"""Folding: what people typed, brought to the one form in which it is stored, compared and searched.

Full-width letters and digits, ideographic spaces and invisible characters come with spreadsheets and
input methods; NFKC and the tables here take them away (product.md, The vehicle file, point 5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_HANGUL_FILLERS = (0x115F, 0x1160, 0x3164, 0xFFA0)
_VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_OTHER_INVISIBLE = (0x034F, 0x17B4, 0x17B5)
_UNSEEN_BUT_PRINTABLE = frozenset(map(chr, (*_HANGUL_FILLERS, *_VARIATION_SELECTORS, *_OTHER_INVISIBLE)))
_NOT_A_CHARACTER = 0xFFFE
_LINE_BREAKS = "\n\x0b\x0c\x85\u2028\u2029"
_HALF_WIDTH = {0x3000: " ", 0xA0: " "} | {
    code: chr(code - 0xFEE0)
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}
_NOT_STORED_SO = _UNSEEN_BUT_PRINTABLE | frozenset(map(chr, _HALF_WIDTH))
_WHITESPACE = re.compile(r"\s+")
_NOT_ASCII_DIGIT = re.compile(r"[^0-9]+")
_INTERNATIONAL = re.compile(r"(?:\+|00)([1-9][0-9 ().-]*)")
_CHINESE_MOBILE = re.compile(r"1[3-9][0-9]{9}")


class _Cleaning(dict[int, str | int | None]):
    """The translation that drops what cannot be seen and evens out what separates, learnt as it is used."""

    def __missing__(self, code: int) -> str | int | None:
        self[code] = kept = self._kept(code)
        return kept

    @staticmethod
    def _kept(code: int) -> str | int | None:
        character = chr(code)
        if character in _LINE_BREAKS:
            return "\n"
        if character == "\t":
            return " "
        invisible = unicodedata.category(character) in {"Cc", "Cf", "Cs"} or code & 0xFFFE == _NOT_A_CHARACTER
        return None if invisible or character in _UNSEEN_BUT_PRINTABLE else code


_CLEANING = _Cleaning()


def fold(text: str) -> str:
    """`text` in NFKC, trimmed, without invisible characters; tabs become spaces, line breaks LF."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    if (
        text.isprintable()
        and unicodedata.is_normalized("NFKC", text)
        and _UNSEEN_BUT_PRINTABLE.isdisjoint(text)
    ):
        return text.strip(" ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFKC", text.translate(_CLEANING)).strip()


def fold_text(text: str) -> str:
    """Free text as it is stored: `fold`, but with the punctuation that people typed.

    Full-width letters, digits and spaces become plain ones; ，：（） and the like are right in Chinese.
    """
    if text.isprintable() and (
        text.isascii() or (_NOT_STORED_SO.isdisjoint(text) and unicodedata.is_normalized("NFC", text))
    ):
        return text.strip(" ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.translate(_CLEANING).translate(_HALF_WIDTH)).strip()


def fold_line(text: str) -> str:
    """`text` folded to one line, with single spaces between its words."""
    folded = fold(text)
    if " " not in folded and folded.isprintable():
        return folded
    return _WHITESPACE.sub(" ", folded)


def _settled(text: str, step: Callable[[str], str]) -> str:
    """`text` after `step` was applied until nothing changes: upper case and NFKC undo each other rarely."""
    while (changed := step(text)) != text:
        text = changed
    return text


def fold_upper(text: str) -> str:
    """`text` folded to one line, in upper case."""
    if text.isascii():
        return fold_line(text).upper()
    return _settled(text, lambda part: fold_line(part).upper())


def fold_identifier(text: str) -> str:
    """The form in which identifiers are compared: folded, without any white space, in upper case."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _settled(text, lambda part: _WHITESPACE.sub("", fold(part)).upper())


def phone_digits(text: str) -> str:
    """The ASCII digits of a phone as dialled at home, for comparing and searching.

    A country prefix of China, Taiwan, Britain or North America is taken off (``+86 138…`` is ``138…``,
    ``+44 (0)20…`` is ``020…``); that of another country stays, as digits.
    """
    folded = fold(text)
    abroad = _INTERNATIONAL.match(folded)
    if not abroad:
        return _NOT_ASCII_DIGIT.sub("", folded)
    digits = _NOT_ASCII_DIGIT.sub("", folded[abroad.start(1) :])
    if digits.startswith("86"):
        rest = digits[2:]
        return rest if _CHINESE_MOBILE.fullmatch(rest) else f"0{rest.lstrip('0')}"
    for prefix in ("886", "44"):
        if digits.startswith(prefix):
            return f"0{digits[len(prefix) :].lstrip('0')}"
    return digits.removeprefix("1")
