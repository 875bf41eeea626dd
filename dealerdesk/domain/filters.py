"""The FILTER of the command line: conditions on fields, joined by `` and `` (command-line.md).

A value that holds ``|``, ``"`` or the word *and*, or begins with ``=``, is written in double quotes, a quote
inside them twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold
from dealerdesk.domain.values import Value, read_value, text_of
from dealerdesk.domain.vin import normalise_vin

FILTER_FIELD = Message("filter_field", "There is no field “{field}”. The fields are: {fields}.")
FILTER_SYNTAX = Message(
    "filter_syntax",
    "The filter cannot be read from “{rest}” on. Write conditions such as state=draft, make~Ford, "
    "odometer>=50000 or plate= (empty), joined by “ and ”.",
)
FILTER_VALUE = Message("filter_value", "The filter's value for {field} cannot be used. {reason}")
FILTER_OPERATOR = Message(
    "filter_operator", "“{operator}” cannot be asked of {field}. Ask with = or != instead."
)


class Operator(StrEnum):
    """How a condition compares; the values are its spellings."""

    EQUAL = "="
    UNEQUAL = "!="
    CONTAINS = "~"
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


_ORDERING = frozenset({Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST})
_UNORDERED = frozenset({FieldType.CHOICE, FieldType.YES_NO})
_WITHOUT_PARTS = _UNORDERED | {FieldType.MONEY, FieldType.QUANTITY, FieldType.INTEGER}


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with values, of which any may match; no values ask for an empty field.

    ``!=`` holds where none of its values does. A whole `date` on a DATETIME field means all of that day;
    the values of ``~`` are folded text.
    """

    field: Field
    operator: Operator
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that must all hold; none at all let everything through."""

    conditions: tuple[Condition, ...]


_OPERATORS = "|".join(sorted(Operator, key=len, reverse=True))
_CONDITION = re.compile(rf"\s*([A-Za-z_]\w*)\s*({_OPERATORS})")
_AND = re.compile(rf"\s+and\s+(?=[A-Za-z_]\w*\s*(?:{_OPERATORS}))", re.IGNORECASE)
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"(?=\s*(?:\||$|\sand\s))', re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*\|")
_PLAIN = re.compile(rf"(?:(?!{_AND.pattern})[^|])*", re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r'[|"]|\sand\s|[^\S ]|^=', re.IGNORECASE)


def parse_filter(text: str, fields: Iterable[Field]) -> Filter:
    """Read a FILTER over `fields`; blank text lets everything through.

    Raises ``filter_field``, ``filter_syntax``, ``filter_value``, ``filter_operator``.
    """
    known = {field.code: field for field in fields}
    conditions: list[Condition] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _CONDITION.match(text, at)
        if not match:
            raise DealerDeskError(FILTER_SYNTAX, rest=text[at:].strip())
        code, operator = match[1].casefold(), Operator(match[2])
        if code not in known:
            raise DealerDeskError(FILTER_FIELD, field=match[1], fields=list(known))
        words, at = _words(text, match.end())
        conditions.append(_condition(known[code], operator, words, text[match.start() :].strip()))
        if at < end:
            joint = _AND.match(text, at)
            if not joint:
                raise DealerDeskError(FILTER_SYNTAX, rest=text[at:].strip())
            at = joint.end()
    return Filter(tuple(conditions))


def _words(text: str, at: int) -> tuple[list[str | None], int]:
    """The alternatives from `at` on, None for one that is left blank, and where they end."""
    words: list[str | None] = []
    while True:
        if match := _QUOTED.match(text, at):
            words.append(match[1].replace('""', '"'))
        else:
            match = _PLAIN.match(text, at)
            assert match
            words.append(match[0].strip() or None)
        at = match.end()
        separator = _SEPARATOR.match(text, at)
        if not separator:
            return words, at
        at = separator.end()


def _condition(field: Field, operator: Operator, words: list[str | None], rest: str) -> Condition:
    if (operator in _ORDERING and field.type in _UNORDERED) or (
        operator is Operator.CONTAINS and field.type in _WITHOUT_PARTS
    ):
        raise DealerDeskError(FILTER_OPERATOR, operator=operator.value, field=field.label)
    if words == [None] and operator in {Operator.EQUAL, Operator.UNEQUAL}:
        return Condition(field, operator, ())
    if None in words or (operator in _ORDERING and len(words) > 1):
        raise DealerDeskError(FILTER_SYNTAX, rest=rest)
    return Condition(
        field, operator, tuple(_value(field, operator, word, rest) for word in words if word is not None)
    )


def _value(field: Field, operator: Operator, word: str, rest: str) -> Value:
    if operator is Operator.CONTAINS:
        value: Value = fold(word)
    elif field.type is FieldType.VIN:
        # Old vehicles have VINs that break the rules, kept with a reason; they can be asked for too.
        value = normalise_vin(word)
    else:
        reading = read_value(field, word)
        if reading.error:
            raise DealerDeskError(FILTER_VALUE, field=field.label, reason=reading.error)
        value = _day_where_no_time(word, reading.value)
    if value is None or value == "":
        raise DealerDeskError(FILTER_SYNTAX, rest=rest)
    return value


def _day_where_no_time(word: str, value: Value) -> Value:
    if isinstance(value, datetime) and value.time() == time.min and ":" not in fold(word):
        return value.date()
    return value


def format_filter(wanted: Filter) -> str:
    """The text that `parse_filter` reads back to the same filter."""
    return " and ".join(
        f"{condition.field.code}{condition.operator}{'|'.join(_words_of(condition))}"
        for condition in wanted.conditions
    )


def _words_of(condition: Condition) -> Iterable[str]:
    for value in condition.values:
        word = value if isinstance(value, str) else text_of(condition.field, value)
        if _NEEDS_QUOTES.search(word):
            word = '"' + word.replace('"', '""') + '"'
        yield word
