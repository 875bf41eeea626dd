"""Jobs of the benchmark, and how one is carried out: what fails is reported, never hidden."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Measurement


class Skipped(Exception):  # noqa: N818 - nothing went wrong: this computer or this version has it not
    """Why a job cannot be measured here."""


class Outcome(StrEnum):
    """How a job ended."""

    MEASURED = "measured"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that people wait for; `measure` yields its lines of the table."""

    name: str
    title: str
    measure: Callable[[Ground], Iterator[Measurement]]


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that was tried; `reason` says why lines are missing."""

    job: Job
    outcome: Outcome
    measurements: tuple[Measurement, ...]
    reason: str = ""


def carry_out(job: Job, ground: Ground) -> Finished:
    """Measure one job; a bug in it costs its own lines only."""
    measurements: list[Measurement] = []
    try:
        for measurement in job.measure(ground):
            measurements.append(measurement)  # noqa: PERF402 - what came before a failure is kept
    except Skipped as skipped:
        return Finished(job, Outcome.SKIPPED, tuple(measurements), str(skipped))
    except Exception:  # noqa: BLE001 - whatever it is, the other jobs go on, and the report names it
        return Finished(job, Outcome.FAILED, tuple(measurements), traceback.format_exc())
    return Finished(job, Outcome.MEASURED, tuple(measurements))
