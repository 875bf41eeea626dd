"""What goes wrong around the database, told apart from bugs: full disks, locks, missing permissions."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

DISK_FULL = Message(
    "disk_full", "The disk that holds {path} is full, so nothing was changed. Free some space and try again."
)
DISK_FAILED = Message(
    "disk_failed",
    "The disk that holds {path} is full or failing, so nothing was changed. Free some space, "
    "check the disk, and try again.",
)
DATABASE_BUSY = Message(
    "database_busy", "Another window or command is changing {path} right now. Try again in a moment."
)
DATABASE_READ_ONLY = Message(
    "database_read_only",
    "{path} cannot be written: its folder or file is read-only, or you lack the permission. "
    "Ask whoever set up this PC to allow changes there.",
)
NOT_A_DATABASE = Message(
    "not_a_database",
    "{path} is not a DealerDesk database, or it is damaged. Choose another data folder, or restore a backup.",
)
CHANGED_MEANWHILE = Message(
    "changed_meanwhile", "Somebody else changed the same record meanwhile. Look at it again, then repeat."
)
DUPLICATE = Message(
    "duplicate",
    "{column} is used by another record already ({path}). Nothing was changed.",
)

_BY_NAME = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_IOERR": DISK_FAILED,
    "SQLITE_BUSY": DATABASE_BUSY,
    "SQLITE_LOCKED": DATABASE_BUSY,
    "SQLITE_READONLY": DATABASE_READ_ONLY,
    "SQLITE_PERM": DATABASE_READ_ONLY,
    "SQLITE_CANTOPEN": DATABASE_READ_ONLY,
    "SQLITE_NOTADB": NOT_A_DATABASE,
    "SQLITE_CORRUPT": NOT_A_DATABASE,
}
# Errors of the backup API come without a name.
_BY_WORDS = {
    "database or disk is full": DISK_FULL,
    "disk I/O error": DISK_FAILED,
    "database is locked": DATABASE_BUSY,
    "attempt to write a readonly database": DATABASE_READ_ONLY,
    "unable to open database file": DATABASE_READ_ONLY,
    "file is not a database": NOT_A_DATABASE,
    "database disk image is malformed": NOT_A_DATABASE,
}
# A file where a folder should be cannot be written into either.
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def message_for(error: BaseException) -> Message | None:
    """The sentence for a driver's error that comes from the environment, or None where it is a bug."""
    name = getattr(error, "sqlite_errorname", None)
    if name is None:
        return _BY_WORDS.get(str(error))
    return next((message for prefix, message in _BY_NAME.items() if name.startswith(prefix)), None)


@contextmanager
def system_told_apart(path: Path) -> Iterator[None]:
    """Turn what the system says of the data folder's own files and folders into `DealerDeskError`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FORBIDDEN:
            message = DATABASE_READ_ONLY
        else:
            message = DISK_FULL if error.errno in _FULL else DISK_FAILED
        raise DealerDeskError(message, path=path) from error


@contextmanager
def told_apart(path: Path) -> Iterator[None]:
    """Turn the environment's failures inside the block into `DealerDeskError`; let bugs pass."""
    try:
        yield
    except DealerDeskError:
        raise
    except dbapi2.Error as error:
        _raise_told_apart(error, error, path)
    except Exception as error:
        # Start-up: lists are read without SQLAlchemy, and only what it raises is compared with its errors.
        from sqlalchemy.exc import StatementError  # noqa: PLC0415 - start-up, see above
        from sqlalchemy.orm.exc import StaleDataError  # noqa: PLC0415 - start-up, see above

        if isinstance(error, StaleDataError):
            raise DealerDeskError(CHANGED_MEANWHILE) from error
        if not isinstance(error, StatementError) or error.orig is None:
            raise
        _raise_told_apart(error, error.orig, path)


def _raise_told_apart(error: Exception, original: BaseException, path: Path) -> NoReturn:
    """Raise what the driver's `original` means to people; `error` itself where it is a bug."""
    if isinstance(original, dbapi2.IntegrityError) and "UNIQUE constraint failed" in str(original):
        column = str(original).rsplit(":", 1)[-1].strip()
        raise DealerDeskError(DUPLICATE, column=column, path=path) from error
    message = message_for(original)
    if message is None:
        raise error
    raise DealerDeskError(message, path=path) from error
