"""One committed change: as a person makes it, without its history, and down to the disk's own pace."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from statistics import median

from dealerdesk import durable
from dealerdesk.bootstrap import open_desk
from dealerdesk.services.files import Files
from dealerdesk.storage.engine import connect
from tests.benchmarks.clocks import Contestant, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.historyless import Historyless
from tests.benchmarks.measurement import Against, Goal, Measurement

CHANGES = 100
SERVICE = "an edit, p50"
BARE = "the same edit without history"
RAW = "UPDATE and COMMIT (WAL, FULL), p50"
DISK = "write and fdatasync of 4 KiB"
GOAL = Goal(5)
GOAL_OF_HISTORY = Goal(2, Against.PEER)
GOAL_OF_SQLITE = Goal(2, Against.FLOOR)
SEED = 5

_PAGE = 4096


def measure(ground: Ground) -> Iterator[Measurement]:
    numbers = [str(row[0]) for row in ground.register.rows]
    chosen = random.Random(SEED).choices(numbers, k=CHANGES)
    places = (f"Z-{number}/1" for number in count(1))
    with ExitStack() as stack:
        desk = open_desk(ground.copy_of_sample().root)
        stack.callback(desk.close)
        bare = Historyless(ground.copy_of_sample().database)
        stack.callback(bare.close)
        files, bare_files = desk.files, Files(bare, desk.author)
        raw = stack.enter_context(closing(connect(ground.copy_of_sample().database)))
        raw.execute("DROP TRIGGER record_vehicle_file_update")
        file = stack.enter_context((ground.place() / "pages").open("wb"))

        def commit(file_no: str) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE vehicle_file SET location = ? WHERE file_no = ?", (next(places), file_no))
            raw.execute("COMMIT")

        def to_disk(_file_no: str) -> None:
            file.write(os.urandom(_PAGE))
            durable.sync(file)

        found = take_turns(
            {
                SERVICE: _each(chosen, lambda number: files.edit(number, {"location": next(places)})),
                BARE: _each(chosen, lambda number: bare_files.edit(number, {"location": next(places)})),
                RAW: _each(chosen, commit),
                DISK: _each(chosen, to_disk),
            },
            ground.runs,
        )
    service, without, raw_commit, disk = (found[label] for label in (SERVICE, BARE, RAW, DISK))
    assert service is not None
    assert raw_commit is not None
    yield Measurement("edit.service", ground.n, "ms", service, disk, goal=GOAL)
    yield Measurement("edit.history", ground.n, "ms", service, disk, without, GOAL_OF_HISTORY)
    yield Measurement("edit.sqlite", ground.n, "ms", raw_commit, disk, goal=GOAL_OF_SQLITE)


def _each(numbers: list[str], change: Callable[[str], object]) -> Contestant:
    """The median milliseconds of one change, of one for each of `numbers`."""

    def contest() -> float:
        times = []
        for number in numbers:
            start = time.perf_counter()
            change(number)
            times.append(time.perf_counter() - start)
        return median(times) * 1000

    return contest
