"""The one place that opens SQLite: driver, pragmas, and how transactions begin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

if TYPE_CHECKING:  # start-up: lists are read without SQLAlchemy
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x44445331
"""SQLite's application_id of a DealerDesk database: "DDS1"."""

OLDEST_SOUND_SQLITE = (3, 51, 3)
"""Older ones can lose commits when two connections checkpoint (the WAL-reset bug)."""

SQLITE_UNSOUND = Message(
    "sqlite_unsound",
    "The database engine that came with this installation ({version}) can lose data. "
    "Install DealerDesk again.",
)

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    # So that the rows INSERT OR REPLACE deletes are recorded too.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16384",
)


def check_driver() -> None:
    """Refuse to work on a SQLite that is known to lose commits (``sqlite_unsound``)."""
    version = tuple(int(part) for part in re.findall(r"[0-9]+", dbapi2.sqlite_version)[:3])
    if version < OLDEST_SOUND_SQLITE:
        raise DealerDeskError(SQLITE_UNSOUND, version=dbapi2.sqlite_version)


def connect(path: Path) -> dbapi2.Connection:
    """Open the file `path`, which must be there and stays as it is, with the pragmas of every connection."""
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        # SQLite's own lower() knows no letters but A to Z.
        connection.create_function("caseless", 1, _caseless, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _caseless(text: object) -> str | None:
    return None if text is None else str(text).casefold()


def connect_for_work(path: Path) -> dbapi2.Connection:
    """Open the database `path`, which is known as ours, to be read and written."""
    connection = connect(path)
    try:
        # Stays in the file, but a restored copy has none; only databases known as ours come this far.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def open_engine(path: Path) -> Engine:
    """An engine on the database at `path`; transactions of its ``writes=True`` variant begin IMMEDIATE."""
    # Start-up: lists are read without SQLAlchemy.
    from sqlalchemy import QueuePool, create_engine, event  # noqa: PLC0415 - start-up, see above

    check_driver()
    engine = create_engine(
        "sqlite://", creator=lambda: connect_for_work(path), module=dbapi2, poolclass=QueuePool, pool_size=4
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def driver(connection: Connection) -> Any:
    """The SQLite connection under `connection`, inside the same transaction, for set-based statements."""
    return connection.connection.driver_connection
