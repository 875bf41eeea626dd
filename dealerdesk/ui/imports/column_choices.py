"""Which column of a spreadsheet is which field, as somebody chooses it before anything is read for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.text import fold_line
from dealerdesk.services.imports import Preview

_VEHICLE = ("vin", "plate", "file_no")
_IDENTITY: Mapping[RecordKind, tuple[tuple[str, ...], ...]] = {
    RecordKind.FILES: (_VEHICLE,),
    RecordKind.REPAIR_ORDERS: (("order_no",), _VEHICLE),
    RecordKind.CUSTOMERS: (("customer", "customer_no"),),
    RecordKind.DOCUMENTS: (_VEHICLE,),
    RecordKind.POLICIES: (_VEHICLE, ("policy_no", "ends")),
}
"""Of each group a column must be there, or no row can be told which record it is."""

_DATES = {FieldType.DATE, FieldType.DATETIME, FieldType.PARTIAL_DATE}
_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}")
_MONTHS = 12


def chosen(mapping: ImportMapping, at: int) -> ColumnChoice | None:
    """What is decided of the column at `at`."""
    return next((column for column in mapping.columns or () if column.at == at), None)


def with_column(
    mapping: ImportMapping, preview: Preview, at: int, code: str | None, *, day_first: bool | None = None
) -> ImportMapping:
    """`mapping` with another field for one column, and the order of day and month in it."""
    columns = []
    for column in preview.columns:
        now = chosen(mapping, column.at) or ColumnChoice(column.at, column.heading, None)
        columns.append(replace(now, code=code, day_first=day_first) if column.at == at else now)
    return replace(mapping, columns=tuple(columns))


def adopted(saved: ImportMapping, mapping: ImportMapping, preview: Preview) -> ImportMapping:
    """What `saved` decided of columns, for the columns of `preview` that have the same headings."""
    known = {_key(column.heading): column for column in saved.columns or ()}
    columns = []
    for column in preview.columns:
        before = known.get(_key(column.heading)) if column.heading else None
        code, order = (before.code, before.day_first) if before else (None, None)
        columns.append(ColumnChoice(column.at, column.heading, code, order))
    return replace(
        mapping,
        columns=tuple(columns),
        fill_merged=saved.fill_merged,
        on_conflict=saved.on_conflict,
        create_files=saved.create_files,
    )


def fields_of(kind: RecordKind) -> tuple[Field, ...]:
    """The fields that a column can be."""
    return tuple(field for field in FIELDS[kind] if field.importable)


def taken_twice(mapping: ImportMapping) -> dict[str, list[int]]:
    """The fields that several columns are to be, each with these columns."""
    taken: dict[str, list[int]] = {}
    for column in mapping.columns or ():
        if column.code:
            taken.setdefault(column.code, []).append(column.at)
    return {code: places for code, places in taken.items() if len(places) > 1}


def lacking(mapping: ImportMapping) -> list[list[Field]]:
    """The groups of fields of which none is there, and without which no record is known."""
    codes = {column.code for column in mapping.columns or ()}
    groups = [group for group in _IDENTITY[mapping.kind] if not codes & set(group)]
    return [[field for code in group if (field := field_of(mapping.kind, code))] for group in groups]


def _key(heading: str) -> str:
    return fold_line(heading).casefold()


def is_day_or_month(kind: RecordKind, code: str | None, samples: Iterable[str]) -> bool:
    """Whether dates of the column can be read with the day first or with the month first."""
    field = field_of(kind, code) if code else None
    if field is None or field.type not in _DATES:
        return False
    pairs = [tuple(map(int, found.groups())) for text in samples if (found := _TWO_NUMBERS.match(text))]
    return bool(pairs) and all(first <= _MONTHS and second <= _MONTHS for first, second in pairs)
