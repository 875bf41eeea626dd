"""A register of any size imported as a person has to: workbook after workbook into one dealership.

A million rows in one workbook are more than the guard before the reader lets through (`reading.guard`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from tests.benchmarks.clocks import Lap, stopwatch
from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs.import_ import check, warm_up
from tests.benchmarks.measurement import Measurement, Reading
from tests.benchmarks.register import Register

ROWS_A_WORKBOOK = 100_000
OURS = f"imported from workbooks of {ROWS_A_WORKBOOK:,} rows, CPU"
LAST = "the last of these workbooks, into all that came before, CPU"
FIRST = "the first of them, into an empty dealership"


def measure(ground: Ground) -> Iterator[Measurement]:
    warm_up(ground)
    parts = [(part, _written(ground, part)) for part in _parts(ground.register)]
    runs = [_import_all(ground, parts) for _ in range(ground.runs)]
    whole = Reading(OURS, tuple(sum(lap.cpu for lap in laps) for laps in runs))
    yield Measurement("parts.whole", ground.n, "s", whole)
    if len(parts) > 1:
        last = Reading(LAST, tuple(laps[-1].cpu for laps in runs))
        first = Reading(FIRST, tuple(laps[0].cpu for laps in runs))
        yield Measurement("parts.last", ground.n, "s", last, peer=first)


def _parts(register: Register) -> Iterator[Register]:
    for start in range(0, len(register.rows), ROWS_A_WORKBOOK):
        yield Register(register.headings, register.rows[start : start + ROWS_A_WORKBOOK])


def _written(ground: Ground, part: Register) -> Path:
    path = ground.place() / "part.xlsx"
    part.write(path)
    return path


def _import_all(ground: Ground, parts: Sequence[tuple[Register, Path]]) -> list[Lap]:
    laps = []
    with ground.new_desk() as desk:
        for part, path in parts:
            ground.settle()
            with stopwatch() as lap:
                result = desk.imports.run(path, ImportMapping(RecordKind.FILES))
            check(result, part)
            laps.append(lap)
    return laps
