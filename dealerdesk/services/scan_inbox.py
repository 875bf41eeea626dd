"""The folder that a scanner writes into: which scans wait there, and where they go afterwards."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dealerdesk import durable
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.vault.media import HEAD_SIZE, find_media_type

INBOX_UNREADABLE = Message(
    "scan_inbox_unreadable",
    "The scan inbox {folder} cannot be read; the system says: {error}. Choose another folder.",
)
NOT_PUT_AWAY = Message(
    "scan_not_put_away",
    "{path} is in the file now, but could not be moved to “done”; the system says: {error}.",
)
DONE = "done"
QUIET_NS = 1_000_000_000
"""A scan that was written to less than a second ago may not be finished."""
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A scan in the folder; `mark` tells it from another one under the same name."""

    path: Path
    mark: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The scans that wait, the newest first; `is_growing` when another one is being written."""

    scans: tuple[WaitingScan, ...]
    is_growing: bool = False


def waiting_scans(folder: Path, now_ns: int) -> Waiting:
    """What lies in `folder` at the time `now_ns` (nanoseconds since 1970) and looks like a scan.

    Raises ``scan_inbox_unreadable``.
    """
    found: list[tuple[int, WaitingScan]] = []
    is_growing = False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not entry.is_file():
                    continue
                state = entry.stat()
                # A time ahead of ours is another clock's, not a scan that is being written.
                if 0 <= now_ns - state.st_mtime_ns < QUIET_NS:
                    is_growing = True
                elif state.st_size and _looks_like_a_scan(Path(entry.path)):
                    mark = f"{entry.name}|{state.st_size}|{state.st_mtime_ns}"
                    found.append((state.st_mtime_ns, WaitingScan(Path(entry.path), mark)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DealerDeskError(INBOX_UNREADABLE, folder=folder, error=reason) from error
    found.sort(key=lambda each: (-each[0], each[1].path.name))
    return Waiting(tuple(scan for _age, scan in found[:MOST_SHOWN]), is_growing)


def put_away(path: Path) -> Path:
    """Move a scan into the folder ``done`` beside it, under a name that is free there.

    Raises ``scan_not_put_away``; then it lies where it lay.
    """
    try:
        folder = path.parent / DONE
        folder.mkdir(exist_ok=True)
        target = folder / path.name
        number = 2
        while target.exists():
            target = folder / f"{path.stem} ({number}){path.suffix}"
            number += 1
        durable.replace(path, target)
    except OSError as error:
        raise DealerDeskError(NOT_PUT_AWAY, path=path, error=error.strerror or str(error)) from error
    return target


def _looks_like_a_scan(path: Path) -> bool:
    with path.open("rb") as file:
        return find_media_type(file.read(HEAD_SIZE)) is not None
