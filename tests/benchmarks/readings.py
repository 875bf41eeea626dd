"""Everything that a run measured, kept as JSON: what `pages` writes its tables and curves from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.measurement import Against, Goal, Measurement, Reading
from tests.benchmarks.registry import Finished, Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """The jobs that were tried on a `day` when `n` files were asked for, and how many `seconds` it took."""

    day: date
    machine: str
    n: int
    seconds: float
    finished: tuple[Finished, ...]


def path_beside(summary: Path, n: int, only: Sequence[str] = ()) -> Path:
    """Where the readings behind a ``bench.json`` are kept; those of some jobs `only` have another place."""
    return summary.with_name("-".join((summary.stem, str(n), *only)) + ".readings.json")


def whole_runs(summary: Path) -> list[Path]:
    """The readings of all runs of all jobs that are kept beside ``bench.json``."""
    whole = re.compile(rf"{re.escape(summary.stem)}-\d+\.readings\.json")
    return sorted(path for path in summary.parent.iterdir() if whole.fullmatch(path.name))


def save(path: Path, run: Run) -> None:
    """Write `run`."""
    content = {"day": run.day.isoformat(), "machine": run.machine, "n": run.n, "seconds": run.seconds}
    jobs = [asdict(one) for one in run.finished]
    path.write_text(json.dumps(content | {"jobs": jobs}, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> Run:
    """Read what `save` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    finished = tuple(_finished(job) for job in found["jobs"])
    return Run(date.fromisoformat(found["day"]), found["machine"], found["n"], found["seconds"], finished)


def _finished(job: Mapping[str, Any]) -> Finished:
    lines = tuple(_measurement(line) for line in job["measurements"])
    return Finished(job["name"], job["n"], Outcome(job["outcome"]), lines, job["reason"])


def _measurement(line: Mapping[str, Any]) -> Measurement:
    ours, goal = _reading(line["ours"]), line["goal"]
    assert ours is not None
    return Measurement(
        line["name"],
        line["n"],
        line["unit"],
        ours,
        _reading(line["floor"]),
        _reading(line["peer"]),
        Goal(goal["limit"], Against(goal["against"]), goal["at_least"]) if goal else None,
    )


def _reading(reading: Mapping[str, Any] | None) -> Reading | None:
    return Reading(reading["label"], tuple(reading["values"])) if reading else None
