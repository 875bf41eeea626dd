"""What every readable file is turned into: one sheet of rows, whatever the format was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dealerdesk.domain.messages import Message

Note = tuple[Message, dict[str, object]]
Row = Sequence[object]

NO_HEADINGS = Message(
    "no_headings",
    "The file {path} has no row of headings that DealerDesk knows for “{kind}” in its first {rows} rows. "
    "Give the columns headings such as {examples}.",
)
SHEET_UNKNOWN = Message(
    "sheet_unknown", "The file {path} has no sheet “{sheet}”. Its sheets are: {sheets}. Name one of these."
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: `rows` reads it from the start, as often as asked, and row numbers count from 1.

    `merged` are ranges as first row, first column, last row, last column, from 0. `quoted` says that a
    leading apostrophe only kept a spreadsheet from taking the text for a formula.
    """

    sheet: str
    rows: Callable[[], Iterator[tuple[int, Row]]]
    height: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    quoted: bool = False
    epoch_1904: bool = False
    exported_at: str | None = None
    exported_kind: str | None = None
    last_change: int | None = None
