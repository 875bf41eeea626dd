"""How what jobs take grows with the number of files: the same line at several sizes, and its slope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from tests.benchmarks.measurement import Goal, Measurement, Reading
from tests.benchmarks.registry import Finished, Growth, Job, Outcome, Shape

LEAST = 1_000
"""Below so many files, growth says nothing: what is done once outweighs the rest."""
STEP = 10
STEPS = 2
FLAT = Goal(3)
LINEAR = Goal(1.1)
"""Of the exponent: exactly linear is 1, and the depth of an index is allowed for."""


def smaller_sizes(n: int) -> list[int]:
    """At how many files growth is measured besides `n`, the largest first."""
    sizes = (n // STEP**step for step in range(1, STEPS + 1))
    return [size for size in sizes if size >= LEAST]


def ungraded(finished: Finished) -> Finished:
    """The same without goals: these stand for the size that was asked for."""
    return replace(finished, measurements=tuple(replace(one, goal=None) for one in finished.measurements))


def curve(finished: Iterable[Finished], line: str) -> list[tuple[int, float]]:
    """The points of `line`: numbers of files and values, the smallest first."""
    points = {one.n: one.ours.value for each in finished for one in each.measurements if one.name == line}
    return sorted((n, value) for n, value in points.items() if value > 0)


def growth_of(jobs: Sequence[Job], finished: Sequence[Finished], n: int) -> Finished | None:
    """The slopes of all jobs that were measured at several sizes up to `n`; None where there is none."""
    lines = tuple(
        _line(job.name, job.growth, points)
        for job in jobs
        if job.growth is not None
        and len(points := [point for point in curve(finished, job.growth.line) if point[0] <= n]) > 1
    )
    if not lines:
        return None
    return Finished("growth", n, Outcome.MEASURED, lines)


def _line(name: str, growth: Growth, points: Sequence[tuple[int, float]]) -> Measurement:
    first, last = points[0][0], points[-1][0]
    across = f"{growth.line} from {first:,} to {last:,} files"
    if growth.shape is Shape.FLAT:
        reading, unit, goal = Reading(f"{across}: so many times as much", (times(points),)), "×", FLAT
    else:
        reading = Reading(f"{across}: the steepest exponent, 1 is linear", (steepest(points),))
        unit, goal = "exponent", LINEAR
    return Measurement(f"growth.{name}", last, unit, reading, goal=goal)


def times(points: Sequence[tuple[int, float]]) -> float:
    """How many times the value of the smallest size the worst of the larger ones is."""
    return max(value for _, value in points[1:]) / points[0][1]


def steepest(points: Sequence[tuple[int, float]]) -> float:
    """The largest exponent p between neighbours, where the value grows with n to the power of p."""
    return max(log(b / a) / log(m / n) for (n, a), (m, b) in pairwise(points))
