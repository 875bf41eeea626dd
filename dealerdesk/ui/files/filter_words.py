"""Filters in words: what a chip says of a condition."""

from __future__ import annotations

from datetime import date

from dealerdesk.domain.fields import NO, YES, FieldType
from dealerdesk.domain.filters import Condition, Operator
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.domain.values import Value, text_of
from dealerdesk.services.file_filters import Quick
from dealerdesk.ui.formats import label, shown_date

IS = Message("ui.condition_is", "{field}: {value}")
IS_NOT = Message("ui.condition_is_not", "{field}: not {value}")
CONTAINS = Message("ui.condition_contains", "{field}: with “{value}”")
SINCE = Message("ui.condition_since", "{field}: {value} or later")
UNTIL = Message("ui.condition_until", "{field}: {value} or before")
AFTER = Message("ui.condition_after", "{field}: after {value}")
BEFORE = Message("ui.condition_before", "{field}: before {value}")
EMPTY = Message("ui.condition_empty", "{field}: empty")
FILLED = Message("ui.condition_filled", "{field}: not empty")
ARCHIVED_ONES = Message("ui.condition_archived", "Archived files")
QUICK_WORDS = {
    Quick.INCOMPLETE: Message("ui.quick_incomplete", "Incomplete"),
    Quick.DRAFT: Message("ui.quick_draft", "Draft"),
    Quick.INSURANCE_ENDING: Message(
        "ui.quick_insurance", "Insurance ≤ {count} day", "Insurance ≤ {count} days"
    ),
    Quick.THIS_MONTH: Message("ui.quick_this_month", "In this month"),
    Quick.MINE: Message("ui.quick_mine", "Mine"),
}
_SENTENCES = {
    Operator.EQUAL: IS,
    Operator.UNEQUAL: IS_NOT,
    Operator.CONTAINS: CONTAINS,
    Operator.AT_LEAST: SINCE,
    Operator.AT_MOST: UNTIL,
    Operator.GREATER: AFTER,
    Operator.LESS: BEFORE,
}


def condition_words(condition: Condition) -> str:
    """A condition as its chip says it."""
    if condition.field.code == "archived" and condition.values == (True,):
        return ARCHIVED_ONES.said()
    name = label(condition.field.label)
    if not condition.values:
        return (EMPTY if condition.operator is Operator.EQUAL else FILLED).said(field=name)
    values = said_list([_shown(condition, value) for value in condition.values])
    return _SENTENCES[condition.operator].said(field=name, value=values)


def _shown(condition: Condition, value: Value) -> str:
    field = condition.field
    if isinstance(value, date):
        return shown_date(value)
    if field.type is FieldType.YES_NO:
        return (YES if value else NO).said()
    for code, name in field.choices:
        if code == value:
            return name.said()
    return value if isinstance(value, str) else text_of(field, value)
