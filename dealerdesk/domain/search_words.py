"""What a value looks like to the search: folded, cut into words, written out as what a person may type.

A *spelling* is a text of which any beginning may be typed. Chinese may be typed from any character on,
other text from the beginning of any word on. Letters and digits alone count: separators fall away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

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
_SEPARATORS = re.compile(r"[\W_]+")
_UNACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_PLAIN = re.compile(r"[ -~·\u3400-\u9fff]*")
_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_PHONES = re.compile(r"[,;、\n]|(?<=[0-9]{7})\s*/")
_CACHED = 4096

_Cutter = Callable[[str], tuple[str, ...]]


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
    words = _RUN.findall(plain(text))
    if len(words) == 1:
        return [(words[0], [0])]
    if text.isascii():
        return [_joined(words)] if words else []
    return [_joined(list(group)) for _, group in groupby(words, is_chinese)]


def _joined(words: list[str]) -> tuple[str, list[int]]:
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


@lru_cache(_CACHED)
def name_spellings(name: str) -> tuple[str, ...]:
    """What may be typed for the name of a person or company: words, pinyin and initials."""
    spelled: list[str] = []
    for segment, starts in segments(name):
        spelled += _from_words(segment, starts)
        if is_chinese(segment):
            for reading in pinyin.name_readings(segment):
                spelled += pinyin.spellings(reading)
        else:
            words = [segment[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
            syllables = [pinyin.split_latin(word) for word in words]
            if all(syllables):
                spelled += pinyin.spellings(sum(syllables, ()))
    return tuple(dict.fromkeys(spelled))


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


@lru_cache(_CACHED)
def phone_spellings(phones: str) -> tuple[PhoneSpelling, ...]:
    """What may be typed for each phone in a text, that may hold several (138…/0755…)."""
    found = []
    bare = phones.isascii() and phones.isdigit() and not phones.startswith("00")
    for phone in (phones,) if bare else _BETWEEN_PHONES.split(fold(phones)):
        digits = phone if bare else phone_digits(phone)
        starts = _block_starts(digits, _DIGITS.findall(phone))
        if digits:
            dialled = (digits, digits[1:]) if digits.startswith("0") else (digits,)
            blocks = tuple(digits[start : start + BLOCK] for start in starts)
            found.append(PhoneSpelling(dialled, tuple(filter(None, blocks))))
    return tuple(found)


@cache
def _cutter(*cuts: tuple[int | None, int | None]) -> _Cutter:
    if len(cuts) == 1:
        (only,) = cuts
        return lambda text: (text[slice(*only)],)
    get: _Cutter = itemgetter(*(slice(*cut) for cut in cuts))
    return get


@cache
def _beginnings_of(length: int, least: int, most: int, longer: tuple[int, ...]) -> _Cutter:
    lengths = (*range(least, min(length, most) + 1), *(cut for cut in longer if cut <= length))
    return _cutter(*((0, cut) for cut in lengths)) if lengths else lambda _: ()


def beginnings(spelling: str, least: int = 1) -> tuple[str, ...]:
    """The beginnings of a spelling that are written out, from `least` letters on."""
    if len(spelling) <= LONGEST and spelling.isascii():
        return _beginnings_of(len(spelling), least, LONGEST, ())(spelling)
    if is_chinese(spelling):
        return _beginnings_of(min(len(spelling), LONGEST_CHINESE), 1, LONGEST_CHINESE, ())(spelling)
    if spelling.isalpha():
        return _beginnings_of(min(len(spelling), LONGEST), least, LONGEST, ())(spelling)
    return _beginnings_of(min(len(spelling), LONG_CUTS[-1]), least, LONGEST, LONG_CUTS)(spelling)


@cache
def _ends_of(length: int, least: int) -> _Cutter:
    lengths = range(least, min(length, LONGEST) + 1)
    return _cutter(*((length - cut, None) for cut in lengths)) if lengths else lambda _: ()


def ends(word: str, least: int) -> tuple[str, ...]:
    """The ends of a word that are written out, from `least` letters on."""
    return _ends_of(len(word), least)(word)


@cache
def _parts_of(length: int, least: int, most: int) -> _Cutter:
    cuts = [
        (start, start + count)
        for count in range(least, min(length, most) + 1)
        for start in range(length - count + 1)
    ]
    return _cutter(*cuts) if cuts else lambda _: ()


def parts(word: str, least: int, most: int = LONGEST) -> tuple[str, ...]:
    """Every contiguous part of a word, of `least` to `most` letters."""
    return _parts_of(len(word), least, most)(word)


def lookups_for(term: str) -> Iterable[str]:
    """The written-out words of which `term` is, or begins with, or ends with one: all must be tried."""
    if term[1:2] >= _EAST_ASIAN:
        return (term[:LONGEST_CHINESE],)
    if len(term) <= LONGEST:
        return (term,)
    cut = LONGEST if term.isalpha() else max((c for c in LONG_CUTS if c <= len(term)), default=LONGEST)
    return (term[:cut], term[-LONGEST:])
