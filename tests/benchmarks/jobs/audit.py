"""An audit of all files, half counted: from a scan to its verdict on the disk, and the board that follows."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from dealerdesk import durable
from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.services.audits import AuditDraft
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Goal, Measurement, Reading, percentile

SCANS = 500
BOARDS = 20
TAIL = 6
SCAN = "from a scan to its verdict, which is on the disk"
DISK = "write and fdatasync of 4 KiB"
BOARD = "figures and cabinets of an audit that is half counted"
FOLDER = "a folder with its papers and card"
OPENING = "freezing the expected list"
GOAL = Goal(33)
SEED = 29

_PAGE = 4096
_EXPECTED = (
    "SELECT file_no, coalesce(plate, file_no), coalesce(vin, file_no) FROM audit_file WHERE audit_id = ?"
)


@dataclass(frozen=True, slots=True)
class _Round:
    """One audit of all files: the milliseconds of each thing that was done."""

    opening: float
    scans: Sequence[float]
    syncs: Sequence[float]
    boards: Sequence[float]
    folders: Sequence[float]


def measure(ground: Ground) -> Iterator[Measurement]:
    with closing(open_desk(ground.copy_of_sample().root)) as desk:
        rounds = [_audited(ground, desk, random.Random(SEED + run)) for run in range(ground.runs)]

    def reading(label: str, percent: float, times: Callable[[_Round], Sequence[float]]) -> Reading:
        return Reading(label, tuple(percentile(times(one), percent) for one in rounds))

    for percent, goal in ((50, None), (99, GOAL)):
        ours = reading(SCAN, percent, lambda one: one.scans)
        floor = reading(DISK, percent, lambda one: one.syncs)
        yield Measurement(f"audit.scan.p{percent}", ground.n, "ms", ours, floor, goal=goal)
    yield Measurement("audit.board", ground.n, "ms", reading(BOARD, 50, lambda one: one.boards))
    yield Measurement("audit.folder", ground.n, "ms", reading(FOLDER, 50, lambda one: one.folders))
    yield Measurement("audit.open", ground.n, "ms", Reading(OPENING, tuple(one.opening for one in rounds)))


def _audited(ground: Ground, desk: Desk, chance: random.Random) -> _Round:
    start = time.perf_counter()
    audit = desk.audits.open_audit(AuditDraft("Benchmark")).audit
    opening = (time.perf_counter() - start) * 1000
    with desk.database.asking() as connection:
        known = connection.execute(_EXPECTED, (audit,)).fetchall()
    half = chance.sample(known, len(known) // 2)
    desk.counting.scan(audit, [file_no for file_no, _, _ in half], by="Ann")
    ground.settle()
    codes = [_code(chance, chance.choice(known)) for _ in range(SCANS)]
    with (ground.place() / "pages").open("wb") as file:

        def to_disk(_code: str) -> None:
            file.write(os.urandom(_PAGE))
            durable.sync(file)

        scans = _times(lambda code: desk.counting.scan(audit, [code], at="A", by="Ann"), codes)
        syncs = _times(to_disk, codes)
    boards = _times(lambda _: desk.counting.board(audit), codes[:BOARDS])
    folders = _times(
        lambda row: desk.counting.folder(audit, row), [file_no for file_no, _, _ in half[:SCANS]]
    )
    return _Round(opening, scans, syncs, boards, folders)


def _code(chance: random.Random, file: tuple[str, str, str]) -> str:
    """What a label carries mostly, else what people type: plate, VIN or its tail, or something strange."""
    file_no, plate, vin = file
    strange = f"STRANGE-{chance.randrange(1000)}"
    return chance.choices((file_no, plate, vin, vin[-TAIL:], strange), (6, 1, 1, 1, 1))[0]


def _times(work: Callable[[str], object], subjects: Sequence[str]) -> list[float]:
    """Milliseconds for each."""
    times = []
    for subject in subjects:
        start = time.perf_counter()
        work(subject)
        times.append((time.perf_counter() - start) * 1000)
    return times
