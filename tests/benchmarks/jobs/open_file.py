"""Opening a vehicle file: CPU of one thread for all that the page of a file shows."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from dealerdesk.storage.engine import connect
from dealerdesk.ui.file.loading import load_file
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Measurement, Reading, percentile

OURS = "all that a file's page shows"
FLOOR = "its rows by raw SQL"
OPENED = 200
SEED = 3

_ROWS = (
    "SELECT * FROM vehicle_file LEFT JOIN customer ON customer.id = customer_id WHERE vehicle_file.id = ?",
    "SELECT * FROM document WHERE file_id = ?",
    "SELECT * FROM policy WHERE file_id = ?",
    "SELECT * FROM repair_order WHERE file_id = ?",
)


def measure(ground: Ground) -> Iterator[Measurement]:
    with ground.sample_desk() as desk, closing(connect(desk.folder.database)) as plain:
        ids = random.Random(SEED).choices(desk.lists.file_ids(), k=OPENED)

        def rows(file_id: int) -> None:
            for sql in _ROWS:
                plain.execute(sql, (file_id,)).fetchall()

        def page(file_id: int) -> None:
            if load_file(desk, file_id) is None:
                raise RuntimeError(f"file {file_id} is gone")

        _times(page, ids[:10])
        runs = [(_times(page, ids), _times(rows, ids)) for _ in range(ground.runs)]
    ours, floors = zip(*runs, strict=True)
    for percent in (50, 99):
        yield Measurement(
            f"open.p{percent}",
            ground.n,
            "ms",
            _reading(OURS, ours, percent),
            _reading(FLOOR, floors, percent),
        )


def _times(show: Callable[[int], None], ids: Sequence[int]) -> list[float]:
    """Milliseconds of CPU for each."""
    times = []
    for file_id in ids:
        start = time.thread_time_ns()
        show(file_id)
        times.append((time.thread_time_ns() - start) / 1e6)
    return times


def _reading(label: str, runs: Sequence[Sequence[float]], percent: float) -> Reading:
    return Reading(label, tuple(percentile(times, percent) for times in runs))
