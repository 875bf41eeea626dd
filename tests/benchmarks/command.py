"""``python -m tests.benchmarks [N] [--only JOB…]``: measure, print the table, write the JSON."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dealerdesk import i18n
from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.registry import Finished, Job, Outcome, carry_out
from tests.benchmarks.report import machine, table, write

DEFAULT_N = 20_000
RUNS = 3
OUT = Path(__file__).parents[2] / "build" / "bench.json"


def run(words: Sequence[str] | None = None) -> int:
    """Measure; returns 1 when a job failed. Whether goals are met changes nothing."""
    arguments = _words(words)
    i18n.use_language("en")
    chosen = [job for job in JOBS if not arguments.only or job.name in arguments.only]
    on = machine()
    # Beside the result rather than in the system's temporary folder, which may be no disk at all.
    place = arguments.out.absolute().parent
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=place, ignore_cleanup_errors=True) as folder:
        ground = Ground(Path(folder), arguments.n, arguments.runs)
        jobs = [_measured(job, ground) for job in chosen]
    sys.stdout.write(f"{on}\n\n{table(jobs)}\n")
    write(arguments.out, on, jobs, arguments.n)
    return int(any(job.outcome is Outcome.FAILED for job in jobs))


def _measured(job: Job, ground: Ground) -> Finished:
    sys.stderr.write(f"{job.title} … ")
    sys.stderr.flush()
    start = time.perf_counter()
    finished = carry_out(job, ground)
    sys.stderr.write(f"{finished.outcome.value}, {time.perf_counter() - start:.0f} s\n")
    return finished


def _words(words: Sequence[str] | None) -> argparse.Namespace:
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
    parser.add_argument(
        "--only", nargs="+", choices=[job.name for job in JOBS], metavar="JOB", help=" ".join(_names())
    )
    parser.add_argument("--runs", type=_count, default=RUNS, help=f"take the median of so many ({RUNS})")
    parser.add_argument("--out", type=Path, default=OUT, help="where the JSON goes (build/bench.json)")
    return parser.parse_args(words)


def _names() -> list[str]:
    return [job.name for job in JOBS]


def _count(word: str) -> int:
    number = int(word.replace(",", "").replace("_", ""))
    if number < 1:
        raise ValueError(word)
    return number
