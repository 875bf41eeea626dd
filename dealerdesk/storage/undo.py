"""Taking a change set back: a change set of its own that restores what nothing touched since.

What was changed since is kept, together with its relatives: rows of the same set that hang together by
foreign keys (an imported file with its owner, plates and documents).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.recording import image_sql, recorded_columns, recorded_tables
from dealerdesk.storage.restoring import restore
from dealerdesk.storage.touched import files_of_rows_sql

UNDOING = Message("undoing", "Taking the change back")


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: how many rows of each table went back, and the files that were kept as they are."""

    reverted: dict[str, int]
    kept_files: tuple[int, ...]
    kept_rows: int


def undo_set(connection: Any, set_id: int, progress: Progress) -> Undone:
    """Take `set_id` back inside the open unit of work, as far as nothing later touched the same fields."""
    progress.step(UNDOING, 0, None)
    _collect(connection, set_id)
    for table, row_id in _touched_since(connection, set_id):
        _keep(connection, table, row_id)
    _keep_what_others_need(connection)
    _keep_relatives(connection)
    progress.step(UNDOING, 0, None)
    while clashes := restore(connection, set_id, progress):
        for table, row_id in clashes:
            _keep(connection, table, row_id)
        _keep_relatives(connection)
    reverted = dict(
        connection.execute("SELECT tbl, count(*) FROM temp.undo_row WHERE NOT kept GROUP BY tbl").fetchall()
    )
    return Undone(reverted, *_kept(connection))


def _collect(connection: Any, set_id: int) -> None:
    """Note what each row of the set is to be undone by: the net effect of its changes."""
    connection.execute("DROP TABLE IF EXISTS temp.undo_row")
    connection.execute(
        "CREATE TEMP TABLE undo_row (tbl TEXT, row_id INTEGER, op TEXT, kept INTEGER DEFAULT 0, "
        "PRIMARY KEY (tbl, row_id)) WITHOUT ROWID"
    )
    connection.execute(
        "INSERT INTO temp.undo_row (tbl, row_id, op) SELECT tbl, row_id, "
        "CASE WHEN sum(op = 'i') > 0 THEN 'i' WHEN sum(op = 'd') > 0 THEN 'd' ELSE 'u' END "
        "FROM row_change WHERE set_id = ? GROUP BY tbl, row_id "
        "HAVING NOT (sum(op = 'i') > 0 AND sum(op = 'd') > 0)",
        (set_id,),
    )


def _touched_since(connection: Any, set_id: int) -> Iterator[tuple[str, int]]:
    """The rows whose values are no longer what the set left, by comparing values, not times."""
    for table in recorded_tables():
        rows = connection.execute(
            "SELECT u.row_id, u.op FROM temp.undo_row u WHERE u.tbl = ? AND EXISTS (SELECT 1 FROM row_change r "
            "WHERE r.tbl = u.tbl AND r.row_id = u.row_id AND r.set_id > ?)",
            (table.name, set_id),
        ).fetchall()
        for row_id, op in rows:
            if _differs(connection, table, row_id, op, set_id):
                yield table.name, row_id


def _differs(connection: Any, table: Table, row_id: int, op: str, set_id: int) -> bool:
    found = connection.execute(
        f'SELECT {image_sql(table, "t")} FROM "{table.name}" t WHERE t.id = ?', (row_id,)
    ).fetchone()
    if found is None:
        # Gone since: an insert has nothing left to take back, an update nothing to restore.
        return op == "u"
    if op == "d":
        return True
    now = json.loads(found[0])
    left = dict.fromkeys(recorded_columns(table)) | now
    if op == "u":
        left = _left_by(connection, table.name, row_id, set_id)
    else:
        for before, after in connection.execute(
            "SELECT before, after FROM row_change WHERE tbl = ? AND row_id = ? AND set_id > ? ORDER BY id DESC",
            (table.name, row_id, set_id),
        ):
            left |= dict.fromkeys(json.loads(after or "{}"))
            left |= json.loads(before or "{}")
    return any(now.get(name) != value for name, value in left.items())


def _left_by(connection: Any, table: str, row_id: int, set_id: int) -> dict[str, Any]:
    """The columns that the set changed in a row, with the values it left."""
    left: dict[str, Any] = {}
    for before, after in connection.execute(
        "SELECT before, after FROM row_change WHERE tbl = ? AND row_id = ? AND set_id = ? ORDER BY id",
        (table, row_id, set_id),
    ):
        left |= dict.fromkeys(json.loads(before or "{}"))
        left |= json.loads(after or "{}")
    return left


def _foreign_keys() -> Iterator[tuple[str, str, str]]:
    """Every foreign key between recorded tables: child, column, parent."""
    names = {table.name for table in recorded_tables()}
    for table in recorded_tables():
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name in names:
                    yield table.name, column.name, key.column.table.name


def _keep_what_others_need(connection: Any) -> None:
    """Keep inserted rows that a row outside the set points to by now."""
    for child, column, parent in _foreign_keys():
        connection.execute(
            f"UPDATE temp.undo_row AS u SET kept = 1 WHERE u.tbl = '{parent}' AND u.op = 'i' AND u.row_id IN "
            f'(SELECT c."{column}" FROM "{child}" c WHERE c."{column}" IS NOT NULL AND NOT EXISTS '
            f"(SELECT 1 FROM temp.undo_row x WHERE x.tbl = '{child}' AND x.row_id = c.id))"
        )


def _keep_relatives(connection: Any) -> None:
    """Spread `kept` along foreign keys within the set, both ways, until nothing more is reached."""
    while True:
        before = connection.total_changes
        if connection.execute("SELECT 1 FROM temp.undo_row WHERE kept LIMIT 1").fetchone() is None:
            return
        for child, column, parent in _foreign_keys():
            pairs = (
                f'SELECT c.id AS child, c."{column}" AS parent FROM temp.undo_row k '
                f"JOIN \"{child}\" c ON {{join}} WHERE k.kept AND k.tbl = '{{kept}}'"
            )
            children = pairs.format(join=f'c."{column}" = k.row_id', kept=parent)
            parents = pairs.format(join="c.id = k.row_id", kept=child)
            connection.execute(
                f"UPDATE temp.undo_row SET kept = 1 WHERE NOT kept AND tbl = '{child}' "
                f"AND row_id IN (SELECT child FROM ({children}))"
            )
            connection.execute(
                f"UPDATE temp.undo_row SET kept = 1 WHERE NOT kept AND tbl = '{parent}' "
                f"AND row_id IN (SELECT parent FROM ({parents}))"
            )
        if connection.total_changes == before:
            return


def _keep(connection: Any, table: str, row_id: int) -> None:
    connection.execute("UPDATE temp.undo_row SET kept = 1 WHERE tbl = ? AND row_id = ?", (table, row_id))


def _kept(connection: Any) -> tuple[tuple[int, ...], int]:
    files: set[int] = set()
    for table in recorded_tables():
        path = files_of_rows_sql(
            table.name, f"SELECT row_id FROM temp.undo_row WHERE kept AND tbl = '{table.name}'"
        )
        if path:
            files.update(row[0] for row in connection.execute(path))
    (rows,) = connection.execute("SELECT count(*) FROM temp.undo_row WHERE kept").fetchone()
    return tuple(sorted(files)), rows
