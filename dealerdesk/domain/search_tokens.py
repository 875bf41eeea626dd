"""What a vehicle file can be found by: each thing a person may type, written out (performance.md, Search).

The engine keeps the tokens of every file, one exact lookup a term. Tokens are lower-case letters and
digits, which SQLite's ``ascii`` tokenizer keeps whole. `RULES` says field by field what is written out
and what counts as found, so that the index and the re-check cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from dealerdesk.domain import pinyin
from dealerdesk.domain.search_cuts import (
    cut_number,
    cut_parts,
    cut_phone,
    cut_sounds,
    cut_spelling,
    cut_vin,
    cut_words,
)
from dealerdesk.domain.search_words import (
    BLOCK,
    compact,
    is_chinese,
    make_spellings,
    model_spellings,
    name_sounds,
    name_spellings,
    phone_spellings,
    segments,
    spoken_phones,
    vin_letters,
    word_spellings,
)
from dealerdesk.domain.simplified import simplified

_PART, _NUMBER, _VIN_HEAD = 2, 2, 4
_CACHED = 4096
_DOMESTIC = re.compile("(?!00)[0-9]*")
_CHINESE = re.compile(r"[\u3400-\u4db5\u4e00-\u9fa5]+")


@dataclass(frozen=True, slots=True)
class SearchableFile:
    """What of a vehicle file is searched for; ID numbers are confidential and stay out."""

    file_no: str = ""
    vin: str = ""
    plate: str = ""
    old_plates: tuple[str, ...] = ()
    make: str = ""
    model: str = ""
    location: str = ""
    customer: str = ""
    contact_person: str = ""
    actual_user: str = ""
    phones: tuple[str, ...] = ()
    engine_no: str = ""
    order_nos: tuple[str, ...] = ()
    settlement_nos: tuple[str, ...] = ()
    document_nos: tuple[str, ...] = ()
    policy_nos: tuple[str, ...] = ()
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class SearchRule:
    """How one field is searched: its values in a file, what is written out for one, and whether a term fits.

    For every term that `found` accepts, `tokens` holds one of the term's lookups.
    """

    field: str
    values: Callable[[SearchableFile], tuple[str, ...]]
    tokens: Callable[[str], tuple[str, ...]]
    found: Callable[[str, str], bool]
    is_literal: bool = False
    """Whether a term that fits stands among the letters of the value as it was typed."""


def _written(spellings: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    @lru_cache(_CACHED)
    def tokens(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(map(cut_spelling, spellings(text)))))

    return tokens


def _word_tokens(text: str) -> tuple[str, ...]:
    return _all(cut_words(*stretch) for stretch in segments(text))


def _all(cut: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All that was cut; of most values that is one tuple, which need not be copied."""
    first, *more = *cut, ()
    return sum(more, first)


@lru_cache(_CACHED)
def _name_tokens(name: str) -> tuple[str, ...]:
    return _all((*(cut_words(*stretch) for stretch in segments(name)), *map(cut_sounds, name_sounds(name))))


def _begun(spellings: Callable[[str], tuple[str, ...]]) -> Callable[[str, str], bool]:
    @lru_cache(_CACHED)
    def lines(text: str) -> str:
        return "\n".join(("", *spellings(text)))

    return lambda text, term: f"\n{term}" in lines(text)


_begins_word = _begun(word_spellings)
_begins_name = _begun(name_spellings)


def _name_found(name: str, term: str) -> bool:
    """Whether a spelling of the name begins with `term`, most names without writing their spellings out."""
    if _CHINESE.fullmatch(name):
        if is_chinese(term):
            return term in name or term in simplified(name)
        if term[0].isdecimal():
            return False
        return any(pinyin.is_beginning(term, reading) for reading in pinyin.name_readings(name))
    return _begins_word(name, term) or _begins_name(name, term)


def _plate_tokens(plate: str) -> tuple[str, ...]:
    key = compact(plate)
    return cut_parts(key, _PART) if key.isascii() else (*cut_parts(key, _PART), *filter(is_chinese, key))


def _plate_found(plate: str, term: str) -> bool:
    return (len(term) >= _PART or is_chinese(term)) and term in compact(plate)


def _vin_tokens(vin: str) -> tuple[str, ...]:
    return cut_vin(vin_letters(compact(vin)), _VIN_HEAD, _NUMBER)


def _vin_found(vin: str, term: str) -> bool:
    letters, wanted = vin_letters(compact(vin)), vin_letters(term)
    return (len(wanted) >= _VIN_HEAD and letters.startswith(wanted)) or (
        len(wanted) >= _NUMBER and letters.endswith(wanted)
    )


def _number_tokens(number: str) -> tuple[str, ...]:
    *before, last = segments(number) or [("", [0])]
    return _all((*(cut_words(*stretch, _NUMBER) for stretch in before), cut_number(*last, _NUMBER)))


def _number_found(number: str, term: str) -> bool:
    letters = compact(number)
    if term not in letters or (len(term) < _NUMBER and not is_chinese(term)):
        return False
    if letters.startswith(term) and letters.isascii():
        return True
    last = ""
    for last in word_spellings(number):
        if last.startswith(term):
            return True
    return last.endswith(term) or (len(term) == _PART and term in last[-BLOCK:])


def _phone_tokens(phone: str) -> tuple[str, ...]:
    return _all(cut_phone(*spoken, _NUMBER) for spoken in spoken_phones(phone))


def _phone_found(phone: str, term: str) -> bool:
    if len(term) < _NUMBER or not term.isdigit():
        return False
    if _DOMESTIC.fullmatch(phone) and (term not in phone or phone.endswith(term)):
        return term in phone
    for spelling in phone_spellings(phone):
        digits = spelling.dialled[0]
        if digits.endswith(term) or (len(term) == _PART and term in digits):
            return True
        if any(start.startswith(term) for start in (*spelling.dialled, *spelling.blocks)):
            return True
    return False


_NAME = (_name_tokens, _name_found)
_WORDS = (_word_tokens, _begins_word)
_NUMBERS = (_number_tokens, _number_found, True)
_PLATE = (_plate_tokens, _plate_found, True)

RULES: Final = (
    SearchRule("plate", lambda file: (file.plate,), *_PLATE),
    SearchRule("old_plate", lambda file: file.old_plates, *_PLATE),
    SearchRule("vin", lambda file: (file.vin,), _vin_tokens, _vin_found),
    SearchRule("customer", lambda file: (file.customer,), *_NAME),
    SearchRule("contact_person", lambda file: (file.contact_person,), *_NAME),
    SearchRule("actual_user", lambda file: (file.actual_user,), *_NAME),
    SearchRule("phone", lambda file: file.phones, _phone_tokens, _phone_found),
    SearchRule("make", lambda file: (file.make,), _written(make_spellings), _begun(make_spellings)),
    SearchRule("model", lambda file: (file.model,), _written(model_spellings), _begun(model_spellings)),
    SearchRule("file_no", lambda file: (file.file_no,), *_NUMBERS),
    SearchRule("location", lambda file: (file.location,), *_WORDS),
    SearchRule("engine_no", lambda file: (file.engine_no,), *_NUMBERS),
    SearchRule("order_no", lambda file: file.order_nos, *_NUMBERS),
    SearchRule("settlement_no", lambda file: file.settlement_nos, *_NUMBERS),
    SearchRule("document_no", lambda file: file.document_nos, *_NUMBERS),
    SearchRule("policy_no", lambda file: file.policy_nos, *_NUMBERS),
)
FIELD_ORDER: Final = tuple(rule.field for rule in RULES)
"""The order in which matches are named."""


def shapes_fit(rule: SearchRule, term: str) -> bool:
    """Whether any value of the rule's field may fit `term`, told by the term's letters alone."""
    if rule.tokens is _phone_tokens:
        return len(term) >= _NUMBER and term.isdigit()
    if rule.tokens is _vin_tokens:
        return len(term) >= _NUMBER and term.isascii()
    if rule.is_literal:
        return len(term) >= _NUMBER or is_chinese(term)
    return True


def values_of(file: SearchableFile) -> Iterator[tuple[SearchRule, str]]:
    """Every value that the file has, with the rule of its field, in the order of `RULES`."""
    for rule in RULES:
        for value in rule.values(file):
            if value:
                yield rule, value


def written_out(values: Iterable[tuple[SearchRule, str]]) -> str:
    """The tokens by which a query term may look up `values`, with spaces between; a few are there twice."""
    return " ".join([token for rule, value in values for token in rule.tokens(value)])


def tokens_of(file: SearchableFile) -> frozenset[str]:
    """Every token by which a query term may look up the file; the field codes are those of domain/fields."""
    return frozenset(written_out(values_of(file)).split())
