"""A long count: ``python -m tests.soak --seconds 300 --rate 10``, with ``--kill`` to break it off.

One process scans folders of a running audit at a steady pace while another adds vehicle files. It ends with
an error unless every scan got the verdict that it must get, and every folder that was scanned is counted
exactly once. With ``--kill`` the first process is killed in the middle and a second one goes on where
nothing was acknowledged any more.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.audits import Verdict
from tests.benchmarks.measurement import percentile
from tests.support.audits import cabinet, no, opened

AUDIT = 1
PLACE = ""
REPEATED, UNKNOWN = 0.1, 0.02
"""So many of all scans are of a folder that was scanned before, or of no folder at all."""
FILES_A_SECOND = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """A scan that was acknowledged: its verdict, and the milliseconds that it took."""

    code: str
    verdict: Verdict
    took: float


def codes_of(seed: int, folders: int, scans: int) -> list[str]:
    """What is scanned, the same for the same seed: folders in any order, some again, and strange labels."""
    chance = random.Random(seed)
    fresh = [no(number) for number in chance.sample(range(1, folders + 1), folders)]
    codes: list[str] = []
    while len(codes) < scans:
        kind = chance.random()
        if kind < UNKNOWN:
            codes.append(f"STRANGE-{chance.randrange(50)}")
        elif codes and (kind < UNKNOWN + REPEATED or not fresh):
            codes.append(chance.choice(codes))
        else:
            codes.append(fresh.pop())
    return codes


def scan_at_pace(desk: Desk, rate: float) -> None:
    """Scan each line of standard input, `rate` a second, and answer once it is kept."""
    desk.counting.board(AUDIT)  # as the page does that is scanned on
    begun = time.monotonic()
    for number, line in enumerate(sys.stdin):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        start = time.perf_counter()
        (told,) = desk.counting.scan(AUDIT, [line], at=PLACE, by="Ann").results
        took = (time.perf_counter() - start) * 1000
        tell(f"{told.code} {told.verdict.value} {took:.2f}")


def add_at_pace(desk: Desk, rate: float) -> None:
    """Add vehicle files until nobody listens any more."""
    begun = time.monotonic()
    for number in count(1):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        try:
            tell(desk.files.create({"plate": f"沪A{10_000 + number}", "location": "N-1"}).file_no)
        except OSError:
            return


@contextmanager
def worker(folder: Path, what: str, rate: float) -> Iterator[subprocess.Popen[str]]:
    """A process of its own on the data folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak", "--work", what, "--data", str(folder), "--rate", str(rate)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def answers_of(folder: Path, codes: Sequence[str], rate: float, most: int) -> list[Answer]:
    """What a new process answers; it is killed while it scans once it gave `most` answers."""
    found: list[Answer] = []
    with worker(folder, "scan", rate) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(f"{code}\n" for code in codes))
        process.stdin.flush()
        for line in process.stdout:
            found.append(_answer(line))
            if len(found) == most:
                break
        process.kill()
        found += [_answer(line) for line in process.stdout if line.endswith("\n")]
    return found


def _answer(line: str) -> Answer:
    code, verdict, took = line.split()
    return Answer(code, Verdict(verdict), float(took))


def wrong_verdicts(answers: Sequence[Answer], in_doubt: frozenset[str]) -> list[str]:
    """Verdicts that cannot be; a scan `in_doubt` was broken off, so nobody knows whether it was kept."""
    seen: set[str] = set()
    wrong = []
    for answer in answers:
        if answer.code.startswith("STRANGE"):
            right = {Verdict.UNKNOWN}
        elif answer.code in seen:
            right = {Verdict.ALREADY}
        else:
            right = {Verdict.COUNTED} | ({Verdict.ALREADY} if answer.code in in_doubt else set())
        if answer.verdict not in right:
            wrong.append(f"{answer.code} was told “{answer.verdict}”")
        seen.add(answer.code)
    return wrong


def wrong_counts(desk: Desk, folders: int, answers: Sequence[Answer]) -> list[str]:
    """What the database says otherwise than the answers."""
    scanned = {answer.code for answer in answers}
    strange = {code for code in scanned if code.startswith("STRANGE")}
    figures = desk.audits.figures(AUDIT)
    with desk.database.asking() as connection:
        rows = connection.execute(
            "SELECT f.file_no, count(*) FROM audit_count c JOIN audit_file f ON f.id = c.entry_id GROUP BY 1"
        ).fetchall()
    wrong = [
        f"{code} was acknowledged and is not there" for code in scanned - strange - {row[0] for row in rows}
    ]
    wrong += [f"{file_no} is there {times} times" for file_no, times in rows if times != 1]
    wrong += [f"{file_no} was never scanned" for file_no, _ in rows if file_no not in scanned]
    counted = (figures.expected, figures.counted, figures.unknown)
    if counted != (folders, len(scanned - strange), len(strange)):
        wrong.append(f"the figures are {counted}")
    wrong += [problem.message for problem in desk.checks.check(deep=True).problems]
    return wrong


def soak(
    folder: Path, codes: Sequence[str], rate: float, *, kill: bool
) -> tuple[list[Answer], int, list[str]]:
    """Scan all codes while files are added; the answers, how many files came, and what went wrong."""
    in_doubt: frozenset[str] = frozenset()
    with worker(folder, "add", FILES_A_SECOND) as adding:
        assert adding.stdout
        adding.stdout.readline()
        half = len(codes) // 2 if kill else len(codes)
        answers = answers_of(folder, codes, rate, half)
        if kill:
            in_doubt = frozenset(codes[len(answers) : len(answers) + 1])
            tell(f"killed after {len(answers)} answers")
            rest = codes[len(answers) :]
            answers += answers_of(folder, rest, rate, len(rest))
        is_adding = adding.poll() is None
        adding.kill()
        added = 1 + len(adding.stdout.read().splitlines())
    wrong = wrong_verdicts(answers, in_doubt)
    if not is_adding:
        wrong.append("the process that adds files broke off")
    if len(answers) != len(codes):
        wrong.append(f"{len(codes) - len(answers)} scans got no answer")
    return answers, added, wrong


def tell(line: str) -> None:
    """Write a line for whoever waits."""
    print(line, flush=True)  # noqa: T201  # what the command is asked for


def main() -> None:
    """Count for as long as was asked for, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--files", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--work", choices=("scan", "add"), help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        work = scan_at_pace if arguments.work == "scan" else add_at_pace
        with closing(open_desk(arguments.data)) as desk:
            work(desk, arguments.rate)
        return
    codes = codes_of(arguments.seed, arguments.files, round(arguments.seconds * arguments.rate))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        with closing(make_desk(folder)) as desk:
            cabinet(desk, arguments.files)
            assert opened(desk) == AUDIT
        begun = time.monotonic()
        answers, added, wrong = soak(folder, codes, arguments.rate, kill=arguments.kill)
        seconds = time.monotonic() - begun
        with closing(open_desk(folder)) as desk:
            wrong += wrong_counts(desk, arguments.files, answers)
    times = sorted(answer.took for answer in answers)
    tell(f"{len(answers)} scans in {seconds:.0f} s beside {added} new files")
    p50, p99 = percentile(times, 50), percentile(times, 99)
    tell(f"a verdict took {p50:.1f} ms (p50), {p99:.1f} ms (p99), {times[-1]:.1f} ms (the slowest)")
    tell("\n".join(wrong) if wrong else "every scan was told right, and is counted once")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
