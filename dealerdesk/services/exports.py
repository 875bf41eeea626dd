"""Spreadsheets out: what an import of the same workbook leaves as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, Field, FieldType, RecordKind, field_of
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.i18n import speaking
from dealerdesk.services.completeness import completeness_of
from dealerdesk.storage.columns import expression, records_sql
from dealerdesk.storage.engine import driver
from dealerdesk.storage.unit_of_work import Database

UNKNOWN_COLUMN = Message("unknown_column", "There is no column “{field}”. The columns are: {fields}.")

COMPLETENESS = Field(
    "completeness", FieldType.TEXT, Message("field.completeness", "Completeness"), (), False, False
)
"""Present and required document types of a file, as ``7/9``: a column of lists, and no field of a file."""
_NOT_BY_DEFAULT = {"archived"}
_BATCH = 1000
_LINES = (
    "SELECT count(*) FROM json_each(?) j JOIN repair_order ON repair_order.id = j.value "
    "LEFT JOIN repair_line ON repair_line.order_id = repair_order.id"
)
"""How many rows orders take: one a line, and one without any."""


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
            (total,) = connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()
            rows = _rows(connection, sql, values)
            return self._write(session, out, kind, fields, rows, total, progress)

    def export_list(
        self, out: Path, file_ids: Sequence[int], columns: Sequence[str], progress: Progress | None = None
    ) -> ExportResult:
        """Write vehicle files as a list shows them, in the order of `file_ids`, to `out`, .xlsx or .csv.

        `columns` are field codes and that of `COMPLETENESS`; files that are gone are left out. Raises
        ``unknown_column`` and the refusals of `exchange.writer.write_records`.
        """
        codes = [code for code in columns if code != COMPLETENESS.code]
        known = dict(zip(codes, _chosen(RecordKind.FILES, codes), strict=True))
        fields = [known.get(code, COMPLETENESS) for code in columns]
        today = self._database.now().date()
        with self._database.reading() as session:
            rows = _listed(session, file_ids, [field.code for field in fields], today)
            return self._write(session, out, RecordKind.FILES, fields, rows, len(file_ids), progress)

    def export_orders(
        self, out: Path, order_ids: Sequence[int], progress: Progress | None = None
    ) -> ExportResult:
        """Write repair orders as a list shows them, in the order of `order_ids`, to `out`, .xlsx or .csv.

        Each line of an order is a row; orders that are gone are left out. Raises the refusals of
        `exchange.writer.write_records`.
        """
        kind = RecordKind.REPAIR_ORDERS
        with self._database.reading() as session:
            connection = driver(session.connection())
            (total,) = connection.execute(_LINES, (json.dumps(list(order_ids)),)).fetchone()
            rows = _orders_listed(connection, order_ids)
            return self._write(session, out, kind, FIELDS[kind], rows, total, progress)

    def _write(  # noqa: PLR0913, PLR0917  # what makes an export
        self,
        session: Session,
        out: Path,
        kind: RecordKind,
        fields: Sequence[Field],
        rows: Iterator[tuple[Any, ...]],
        total: int,
        progress: Progress | None,
    ) -> ExportResult:
        (last_change,) = (
            driver(session.connection()).execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
        )
        # Start-up: screens that can export are shown without the spreadsheet library.
        from dealerdesk.exchange.writer import write_records  # noqa: PLC0415 - start-up, see above

        count = write_records(
            out,
            kind,
            fields,
            rows,
            title=RECORD_LABELS[kind].said(),
            exported_at=self._database.now(),
            last_change=last_change,
            progress=progress or Silent(),
            total=total,
        )
        return ExportResult(count, out)


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


def _listed(
    session: Session, file_ids: Sequence[int], codes: Sequence[str], today: date
) -> Iterator[tuple[Any, ...]]:
    """The values of files in the order of `file_ids`, a batch at a time."""
    connection = driver(session.connection())
    values = ", ".join(
        "NULL" if code == COMPLETENESS.code else expression(RecordKind.FILES, code) for code in codes
    )
    at = codes.index(COMPLETENESS.code) if COMPLETENESS.code in codes else None
    for start in range(0, len(file_ids), _BATCH):
        batch = file_ids[start : start + _BATCH]
        complete = completeness_of(connection, batch, today) if at is not None else {}
        rows = connection.execute(
            f"SELECT vehicle_file.id, {values} FROM json_each(?) j "
            "JOIN vehicle_file ON vehicle_file.id = j.value "
            "LEFT JOIN customer ON customer.id = vehicle_file.customer_id ORDER BY j.key",
            (json.dumps(list(batch)),),
        )
        for file_id, *row in rows:
            if at is not None:
                found = complete[file_id]
                row[at] = f"{len(found.present)}/{len(found.required)}" if found.required else None
            yield tuple(row)


def _orders_listed(connection: Any, order_ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The values of orders with their lines, in the order of `order_ids`, a batch at a time."""
    kind = RecordKind.REPAIR_ORDERS
    values = ", ".join(expression(kind, field.code) for field in FIELDS[kind])
    for start in range(0, len(order_ids), _BATCH):
        rows = connection.execute(
            f"SELECT {values} FROM json_each(?) j JOIN repair_order ON repair_order.id = j.value "
            "JOIN vehicle_file ON vehicle_file.id = repair_order.file_id "
            "LEFT JOIN repair_line ON repair_line.order_id = repair_order.id "
            "ORDER BY j.key, repair_line.line_no",
            (json.dumps(list(order_ids[start : start + _BATCH])),),
        )
        yield from rows


def _rows(connection: Any, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(sql, values)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
