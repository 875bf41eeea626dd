"""How the folder of scans is laid out: 256 shelves by the first two digits, and a place for arrivals."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dealerdesk import durable

_HASH = re.compile(r"[0-9a-f]{64}")
_SHELVES = tuple(f"{number:02x}" for number in range(256))


class Shelves:
    """Places in the folder of scans; raises the system's errors as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.incoming = folder / "incoming"
        self._are_there = False

    def path_of(self, sha256: str) -> Path:
        """Where the scan lies or would lie; raises ``ValueError`` for what is no lower-case SHA-256."""
        # A hash may come from a tampered database: as a path it must not lead out of the folder.
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def hashes(self) -> Iterator[str]:
        """Every scan present, in ascending order; strangers among the files are passed over."""
        for shelf in _SHELVES:
            yield from sorted(
                name for name in _names_in(self.folder / shelf) if name[:2] == shelf and _HASH.fullmatch(name)
            )

    def build(self) -> None:
        """Make every folder that is missing, on the disk for good; costs nothing the second time."""
        if self._are_there:
            return
        durable.make_folder(self.folder)
        present = _names_in(self.folder)
        for name in (self.incoming.name, *_SHELVES):
            if name not in present:
                (self.folder / name).mkdir(exist_ok=True)
        # Also when all are present: another process may have made them a moment ago and not synced yet.
        durable.fsync_folder(self.folder)
        durable.fsync_folder(self.folder.parent)
        self._are_there = True

    def settle(self, scans: Iterable[str]) -> None:
        """Return only when the names of these scans are on the disk."""
        for shelf in sorted({sha256[:2] for sha256 in scans}):
            durable.fsync_folder(self.folder / shelf)


def _names_in(folder: Path) -> set[str]:
    """Names of what lies in `folder`; none when it is not there."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except FileNotFoundError:
        return set()
