"""What an edit of many files would do, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.bulk_edits import EditPlan, How, PlannedField
from dealerdesk.ui.formats import label, shown_number

CHANGING = Message("ui.plan_changing", "{number} file changes.", "{number} files change.")
BECOMES = Message("ui.plan_becomes", "{field}: {before} → {after}")
ADDED = Message("ui.plan_added", "{field}: “{text}” is added as a line")
VALUE_OF = Message("ui.plan_value_of", "{value} ({number})")
NO_VALUE = Message("ui.plan_no_value", "empty")
OTHERS = Message("ui.plan_others", "{number} other value", "{number} other values")
UNCHANGED = Message(
    "ui.plan_unchanged", "{number} file is so already: {files}", "{number} files are so already: {files}"
)
AND_MORE = Message("ui.plan_and_more", "{number} more", "{number} more")
VALUES_SHOWN = 6
FILES_SHOWN = 8
LONGEST_VALUE = 60


def plan_sentences(plan: EditPlan) -> Iterator[str]:
    """How many files change, each field's values before and after, and which files are so already."""
    yield CHANGING.said(count=plan.changing, number=shown_number(plan.changing))
    for planned in plan.fields:
        yield _field_sentence(planned)
    if plan.unchanged:
        count = len(plan.unchanged)
        names = list(plan.unchanged[:FILES_SHOWN])
        if more := count - len(names):
            names.append(AND_MORE.said(count=more, number=shown_number(more)))
        yield UNCHANGED.said(count=count, number=shown_number(count), files=names)


def _field_sentence(planned: PlannedField) -> str:
    name = label(planned.field.label)
    if planned.how is How.ADD:
        return ADDED.said(field=name, text=_short(planned.after))
    before = [
        VALUE_OF.said(value=_short(value), number=shown_number(count))
        for value, count in planned.before[:VALUES_SHOWN]
    ]
    if more := len(planned.before) - len(before):
        before.append(OTHERS.said(count=more, number=shown_number(more)))
    return BECOMES.said(field=name, before=said_list(before), after=_short(planned.after))


def _short(value: str | None) -> str:
    if not value:
        return NO_VALUE.said()
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"
