"""Everything that a run measured, kept as JSON: what `pages` writes its tables and curves from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.measurement import Against, Goal, Measurement, Reading
from tests.benchmarks.registry import Finished, Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """The jobs that were tried on `day` on one `machine`, when `n` files were asked for."""

    day: date
    machine: str
    n: int
    finished: tuple[Finished, ...]


def path_beside(summary: Path) -> Path:
    """Where the readings behind ``bench.json`` are kept."""
    return summary.with_suffix(".readings.json")


def save(path: Path, run: Run) -> None:
    """Write `run`."""
    content = {"day": run.day.isoformat(), "machine": run.machine, "n": run.n}
    jobs = [asdict(one) for one in run.finished]
    path.write_text(json.dumps(content | {"jobs": jobs}, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> Run:
    """Read what `save` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    finished = tuple(_finished(job) for job in found["jobs"])
    return Run(date.fromisoformat(found["day"]), found["machine"], found["n"], finished)


def _finished(job: Mapping[str, Any]) -> Finished:
    lines = tuple(_measurement(line) for line in job["measurements"])
    return Finished(job["name"], job["n"], Outcome(job["outcome"]), lines, job["reason"])


def _measurement(line: Mapping[str, Any]) -> Measurement:
    sides = {side: _reading(line[side]) for side in ("ours", "floor", "peer")}
    goal = line["goal"]
    return Measurement(
        **{key: line[key] for key in ("name", "n", "unit")},
        **sides,
        goal=Goal(goal["limit"], Against(goal["against"]), goal["at_least"]) if goal else None,
    )


def _reading(reading: Mapping[str, Any] | None) -> Reading | None:
    return Reading(reading["label"], tuple(reading["values"])) if reading else None
