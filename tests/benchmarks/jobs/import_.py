"""Importing a register: read, checked, committed with its history, searchable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlcipher3 import dbapi2

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.services.imports import ImportResult, Imports
from dealerdesk.storage.engine import connect
from tests.benchmarks import libreoffice
from tests.benchmarks.clocks import Lap, stopwatch, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.historyless import Historyless
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading
from tests.benchmarks.processes import dealerdesk, watch
from tests.benchmarks.register import CODES, Register

OURS = "imported, with history and search index"
BARE = "imported without history"
FLOOR = "calamine parse + raw insert"
GOAL = Goal(1.2, Against.PEER)
GOAL_OF_HISTORY = Goal(15)
"""1.5 s for 100,000 rows, in microseconds a row."""
GOAL_OF_MEMORY = Goal(400)

_IN_PART = 3  # what a sample has of warnings and cells left out


def measure(ground: Ground) -> Iterator[Measurement]:
    warm_up(ground)
    workbook = ground.workbook
    cpu: dict[str, list[float]] = {OURS: [], BARE: []}

    def noted(label: str, lap: Lap) -> float:
        cpu[label].append(lap.cpu)
        return lap.wall

    found = take_turns(
        {
            OURS: lambda: noted(OURS, _import(ground, workbook)),
            BARE: lambda: noted(BARE, _import_without_history(ground, workbook)),
            FLOOR: lambda: _parse_and_insert(ground, workbook),
            libreoffice.LABEL: libreoffice.opening(ground, workbook),
        },
        ground.runs,
        warm_up=False,
    )
    ours = found[OURS]
    assert ours is not None
    yield Measurement("import.whole", ground.n, "s", ours, found[FLOOR], found[libreoffice.LABEL], GOAL)
    pairs = zip(cpu[OURS], cpu[BARE], strict=True)
    # A difference of two times on the wall would be mostly noise.
    share = Reading("history's share of CPU", tuple((a - b) / ground.n * 1e6 for a, b in pairs))
    yield Measurement("import.history", ground.n, "µs/row", share, goal=GOAL_OF_HISTORY)
    peak = _peak_mb(ground, workbook)
    if peak is not None:
        memory = Reading("largest process of `dealerdesk import`", (peak,))
        yield Measurement("import.memory", ground.n, "MB", memory, goal=GOAL_OF_MEMORY)


def warm_up(ground: Ground) -> None:
    """Import a few rows, so that no run pays for what is loaded once."""
    path = ground.place() / "few.xlsx"
    few = ground.register.head(50)
    few.write(path)
    with ground.new_desk() as desk:
        check(desk.imports.run(path, ImportMapping(RecordKind.FILES)), few)


def check(result: ImportResult, register: Register) -> None:
    """An import that refuses rows has less to do."""
    if (result.new, result.refused) != (len(register.rows), 0):
        first = result.problems[0].message if result.problems else ""
        raise RuntimeError(f"{result.new} of {len(register.rows)} rows are new. {first}")


def _import(ground: Ground, workbook: Path) -> Lap:
    with ground.new_desk() as desk:
        return _timed(desk.imports, workbook, ground)


def _import_without_history(ground: Ground, workbook: Path) -> Lap:
    with ground.new_desk() as desk, closing(Historyless(desk.folder.database)) as database:
        return _timed(Imports(desk.folder, database, desk.author), workbook, ground)


def _timed(imports: Imports, workbook: Path, ground: Ground) -> Lap:
    ground.settle()
    with stopwatch() as lap:
        result = imports.run(workbook, ImportMapping(RecordKind.FILES))
    check(result, ground.register)
    return lap


def _parse_and_insert(ground: Ground, workbook: Path) -> float:
    ground.settle()
    with stopwatch() as parsing:
        rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    plain = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows[1:]]
    folder = ground.place()
    with closing(_empty_table(folder / "raw.db")) as connection, stopwatch() as inserting:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO register VALUES ({', '.join('?' * len(CODES))})", plain)
        for code in ("file_no", "vin", "plate", "customer"):
            connection.execute(f"CREATE INDEX by_{code} ON register ({code})")
        connection.execute("COMMIT")
    shutil.rmtree(folder)
    return parsing.wall + inserting.wall


def _empty_table(path: Path) -> dbapi2.Connection:
    dbapi2.connect(str(path)).close()
    path.touch()
    connection = connect(path)
    connection.execute(f"CREATE TABLE register ({', '.join(CODES)})")
    return connection


def _peak_mb(ground: Ground, workbook: Path) -> float | None:
    folder = ground.place()
    make_desk(folder).close()
    command = dealerdesk(folder, "--quiet", "import", "files", str(workbook))
    peak = watch(command, codes=frozenset({0, _IN_PART})).peak_mb
    shutil.rmtree(folder)
    return peak


def imported(desk: Desk, ground: Ground) -> tuple[int, float]:
    """Import the register into `desk`: the import's number, and the seconds it took."""
    ground.settle()
    with stopwatch() as lap:
        result = desk.imports.run(ground.workbook, ImportMapping(RecordKind.FILES))
    check(result, ground.register)
    assert result.import_id is not None
    return result.import_id, lap.wall
