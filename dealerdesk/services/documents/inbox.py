"""The folder that a scanner writes into: which scans wait there, and where they go afterwards."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
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
NOT_TAKEN_OUT = Message(
    "scan_not_taken_out",
    "{path} waits again, but could not be moved out of “done”; the system says: {error}.",
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
    """The scans that wait, the newest first; `is_growing` when another one is being written.

    `put_aside` are the marks of those that do not wait any more and lie there still.
    """

    scans: tuple[WaitingScan, ...]
    is_growing: bool = False
    put_aside: frozenset[str] = frozenset()


def waiting_scans(folder: Path, now_ns: int, put_aside: Collection[str] = ()) -> Waiting:
    """What lies in `folder` at the time `now_ns` (nanoseconds since 1970) and looks like a scan.

    Those whose marks are `put_aside` do not wait. Raises ``scan_inbox_unreadable``.
    """
    put_aside = frozenset(put_aside)
    found: list[tuple[int, WaitingScan]] = []
    aside: set[str] = set()
    is_growing = False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                state = _state_of(entry)
                if state is None:
                    continue
                mark = f"{entry.name}|{state.st_size}|{state.st_mtime_ns}"
                if mark in put_aside:
                    aside.add(mark)
                # A time ahead of ours is another clock's, not a scan that is being written.
                elif 0 <= now_ns - state.st_mtime_ns < QUIET_NS:
                    is_growing = True
                elif state.st_size:
                    found.append((state.st_mtime_ns, WaitingScan(Path(entry.path), mark)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DealerDeskError(INBOX_UNREADABLE, folder=folder, error=reason) from error
    found.sort(key=lambda each: (-each[0], each[1].path.name))
    scans = islice((scan for _age, scan in found if _looks_like_a_scan(scan.path)), MOST_SHOWN)
    return Waiting(tuple(scans), is_growing, frozenset(aside))


def _state_of(entry: os.DirEntry[str]) -> os.stat_result | None:
    """How a file is; None for what is none, is hidden, or went away since the folder was read."""
    try:
        return entry.stat() if entry.is_file() and not entry.name.startswith(".") else None
    except OSError:
        return None


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


def take_out(moved: Path, place: Path) -> None:
    """Move a scan that was put away back to its `place`, if it lies there still and the place is free.

    Raises ``scan_not_taken_out``; then it lies where it lay.
    """
    try:
        if moved.exists() and not place.exists():
            durable.replace(moved, place)
    except OSError as error:
        raise DealerDeskError(NOT_TAKEN_OUT, path=moved, error=error.strerror or str(error)) from error


def _looks_like_a_scan(path: Path) -> bool:
    """Whether it does; what cannot be opened, as long as the scanner holds it, does not yet."""
    try:
        with path.open("rb") as file:
            return find_media_type(file.read(HEAD_SIZE)) is not None
    except OSError:
        return False
