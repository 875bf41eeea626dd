"""Writing spreadsheets: records of a kind, a list as it is shown, the whole register, an empty template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, Field, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.i18n import speaking
from dealerdesk.services.actions import EXPORTED, REGISTER_EXPORTED
from dealerdesk.services.exports.listed import COMPLETENESS, count_of_lines, files_listed, orders_listed
from dealerdesk.services.noting import note
from dealerdesk.storage.columns import records_sql
from dealerdesk.storage.engine import driver
from dealerdesk.storage.history import last_moment
from dealerdesk.storage.unit_of_work import Database

UNKNOWN_COLUMN = Message("unknown_column", "There is no column “{field}”. The columns are: {fields}.")
REGISTER = Message("record.register", "Whole register")

_NOT_BY_DEFAULT = {"archived"}
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many rows were written, and where."""

    rows: int
    path: Path


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is to be written of one kind."""

    kind: RecordKind
    fields: Sequence[Field]
    rows: Iterator[tuple[Any, ...]]
    total: int


class Exports:
    """Exports out of one dealership, each noted in the history once it is written.

    `language` is that of headings and words, the program's where None.
    """

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

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

        `columns` are field codes, all of the kind's where None. Archived files stay out unless the filter
        names ``archived``. Raises ``unknown_column``, the filter's refusals and those of
        `exchange.writing.writer.write_records`.
        """
        with _speaking(language), self._database.reading() as session:
            connection = driver(session.connection())
            sheet = _records(connection, kind, chosen_fields(kind, columns), where)
            result = self._write(connection, out, sheet, progress)
        return self._noted(result, EXPORTED, kind=kind.value)

    def count(self, kind: RecordKind, where: str | None = None) -> int:
        """How many rows `export` would write; raises the filter's refusals."""
        sql, values = records_sql(kind, [FIELDS[kind][0].code], parse_filter(where or "", FIELDS[kind]))
        with self._database.reading() as session:
            return _count(driver(session.connection()), sql, values)

    def export_register(
        self, out: Path, *, language: str | None = None, progress: Progress | None = None
    ) -> ExportResult:
        """Write one .xlsx with a sheet for every kind of record, all as they stood at one moment.

        Each sheet holds what `export` writes of its kind, but nothing of archived files: elsewhere, what
        belongs to them would find another file by its plate. Raises ``register_ending`` and the refusals of
        `exchange.writing.writer.write_register`.
        """
        # Start-up, see `_write`.
        from dealerdesk.exchange.writing.writer import Records, write_register  # noqa: PLC0415 - start-up, see above

        with _speaking(language), self._database.reading() as session:
            connection = driver(session.connection())
            sheets = [
                _records(connection, kind, chosen_fields(kind, None), of_active_files=True)
                for kind in RecordKind
            ]
            count = write_register(
                out,
                [Records(sheet.kind, sheet.fields, sheet.rows) for sheet in sheets],
                title=REGISTER.said(),
                exported_at=self._database.now(),
                last_moment=last_moment(connection),
                progress=progress or Silent(),
                total=sum(sheet.total for sheet in sheets),
            )
        return self._noted(ExportResult(count, out), REGISTER_EXPORTED)

    def write_template(
        self,
        kind: RecordKind,
        out: Path,
        *,
        columns: Sequence[str] | None = None,
        language: str | None = None,
    ) -> ExportResult:
        """Write an empty spreadsheet to be filled in and imported; all that can be imported, or `columns`.

        Raises ``unknown_column`` and the refusals of `exchange.writing.template.write_template`.
        """
        # Start-up, see `_write`.
        from dealerdesk.exchange.writing.template import write_template  # noqa: PLC0415 - start-up, see above

        with _speaking(language):
            fields = chosen_fields(kind, columns, for_import=True)
            write_template(out, kind, fields, self._database.now())
        return ExportResult(0, out)

    def export_list(
        self,
        out: Path,
        file_ids: Sequence[int],
        columns: Sequence[str],
        progress: Progress | None = None,
        language: str | None = None,
    ) -> ExportResult:
        """Write vehicle files as a list shows them, in the order of `file_ids`, to `out`, .xlsx or .csv.

        `columns` are field codes and that of `COMPLETENESS`; files that are gone are left out. Raises
        ``unknown_column`` and the refusals of `exchange.writing.writer.write_records`.
        """
        codes = [code for code in columns if code != COMPLETENESS.code]
        known = dict(zip(codes, chosen_fields(RecordKind.FILES, codes), strict=True))
        fields = [known.get(code, COMPLETENESS) for code in columns]
        today = self._database.now().date()
        with _speaking(language), self._database.reading() as session:
            connection = driver(session.connection())
            rows = files_listed(connection, file_ids, columns, today)
            sheet = _Sheet(RecordKind.FILES, fields, rows, len(file_ids))
            result = self._write(connection, out, sheet, progress)
        return self._noted(result, EXPORTED, kind=RecordKind.FILES.value)

    def export_orders(
        self,
        out: Path,
        order_ids: Sequence[int],
        progress: Progress | None = None,
        columns: Sequence[str] | None = None,
        language: str | None = None,
    ) -> ExportResult:
        """Write repair orders as a list shows them, in the order of `order_ids`, to `out`, .xlsx or .csv.

        Each line of an order is a row; orders that are gone are left out. Raises ``unknown_column`` and the
        refusals of `exchange.writing.writer.write_records`.
        """
        kind = RecordKind.REPAIR_ORDERS
        fields = chosen_fields(kind, columns)
        with _speaking(language), self._database.reading() as session:
            connection = driver(session.connection())
            rows = orders_listed(connection, order_ids, [field.code for field in fields])
            sheet = _Sheet(kind, fields, rows, count_of_lines(connection, order_ids))
            result = self._write(connection, out, sheet, progress)
        return self._noted(result, EXPORTED, kind=kind.value)

    def _noted(self, result: ExportResult, action: Message, **params: str) -> ExportResult:
        """Note an export that was written, outside the transaction that read its rows."""
        count, name = result.rows, result.path.name
        note(self._database, self._author, action, count=count, name=name, **params)
        return result

    def _write(self, connection: Any, out: Path, sheet: _Sheet, progress: Progress | None) -> ExportResult:
        # Start-up: screens that can export are shown without the spreadsheet library.
        from dealerdesk.exchange.writing.writer import write_records  # noqa: PLC0415 - start-up, see above

        count = write_records(
            out,
            sheet.kind,
            sheet.fields,
            sheet.rows,
            title=RECORD_LABELS[sheet.kind].said(),
            exported_at=self._database.now(),
            last_moment=last_moment(connection),
            progress=progress or Silent(),
            total=sheet.total,
        )
        return ExportResult(count, out)


def chosen_fields(
    kind: RecordKind, columns: Sequence[str] | None, *, for_import: bool = False
) -> tuple[Field, ...]:
    """The fields that `columns` names in its order, those usually exported where None.

    `for_import` leaves only what an import reads. Raises ``unknown_column``.
    """
    known = {field.code: field for field in FIELDS[kind] if field.importable or not for_import}
    if columns is None:
        return tuple(field for code, field in known.items() if code not in _NOT_BY_DEFAULT)
    for code in columns:
        if code not in known:
            raise DealerDeskError(UNKNOWN_COLUMN, field=code, fields=list(known))
    return tuple(known[code] for code in columns)


def _speaking(language: str | None) -> AbstractContextManager[None]:
    return speaking(language) if language else nullcontext()


def _records(
    connection: Any,
    kind: RecordKind,
    fields: Sequence[Field],
    where: str | None = None,
    *,
    of_active_files: bool = False,
) -> _Sheet:
    wanted = parse_filter(where or "", FIELDS[kind])
    codes = [field.code for field in fields]
    sql, values = records_sql(kind, codes, wanted, of_active_files=of_active_files)
    return _Sheet(kind, fields, _rows(connection, sql, values), _count(connection, sql, values))


def _count(connection: Any, sql: str, values: Sequence[Any]) -> int:
    (total,) = connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()
    return int(total)


def _rows(connection: Any, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(sql, values)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
