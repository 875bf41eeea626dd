"""Which row holds the headings, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dealerdesk import i18n
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, Field, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.headings import words_of

HEADING_ROWS = 30
"""Titles, notes and blank rows may stand above the headings, down to this row."""

HEADINGS_MERGED = Message(
    "headings_merged",
    "In row {row} of the sheet {sheet}, merged cells ({cells}) hide the headings of columns. "
    "Unmerge them in Excel, give every column its own heading in one row, and save.",
)

HEADINGS_UNKNOWN = Message(
    "headings_unknown",
    "These columns were not recognised and are not read: {headings}. Rename a heading if its column matters.",
)
HEADINGS_NOT_IMPORTED = Message(
    "headings_not_imported", "DealerDesk itself looks after these columns, so they are not read: {headings}."
)
HEADING_TWICE = Message(
    "heading_twice", "Both “{first}” and “{second}” mean “{field}”; only the first column is read."
)
COLUMN_WITHOUT_HEADING = Message(
    "column_without_heading", "Columns without a heading are not read: {columns}. Give them a heading."
)

_BRACKETED = re.compile(r"[(\[{（【〔《<].*?[)\]}）】〕》>]")
_IDENTIFYING = {
    RecordKind.FILES: {"vin", "plate", "file_no"},
    RecordKind.REPAIR_ORDERS: {"order_no", "vin", "plate", "file_no"},
    RecordKind.CUSTOMERS: {"customer", "customer_no"},
    RecordKind.POLICIES: {"policy_no", "vin", "plate", "file_no"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: where it stands (from 0), what its heading says, and the field it holds."""

    at: int
    heading: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Header:
    """The heading row of a sheet (as Excel counts, from 1), its columns, and what there is to note."""

    row: int
    columns: tuple[Column, ...]
    notes: tuple[tuple[Message, dict[str, object]], ...]

    @property
    def known(self) -> tuple[tuple[Column, Field], ...]:
        """The columns that are read, each with its field."""
        return tuple((column, column.field) for column in self.columns if column.field)


def heading_key(heading: str) -> str:
    """What two writings of one heading have in common."""
    return "".join(filter(str.isalnum, simplified(fold_line(heading).casefold())))


@cache
def _codes(kind: RecordKind) -> dict[str, str]:
    """The field code of every known heading of `kind`; a field's own label wins over a loose synonym."""
    codes: dict[str, str] = {}
    for field in FIELDS[kind]:
        for language in i18n.LANGUAGES:
            with i18n.speaking(language):
                codes.setdefault(heading_key(field.label.said()), field.code)
    for code, words in words_of(kind).items():
        for word in words.split("|"):
            codes.setdefault(heading_key(word), code)
    for field in FIELDS[kind]:
        codes.setdefault(heading_key(field.code), field.code)
    return codes


def code_of(kind: RecordKind, heading: str) -> str | None:
    """The field code of a heading or None; ``车架号(VIN)`` is tried whole, without brackets, and within."""
    codes = _codes(kind)
    code = codes.get(heading_key(heading))
    if code or not (bracketed := _BRACKETED.search(heading)):
        return code
    return codes.get(heading_key(_BRACKETED.sub("", heading))) or codes.get(heading_key(bracketed[0]))


def known_headings(kind: RecordKind, cells: Iterable[object]) -> set[str]:
    """The field codes that the cells of one row name."""
    return {
        code for cell in cells if isinstance(cell, str) and len(cell) < 80 and (code := code_of(kind, cell))
    }


def best_row(kind: RecordKind, rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """The index of the row that names most fields, and how many; 0 fields where no row is a heading row.

    One known heading is enough only where it identifies a record and stands alone or nearly so.
    """
    best, most = 0, 0
    for at, row in enumerate(rows[:HEADING_ROWS]):
        codes = known_headings(kind, row)
        filled = sum(1 for cell in row if cell not in ("", None))
        if len(codes) == 1 and not (codes & _IDENTIFYING[kind] and filled <= 3):
            continue
        if len(codes) > most:
            best, most = at, len(codes)
    return best, most


def read_header(kind: RecordKind, row: int, cells: Sequence[object]) -> Header:
    """Recognise the columns of a heading row; `row` counts from 1."""
    taken: dict[str, str] = {}
    columns, unknown, ours = [], [], []
    notes: list[tuple[Message, dict[str, object]]] = []
    fields = {field.code: field for field in FIELDS[kind]}
    for at, cell in enumerate(cells):
        heading = fold_line(str(cell)) if cell is not None else ""
        if not heading:
            continue
        field = fields.get(code_of(kind, heading) or "")
        if field is None:
            unknown.append(heading)
        elif not field.importable:
            ours.append(heading)
        elif field.code in taken:
            notes.append(
                (HEADING_TWICE, {"first": taken[field.code], "second": heading, "field": field.label})
            )
        else:
            taken[field.code] = heading
            columns.append(Column(at, heading, field))
            continue
        columns.append(Column(at, heading, None))
    for message, headings in ((HEADINGS_UNKNOWN, unknown), (HEADINGS_NOT_IMPORTED, ours)):
        if headings:
            notes.append((message, {"headings": headings}))
    return Header(row, tuple(columns), tuple(notes))


def refuse_hidden_headings(sheet: str, header: Header, merged: Iterable[tuple[int, int, int, int]]) -> None:
    """Refuse (``headings_merged``) a heading row whose merged cells leave columns without a heading.

    `merged` are ranges as first row, first column, last row, last column, from 0. A title that spans the
    table above the headings is no hindrance, nor is one heading merged downwards.
    """
    for top, left, bottom, right in merged:
        if top <= header.row - 1 <= bottom and right > left:
            cells = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            raise DealerDeskError(HEADINGS_MERGED, row=header.row, sheet=sheet, cells=cells)


def column_letters(at: int) -> str:
    """The letters of a column as Excel shows them: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
