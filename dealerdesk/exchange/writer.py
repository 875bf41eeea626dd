"""Writing records as .xlsx or .csv, so that reading them again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.values import text_of
from dealerdesk.durable import write_durably
from dealerdesk.exchange.cells import with_apostrophe
from dealerdesk.exchange.outgoing import OutgoingColumn, Shown, Stored, as_minutes
from dealerdesk.exchange.sheets import SheetWriter
from dealerdesk.exchange.skeleton import Origin

EXPORT_ENDING = Message(
    "export_ending", "The name {path} does not end in .xlsx or .csv. Choose one of these endings."
)
EXPORT_FAILED = Message(
    "export_failed",
    "The file {path} could not be written: {reason}. Close it in other programs, look for free space, "
    "or choose another folder.",
)
WRITING = Message("writing_spreadsheet", "Writing the spreadsheet")

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Records:
    """What is to be written."""

    fields: Sequence[Field]
    rows: Iterable[Sequence[Stored]]
    total: int | None
    progress: Progress

    def portions(self) -> Iterator[list[Sequence[Stored]]]:
        """The rows, so many at a time that what is done with a column of them is worth the while."""
        rows, done = iter(self.rows), 0
        while portion := list(islice(rows, _ROWS_AT_ONCE)):
            yield portion
            done += len(portion)
            self.progress.step(WRITING, done, self.total)


def write_records(  # noqa: PLR0913  # what makes an export
    out: Path,
    kind: RecordKind,
    fields: Sequence[Field],
    rows: Iterable[Sequence[Stored]],
    *,
    title: str,
    exported_at: datetime,
    last_change: int,
    progress: Progress,
    total: int | None = None,
) -> int:
    """Write records with a heading row in the current language, and return how many there were.

    `rows` hold values in stored form, one for each of `fields`; `total` says how many there will be, where
    that is known. `out` is written whole or left as it was. Raises ``export_ending``, ``export_failed``,
    ``export_too_long``, ``export_too_large`` and ``cell_too_long``; `progress` may raise `Cancelled`.
    """
    ending = out.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise DealerDeskError(EXPORT_ENDING, path=out)
    records = _Records(fields, rows, total, progress)
    try:
        with write_durably(out) as file:
            if ending == ".csv":
                return _write_text(file, records)
            return _write_workbook(file, records, Origin(kind, title, exported_at, last_change))
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error


def _write_workbook(file: BinaryIO, records: _Records, origin: Origin) -> int:
    count = 0
    with SheetWriter(file, records.fields, origin) as sheet:
        for portion in records.portions():
            sheet.write(portion)
            count += len(portion)
    return count


def _write_text(file: BinaryIO, records: _Records) -> int:
    count = 0
    columns = [_TextColumn(field) for field in records.fields]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([field.label.said() for field in records.fields])
        for portion in records.portions():
            values = zip(columns, zip(*portion, strict=True), strict=True)
            cells = [column.cells(stored, count + 2) for column, stored in values]
            writer.writerows(zip(*cells, strict=True))
            count += len(portion)
        text.flush()
    finally:
        text.detach()
    return count


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
