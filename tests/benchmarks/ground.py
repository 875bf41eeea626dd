"""What the jobs of one run share: how many files, how many runs, the sample dealership and its register."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.progress import Silent
from dealerdesk.paths import DataFolder
from dealerdesk.services.sample import SamplePlan, make_sample
from tests.benchmarks.clocks import Lap, stopwatch
from tests.benchmarks.register import Register, read_register

SEED = 1
TODAY = date(2026, 3, 12)
_DRAWN = 200
_FILES_A_DRAWN_ONE = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """A closed data folder with made-up files, and what making it took."""

    folder: DataFolder
    files: int
    lap: Lap


class Ground:
    """A place on the disk for one run; what jobs share is made when the first of them asks for it."""

    def __init__(self, folder: Path, n: int, runs: int) -> None:
        self.folder = folder
        self.n = n
        self.runs = runs
        self._numbers = count(1)

    @cached_property
    def sample(self) -> Sample:
        """The dealership that `dealerdesk new --sample N` makes; small ones have fewer scans of their own."""
        root = self.place()
        plan = SamplePlan(self.n, SEED, TODAY, drawn=min(_DRAWN, self.n // _FILES_A_DRAWN_ONE))
        with stopwatch() as lap:
            desk = make_desk(root)
            made = make_sample(desk.database, desk.vault, plan, author=desk.author, progress=Silent())
            desk.close()
        return Sample(desk.folder, made, lap)

    @cached_property
    def register(self) -> Register:
        """The sample's files as a dealership keeps them in Excel."""
        return read_register(self.sample.folder.database)

    @cached_property
    def workbook(self) -> Path:
        """The register as an .xlsx, written the way Excel does, with shared strings."""
        path = self.place() / "register.xlsx"
        self.register.write(path)
        return path

    def place(self) -> Path:
        """A new, empty folder."""
        path = self.folder / f"{next(self._numbers):03d}"
        path.mkdir()
        return path

    @contextmanager
    def sample_desk(self) -> Iterator[Desk]:
        """The sample's data folder, open for reading."""
        desk = open_desk(self.sample.folder.root)
        try:
            yield desk
        finally:
            desk.close()

    def copy_of_sample(self) -> DataFolder:
        """A data folder with the sample's database and no scans, to be written to."""
        folder = DataFolder(self.place())
        shutil.copyfile(self.sample.folder.database, folder.database)
        return folder

    @contextmanager
    def new_desk(self) -> Iterator[Desk]:
        """An empty data folder, removed in the end."""
        root = self.place()
        desk = make_desk(root)
        try:
            yield desk
        finally:
            desk.close()
            shutil.rmtree(root)

    @staticmethod
    def settle() -> None:
        """Let the disk finish what others left it, so that nobody pays for somebody else's writes."""
        if hasattr(os, "sync"):
            os.sync()
