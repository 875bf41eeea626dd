"""Files that survive a power cut: written beside their place, synced, moved into it, the folder synced.

A leaf that every room may use. It raises ``OSError``; the rooms say what that means to a person.
"""

from __future__ import annotations

import errno
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "darwin":
    import fcntl

PARTIAL_SUFFIX = ".part"

# Access denied, sharing and lock violation: what Windows says while a virus scanner or an indexer reads.
_BUSY_ON_WINDOWS = frozenset({5, 32, 33})
_PAUSES_S = (0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.4, 0.5, 0.5, 0.5)
_CANNOT_SYNC_FOLDERS = frozenset({errno.EINVAL, errno.ENOTSUP})


@contextmanager
def write_durably(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into; when the block ends well its content is at `path`, on the disk for good.

    Until then, and for ever when the block raises, `path` is what it was. The folder must exist.

    >>> with write_durably(folder / "backup.zip") as file:
    ...     file.write(content)
    """
    with partial_file(path.parent) as file:
        yield file
        sync(file)
        file.close()  # Windows moves no open file
        replace(Path(file.name), path)
    fsync_folder(path.parent)


@contextmanager
def partial_file(folder: Path) -> Iterator[BinaryIO]:
    """Give a new file in `folder`, which is removed when the block ends unless it was moved away.

    Its name ends in ``PARTIAL_SUFFIX``: what a kill leaves behind can be told from the rest.
    """
    # Not tempfile's: its files are readable by their maker alone, and stay so after the move.
    path = folder / f"{uuid.uuid4().hex}{PARTIAL_SUFFIX}"
    try:
        with path.open("xb") as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def sync(file: BinaryIO) -> None:
    """Return only when everything written to `file` is on the disk."""
    file.flush()
    if sys.platform == "darwin":
        try:
            # fsync on macOS stops at the drive's cache, which a power cut empties.
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(file.fileno())  # a volume that does not know the request
    elif sys.platform == "win32":
        os.fsync(file.fileno())
    else:
        os.fdatasync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Return only when the names in `folder` are on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, on the disk for good; one that exists is fine."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    fsync_folder(folder.parent)


def replace(
    source: Path,
    target: Path,
    *,
    rename: Callable[[Path, Path], None] = os.replace,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Move `source` to `target` in one step, over what is there; for 2.5 s while Windows says it is busy."""
    for seconds in _PAUSES_S:
        try:
            rename(source, target)
        except OSError as error:
            if not is_busy(error):
                raise
            pause(seconds)
        else:
            return
    rename(source, target)


def is_busy(error: OSError) -> bool:
    """Whether Windows refused because another program has the file open just now."""
    return getattr(error, "winerror", None) in _BUSY_ON_WINDOWS
