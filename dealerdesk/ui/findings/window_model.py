"""Rows of a long list as a table model: how many there are, and those in sight."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter

from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.ui.tasks import Failed, Tasks
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

ROWS_AHEAD = 60
"""Rows that are fetched beyond those in sight, in both directions."""
ROWS_KEPT = 2000
ON_ITS_WAY = Message("ui.findings_row_loading", "loading …")
CELL_SPOKEN = Message("ui.findings_cell_spoken", "{title}: {text}")


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column: its title, what a row says there, and a `usual` text that has room in it.

    `share` is its part of the room that is left; the higher `spare`, the sooner it goes where room is short.
    Right aligned columns are numbers. `paint` draws more than words.
    """

    title: Message
    text: Callable[[Any], str]
    usual: str
    share: int = 0
    spare: int = 0
    is_right: bool = False
    paint: Callable[[QPainter, QRectF, Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A list that is read by windows: `read` gets start and count, and answers the total and the rows.

    `about` tells lists apart: with the same one, what is read is the same list as it is now. Rows that
    `group` answers alike stand together, and rows are known again by what `key` answers.
    """

    about: Hashable
    read: Callable[[int, int], tuple[int, Sequence[Any]]]
    key: Callable[[Any], Hashable]
    group: Callable[[Any], str] = lambda _row: ""


class WindowModel(QAbstractTableModel):
    """Rows by windows; `data` never asks the service.

    `about_to_renew` and `renewed` stand around an exchange of all rows, so that a table keeps its place;
    `renewed` says whether it is the same list as before.
    """

    about_to_renew = Signal()
    renewed = Signal(bool)

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1
    """The row itself, or None while it is on its way."""
    BEGINS_ROLE = Qt.ItemDataRole.UserRole + 2
    """Whether another group begins with the row."""

    def __init__(
        self,
        columns: Sequence[RowColumn],
        tasks: Tasks,
        topic: str,
        failed: Failed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tasks = tasks
        self._topic = topic
        self._failed = failed
        self._source: Source | None = None
        self._count = 0
        self._rows: dict[int, Any] = {}
        self._in_sight = range(0)

    @property
    def source(self) -> Source | None:
        """What is listed."""
        return self._source

    @property
    def is_there(self) -> bool:
        """Whether a list is shown, if only an empty one."""
        return self._source is not None

    def forget(self) -> None:
        """List nothing."""
        self._tasks.forget(self._topic)
        self._tasks.forget((self._topic, "renewed"))
        self.beginResetModel()
        self._source, self._count, self._rows = None, 0, {}
        self.endResetModel()

    def list_rows(self, source: Source) -> None:
        """List the rows of `source`; the old ones stay until they are there."""
        is_same = self._source is not None and self._source.about == source.about
        start = max(self._in_sight.start - ROWS_AHEAD, 0) if is_same else 0
        length = len(self._in_sight) + 2 * ROWS_AHEAD
        self._tasks.forget(self._topic)
        self._tasks.read(
            (self._topic, "renewed"),
            partial(source.read, start, length),
            partial(self._renew, source, start),
            self._failed,
        )

    def see(self, first: int, last: int) -> None:
        """Fetch what is missing of the rows `first` to `last`, which are in sight, and of those around."""
        self._in_sight = range(max(first, 0), min(last + 1, self._count))
        source = self._source
        if source is None or all(row in self._rows for row in self._in_sight):
            return
        start = max(first - ROWS_AHEAD, 0)
        self._tasks.read(
            self._topic,
            partial(source.read, start, last - start + ROWS_AHEAD),
            partial(self._take, start),
            self._failed,
        )

    def row_at(self, row: int) -> Any:
        """The row at a place, None while it is on its way."""
        return self._rows.get(row)

    def place_of(self, key: Hashable, near: int) -> int | None:
        """Where the row with `key` is listed, among those that are there; the nearest to `near`."""
        source = self._source
        if source is None:
            return None
        places = [at for at, row in self._rows.items() if source.key(row) == key]
        return min(places, key=lambda at: abs(at - near), default=None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The same always."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title.said()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        row = self._rows.get(index.row()) if index.isValid() else None
        if role == self.ROW_ROLE:
            return row
        if role == self.BEGINS_ROLE:
            return row is not None and self._begins(index.row(), row)
        return self._words(row, index.column(), role) if index.isValid() and role in _ANSWERED else None

    def _words(self, row: Any, column: int, role: int) -> str:
        if row is None:
            return ON_ITS_WAY.said() if role in _SPOKEN else ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._spoken(row)
        text = self.columns[column].text(row)
        return tip_of(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _begins(self, at: int, row: Any) -> bool:
        source, before = self._source, self._rows.get(at - 1)
        return source is not None and (before is None or source.group(before) != source.group(row))

    def _spoken(self, row: Any) -> str:
        """The whole row in one breath."""
        parts = ((column.title, column.text(row)) for column in self.columns)
        return LIST_SEPARATOR.said().join(
            CELL_SPOKEN.said(title=title, text=text) for title, text in parts if text
        )

    def _renew(self, source: Source, start: int, found: tuple[int, Sequence[Any]]) -> None:
        is_same = self._source is not None and self._source.about == source.about
        self.about_to_renew.emit()
        self.beginResetModel()
        self._source = source
        self._count, rows = found
        self._rows = dict(enumerate(rows, start))
        self.endResetModel()
        self.renewed.emit(is_same)

    def _take(self, start: int, found: tuple[int, Sequence[Any]]) -> None:
        _total, rows = found
        if len(self._rows) > ROWS_KEPT:
            self._rows = {}
        self._rows |= dict(enumerate(rows, start))
        if rows and start < self._count:
            last = min(start + len(rows), self._count) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(last, len(self.columns) - 1))


_SPOKEN = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole})
_ANSWERED = _SPOKEN | {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
