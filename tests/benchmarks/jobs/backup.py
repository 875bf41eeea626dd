"""A backup of database and scans, and the check whether it still is one."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from dealerdesk import durable
from dealerdesk.bootstrap import Desk
from dealerdesk.domain.progress import Silent
from dealerdesk.services.backups import verify_backup
from dealerdesk.storage.copying import copy_database
from tests.benchmarks.clocks import stopwatch, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading

COPYING = "the database copied, synced"
CP_DATABASE = "cp of the database + fsync"
BACKUP = "a backup, read back and checked"
CP = "cp of database and scans into one file + fsync"
VERIFY = "verify"
HASHING = "SHA-256 of the backup file"
GOAL_OF_COPYING = Goal(3, Against.FLOOR)
GOAL = Goal(5.5, Against.FLOOR)


def measure(ground: Ground) -> Iterator[Measurement]:
    folder = ground.sample.folder
    everything = [folder.database, *(path for path in folder.scans.rglob("*") if path.is_file())]
    with ground.sample_desk() as desk:
        kept = desk.backups.backup(ground.place() / "kept.zip").path
        found = take_turns(
            {
                COPYING: partial(_copy, ground, desk),
                CP_DATABASE: partial(_cp, ground, everything[:1]),
                BACKUP: partial(_backup, ground, desk),
                CP: partial(_cp, ground, everything),
                VERIFY: partial(_verify, kept),
                HASHING: partial(_hash, kept),
            },
            ground.runs,
        )
    kept.unlink()
    for name, ours, floor, goal in (
        ("backup.copying", COPYING, CP_DATABASE, GOAL_OF_COPYING),
        ("backup.whole", BACKUP, CP, GOAL),
        ("backup.verify", VERIFY, HASHING, None),
    ):
        reading: Reading | None = found[ours]
        assert reading is not None
        yield Measurement(name, ground.n, "s", reading, found[floor], goal=goal)


def _copy(ground: Ground, desk: Desk) -> float:
    target = ground.place()
    ground.settle()
    with stopwatch() as lap:
        copy = target / "copy.db"
        copy_database(desk.folder.database, copy, shown_as=target, progress=Silent())
        with copy.open("rb+") as file:
            durable.sync(file)
    shutil.rmtree(target)
    return lap.wall


def _backup(ground: Ground, desk: Desk) -> float:
    target = ground.place()
    ground.settle()
    with stopwatch() as lap:
        result = desk.backups.backup(target / "backup.zip")
    shutil.rmtree(target)
    if result.problems or result.files != ground.n:
        raise RuntimeError(f"{result.files} files are in the backup. {' '.join(result.problems)}")
    return lap.wall


def _cp(ground: Ground, paths: Sequence[Path]) -> float:
    """The bytes of an idle database; a live one is never copied like this."""
    target = ground.place()
    ground.settle()
    with stopwatch() as lap, (target / "copy").open("wb") as file:
        for path in paths:
            with path.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)
        durable.sync(file)
    shutil.rmtree(target)
    return lap.wall


def _verify(path: Path) -> float:
    with stopwatch() as lap:
        result = verify_backup(path)
    if not result.ok:
        raise RuntimeError(" ".join(result.problems))
    return lap.wall


def _hash(path: Path) -> float:
    with stopwatch() as lap, path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return lap.wall
