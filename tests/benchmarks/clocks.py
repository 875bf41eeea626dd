"""Stopwatches, and runs that take turns so that a busy machine is busy for everyone."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.measurement import Reading

Contestant = Callable[[], float]
"""Does the work once and returns what it took."""


@dataclass(slots=True)
class Lap:
    """Seconds on the wall and of CPU, of child processes that ended too; filled in when the lap ends."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Lap]:
    """Time the block, without the garbage of what went before."""
    lap = Lap()
    gc.collect()
    cpu, wall = _cpu_seconds(), time.perf_counter()
    yield lap
    lap.wall, lap.cpu = time.perf_counter() - wall, _cpu_seconds() - cpu


def take_turns(
    contestants: dict[str, Contestant | None], runs: int, *, warm_up: bool = True
) -> dict[str, Reading | None]:
    """Run everyone in turn, `runs` times after a warm-up; readings by the labels given, None for nobody."""
    values: dict[str, list[float]] = {label: [] for label in contestants}
    for run in range(-1 if warm_up else 0, runs):
        for label, contestant in contestants.items():
            if contestant is None:
                continue
            value = contestant()
            if run >= 0:
                values[label].append(value)
    return {label: Reading(label, tuple(found)) if found else None for label, found in values.items()}


def _cpu_seconds() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system
