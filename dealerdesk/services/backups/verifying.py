"""Whether a backup still is what was written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.services.backups.archive import open_archive, read_seal, unreadable_members
from dealerdesk.services.backups.faults import (
    BACKUP_DAMAGED,
    DATABASE_UNSOUND,
    MEMBER_DAMAGED,
    reading_from,
    writing_into,
)
from dealerdesk.services.backups.manifest import DATABASE
from dealerdesk.storage.copying import is_sound

CHECKING_COPY = Message("checking_backup_database", "Checking the database in the backup")

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What a check of a backup found; `problems` are sentences.

    `bytes` and `sha256` are the backup file's; `files` and `documents` None where it does not tell any more.
    """

    path: Path
    ok: bool
    problems: tuple[str, ...]
    files: int | None
    documents: int | None
    bytes: int
    sha256: str


def verify_backup(path: Path, progress: Progress | None = None) -> VerifyResult:
    """Check a backup byte by byte, and the database in it.

    Raises ``backup_unreadable``, ``not_a_backup`` or ``backup_newer``.
    """
    progress = progress or Silent()
    with reading_from(path):
        seal = read_seal(path, progress)
        if not seal.holds:
            problems = (BACKUP_DAMAGED.said(path=path), *_damaged_members(path))
            return VerifyResult(path, False, problems, None, None, seal.bytes, seal.sha256)
        with open_archive(path) as archive:
            manifest = archive.manifest
    problems = () if _database_is_sound(path, progress) else (DATABASE_UNSOUND.said(path=path),)
    return VerifyResult(
        path, not problems, problems, manifest.files, manifest.documents, seal.bytes, seal.sha256
    )


def _damaged_members(path: Path) -> list[str]:
    return [MEMBER_DAMAGED.said(path=path, member=name) for name in unreadable_members(path)[:_MOST_NAMED]]


def _database_is_sound(path: Path, progress: Progress) -> bool:
    """Unpack the database beside nothing of the user's, and ask SQLite."""
    place = Path(tempfile.gettempdir())
    with writing_into(place), tempfile.TemporaryDirectory(dir=place) as folder:
        copy = Path(folder) / DATABASE
        with open_archive(path) as archive, copy.open("xb") as file:
            done = 0
            total = archive.manifest.members[DATABASE].size
            try:
                for size in archive.extract(DATABASE, file):
                    progress.step(CHECKING_COPY, done, total)
                    done += size
            except ValueError:
                return False
        return is_sound(copy)
