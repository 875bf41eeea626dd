"""The file format of backups: a ZIP whose comment is the SHA-256 of every byte before the comment.

Members are stored, not deflated: scans are compressed already, and packing the database would take longer
than copying it. Whatever byte is flipped, cut off or added, the seal no longer fits.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.backups.faults import BACKUP_NEWER, NOT_A_BACKUP
from dealerdesk.services.backups.manifest import (
    DATABASE,
    MANIFEST,
    Manifest,
    Member,
    NewerFormatError,
    read_manifest,
)

READING_BACKUP = Message("reading_backup", "Checking the backup")

CHUNK = 1 << 20
_SEAL_SIZE = 64
_NO_SEAL = b"0" * _SEAL_SIZE
_HEADER_SIZE = 30  # of a ZIP member, before its name (APPNOTE 4.3.7)
_LARGEST_MANIFEST = 1 << 29
_WORTH_A_THREAD = 1 << 16


class _Sealed:
    """Where a ZIP is written to: passes the bytes on, and hashes them on the way in a thread of its own."""

    def __init__(self, file: BinaryIO, thread: ThreadPoolExecutor, wrote: Callable[[int], object]) -> None:
        self._file = file
        self._thread = thread
        self._wrote = wrote
        self._digest = hashlib.sha256()
        self._hashing: Future[None] | None = None
        self._held: bytearray | None = None

    def write(self, content: bytes) -> int:
        """Take `content`, which the caller does not change afterwards."""
        if self._held is not None:
            self._held += content
        else:
            self._pass_on(content)
        return len(content)

    def flush(self) -> None:
        """Nothing is kept back that a flush could write."""

    def hold(self) -> None:
        """Keep what is written from now on, which ends with the comment, until `seal`."""
        self._held = bytearray()

    def seal(self) -> str:
        """Write what was held with the seal in the comment's place; the SHA-256 of the whole file."""
        assert self._held is not None
        assert self._held.endswith(_NO_SEAL)
        self._pass_on(bytes(self._held[:-_SEAL_SIZE]))
        self._wait()
        seal = self._digest.hexdigest().encode()
        self._file.write(seal)
        self._digest.update(seal)
        return self._digest.hexdigest()

    def _pass_on(self, content: bytes) -> None:
        self._wait()
        if len(content) < _WORTH_A_THREAD:
            self._digest.update(content)
        else:
            self._hashing = self._thread.submit(self._digest.update, content)
        self._file.write(content)
        self._wrote(len(content))

    def _wait(self) -> None:
        if self._hashing is not None:
            self._hashing.result()
            self._hashing = None


class ArchiveWriter:
    """Writes a backup into `file`, each byte once; `finish` or `abandon` ends it.

    `wrote` hears of the bytes that went into the file, and what it raises is raised.
    """

    def __init__(
        self,
        file: BinaryIO,
        thread: ThreadPoolExecutor,
        made_at: datetime,
        wrote: Callable[[int], object] = lambda _size: None,
    ) -> None:
        self._sealed = _Sealed(file, thread, wrote)
        # zipfile asks no more of its file than write and flush, when it cannot seek.
        self._zip = zipfile.ZipFile(self._sealed, "w", allowZip64=True)  # type: ignore[call-overload]
        self._made_at = made_at
        self.members: dict[str, Member] = {}

    def add(self, name: str, chunks: Iterator[bytes], size: int) -> Member:
        """Store a member of about `size` bytes; what was really stored."""
        entry = zipfile.ZipInfo(name, self._made_at.timetuple()[:6])
        entry.external_attr = 0o644 << 16
        entry.file_size = size
        digest = hashlib.sha256()
        stored = 0
        with self._zip.open(entry, "w") as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                stored += len(chunk)
        self.members[name] = Member(digest.hexdigest(), stored)
        return self.members[name]

    def finish(self, manifest: Manifest) -> str:
        """Write the manifest, the directory and the seal; the SHA-256 of the whole file."""
        content = manifest.to_json()
        entry = zipfile.ZipInfo(MANIFEST, self._made_at.timetuple()[:6])
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, content)
        self._zip.comment = _NO_SEAL
        self._sealed.hold()
        self._zip.close()
        return self._sealed.seal()

    def abandon(self) -> None:
        """Write nothing more, also not when this object goes away."""
        self._sealed.hold()
        with suppress(Exception):  # whatever state it is in: nothing of it is kept
            self._zip.close()


@dataclass(frozen=True, slots=True)
class Seal:
    """What reading a backup from end to end tells; `bytes` and `sha256` are the whole file's."""

    holds: bool
    bytes: int
    sha256: str


def read_seal(path: Path, progress: Progress) -> Seal:
    """Hash the file `path` and compare; raises ``not_a_backup`` where neither head nor tail is a backup's."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _SEAL_SIZE))
        tail = file.read()
        file.seek(0)
        head = file.read(_HEADER_SIZE + len(DATABASE))
        if head[_HEADER_SIZE:] != DATABASE.encode() and not _is_seal(tail):
            raise DealerDeskError(NOT_A_BACKUP, path=path)
        file.seek(0)
        left = max(0, size - _SEAL_SIZE)
        while left and (chunk := file.read(min(CHUNK, left))):
            progress.step(READING_BACKUP, size - left, size)
            digest.update(chunk)
            left -= len(chunk)
    holds = digest.hexdigest().encode() == tail
    digest.update(tail)
    return Seal(holds, size, digest.hexdigest())


class ArchiveReader:
    """An opened backup whose seal holds, with members just as its manifest says."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = archive
        self.manifest = manifest

    def extract(self, name: str, target: BinaryIO) -> Iterator[int]:
        """Write a member into `target`, telling the bytes of each step; ``ValueError`` when they differ."""
        wanted = self.manifest.members[name]
        digest = hashlib.sha256()
        size = 0
        with self._zip.open(name) as member:
            while chunk := member.read(CHUNK):
                size += len(chunk)
                if size > wanted.size:
                    raise ValueError(name)
                digest.update(chunk)
                target.write(chunk)
                yield len(chunk)
        if Member(digest.hexdigest(), size) != wanted:
            raise ValueError(name)


@contextmanager
def open_archive(path: Path) -> Iterator[ArchiveReader]:
    """Open a backup to read its members; raises ``not_a_backup`` or ``backup_newer``."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
            manifest = _manifest_of(archive)
        except NewerFormatError as error:
            raise DealerDeskError(BACKUP_NEWER, path=path) from error
        except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
            raise DealerDeskError(NOT_A_BACKUP, path=path) from error
        with archive:
            yield ArchiveReader(archive, manifest)


def unreadable_members(path: Path) -> list[str]:
    """The members of a damaged backup that cannot be read whole, as far as its directory is left."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [entry.filename for entry in archive.infolist() if not _is_readable(archive, entry)]
    except Exception:  # noqa: BLE001 - on damaged files zipfile fails in more ways than it documents
        return []


def _is_readable(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(entry) as member:
            while member.read(CHUNK):
                pass
    except Exception:  # noqa: BLE001 - see above
        return False
    return True


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, when the ZIP's directory says the same as it does; otherwise ``ValueError``."""
    entries = archive.infolist()
    entry = archive.getinfo(MANIFEST)
    if entry.file_size > _LARGEST_MANIFEST:
        raise ValueError(MANIFEST)
    manifest = read_manifest(archive.read(entry))
    named = {name: member.size for name, member in manifest.members.items()} | {MANIFEST: entry.file_size}
    if len(entries) != len(named) or any(named.get(each.filename) != each.file_size for each in entries):
        raise ValueError(MANIFEST)
    return manifest


def _is_seal(tail: bytes) -> bool:
    return len(tail) == _SEAL_SIZE and not tail.strip(b"0123456789abcdef")
