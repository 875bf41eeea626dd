"""The problem rows of a file that is no .xlsx, as a plain workbook of what was read from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import chain
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.values import LONGEST_TEXT
from dealerdesk.exchange.child import Report
from dealerdesk.exchange.problems.problem_copy import AUTHOR, BAD_TINT, NOTE_WIDTH, WARN_TINT, note_height
from dealerdesk.exchange.problems.problem_rows import WRITING_PROBLEMS, Asked, MarkedCell, marked_cells
from dealerdesk.exchange.reading.archives import UNCOMPUTED
from dealerdesk.exchange.reading.cells import without_apostrophe
from dealerdesk.exchange.reading.tables import Row, Table
from dealerdesk.exchange.writing.outgoing import FORMULA_SIGNS

_FORMATS: Final = {
    str: "@",
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    clock_time: "hh:mm",
    timedelta: "[h]:mm",
}
_NARROWEST, _WIDEST = 10, 40
_ROWS_AT_ONCE: Final = 500
_SHEET_NAME: Final = 31
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def write_sheet(table: Table, asked: Asked, report: Report) -> None:
    """Write the rows with remarks, and all down to the headings, to ``asked.out``."""
    options = {"date_1904": table.epoch_1904, "strings_to_urls": False}
    with xlsxwriter.Workbook(asked.out, options) as book:
        sheet = book.add_worksheet(_name_of(table.sheet))
        writer = _Writer(book, sheet, quoted=table.quoted, cut_note=asked.cut_note)
        places, first = asked.places, 0
        for number, row in table.rows():
            if number == asked.header_row:
                first = next((at for at, cell in enumerate(row) if cell not in ("", None)), 0)
                writer.write(number, row, (), is_heading=True)
            elif number < asked.header_row:
                writer.write(number, row, ())
            elif number in places:
                writer.write(places[number], row, marked_cells(asked.marks[number], first))
            if not number % _ROWS_AT_ONCE:
                report(WRITING_PROBLEMS, number, table.height)
        writer.finish(asked.header_row)


def _name_of(sheet: str) -> str:
    name = sheet.translate(_NOT_IN_NAMES).strip("'")
    units = name.encode("utf-16-le", "replace")[: 2 * _SHEET_NAME]
    return units.decode("utf-16-le", "ignore").strip("' ") or "DealerDesk"


class _Writer:
    """Writes rows of any cells; text never becomes a formula, a number, or a link."""

    def __init__(self, book: Any, sheet: Any, *, quoted: bool, cut_note: str) -> None:
        self._book, self._sheet, self._quoted, self._cut_note = book, sheet, quoted, cut_note
        self._formats: dict[tuple[str, str, bool, bool], Any] = {}
        self._widths: dict[int, int] = {}

    def write(self, row: int, cells: Row, marks: Sequence[MarkedCell], *, is_heading: bool = False) -> None:
        """Write a row, which counts from 1."""
        marked = {mark.at: mark for mark in marks}
        for at, cell in enumerate(chain(cells, [""] * (max(marked, default=-1) + 1 - len(cells)))):
            mark = marked.get(at)
            tint = "" if mark is None else WARN_TINT if mark.warns else BAD_TINT
            cut = self._write(row - 1, at, cell, tint, is_heading)
            if mark:
                note = f"{mark.note}\n{self._cut_note}" if cut else mark.note
                options = {"author": AUTHOR, "width": NOTE_WIDTH, "height": note_height(note)}
                self._sheet.write_comment(row - 1, at, note, options)

    def _write(self, row: int, at: int, cell: object, tint: str, is_heading: bool) -> bool:
        """Write one cell; returns whether some of its text had to be left out."""
        number_format = next((form for kind, form in _FORMATS.items() if isinstance(cell, kind)), "General")
        style = self._style(number_format, tint, is_heading=is_heading)
        if cell is None or cell is UNCOMPUTED or cell == "":
            if tint:
                self._sheet.write_blank(row, at, None, self._style("@", tint))
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, at, cell, style)
        elif isinstance(cell, int | float):
            self._sheet.write_number(row, at, cell, style)
        elif isinstance(cell, datetime | date | clock_time | timedelta):
            self._sheet.write_datetime(row, at, cell, style)
        else:
            text = without_apostrophe(str(cell)) if self._quoted else str(cell)
            fits = _fitting(text)
            if fits[:1] in FORMULA_SIGNS:
                style = self._style("@", tint, is_heading=is_heading, is_guarded=True)
            self._sheet.write_string(row, at, fits, style)
            self._widths[at] = max(self._widths.get(at, 0), *map(_letters, fits[:200].split("\n")))
            return len(fits) < len(text)
        return False

    def _style(
        self, number_format: str, tint: str, *, is_heading: bool = False, is_guarded: bool = False
    ) -> Any:
        key = (number_format, tint, is_heading, is_guarded)
        if key not in self._formats:
            look: dict[str, object] = {"num_format": number_format, "bold": is_heading}
            look["quote_prefix"] = is_guarded
            if tint:
                look |= {"bg_color": f"#{tint}"}
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def finish(self, header_row: int) -> None:
        """Freeze the headings and fit the columns."""
        self._sheet.freeze_panes(header_row, 0)
        for at, letters in self._widths.items():
            self._sheet.set_column(at, at, min(max(letters + 2, _NARROWEST), _WIDEST))


def _fitting(text: str) -> str:
    """As much of a text as a cell holds, without what cannot be written at all."""
    units = text.encode("utf-16-le", "replace")
    return units[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def _letters(line: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in line)
