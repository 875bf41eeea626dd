"""The list of all files: its first picture, jumps into the middle, and its memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading, percentile
from tests.benchmarks.processes import in_a_window
from tests.benchmarks.registry import Skipped

JUMPS = 200
SEED = 23
OURS = "ids in order, rows of what is in sight"
PEER = "a list of tuples of all rows"
MANY = 1_000_000
"""The goals are set for so many files (performance.md); of fewer, a list in memory is no burden."""
GOAL = Goal(60)
GOAL_OF_JUMPS = Goal(1.25, Against.PEER)
GOAL_OF_MEMORY = Goal(1 / 15, Against.PEER)


def measure(ground: Ground) -> Iterator[Measurement]:
    if find_spec("PySide6") is None:
        raise Skipped("PySide6 is not there")
    ours: list[dict[str, Any]] = []
    peers: list[dict[str, Any]] = []
    for _ in range(ground.runs):
        peers.append(_scrolled(ground, "peer"))
        ours.append(_scrolled(ground, "ours"))

    def line(name: str, unit: str, what: str, goal: Goal | None) -> Measurement:
        mine, other = (tuple(run[what] for run in runs) for runs in (ours, peers))
        return Measurement(
            f"lists.{name}",
            ground.n,
            unit,
            Reading(OURS, mine),
            peer=Reading(PEER, other),
            goal=goal if ground.n >= MANY else None,
        )

    yield line("first_paint", "ms", "first", GOAL)
    yield line("whole", "ms", "whole", None)
    for percent, goal in ((50, None), (99, GOAL_OF_JUMPS)):
        for run in (*ours, *peers):
            run["jump"] = percentile(run["jumps"], percent)
        yield line(f"jump.p{percent}", "ms", "jump", goal)
    if all(run["memory"] > 0 for run in (*ours, *peers)):
        yield line("memory", "MB", "memory", GOAL_OF_MEMORY)


def _scrolled(ground: Ground, kind: str) -> dict[str, Any]:
    folder = str(ground.sample.folder.root)
    told = in_a_window("scroller.py", ground.place(), kind, folder, str(JUMPS), str(SEED))
    seen: dict[str, Any] = json.loads(told.rstrip("\n").rpartition("\n")[2])
    return seen
