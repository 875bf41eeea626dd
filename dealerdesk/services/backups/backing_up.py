"""Writing a backup: database and scans in one file, which gets its name once it is whole and checked."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import BinaryIO

import dealerdesk
from dealerdesk import durable
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.paths import DataFolder
from dealerdesk.services.backups.archive import CHUNK, ArchiveWriter, open_archive, read_seal
from dealerdesk.services.backups.faults import (
    BACKUP_DAMAGED,
    BACKUP_EXISTS,
    BACKUP_NO_FOLDER,
    DATABASE_WAS_DAMAGED,
    PHOTO_LEFT_OUT,
    SCAN_LEFT_OUT,
    SCAN_WAS_DAMAGED,
    writing_into,
)
from dealerdesk.services.backups.manifest import DATABASE, Manifest, scan_member
from dealerdesk.services.backups.remembering import remember_backup
from dealerdesk.storage.copying import Contents, contents_of, copy_database, is_sound, name_of_scan
from dealerdesk.storage.unit_of_work import Database
from dealerdesk.vault import Vault

PACKING = Message("packing_backup", "Writing the backup")

_THREADS = 3
"""One asks SQLite about the copy, one hashes, one waits for the disk."""
_WORTH_A_SYNC = 64 << 20
_ABANDONED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup that was written and checked; `problems` are sentences about what was amiss before.

    `bytes` and `sha256` are the backup file's.
    """

    path: Path
    files: int
    documents: int
    bytes: int
    sha256: str
    problems: tuple[str, ...] = ()


class Backups:
    """Backups of one data folder."""

    def __init__(self, folder: DataFolder, database: Database, vault: Vault) -> None:
        self._folder = folder
        self._database = database
        self._vault = vault

    def backup(self, out: Path | None = None, progress: Progress | None = None) -> BackupResult:
        """Write database and scans into one file, `out` or a new one in the folder `out`.

        Without `out` it goes among the data folder's backups. Scans that are missing or damaged do not stop
        it; they are reported. Raises ``backup_exists``, ``backup_no_folder``, ``folder_no_permission``,
        ``disk_full`` or ``disk_failed``, and then leaves nothing behind.
        """
        now = self._database.now()
        target, is_given = self._target(out, now)
        folder = target.parent
        with writing_into(folder), _work_folder(folder) as work:
            archive = work / "backup.zip"
            with archive.open("xb") as file, ThreadPoolExecutor(_THREADS) as threads:
                settling = _Settling(file, threads)
                writing = _Writing(self._database, self._vault, threads, settling, progress or Silent())
                sha256 = writing.write(work / DATABASE, file, now)
                settling.begin()
                _check(archive, sha256, progress or Silent())
                settling.finish()
            size = archive.stat().st_size
            place = _move_to_new(archive, target, is_given=is_given)
            durable.fsync_folder(folder)
        remember_backup(self._folder, place, now)
        contents = writing.contents
        return BackupResult(place, contents.files, contents.documents, size, sha256, tuple(writing.problems))

    def backup_into(self, folder: Path | None, progress: Progress | None = None) -> BackupResult:
        """Like `backup`, into the folder that was chosen once: it must be there (``backup_no_folder``)."""
        if folder is not None and not folder.is_dir():
            raise DealerDeskError(BACKUP_NO_FOLDER, folder=folder)
        return self.backup(folder, progress)

    def _target(self, out: Path | None, now: datetime) -> tuple[Path, bool]:
        """The file to write, and whether its name was given."""
        folder = (out or self._folder.backups).absolute()
        with writing_into(folder):
            if out is None:
                durable.make_folder(folder)
                _clear_abandoned(folder)
            if folder.is_dir():
                return folder / f"dealerdesk-{now:%Y-%m-%dT%H%M}.zip", False
            if folder.exists():
                raise DealerDeskError(BACKUP_EXISTS, path=folder)
            if not folder.parent.is_dir():
                raise DealerDeskError(BACKUP_NO_FOLDER, folder=folder.parent)
        return folder, True


class _Settling:
    """Brings what is written to the disk while more is written, so that the end waits for little."""

    def __init__(self, file: BinaryIO, threads: ThreadPoolExecutor) -> None:
        self._file = file
        self._threads = threads
        self._waiting = 0
        self._under_way: Future[None] | None = None

    def wrote(self, size: int) -> None:
        """Take note of `size` more bytes; raises what an earlier sync met with."""
        self._waiting += size
        if self._waiting >= _WORTH_A_SYNC and (self._under_way is None or self._under_way.done()):
            self.begin()

    def begin(self) -> None:
        """Bring to the disk, in the background, all that is written by now."""
        # The system tells a failed write to one sync only, so no answer may go unheard.
        self.finish()
        self._waiting = 0
        self._file.flush()
        self._under_way = self._threads.submit(durable.sync, self._file)

    def finish(self) -> None:
        """Return only when that is done."""
        if self._under_way is not None:
            self._under_way.result()


class _Writing:
    """One backup being written."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        threads: ThreadPoolExecutor,
        settling: _Settling,
        progress: Progress,
    ) -> None:
        self._database = database
        self._vault = vault
        self._threads = threads
        self._settling = settling
        self._progress = progress
        self._done = 0
        self._total = 0
        self.contents = Contents(0, 0, {})
        self.problems: list[str] = []

    def write(self, copy: Path, file: BinaryIO, now: datetime) -> str:
        """Copy the database to `copy`, and that and all scans into `file`; the file's SHA-256."""
        copy_database(self._database.path, copy, shown_as=copy.parent.parent, progress=self._progress)
        stop = threading.Event()
        soundness = self._threads.submit(is_sound, copy, stop)
        archive = ArchiveWriter(file, self._threads, now, self._settling.wrote)
        try:
            self._pack(archive, copy)
        except BaseException:
            stop.set()
            archive.abandon()
            raise
        if not soundness.result():
            self.problems.insert(0, DATABASE_WAS_DAMAGED.said())
        manifest = Manifest(
            app_version=dealerdesk.__version__,
            made_at=now.isoformat(timespec="seconds"),
            files=self.contents.files,
            documents=self.contents.documents,
            members=archive.members,
        )
        return archive.finish(manifest)

    def _pack(self, archive: ArchiveWriter, copy: Path) -> None:
        with suppress(
            DealerDeskError
        ):  # damaged; then all that is in the folder of scans is all that is known
            self.contents = contents_of(copy)
        # All of them, not only those that rows name: an undo can bring back a row, and it needs its scan.
        present = list(self._vault.hashes())
        sizes = self.contents.scans
        size = copy.stat().st_size
        self._total = size + sum(sizes.get(sha256, 0) for sha256 in present)
        with copy.open("rb") as file:
            archive.add(DATABASE, self._chunks(file), size)
        self._pack_scans(archive, present)
        for sha256 in sorted(sizes):
            if scan_member(sha256) not in archive.members:
                name, file_no, is_photo = name_of_scan(copy, sha256)
                left_out = PHOTO_LEFT_OUT if is_photo else SCAN_LEFT_OUT
                self.problems.append(left_out.said(name=name, file_no=file_no))

    def _pack_scans(self, archive: ArchiveWriter, present: Iterable[str]) -> None:
        for sha256 in present:
            try:
                file = self._vault.open(sha256)
            except DealerDeskError:  # removed since it was listed, or not readable
                continue
            with file:
                size = os.fstat(file.fileno()).st_size
                member = archive.add(scan_member(sha256), self._readable_chunks(file), size)
            if member.sha256 != sha256:
                self.problems.append(SCAN_WAS_DAMAGED.said(sha256=sha256))

    def _readable_chunks(self, file: BinaryIO) -> Iterator[bytes]:
        """The bytes up to where the drive fails; that some are missing then shows in the hash."""
        chunks = self._chunks(file)
        while True:
            try:
                chunk = next(chunks)
            except (OSError, StopIteration):
                return
            yield chunk

    def _chunks(self, file: BinaryIO) -> Iterator[bytes]:
        while chunk := file.read(CHUNK):
            self._progress.step(PACKING, self._done, max(self._total, self._done))
            yield chunk
            self._done += len(chunk)


def _check(archive: Path, sha256: str, progress: Progress) -> None:
    """Read back what was written; raises ``backup_damaged``."""
    seal = read_seal(archive, progress)
    if not seal.holds or seal.sha256 != sha256:
        raise DealerDeskError(BACKUP_DAMAGED, path=archive.parent.parent)
    with open_archive(archive):
        pass


@contextmanager
def _work_folder(parent: Path) -> Iterator[Path]:
    """A new folder in `parent` for what is not a backup yet; it is gone when the block ends."""
    folder = parent / f"{uuid.uuid4().hex}{durable.PARTIAL_SUFFIX}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_abandoned(folder: Path) -> None:
    """Remove what backups left that were killed long ago."""
    oldest = (datetime.now().astimezone() - _ABANDONED_AFTER).timestamp()
    for path in folder.glob(f"*{durable.PARTIAL_SUFFIX}"):
        with suppress(OSError):
            if path.is_dir() and path.stat().st_mtime < oldest:
                shutil.rmtree(path)


def _move_to_new(archive: Path, target: Path, *, is_given: bool) -> Path:
    """Give the finished backup its name, or the next one that is free; never over another file."""
    for number in count(1):
        place = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        try:
            durable.replace(archive, place, rename=_rename_to_new)
        except FileExistsError:
            if is_given:
                raise DealerDeskError(BACKUP_EXISTS, path=target) from None
        else:
            return place
    raise AssertionError  # numbers do not end


def _rename_to_new(source: Path, target: Path) -> None:
    if sys.platform == "win32":
        source.rename(target)  # refuses what exists
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as error:  # volumes without hard links: FAT, some shares
        if target.exists():
            raise FileExistsError(str(target)) from error
        source.rename(target)
