"""A process that opens a list of all files, jumps about in it, and tells what it took as JSON.

``python scroller.py ours FOLDER JUMPS SEED`` shows DealerDesk's model, ``peer`` a list of tuples with what
the same columns hold; both in the table of the window, which paints the same cells for both.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEventLoop, QModelIndex, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.lists import FileRow
from dealerdesk.storage.engine import connect
from dealerdesk.ui.files.table import FilesTable
from dealerdesk.ui.models.files_columns import Column, column_text
from dealerdesk.ui.models.files_model import FilesModel, Index
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.theme.look import STYLE_WORDS, Look

_SIZE = (1280, 800)
_PATIENCE_S = 60
_PAGE_BYTES = 4096
_OF_FILES = (
    *("id", "file_no", "plate", "vin", "make", "model", "state", "responsible", "location", "kind", "colour"),
    *("manufacture_date", "odometer", "notes", "last_visit", "insurance_ends", "next_service"),
    "next_inspection",
)
_NAMES = (*_OF_FILES, "customer", "phone", "required", "present")
_DAYS = ("last_visit", "insurance_ends", "next_service", "next_inspection")
_ALL_ROWS = (
    f"SELECT {', '.join(f'f.{name}' for name in _OF_FILES)}, c.name, c.phone, "
    "coalesce(k.required, 0), coalesce(k.present, 0) "
    "FROM vehicle_file f LEFT JOIN customer c ON c.id = f.customer_id "
    "LEFT JOIN file_completeness k ON k.file_id = f.id "
    "WHERE f.archived_at IS NULL ORDER BY f.last_visit DESC, f.id DESC LIMIT ?"
)
_ALL = -1
_TYPES = tuple(DocumentType)
_ROWS_KNOWN = 200


class Watched(FilesTable):
    """The table of the window, which knows whether the rows in sight are painted."""

    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Look whether all that was painted was rows."""
        super().paintEvent(event)
        first, last = self.rows_in_sight
        rows = (self.model().index(row, 0).data(FilesModel.ROW_ROLE) for row in range(first, last + 1))
        self.is_painted = self.model().rowCount() > 0 and all(row is not None for row in rows)


class Listed(Protocol):
    """A model in a view."""

    view: Watched

    def rest(self, application: QApplication) -> None:
        """Let what is read ahead arrive: nobody waits for it."""


class Peer(FilesModel):
    """A list of tuples; what is in sight of them is told as rows of the list, without asking anybody."""

    def __init__(self, desk: Desk, most: int) -> None:
        super().__init__(Tasks(_raise), desk.lists, lambda: desk.search)
        with closing(connect(desk.folder.database)) as connection:
            self._all: list[tuple[Any, ...]] = connection.execute(_ALL_ROWS, (most,)).fetchall()
        self._row_at = lru_cache(_ROWS_KNOWN)(self._made)

    def _made(self, row: int) -> FileRow:
        values: dict[str, Any] = dict(zip(_NAMES, self._all[row], strict=True))
        required, present = values.pop("required"), values.pop("present")
        values |= {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
        judged = Completeness(_TYPES[:required], _TYPES[:present])
        return FileRow(**values, completeness=judged, expiring=(), archived=False)

    def see(self, first: int, last: int) -> None:
        """All is there."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - as Qt has it
        """As many rows as tuples."""
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The same as ours tells."""
        if role == self.ROW_ROLE:
            return self._row_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return column_text(Column(index.column()), self._row_at(index.row()))
        return None


class InMemory:
    """All rows at once."""

    def __init__(self, desk: Desk) -> None:
        self.view = _view(Peer(desk, _ALL))

    def rest(self, _application: QApplication) -> None:
        pass


class Ours:
    """The window's own model."""

    def __init__(self, desk: Desk) -> None:
        self.tasks = Tasks(_raise)
        self.model = FilesModel(self.tasks, desk.lists, lambda: desk.search)
        self.model.failed.connect(_raise)
        self.view = _view(self.model)
        self.model.answered.connect(self.view.look_around)
        self.model.refresh()

    def rest(self, application: QApplication) -> None:
        _until(application, lambda: self.tasks.is_idle)


def main() -> int:
    kind, folder, jumps, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    application = QApplication([*sys.argv[:1], *STYLE_WORDS])
    Look(application)
    desk = open_desk(Path(folder))
    warm = _view(Peer(desk, _ROWS_KNOWN))
    _until(application, lambda: warm.is_painted)
    warm.close()
    gc.collect()
    before = _resident()
    start = time.perf_counter()
    listed: Listed = InMemory(desk) if kind == "peer" else Ours(desk)
    _until(application, lambda: listed.view.is_painted)
    first = time.perf_counter() - start
    if isinstance(listed, Ours):
        ours = listed
        _until(application, lambda: ours.model.is_whole and ours.tasks.is_idle)
    whole = time.perf_counter() - start
    times = _jumps(application, listed, jumps, random.Random(seed))
    gc.collect()
    memory = _resident() - before
    told = {"first": first * 1000, "whole": whole * 1000, "jumps": times, "memory": memory / 1e6}
    sys.stdout.write(f"{json.dumps(told)}\n")
    if isinstance(listed, Ours):
        listed.tasks.drain()
    listed.view.close()
    desk.close()
    return 0


def _jumps(application: QApplication, listed: Listed, jumps: int, chance: random.Random) -> list[float]:
    """Milliseconds of CPU from a jump to somewhere until all rows in sight are painted."""
    view, times = listed.view, []
    for _ in range(jumps):
        row = chance.randrange(view.model().rowCount())
        view.is_painted = False
        start = time.process_time()
        view.scrollTo(view.model().index(row, 0), QTableView.ScrollHint.PositionAtTop)
        view.viewport().update()  # also where the jump leads to the same place
        _until(application, lambda: view.is_painted)
        times.append((time.process_time() - start) * 1000)
        application.processEvents()
        listed.rest(application)
    return times


def _until(application: QApplication, fulfilled: Callable[[], bool]) -> None:
    """Let the event loop run until it is so; it sleeps between, so that lanes can work."""
    end = time.perf_counter() + _PATIENCE_S
    while not fulfilled():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end:
            raise TimeoutError


def _view(model: FilesModel) -> Watched:
    view = Watched(model)
    view.resize(*_SIZE)
    view.show()
    QApplication.processEvents()  # else there is nothing yet that could be painted
    return view


def _resident() -> int:
    """The memory of this process in bytes; 0 where the system does not tell in this way."""
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * _PAGE_BYTES if told.exists() else 0


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main())
