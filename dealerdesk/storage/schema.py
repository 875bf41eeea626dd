"""The database's shape: made new, brought up to date, and checked when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.storage.engine import APPLICATION_ID, driver, open_engine
from dealerdesk.storage.failures import NOT_A_DATABASE, told_apart
from dealerdesk.storage.recording import all_triggers
from dealerdesk.storage.unit_of_work import Database

HEAD = "0001"
"""The newest step in `migrations/versions`; known here so that opening needs no Alembic."""

DATABASE_NEWER = Message(
    "database_newer",
    "{path} was written by a newer DealerDesk (step {found}, this one knows {known}). "
    "Install the newest DealerDesk on this PC.",
)
DATABASE_OLDER = Message(
    "database_older", "{path} was written by an older DealerDesk (step {found}) and must be upgraded first."
)
HISTORY_OPEN = Message(
    "history_open",
    "{path} lost the safeguards of its history ({names}), so it is not opened. Restore a backup.",
)


def create_database(path: Path) -> None:
    """Make an empty database at `path`, which must not be there yet; half a database is never left."""
    with told_apart(path):
        dbapi2.connect(str(path)).close()
        path.touch(exist_ok=True)
    try:
        engine = open_engine(path)
        with told_apart(path):
            upgrade(engine)
        engine.dispose()
    except BaseException:
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        raise


def upgrade(engine: Engine) -> None:
    """Run the steps that the database has not had, then lay the history's triggers anew; all or nothing."""
    # Alembic takes 0.1 s to import and is needed for a new or an old database only.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        lay_triggers(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def lay_triggers(connection: Connection) -> None:
    """Drop every trigger and create those that the models ask for."""
    for name in _triggers_of(driver(connection)):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for text in all_triggers().values():
        connection.exec_driver_sql(text)


def open_database(path: Path, clock: Callable[[], datetime]) -> Database:
    """Open the database at `path` after checking that it is ours, of this version, and safeguarded.

    Raises `DealerDeskError`: ``not_a_database``, ``database_newer``, ``database_older``, ``history_open``.
    """
    with told_apart(path):
        engine = open_engine(path)
        with engine.connect() as connection:
            _check(driver(connection), path)
    return Database(path, engine, clock)


def revision_of(connection: Any) -> str | None:
    """The step the database is at, or None where it has no steps at all."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return row[0] if row else None


def _check(connection: Any, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DealerDeskError(NOT_A_DATABASE, path=path)
    found = revision_of(connection) or ""
    if found > HEAD:
        raise DealerDeskError(DATABASE_NEWER, path=path, found=found, known=HEAD)
    if found < HEAD:
        raise DealerDeskError(DATABASE_OLDER, path=path, found=found)
    wanted, there = all_triggers(), _triggers_of(connection)
    if wanted != there:
        names = sorted(n for n in wanted.keys() | there.keys() if wanted.get(n) != there.get(n))
        raise DealerDeskError(HISTORY_OPEN, path=path, names=", ".join(names))


def _triggers_of(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
