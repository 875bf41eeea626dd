"""From the start of a process to the first picture of its window, and to the first rows in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading
from tests.benchmarks.registry import Skipped

FLOOR = "a bare QMainWindow painted"
GOAL = Goal(1.5, Against.FLOOR)
GOAL_OF_ROWS = Goal(4, Against.FLOOR)

_PAINTED = Path(__file__).parents[1] / "painted.py"
_ROOT = Path(__file__).parents[3]
_PATIENCE_S = 120


def measure(ground: Ground) -> Iterator[Measurement]:
    for needed in ("PySide6", "dealerdesk.ui.app"):
        if find_spec(needed) is None:
            raise Skipped(f"{needed} is not there yet")
    folder = str(ground.sample.folder.root)
    settings = str(ground.place())
    bare: list[float] = []
    shell: list[float] = []
    rows: list[float] = []
    for run in range(-1, ground.runs):
        floor = _painted(settings, "bare")
        ours = _painted(settings, "shell", folder)
        if run >= 0:
            bare.append(floor["window"])
            shell.append(ours["window"])
            rows.append(ours["rows"])
    floor_reading = Reading(FLOOR, tuple(bare))
    painted = Reading("our window painted", tuple(shell))
    yield Measurement("window.shell", ground.n, "ms", painted, floor_reading, goal=GOAL)
    filled = Reading("the first rows painted", tuple(rows))
    yield Measurement("window.rows", ground.n, "ms", filled, floor_reading, goal=GOAL_OF_ROWS)


def _painted(settings: str, *words: str) -> dict[str, float]:
    """Milliseconds from the start of the process to what it paints, by name."""
    # Installed programs are compiled once; the first run, which does not count, compiles what is measured.
    places = {"XDG_CONFIG_HOME": settings, "PYTHONPATH": str(_ROOT), "PYTHONPYCACHEPREFIX": settings}
    environment = os.environ | places
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", str(_PAINTED), *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    told = (line.split() for line in done.stdout.splitlines())
    return {name: (float(moment) - start) * 1000 for name, moment in told}
