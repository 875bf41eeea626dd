"""Sample dealerships as the ground of a run: made anew, or kept from an earlier run."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from dealerdesk.bootstrap import make_desk
from dealerdesk.domain.progress import Silent
from dealerdesk.paths import DataFolder
from dealerdesk.services.sample import SamplePlan, make_sample
from dealerdesk.storage.engine import connect
from tests.benchmarks.clocks import Lap, stopwatch

SEED = 1
TODAY = date(2026, 3, 12)
_DRAWN = 200
_FILES_A_DRAWN_ONE = 10
_TRIED = 40
"""So many files show whether the program would still make the same sample."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A closed data folder with made-up files, and what making it took."""

    folder: DataFolder
    files: int
    lap: Lap


def make(root: Path, count: int) -> Sample:
    """The dealership that `dealerdesk new --sample COUNT` makes; small ones have fewer scans of their own."""
    now = datetime.combine(TODAY, datetime.min.time())
    plan = SamplePlan(count, SEED, TODAY, drawn=min(_DRAWN, count // _FILES_A_DRAWN_ONE))
    with stopwatch() as lap, closing(make_desk(root, lambda: now)) as desk:
        made = make_sample(desk.database, desk.vault, plan, author=desk.author, progress=Silent())
    return Sample(DataFolder(root), made, lap)


class Shelf:
    """A folder that keeps samples from run to run: one of each size, made anew when the program changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sample(self, count: int) -> Sample:
        """The sample of `count` files, made when it is not there: a million take twenty minutes."""
        place = self._folder / f"{count}-{self._fingerprint}"
        if not place.is_dir():
            self._make(place, count)
            self._remove_others(place, count)
        made = json.loads((place / "made.json").read_text(encoding="utf-8"))
        return Sample(DataFolder(place / "desk"), made["files"], Lap(**made["lap"]))

    def _make(self, place: Path, count: int) -> None:
        """Beside its place first: a run that is stopped leaves no half sample."""
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="making-", dir=self._folder))
        try:
            sample = make(aside / "desk", count)
            made = {"files": sample.files, "lap": asdict(sample.lap)}
            (aside / "made.json").write_text(json.dumps(made), encoding="utf-8")
            aside.replace(place)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise

    def _remove_others(self, place: Path, count: int) -> None:
        for other in self._folder.iterdir():
            if other != place and re.fullmatch(rf"{count}-[0-9a-f]{{16}}", other.name):
                shutil.rmtree(other)

    @cached_property
    def _fingerprint(self) -> str:
        with tempfile.TemporaryDirectory() as folder:
            return fingerprint(make(Path(folder) / "desk", _TRIED).folder.database)


def fingerprint(database: Path) -> str:
    """What schema, rows and search index of a database come down to; the same plan gives the same one."""
    digest = hashlib.sha256()
    with closing(connect(database)) as connection:
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall():
            digest.update(repr((name, sql)).encode())
            if str(sql).upper().startswith("CREATE TABLE"):
                for row in _rows(connection, name):
                    digest.update(repr(row).encode())
    return digest.hexdigest()[:16]


def _rows(connection: Any, table: str) -> list[tuple[Any, ...]]:
    return list(connection.execute(f'SELECT * FROM "{table}"'))
