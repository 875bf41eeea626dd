"""A process that opens a list of all files, jumps about in it, and tells what it took as JSON.

``python scroller.py ours FOLDER JUMPS SEED`` shows DealerDesk's model, ``peer`` a list of tuples with what
the same columns hold; both in Qt's plain table.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.storage.engine import connect
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.tasks import Tasks

_SIZE = (1280, 800)
_PATIENCE_S = 60
_PAGE_BYTES = 4096
_ALL_ROWS = (
    "SELECT f.plate, f.vin, coalesce(f.make, '') || ' ' || coalesce(f.model, ''), c.name, f.state, "
    "(SELECT count(*) FROM document d WHERE d.file_id = f.id), f.last_visit, f.responsible, NULL, "
    "f.file_no, f.location, f.kind, c.phone, f.colour, f.manufacture_date, f.odometer, "
    "f.insurance_ends, f.next_service, f.next_inspection, f.notes "
    "FROM vehicle_file f LEFT JOIN customer c ON c.id = f.customer_id "
    "WHERE f.archived_at IS NULL ORDER BY f.last_visit DESC, f.id DESC"
)


class Listed(Protocol):
    """A model in a view: whether the rows in sight are there."""

    view: QTableView

    def are_there(self) -> bool: ...

    def rest(self, application: QApplication) -> None:
        """Let what is read ahead arrive: nobody waits for it."""


class Peer(QAbstractTableModel):
    """A list of tuples."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(  # noqa: N802 - Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - as Qt has it
    ) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(  # noqa: N802 - Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - as Qt has it
    ) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = self._rows[index.row()][index.column()]
        return "" if value is None else str(value)


class InMemory:
    """All rows at once."""

    def __init__(self, desk: Desk) -> None:
        with closing(connect(desk.folder.database)) as connection:
            rows = connection.execute(_ALL_ROWS).fetchall()
        self.model = Peer(rows)
        self.view = _view(self.model)

    def are_there(self) -> bool:
        return True

    def rest(self, _application: QApplication) -> None:
        pass


class Ours:
    """The window's own model."""

    def __init__(self, desk: Desk) -> None:
        self.tasks = Tasks(_raise)
        self.model = FilesModel(self.tasks, desk.lists, desk.search)
        self.model.failed.connect(_raise)
        self.model.answered.connect(self.look)
        self.view = _view(self.model)
        self.view.verticalScrollBar().valueChanged.connect(self.look)
        self.model.refresh()

    def look(self, _value: int = 0) -> None:
        self.model.see(*_in_sight(self.view))

    def are_there(self) -> bool:
        first, last = _in_sight(self.view)
        rows = (self.model.index(row, 0).data(FilesModel.ROW_ROLE) for row in range(first, last + 1))
        return self.model.rowCount() > 0 and all(row is not None for row in rows)

    def rest(self, application: QApplication) -> None:
        _until(application, lambda: self.tasks.is_idle, self.view)


def main() -> int:
    kind, folder, jumps, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    application = QApplication(sys.argv[:1])
    desk = open_desk(Path(folder))
    warm = _view(Peer([("warm",) * len(Column)]))
    _until(application, lambda: True, warm)
    warm.close()
    gc.collect()
    before = _resident()
    start = time.perf_counter()
    listed: Listed = InMemory(desk) if kind == "peer" else Ours(desk)
    _until(application, listed.are_there, listed.view)
    first = time.perf_counter() - start
    if isinstance(listed, Ours):
        ours = listed
        _until(application, lambda: ours.model.is_whole and ours.tasks.is_idle, ours.view)
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
    count, times = listed.view.model().rowCount(), []
    for _ in range(jumps):
        start = time.process_time()
        listed.view.scrollTo(
            listed.view.model().index(chance.randrange(count), 0), QTableView.ScrollHint.PositionAtTop
        )
        _until(application, listed.are_there, listed.view)
        times.append((time.process_time() - start) * 1000)
        application.processEvents()
        listed.rest(application)
    return times


def _until(application: QApplication, fulfilled: Callable[[], bool], view: QTableView) -> None:
    """Let the event loop run until it is so, and paint it; it sleeps between, so that lanes can work."""
    end = time.perf_counter() + _PATIENCE_S
    while not fulfilled():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end:
            raise TimeoutError
    view.viewport().repaint()


def _view(model: QAbstractTableModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.resize(*_SIZE)
    view.show()
    QApplication.processEvents()  # else there is nothing yet that could be painted
    return view


def _in_sight(view: QTableView) -> tuple[int, int]:
    last = view.rowAt(view.viewport().height() - 1)
    return max(view.rowAt(0), 0), last if last >= 0 else view.model().rowCount() - 1


def _resident() -> int:
    """The memory of this process in bytes; 0 where the system does not tell in this way."""
    told = Path("/proc/self/statm")
    return int(told.read_text(encoding="ascii").split()[1]) * _PAGE_BYTES if told.exists() else 0


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main())
