"""What every readable file is turned into: one sheet of rows, whatever the format was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

from dealerdesk.domain.messages import Message

Note = tuple[Message, dict[str, object]]
Row = Sequence[object]
Merged = tuple[int, int, int, int]
"""Merged cells as first row, first column, last row, last column, from 0."""

NO_HEADINGS = Message(
    "no_headings",
    "The file {path} has no row of headings that DealerDesk knows for “{kind}” in its first {rows} rows. "
    "Give the columns headings such as {examples}.",
)
SHEET_UNKNOWN = Message(
    "sheet_unknown", "The file {path} has no sheet “{sheet}”. Its sheets are: {sheets}. Name one of these."
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text's letters are encoded: a name that can be asked for again, and whether it was a guess."""

    name: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: `rows` reads it from the start, as often as asked, and row numbers count from 1.

    `quoted` says that a leading apostrophe only kept a spreadsheet from taking the text for a formula.
    `example` are the stored values, by field code, of a row that only shows how a template is filled in.
    `hidden` and `known` are of a workbook's sheets by name: which are hidden, and how many headings each
    has; `known` is complete only where the whole workbook was looked through.
    """

    sheet: str
    rows: Callable[[], Iterator[tuple[int, Row]]]
    height: int
    width: int
    merged: tuple[Merged, ...] = ()
    notes: tuple[Note, ...] = ()
    quoted: bool = False
    epoch_1904: bool = False
    exported_at: str | None = None
    exported_kind: str | None = None
    last_moment: str | None = None
    example: Mapping[str, str | int] = field(default_factory=dict)
    encoding: Encoding | None = None
    hidden: tuple[str, ...] = ()
    known: tuple[tuple[str, int], ...] = ()


def merged_below(table: Table, row: int) -> list[Merged]:
    """The merged cells that begin below the row `row`, as Excel counts."""
    return [merged for merged in table.merged if merged[0] >= row]


def filled(table: Table, below: int) -> Table:
    """The table with the value of merged cells below a row in all of their cells.

    One that alone fills a single row is a line of words between the records, and stays where it stands.
    """
    starts: dict[int, list[Merged]] = defaultdict(list)
    for merged in merged_below(table, below):
        starts[merged[0] + 1].append(merged)
    return replace(table, rows=lambda: _filled(table.rows(), starts), merged=()) if starts else table


def _filled(
    rows: Iterable[tuple[int, Row]], starts: Mapping[int, Sequence[Merged]]
) -> Iterator[tuple[int, Row]]:
    open_: list[tuple[Merged, object]] = []
    for number, row in rows:
        open_ = [(merged, value) for merged, value in open_ if merged[2] + 1 >= number]
        for merged in starts.get(number, ()):
            top, left, bottom, _ = merged
            value = row[left] if left < len(row) else ""
            others = any(cell not in ("", None) for at, cell in enumerate(row) if at != left)
            if others or top < bottom:
                open_.append((merged, value))
        if open_:
            cells = {at: value for (_, left, _, right), value in open_ for at in range(left, right + 1)}
            yield number, with_cells(row, cells)
        else:
            yield number, row


def edited(table: Table, cells: Mapping[int, Mapping[int, object]]) -> Table:
    """The table with other cells, given by row number and column."""
    if not cells:
        return table
    return replace(
        table,
        rows=lambda: (
            (number, with_cells(row, cells[number]) if number in cells else row)
            for number, row in table.rows()
        ),
    )


def with_cells(row: Row, cells: Mapping[int, object]) -> list[object]:
    """The row with some of its cells replaced; it grows as far as they reach."""
    full = [*row, *repeat("", max(cells) + 1 - len(row))]
    for at, cell in cells.items():
        full[at] = cell
    return full
