"""``python -m tests.benchmarks [N] [--only JOB…]``: measure, print the table, write the JSON."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from dealerdesk import i18n
from tests.benchmarks import readings
from tests.benchmarks.ground import Ground
from tests.benchmarks.growth import growth_of, smaller_sizes, ungraded
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.readings import Run
from tests.benchmarks.registry import Finished, Job, Outcome, carry_out
from tests.benchmarks.report import machine, table, write
from tests.benchmarks.samples import Shelf

DEFAULT_N = 100_000
RUNS = 3
OUT = Path(__file__).parents[2] / "build" / "bench.json"


def run(words: Sequence[str] | None = None, jobs: Sequence[Job] = JOBS) -> int:
    """Measure; returns 1 when a job failed. Whether goals are met changes nothing."""
    arguments = _words(words, jobs)
    i18n.use_language("en")
    chosen = [job for job in jobs if not arguments.only or job.name in arguments.only]
    on = machine()
    # Beside the result rather than in the system's temporary folder, which may be no disk at all.
    place = arguments.out.absolute().parent
    place.mkdir(parents=True, exist_ok=True)
    finished: list[Finished] = []
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=place, ignore_cleanup_errors=True) as folder:
        for one in _measured(chosen, Path(folder), arguments):
            finished.append(one)
            # After each job, since a run may take an hour and be stopped.
            write(arguments.out, on, finished)
            took = time.perf_counter() - start
            current = Run(date.today(), on, arguments.n, took, tuple(finished))  # noqa: DTZ011 - a person's day
            readings.save(readings.path_beside(arguments.out, arguments.n, arguments.only or ()), current)
    sys.stdout.write(f"{on}\n\n{table(finished)}\n")
    return int(any(one.outcome is Outcome.FAILED for one in finished))


def _measured(jobs: Sequence[Job], folder: Path, arguments: argparse.Namespace) -> Iterator[Finished]:
    """All jobs with the files asked for, then the lines whose growth counts with fewer, then the slopes."""
    shelf = Shelf(arguments.ground) if arguments.ground else None
    finished: list[Finished] = []

    @cache
    def ground(n: int) -> Ground:
        return Ground(folder / str(n), n, arguments.runs, shelf)

    for job in jobs:
        finished.append(_tried(job, ground(job.size(arguments.n)), arguments.runs))
        yield finished[-1]
    if not arguments.growth:
        return
    for n in smaller_sizes(arguments.n):
        for job in jobs:
            if job.growth is not None:
                finished.append(ungraded(_tried(job, ground(n), arguments.runs, job.growth.line)))
                yield finished[-1]
    slopes = growth_of(jobs, finished, arguments.n)
    if slopes is not None:
        yield slopes


def _tried(job: Job, ground: Ground, runs: int, only: str | None = None) -> Finished:
    sys.stderr.write(f"{ground.n:,} files: {job.title} … ")
    sys.stderr.flush()
    ground.runs = job.runs(ground.n, runs)
    start = time.perf_counter()
    finished = carry_out(job, ground, only)
    sys.stderr.write(f"{finished.outcome.value}, {time.perf_counter() - start:.0f} s\n")
    return finished


def _words(words: Sequence[str] | None, jobs: Sequence[Job]) -> argparse.Namespace:
    names = [job.name for job in jobs]
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="DealerDesk beside floors and peers (performance.md): read ratios, not times.",
    )
    parser.add_argument(
        "n",
        nargs="?",
        type=_count,
        default=DEFAULT_N,
        metavar="N",
        help=f"so many vehicle files ({DEFAULT_N:,})",
    )
    parser.add_argument("--only", nargs="+", choices=names, metavar="JOB", help=" ".join(names))
    parser.add_argument("--runs", type=_count, default=RUNS, help=f"take the median of so many ({RUNS})")
    parser.add_argument("--out", type=Path, default=OUT, help="where the JSON goes (build/bench.json)")
    parser.add_argument(
        "--ground", type=Path, metavar="DIR", help="keep samples here, and take those that are there"
    )
    parser.add_argument(
        "--no-growth", dest="growth", action="store_false", help="measure no smaller numbers of files"
    )
    return parser.parse_args(words)


def _count(word: str) -> int:
    number = int(word.replace(",", "").replace("_", ""))
    if number < 1:
        raise ValueError(word)
    return number
