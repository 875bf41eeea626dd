"""Writing back what a change set changed: each of its row changes inverted, the last one first.

In that order every step leads to rows that were there together once, so values that must be unique (a plate
that moved from one file to another) are free again when their turn comes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.models import Base
from dealerdesk.storage.recording import recorded_columns, recorded_tables

RESTORING = Message("restoring", "Restoring what was")

Row = tuple[str, int]
"""A recorded row: its table and its id."""


class ForeignKey(NamedTuple):
    """A column of `child` that names a row of the recorded table `parent`."""

    child: str
    column: str
    parent: str


def foreign_keys() -> list[ForeignKey]:
    """Every foreign key to a recorded table."""
    recorded = set(recorded_tables())
    return [
        ForeignKey(table.name, column.name, key.column.table.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table in recorded
    ]


def restore(connection: Any, set_id: int, progress: Progress) -> list[Row]:
    """Undo the rows of ``temp.undo_row`` that are not kept; on a clash change nothing and name the rows.

    A clash is a value that must be unique and has been given to another record meanwhile, or a row that
    would be left pointing to one that is gone.
    """
    connection.execute("SAVEPOINT restoring")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    # Not released when stopped: stopping a statement that writes, SQLite rolls the whole transaction back.
    with interruptible(connection, progress, RESTORING):
        clashes = [*_replay(connection, set_id), *_dangling(connection)]
    if clashes:
        connection.execute("ROLLBACK TO restoring")
    connection.execute("RELEASE restoring")
    return clashes


class _Run(NamedTuple):
    """Row changes that one statement takes back: same table, same operation, same columns, no row twice.

    `ids` are those of the row changes, newest first; `columns` those that are written.
    """

    table: str
    op: str
    columns: tuple[str, ...]
    ids: Sequence[int]


def _replay(connection: Any, set_id: int) -> Iterator[Row]:
    """Take the row changes back, and yield the rows for which a unique value is taken."""
    changes = connection.execute(
        "SELECT r.id, r.tbl, r.row_id, r.op, CASE r.op WHEN 'u' THEN r.before END, r.after FROM row_change r "
        "CROSS JOIN temp.undo_row u ON u.tbl = r.tbl AND u.row_id = r.row_id "
        "WHERE r.set_id = ? AND NOT u.kept ORDER BY r.id DESC",
        (set_id,),
    ).fetchall()
    for run in _runs(changes):
        yield from _take_back(connection, run)


def _runs(changes: Iterable[Sequence[Any]]) -> Iterator[_Run]:
    current: tuple[str, str, tuple[str, ...]] | None = None
    ids: list[int] = []
    rows: set[int] = set()
    for change_id, table, row_id, op, before, after in changes:
        key = (table, op, _written(table, op, before, after))
        if current and (key != current or row_id in rows):
            yield _Run(*current, ids)
            ids, rows = [], set()
        current = key
        ids.append(change_id)
        rows.add(row_id)
    if current:
        yield _Run(*current, ids)


def _written(table: str, op: str, before: str | None, after: str | None) -> tuple[str, ...]:
    """The columns that taking a row change back writes."""
    if op == "u":
        return tuple(sorted(json.loads(before or "{}").keys() | json.loads(after or "{}").keys()))
    return _columns(table) if op == "d" else ()


def _take_back(connection: Any, run: _Run) -> Iterator[Row]:
    """Take a run back; on a clash its newer half, then its older one, down to the rows that clash."""
    try:
        connection.execute(_inverse_sql(run.table, run.op, run.columns), (run.ids[-1], run.ids[0]))
    except dbapi2.IntegrityError as error:
        if "UNIQUE" not in str(error):
            raise
        if len(run.ids) == 1:
            (row_id,) = connection.execute(
                "SELECT row_id FROM row_change WHERE id = ?", (run.ids[0],)
            ).fetchone()
            yield run.table, row_id
            return
        middle = len(run.ids) // 2
        yield from _take_back(connection, run._replace(ids=run.ids[:middle]))
        yield from _take_back(connection, run._replace(ids=run.ids[middle:]))


@lru_cache(1024)
def _inverse_sql(table: str, op: str, columns: tuple[str, ...]) -> str:
    """The statement that takes row changes back; its parameters are the lowest and highest of their ids."""
    # The plus keeps SQLite from reading all that ever happened to the table.
    changes = (
        "FROM row_change r CROSS JOIN temp.undo_row u ON u.tbl = r.tbl AND u.row_id = r.row_id "
        f"WHERE r.id BETWEEN ? AND ? AND +r.tbl = '{table}' AND r.op = '{op}' AND NOT u.kept"
    )
    if op == "i":
        return f'DELETE FROM "{table}" WHERE id IN (SELECT r.row_id {changes})'
    if op == "d":
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(f"r.before ->> '{name}'" for name in columns)
        return f'INSERT INTO "{table}" (id, version, {names}) SELECT r.row_id, 1, {values} {changes}'
    sets = ", ".join(f"\"{name}\" = y.before ->> '{name}'" for name in columns)
    return (
        f'UPDATE "{table}" AS t SET {sets}, version = t.version + 1 '
        f"FROM (SELECT r.row_id, r.before {changes}) y WHERE t.id = y.row_id"
    )


@lru_cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(recorded_columns(Base.metadata.tables[table]))


def _dangling(connection: Any) -> Iterator[Row]:
    """The rows that, as they have been restored, point to nothing or leave others pointing to nothing."""
    for child, column, parent in foreign_keys():
        restored = connection.execute(
            f'SELECT u.row_id FROM temp.undo_row u JOIN "{child}" c ON c.id = u.row_id '
            f"WHERE u.tbl = '{child}' AND u.op <> 'i' AND NOT u.kept AND c.\"{column}\" IS NOT NULL "
            f'AND NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = c."{column}")'
        )
        yield from ((child, row_id) for (row_id,) in restored.fetchall())
        removed = connection.execute(
            f"SELECT u.row_id FROM temp.undo_row u WHERE u.tbl = '{parent}' AND u.op = 'i' AND NOT u.kept "
            f'AND EXISTS (SELECT 1 FROM "{child}" c WHERE c."{column}" = u.row_id)'
        )
        yield from ((parent, row_id) for (row_id,) in removed.fetchall())
