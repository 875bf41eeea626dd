"""Writing records as .xlsx or .csv, so that reading them again changes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import NO, YES, Field, FieldType, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.values import LONGEST_TEXT, from_stored, text_of
from dealerdesk.durable import write_durably
from dealerdesk.exchange.cells import with_apostrophe
from dealerdesk.exchange.sheets import LAST_ROW, Origin, SheetWriter

EXPORT_ENDING = Message(
    "export_ending", "The name {path} does not end in .xlsx or .csv. Choose one of these endings."
)
EXPORT_FAILED = Message(
    "export_failed",
    "The file {path} could not be written: {reason}. Close it in other programs, look for free space, "
    "or choose another folder.",
)
EXPORT_TOO_LONG = Message(
    "export_too_long",
    "A sheet of .xlsx ends at row {limit}, and there are more records. Choose .csv, or export fewer.",
)
CELL_TOO_LONG = Message(
    "cell_too_long",
    "The text of “{field}” in row {row} has {length} characters; a spreadsheet cell holds {limit}. "
    "Shorten it first, or leave this column out.",
)
WRITING = Message("writing_spreadsheet", "Writing the spreadsheet")

Stored = str | int | None
"""A value as `to_stored` makes it."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STEP = 1_000


@dataclass(frozen=True, slots=True)
class _Records:
    """What is to be written."""

    fields: Sequence[Field]
    rows: Iterable[Sequence[Stored]]
    progress: Progress

    def cells(self) -> Iterator[tuple[int, list[object]]]:
        """The rows with their numbers in the sheet, as dates, decimals, numbers and words to show.

        Raises ``cell_too_long``.
        """
        for number, row in enumerate(self.rows, 2):
            yield (
                number,
                [self._cell(field, stored, number) for field, stored in zip(self.fields, row, strict=True)],
            )
            if number % _STEP == 0:
                self.progress.step(WRITING, number - 1, None)

    def _cell(self, field: Field, stored: Stored, row: int) -> object:
        if stored is None or stored == "":
            return None
        value = from_stored(field.type, stored)
        if field.type is FieldType.PARTIAL_DATE:
            return date.fromisoformat(str(value)) if len(str(value)) == 10 else value
        if field.type is FieldType.YES_NO:
            return (YES if value else NO).said()
        if field.type is FieldType.CHOICE:
            return next((label.said() for code, label in field.choices if code == value), value)
        return self._text(field, value, row) if isinstance(value, str) else value

    def _text(self, field: Field, text: str, row: int) -> str:
        text = _NOT_IN_XML.sub("", text)
        length = len(text) if len(text) * 2 <= LONGEST_TEXT else len(text.encode("utf-16-le")) // 2
        if length > LONGEST_TEXT:
            raise DealerDeskError(
                CELL_TOO_LONG, field=field.label, row=row, length=length, limit=LONGEST_TEXT
            )
        return text


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
) -> int:
    """Write records with a heading row in the current language, and return how many there were.

    `rows` hold values in stored form, one for each of `fields`. `out` is written whole or left as it was.
    Raises ``export_ending``, ``export_failed``, ``export_too_long`` and ``cell_too_long``; `progress` may
    raise `Cancelled`.
    """
    ending = out.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise DealerDeskError(EXPORT_ENDING, path=out)
    records = _Records(fields, rows, progress)
    try:
        with write_durably(out) as file:
            if ending == ".csv":
                return _write_text(file, records)
            return _write_workbook(file, records, Origin(kind, title, exported_at, last_change))
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error
    except XlsxWriterException as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error) from error


def _write_workbook(file: BinaryIO, records: _Records, origin: Origin) -> int:
    count = 0
    with SheetWriter(file, records.fields, origin) as sheet:
        for number, cells in records.cells():
            if number > LAST_ROW:
                raise DealerDeskError(EXPORT_TOO_LONG, limit=LAST_ROW)
            sheet.write(number, cells)
            count += 1
    return count


def _write_text(file: BinaryIO, records: _Records) -> int:
    count = 0
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([field.label.said() for field in records.fields])
        for _, cells in records.cells():
            writer.writerow(
                [_written(field, cell) for field, cell in zip(records.fields, cells, strict=True)]
            )
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def _written(field: Field, cell: object) -> str:
    """A cell as CSV carries it."""
    if isinstance(cell, str):
        return with_apostrophe(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    assert cell is None or isinstance(cell, date | Decimal | int)
    return text_of(field, cell)
