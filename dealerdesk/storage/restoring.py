"""Writing back what a change set changed, set by set of rows, as `undo` has marked them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlcipher3 import dbapi2

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.recording import recorded_columns, recorded_tables

RESTORING = Message("restoring", "Restoring what was")


def restore(connection: Any, set_id: int, progress: Progress) -> list[tuple[str, int]]:
    """Undo all rows that are not kept; on a clash change nothing and name the rows that clash.

    A clash is a value that must be unique and has been given to another record meanwhile.
    """
    connection.execute("SAVEPOINT restoring")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        _restore_all(connection, set_id, progress)
    except dbapi2.IntegrityError as error:
        if "UNIQUE" not in str(error):
            raise
        connection.execute("ROLLBACK TO restoring")
        clashes = list(_clashes(connection, set_id))
        if not clashes:
            raise
        return clashes
    finally:
        connection.execute("RELEASE restoring")
    return []


def _restore_all(connection: Any, set_id: int, progress: Progress) -> None:
    tables = recorded_tables()
    for done, table in enumerate(reversed(tables)):
        progress.step(RESTORING, done, 2 * len(tables))
        connection.execute(
            f'DELETE FROM "{table.name}" WHERE id IN '
            f"(SELECT row_id FROM temp.undo_row WHERE tbl = '{table.name}' AND op = 'i' AND NOT kept)"
        )
    for done, table in enumerate(tables):
        progress.step(RESTORING, len(tables) + done, 2 * len(tables))
        _restore_updates(connection, table, set_id, "NOT u.kept")
        _restore_deletes(connection, table, set_id, "NOT u.kept")


def _restore_updates(connection: Any, table: Table, set_id: int, which: str) -> None:
    """Put the values before back, the newest change first where a row was changed more than once."""
    source = (
        "FROM row_change r JOIN temp.undo_row u ON u.tbl = r.tbl AND u.row_id = r.row_id "
        f"WHERE r.set_id = {set_id} AND r.tbl = '{table.name}' AND r.op = 'u' AND u.op = 'u' AND {which}"
    )
    changed = {
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT k.key FROM (SELECT r.before AS b, r.after AS a {source}) x, "
            "json_each(json_patch(x.b, x.a)) k"
        )
    }
    if not changed:
        return
    # json_patch(before, after) names every column of either image, as neither holds NULLs.
    sets = ", ".join(
        f"\"{name}\" = CASE WHEN y.b -> '{name}' IS NOT NULL OR y.a -> '{name}' IS NOT NULL "
        f"THEN y.b ->> '{name}' ELSE t.\"{name}\" END"
        for name in recorded_columns(table)
        if name in changed
    )
    (layers,) = connection.execute(
        f"SELECT max(n) FROM (SELECT count(*) AS n {source} GROUP BY r.row_id)"
    ).fetchone()
    ranked = f"SELECT r.row_id AS id, r.before AS b, r.after AS a, row_number() OVER (PARTITION BY r.row_id ORDER BY r.id DESC) AS layer {source}"
    for layer in range(1, layers + 1):
        connection.execute(
            f'UPDATE "{table.name}" AS t SET {sets}, version = t.version + 1 '
            f"FROM ({ranked}) y WHERE y.layer = {layer} AND y.id = t.id"
        )


def _restore_deletes(connection: Any, table: Table, set_id: int, which: str) -> None:
    columns = recorded_columns(table)
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f"r.before ->> '{name}'" for name in columns)
    connection.execute(
        f'INSERT INTO "{table.name}" (id, version, {names}) SELECT r.row_id, 1, {values} '
        "FROM row_change r JOIN temp.undo_row u ON u.tbl = r.tbl AND u.row_id = r.row_id "
        f"WHERE r.set_id = {set_id} AND r.tbl = '{table.name}' AND r.op = 'd' AND u.op = 'd' AND {which}"
    )


def _clashes(connection: Any, set_id: int) -> Iterator[tuple[str, int]]:
    """Restore row by row, each on top of the ones that fit, and name those that do not."""
    connection.execute("SAVEPOINT one_by_one")
    for table in reversed(recorded_tables()):
        connection.execute(
            f'DELETE FROM "{table.name}" WHERE id IN '
            f"(SELECT row_id FROM temp.undo_row WHERE tbl = '{table.name}' AND op = 'i' AND NOT kept)"
        )
    for table in recorded_tables():
        rows = connection.execute(
            "SELECT row_id FROM temp.undo_row WHERE tbl = ? AND op <> 'i' AND NOT kept", (table.name,)
        ).fetchall()
        for (row_id,) in rows:
            which = f"NOT u.kept AND u.row_id = {row_id}"
            try:
                _restore_updates(connection, table, set_id, which)
                _restore_deletes(connection, table, set_id, which)
            except dbapi2.IntegrityError:
                yield table.name, row_id
    connection.execute("ROLLBACK TO one_by_one")
    connection.execute("RELEASE one_by_one")
