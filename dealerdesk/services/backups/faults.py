"""What can go wrong with backups, as sentences; and errors of the system turned into them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.storage.failures import DISK_FAILED, DISK_FULL

NOT_A_BACKUP = Message(
    "not_a_backup", "{path} is not a backup of DealerDesk. Choose a file that “dealerdesk backup” wrote."
)
BACKUP_NEWER = Message(
    "backup_newer", "The backup {path} was written by a newer DealerDesk. Install the newest one on this PC."
)
BACKUP_DAMAGED = Message(
    "backup_damaged",
    "The backup {path} is damaged: it is no longer what was written. Use another backup, or fetch a sound "
    "copy of this one.",
)
MEMBER_DAMAGED = Message("backup_member_damaged", "In the backup {path}, {member} cannot be read whole.")
DATABASE_UNSOUND = Message(
    "backup_database_unsound",
    "The database in the backup {path} is damaged, though the backup is what was written: the database was "
    "damaged before. Use an older backup.",
)
BACKUP_UNREADABLE = Message(
    "backup_unreadable",
    "The backup {path} cannot be read: there is no such file, or you lack the permission. "
    "Check the path, and that its drive is connected.",
)
BACKUP_EXISTS = Message("backup_exists", "{path} is there already. Choose another name for the backup.")
BACKUP_NO_FOLDER = Message(
    "backup_no_folder", "There is no folder {folder} for the backup. Make it, or choose another one."
)
FOLDER_NO_PERMISSION = Message(
    "folder_no_permission",
    "You may not write into {path}, or what is in the way there is in use. Choose another folder, "
    "or ask whoever set up this PC for the permission.",
)
RESTORE_INTO_USED = Message(
    "restore_into_used",
    "{path} is in use: a restore goes only into a new or an empty folder. Choose another one.",
)

SCAN_LEFT_OUT = Message(
    "backup_scan_missing",
    "The scan “{name}” of file {file_no} is not in the folder of scans, so the backup is without it. "
    "Attach the paper anew.",
)
PHOTO_LEFT_OUT = Message(
    "backup_photo_missing",
    "The photo “{name}” of {file_no} in an audit is not in the folder of scans, so the backup is without it.",
)
SCAN_WAS_DAMAGED = Message(
    "backup_scan_damaged",
    "The scan {sha256} in the folder of scans is damaged, and went into the backup as it is. "
    "Fetch it from an older backup, or attach the paper anew.",
)
DATABASE_WAS_DAMAGED = Message(
    "backup_of_damaged_database",
    "The database is damaged, and went into the backup as it is. Keep the older backups and restore one.",
)

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Say what the system reports of `folder`: ``disk_full``, ``folder_no_permission`` or ``disk_failed``."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DealerDeskError(DISK_FULL, path=folder) from error
        if error.errno in _FORBIDDEN:
            raise DealerDeskError(FOLDER_NO_PERMISSION, path=folder) from error
        raise DealerDeskError(DISK_FAILED, path=folder) from error


@contextmanager
def reading_from(path: Path) -> Iterator[None]:
    """Say ``backup_unreadable`` for what the system reports while the backup `path` is read."""
    try:
        yield
    except OSError as error:
        raise DealerDeskError(BACKUP_UNREADABLE, path=path) from error
