"""What SQLite and the history say of a database's soundness, and the transaction in which it is repaired."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dealerdesk.storage.engine import connect
from dealerdesk.storage.failures import NOT_A_DATABASE, message_for, told_apart
from dealerdesk.storage.recording import all_triggers, recorded_tables

_MOST_NAMED = 100

NAMED_SCANS = """
SELECT s.sha256 AS sha256, s.size AS size, s.name AS name, f.file_no AS file_no, 0 AS is_photo FROM scan s
JOIN document d ON d.id = s.document_id JOIN vehicle_file f ON f.id = d.file_id
UNION ALL SELECT e.sha256, e.size, e.name, coalesce(a.file_no, t.file_no, t.code), 1 FROM audit_evidence e
LEFT JOIN audit_file a ON a.id = e.entry_id LEFT JOIN audit_stray t ON t.id = e.stray_id
WHERE e.sha256 IS NOT NULL
"""
"""SQL for every row that names bytes in the vault: a document's scan, or an audit's photo."""


def damage(connection: Any) -> Iterator[str]:
    """What SQLite's own check finds, in SQLite's words; nothing for a sound file."""
    try:
        for (words,) in connection.execute(f"PRAGMA integrity_check({_MOST_NAMED})"):
            if words != "ok":
                yield words
    except dbapi2.DatabaseError as error:
        if message_for(error) is not NOT_A_DATABASE:
            raise
        yield str(error)


def dangling_rows(connection: Any) -> Iterator[tuple[str, int]]:
    """Table and id of rows that point to a row that is not there."""
    for table, row_id, _parent, _key in connection.execute("PRAGMA foreign_key_check"):
        yield table, row_id


def missing_safeguards(connection: Any) -> list[str]:
    """The names of the history's triggers that are missing, strange, or not as the models ask for."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    wanted = all_triggers()
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def unfinished_sets(connection: Any) -> list[int]:
    """The change sets that were committed while still open, which only another program can do."""
    return [
        row[0]
        for row in connection.execute(
            "SELECT set_id FROM recording UNION SELECT id FROM change_set WHERE hash IS NULL ORDER BY 1"
        )
    ]


def unrecorded_rows(connection: Any) -> Iterator[tuple[str, int]]:
    """Table and id of rows whose making stands in no change set."""
    for table in recorded_tables():
        rows = connection.execute(
            f'SELECT id FROM "{table.name}" EXCEPT '
            f"SELECT row_id FROM row_change WHERE tbl = '{table.name}' AND op = 'i'"
        )
        for (row_id,) in rows:
            yield table.name, row_id


def scans_ever_named(connection: Any) -> set[str]:
    """The hashes of all scans and photos that rows name, or named once: an undo brings such a row back."""
    return {
        row[0]
        for table in ("scan", "audit_evidence")
        for row in connection.execute(
            f"SELECT sha256 FROM {table} "
            f"UNION SELECT before ->> 'sha256' FROM row_change WHERE tbl = '{table}' "
            f"UNION SELECT after ->> 'sha256' FROM row_change WHERE tbl = '{table}'"
        )
        if row[0] is not None
    }


@contextmanager
def inspecting(path: Path) -> Iterator[Any]:
    """A driver's connection of its own, on one consistent picture of the database at `path`.

    FTS5 judges its index by what a connection remembers of it: on one that has searched before, the check
    takes what another process wrote since for damage.
    """
    with told_apart(path), closing(connect(path)) as connection:
        connection.execute("BEGIN")
        yield connection


@contextmanager
def repairing(path: Path) -> Iterator[Any]:
    """The driver's connection in a transaction that keeps others from writing; committed at the end.

    For what is not history (the search index): recorded tables cannot be changed here.
    """
    with told_apart(path), closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
