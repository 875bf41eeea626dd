"""``new --sample N``: how fast a made-up dealership is there."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Goal, Measurement, Reading

GOAL = Goal(100_000 // 120, at_least=True)
"""100,000 files in under two minutes."""


def measure(ground: Ground) -> Iterator[Measurement]:
    sample = ground.sample
    if sample.files != ground.n:
        raise RuntimeError(f"the sample has {sample.files} files, not {ground.n}")
    ours = Reading("made, with history, search index and scans", (sample.files / sample.lap.wall,))
    yield Measurement("sample.rate", ground.n, "files/s", ours, goal=GOAL)
