"""Writing records as .xlsx or .csv, so that reading them again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RECORD_LABELS, Field, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.values import text_of
from dealerdesk.durable import write_durably
from dealerdesk.exchange.reading.cells import with_apostrophe
from dealerdesk.exchange.writing.outgoing import OutgoingColumn, Shown, Stored, as_minutes
from dealerdesk.exchange.writing.sheets import SheetPlan, WorkbookWriter
from dealerdesk.exchange.writing.skeleton import Origin

EXPORT_ENDING = Message(
    "export_ending", "The name {path} does not end in .xlsx or .csv. Choose one of these endings."
)
EXPORT_FAILED = Message(
    "export_failed",
    "The file {path} could not be written: {reason}. Close it in other programs, look for free space, "
    "or choose another folder.",
)
REGISTER_ENDING = Message(
    "register_ending",
    "A whole register takes several sheets, and only .xlsx has them. Choose a name that ends in .xlsx "
    "instead of {path}.",
)
WRITING = Message("writing_spreadsheet", "Writing the spreadsheet")

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Records:
    """Records of one kind that are to be written: `rows` hold values in stored form, one for each field."""

    kind: RecordKind
    fields: Sequence[Field]
    rows: Iterable[Sequence[Stored]]


class _Tally:
    """Counts the rows of all sheets, and says where the writing stands."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress, self._total = progress, total
        self.done = 0

    def portions(self, rows: Iterable[Sequence[Stored]]) -> Iterator[list[Sequence[Stored]]]:
        """The rows, so many at a time that what is done with a column of them is worth the while."""
        left = iter(rows)
        while portion := list(islice(left, _ROWS_AT_ONCE)):
            yield portion
            self.done += len(portion)
            self._progress.step(WRITING, self.done, self._total)


def write_records(  # noqa: PLR0913  # what makes an export
    out: Path,
    kind: RecordKind,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Stored]],
    *,
    title: str,
    exported_at: datetime,
    last_moment: str,
    progress: Progress,
    total: int | None = None,
) -> int:
    """Write records with a heading row in the current language, and return how many there were.

    `total` says how many there will be, where that is known. `out` is written whole or left as it was. A
    .csv cannot say when it was made: what was edited here since is no conflict when it is imported again.
    Raises ``export_ending``, ``export_failed``, ``export_too_long``, ``export_too_large`` and
    ``cell_too_long``; `progress` may raise `Cancelled`.
    """
    records, tally = Records(kind, fields, rows), _Tally(progress, total)
    with opened_export(out) as file:
        if out.suffix.lower() == ".csv":
            _write_text(file, records, tally)
        else:
            _write_workbook(file, [records], tally, Origin(kind, title, exported_at, last_moment))
    return tally.done


def write_register(  # noqa: PLR0913  # what makes an export
    out: Path,
    sheets: Iterable[Records],
    *,
    title: str,
    exported_at: datetime,
    last_moment: str,
    progress: Progress,
    total: int | None = None,
) -> int:
    """Write a workbook with a sheet for each of `sheets`, and return how many records there were.

    The workbook says of each sheet what it holds, so that an import of a kind finds its own. Raises
    ``register_ending`` for what is no .xlsx, and else what `write_records` raises.
    """
    if out.suffix.lower() != ".xlsx":
        raise DealerDeskError(REGISTER_ENDING, path=out)
    records, tally = list(sheets), _Tally(progress, total)
    kinds = {RECORD_LABELS[each.kind].said(): each.kind for each in records}
    with opened_export(out) as file:
        _write_workbook(file, records, tally, Origin(None, title, exported_at, last_moment, kinds))
    return tally.done


@contextmanager
def opened_export(out: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `out` when the block ends well.

    Raises ``export_ending`` and ``export_failed``.
    """
    if out.suffix.lower() not in {".xlsx", ".csv"}:
        raise DealerDeskError(EXPORT_ENDING, path=out)
    try:
        with write_durably(out) as file:
            yield file
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error


def _write_workbook(file: BinaryIO, sheets: Sequence[Records], tally: _Tally, origin: Origin) -> None:
    plans = [SheetPlan(RECORD_LABELS[records.kind].said(), records.fields) for records in sheets]
    with WorkbookWriter(file, plans, origin) as book:
        for records in sheets:
            with book.next_sheet() as sheet:
                for portion in tally.portions(records.rows):
                    sheet.write(portion)


def write_headings(file: BinaryIO, fields: Sequence[Field]) -> None:
    """Write a .csv with nothing but headings."""
    _write_text(file, Records(RecordKind.FILES, fields, ()), _Tally(Silent(), 0))


def _write_text(file: BinaryIO, records: Records, tally: _Tally) -> None:
    columns = [_TextColumn(field) for field in records.fields]
    # With the mark at its beginning Excel knows that the text is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([field.label.said() for field in records.fields])
        for portion in tally.portions(records.rows):
            values = zip(columns, zip(*portion, strict=True), strict=True)
            cells = [column.cells(stored, tally.done + 2) for column, stored in values]
            writer.writerows(zip(*cells, strict=True))
        text.flush()
    finally:
        text.detach()


class _TextColumn:
    """Writes the cells of one column as CSV carries them."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._outgoing = OutgoingColumn(field, self._cell)

    def cells(self, values: Sequence[Stored], first_row: int) -> Iterable[str]:
        plain = self._outgoing.plain(values)
        if plain is not None:
            return plain.texts
        return map(self._outgoing.written(values, first_row).__getitem__, values)

    def _cell(self, shown: Shown) -> str:
        if isinstance(shown, str):
            return with_apostrophe(shown)
        return as_minutes(shown) if isinstance(shown, datetime) else text_of(self._field, shown)
