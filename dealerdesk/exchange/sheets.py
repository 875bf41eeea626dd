"""One sheet of an .xlsx workbook, written rows at a time without being kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from itertools import repeat
from types import TracebackType
from typing import BinaryIO, Final, Self
from zipfile import ZIP_DEFLATED, ZipFile

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.outgoing import Stored
from dealerdesk.exchange.packages import LARGEST_PART, LatePart
from dealerdesk.exchange.sheet_columns import WIDEST, SheetColumn, heading_cell
from dealerdesk.exchange.skeleton import SHEET, Origin, make_skeleton

LAST_ROW: Final = 1_048_576
"""Where a sheet ends."""

EXPORT_TOO_LONG = Message(
    "export_too_long",
    "A sheet of .xlsx ends at row {limit}, and there are more records. Choose .csv, or export fewer.",
)
EXPORT_TOO_LARGE = Message(
    "export_too_large",
    "The workbook would be larger than spreadsheet programs open. Choose .csv, or export fewer records "
    "or columns.",
)


class SheetWriter:
    """Writes rows by the types of their columns; leaving the ``with`` block by an exception finishes nothing.

    The beginning of a sheet says its extent and its columns' widths, which nobody knows before the last
    row: there is room kept for it, and it is written last.
    """

    def __init__(self, file: BinaryIO, fields: Sequence[Field], origin: Origin) -> None:
        self._file, self._fields, self._origin = file, fields, origin
        self._rows = 0

    def __enter__(self) -> Self:
        # No beginning is longer than that of the last row and of the widest columns, each of its own width:
        # neighbours of one width are written as one.
        widest = [WIDEST - at % 2 for at in range(len(self._fields))]
        skeleton = make_skeleton(self._origin, widest, LAST_ROW)
        self._columns = [SheetColumn(field, at, skeleton.styles) for at, field in enumerate(self._fields)]
        headings = [
            heading_cell(field.label.said(), at, skeleton.styles["heading"])
            for at, field in enumerate(self._fields)
        ]
        for column, field in zip(self._columns, self._fields, strict=True):
            column.widen(field.label.said())
        with ExitStack() as stack:
            self._archive = stack.enter_context(ZipFile(self._file, "w", ZIP_DEFLATED))
            self._part = LatePart(self._file, self._archive, SHEET, len(skeleton.before))
            stack.callback(self._part.abandon)
            self._part.write(f'<sheetData><row r="1">{"".join(headings)}</row>'.encode())
            self._stack = stack.pop_all()
        return self

    def write(self, rows: Sequence[Sequence[Stored]]) -> None:
        """Write records below those before; raises ``cell_too_long``, ``export_too_long`` and ``…_large``."""
        first = self._rows + 2
        self._rows += len(rows)
        if self._rows + 1 > LAST_ROW:
            raise DealerDeskError(EXPORT_TOO_LONG, limit=LAST_ROW)
        numbers = [str(number) for number in range(first, first + len(rows))]
        pieces: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat('">')]
        for column, values in zip(self._columns, zip(*rows, strict=True), strict=True):
            pieces += column.pieces(values, numbers, first)
        pieces.append(repeat("</row>"))
        lines = map("".join, zip(*pieces))  # noqa: B905  # what is repeated has no end
        self._part.write("".join(lines).encode())
        if self._part.size > LARGEST_PART:
            raise DealerDeskError(EXPORT_TOO_LARGE)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        widths = [column.width for column in self._columns]
        skeleton = make_skeleton(self._origin, widths, self._rows + 1)
        self._part.write(b"</sheetData>" + skeleton.behind)
        # Blanks between a sheet's elements mean nothing.
        self._part.finish(skeleton.before.ljust(self._part.room))
        for name, content in skeleton.parts.items():
            self._archive.writestr(name, content)
