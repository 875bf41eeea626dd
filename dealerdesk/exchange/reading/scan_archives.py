"""Archives of scans: their entries are listed in a child process, and inflated one at a time, counted.

No name of an entry ever becomes a path: scans go into the vault, which names them by their hashes.
"""

from __future__ import annotations

import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, Self, cast

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message, all_messages
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.messages import FILE_DAMAGED, FILE_NOT_FOUND, FILE_UNREADABLE
from dealerdesk.exchange.reading.archive_names import entry_names

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed import WriteableBuffer

LISTING = Message("listing_archive", "Looking through the archive")
ARCHIVE_TOO_LARGE = Message(
    "archive_too_large",
    "The archive {path} holds more than {entries} files or more than {limit} GB. "
    "Split it, and import the parts.",
)
ENTRY_ENCRYPTED = Message(
    "entry_encrypted",
    "{path} is protected by a password. Unpack the archive, and pack it again without one.",
)
ENTRY_LINK = Message(
    "entry_link", "{path} is a link to another file, not a scan. Pack the file itself into the archive."
)
ENTRY_NAME = Message(
    "entry_name",
    "The name {path} leads out of the archive, as no honest one does; it is not read. Pack the scan again.",
)
ENTRY_DAMAGED = Message(
    "entry_damaged", "{path} is damaged inside the archive. Fetch the archive again, or pack the scan anew."
)
ENTRY_UNSAFE = Message(
    "entry_unsafe", "{path} swells to far more than any scan does when it is unpacked; it is not read."
)
SCAN_FILE_TOO_LARGE = Message(
    "scan_file_too_large",
    "The scan {path} has more than {limit} MB. Scan it again at a lower resolution, or attach it by hand.",
)

MOST_ENTRIES: Final = 20_000
MOST_BYTES: Final = 4 * 2**30
"""Of all scans of one archive, inflated."""
MOST_SCAN_BYTES: Final = 512 * 2**20
MOST_RATIO: Final = 200
SMALL_BYTES: Final = 64 * 2**20
"""Below this many bytes inflated, the ratio says nothing: blank pages are packed well."""

_LEADS_OUT = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\0")
_PASSED_OVER = re.compile(
    r"(?:^|/)(?:\.[^/]*|__MACOSX/.*|Thumbs\.db|ehthumbs\.db|desktop\.ini)$", re.IGNORECASE
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """A file in an archive: its place from 1, its name with ``/`` between folders, why it is refused."""

    n: int
    name: str
    refusal: Message | None


def is_archive(path: Path) -> bool:
    """Whether `path` is named as an archive of scans is."""
    return path.suffix.lower() == ".zip"


def list_entries(path: Path, progress: Progress, limits: Limits | None = None) -> list[ArchiveEntry]:
    """The files in the archive, read in a child process; folders and what systems leave behind are none.

    Raises ``file_not_found``, ``file_unreadable``, ``file_damaged`` and ``archive_too_large``.
    """
    listed = run_in_child(_list, path, source=path, progress=progress, limits=limits or Limits())
    messages = all_messages()
    return [ArchiveEntry(int(n), str(name), messages[code] if code else None) for n, name, code in listed]


def _list(report: Report, path: Path) -> list[tuple[int, str, str | None]]:
    """What the child does."""
    report(LISTING, 0, None)
    with _opened(path) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_large(path)
    return [
        (n, name, refusal.code if (refusal := _refusal_of(entry, name)) else None)
        for n, (entry, name) in enumerate(zip(entries, map(_slashed, entry_names(entries)), strict=True), 1)
        if not name.endswith("/") and not _PASSED_OVER.search(name)
    ]


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _refusal_of(entry: zipfile.ZipInfo, name: str) -> Message | None:
    if _LEADS_OUT.search(name):
        return ENTRY_NAME
    if stat.S_ISLNK(entry.external_attr >> 16):
        return ENTRY_LINK
    return ENTRY_ENCRYPTED if entry.flag_bits & 0x1 else None


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise DealerDeskError(FILE_NOT_FOUND, path=path) from error
    except OSError as error:
        raise DealerDeskError(FILE_UNREADABLE, path=path, reason=error.strerror or str(error)) from error
    except (*_BROKEN, ValueError) as error:
        raise DealerDeskError(FILE_DAMAGED, path=path) from error
    with archive:
        yield archive


class ScanArchive:
    """An archive whose entries are read by their places; it counts what is inflated of all of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opening = _opened(path)
        self._entries: list[zipfile.ZipInfo] = []
        self._archive: zipfile.ZipFile | None = None
        self._inflated = 0

    def __enter__(self) -> Self:
        """Open it; raises what `list_entries` raises."""
        self._archive = self._opening.__enter__()
        self._entries = self._archive.infolist()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._opening.__exit__(kind, error, trace)

    def size(self, n: int) -> int:
        """How many bytes the entry `n` has, as the archive says."""
        return self._entry(n).file_size

    def open(self, n: int, said: str) -> BinaryIO:
        """The bytes of the entry `n`, which sentences call `said`.

        Opening and reading raise ``entry_damaged``, ``scan_file_too_large``, ``entry_unsafe`` and
        ``archive_too_large``.
        """
        assert self._archive is not None, "not open"
        entry = self._entry(n)
        try:
            stream = self._archive.open(entry)
        except _BROKEN as error:
            raise DealerDeskError(ENTRY_DAMAGED, path=said) from error
        return cast("BinaryIO", _Counted(stream, self, entry, said))

    def count(self, size: int) -> None:
        """Take note that so many more bytes were inflated; raises ``archive_too_large``."""
        self._inflated += size
        if self._inflated > MOST_BYTES:
            raise _too_large(self._path)

    def _entry(self, n: int) -> zipfile.ZipInfo:
        if n > len(self._entries):  # the file was changed since it was listed
            raise DealerDeskError(FILE_DAMAGED, path=self._path)
        return self._entries[n - 1]


class _Counted(RawIOBase):
    """One entry being inflated, no further than a scan goes."""

    def __init__(self, stream: IO[bytes], archive: ScanArchive, entry: zipfile.ZipInfo, said: str) -> None:
        super().__init__()
        self._stream, self._archive, self._said = stream, archive, said
        self._packed = max(entry.compress_size, 1)
        self._inflated = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        with memoryview(buffer).cast("B") as view:
            try:
                chunk = self._stream.read(len(view))
            except _BROKEN as error:
                raise DealerDeskError(ENTRY_DAMAGED, path=self._said) from error
            view[: len(chunk)] = chunk
        self._inflated += len(chunk)
        if self._inflated > MOST_SCAN_BYTES:
            raise DealerDeskError(SCAN_FILE_TOO_LARGE, path=self._said, limit=MOST_SCAN_BYTES >> 20)
        if self._inflated > SMALL_BYTES and self._inflated > MOST_RATIO * self._packed:
            raise DealerDeskError(ENTRY_UNSAFE, path=self._said)
        self._archive.count(len(chunk))
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _too_large(path: Path) -> DealerDeskError:
    return DealerDeskError(ARCHIVE_TOO_LARGE, path=path, entries=MOST_ENTRIES, limit=MOST_BYTES >> 30)
