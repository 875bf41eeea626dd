"""What the jobs of one run share: how many files, how many runs, the sample dealership and its register."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.paths import DataFolder
from tests.benchmarks.register import Register, read_register
from tests.benchmarks.samples import Sample, Shelf, make


class Ground:
    """A place on the disk for one run; what jobs share is made when the first of them asks for it.

    Where there is a `shelf`, the sample is kept there.
    """

    def __init__(self, folder: Path, n: int, runs: int, shelf: Shelf | None = None) -> None:
        self.folder = folder
        self.n = n
        self.runs = runs
        self._shelf = shelf
        self._numbers = count(1)

    @cached_property
    def sample(self) -> Sample:
        """A dealership with `n` made-up files."""
        return self._shelf.sample(self.n) if self._shelf else make(self.place(), self.n)

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
        path.mkdir(parents=True)
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
