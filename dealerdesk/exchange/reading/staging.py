"""The staging file: a SQLite database with one checked row a record, which the services compare and apply."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlite

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.exchange.messages import packed_params, said_params
from dealerdesk.exchange.reading.header import Header
from dealerdesk.exchange.reading.recognise import column_letters
from dealerdesk.exchange.reading.rows import CheckedRow, Problem, Severity
from dealerdesk.exchange.reading.tables import Note, Table

TOO_MANY_PROBLEMS = Message(
    "too_many_problems",
    "By row {row} of the sheet {sheet}, more than {limit} of its cells and rows cannot be taken as they are. "
    "Look whether its columns are what their headings say, and mend it, or divide it.",
)
MOST_PROBLEMS = 300_000
"""Each is named to the person, and takes 1.5 kB on its way: more would fill the memory unread."""

_BATCH = 1_000

Counts = dict[str, int]
"""How many problems of each severity the sheet itself has."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of the sheet: where it stands (from 0), its heading, and the code of its field or None."""

    at: int
    heading: str
    code: str | None

    @property
    def name(self) -> str:
        """What a person calls the column: its heading, or its letters where it has none."""
        return self.heading or column_letters(self.at)


@dataclass(frozen=True, slots=True)
class StagedWorkbook:
    """A spreadsheet that was read: where its checked rows are, and what was found.

    `columns` are those with a heading or a field, in their order; `notes` are codes with parameters (see
    `describe_problem`); `last_moment` is what our own workbook says that the history knew last.
    """

    path: Path
    sheet: str
    header_row: int
    columns: tuple[ReadColumn, ...]
    rows: int
    notes: tuple[tuple[str, dict[str, Any]], ...]
    counts: Counts
    last_moment: str | None
    exported_at: str | None


def has_plate(kind: RecordKind) -> bool:
    """Whether records of this kind name a plate, and so have a ``plate_key``."""
    return any(field.code == "plate" for field in FIELDS[kind])


class CheckedRows(Protocol):
    """Rows that were checked; `codes` are the fields whose values they carry, in their order."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The fields of the values."""
        ...

    def __iter__(self) -> Iterator[CheckedRow]:
        """The rows, once."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What goes into a staging file; `notes` is asked for once all rows are read."""

    kind: RecordKind
    table: Table
    header: Header
    rows: CheckedRows
    notes: Callable[[], Iterable[Note]]


def write_staging(path: Path, checked: Checked, report: Callable[[int], None]) -> None:
    """Write the staging file in one transaction; `report` is told the row reached."""
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        _create(connection, checked.kind)
        found = _insert(connection, checked, report)
        meta = {
            "sheet": checked.table.sheet,
            "header_row": checked.header.row,
            "columns": [
                (column.at, column.heading, column.field.code if column.field else None)
                for column in checked.header.columns
            ],
            "notes": [(message.code, said_params(params)) for message, params in checked.notes()],
            "last_moment": checked.table.last_moment,
            "exported_at": checked.table.exported_at,
            **found,
        }
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [(key, json.dumps(value, ensure_ascii=False)) for key, value in meta.items()],
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _names(kind: RecordKind) -> list[str]:
    """The names of the staged columns."""
    return [*(_quoted(field.code) for field in FIELDS[kind]), *(["plate_key"] if has_plate(kind) else [])]


def _quoted(code: str) -> str:
    """A field code as a name in SQL, where ``use`` is a word of its own."""
    return f'"{code}"'


def _create(connection: sqlite.Connection, kind: RecordKind) -> None:
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    columns = ", ".join(["n INTEGER PRIMARY KEY", "refused INTEGER NOT NULL DEFAULT 0", *_names(kind)])
    connection.execute(f"CREATE TABLE staged ({columns})")
    connection.execute(
        'CREATE TABLE problem (n INTEGER, field TEXT, "column" TEXT, value TEXT, severity TEXT, code TEXT, '
        "params TEXT)"
    )


def _insert(connection: sqlite.Connection, checked: Checked, report: Callable[[int], None]) -> dict[str, Any]:
    """Insert the rows in batches; returns how many there were, and how many problems of each severity."""
    plated = has_plate(checked.kind)
    names = ["n", "refused", *map(_quoted, checked.rows.codes), *(["plate_key"] if plated else [])]
    insert = f"INSERT INTO staged ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    count = 0
    counts = dict.fromkeys(map(str, Severity), 0)
    rows = iter(checked.rows)
    while batch := list(islice(rows, _BATCH)):
        count += len(batch)
        connection.executemany(
            insert,
            [(row.number, row.refused, *row.values, *((row.plate_key,) if plated else ())) for row in batch],
        )
        problems = [(row.number, problem) for row in batch for problem in row.problems]
        for _, problem in problems:
            counts[problem.severity] += 1
        if sum(counts.values()) > MOST_PROBLEMS:
            raise DealerDeskError(
                TOO_MANY_PROBLEMS, sheet=checked.table.sheet, limit=MOST_PROBLEMS, row=batch[-1].number
            )
        connection.executemany(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)",
            [_problem_row(number, problem) for number, problem in problems],
        )
        report(batch[-1].number)
    return {"rows": count, "counts": counts}


def _problem_row(number: int, problem: Problem) -> tuple[int | str, ...]:
    return (
        number,
        problem.field,
        problem.column,
        problem.value,
        problem.severity.value,
        problem.finding.code,
        packed_params(problem.finding.params),
    )


def open_staged(path: Path) -> StagedWorkbook:
    """What a finished staging file says of its workbook."""
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        meta = {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM meta")}
    finally:
        connection.close()
    return StagedWorkbook(
        path=path,
        sheet=meta["sheet"],
        header_row=meta["header_row"],
        columns=tuple(ReadColumn(*column) for column in meta["columns"]),
        rows=meta["rows"],
        notes=tuple((code, params) for code, params in meta["notes"]),
        counts=meta["counts"],
        last_moment=meta["last_moment"],
        exported_at=meta["exported_at"],
    )
