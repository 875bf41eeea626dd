"""Taking an import back, with files that were edited since found and kept."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.clocks import stopwatch
from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs.import_ import imported, warm_up
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading

GOAL = Goal(0.7, Against.PEER)
EDITED = 10


def measure(ground: Ground) -> Iterator[Measurement]:
    warm_up(ground)
    runs = [_import_and_undo(ground) for _ in range(ground.runs)]
    imports, undos = zip(*runs, strict=True)
    yield Measurement(
        "undo.import",
        ground.n,
        "s",
        Reading(f"taken back but for {EDITED} edited files", undos),
        peer=Reading("the import", imports),
        goal=GOAL,
    )


def _import_and_undo(ground: Ground) -> tuple[float, float]:
    with ground.new_desk() as desk:
        import_id, seconds = imported(desk, ground)
        edited = {str(row[0]) for row in ground.register.rows[:: max(1, ground.n // EDITED)][:EDITED]}
        for file_no in edited:
            desk.files.edit(file_no, {"location": "Z-9/99"})
        ground.settle()
        with stopwatch() as lap:
            result = desk.history.undo(import_id)
    if not edited <= set(result.kept) or result.reverted < ground.n // 2:
        raise RuntimeError(f"{result.reverted} files were taken back, and {sorted(result.kept)} kept")
    return seconds, lap.wall
