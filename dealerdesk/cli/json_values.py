"""Values of fields as scripts get them: numbers, true and false as such, the rest as canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from dealerdesk.domain.amounts import format_money
from dealerdesk.domain.fields import NO, YES, Field, FieldType
from dealerdesk.domain.values import Value, text_of

JsonValue = str | int | bool | None


def json_value(field: Field, value: Value) -> JsonValue:
    """One value of `field`; amounts and dates are text."""
    return value if value is None or isinstance(value, bool | int) else text_of(field, value)


def json_values(fields: Iterable[Field], values: Mapping[str, Value]) -> dict[str, JsonValue]:
    """The values of those `fields` that `values` knows, by field code."""
    return {field.code: json_value(field, values[field.code]) for field in fields if field.code in values}


def json_amount(amount: Value) -> str | None:
    """A sum of money as decimal text."""
    return format_money(amount) if isinstance(amount, Decimal) else None


def json_moment(moment: datetime) -> str:
    """Local time to the minute, as ``2026-10-08T11:00``."""
    return moment.isoformat(timespec="minutes")


def told(field: Field, value: Value) -> str:
    """One value for people: choices and yes or no by their words."""
    if value is None:
        return ""
    if field.type is FieldType.CHOICE:
        words = dict(field.choices)
        return words[str(value)].said() if str(value) in words else str(value)
    if isinstance(value, bool):
        return (YES if value else NO).said()
    return text_of(field, value).replace("T", " ") if isinstance(value, datetime) else text_of(field, value)
