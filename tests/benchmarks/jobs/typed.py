"""Typing at twenty keys a second into the search of the real window, and how its event loop keeps up."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from typing import Any

from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs.queries import queries_of
from tests.benchmarks.measurement import Goal, Measurement, Reading, percentile
from tests.benchmarks.processes import in_a_window
from tests.benchmarks.registry import Skipped

WORDS_OF_A_KIND = 4
PAINTED = "from a key to the picture of its answer, p99"
FRAMES = "longest pause of the event loop after a key, p99"
BUSY = "CPU of the UI thread meanwhile, p99"
LOOKUP = "CPU of looking a whole word up, p99"
LONGEST = "the longest of these pauses"
DRAWING = "the same rows painted once more"
STALE = "answers shown when other words stood in the box already, or wrong ones at rest"
GOAL = Goal(33)
GOAL_OF_STALE = Goal(0)
SEED = 17


def measure(ground: Ground) -> Iterator[Measurement]:
    if find_spec("PySide6") is None:
        raise Skipped("PySide6 is not there")
    words = _words(ground)
    runs = [_typed(ground, words) for _ in range(ground.runs)]

    def reading(label: str, what: str, percent: float) -> Reading:
        return Reading(label, tuple(percentile(run[what], percent) for run in runs))

    drawing = reading(DRAWING, "drawing", 50)
    painted, frames = reading(PAINTED, "painted", 99), reading(FRAMES, "frames", 99)
    yield Measurement("typing.painted.p99", ground.n, "ms", painted, drawing, goal=GOAL)
    yield Measurement(
        "typing.painted.p50", ground.n, "ms", reading(PAINTED.replace("99", "50"), "painted", 50)
    )
    yield Measurement("typing.frame.p99", ground.n, "ms", frames, drawing, goal=GOAL)
    yield Measurement("typing.frame.cpu", ground.n, "ms", reading(BUSY, "busy", 99))
    yield Measurement("typing.frame.longest", ground.n, "ms", reading(LONGEST, "frames", 100))
    yield Measurement("typing.lookup.p99", ground.n, "ms", reading(LOOKUP, "lookup", 99))
    stale = Reading(f"{STALE}, of {runs[0]['answers']}", tuple(run["late"] + run["wrong"] for run in runs))
    yield Measurement("typing.stale", ground.n, "answers", stale, goal=GOAL_OF_STALE)


def _words(ground: Ground) -> list[str]:
    """A few queries of every kind, mixed as they come at a counter."""
    chance = random.Random(SEED)
    words = list(
        chain.from_iterable(queries_of(ground.sample.folder.database, WORDS_OF_A_KIND, chance).values())
    )
    chance.shuffle(words)
    return words


def _typed(ground: Ground, words: list[str]) -> dict[str, Any]:
    settings, folder = ground.place(), ground.sample.folder.root
    told = in_a_window("typist.py", settings, str(folder), typed="\n".join(words))
    seen: dict[str, Any] = json.loads(told.rpartition("\n")[2])
    if not seen["answers"] or not seen["painted"]:
        raise RuntimeError("the window answered nothing")
    return seen
