"""The columns that a list of vehicle files can show: their titles, their texts, and what they sort by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum

from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.files import KIND_LABELS, FileKind, FileState
from dealerdesk.domain.messages import Message
from dealerdesk.services.file_orders import FileOrder
from dealerdesk.services.lists import FileRow
from dealerdesk.ui.formats import label, shown_date, shown_number, shown_phone
from dealerdesk.ui.widgets.meter import reading_of
from dealerdesk.ui.widgets.states import state_words


class Column(IntEnum):
    """The columns, in the order in which they are offered; their names in lower case are their codes."""

    PLATE = 0
    VIN = 1
    VEHICLE = 2
    CUSTOMER = 3
    STATE = 4
    DOCUMENTS = 5
    LAST_VISIT = 6
    RESPONSIBLE = 7
    MATCHED = 8
    """In which fields the words were found; only while something is searched for."""
    FILE_NO = 9
    LOCATION = 10
    KIND = 11
    PHONE = 12
    COLOUR = 13
    BUILT = 14
    ODOMETER = 15
    INSURANCE_ENDS = 16
    NEXT_SERVICE = 17
    NEXT_INSPECTION = 18
    NOTES = 19

    @property
    def code(self) -> str:
        """What it is called in preferences."""
        return self.name.lower()


USUAL_COLUMNS = (
    Column.PLATE,
    Column.VIN,
    Column.VEHICLE,
    Column.CUSTOMER,
    Column.STATE,
    Column.DOCUMENTS,
    Column.LAST_VISIT,
    Column.RESPONSIBLE,
)
"""What is shown until somebody chooses otherwise."""
OFFERED_COLUMNS = tuple(column for column in Column if column is not Column.MATCHED)

_OWN_TITLES = {
    Column.VEHICLE: Message("ui.column_vehicle", "Vehicle"),
    Column.DOCUMENTS: Message("ui.column_documents", "Documents"),
    Column.RESPONSIBLE: Message("ui.column_responsible", "Responsible"),
    Column.MATCHED: Message("ui.column_matched", "Found in"),
    Column.FILE_NO: Message("ui.column_file_no", "File no."),
    Column.LOCATION: Message("ui.column_location", "Cabinet"),
    Column.KIND: Message("ui.column_kind", "Kind"),
    Column.BUILT: Message("ui.column_built", "Built"),
    Column.INSURANCE_ENDS: Message("ui.column_insurance", "Insured until"),
}
"""Titles that are shorter than the fields' names, or of columns that are no single field."""
FIELD_CODES = {column: (column.code,) for column in Column} | {
    Column.VEHICLE: ("make", "model"),
    Column.DOCUMENTS: ("completeness",),
    Column.BUILT: ("manufacture_date",),
}
"""The fields that a column stands for in a spreadsheet."""
SORTED_BY = {column: FileOrder(column.code) for column in Column if column.code in set(FileOrder)} | {
    Column.VEHICLE: FileOrder.MAKE,
    Column.DOCUMENTS: FileOrder.COMPLETENESS,
    Column.BUILT: FileOrder.MANUFACTURE_DATE,
}
"""The columns that a click sorts by."""

_TEXTS: dict[Column, Callable[[FileRow], str | None]] = {
    Column.PLATE: lambda row: row.plate,
    Column.VIN: lambda row: row.vin,
    Column.VEHICLE: lambda row: " ".join(filter(None, (row.make, row.model))),
    Column.CUSTOMER: lambda row: row.customer,
    Column.STATE: lambda row: state_words(FileState(row.state), archived=row.archived),
    Column.DOCUMENTS: lambda row: reading_of(row.completeness, row.expiring).count,
    Column.LAST_VISIT: lambda row: shown_date(row.last_visit),
    Column.RESPONSIBLE: lambda row: row.responsible,
    Column.FILE_NO: lambda row: row.file_no,
    Column.LOCATION: lambda row: row.location,
    Column.KIND: lambda row: label(KIND_LABELS[FileKind(row.kind)]),
    Column.PHONE: lambda row: shown_phone(row.phone or ""),
    Column.COLOUR: lambda row: row.colour,
    Column.BUILT: lambda row: _shown_partial(row.manufacture_date),
    Column.ODOMETER: lambda row: None if row.odometer is None else shown_number(row.odometer),
    Column.INSURANCE_ENDS: lambda row: shown_date(row.insurance_ends),
    Column.NEXT_SERVICE: lambda row: shown_date(row.next_service),
    Column.NEXT_INSPECTION: lambda row: shown_date(row.next_inspection),
    Column.NOTES: lambda row: " ".join((row.notes or "").split()),
}
_DAY_LENGTH = len("2026-03-10")


def column_title(column: Column) -> str:
    """The title of a column in the current language."""
    own = _OWN_TITLES.get(column)
    field = None if own else field_of(RecordKind.FILES, FIELD_CODES[column][0])
    assert own or field
    return own.said() if own else label(field.label) if field else ""


def column_text(column: Column, row: FileRow) -> str:
    """What stands in a cell, but for what was found by a search."""
    return (_TEXTS[column](row) if column in _TEXTS else None) or ""


def column_of(code: object) -> Column | None:
    """The column called `code`, or None."""
    return next((column for column in Column if column.code == code), None)


def _shown_partial(text: str | None) -> str:
    """A date that is known to the year, the month or the day."""
    return shown_date(date.fromisoformat(text)) if text and len(text) == _DAY_LENGTH else text or ""
