"""What a value looks like to the search: folded, cut into words, written out as what a person may type.

A *spelling* is a text of which any beginning may be typed. Chinese may be typed from any character on,
other text from the beginning of any word on. Letters and digits alone count: separators fall away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from dealerdesk.domain import makes, pinyin
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold, phone_digits

LONGEST = 8
"""Beginnings and ends of words are written out up to this many letters."""
LONGEST_CHINESE = 4
"""Chinese words are written out up to this many characters."""
LONG_CUTS = (11, 17)
"""Words with digits have two longer beginnings: fewer files share them (17 is a whole VIN)."""

BLOCK = 4
"""A later block of a phone number is written out up to this many digits."""

_MOBILE = 11
_EAST_ASIAN = "\u3000"
_RUN = re.compile(r"[^\W\u0000-\u2fff]+|[^\W_\u3000-\U0010ffff]+")
_ASCII_RUN = re.compile("[0-9a-z]+")
_SEPARATORS = re.compile(r"[\W_]+")
_UNACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_PLAIN = re.compile(r"[ -~·\u3400-\u9fff]*")
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_PHONES = re.compile(r"[,;、\n]|(?<=[0-9]{7})\s*/")
_CACHED = 4096


def plain(text: str) -> str:
    """`text` folded, in lower case and without accents; Chinese characters as they were written."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    folded = unicodedata.normalize("NFD", fold(text).casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", letters.translate(_UNACCENTED))


@lru_cache(_CACHED)
def compact(text: str) -> str:
    """The letters and digits of `text` alone, folded and simplified: how plates and VINs are compared."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return simplified(_SEPARATORS.sub("", plain(text)))


def runs(text: str) -> list[str]:
    """The stretches of one script in a folded text, apart."""
    return _RUN.findall(text)


def vin_letters(text: str) -> str:
    """`text` with O read as 0 and I as 1, which a VIN never has (ISO 3779)."""
    return text.replace("o", "0").replace("i", "1")


def is_chinese(text: str) -> bool:
    """Whether a stretch of one script is written without spaces (Chinese, Japanese, Korean)."""
    return text[:1] >= _EAST_ASIAN


def segments(text: str) -> list[tuple[str, list[int]]]:
    """The stretches of one script in `text`, separators taken out, each with where its words begin."""
    if text.isascii():
        words = _ASCII_RUN.findall(text.lower())
        return [_joined(words)] if words else []
    words = _RUN.findall(plain(text))
    if len(words) == 1:
        return [(words[0], [0])]
    return [_joined(list(group)) for _, group in groupby(words, is_chinese)]


def _joined(words: list[str]) -> tuple[str, list[int]]:
    if len(words) == 1:
        return words[0], [0]
    return "".join(words), [0, *accumulate(map(len, words[:-1]))]


def _from_words(segment: str, starts: list[int]) -> list[str]:
    if is_chinese(segment):
        chinese = simplified(segment)
        return [chinese[start:] for start in range(len(chinese))]
    return [segment[start:] for start in starts]


@lru_cache(_CACHED)
def word_spellings(text: str) -> tuple[str, ...]:
    """What may be typed for words and numbers: each word with all that follows it."""
    return tuple(spelling for segment, starts in segments(text) for spelling in _from_words(segment, starts))


def name_sounds(name: str) -> Iterator[pinyin.Syllables]:
    """The ways in which the stretches of a name may be read, in pinyin."""
    for segment, starts in segments(name):
        if is_chinese(segment):
            yield from pinyin.name_readings(segment)
        else:
            words = [segment[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
            syllables = [pinyin.split_latin(word) for word in words]
            if all(syllables):
                yield sum(syllables, ())


@lru_cache(_CACHED)
def name_spellings(name: str) -> tuple[str, ...]:
    """What may be typed for the name of a person or company: words, pinyin and initials."""
    sounds = (spelling for syllables in name_sounds(name) for spelling in pinyin.spellings(syllables))
    return tuple(dict.fromkeys((*word_spellings(name), *sounds)))


def _known_as(text: str, names: Callable[[tuple[str, ...]], tuple[str, ...]]) -> tuple[str, ...]:
    words = (*word_spellings(text), *map(simplified, runs(plain(text))))
    spelled: list[str] = []
    for name in (text, *names(words)):
        for segment, starts in segments(name):
            spelled += _from_words(segment, starts)
            if is_chinese(segment):
                spelled += pinyin.spellings(pinyin.everyday_reading(segment), inner=False)
    return tuple(dict.fromkeys(spelled))


@lru_cache(_CACHED)
def make_spellings(make: str) -> tuple[str, ...]:
    """What may be typed for a make: its words, its pinyin, and its other names (大众, dazhong, vw)."""
    return _known_as(make, makes.names_of_make)


@lru_cache(_CACHED)
def model_spellings(model: str) -> tuple[str, ...]:
    """What may be typed for a model: its words, its pinyin, and its other names."""
    return _known_as(model, makes.names_of_model)


@dataclass(frozen=True, slots=True)
class PhoneSpelling:
    """A phone as dialled at home, also without its first zero, and the later blocks it is spoken in."""

    dialled: tuple[str, ...]
    blocks: tuple[str, ...]


def _block_starts(digits: str, blocks: list[str]) -> tuple[int, ...]:
    """Where a person pauses in a phone number: as it was written, else as its country's numbers are."""
    if len(blocks) > 1 and "".join(blocks) == digits:
        return tuple(accumulate(map(len, blocks[:-1])))
    if digits.startswith("0"):
        return (4, 7) if digits.startswith("09") else (3, 4, 5)
    return (3, 7) if len(digits) == _MOBILE else (3, 4, 6)


def spoken_phones(phones: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The digits of each phone in a text, and where its later blocks begin."""
    bare = phones.isascii() and phones.isdigit() and not phones.startswith("00")
    for phone in (phones,) if bare else _BETWEEN_PHONES.split(fold(phones)):
        digits = phone if bare else phone_digits(phone)
        if digits:
            yield digits, _block_starts(digits, _DIGITS.findall(phone))


@lru_cache(_CACHED)
def phone_spellings(phones: str) -> tuple[PhoneSpelling, ...]:
    """What may be typed for each phone in a text, that may hold several (138…/0755…)."""
    found = []
    for digits, starts in spoken_phones(phones):
        dialled = (digits, digits[1:]) if digits.startswith("0") else (digits,)
        blocks = tuple(digits[start : start + BLOCK] for start in starts)
        found.append(PhoneSpelling(dialled, tuple(filter(None, blocks))))
    return tuple(found)


def lookups_for(term: str) -> Iterable[str]:
    """The written-out words of which `term` is, or begins with, or ends with one: all must be tried."""
    if term[1:2] >= _EAST_ASIAN:
        return (term[:LONGEST_CHINESE],)
    if len(term) <= LONGEST:
        return (term,)
    cut = LONGEST if term.isalpha() else max((c for c in LONG_CUTS if c <= len(term)), default=LONGEST)
    return (term[:cut], term[-LONGEST:])
