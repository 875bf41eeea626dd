"""Where the scans of an import come from: the workbook's folder, or the archive that is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO, Protocol

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.exchange.reading.scan_archives import MOST_SCAN_BYTES, SCAN_FILE_TOO_LARGE, ScanArchive
from dealerdesk.services.imports.scan_places import NamedScan, Place, WorkbookFolder
from dealerdesk.storage.incoming.scans import WantedScans
from dealerdesk.vault import MediaType, StoredScan, Vault
from dealerdesk.vault.faults import reading_source
from dealerdesk.vault.pages import count_pages


@dataclass(frozen=True, slots=True)
class Look:
    """What a scan is, as far as it was looked at; `sha256` is None where nobody hashed it."""

    media_type: MediaType
    size: int
    pages: int
    sha256: str | None = None


Looks = dict[Place, Look | DealerDeskError]
"""What scans are, or why they cannot be taken in, by their places."""


class ScanSource(Protocol):
    """Where the scans of an import come from; `said` is what sentences call a scan."""

    def ready(self) -> AbstractContextManager[object]:
        """Open what the other methods need."""
        ...

    def named(self, wanted: WantedScans) -> list[NamedScan]:
        """The scans that one row names."""
        ...

    def size(self, place: Place) -> int:
        """The bytes of the scan, as far as its place tells without reading them."""
        ...

    def open(self, place: Place, said: str) -> BinaryIO:
        """The bytes of a scan, for the caller to close."""
        ...

    def count_pages(self, place: Place, media_type: MediaType, said: str) -> int:
        """The pages of the scan where that can be told without a copy of it, else 0."""
        ...

    def store(self, vault: Vault, scans: Mapping[Place, str], told: Callable[[int], object]) -> Looks:
        """Put scans into the vault."""
        ...


class FolderScans:
    """The scans that lie beside a workbook."""

    def __init__(self, workbook: Path) -> None:
        self._folder = WorkbookFolder(workbook)

    def ready(self) -> AbstractContextManager[object]:
        """Nothing to do."""
        return nullcontext()

    def named(self, wanted: WantedScans) -> list[NamedScan]:
        """The scans that one row names."""
        return self._folder.named(wanted)

    def size(self, place: Place) -> int:
        """The bytes of the scan."""
        return _path(place).stat().st_size

    def open(self, place: Place, said: str) -> BinaryIO:
        """The bytes of a scan; raises ``scan_unreadable``."""
        with reading_source(said):
            return _path(place).open("rb")

    def count_pages(self, place: Place, media_type: MediaType, said: str) -> int:
        """The pages of the scan; raises what `vault.pages.count_pages` raises."""
        state = _path(place).stat()
        return _pages_of(_path(place), (state.st_size, state.st_mtime_ns), media_type, said)

    def store(self, vault: Vault, scans: Mapping[Place, str], told: Callable[[int], object]) -> Looks:
        """Put scans into the vault, several at a time."""
        answers = vault.store_all([_path(place) for place in scans], told)
        return {
            place: _look_of(answer) if isinstance(answer, StoredScan) else answer
            for place, answer in zip(scans, answers, strict=True)
        }


class ArchiveScans:
    """The entries of an archive of scans, each of which is a row."""

    def __init__(self, archive: Path) -> None:
        self._path = archive
        self._archive: ScanArchive | None = None

    @contextmanager
    def ready(self) -> Iterator[None]:
        """Open the archive; raises what `ScanArchive` raises."""
        with ScanArchive(self._path) as self._archive:
            yield

    def named(self, wanted: WantedScans) -> list[NamedScan]:
        """The entry that the row is."""
        name = wanted.said.replace("\\", "/").rpartition("/")[2]
        return [NamedScan(wanted.said, name, wanted.n)]

    def size(self, place: Place) -> int:
        """The bytes of the entry, as the archive says."""
        return self._opened.size(_entry(place))

    def open(self, place: Place, said: str) -> BinaryIO:
        """The bytes of an entry, counted as they are inflated; reading raises ``scan_file_too_large``, …."""
        return self._opened.open(_entry(place), said)

    def count_pages(self, place: Place, media_type: MediaType, said: str) -> int:
        """Not told before the entry is unpacked."""
        del place, media_type, said
        return 0

    def store(self, vault: Vault, scans: Mapping[Place, str], told: Callable[[int], object]) -> Looks:
        """Put entries into the vault, one after another: each is inflated straight into its place."""
        streams = ((said, partial(self.open, place, said)) for place, said in scans.items())
        answers = vault.store_streams(streams, told)
        return {
            place: _look_of(answer) if isinstance(answer, StoredScan) else answer
            for place, answer in zip(scans, answers, strict=True)
        }

    @property
    def _opened(self) -> ScanArchive:
        assert self._archive is not None, "used outside of `ready`"
        return self._archive


@lru_cache(5_000)
def _pages_of(path: Path, _state: tuple[int, int], media_type: MediaType, said: str) -> int:
    # A check is made anew with every decision, and the scans are the same as a moment before.
    return count_pages(path, media_type, said)


def too_large(said: str) -> DealerDeskError:
    """The refusal of a scan that has more than ``MOST_SCAN_BYTES``."""
    return DealerDeskError(SCAN_FILE_TOO_LARGE, path=said, limit=MOST_SCAN_BYTES >> 20)


def _look_of(scan: StoredScan) -> Look:
    return Look(scan.media_type, scan.size, scan.pages, scan.sha256)


def _path(place: Place) -> Path:
    assert isinstance(place, Path)
    return place


def _entry(place: Place) -> int:
    assert isinstance(place, int)
    return place
