"""Copies of the database through SQLite's backup API, and what can be asked of such a copy.

A live database is never copied as a file: what was committed last lies in its journal.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.storage.checking import NAMED_SCANS
from dealerdesk.storage.engine import APPLICATION_ID, check_driver, connect
from dealerdesk.storage.failures import told_apart
from dealerdesk.storage.schema import DATABASE_OLDER, open_database

COPYING_DATABASE = Message("copying_database", "Copying the database")

_PAGES_AT_ONCE = 4096
_INSTRUCTIONS_BETWEEN_LOOKS = 100_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: vehicle files (archived ones too), documents, and scans' sizes by hash."""

    files: int
    documents: int
    scans: Mapping[str, int]


def copy_database(source: Path, target: Path, *, shown_as: Path, progress: Progress) -> None:
    """Write the database at `source` as it is at one moment to `target`, which must not be there yet.

    What is committed and still in the journal is in the copy; what others commit meanwhile is not. The copy
    is one file without a journal, and is not synced to the disk. Sentences about it call it `shown_as`.
    """
    check_driver()

    def tell(_status: int, remaining: int, total: int) -> None:
        progress.step(COPYING_DATABASE, total - remaining, total)

    with told_apart(source):
        original = connect(source)
    with closing(original), told_apart(shown_as):
        # The copy is worth nothing until it is whole, so its own journal and syncs would be wasted.
        with closing(_opened(target, "OFF")) as copy:
            # Held open, so that a change by another process does not make the copying begin again.
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
            original.backup(copy, pages=_PAGES_AT_ONCE, progress=tell)
        _opened(target, "DELETE").close()


def contents_of(path: Path) -> Contents:
    """What the database in `path`, a copy that nobody writes to, holds."""
    with _reading(path) as connection:
        (files,) = connection.execute("SELECT count(*) FROM vehicle_file").fetchone()
        (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
        # In the order of the table: by the index on hashes, each row would be looked up on its own.
        scans = connection.execute(
            "SELECT sha256, size FROM scan "
            "UNION ALL SELECT sha256, size FROM audit_evidence WHERE sha256 IS NOT NULL"
        )
        return Contents(files, documents, dict(scans))


def name_of_scan(path: Path, sha256: str) -> tuple[str, str, bool]:
    """The name that a scan or photo came with, a file or code that it belongs to, and whether it is a photo.

    What is both counts as a document's scan.
    """
    with _reading(path) as connection:
        name, file_no, is_photo = connection.execute(
            f"SELECT name, file_no, is_photo FROM ({NAMED_SCANS}) WHERE sha256 = ? ORDER BY is_photo LIMIT 1",
            (sha256,),
        ).fetchone()
        return name, file_no, bool(is_photo)


def is_sound(path: Path, stop: threading.Event | None = None) -> bool:
    """Whether `path`, a copy that nobody writes to, is our database and undamaged as far as SQLite can tell.

    When `stop` is set meanwhile it ends early, with an answer that means nothing.
    """
    try:
        with _reading(path) as connection:
            if stop is not None:
                connection.set_progress_handler(stop.is_set, _INSTRUCTIONS_BETWEEN_LOOKS)
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return False
            verdict = connection.execute("PRAGMA quick_check(1)").fetchall()
            return bool(verdict == [("ok",)])
    except (dbapi2.Error, DealerDeskError):
        return False


def check_can_open(path: Path, shown_as: Path) -> None:
    """Refuse a copied database as opening it would, in sentences about `shown_as`; an older one is fine.

    Raises ``database_newer``, ``not_a_database`` or ``history_open``.
    """
    try:
        open_database(path, datetime.now).close()
    except DealerDeskError as error:
        if error.message is not DATABASE_OLDER:
            raise DealerDeskError(error.message, **(error.params | {"path": shown_as})) from error


def _opened(path: Path, journal: str) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()
        # Pages are written once and not read again.
        connection.execute("PRAGMA cache_size = 50")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    with (
        told_apart(path),
        closing(
            dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        ) as connection,
    ):
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
