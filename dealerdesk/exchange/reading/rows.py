"""Which rows of a sheet are records, and what is wrong with them and with their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat
from operator import getitem

from dealerdesk.domain.fields import Field, field_of
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.import_mapping import Cell as Place
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.reading.archives import UNCOMPUTED
from dealerdesk.exchange.reading.cells import NOTHING, Cell, ColumnReader, as_it_stood, with_apostrophe
from dealerdesk.exchange.reading.date_orders import date_orders
from dealerdesk.exchange.reading.header import COLUMN_WITHOUT_HEADING, Column, Header, heading_text
from dealerdesk.exchange.reading.recognise import column_letters
from dealerdesk.exchange.reading.refusals import Judged, Refusals
from dealerdesk.exchange.reading.tables import Merged, Note, Row, Table, edited, filled, merged_below

ROWS_WITHOUT_VALUES = Message(
    "rows_without_values",
    "{count} row has nothing in the columns that are read, and was passed over: row {first}.",
    "{count} rows have nothing in the columns that are read, and were passed over, the first in row {first}.",
)
TOTALS_LEFT_OUT = Message("totals_left_out", "Rows of totals were passed over: {rows}.")
FORMULAS_NOT_COMPUTED = Message(
    "formulas_not_computed",
    "{count} cell holds a formula that was never calculated. Open the workbook in Excel, save it, and "
    "read it again.",
    "{count} cells hold formulas that were never calculated. Open the workbook in Excel, save it, and "
    "read it again.",
)
MERGED_CELLS = Message(
    "merged_cells",
    "Merged cells among the rows count for their first row only: {cells}. Unmerge them in Excel.",
)

EXAMPLE_PASSED_OVER = Message(
    "example_passed_over", "Row {row} is the template's example, and was passed over."
)

_TOTALS = re.compile(
    r"(?:本页|本月|全部)?(?:合计|总计|小计|共计|累计)(?![a-z\u4e00-\u9fff]).*"
    r"|(?:grand ?|sub-? ?)?totals?(?:\W.*)?|sum:?",
    re.IGNORECASE | re.DOTALL,
)
_TOTALS_BEGIN = frozenset("合总總小共累本全TtSsGg")
_IDENTIFYING = frozenset("vin plate file_no order_no policy_no customer customer_no phone id_number".split())  # noqa: SIM905  # one line
_NUMBER = re.compile(r"[-+0-9.,]+")
_DIALLED = frozenset({"phone", "id_number"})
_SHORTEST_PHONE = 6
_LONGEST_COUNT = 3
_MOST_NAMED = 10


class Severity(StrEnum):
    """How much of a row a problem keeps out (command-line.md)."""

    REFUSED = "refused"
    LEFT_OUT = "left_out"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, or with one cell of it."""

    field: str
    column: str
    value: str
    severity: Severity
    finding: Finding


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A data row: its number as Excel shows it, the values of the columns that are read, its plate's key."""

    number: int
    refused: bool
    values: tuple[str | int | None, ...]
    plate_key: str | None
    problems: tuple[Problem, ...]


class RowReader:
    """Reads the records of a table in one pass; `notes` is complete once that is done.

    What the mapping corrects stands instead of what is in the sheet, also where that has no such column.
    `codes` are the fields whose values the rows carry, in their order.
    """

    def __init__(self, table: Table, header: Header, mapping: ImportMapping) -> None:
        self._header, self._typed = header, mapping.corrections
        known = (*header.known, *_columns_of_corrections(table, header, mapping))
        self._columns: dict[str, Column] = {field.code: column for column, field in known}
        self._merged: list[Merged] = [] if mapping.fill_merged else merged_below(table, header.row)
        if mapping.fill_merged:
            table = filled(table, header.row)
        self._table = edited(table, _corrected_cells(self._typed, self._columns, quoted=table.quoted))
        orders, self._order_notes = date_orders(self._table, header)
        self._readers = tuple(
            ColumnReader(
                field, day_first=orders.get(column.at, True), quoted=table.quoted, epoch_1904=table.epoch_1904
            )
            for column, field in known
        )
        self._places = tuple(column.at for column, _ in known)
        self._width = max(self._places) + 1
        self.codes = tuple(field.code for _, field in known)
        self._refusals = Refusals(mapping.kind)
        self._last_column = max((column.at for column in header.columns), default=0)
        self._headed = {column.at for column in header.columns}
        self._totals: list[int] = []
        self._passed: list[int] = []
        self._examples: list[int] = []
        self._uncomputed = 0
        self._headless: set[int] = set()

    def __iter__(self) -> Iterator[CheckedRow]:
        first = self._places[0]
        heading = next(column.heading for column in self._header.columns if column.at == first)
        for number, row in self._table.rows():
            if number <= self._header.row:
                continue
            cells = self._cells(row)
            if not cells:
                if any(isinstance(cell, str) and fold_line(cell) for cell in row):
                    self._passed.append(number)
            elif self._is_totals(row):
                self._totals.append(number)
            elif self._is_example(cells):
                self._examples.append(number)
            elif not (row[first] == heading and self._repeats_headings(row)):
                self._note_headless(row)
                yield self._checked(number, row, cells)

    def _cells(self, row: Row) -> dict[str, Cell]:
        """What the row's columns hold, the blank ones left out."""
        if len(row) < self._width:
            row = [*row, *repeat("", self._width - len(row))]
        raws = [row[at] for at in self._places]
        # Bools are rare, and found fast by their equals.
        if (True in raws or False in raws) and bool in set(map(type, raws)):
            found = [
                reader.read(raw) if isinstance(raw, bool) else reader[raw]
                for reader, raw in zip(self._readers, raws, strict=True)
            ]
        else:
            found = list(map(getitem, self._readers, raws))
        return {code: cell for code, cell in zip(self.codes, found, strict=True) if cell is not NOTHING}

    def _is_example(self, cells: Mapping[str, Cell]) -> bool:
        """Whether this is the row that shows how a template is filled in, as it was written."""
        example = self._table.example
        return bool(example) and all(
            cells.get(code, NOTHING).value == example.get(code) for code in self.codes
        )

    def _is_totals(self, row: Row) -> bool:
        """Whether the row begins with a word for a sum and identifies nothing."""
        at, begin = next(((at, cell) for at, cell in enumerate(row) if cell not in ("", None)), (0, ""))
        if not isinstance(begin, str) or begin.lstrip()[:1] not in _TOTALS_BEGIN:
            return False
        if not _TOTALS.fullmatch(simplified(re.sub(r"(?<=[^ -~])\s+", "", fold_line(begin)))):
            return False
        return not any(
            self._identifies(code, row[column.at])
            for code, column in self._columns.items()
            if code in _IDENTIFYING and at < column.at < len(row) and row[column.at] != begin
        )

    @staticmethod
    def _identifies(code: str, cell: object) -> bool:
        """Whether a cell names somebody or something, rather than being a count or a sum."""
        text = as_it_stood(cell).strip()
        if code in _DIALLED:
            return len(text) >= _SHORTEST_PHONE
        return len(text) > _LONGEST_COUNT and not _NUMBER.fullmatch(text)

    def _repeats_headings(self, row: Row) -> bool:
        """Whether the headings stand here again, as printed lists have them on every page."""
        width = len(row)
        return all(
            heading_text(row[column.at]) == column.heading
            for column in self._header.columns
            if column.at < width
        )

    def _note_headless(self, row: Row) -> None:
        if len(self._headed) <= self._last_column or len(row) > self._last_column + 1:
            self._headless.update(
                at for at, cell in enumerate(row) if cell not in ("", None) and at not in self._headed
            )

    def _checked(self, number: int, row: Row, cells: dict[str, Cell]) -> CheckedRow:
        plate = cells.get("plate")
        key = plate_key(str(plate.value)) if plate and plate.value else None
        refusal = self._refusals.refusal(Judged(number, cells, lambda code: row[self._columns[code].at], key))
        values = tuple([cells.get(code, NOTHING).value for code in self.codes])
        flawed = [code for code, cell in cells.items() if cell.error or cell.warnings]
        self._uncomputed += sum(
            row[self._columns[code].at] is UNCOMPUTED for code in flawed if cells[code].error
        )
        if refusal:
            problems = [self._problem(number, row, refusal[0], Severity.REFUSED, refusal[1])]
        else:
            problems = list(self._problems(number, row, {code: cells[code] for code in flawed}))
        return CheckedRow(number, refusal is not None, values, key, tuple(problems))

    def _problems(self, number: int, row: Row, cells: Mapping[str, Cell]) -> Iterator[Problem]:
        for code, cell in cells.items():
            if cell.error:
                yield self._problem(number, row, code, Severity.LEFT_OUT, cell.error)
            for warning in cell.warnings:
                yield self._problem(number, row, code, Severity.WARNING, warning)

    def _problem(self, number: int, row: Row, code: str, severity: Severity, finding: Finding) -> Problem:
        column = self._columns.get(code)
        if column is None:
            return Problem(code, "", "", severity, finding)
        raw = row[column.at] if column.at < len(row) else ""
        stood = self._typed[number, code] if (number, code) in self._typed else as_it_stood(raw)
        return Problem(code, column.heading, stood, severity, finding)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What there is to say of the rows as a whole."""
        notes = [*self._order_notes, *self._merged_notes()]
        if self._headless and self._header.row:
            columns = [column_letters(at) for at in sorted(self._headless)]
            notes.append((COLUMN_WITHOUT_HEADING, {"columns": columns}))
        if self._uncomputed:
            notes.append((FORMULAS_NOT_COMPUTED, {"count": self._uncomputed}))
        if self._totals:
            notes.append((TOTALS_LEFT_OUT, {"rows": _listed(map(str, self._totals))}))
        if self._examples:
            notes.append((EXAMPLE_PASSED_OVER, {"row": self._examples[0]}))
        if self._passed:
            notes.append((ROWS_WITHOUT_VALUES, {"count": len(self._passed), "first": self._passed[0]}))
        return tuple(notes)

    def _merged_notes(self) -> Iterator[Note]:
        columns = {column.at for column, _ in self._header.known}
        cells = [
            f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            for top, left, bottom, right in self._merged
            if columns.intersection(range(left, right + 1))
        ]
        if cells:
            yield MERGED_CELLS, {"cells": _listed(cells)}


def _columns_of_corrections(
    table: Table, header: Header, mapping: ImportMapping
) -> tuple[tuple[Column, Field], ...]:
    """Columns beyond the sheet's own, for the fields that only corrections have."""
    there = {field.code for _, field in header.known}
    codes = sorted({code for _, code in mapping.corrections} - there)
    fields = [field for code in codes if (field := field_of(mapping.kind, code))]
    return tuple((Column(at, "", field), field) for at, field in enumerate(fields, table.width))


def _corrected_cells(
    typed: Mapping[Place, str], columns: Mapping[str, Column], *, quoted: bool
) -> dict[int, dict[int, object]]:
    """What was typed instead of cells, by row and column, as the sheet would hold it."""
    cells: dict[int, dict[int, object]] = defaultdict(dict)
    for (row, code), text in typed.items():
        if code in columns:
            cells[row][columns[code].at] = with_apostrophe(text) if quoted else text
    return cells


def _listed(names: Iterable[str]) -> list[str]:
    """The names, or the first few of very many."""
    names = list(names)
    return [*names[:_MOST_NAMED], "…"] if len(names) > _MOST_NAMED else names
