"""Checking a data folder, without looking into each scan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from dealerdesk.bootstrap import Desk
from dealerdesk.storage.engine import connect
from tests.benchmarks.clocks import stopwatch, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Measurement, Reading

OURS = "database, history, records and sizes of scans"
FLOOR = "SQLite's integrity_check"


def measure(ground: Ground) -> Iterator[Measurement]:
    with ground.sample_desk() as desk:
        found = take_turns(
            {OURS: partial(_check, desk, ground.n), FLOOR: partial(_integrity, desk)},
            ground.runs,
            warm_up=False,
        )
    ours, floor = found[OURS], found[FLOOR]
    assert ours is not None
    assert floor is not None
    yield Measurement("check.whole", ground.n, "s", ours, floor)
    yield Measurement("check.file", ground.n, "µs", _each(ours, ground.n), _each(floor, ground.n))


def _check(desk: Desk, files: int) -> float:
    with stopwatch() as lap:
        result = desk.checks.check()
    if result.files != files or not result.ok:
        raise RuntimeError(f"{result.files} files were checked. {result.problems[:1]}")
    return lap.cpu


def _integrity(desk: Desk) -> float:
    with closing(connect(desk.folder.database)) as connection, stopwatch() as lap:
        connection.execute("PRAGMA integrity_check").fetchall()
    return lap.cpu


def _each(whole: Reading, files: int) -> Reading:
    return Reading(f"{whole.label}, a file", tuple(seconds / files * 1e6 for seconds in whole.values))
