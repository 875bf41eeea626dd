"""The scans of a data folder: each kept once, under the SHA-256 of its content, never the user's name."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from dealerdesk import durable
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault.arrivals import receive
from dealerdesk.vault.faults import (
    NO_FILE,
    SCAN_DAMAGED,
    SCAN_MISSING,
    SCAN_UNREADABLE,
    reading_source,
    shown,
    using_vault,
)
from dealerdesk.vault.media import HEAD_SIZE, MediaType, find_media_type
from dealerdesk.vault.orphans import remove_orphans
from dealerdesk.vault.pages import PagePicture, count_pages, draw_page
from dealerdesk.vault.shelves import Shelves

_AT_WORK = 4
"""Scans that are copied and looked at together: decoding a page may take much memory."""
_THREADS = 16
"""Those, and the ones that only wait for the disk, which settles many in one go."""
_ALONE = nullcontext()


@dataclass(frozen=True, slots=True)
class StoredScan:
    """A scan in the vault; `size` in bytes, `is_new` False when the vault held its bytes before."""

    sha256: str
    size: int
    media_type: MediaType
    pages: int
    is_new: bool


class Vault:
    """The scans in `folder`, each as ``ab/<sha256>``; safe for many threads and processes at once.

    Nothing is made on the disk before the first scan is stored. When a method that stores returns, no power
    cut can take the scan away, so its row may be committed. Every method raises ``vault_disk_full``,
    ``vault_no_permission`` or ``vault_failed`` for what the system reports of the folder, and ``ValueError``
    for a hash that is no lower-case SHA-256.
    """

    def __init__(self, folder: Path) -> None:
        self._shelves = Shelves(folder)
        self._placing = threading.Lock()

    def store(self, source: Path) -> StoredScan:
        """Keep the scan in the file `source`, which stays as it is.

        Raises ``scan_unreadable``, ``scan_empty``, ``scan_media_type``, ``scan_damaged``, ``scan_password``
        or ``scan_too_large``, and then nothing was kept.
        """
        scan = self._take_in_file(source)
        self._settle([scan])
        return scan

    def store_stream(self, stream: BinaryIO, name: str) -> StoredScan:
        """Keep the scan that `stream` gives to its end; sentences call it `name`. Raises as `store` does."""
        scan = self._take_in(stream, name)
        self._settle([scan])
        return scan

    def store_bytes(self, content: bytes, name: str) -> StoredScan:
        """Keep the scan whose bytes are `content`; sentences call it `name`. Raises as `store` does."""
        return self.store_stream(BytesIO(content), name)

    def store_all(
        self, sources: Iterable[Path], told: Callable[[int], object] = lambda _done: None
    ) -> list[StoredScan | DealerDeskError]:
        """Keep many scans sooner than one by one; the scan or its refusal, in the order of `sources`.

        `told` hears how many are done before each of them; what it raises ends the work, and a sweep removes
        what was kept by then.
        """
        at_work = threading.BoundedSemaphore(_AT_WORK)

        def take_in(source: Path) -> StoredScan | DealerDeskError:
            try:
                return self._take_in_file(source, at_work)
            except DealerDeskError as refusal:
                return refusal

        answers: list[StoredScan | DealerDeskError] = []
        with ThreadPoolExecutor(_THREADS, "vault") as threads:
            try:
                for answer in [threads.submit(take_in, source) for source in sources]:
                    told(len(answers))
                    answers.append(answer.result())
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        # Once for all of them: syncing the shelves after every few scans takes longer than the scans do.
        self._settle(answer for answer in answers if isinstance(answer, StoredScan))
        return answers

    def store_streams(
        self,
        sources: Iterable[tuple[str, Callable[[], BinaryIO]]],
        told: Callable[[int], object] = lambda _done: None,
    ) -> list[StoredScan | DealerDeskError]:
        """Keep scans that come out of one source, such as an archive, one after another; as `store_all` does.

        Each is what sentences call it, and what opens its stream. What opening and reading refuse counts as
        the scan's refusal.
        """
        answers: list[StoredScan | DealerDeskError] = []
        for name, opened in sources:
            told(len(answers))
            try:
                with opened() as stream:
                    answers.append(self._take_in(stream, name))
            except DealerDeskError as refusal:
                answers.append(refusal)
        self._settle(answer for answer in answers if isinstance(answer, StoredScan))
        return answers

    def path_of(self, sha256: str) -> Path:
        """Where the scan lies, or would lie."""
        return self._shelves.path_of(sha256)

    def contains(self, sha256: str) -> bool:
        """Whether a file lies in the scan's place; `verify` tells whether it is whole."""
        with self._using():
            return self.path_of(sha256).is_file()

    def open(self, sha256: str, name: str = "") -> BufferedReader:
        """The scan's bytes, for the caller to close; raises ``scan_missing``, whose sentence says `name`."""
        with self._using():
            try:
                return self.path_of(sha256).open("rb")
            except FileNotFoundError as error:
                folder = shown(self._shelves.folder)
                raise DealerDeskError(SCAN_MISSING, path=name or _called(sha256), folder=folder) from error

    def verify(self, sha256: str) -> bool:
        """Whether the scan's bytes still have their hash; raises ``scan_missing``."""
        with self.open(sha256) as file, self._using():
            return _digest(file) == sha256

    def page_picture(self, sha256: str, page: int, width_px: int, name: str = "") -> PagePicture:
        """Picture of `page` (from 1) at most `width_px` wide, upright, on white; images are never enlarged.

        Sentences call the scan `name`. Raises ``scan_missing``, ``scan_page``, ``scan_damaged``,
        ``scan_password`` or ``scan_too_large``.
        """
        with self.open(sha256, name) as file, self._using():
            media_type = find_media_type(file.read(HEAD_SIZE))
        if media_type is None:
            raise DealerDeskError(SCAN_DAMAGED, path=name or _called(sha256))
        return draw_page(self.path_of(sha256), media_type, page, width_px, name or _called(sha256))

    def hashes(self) -> Iterator[str]:
        """The SHA-256 of every scan present, in ascending order."""
        with self._using():
            yield from self._shelves.hashes()

    def size(self) -> int:
        """The bytes that all scans take together."""
        total = 0
        with self._using():
            for sha256 in self._shelves.hashes():
                with suppress(FileNotFoundError):  # swept since it was listed
                    total += self.path_of(sha256).stat().st_size
        return total

    def sweep(self, referenced: Container[str], older_than: timedelta, now: datetime) -> tuple[str, ...]:
        """Remove scans not `referenced` and last stored more than `older_than` before `now`: their hashes.

        What broken-off work left behind goes too, at the same age. The caller holds the database's write
        lock from reading `referenced` until this returns, so that no row can come to name what is removed.
        """
        with self._using():
            return remove_orphans(self._shelves, referenced, (now - older_than).timestamp())

    def _using(self) -> AbstractContextManager[None]:
        return using_vault(self._shelves.folder)

    def _settle(self, scans: Iterable[StoredScan]) -> None:
        # Also for scans that were there: the process that placed them may not have synced the folder yet.
        with self._using():
            self._shelves.settle(scan.sha256 for scan in scans)

    def _take_in_file(self, source: Path, at_work: AbstractContextManager[object] = _ALONE) -> StoredScan:
        name = shown(source)
        with reading_source(name):
            # Opening a pipe would wait for its other end, and a device may never end.
            if not stat.S_ISREG(source.stat().st_mode):
                raise DealerDeskError(SCAN_UNREADABLE, path=name, reason=NO_FILE)
            file = source.open("rb")
        with file:
            return self._take_in(file, name, at_work)

    def _take_in(
        self, stream: BinaryIO, name: str, at_work: AbstractContextManager[object] = _ALONE
    ) -> StoredScan:
        """Bring the scan to its place, copying and looking at it inside `at_work`."""
        with self._using():
            self._shelves.build()
            with durable.partial_file(self._shelves.incoming) as part:
                with at_work:
                    arrival = receive(stream, part, name)
                    pages = count_pages(Path(part.name), arrival.media_type, name)
                is_new = self._place(part, arrival.sha256)
        return StoredScan(arrival.sha256, arrival.size, arrival.media_type, pages, is_new)

    def _place(self, part: BinaryIO, sha256: str) -> bool:
        """Move the arrival to its place, unless its bytes lie there whole already; whether it is new."""
        place = self.path_of(sha256)
        is_damaged = False
        with suppress(FileNotFoundError):
            os.utime(place)  # a sweep counts its age from now
            if _sha256_of(place) == sha256:
                return False
            is_damaged = True
        durable.sync(part)
        part.close()  # Windows moves no open file
        with self._placing:
            is_new = not place.exists()
            if is_new or is_damaged:
                durable.replace(Path(part.name), place)
        return is_new


def _called(sha256: str) -> str:
    """What sentences call a scan whose name at arrival nobody here knows."""
    return sha256[:12]


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
