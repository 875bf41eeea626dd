"""The database's shape: made new, brought up to date, and checked when it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.storage.engine import APPLICATION_ID, check_driver, connect, open_engine
from dealerdesk.storage.failures import NOT_A_DATABASE, system_told_apart, told_apart
from dealerdesk.storage.unit_of_work import Database

if TYPE_CHECKING:  # start-up: a database whose shape is known is opened without SQLAlchemy
    from sqlalchemy import Connection, Engine

HEAD = "0001"
"""The newest step in `migrations/versions`; known here so that opening needs no Alembic."""

SHAPE = "b4e947299b5646bebc8c4fd5a2672ffbfd758943ad483dffb5bde2cd27851ca1"
"""What `shape_of` says of a new database; known here so that opening needs no models."""

DATABASE_NEWER = Message(
    "database_newer",
    "{path} was written by a newer DealerDesk (version {found} of the data, this one knows {known}). "
    "Install the newest DealerDesk on this PC.",
)
DATABASE_OLDER = Message(
    "database_older",
    "{path} was written by an older DealerDesk (version {found} of the data). "
    "Open it with that one and export it, or restore a newer backup.",
)
HISTORY_OPEN = Message(
    "history_open",
    "{path} lost the safeguards of its history ({names}), so it is not opened. Restore a backup.",
)


def create_database(path: Path) -> None:
    """Make an empty database at `path`, which must not be there yet; half a database is never left.

    Raises `DealerDeskError`: ``disk_full``, ``disk_failed``, ``database_read_only``.
    """
    with system_told_apart(path):
        path.touch(exist_ok=False)
    try:
        engine = open_engine(path)
        try:
            with told_apart(path):
                upgrade(engine)
        finally:
            engine.dispose()
    except BaseException:
        remove_database(path)
        raise


def remove_database(path: Path) -> None:
    """Take away a database that nobody has open, with what SQLite keeps beside it."""
    for ending in ("-wal", "-shm", ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def upgrade(engine: Engine) -> None:
    """Run the steps that the database has not had, then lay the history's triggers anew; all or nothing."""
    # Only a new or an old database needs Alembic, which costs start-up 0.1 s.
    from alembic import command  # noqa: PLC0415 - start-up, see above
    from alembic.config import Config  # noqa: PLC0415 - start-up, see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        lay_triggers(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def lay_triggers(connection: Connection) -> None:
    """Drop every trigger and create those that the models ask for."""
    # Start-up: opening needs no models, which bring SQLAlchemy along.
    from sqlalchemy import text  # noqa: PLC0415 - start-up, see above

    from dealerdesk.storage.recording import all_triggers  # noqa: PLC0415 - start-up, see above

    for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for trigger in all_triggers().values():
        connection.exec_driver_sql(trigger)


def open_database(path: Path, clock: Callable[[], datetime]) -> Database:
    """Open the database at `path` after checking that it is ours, of this version, and safeguarded.

    Raises `DealerDeskError`: ``not_a_database``, ``database_newer``, ``database_older``, ``history_open``.
    """
    check_driver()
    with told_apart(path):
        # On a connection of its own, which does not turn a stranger's file into a database of our kind.
        with closing(connect(path)) as connection:
            _check(connection, path)
        return Database(path, clock)


def shape_of(connection: Any) -> str:
    """A digest of the names of all tables and of all triggers to the letter, SQLite's own left out."""
    rows = connection.execute(
        "SELECT name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_master "
        "WHERE type IN ('table', 'trigger') AND name NOT GLOB 'sqlite_*' ORDER BY type, name"
    )
    return hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()


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
    if shape_of(connection) != SHAPE:
        _check_shape(connection, path)


def _check_shape(connection: Any, path: Path) -> None:
    """Ask the models whether another shape than the known one will do, and say what it lacks."""
    # Start-up: the models bring SQLAlchemy along.
    from dealerdesk.storage.checking import missing_safeguards  # noqa: PLC0415 - start-up, see above
    from dealerdesk.storage.models import Base  # noqa: PLC0415 - start-up, see above

    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables.issuperset({*Base.metadata.tables, "search"}):
        raise DealerDeskError(NOT_A_DATABASE, path=path)
    if names := missing_safeguards(connection):
        raise DealerDeskError(HISTORY_OPEN, path=path, names=names)
