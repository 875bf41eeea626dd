"""What a run found, as a table for people and as JSON for scripts."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.benchmarks.measurement import Measurement, Reading
from tests.benchmarks.registry import Finished, Outcome

HEADINGS = ("job", "n", "ours", "±", "floor", "× floor", "peer", "× peer", "goal", "met")
_RIGHT = {1, 2, 3, 4, 5, 6, 7}


def machine() -> str:
    """The computer and what was busy on it, in one line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores{load}, "
        f"Python {platform.python_version()}, SQLite {dbapi2.sqlite_version}"
    )


def table(jobs: Sequence[Finished]) -> str:
    """The measurements with their ratios, then what floor and peer are, then what was not measured."""
    rows = [HEADINGS, *(row(one) for job in jobs for one in job.measurements)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEADINGS))]
    lines = [_aligned(cells, widths) for cells in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join((*lines, "", *legend(jobs), *_not_measured(jobs)))


def results(jobs: Sequence[Finished]) -> list[dict[str, Any]]:
    """The measurements in the form of performance.md; a job without any has a line without a value."""
    found: list[dict[str, Any]] = []
    for job in jobs:
        found.extend(_result(measurement) for measurement in job.measurements)
        if job.outcome is not Outcome.MEASURED:
            found.append(_no_result(job))
    return found


def write(path: Path, on: str, jobs: Sequence[Finished]) -> None:
    """Write `results` as JSON."""
    content = {"machine": on, "results": results(jobs)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _result(measurement: Measurement) -> dict[str, Any]:
    return {
        "name": measurement.name,
        "n": measurement.n,
        "value": _rounded(measurement.ours.value),
        "unit": measurement.unit,
        "floor": _rounded(measurement.floor.value) if measurement.floor else None,
        "peer": _rounded(measurement.peer.value) if measurement.peer else None,
        "ratio_to_floor": _rounded(measurement.ratio_to_floor),
        "ratio_to_peer": _rounded(measurement.ratio_to_peer),
        "goal": measurement.goal_said,
        "met": measurement.is_met,
    }


def _no_result(job: Finished) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("value", "unit", "floor", "peer", "ratio_to_floor", "ratio_to_peer", "goal", "met")
    )
    failed = False if job.outcome is Outcome.FAILED else None
    return {"name": job.name, "n": job.n} | nothing | {"met": failed}


def row(measurement: Measurement) -> tuple[str, ...]:
    """The cells of a measurement, below `HEADINGS`."""
    met = {True: "yes", False: "no", None: ""}[measurement.is_met]
    return (
        measurement.name,
        f"{measurement.n:,}",
        f"{number(measurement.ours.value)} {measurement.unit}",
        _percent(measurement.ours.spread),
        _reading(measurement.floor),
        number(measurement.ratio_to_floor),
        _reading(measurement.peer),
        number(measurement.ratio_to_peer),
        measurement.goal_said or "",
        met,
    )


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if column in _RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(texts, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def legend(jobs: Sequence[Finished]) -> Iterator[str]:
    """What is measured and against what, each said once."""
    said = set()
    for job in jobs:
        for measurement in job.measurements:
            sides = (("ours", measurement.ours), ("floor", measurement.floor), ("peer", measurement.peer))
            words = "; ".join(f"{side}: {reading.label}" for side, reading in sides if reading)
            if words not in said:
                said.add(words)
                name = measurement.name if job.name != "search" else measurement.name.rpartition(".")[0]
                yield f"{name}: {words}"


def _not_measured(jobs: Sequence[Finished]) -> Iterator[str]:
    for job in jobs:
        if job.outcome is not Outcome.MEASURED:
            yield f"\n{job.name} {job.outcome.value.upper()}: {job.reason.rstrip()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def _reading(reading: Reading | None) -> str:
    return number(reading.value) if reading else ""


def number(value: float | None) -> str:
    """Three figures that count; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
