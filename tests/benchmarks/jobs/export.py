"""Exporting a register as .xlsx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dealerdesk.domain.fields import RecordKind
from tests.benchmarks.clocks import Contestant, Lap, stopwatch, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading
from tests.benchmarks.processes import dealerdesk, watch
from tests.benchmarks.register import CODES

OURS = "exported, read from the database"
FLOOR = "hand-written XML, rows in memory"
PEER = "plain xlsxwriter, rows in memory"
GOAL = Goal(0.2, Against.PEER)
GOAL_OF_MEMORY = Goal(60)
EVERYTHING = "archived=yes|no"
NOTHING = "file_no=none"


def measure(ground: Ground) -> Iterator[Measurement]:
    folder = ground.place()
    laps: dict[str, list[Lap]] = {OURS: [], FLOOR: [], PEER: []}
    register = ground.register
    with ground.sample_desk() as desk:

        def ours() -> None:
            out = folder / "ours.xlsx"
            result = desk.exports.export(RecordKind.FILES, out, where=EVERYTHING, columns=CODES)
            if result.rows != ground.n:
                raise RuntimeError(f"{result.rows} of {ground.n} files were exported")

        found = take_turns(
            {
                OURS: _noting(laps[OURS], ours),
                FLOOR: _noting(laps[FLOOR], lambda: register.write_by_hand(folder / "floor.xlsx")),
                PEER: _noting(laps[PEER], lambda: register.write(folder / "peer.xlsx")),
            },
            ground.runs,
        )
    cpu = found[OURS]
    assert cpu is not None
    yield Measurement("export.cpu", ground.n, "s", cpu, found[FLOOR], found[PEER], GOAL)
    walls = {label: Reading(label, tuple(lap.wall for lap in noted[1:])) for label, noted in laps.items()}
    yield Measurement("export.wall", ground.n, "s", walls[OURS], walls[FLOOR], walls[PEER])
    peak, idle = _peak_mb(ground, folder, EVERYTHING), _peak_mb(ground, folder, NOTHING)
    if peak is not None and idle is not None:
        grown = Reading("`dealerdesk export`, above one without rows", (peak - idle,))
        yield Measurement("export.memory", ground.n, "MB", grown, goal=GOAL_OF_MEMORY)
        yield Measurement("export.memory.whole", ground.n, "MB", Reading("`dealerdesk export`", (peak,)))


def _noting(laps: list[Lap], work: Callable[[], None]) -> Contestant:
    """Does `work`, keeps its lap in `laps`, and tells its CPU."""

    def contest() -> float:
        with stopwatch() as lap:
            work()
        laps.append(lap)
        return lap.cpu

    return contest


def _peak_mb(ground: Ground, folder: Path, where: str) -> float | None:
    words = ("export", "files", str(folder / "watched.xlsx"), "--where", where)
    command = dealerdesk(ground.sample.folder.root, "--quiet", *words, "--columns", ",".join(CODES))
    return watch(command).peak_mb
