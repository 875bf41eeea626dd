"""Spreadsheets out: what an import of the same workbook leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, Field, RecordKind, field_of
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.exchange.writer import write_records
from dealerdesk.i18n import speaking
from dealerdesk.storage.columns import records_sql
from dealerdesk.storage.engine import driver
from dealerdesk.storage.unit_of_work import Database

UNKNOWN_COLUMN = Message("unknown_column", "There is no column “{field}”. The columns are: {fields}.")

_NOT_BY_DEFAULT = {"archived"}
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many rows were written, and where."""

    rows: int
    path: Path


class Exports:
    """Exports out of one dealership."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export(  # noqa: PLR0913 - what a person can say of an export
        self,
        kind: RecordKind,
        out: Path,
        *,
        where: str | None = None,
        columns: Sequence[str] | None = None,
        language: str | None = None,
        progress: Progress | None = None,
    ) -> ExportResult:
        """Write the records of `kind` that the FILTER `where` lets through to `out`, .xlsx or .csv.

        `columns` are field codes, all of the kind's where None; headings speak `language`. Archived files
        stay out unless the filter names ``archived``. Raises ``unknown_column``, the filter's refusals and
        those of `exchange.writer.write_records`.
        """
        fields = _chosen(kind, columns)
        wanted = parse_filter(where or "", FIELDS[kind])
        sql, values = records_sql(kind, [field.code for field in fields], wanted)
        with (
            speaking(language) if language else nullcontext(),
            self._database.reading() as session,
        ):
            connection = driver(session.connection())
            (last_change,) = connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
            rows = write_records(
                out,
                kind,
                fields,
                _rows(connection, sql, values),
                title=RECORD_LABELS[kind].said(),
                exported_at=self._database.now(),
                last_change=last_change,
                progress=progress or Silent(),
            )
        return ExportResult(rows, out)


def _chosen(kind: RecordKind, columns: Sequence[str] | None) -> tuple[Field, ...]:
    if columns is None:
        return tuple(field for field in FIELDS[kind] if field.code not in _NOT_BY_DEFAULT)
    chosen = []
    for code in columns:
        field = field_of(kind, code)
        if field is None:
            known = [field.code for field in FIELDS[kind]]
            raise DealerDeskError(UNKNOWN_COLUMN, field=code, fields=known)
        chosen.append(field)
    return tuple(chosen)


def _rows(connection: Any, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(sql, values)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
