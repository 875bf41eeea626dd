"""Taking a change set back: a change set of its own that restores what nothing touched since.

What was changed since is kept, together with its relatives: rows of the same set that hang together by
foreign keys (an imported file with its owner, plates and documents).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.file_history import file_numbers
from dealerdesk.storage.recording import Image, image_sql, recorded_tables, row_before
from dealerdesk.storage.restoring import Row, foreign_keys, restore
from dealerdesk.storage.touched import files_of_changes

UNDOING = Message("undoing", "Taking the change back")

_NO_RELATIVES = {"user"}
"""Parents that say who did something, and bind nothing together."""

_NAMED_BY = {
    "audit": "title",
    "audit_stray": "code",
    "customer": "customer_no",
    "saved_export": "name",
    "saved_filter": "name",
    "saved_mapping": "name",
    "setting": "key",
    "user": "name",
}
"""Tables whose rows need not belong to a vehicle file, and the column that people know a row by."""

_OF_FOLDERS = ("audit_count", "audit_document", "audit_card", "audit_evidence", "audit_explanation")
"""Tables whose rows belong to a folder of an audit, which people know by its file's number."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: how many rows of each table went back, and what was kept as it is.

    `kept_files` are ids; `kept_file_nos` also names files that are gone, since they could not come back.
    `kept_others` names what was kept and belongs to no file, such as a customer's card by its number.
    """

    reverted: dict[str, int]
    kept_files: tuple[int, ...]
    kept_file_nos: tuple[str, ...]
    kept_others: tuple[str, ...]
    kept_rows: int


def undo_set(connection: Any, set_id: int, progress: Progress) -> Undone:
    """Take `set_id` back inside the open unit of work, as far as nothing later touched the same fields."""
    progress.step(UNDOING, 0, None)
    _collect(connection, set_id)
    kept = [*_touched_since(connection, set_id, progress), *_needed_by_others(connection)]
    progress.step(UNDOING, 0, None)
    _keep(connection, set_id, kept)
    while clashes := restore(connection, set_id, progress):
        _keep(connection, set_id, clashes)
    return _told(connection, set_id)


def _collect(connection: Any, set_id: int) -> None:
    """Note what the set did to each row on the whole: i(nserted), u(pdated) or d(eleted)."""
    connection.execute("DROP TABLE IF EXISTS temp.undo_row")
    connection.execute(
        "CREATE TEMP TABLE undo_row (tbl TEXT, row_id INTEGER, op TEXT, kept INTEGER DEFAULT 0, "
        "PRIMARY KEY (tbl, row_id)) WITHOUT ROWID"
    )
    began = "min(id) IS min(CASE op WHEN 'i' THEN id END)"
    ended = "max(id) IS max(CASE op WHEN 'd' THEN id END)"
    connection.execute(
        "INSERT INTO temp.undo_row (tbl, row_id, op) SELECT tbl, row_id, "
        f"CASE WHEN {began} THEN 'i' WHEN {ended} THEN 'd' ELSE 'u' END FROM row_change WHERE set_id = ? "
        f"GROUP BY tbl, row_id HAVING NOT ({began} AND {ended})",
        (set_id,),
    )
    for table in recorded_tables():
        # An inserted row that is gone since leaves nothing to take back.
        connection.execute(
            f"DELETE FROM temp.undo_row WHERE tbl = '{table.name}' AND op = 'i' "
            f'AND NOT EXISTS (SELECT 1 FROM "{table.name}" t WHERE t.id = row_id)'
        )


def _touched_since(connection: Any, set_id: int, progress: Progress) -> Iterator[Row]:
    """The rows whose values are no longer what the set left, by comparing values, not times."""
    (last,) = connection.execute("SELECT max(id) FROM row_change WHERE set_id = ?", (set_id,)).fetchone()
    for table in recorded_tables():
        progress.step(UNDOING, 0, None)
        # Row changes of later sets have larger ids, which the index on rows holds too.
        rows = connection.execute(
            f"SELECT u.row_id, t.id IS NOT NULL, {image_sql(table, 't')}, "
            "r.set_id, r.op, r.before, r.after "
            f'FROM temp.undo_row u LEFT JOIN "{table.name}" t ON t.id = u.row_id '
            "CROSS JOIN row_change r ON r.tbl = u.tbl AND r.row_id = u.row_id AND r.set_id >= ?2 "
            "WHERE u.tbl = ?1 AND EXISTS "
            "(SELECT 1 FROM row_change s WHERE s.tbl = u.tbl AND s.row_id = u.row_id AND s.id > ?3) "
            "ORDER BY u.row_id, r.id DESC",
            (table.name, set_id, last),
        )
        for (row_id, exists, image), changes in groupby(rows, itemgetter(0, 1, 2)):
            now = json.loads(image) if exists else None
            left, was = _walked_back(now, (change[3:] for change in changes), set_id)
            if _differs(now, left, was):
                yield table.name, row_id


def _walked_back(
    now: Image | None, changes: Iterable[tuple[int, str, str | None, str | None]], set_id: int
) -> tuple[Image | None, Image | None]:
    """A row as the set left it and as it was before the set, walked back through changes, newest first."""
    left = was = now
    for change_set, op, before, after in changes:
        was = row_before(was, op, before, after)
        if change_set > set_id:
            left = was
    return left, was


def _differs(now: Image | None, left: Image | None, was: Image | None) -> bool:
    """Whether a row no longer has what the set left: its being there, or the columns that it changed."""
    if now is None or left is None or was is None:
        return now != left
    changed = {name for name in left.keys() | was.keys() if left.get(name) != was.get(name)}
    return any(now.get(name) != left.get(name) for name in changed)


def _needed_by_others(connection: Any) -> Iterator[Row]:
    """Inserted rows that a row outside the set points to by now.

    `restore` would find them too, but only after restoring everything once in vain.
    """
    for child, column, parent in foreign_keys():
        rows = connection.execute(
            f"SELECT u.row_id FROM temp.undo_row u WHERE u.tbl = '{parent}' AND u.op = 'i' AND EXISTS "
            f'(SELECT 1 FROM "{child}" c WHERE c."{column}" = u.row_id AND NOT EXISTS '
            f"(SELECT 1 FROM temp.undo_row x WHERE x.tbl = '{child}' AND x.row_id = c.id))"
        )
        yield from ((parent, row_id) for (row_id,) in rows.fetchall())


def _keep(connection: Any, set_id: int, rows: Collection[Row]) -> None:
    """Mark `rows` as kept, and whatever hangs together with them."""
    if not rows:
        return
    connection.executemany("UPDATE temp.undo_row SET kept = 1 WHERE tbl = ? AND row_id = ?", rows)
    _link(connection, set_id)
    connection.execute(
        "WITH RECURSIVE kin(tbl, row_id) AS (SELECT tbl, row_id FROM temp.undo_row WHERE kept "
        "UNION SELECT l.other_tbl, l.other_id FROM kin JOIN temp.undo_link l USING (tbl, row_id)) "
        "UPDATE temp.undo_row SET kept = 1 WHERE NOT kept AND (tbl, row_id) IN (SELECT tbl, row_id FROM kin)"
    )


def _link(connection: Any, set_id: int) -> None:
    """Note which rows of the set hang together by foreign keys, each pair both ways round."""
    connection.execute("DROP TABLE IF EXISTS temp.undo_link")
    connection.execute(
        "CREATE TEMP TABLE undo_link (tbl TEXT, row_id INTEGER, other_tbl TEXT, other_id INTEGER, "
        "PRIMARY KEY (tbl, row_id, other_tbl, other_id)) WITHOUT ROWID"
    )
    recorded = {table.name for table in recorded_tables()}
    for child, column, parent in foreign_keys():
        if child not in recorded or parent in _NO_RELATIVES:
            continue
        there = (
            f'SELECT c.id AS child, c."{column}" AS parent FROM temp.undo_row u '
            f"JOIN \"{child}\" c ON c.id = u.row_id WHERE u.tbl = '{child}'"
        )
        gone = (
            f"SELECT row_id, before ->> '{column}' FROM row_change "
            f"WHERE set_id = :set AND +tbl = '{child}' AND op = 'd'"
        )
        connection.execute(
            f"WITH pair AS ({there} UNION ALL {gone}), within AS (SELECT child, parent FROM pair "
            f"JOIN temp.undo_row p ON p.tbl = '{parent}' AND p.row_id = pair.parent) "
            f"INSERT OR IGNORE INTO temp.undo_link SELECT '{child}', child, '{parent}', parent FROM within "
            f"UNION ALL SELECT '{parent}', parent, '{child}', child FROM within",
            {"set": set_id},
        )


def _told(connection: Any, set_id: int) -> Undone:
    reverted = connection.execute("SELECT tbl, count(*) FROM temp.undo_row WHERE NOT kept GROUP BY tbl")
    (rows,) = connection.execute("SELECT count(*) FROM temp.undo_row WHERE kept").fetchone()
    files = files_of_changes(
        connection,
        "SELECT r.tbl, r.row_id, r.before FROM temp.undo_row u CROSS JOIN row_change r "
        "ON r.tbl = u.tbl AND r.row_id = u.row_id AND (r.set_id = :set OR r.op = 'd') WHERE u.kept",
        {"set": set_id},
    )
    kept = tuple(sorted(files))
    others = tuple(_others(connection, kept))
    return Undone(dict(reverted.fetchall()), kept, file_numbers(connection, kept), others, rows)


def _others(connection: Any, files: Collection[int]) -> Iterator[str]:
    """What people call the kept rows that belong to none of `files`, gone rows included."""
    of_files = (
        "SELECT customer_id FROM vehicle_file WHERE id IN (SELECT value FROM json_each(:files)) "
        "UNION SELECT customer_id FROM owner_record WHERE file_id IN (SELECT value FROM json_each(:files))"
    )
    for table, column in _NAMED_BY.items():
        belongs = f"AND u.row_id NOT IN ({of_files})" if table == "customer" else ""
        rows = connection.execute(
            f"SELECT coalesce(t.\"{column}\", (SELECT r.before ->> '{column}' FROM row_change r "
            "WHERE r.tbl = u.tbl AND r.row_id = u.row_id AND r.op = 'd' ORDER BY r.id DESC LIMIT 1)) "
            f'FROM temp.undo_row u LEFT JOIN "{table}" t ON t.id = u.row_id '
            f"WHERE u.kept AND u.tbl = '{table}' {belongs} ORDER BY u.row_id",
            {"files": json.dumps(list(files))},
        )
        yield from (row[0] for row in rows.fetchall() if row[0] is not None)
    yield from _folders(connection)


def _folders(connection: Any) -> list[str]:
    """The numbers of files of whose folders in an audit something was kept, gone rows included."""
    kept = " UNION ".join(
        f"SELECT coalesce(t.entry_id, (SELECT r.before ->> 'entry_id' FROM row_change r "
        "WHERE r.tbl = u.tbl AND r.row_id = u.row_id AND r.op = 'd' ORDER BY r.id DESC LIMIT 1)) "
        f"FROM temp.undo_row u LEFT JOIN {table} t ON t.id = u.row_id WHERE u.kept AND u.tbl = '{table}'"
        for table in _OF_FOLDERS
    )
    rows = connection.execute(
        f"SELECT DISTINCT file_no FROM audit_file WHERE id IN ({kept}) ORDER BY file_no"
    )
    return [file_no for (file_no,) in rows]
