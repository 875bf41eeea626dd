"""Unpacking a backup into a data folder that is not there yet."""

from __future__ import annotations

import os
import shutil
import sys
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dealerdesk import durable
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.paths import DataFolder
from dealerdesk.services.backups.archive import ArchiveReader, Seal, open_archive, read_seal
from dealerdesk.services.backups.faults import (
    BACKUP_DAMAGED,
    DATABASE_UNSOUND,
    RESTORE_INTO_USED,
    reading_from,
    writing_into,
)
from dealerdesk.services.backups.manifest import DATABASE, sha256_of_scan
from dealerdesk.services.places import refuse_network
from dealerdesk.storage.copying import check_can_open, is_sound

UNPACKING = Message("unpacking_backup", "Unpacking the backup")


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The data folder that was made; `bytes` and `sha256` are the backup file's."""

    path: Path
    files: int
    documents: int
    bytes: int
    sha256: str


def restore_backup(path: Path, into: Path, progress: Progress | None = None) -> RestoreResult:
    """Make `into`, which must be new or empty, the data folder that was backed up into `path`.

    The backup is checked first, and `into` appears when it is complete. Raises ``restore_into_used``,
    ``backup_damaged``, ``backup_database_unsound``, ``backup_unreadable``, ``not_a_backup``,
    ``backup_newer``, ``database_newer``, ``data_folder_on_network``, ``folder_no_permission``, ``disk_full``
    or ``disk_failed``.
    """
    progress = progress or Silent()
    into = into.absolute()
    refuse_network(into)
    _refuse_used(into)
    with reading_from(path):
        seal = _get_seal(path, progress)
        with open_archive(path) as archive:
            manifest = archive.manifest
            with writing_into(into), _staging(into) as staging:
                _unpack(archive, DataFolder(staging), path, progress)
                _check_database(DataFolder(staging).database, path)
                _settle(staging)
                _move(staging, into)
    return RestoreResult(into, manifest.files, manifest.documents, seal.bytes, seal.sha256)


def _refuse_used(into: Path) -> None:
    with writing_into(into):
        if into.exists() and (not into.is_dir() or any(into.iterdir())):
            raise DealerDeskError(RESTORE_INTO_USED, path=into)


def _get_seal(path: Path, progress: Progress) -> Seal:
    seal = read_seal(path, progress)
    if not seal.holds:
        raise DealerDeskError(BACKUP_DAMAGED, path=path)
    return seal


@contextmanager
def _staging(into: Path) -> Iterator[Path]:
    """A new folder beside `into`, gone when the block ends unless it was moved away."""
    durable.make_folder(into.parent)
    staging = into.parent / f"{into.name}.{uuid.uuid4().hex}{durable.PARTIAL_SUFFIX}"
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unpack(archive: ArchiveReader, staging: DataFolder, path: Path, progress: Progress) -> None:
    members = archive.manifest.members
    total = sum(member.size for member in members.values())
    done = 0
    for name in members:
        target = _place_of(name, staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            try:
                for size in archive.extract(name, file):
                    progress.step(UNPACKING, done, total)
                    done += size
            except (ValueError, EOFError, zipfile.BadZipFile) as error:
                raise DealerDeskError(BACKUP_DAMAGED, path=path) from error
            if sys.platform != "linux":  # which has one call for all files, see _settle
                durable.sync(file)


def _place_of(name: str, staging: DataFolder) -> Path:
    """Where a member goes; its name is never used as a path."""
    sha256 = sha256_of_scan(name)
    if sha256 is None:
        assert name == DATABASE
        return staging.database
    return staging.scans / sha256[:2] / sha256


def _check_database(database: Path, path: Path) -> None:
    if not is_sound(database):
        raise DealerDeskError(DATABASE_UNSOUND, path=path)
    check_can_open(database, shown_as=path)


def _settle(staging: Path) -> None:
    """Return only when everything unpacked is on the disk."""
    if sys.platform == "linux":
        os.sync()
        return
    for folder, _, _ in os.walk(staging):
        durable.fsync_folder(Path(folder))


def _move(staging: Path, into: Path) -> None:
    try:
        if into.exists():
            into.rmdir()
        durable.replace(staging, into, rename=os.rename)
    except OSError as error:
        if into.is_dir() and any(into.iterdir()):
            raise DealerDeskError(RESTORE_INTO_USED, path=into) from error
        raise
    durable.fsync_folder(into.parent)
