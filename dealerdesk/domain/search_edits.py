"""Words that are one slip of the keyboard away: a letter too many, too few, wrong, or two swapped."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Final

from dealerdesk.domain.search_words import LONGEST, compact, is_chinese

LEAST: Final = 3
"""Words of fewer letters are near to too much, Chinese ones of fewer than `LEAST_CHINESE` characters."""
LEAST_CHINESE: Final = 2
_LEAST_TO_SHORTEN = 4
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_BETWEEN_WORDS = re.compile(r"([\s,;、，；]+)")


def is_written_out(term: str) -> bool:
    """Whether a slip in `term` leads to other words that are looked up as they are (`edits`).

    Chinese has too many characters to try, and of long words only a part is written out.
    """
    if is_chinese(term[1:]):
        return False
    return LEAST <= len(term) <= LONGEST


def edits(term: str) -> Iterator[str]:
    """The words that are one slip away from `term`, the likeliest slips first, each once."""
    found = {term}
    for word in _ways(term):
        if word not in found:
            found.add(word)
            yield word


def _ways(term: str) -> Iterator[str]:
    letters = _letters_like(term)
    splits = [(term[:at], term[at:]) for at in range(len(term) + 1)]
    for head, tail in splits[:-2]:
        yield head + tail[1] + tail[0] + tail[2:]
    shorter = [head + tail[1:] for head, tail in splits[:-1]] if len(term) >= _LEAST_TO_SHORTEN else []
    if term.isalpha():
        yield from shorter
    if is_chinese(term):
        yield from (province + term[1:] for province in _PROVINCES)
    for head, tail in splits[1 if is_chinese(term) else 0 : -1]:
        yield from (head + letter + tail[1:] for letter in letters)
    for head, tail in splits:
        yield from (head + letter + tail for letter in letters)
    yield from shorter


def _letters_like(term: str) -> str:
    if term.isdecimal():
        return string.digits
    return (
        string.ascii_lowercase
        if term.isalpha() and term.isascii()
        else string.digits + string.ascii_lowercase
    )


def is_one_edit(typed: str, meant: str) -> bool:
    """Whether one slip makes `typed` of `meant`."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    at = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if at is None:
        return True
    one, other = typed[at:], meant[at:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )


def respelled(text: str, instead: dict[str, str]) -> str:
    """The typed `text` with other words for some of its terms, in the case in which they were typed."""
    parts = _BETWEEN_WORDS.split(text.strip())
    known = {compact(part) for part in parts}
    if not known.issuperset(instead):
        # A term that is a part of a word (张1234) has no place of its own.
        whole = compact(text)
        for term, other in instead.items():
            whole = whole.replace(term, other)
        return whole
    return "".join(
        _cased(instead[compact(part)], part) if compact(part) in instead else part for part in parts
    )


def _cased(word: str, like: str) -> str:
    if any(map(str.isdecimal, word)) or like.isupper():
        return word.upper()
    return word.title() if like.istitle() else word
