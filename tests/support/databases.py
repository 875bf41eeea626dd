"""Fresh databases on real files, made once with every migration and then copied."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Silent
from dealerdesk.storage.engine import driver
from dealerdesk.storage.history import broken_sets
from dealerdesk.storage.models import User
from dealerdesk.storage.recording import image_sql, recorded_tables
from dealerdesk.storage.schema import create_database, open_database
from dealerdesk.storage.search_upkeep import stale_files
from dealerdesk.storage.undo import Undone, undo_set
from dealerdesk.storage.unit_of_work import Change, ChangeKind, Database, Label, UnitOfWork

NOW = datetime(2026, 3, 10, 11, 0)  # noqa: DTZ001 - the program's times are local
CHANGED = Label(Message("test.changed", "changed by a test"))
TAKEN_BACK = Label(Message("test.taken_back", "taken back by a test"))

Rows = dict[tuple[str, int], str]
"""Every recorded row as JSON, without its version."""


def clock() -> datetime:
    """Always `NOW`."""
    return NOW


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        create_database(path)
        with closing(open_database(path, clock)) as database, changing(database) as work:
            work.session.add(User(id=1, name="Owner", role="owner"))
        return path.read_bytes()


def fresh_database(folder: Path) -> Database:
    """A database of its own in `folder`, with one user and change set 1; the caller closes it."""
    path = folder / "dealerdesk.db"
    path.write_bytes(_template())
    return open_database(path, clock)


@contextmanager
def a_database() -> Iterator[Database]:
    """A fresh database in a folder that goes away: for hypothesis, whose examples share a test's fixtures."""
    with tempfile.TemporaryDirectory() as folder, closing(fresh_database(Path(folder))) as database:
        yield database


@contextmanager
def changing(database: Database, **terms: Any) -> Iterator[UnitOfWork]:
    """A unit of work of user 1."""
    with database.writing(CHANGED, author=1, **terms) as work:
        yield work


def undo(database: Database, set_id: int) -> tuple[Undone, Change | None]:
    """Take a change set back as the service does."""
    with database.writing(TAKEN_BACK, author=1, kind=ChangeKind.UNDO, undoes=set_id) as work:
        undone = undo_set(work.connection, set_id, Silent())
    return undone, work.change


def rows_of(database: Database) -> Rows:
    """What stands in every recorded table now."""
    with database.reading() as session:
        connection = driver(session.connection())
        return {
            (table.name, row_id): image
            for table in recorded_tables()
            for row_id, image in connection.execute(
                f'SELECT t.id, {image_sql(table, "t")} FROM "{table.name}" t'
            )
        }


def broken(database: Database) -> list[int]:
    """The change sets that no longer are what was sealed."""
    with database.reading() as session:
        return [found.set_id for found in broken_sets(driver(session.connection()), Silent())]


def stale(database: Database) -> list[int]:
    """The vehicle files whose search entry is not what it should be."""
    with database.reading() as session:
        return list(stale_files(driver(session.connection()), Silent()))


def value(database: Database, sql: str, *params: Any) -> Any:
    """The first column of the first row that `sql` finds."""
    with database.reading() as session:
        row = driver(session.connection()).execute(sql, params).fetchone()
        return row[0] if row else None


def sets_of(database: Database) -> list[int]:
    """The ids of all change sets."""
    with database.reading() as session:
        rows = driver(session.connection()).execute("SELECT id FROM change_set ORDER BY id")
        return [row[0] for row in rows]
