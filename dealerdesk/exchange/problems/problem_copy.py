"""The problem rows as a copy of the user's own .xlsx, with its formats, titles and other sheets."""

from __future__ import annotations

import io
import time
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, Final

from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # it ships no types
from openpyxl.formatting.formatting import ConditionalFormattingList  # type: ignore[import-untyped]  # as above
from openpyxl.styles import PatternFill  # type: ignore[import-untyped]  # it ships no types
from openpyxl.utils import column_index_from_string, get_column_letter  # type: ignore[import-untyped]  # as above
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange  # type: ignore[import-untyped]  # as above

from dealerdesk.exchange.child import Report
from dealerdesk.exchange.problems.problem_rows import WRITING_PROBLEMS, Asked, MarkedCell, marked_cells
from dealerdesk.exchange.problems.thinning import Merged, thinned
from dealerdesk.exchange.reading import archives
from dealerdesk.exchange.reading.guard import Inspected
from dealerdesk.exchange.writing.outgoing import FORMULA_SIGNS

AUTHOR: Final = "DealerDesk"
"""Who signs the notes; by this name those of an earlier copy are known."""
BAD_TINT, WARN_TINT = "FCE8E6", "FCF0D3"
NOTE_WIDTH: Final = 320
_NOTE_LETTERS: Final = 44
_NOTE_LINE: Final = 18

_LARGE_SHEET: Final = 16 * 2**20
_FIRST_ROWS: Final = range(1, 1_001)
_LAST_ROW: Final = 1_048_576
_PAUSE_S: Final = 0.2
_CELLS_A_BEAT: Final = 5_000
"""How many cells a slow PC writes in a second, at the least."""
_FIRST_BEATS: Final = 20

Places = Mapping[int, int]


def copy_workbook(inspected: Inspected, asked: Asked, report: Report) -> bool:
    """Write the copy to ``asked.out``, or return False where openpyxl cannot read what calamine can.

    Other sheets come along; of very large ones, the first thousand rows.
    """
    with TemporaryDirectory(prefix="dealerdesk-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not keep
        path = Path(folder) / "thinned.xlsx"
        try:
            merged = _thinned(inspected.path, path, asked)
            with _Told(path, report) as file:
                book = load_workbook(file, data_only=True, keep_links=False)
            sheet = book[str(asked.mapping.sheet)]
            _Copy(sheet, asked).make(merged)
            _show(book, sheet)
            cells = sum(len(each._cells) for each in book.worksheets)  # noqa: SLF001  # what its writer goes by
            with _beating(report, cells // _CELLS_A_BEAT + _FIRST_BEATS):
                book.save(asked.out)
        except (MemoryError, OSError):
            raise
        except Exception:  # noqa: BLE001  # whatever it stumbles over in a stranger's file
            return False
        return True


@contextmanager
def _beating(report: Report, beats: int) -> Iterator[None]:
    """Report every second while openpyxl says nothing, but no longer than its work may take."""
    over = Event()

    def beat() -> None:
        for _ in range(beats):
            report(WRITING_PROBLEMS, 0, None)
            if over.wait(1):
                return

    thread = Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _thinned(source: Path, path: Path, asked: Asked) -> list[Merged]:
    """Write the workbook without its good rows to `path`; returns the sheet's merged cells."""
    wanted = set(range(1, asked.header_row + 1)) | set(asked.marks)
    with zipfile.ZipFile(source) as archive, path.open("wb") as file:
        chosen = archives.sheet_member(archive, str(asked.mapping.sheet))

        def keeps(member: str) -> set[int] | range | None:
            if member == chosen:
                return wanted
            return _FIRST_ROWS if archive.getinfo(member).file_size > _LARGE_SHEET else None

        return thinned(archive, file, keeps).get(chosen or "", [])


class _Told(io.FileIO):
    """A file that reports while it is read."""

    def __init__(self, path: Path, report: Report) -> None:
        super().__init__(path)
        self._report, self._reported = report, 0.0

    def read(self, size: int | None = -1) -> bytes:
        if time.monotonic() - self._reported > _PAUSE_S:
            self._reported = time.monotonic()
            self._report(WRITING_PROBLEMS, 0, None)
        return super().read(-1 if size is None else size) or b""


class _Copy:
    """Turns a workbook's sheet into that of its problem rows."""

    def __init__(self, sheet: Any, asked: Asked) -> None:
        self._sheet, self._asked = sheet, asked
        self._places = asked.places
        self._last = asked.header_row + len(self._places)

    def make(self, merged: list[Merged]) -> None:
        """Move the rows up with all that hangs on them, and mark the cells."""
        self._move_cells()
        self._move_heights()
        self._merge(merged)
        self._narrow_rules()
        self._narrow_tables()
        self._mark()

    def _place(self, row: int) -> int | None:
        return row if row <= self._asked.header_row else self._places.get(row)

    def _move_cells(self) -> None:
        cells = self._sheet._cells  # noqa: SLF001  # its own ways move one row in the time of all
        moved = {}
        for (row, column), cell in cells.items():
            place = self._place(row)
            if place is None:
                continue
            cell.row = place
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
            if place > self._asked.header_row:
                _make_ready(cell)
            moved[place, column] = cell
        cells.clear()
        cells.update(moved)

    def _move_heights(self) -> None:
        heights = self._sheet.row_dimensions
        moved = {}
        for row in list(heights):
            height, place = heights.pop(row), self._place(row)
            if place is None:
                continue
            height.index = place
            if place > self._asked.header_row:
                height.hidden = False  # filtered away once, and now to be mended
            moved[place] = height
        heights.update(moved)

    def _rows(self, first: int, last: int) -> tuple[int, int] | None:
        """Where a range of rows is now, None where none of them is left; what was open below stays open."""
        places = list(range(first, min(last, self._asked.header_row) + 1))
        places += [place for row, place in self._places.items() if first <= row <= last]
        if not places:
            return None
        return places[0], (last if last == _LAST_ROW else places[-1])

    def _merge(self, merged: list[Merged]) -> None:
        for left, top, right, bottom in merged:
            rows = self._rows(top, min(bottom, _LAST_ROW - 1))
            if rows is None:
                continue
            first, last = column_index_from_string(left.decode()), column_index_from_string(right.decode())
            if first == last and rows[0] == rows[1]:
                continue
            self._sheet.merged_cells.add(
                CellRange(min_col=first, min_row=rows[0], max_col=last, max_row=rows[1])
            )

    def _moved(self, ranges: Any) -> MultiCellRange:
        moved = MultiCellRange()
        for each in ranges:
            if rows := self._rows(each.min_row, each.max_row):
                moved.add(
                    CellRange(min_col=each.min_col, max_col=each.max_col, min_row=rows[0], max_row=rows[1])
                )
        return moved

    def _narrow_rules(self) -> None:
        validations = self._sheet.data_validations
        for rule in validations.dataValidation:
            rule.sqref = self._moved(rule.sqref.ranges)
        validations.dataValidation = [rule for rule in validations.dataValidation if rule.sqref.ranges]
        kept = ConditionalFormattingList()
        for formatting in self._sheet.conditional_formatting:
            moved = self._moved(formatting.sqref.ranges)
            # Its formulas are meant from the first cell on, so they stand only where that one stands.
            if moved.ranges and _first_row(moved) == _first_row(formatting.sqref):
                for rule in formatting.rules:
                    kept.add(str(moved), rule)
        self._sheet.conditional_formatting = kept
        self._sheet.row_breaks.brk = []
        self._sheet.print_area = None

    def _narrow_tables(self) -> None:
        """Tables and filters end with the rows; which rows a filter hid is no matter now."""
        sheet = self._sheet
        for table in list(sheet.tables.values()):
            if not (ref := self._narrowed(table.ref)):
                del sheet.tables[table.name]
                continue
            table.ref, table.totalsRowCount, table.sortState = ref, None, None
            if table.autoFilter:
                table.autoFilter.ref, table.autoFilter.filterColumn = ref, []
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = self._narrowed(sheet.auto_filter.ref)
            sheet.auto_filter.filterColumn, sheet.auto_filter.sortState = [], None

    def _narrowed(self, ref: str) -> str | None:
        cells = CellRange(ref)
        if cells.min_row > self._asked.header_row:
            return None
        last = max(self._last, cells.min_row + 1) if cells.max_row > self._asked.header_row else cells.max_row
        return f"{get_column_letter(cells.min_col)}{cells.min_row}:{get_column_letter(cells.max_col)}{last}"

    def _mark(self) -> None:
        sheet = self._sheet
        headings = sheet[self._asked.header_row] if self._asked.header_row else ()
        first = next((cell.column - 1 for cell in headings if cell.value not in (None, "")), 0)
        for row, place in self._places.items():
            for marked in marked_cells(self._asked.marks[row], first):
                _mark(sheet.cell(place, marked.at + 1), marked)


def _first_row(ranges: Any) -> int:
    return int(min(each.min_row for each in ranges.ranges))


def _make_ready(cell: Any) -> None:
    """Keep text from becoming a formula in a person's hands, and take off what an earlier copy said of it."""
    if isinstance(cell.value, str) and cell.value[:1] in FORMULA_SIGNS:
        cell.quotePrefix = True
    if cell.comment and cell.comment.author == AUTHOR:
        cell.comment = None
        cell.fill = PatternFill()


def _mark(cell: Any, marked: MarkedCell) -> None:
    cell.fill = PatternFill("solid", fgColor=f"FF{WARN_TINT if marked.warns else BAD_TINT}")
    note = f"{marked.note}\n\n{cell.comment.text}" if cell.comment else marked.note
    cell.comment = Comment(note, AUTHOR, height=note_height(note), width=NOTE_WIDTH)


def note_height(note: str) -> int:
    """How many pixels high a note must be to show all of its text."""
    wide = [sum(1 if letter.isascii() else 2 for letter in line) for line in note.split("\n")]
    return _NOTE_LINE * (1 + sum(letters // _NOTE_LETTERS + 1 for letters in wide))


def _show(book: Any, sheet: Any) -> None:
    """Open the copy at the beginning of its sheet."""
    sheet.sheet_state = "visible"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = sheet
    book.template = False
    view = sheet.sheet_view
    view.topLeftCell = None
    if view.pane and view.pane.state == "frozen":
        column, row = int(view.pane.xSplit or 0) + 1, int(view.pane.ySplit or 0) + 1
        view.pane.topLeftCell = f"{get_column_letter(column)}{row}"
