"""Jobs of the benchmark, and how one is carried out: what fails is reported, never hidden."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Measurement

HEAVY_FROM = 300_000
"""From so many files on, jobs that take longer with every file are run once."""


class Skipped(Exception):  # noqa: N818 - nothing went wrong: this computer or this version has it not
    """Why a job cannot be measured here."""


class Outcome(StrEnum):
    """How a job ended."""

    MEASURED = "measured"
    SKIPPED = "skipped"
    FAILED = "failed"


class Shape(StrEnum):
    """How what a job takes may grow with the number of files."""

    FLAT = "flat"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class Growth:
    """Which `line` of a job is measured at several sizes, and what shape its curve shall have."""

    line: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that people wait for; `measure` yields its lines of the table.

    `most` is the largest number of files it is measured with. A `heavy` one takes longer with every file.
    """

    name: str
    title: str
    measure: Callable[[Ground], Iterator[Measurement]]
    growth: Growth | None = None
    most: int | None = None
    heavy: bool = False

    def size(self, n: int) -> int:
        """With how many files it is measured when `n` are asked for."""
        return min(n, self.most) if self.most else n

    def runs(self, n: int, wanted: int) -> int:
        """How often it is run with `n` files."""
        return 1 if self.heavy and n >= HEAVY_FROM else wanted


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that was tried with `n` files; `reason` says why lines are missing."""

    name: str
    n: int
    outcome: Outcome
    measurements: tuple[Measurement, ...]
    reason: str = ""


def carry_out(job: Job, ground: Ground, only: str | None = None) -> Finished:
    """Measure one job, or just its line called `only`; a bug in it costs its own lines only."""
    measurements: list[Measurement] = []
    outcome, reason = Outcome.MEASURED, ""
    try:
        for measurement in job.measure(ground):
            if only in {None, measurement.name}:
                measurements.append(measurement)
            if only == measurement.name:
                break
    except Skipped as skipped:
        outcome, reason = Outcome.SKIPPED, str(skipped)
    except Exception:  # noqa: BLE001 - whatever it is, the other jobs go on, and the report names it
        outcome, reason = Outcome.FAILED, traceback.format_exc()
    return Finished(job.name, ground.n, outcome, tuple(measurements), reason)
