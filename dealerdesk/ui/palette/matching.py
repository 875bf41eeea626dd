"""How words find a command: in the language that is spoken, in English, by pinyin, by its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from dealerdesk.domain.pinyin import readings
from dealerdesk.domain.search_words import compact, is_chinese, plain
from dealerdesk.domain.simplified import simplified


class Nearness(IntEnum):
    """How near a word comes to a command, the nearest first."""

    BEGINNING = 0
    NAME = 1
    ENGLISH = 2
    KEYS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """That all words were found: how near they came, and which characters of the name they mark."""

    distance: int
    marks: frozenset[int]


def find_words(words: str, name: str, english: str, keys: str) -> Found | None:
    """Look for all `words`, in any order, in a command; None when one of them is not found."""
    distance = 0
    marks: set[int] = set()
    for word in plain(words).split():
        hit = _find(simplified(word), name, english, keys)
        if hit is None:
            return None
        distance += hit[0]
        marks |= hit[1]
    return Found(distance, frozenset(marks))


def _find(word: str, name: str, english: str, keys: str) -> tuple[Nearness, set[int]] | None:
    if (place := _in_name(word, name)) is not None:
        return (Nearness.NAME if place.start else Nearness.BEGINNING), set(place)
    if _in_name(word, english) is not None:
        return Nearness.ENGLISH, set()
    if keys and compact(keys).startswith(compact(word) or " "):
        return Nearness.KEYS, set()
    return None


def _in_name(word: str, name: str) -> range | None:
    """Where `word` stands in `name`: from the beginning of a word on, in Chinese from any character on."""
    letters = simplified(name.lower())
    if len(letters) != len(name):  # a letter that has no lower case of one letter; then nothing is marked
        return range(0) if word in letters else None
    for start, letter in enumerate(letters):
        begins = start == 0 or not letters[start - 1].isalnum() or is_chinese(letter)
        if begins and letters.startswith(word, start):
            return range(start, start + len(word))
        if is_chinese(letter) and (end := _read(word, letters, start)) is not None:
            return range(start, end)
    return None


def _read(typed: str, letters: str, at: int) -> int | None:
    """Where the characters end that `typed` is the pinyin of, each in full or by its initial."""
    if not typed:
        return at
    if at >= len(letters):
        return None
    for syllable in readings(letters[at]):
        if syllable.startswith(typed):
            return at + 1
        for part in (syllable, syllable[0]):
            if typed.startswith(part) and (end := _read(typed[len(part) :], letters, at + 1)) is not None:
                return end
    return None


def recent_first(codes: Sequence[str], recent: Sequence[str]) -> list[str]:
    """`codes` with those that were used lately first, the latest at the top."""
    lately = [code for code in recent if code in codes]
    return [*lately, *(code for code in codes if code not in lately)]
