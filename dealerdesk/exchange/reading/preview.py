"""A first look at a spreadsheet: its sheets, its headings, and what its columns may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dealerdesk.domain.dates import day_first_evidence
from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.messages import said_params
from dealerdesk.exchange.reading.cells import as_seen
from dealerdesk.exchange.reading.date_orders import DateOrder, date_order
from dealerdesk.exchange.reading.guard import inspect_file
from dealerdesk.exchange.reading.guessing import guessed_codes
from dealerdesk.exchange.reading.header import HEADINGS_UNKNOWN, Column, read_header
from dealerdesk.exchange.reading.opening import cells_of_row, heading_row, kind_notes, open_table
from dealerdesk.exchange.reading.reader import READING
from dealerdesk.exchange.reading.recognise import (
    DATE_TYPES,
    best_row,
    code_of,
    column_letters,
    hidden_headings,
)
from dealerdesk.exchange.reading.tables import Note, Row, Table, filled, merged_below

SHOWN_ROWS: Final = 50
SAMPLED_ROWS: Final = 200
SAMPLES: Final = 5
MOST_COLUMNS: Final = 512
"""Columns further to the right are read, but not shown."""
_LONGEST_CELL: Final = 500


class Why(StrEnum):
    """What says which field a column holds."""

    HEADING = "heading"
    CELLS = "cells"
    CHOSEN = "chosen"
    REMEMBERED = "remembered"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SheetFound:
    """A sheet of the workbook, and how many headings of the mapping's kind it has."""

    name: str
    hidden: bool
    known: int


@dataclass(frozen=True, slots=True)
class EncodingFound:
    """How a text's letters are encoded: a name to ask for it again, and whether it is only a guess."""

    name: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the sheet as it looks there: its number from 1, and the texts of its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column and what it may be.

    `samples` are different texts of its first rows, `filled` counts those rows that have one. `day_first` is
    what was told or is proven of its dates; they are ambiguous where only a person can tell.
    """

    at: int
    letters: str
    heading: str
    code: str | None
    why: Why
    samples: tuple[str, ...]
    filled: int
    is_date_ambiguous: bool = False
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a first look found.

    `kinds` says how many headings of each kind of record the sheet has; `header_row` counts from 1 and is 0
    where there are no headings; `encoding` is None for workbooks; `hidden` are the hidden sheets; `merged`
    says that there are merged cells below the headings. `notes` are codes with parameters.
    """

    path: Path
    kind: RecordKind
    kinds: dict[RecordKind, int]
    sheets: tuple[SheetFound, ...]
    sheet: str
    header_row: int
    encoding: EncodingFound | None
    rows: tuple[PreviewRow, ...]
    width: int
    height: int
    columns: tuple[PreviewColumn, ...]
    merged: bool
    hidden: tuple[str, ...]
    notes: tuple[tuple[str, dict[str, Any]], ...]


def read_preview(
    source: Path, mapping: ImportMapping, *, progress: Progress, limits: Limits | None = None
) -> Preview:
    """Look at `source` in a child process, as far as needed to say how it would be read.

    Raises what `read_into_staging` raises, but neither ``no_headings`` nor ``no_columns``: those are for a
    person to mend here. `progress` may raise `Cancelled`.
    """
    said = run_in_child(_look, source, mapping, source=source, progress=progress, limits=limits or Limits())
    return _preview(source, said)


def _look(report: Report, source: Path, mapping: ImportMapping) -> dict[str, Any]:
    """What the child does: guard, parse, and look at the first rows."""
    report(READING, 0, None)
    inspected = inspect_file(source)
    report(READING, 0, None)
    table = open_table(inspected, mapping, survey=True)
    report(READING, 0, None)
    row = heading_row(table, mapping)[0]
    merged = bool(merged_below(table, row))
    covering = hidden_headings(row, table.sheet, table.merged) if mapping.columns is None else None
    if mapping.fill_merged:
        table = filled(table, row)
    look = _Look(table, mapping, row)
    kinds = look.kinds()
    notes = [*table.notes, *kind_notes(table, mapping.kind), *look.notes(), *([covering] if covering else [])]
    known = table.known or ((table.sheet, kinds[mapping.kind]),)
    return {
        "kind": mapping.kind,
        "kinds": kinds,
        "sheets": [(name, name in table.hidden, count) for name, count in known],
        "sheet": table.sheet,
        "header_row": row,
        "encoding": (table.encoding.name, table.encoding.assumed) if table.encoding else None,
        "rows": look.shown(),
        "width": table.width,
        "height": table.height,
        "columns": [asdict(column) for column in look.columns()],
        "merged": merged,
        "hidden": table.hidden,
        "notes": [(message.code, said_params(params)) for message, params in notes],
    }


class _Look:
    """The first rows of a sheet, whose headings stand in the row `row` (from 1, 0 for none)."""

    def __init__(self, table: Table, mapping: ImportMapping, row: int) -> None:
        self._table, self._kind, self._row = table, mapping.kind, row
        self._width = min(table.width, MOST_COLUMNS)
        self._top = list(islice(table.rows(), SHOWN_ROWS))
        self._header = read_header(mapping, row, cells_of_row(table, row), table.width)
        below = (cells for number, cells in table.rows() if number > row)
        self._sample = list(islice(below, SAMPLED_ROWS))

    def kinds(self) -> dict[RecordKind, int]:
        """How many headings of each kind there are."""
        rows = [cells for _, cells in self._top]
        return {kind: best_row(kind, rows)[1] for kind in RecordKind}

    def shown(self) -> list[tuple[int, list[str]]]:
        """The first rows as texts, all of one width."""
        return [(number, [self._text(cells, at) for at in range(self._width)]) for number, cells in self._top]

    def notes(self) -> list[Note]:
        """What there is to say of the headings, besides what the columns show."""
        return [note for note in self._header.notes if note[0] is not HEADINGS_UNKNOWN]

    def columns(self) -> list[PreviewColumn]:
        """All columns, with what they may be."""
        texts = {at: self._texts(at) for at in range(self._width)}
        there = {column.at: column for column in self._header.columns}
        guessed = self._guessed(texts, there)
        columns = [
            self._column(there.get(at) or Column(at, "", None), found, guessed.get(at))
            for at, found in texts.items()
        ]
        orders = {
            column.at: date_order(
                {str(cells[column.at]) for cells in self._sample if _has_text(cells, column.at)}
            )
            for column in columns
            if column.code and _is_date(self._kind, column.code)
        }
        unproven = {at for at, order in orders.items() if order.example and not order.proofs}
        orders |= self._proven_below(unproven)
        return [
            _with_order(column, orders[column.at]) if column.at in orders else column for column in columns
        ]

    def _column(self, column: Column, found: Sequence[str], guessed: str | None) -> PreviewColumn:
        if column.chosen:
            why = Why.CHOSEN
        elif column.field:
            why = Why.HEADING
        else:
            why = Why.CELLS if guessed else Why.NONE
        return PreviewColumn(
            at=column.at,
            letters=column_letters(column.at),
            heading=column.heading,
            code=column.field.code if column.field else guessed,
            why=why,
            samples=tuple(dict.fromkeys(found))[:SAMPLES],
            filled=len(found),
            day_first=column.day_first,
        )

    def _guessed(self, texts: Mapping[int, Sequence[str]], there: Mapping[int, Column]) -> dict[int, str]:
        """The fields that cells suggest, for columns whose headings say nothing."""
        silent = {
            at: found
            for at, found in texts.items()
            if at not in there or not (there[at].chosen or code_of(self._kind, there[at].heading))
        }
        return guessed_codes(self._kind, silent, {field.code for _, field in self._header.known})

    def _proven_below(self, columns: set[int]) -> dict[int, DateOrder]:
        """The orders of day and month that only rows further down prove, by column."""
        proven: dict[int, DateOrder] = {}
        rows = self._table.rows() if columns else iter(())
        for number, cells in rows:
            if number > self._row:
                for at in columns - proven.keys():
                    proof = day_first_evidence(str(cells[at])) if _has_text(cells, at) else None
                    if proof is not None:
                        proven[at] = DateOrder(frozenset({proof}), "")
            if len(proven) == len(columns):
                break
        return proven

    def _texts(self, at: int) -> list[str]:
        """What the first rows below the headings have in a column, blank cells left out."""
        return [text for cells in self._sample if (text := self._text(cells, at).strip())]

    def _text(self, cells: Row, at: int) -> str:
        return as_seen(cells[at], quoted=self._table.quoted)[:_LONGEST_CELL] if at < len(cells) else ""


def _has_text(cells: Row, at: int) -> bool:
    return at < len(cells) and isinstance(cells[at], str)


def _is_date(kind: RecordKind, code: str) -> bool:
    field = field_of(kind, code)
    return field is not None and field.type in DATE_TYPES


def _with_order(column: PreviewColumn, order: DateOrder) -> PreviewColumn:
    """The column with what its dates say of their order, unless a person said more."""
    proven = next(iter(order.proofs)) if len(order.proofs) == 1 else None
    return replace(
        column,
        is_date_ambiguous=order.is_open,
        day_first=proven if column.day_first is None else column.day_first,
    )


def _preview(path: Path, said: Mapping[str, Any]) -> Preview:
    """The preview that a child answered with."""
    return Preview(
        path=path,
        kind=RecordKind(said["kind"]),
        kinds={RecordKind(kind): count for kind, count in said["kinds"].items()},
        sheets=tuple(SheetFound(*sheet) for sheet in said["sheets"]),
        sheet=said["sheet"],
        header_row=said["header_row"],
        encoding=EncodingFound(*said["encoding"]) if said["encoding"] else None,
        rows=tuple(PreviewRow(number, tuple(cells)) for number, cells in said["rows"]),
        width=said["width"],
        height=said["height"],
        columns=tuple(
            PreviewColumn(**column | {"why": Why(column["why"]), "samples": tuple(column["samples"])})
            for column in said["columns"]
        ),
        merged=said["merged"],
        hidden=tuple(said["hidden"]),
        notes=tuple((code, params) for code, params in said["notes"]),
    )
