"""Code 128 (ISO/IEC 15417): the widths of bars and spaces that carry a text.

Libraries for it bring pictures or SVG of their own along; the bars alone are this table and two code sets.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

QUIET_MODULES: Final = 10
"""White modules that a reader needs before and behind the bars (ISO/IEC 15417, 4.2)."""

_WIDTHS: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_PATTERNS: Final = tuple(_WIDTHS.split())
_CODE_C, _CODE_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_FIRST, _LAST = " ", "~"
_MODULUS = 103
_WORTH_AT_AN_END, _WORTH_BETWEEN = 4, 6
"""So many digits are shorter in pairs, with the change to code set C and back."""


def can_encode(text: str) -> bool:
    """Whether `text` is printable ASCII, and so has a code."""
    return bool(text) and all(_FIRST <= character <= _LAST for character in text)


def code_widths(text: str) -> tuple[int, ...]:
    """Widths in modules, a bar first, then space and bar in turn; raises ``ValueError`` for other text."""
    if not can_encode(text):
        raise ValueError(text)
    symbols = _symbols(text)
    check = (symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols))) % _MODULUS
    return tuple(int(width) for symbol in (*symbols, check, _STOP) for width in _PATTERNS[symbol])


def _symbols(text: str) -> list[int]:
    symbols: list[int] = []
    for paired, piece in _pieces(text):
        if not symbols:
            symbols.append(_START_C if paired else _START_B)
        else:
            symbols.append(_CODE_C if paired else _CODE_B)
        if paired:
            symbols += [int(piece[place : place + 2]) for place in range(0, len(piece), 2)]
        else:
            symbols += [ord(character) - ord(_FIRST) for character in piece]
    return symbols


def _pieces(text: str) -> list[tuple[bool, str]]:
    """The text in code sets' turn, True for digits in pairs (ISO/IEC 15417, annex E)."""
    pieces: list[tuple[bool, str]] = []
    done = 0
    for is_digits, characters in groupby(text, key=str.isdigit):
        run = "".join(characters)
        at_an_end = done == 0 or done + len(run) == len(text)
        done += len(run)
        if not is_digits or len(run) < (_WORTH_AT_AN_END if at_an_end else _WORTH_BETWEEN):
            _append_plain(pieces, run)
        elif done == len(run):
            pieces.append((True, run[: len(run) // 2 * 2]))
            _append_plain(pieces, run[len(run) // 2 * 2 :])
        else:
            _append_plain(pieces, run[: len(run) % 2])
            pieces.append((True, run[len(run) % 2 :]))
    return pieces


def _append_plain(pieces: list[tuple[bool, str]], text: str) -> None:
    if pieces and not pieces[-1][0]:
        pieces[-1] = (False, pieces[-1][1] + text)
    elif text:
        pieces.append((False, text))
