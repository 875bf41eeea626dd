"""The list of vehicle files as a table model: ids of everything, rows of what is in sight."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import Message
from dealerdesk.services.lists import FileOrder, FileRow, Lists
from dealerdesk.services.search import Search, SearchAnswer
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.models.matches import match_words
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.widgets.meter import reading_of
from dealerdesk.ui.widgets.plate import NO_PLATE
from dealerdesk.ui.widgets.states import state_words

Index = QModelIndex | QPersistentModelIndex

HITS_SHOWN = 500
ROWS_AHEAD = 60
"""Rows that are fetched beyond those in sight, in both directions."""
ROWS_KEPT = 2000
LIST_TOPIC = "files.list"
ROWS_TOPIC = "files.rows"


class Column(IntEnum):
    """The columns, from left to right."""

    PLATE = 0
    VIN = 1
    VEHICLE = 2
    CUSTOMER = 3
    STATE = 4
    DOCUMENTS = 5
    LAST_VISIT = 6
    RESPONSIBLE = 7
    MATCHED = 8


COLUMN_TITLES = {
    Column.PLATE: Message("ui.column_plate", "Plate"),
    Column.VIN: Message("ui.column_vin", "VIN"),
    Column.VEHICLE: Message("ui.column_vehicle", "Vehicle"),
    Column.CUSTOMER: Message("ui.column_customer", "Customer"),
    Column.STATE: Message("ui.column_state", "State"),
    Column.DOCUMENTS: Message("ui.column_documents", "Documents"),
    Column.LAST_VISIT: Message("ui.column_last_visit", "Last visit"),
    Column.RESPONSIBLE: Message("ui.column_responsible", "Responsible person"),
    Column.MATCHED: Message("ui.column_matched", "Found in"),
}
LOADING_ROW = Message("ui.loading_row", "loading …")

SORTED_BY = {
    Column.PLATE: FileOrder.PLATE,
    Column.VIN: FileOrder.VIN,
    Column.VEHICLE: FileOrder.MAKE,
    Column.STATE: FileOrder.STATE,
    Column.LAST_VISIT: FileOrder.LAST_VISIT,
    Column.RESPONSIBLE: FileOrder.RESPONSIBLE,
}
"""The columns that a click sorts by."""

_TEXTS: dict[Column, Callable[[FileRow], str | None]] = {
    Column.PLATE: lambda row: row.plate,
    Column.VIN: lambda row: row.vin,
    Column.VEHICLE: lambda row: " ".join(filter(None, (row.make, row.model))),
    Column.CUSTOMER: lambda row: row.customer,
    Column.STATE: lambda row: state_words(FileState(row.state), archived=row.archived),
    Column.DOCUMENTS: lambda row: reading_of(row.completeness, row.expiring).count,
    Column.LAST_VISIT: lambda row: shown_date(row.last_visit),
    Column.RESPONSIBLE: lambda row: row.responsible,
}


class FilesModel(QAbstractTableModel):
    """Vehicle files by id; `data` answers from rows in memory, and what is not there yet is a placeholder.

    The list is all active files in an order, or the hits of a search; both arrive through the tasks.
    """

    answered = Signal()
    failed = Signal(object)

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1
    """The `FileRow`, or None while it is on its way."""

    def __init__(self, tasks: Tasks, lists: Lists, search: Search, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._lists = lists
        self._search = search
        self._ids: array[int] = array("q")
        self._rows: dict[int, FileRow] = {}
        self._matched: dict[int, tuple[str, ...]] = {}
        self._in_sight = range(0)
        self._query = ""
        self._is_asking = False
        self._total = 0
        self._order = FileOrder.LAST_VISIT
        self._descending = True

    @property
    def query(self) -> str:
        """What is searched for; empty when all files are listed."""
        return self._query

    @property
    def total(self) -> int:
        """How many files there are, or how many fit the search: more perhaps than are listed."""
        return self._total

    def find(self, query: str) -> None:
        """List the hits of `query`, or all files when it is empty."""
        self._query = query.strip()
        self.refresh()

    @property
    def is_asking(self) -> bool:
        """Whether the answer to the latest question is still on its way."""
        return self._is_asking

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List all files in the order of `column`; columns that know no order change nothing."""
        by = SORTED_BY.get(Column(column))
        descending = order is Qt.SortOrder.DescendingOrder
        if by is not None and (by, descending) != (self._order, self._descending):
            self._order, self._descending = by, descending
            self.refresh()

    def refresh(self) -> None:
        """Ask the same question anew."""
        self._is_asking = True
        if self._query:
            ask = partial(self._search.find, self._query, HITS_SHOWN)
            self._tasks.read(LIST_TOPIC, ask, self._take_hits, self._on_failed)
        else:
            all_ids = partial(self._lists.file_ids, self._order, descending=self._descending)
            self._tasks.read(LIST_TOPIC, all_ids, self._take_ids, self._on_failed)

    def forget_rows(self, file_ids: frozenset[int]) -> None:
        """Fetch these files' rows anew, and the list, since they have changed."""
        self._tasks.forget(ROWS_TOPIC)
        for file_id in file_ids & self._rows.keys():
            del self._rows[file_id]
        self.refresh()

    def see(self, first: int, last: int) -> None:
        """Fetch what is missing of the rows `first` to `last`, which are in sight, and around them."""
        self._in_sight = range(max(0, first - ROWS_AHEAD), min(len(self._ids), last + 1 + ROWS_AHEAD))
        missing = [self._ids[row] for row in self._in_sight if self._ids[row] not in self._rows]
        if missing:
            self._tasks.read(
                ROWS_TOPIC, partial(self._lists.rows, missing), self._take_rows, self.failed.emit
            )

    def id_at(self, row: int) -> int | None:
        """The file in `row`, or None beyond the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, file_id: int) -> int | None:
        """Where a file is listed, or None."""
        try:
            return self._ids.index(file_id)
        except ValueError:
            return None

    def _take_ids(self, ids: array[int]) -> None:
        self._take_list(ids, {}, len(ids))

    def _take_hits(self, answer: SearchAnswer) -> None:
        hits = {hit.file_id: hit.matched for hit in answer.hits}
        self._take_list(array("q", hits), hits, answer.total)

    def _take_list(self, ids: array[int], matched: dict[int, tuple[str, ...]], total: int) -> None:
        self._is_asking = False
        self._total = total
        if (ids, matched) != (self._ids, self._matched):
            self.beginResetModel()
            self._ids, self._matched = ids, matched
            self.endResetModel()
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self.failed.emit(error)

    def _take_rows(self, rows: Mapping[int, FileRow]) -> None:
        self._rows.update(rows)
        if len(self._rows) > ROWS_KEPT:
            near = {self._ids[row] for row in self._in_sight if row < len(self._ids)}
            self._rows = {file_id: row for file_id, row in self._rows.items() if file_id in near}
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as files are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The same columns always."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMN_TITLES[Column(section)].said()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says; never a query."""
        file_id = self.id_at(index.row()) if index.isValid() else None
        if file_id is None:
            return None
        row = self._rows.get(file_id)
        if role == self.ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, Column(index.column()), file_id) if row else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row, Column(index.column()), file_id) if row else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, Column(index.column()), file_id)
        return None

    def _text(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.MATCHED:
            return match_words(self._matched.get(file_id, ()))
        return _TEXTS[column](row) or ""

    def _spoken(self, row: FileRow | None, column: Column, file_id: int) -> str:
        if row is None:
            return LOADING_ROW.said()
        if column is Column.PLATE and not row.plate:
            return NO_PLATE.said()
        if column is Column.DOCUMENTS:
            return reading_of(row.completeness, row.expiring).said()
        return self._text(row, column, file_id)

    def _tool_tip(self, row: FileRow, column: Column, file_id: int) -> str:
        if self._matched and column is Column.PLATE:
            return match_words(self._matched.get(file_id, ()))
        return self._spoken(row, column, file_id)
