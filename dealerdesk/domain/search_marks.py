"""Which part of a value a search term stands for: what is marked in a hit, and why it is one.

The rules that decide whether a term fits are those of `search_tokens`; here is only where it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from dealerdesk.domain import pinyin
from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_tokens import RULES
from dealerdesk.domain.search_words import (
    BLOCK,
    compact,
    is_chinese,
    phone_spellings,
    segments,
    vin_letters,
)
from dealerdesk.domain.simplified import simplified

Span = tuple[int, int]
"""Where a part of a text begins and ends, as in ``text[begin:end]``."""

_CACHED = 4096
_LONGEST_NAME = 4
_AFTER_CITY = (0, 2, 3)
_VIN_HEAD = 4
LEAST_OF_CARD_NUMBER = 6
"""The numbers of a customer's card are found from so many of their first characters on."""
_BETWEEN_PHONES = re.compile(r"[^,;/、，；\n]+")


class Manner(StrEnum):
    """How a term stands for what it marks."""

    LITERAL = "literal"
    TAIL = "tail"
    PINYIN = "pinyin"
    INITIALS = "initials"
    OTHER_NAME = "other_name"


@dataclass(frozen=True, slots=True)
class Match:
    """How a term fits a text, and the parts that it stands for, in order and apart."""

    manner: Manner
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is found by one term: the field, the value in it, and how the term stands for it."""

    field: str
    value: str
    manner: Manner


def match(field: str, text: str, term: str) -> Match | None:
    """How `term` fits the `text` of a field, or None where it does not.

    Fields are those of `FIELD_ORDER` and, of a customer's card, `CARD_NUMBERS`.
    The spans are empty where folding has changed a text so much that no part can be told.
    """
    return _placed(field, text, term) if fits(field, text, term) else None


def _placed(field: str, text: str, term: str) -> Match:
    """Where `term`, which fits, is in the `text` of a field."""
    return _WAYS[field][1](text, term) or Match(Manner.LITERAL, ())


def fits(field: str, text: str, term: str) -> bool:
    """Whether `term` fits the `text` of a field at all."""
    return _WAYS[field][0](text, term)


Value = tuple[str, str]
"""A field, and a text in it."""


def fitting(values: Sequence[Value], query: Query) -> list[Value] | None:
    """For each term the first of `values` that it fits; None when a term fits none."""
    found = []
    for term in query.terms:
        word = term.text
        first = next((value for value in values if value[1] and _WAYS[value[0]][0](value[1], word)), None)
        if first is None:
            return None
        found.append(first)
    return found


def explain(values: Sequence[Value], query: Query) -> tuple[Reason, ...] | None:
    """Why the first of `values` that each term fits does so; None when a term fits none."""
    found = fitting(values, query)
    if found is None:
        return None
    words = (term.text for term in query.terms)
    return tuple(
        dict.fromkeys(
            Reason(field, text, _placed(field, text, word).manner)
            for (field, text), word in zip(found, words, strict=True)
        )
    )


def marks(field: str, text: str, query: Query) -> tuple[Span, ...]:
    """The parts of `text` that the terms of `query` stand for, in order and apart."""
    fits = filter(None, (match(field, text, term.text) for term in query.terms))
    return merged(span for fit in fits for span in fit.spans)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same parts in order, those that touch as one."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a text as they are compared, and from which character each of them comes."""

    text: str
    places: tuple[int, ...]

    def span(self, begin: int, end: int) -> Span:
        """The part of the text that holds the letters from `begin` to before `end`."""
        return self.places[begin], self.places[end - 1] + 1


@lru_cache(_CACHED)
def _letters(text: str) -> _Letters:
    letters = [(letter, place) for place, character in enumerate(text) for letter in compact(character)]
    return _Letters("".join(letter for letter, _ in letters), tuple(place for _, place in letters))


@lru_cache(_CACHED)
def _stretches(text: str) -> tuple[tuple[str, tuple[int, ...], int], ...]:
    """The stretches of one script, simplified, where their words begin, and how many letters are before.

    Nothing where a text's letters as a whole are not those of its characters.
    """
    found, before = [], 0
    for segment, starts in segments(text):
        chinese = is_chinese(segment)
        found.append((simplified(segment), tuple(range(len(segment)) if chinese else starts), before))
        before += len(segment)
    same = "".join(segment for segment, _, _ in found) == _letters(text).text
    return tuple(found) if same else ()


def _literal(text: str, begin: int, length: int, manner: Manner = Manner.LITERAL) -> Match:
    return Match(manner, (_letters(text).span(begin, begin + length),))


def _in_plate(text: str, term: str) -> Match | None:
    letters = _letters(text)
    spans = (letters.span(found.start(), found.end()) for found in re.finditer(re.escape(term), letters.text))
    return Match(Manner.LITERAL, merged(spans))


def _in_vin(text: str, term: str) -> Match | None:
    letters, wanted = vin_letters(_letters(text).text), vin_letters(term)
    if len(wanted) >= _VIN_HEAD and letters.startswith(wanted):
        return _literal(text, 0, len(wanted))
    if letters.endswith(wanted):
        return _literal(text, len(letters) - len(wanted), len(wanted), Manner.TAIL)
    return None


def _in_words(text: str, term: str) -> Match | None:
    for segment, starts, before in _stretches(text):
        for start in starts:
            if segment.startswith(term, start):
                return _literal(text, before + start, len(term))
    return None


def _in_number(text: str, term: str) -> Match | None:
    in_words = _in_words(text, term)
    if in_words:
        return in_words
    letters = _letters(text).text
    if letters.endswith(term):
        return _literal(text, len(letters) - len(term), len(term))
    at = letters.find(term, max(0, len(letters) - BLOCK))
    return _literal(text, at, len(term)) if at >= 0 else None


def _in_phone(text: str, term: str) -> Match | None:
    """The part of one phone that is first spoken so: its beginning, a block of it, its end."""
    for one in _BETWEEN_PHONES.finditer(text):
        letters = _letters(one.group())
        told = [at for at, letter in enumerate(letters.text) if letter.isdecimal()]
        places = [one.start() + letters.places[at] for at in told]
        digits = "".join(letters.text[at] for at in told)
        at, length = _in_digits(one.group(), digits, term)
        if at >= 0:
            return Match(Manner.LITERAL, ((places[at], places[at + length - 1] + 1),))
    return None


def _in_digits(phone: str, digits: str, term: str) -> tuple[int, int]:
    """Where `term` is in the digits of a phone, and how long; a country's prefix may hide its first zero."""
    for spelling in phone_spellings(phone):
        for dialled in spelling.dialled:
            if dialled.startswith(term) and digits.endswith(dialled):
                return len(digits) - len(dialled), len(term)
        if spelling.dialled[0].startswith(term):
            bare = spelling.dialled[-1]
            return (len(digits) - len(bare), len(term) - 1) if digits.endswith(bare) else (-1, 0)
        for block in spelling.blocks:
            at = digits.find(block)
            if block.startswith(term) and at >= 0:
                return at, len(term)
        if digits.endswith(term):
            return len(digits) - len(term), len(term)
    return digits.find(term), len(term)


def _in_name(text: str, term: str) -> Match | None:
    literal = _in_words(text, term)
    if literal:
        return literal
    for segment, starts, before in _stretches(text):
        chinese = is_chinese(segment)
        for units in _chinese_ways(segment, before) if chinese else _latin_ways(segment, starts, before):
            long = len(units) > _LONGEST_NAME
            found = _by_sound(text, units, term, _AFTER_CITY if long else range(len(units)), long=long)
            if found:
                return found
    return None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A syllable, and the letters of the text that it stands for: one Chinese character, or as many."""

    sound: str
    begin: int
    length: int


def _chinese_ways(segment: str, before: int) -> Iterator[tuple[_Unit, ...]]:
    for reading in pinyin.name_readings(segment):
        sounding = list(range(len(segment)))
        if len(reading) != len(segment):
            sounding = [at for at, character in enumerate(segment) if pinyin.readings(character)]
        if len(reading) == len(sounding):
            yield tuple(_Unit(sound, before + at, 1) for sound, at in zip(reading, sounding, strict=True))


def _latin_ways(segment: str, starts: Sequence[int], before: int) -> Iterator[tuple[_Unit, ...]]:
    words = [segment[begin:end] for begin, end in pairwise((*starts, len(segment)))]
    spelled = [pinyin.split_latin(word) for word in words]
    if all(spelled):
        units, at = [], before
        for sound in sum(spelled, ()):
            units.append(_Unit(sound, at, len(sound)))
            at += len(sound)
        yield tuple(units)


def _by_sound(
    text: str, units: Sequence[_Unit], term: str, starts: Iterable[int], *, long: bool
) -> Match | None:
    for start in starts:
        part = units[start:]
        # One letter is an initial; more letters are more probably the beginning of a syllable.
        ways = (_initials, _in_full) if len(term) == 1 else (_in_full, _initials)
        for way in ways if long else (*ways, _mixed):
            found = way(part, term)
            if found:
                manner, letters = found
                return Match(manner, merged(_letters(text).span(begin, end) for begin, end in letters))
    return None


_Heard = tuple[Manner, list[Span]]


def _in_full(part: Sequence[_Unit], term: str) -> _Heard | None:
    if not "".join(unit.sound for unit in part).startswith(term):
        return None
    manner = Manner.INITIALS if len(term) == 1 else Manner.PINYIN
    return manner, list(_sounds(part, len(term)))


def _initials(part: Sequence[_Unit], term: str) -> _Heard | None:
    if len(part) == 1 or not "".join(unit.sound[0] for unit in part).startswith(term):
        return None
    return Manner.INITIALS, [(unit.begin, unit.begin + 1) for unit in part[: len(term)]]


def _mixed(part: Sequence[_Unit], term: str) -> _Heard | None:
    """Some syllables in full, then initials: ``zhangwm``."""
    for full in range(1, len(part) - 1):
        head = "".join(unit.sound for unit in part[:full])
        tail = "".join(unit.sound[0] for unit in part[full:])
        if term.startswith(head) and tail.startswith(term[len(head) :]):
            later = part[full : full + len(term) - len(head)]
            return Manner.PINYIN, [
                *_sounds(part[:full], len(head)),
                *((unit.begin, unit.begin + 1) for unit in later),
            ]
    return None


def _sounds(part: Iterable[_Unit], count: int) -> Iterator[Span]:
    """The letters of the text that the first `count` letters of the sounds stand for."""
    for unit in part:
        if count <= 0:
            return
        yield unit.begin, unit.begin + min(count, unit.length)
        count -= len(unit.sound)


def _in_known_name(text: str, term: str) -> Match | None:
    """A make or model: its words, its pinyin, else another name that stands for the whole."""
    literal = _in_words(text, term)
    if literal:
        return literal
    for segment, _, before in _stretches(text):
        if is_chinese(segment):
            heard = [(pinyin.syllable(character), at) for at, character in enumerate(segment)]
            units = [_Unit(sound, before + at, 1) for sound, at in heard if sound]
            found = _by_sound(text, units, term, (0,), long=len(units) > _LONGEST_NAME)
            if found:
                return found
    letters = _letters(text)
    return Match(Manner.OTHER_NAME, (letters.span(0, len(letters.text)),)) if letters.text else None


def _card_number_found(text: str, term: str) -> bool:
    return len(term) >= LEAST_OF_CARD_NUMBER and compact(text).startswith(term)


def _at_beginning(text: str, term: str) -> Match | None:
    return _literal(text, 0, len(term)) if _letters(text).text.startswith(term) else None


_Place = Callable[[str, str], Match | None]

_PLACES: dict[str, _Place] = {
    "plate": _in_plate,
    "old_plate": _in_plate,
    "vin": _in_vin,
    "customer": _in_name,
    "contact_person": _in_name,
    "actual_user": _in_name,
    "phone": _in_phone,
    "make": _in_known_name,
    "model": _in_known_name,
    "location": _in_words,
}
CARD_NUMBERS: Final = ("customer_no", "id_number", "company_number")
"""What a customer is also found by, without the search index: these are confidential, or of the card."""
_WAYS = {rule.field: (rule.found, _PLACES.get(rule.field, _in_number)) for rule in RULES}
_WAYS |= dict.fromkeys(CARD_NUMBERS, (_card_number_found, _at_beginning))
