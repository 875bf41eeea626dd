"""The sheets of an .xlsx workbook, written rows at a time without being kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from types import TracebackType
from typing import BinaryIO, Final, Self
from zipfile import ZIP_DEFLATED, ZipFile

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.writing.outgoing import Stored
from dealerdesk.exchange.writing.packages import LARGEST_PART, LatePart
from dealerdesk.exchange.writing.sheet_columns import WIDEST, SheetColumn, heading_cell
from dealerdesk.exchange.writing.skeleton import Origin, Outline, Skeleton, make_skeleton, sheet_part

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


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet that is to be written: its name, and the fields of its columns."""

    name: str
    fields: Sequence[Field]


class WorkbookWriter:
    """Writes sheets one after another; leaving the ``with`` block by an exception finishes nothing.

    The beginning of a sheet says its extent and its columns' widths, which nobody knows before the last
    row: there is room kept for it, and it is written last.
    """

    def __init__(self, file: BinaryIO, plans: Sequence[SheetPlan], origin: Origin) -> None:
        self._file, self._plans, self._origin = file, plans, origin
        # No beginning is longer than that of the last row and of the widest columns, each of its own width:
        # neighbours of one width are written as one.
        self._outlines = [
            Outline(plan.name, [WIDEST - at % 2 for at in range(len(plan.fields))], LAST_ROW)
            for plan in plans
        ]
        self._done = 0
        self._skeleton: Skeleton

    def __enter__(self) -> Self:
        self._skeleton = make_skeleton(self._origin, self._outlines)
        with ExitStack() as stack:
            self._archive = stack.enter_context(ZipFile(self._file, "w", ZIP_DEFLATED))
            self._stack = stack.pop_all()
        return self

    @contextmanager
    def next_sheet(self) -> Iterator[SheetWriter]:
        """The sheet after those that were written; it is finished when its own ``with`` block ends."""
        at = self._done
        plan, room = self._plans[at], len(self._skeleton.sheets[at].before)
        part = LatePart(self._file, self._archive, sheet_part(at), room)
        try:
            sheet = SheetWriter(part, plan.fields, self._skeleton.styles)
            yield sheet
            self._outlines[at] = Outline(plan.name, sheet.widths, sheet.last_row)
            self._skeleton = make_skeleton(self._origin, self._outlines)
            ends = self._skeleton.sheets[at]
            part.write(b"</sheetData>" + ends.behind)
            # Blanks between a sheet's elements mean nothing.
            part.finish(ends.before.ljust(part.room))
        finally:
            part.abandon()
        self._done += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                assert self._done == len(self._plans)
                for name, content in self._skeleton.parts.items():
                    self._archive.writestr(name, content)


class SheetWriter:
    """Writes the rows of one sheet by the types of their columns; the headings stand above them."""

    def __init__(self, part: LatePart, fields: Sequence[Field], styles: Mapping[str, int]) -> None:
        self._part = part
        self._columns = [SheetColumn(field, at, styles) for at, field in enumerate(fields)]
        self.last_row = 1
        headings = [
            heading_cell(field.label.said(), at, styles["heading"]) for at, field in enumerate(fields)
        ]
        for column, field in zip(self._columns, fields, strict=True):
            column.widen(field.label.said())
        part.write(f'<sheetData><row r="1">{"".join(headings)}</row>'.encode())

    @property
    def widths(self) -> Sequence[float]:
        """How wide the columns must be, by what was written so far."""
        return [column.width for column in self._columns]

    def write(self, rows: Sequence[Sequence[Stored]]) -> None:
        """Write records below those before; raises ``cell_too_long``, ``export_too_long`` and ``…_large``."""
        first = self.last_row + 1
        self.last_row += len(rows)
        if self.last_row > LAST_ROW:
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
