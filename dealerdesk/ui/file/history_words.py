"""How the history of a file is said: what came and went, and values as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from dealerdesk.domain.amounts import format_money, from_stored
from dealerdesk.domain.fields import FIELDS, Field, FieldType
from dealerdesk.domain.history_words import field_label, value_in_words
from dealerdesk.domain.messages import Message
from dealerdesk.services.file_history import ActionTold, FieldChange, RowTold
from dealerdesk.services.history import action_text
from dealerdesk.ui.formats import shown_date, shown_number, shown_phone

NOTHING = Message("ui.file.history_empty_value", "(empty)")
CHANGED = Message("ui.file.history_changed", "{field}: {before} → {after}")
WRITTEN = Message("ui.file.history_written", "{field}: {after}")
OF_THING = Message("ui.file.history_of_thing", "{thing} · {change}")
MOMENT = Message("ui.file.history_moment", "{date} {time}")
_CAME_AND_WENT = {
    ("vehicle_file", "i"): Message("ui.file.history_file_came", "The file was made"),
    ("vehicle_file", "d"): Message("ui.file.history_file_went", "The file was taken away"),
    ("document", "i"): Message("ui.file.history_document_came", "Document added: {name}"),
    ("document", "d"): Message("ui.file.history_document_went", "Document taken away: {name}"),
    ("scan", "i"): Message("ui.file.history_scan_came", "Scan added: {name}"),
    ("scan", "d"): Message("ui.file.history_scan_went", "Scan taken away: {name}"),
    ("repair_order", "i"): Message("ui.file.history_order_came", "Repair order added: {name}"),
    ("repair_order", "d"): Message("ui.file.history_order_went", "Repair order taken away: {name}"),
    ("repair_line", "i"): Message("ui.file.history_line_came", "Line added: {name}"),
    ("repair_line", "d"): Message("ui.file.history_line_went", "Line taken away: {name}"),
    ("policy", "i"): Message("ui.file.history_policy_came", "Insurance policy added: {name}"),
    ("policy", "d"): Message("ui.file.history_policy_went", "Insurance policy taken away: {name}"),
    ("waiver", "i"): Message("ui.file.history_waiver_came", "Waived: {name}"),
    ("waiver", "d"): Message("ui.file.history_waiver_went", "No longer waived: {name}"),
}
_NAMED = {"document", "scan", "repair_order", "repair_line", "policy", "waiver"}
_TYPED = {"document", "waiver"}
"""Tables whose rows are known by a document type."""
_FIELDS: dict[str, Field] = {each.code: each for fields in FIELDS.values() for each in fields}
_DAYS = {"document.dated", "document.expiry"}


def action_words(action: ActionTold) -> str:
    """What was done, in the language that is spoken now; it begins with a capital."""
    said = action_text(action.label, action.params)
    return said[:1].upper() + said[1:]


def moment_words(at: datetime) -> str:
    """When it was done."""
    return MOMENT.said(date=shown_date(at.date()), time=f"{at:%H:%M}")


def lines_of(action: ActionTold) -> list[str]:
    """What an action did to the file, one line each."""
    return [line for row in action.rows for line in _lines_of_row(row)]


def _lines_of_row(row: RowTold) -> list[str]:
    name = _name(row)
    if row.op != "u":
        message = _CAME_AND_WENT.get((row.table, row.op))
        return [message.said(name=name)] if message else []
    lines = [_field_line(change) for change in row.fields]
    if row.table in _NAMED and name:
        return [OF_THING.said(thing=name, change=line) for line in lines]
    return lines


def _name(row: RowTold) -> str:
    if row.table not in _TYPED or not row.name:
        return row.name or ""  # numbers and names of scans stay as they were given
    said = value_in_words("document.type", row.name) or row.name
    return said[:1].upper() + said[1:]


def _field_line(change: FieldChange) -> str:
    name = field_label(change.field)
    before, after = value_words(change.field, change.before), value_words(change.field, change.after)
    if change.before is None:
        return WRITTEN.said(field=name, after=after)
    return CHANGED.said(field=name, before=before, after=after)


def value_words(code: str, text: str | None) -> str:
    """A value of the history as it is written on screens."""
    if not text:
        return NOTHING.said()
    in_words = value_in_words(code, text)
    if in_words and in_words != text:
        return in_words
    if code == "document.amount":
        return format_money(from_stored(int(text)))
    field = _FIELDS.get(code)
    kind = FieldType.DATE if code in _DAYS else field.type if field else FieldType.TEXT
    return _by_type(kind, text)


def _by_type(kind: FieldType, text: str) -> str:
    if kind is FieldType.DATE:
        return shown_date(date.fromisoformat(text))
    if kind is FieldType.DATETIME:
        return moment_words(datetime.fromisoformat(text))
    if kind is FieldType.PHONE:
        return shown_phone(text)
    if kind is FieldType.INTEGER:
        return shown_number(int(text))
    if kind is FieldType.MONEY:
        return format_money(Decimal(text))
    return text
