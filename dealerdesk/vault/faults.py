"""What can go wrong with scans, as sentences; and errors of the system turned into them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

SCAN_UNREADABLE = Message(
    "scan_unreadable",
    "The scan {path} cannot be read: {reason}. "
    "Check that the file opens on this computer, then attach it again.",
)
ABSENT = Message("scan_unreadable.absent", "there is no such file")
NO_FILE = Message("scan_unreadable.no_file", "it is a folder or a device, not a file")
FORBIDDEN = Message("scan_unreadable.forbidden", "you may not read it, or another program holds it open")
DRIVE_FAULT = Message("scan_unreadable.drive_fault", "the drive it lies on reports an error")

SCAN_EMPTY = Message(
    "scan_empty", "The scan {path} is empty: it holds no bytes. Scan the paper again and attach the new file."
)
SCAN_MEDIA_TYPE = Message(
    "scan_media_type",
    "{path} is not a scan, whatever its name says. Accepted are {accepted}. "
    "Print or save it as a PDF, then attach that.",
)
SCAN_DAMAGED = Message(
    "scan_damaged",
    "The scan {path} is damaged and its pages cannot be read. Scan the paper again, or fetch a sound copy.",
)
SCAN_PASSWORD = Message(
    "scan_password",
    "The scan {path} is protected by a password. Save it without the password, then attach it again.",
)
SCAN_TOO_LARGE = Message(
    "scan_too_large",
    "A page of the scan {path} has more than {megapixels} megapixels. Scan it again at a lower resolution.",
)
SCAN_PAGE = Message("scan_page", "The scan {path} has no page {page}: its pages are 1 to {pages}.")
SCAN_MISSING = Message(
    "scan_missing",
    "The scan {path} is not in the folder of scans, {folder}. "
    "Restore it from a backup, or attach the paper anew.",
)
VAULT_NO_PERMISSION = Message(
    "vault_no_permission",
    "You may not read or change the folder of scans, {folder}. Ask for the right to do so, "
    "or choose another data folder.",
)
VAULT_FAILED = Message(
    "vault_failed",
    "The folder of scans, {folder}, cannot be used; the system says: {error}. "
    "Check that the drive is connected and sound.",
)
VAULT_DISK_FULL = Message(
    "vault_disk_full", "There is no room left on the disk of {folder}. Free some space, then try again."
)

# Beside "no space": a spent quota, and a file beyond what the volume or the account allows.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def shown(path: Path) -> str:
    """The path as people read it, also when its name is not valid text."""
    return os.fsencode(path).decode("utf-8", "replace")


@contextmanager
def reading_source(name: str) -> Iterator[None]:
    """Say ``scan_unreadable`` for what the system reports while the scan called `name` is read."""
    try:
        yield
    except OSError as error:
        raise DealerDeskError(SCAN_UNREADABLE, path=name, reason=_reason(error)) from error


@contextmanager
def using_vault(folder: Path) -> Iterator[None]:
    """Say the system's errors: ``vault_disk_full``, ``vault_no_permission`` or ``vault_failed``."""
    try:
        yield
    except OSError as error:
        where = shown(folder)
        if error.errno in _FULL:
            raise DealerDeskError(VAULT_DISK_FULL, folder=where) from error
        if error.errno in _FORBIDDEN:
            raise DealerDeskError(VAULT_NO_PERMISSION, folder=where) from error
        raise DealerDeskError(VAULT_FAILED, folder=where, error=error.strerror or str(error)) from error


def _reason(error: OSError) -> Message:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ABSENT
    if isinstance(error, IsADirectoryError):
        return NO_FILE
    if isinstance(error, PermissionError):
        return FORBIDDEN
    return DRIVE_FAULT
