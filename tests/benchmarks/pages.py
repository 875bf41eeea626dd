"""``python -m tests.benchmarks.pages [READINGS…]``: writes what runs measured into BENCHMARKS.md.

Everything between its two marks is written anew, and the picture of the growth curves; what stands around
is written by people. A later file's jobs go before those of an earlier one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks import readings
from tests.benchmarks.command import OUT
from tests.benchmarks.curves import Curve, duration, picture
from tests.benchmarks.growth import growth_of
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.measurement import Measurement, Reading
from tests.benchmarks.readings import Run
from tests.benchmarks.registry import Finished, Job, Outcome
from tests.benchmarks.report import HEADINGS, legend, row

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "BENCHMARKS.md"
PICTURE = ROOT / "resources" / "pictures" / "growth.svg"
BEGIN = "<!-- measured: `python -m tests.benchmarks.pages` writes all from here to the other mark -->"
END = "<!-- /measured -->"

_IN_SECONDS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6}


def main(words: Sequence[str] | None = None) -> int:
    """Write page and picture; returns 1 when a missed goal has no section that says why."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__)
    parser.add_argument(
        "readings", nargs="*", type=Path, help="what runs left beside their bench.json (all that were whole)"
    )
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    arguments = parser.parse_args(words)
    runs = merged([readings.load(path) for path in arguments.readings or readings.whole_runs(OUT)])
    page = arguments.page.read_text(encoding="utf-8")
    explained = set(re.findall(r"^### `?([\w.]+)`?", outside(page), flags=re.MULTILINE))
    curves = curves_of(JOBS, [one for run in runs for one in run.finished])
    if curves:
        arguments.picture.write_text(picture(curves), encoding="utf-8")
    measured = "\n".join(sections(runs, explained, has_picture=bool(curves)))
    arguments.page.write_text(rewritten(page, measured), encoding="utf-8")
    unexplained = sorted({one.name for one in _missed(runs)} - explained)
    for name in unexplained:
        sys.stderr.write(f"{arguments.page.name} has no section “### {name}” that says why it is missed\n")
    return int(bool(unexplained))


def merged(runs: Sequence[Run]) -> list[Run]:
    """One run for each number of files asked for, by that number; its slopes are taken anew."""
    found: list[Run] = []
    for n in sorted({run.n for run in runs}):
        same = [run for run in runs if run.n == n]
        jobs = {(one.name, one.n): one for run in same for one in run.finished if one.name != "growth"}
        finished = tuple(jobs.values())
        slopes = growth_of(JOBS, finished, n)
        machines = "; ".join(dict.fromkeys(run.machine for run in same))
        found.append(
            Run(
                max(run.day for run in same),
                machines,
                n,
                sum(run.seconds for run in same),
                (*finished, *([slopes] if slopes else [])),
            )
        )
    return found


def outside(page: str) -> str:
    """What people wrote; raises ``ValueError`` for a page without both marks."""
    before, after = _around(page)
    return before + after


def rewritten(page: str, measured: str) -> str:
    """The page with `measured` between its marks."""
    before, after = _around(page)
    return f"{before}{BEGIN}\n\n{measured}\n{END}{after}"


def _around(page: str) -> tuple[str, str]:
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has not both marks")
    return before, after


def sections(runs: Sequence[Run], explained: set[str], *, has_picture: bool) -> Iterator[str]:
    """The lines of Markdown for all runs; missed goals lead to their section where they are `explained`."""
    if has_picture:
        yield "![How the time grows with the number of files](resources/pictures/growth.svg)\n"
    for run in runs:
        yield f"## {run.n:,} files\n"
        yield f"Measured on {run.day.isoformat()} in {run.seconds / 60:.0f} minutes: {run.machine}.\n"
        asked = [one for one in run.finished if not _is_smaller(one, run.n)]
        yield from _table(HEADINGS, [_linked(one, explained) for job in asked for one in job.measurements])
        yield from _growth_table(run)
        yield from _not_measured(asked)
        yield "<details><summary>What is measured, and against what</summary>\n"
        yield from (f"- {line}" for line in legend(asked))
        yield "\n</details>\n"


def _is_smaller(finished: Finished, n: int) -> bool:
    """Whether it was measured only for its growth."""
    job = next((job for job in JOBS if job.name == finished.name), None)
    return job is not None and finished.n < job.size(n)


def _linked(measurement: Measurement, explained: set[str]) -> Sequence[str]:
    *cells, met = row(measurement)
    if measurement.is_met is False:
        name = measurement.name
        anchor = name.replace(".", "")
        met = f"**missed**, [why](#{anchor})" if name in explained else "**missed**"
    return *cells, met


def _growth_table(run: Run) -> Iterator[str]:
    """What was measured at several sizes; the slopes themselves stand in the table before."""
    curves = curves_of(JOBS, run.finished)
    sizes = sorted({n for one in curves for n, _ in one.points})
    rows = [
        (one.name, *(duration(seconds[n]) if n in seconds else "" for n in sizes))
        for one, seconds in ((one, dict(one.points)) for one in curves)
    ]
    if rows:
        yield from _table(("files", *(f"{n:,}" for n in sizes)), rows)


def _not_measured(jobs: Sequence[Finished]) -> Iterator[str]:
    for job in jobs:
        if job.outcome is not Outcome.MEASURED:
            reason = job.reason.rstrip().rpartition("\n")[2]
            yield f"Not measured: {job.name} ({job.outcome.value}): {reason}\n"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _cells(headings)
    yield "|" + "---|" + "---:|" * (len(headings) - 1)
    yield from map(_cells, rows)
    yield ""


def _cells(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def curves_of(jobs: Sequence[Job], finished: Sequence[Finished]) -> list[Curve]:
    """The curves, in seconds, of jobs that were measured at several sizes, and of their peers."""
    found = []
    for job in jobs:
        line = job.growth.line if job.growth else None
        lines = {one.n: one for each in finished for one in each.measurements if one.name == line}
        ours = _points(lines, lambda one: one.ours)
        if len(ours) > 1:
            found.append(Curve(job.title, ours))
        peers = _points(lines, lambda one: one.peer)
        if len(peers) > 1:
            found.append(
                Curve(next(one.peer.label for one in lines.values() if one.peer), peers, dashed=True)
            )
    return found


def _points(
    lines: Mapping[int, Measurement], side: Callable[[Measurement], Reading | None]
) -> tuple[tuple[int, float], ...]:
    measured = ((n, one.unit, side(one)) for n, one in sorted(lines.items()))
    return tuple((n, found.value * _IN_SECONDS[unit]) for n, unit, found in measured if found)


def _missed(runs: Sequence[Run]) -> Iterator[Measurement]:
    for run in runs:
        for job in run.finished:
            yield from (one for one in job.measurements if one.is_met is False)


if __name__ == "__main__":
    sys.exit(main())
