"""Writing back what a change set changed: each of its row changes inverted, the last one first.

In that order every step leads to rows that were there together once, so values that must be unique (a plate
that moved from one file to another) are free again when their turn comes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.models import Base
from dealerdesk.storage.recording import recorded_columns, recorded_tables

RESTORING = Message("restoring", "Restoring what was")

_AT_ONCE = 5000

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
    try:
        clashes = [*_replay(connection, set_id, progress), *_dangling(connection)]
        if clashes:
            connection.execute("ROLLBACK TO restoring")
    finally:
        connection.execute("RELEASE restoring")
    return clashes


def _replay(connection: Any, set_id: int, progress: Progress) -> Iterator[Row]:
    """Invert the row changes, and yield the rows for which a unique value is taken."""
    (total,) = connection.execute("SELECT count(*) FROM row_change WHERE set_id = ?", (set_id,)).fetchone()
    done, below = 0, 1 << 62
    while True:
        progress.step(RESTORING, min(done, total), total)
        changes = connection.execute(
            "SELECT r.id, r.tbl, r.row_id, r.op, r.before, r.after FROM row_change r "
            "CROSS JOIN temp.undo_row u ON u.tbl = r.tbl AND u.row_id = r.row_id "
            "WHERE r.set_id = ? AND r.id < ? AND NOT u.kept ORDER BY r.id DESC LIMIT ?",
            (set_id, below, _AT_ONCE),
        ).fetchall()
        if not changes:
            return
        for change in changes:
            try:
                connection.execute(*_inverse(change))
            except dbapi2.IntegrityError as error:
                if "UNIQUE" not in str(error):
                    raise
                yield change[1], change[2]
        done, below = done + len(changes), changes[-1][0]


def _inverse(change: Sequence[Any]) -> tuple[str, list[Any]]:
    """The statement that takes one row change back, and its values."""
    _, table, row_id, op, before, after = change
    if op == "i":
        return f'DELETE FROM "{table}" WHERE id = ?', [row_id]
    was = json.loads(before or "{}")
    if op == "d":
        columns = _columns(table)
        return _insert_sql(table), [row_id, *map(was.get, columns)]
    changed = tuple(sorted(was.keys() | json.loads(after or "{}").keys()))
    return _update_sql(table, changed), [*map(was.get, changed), row_id]


@lru_cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(recorded_columns(Base.metadata.tables[table]))


@lru_cache
def _insert_sql(table: str) -> str:
    columns = _columns(table)
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" (version, id, {names}) VALUES (1, ?{", ?" * len(columns)})'


@lru_cache(1024)
def _update_sql(table: str, columns: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    return f'UPDATE "{table}" SET {sets}, version = version + 1 WHERE id = ?'


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
