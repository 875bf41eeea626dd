"""Removing scans that no row names, while others may be storing the same ones."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from dealerdesk import durable
from dealerdesk.vault.shelves import Shelves

_ASIDE_SUFFIX = ".orphan"


def remove_orphans(shelves: Shelves, referenced: Container[str], oldest_kept: float) -> tuple[str, ...]:
    """Remove what is not `referenced` and was last stored before `oldest_kept` (seconds since 1970)."""
    _clear_incoming(shelves, referenced, oldest_kept)
    return tuple(
        sha256
        for sha256 in shelves.hashes()
        if sha256 not in referenced and _remove(shelves, sha256, oldest_kept)
    )


def _clear_incoming(shelves: Shelves, referenced: Container[str], oldest_kept: float) -> None:
    if not shelves.incoming.is_dir():
        return
    for path in shelves.incoming.iterdir():
        with _busy_ones_wait():
            if path.suffix == _ASIDE_SUFFIX and path.stem in referenced:
                _put_back(shelves, path)
            elif path.suffix == _ASIDE_SUFFIX:
                _judge(shelves, path, oldest_kept)
            elif path.suffix == durable.PARTIAL_SUFFIX and path.stat().st_mtime < oldest_kept:
                path.unlink()


def _remove(shelves: Shelves, sha256: str, oldest_kept: float) -> bool:
    path = shelves.path_of(sha256)
    with _busy_ones_wait():
        if path.stat().st_mtime >= oldest_kept:
            return False
        # Between a look at the age and a removal another process could store this scan again and be told
        # that it is there. So it is set aside first, and removed only if it is still old then.
        aside = shelves.incoming / f"{sha256}{_ASIDE_SUFFIX}"
        durable.replace(path, aside)
        return _judge(shelves, aside, oldest_kept)
    return False


def _judge(shelves: Shelves, aside: Path, oldest_kept: float) -> bool:
    """Remove what was set aside, or put back what was stored again in the meantime."""
    if aside.stat().st_mtime < oldest_kept:
        aside.unlink()
        return True
    _put_back(shelves, aside)
    return False


def _put_back(shelves: Shelves, aside: Path) -> None:
    place = shelves.path_of(aside.stem)
    durable.replace(aside, place)
    durable.fsync_folder(place.parent)


@contextmanager
def _busy_ones_wait() -> Iterator[None]:
    """Leave for the next sweep what another process removed already, or holds open on Windows."""
    try:
        yield
    except FileNotFoundError:
        return
    except OSError as error:
        if not durable.is_busy(error):
            raise
