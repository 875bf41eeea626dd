"""The list of vehicle files as a table model: ids of everything, rows of what is in sight."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter
from dealerdesk.services.lists import FileOrder, FileRow, Lists
from dealerdesk.services.search import Search
from dealerdesk.ui.models.files_columns import SORTED_BY, USUAL_COLUMNS, Column, column_text, column_title
from dealerdesk.ui.models.matches import match_words
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.widgets.meter import said_with_missing
from dealerdesk.ui.widgets.plate import NO_PLATE

Index = QModelIndex | QPersistentModelIndex

HITS_SHOWN = 500
ROWS_AHEAD = 60
"""Rows that are fetched beyond those in sight, in both directions."""
ROWS_KEPT = 2000
LIST_TOPIC = "files.list"
ROWS_TOPIC = "files.rows"


ROW_SPOKEN = Message("ui.row_spoken", "{title}: {text}")
LOADING_ROW = Message("ui.loading_row", "loading …")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is listed: ids in order, in which fields each was found, and how many fit in all."""

    ids: array[int]
    matched: dict[int, tuple[str, ...]]
    total: int


class FilesModel(QAbstractTableModel):
    """Vehicle files by id; `data` answers from rows in memory, and what is not there yet is a placeholder.

    The list is what fits a filter, in an order; or the hits of a search among it, the best first. Both arrive
    through the tasks.
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
        self._wanted = NO_FILTER
        self._is_asking = False
        self._total = 0
        self._order = FileOrder.LAST_VISIT
        self._descending = True
        self.spoken_columns: Sequence[Column] = USUAL_COLUMNS

    @property
    def query(self) -> str:
        """What is searched for; empty when all files are listed."""
        return self._query

    @property
    def wanted(self) -> FilesFilter:
        """What the list is narrowed to."""
        return self._wanted

    @property
    def total(self) -> int:
        """How many files there are, or how many fit the search: more perhaps than are listed."""
        return self._total

    @property
    def ids(self) -> array[int]:
        """What is listed, in order."""
        return self._ids

    def find(self, query: str) -> None:
        """List the hits of `query`, or all files when it is empty."""
        self.ask(query, self._wanted)

    def ask(self, query: str, wanted: FilesFilter) -> None:
        """List what fits `wanted` among the hits of `query`, or among all files when that is empty."""
        self._query, self._wanted = query.strip(), wanted
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
            ask = partial(_hits, self._search, self._lists, self._query, self._wanted)
        else:
            ask = partial(_all_fitting, self._lists, self._order, self._descending, self._wanted)
        self._tasks.read(LIST_TOPIC, ask, self._take_list, self._on_failed)

    def forget_rows(self, file_ids: frozenset[int]) -> None:
        """Fetch these files' rows anew, and the list, since they have changed."""
        self._tasks.forget(ROWS_TOPIC)
        for file_id in file_ids & self._rows.keys():
            del self._rows[file_id]
        self.refresh()

    def forget_all_rows(self) -> None:
        """Fetch everything anew, since something that all rows rest on has changed, such as a setting."""
        self.forget_rows(frozenset(self._rows))

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

    def rows_of(self, file_ids: Iterable[int]) -> list[int]:
        """Where those of `file_ids` are listed that are, from top to bottom."""
        wanted = set(file_ids)
        return [row for row, file_id in enumerate(self._ids) if file_id in wanted]

    def _take_list(self, answer: _Answer) -> None:
        self._is_asking = False
        self._total = answer.total
        if (answer.ids, answer.matched) != (self._ids, self._matched):
            self.beginResetModel()
            self._ids, self._matched = answer.ids, answer.matched
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
            return column_title(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says; never a query."""
        file_id = self.id_at(index.row()) if index.isValid() else None
        if file_id is None:
            return None
        row, column = self._rows.get(file_id), Column(index.column())
        if role == self.ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, file_id)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._spoken_row(row, file_id)
        tell = {Qt.ItemDataRole.DisplayRole: self._text, Qt.ItemDataRole.ToolTipRole: self._tool_tip}.get(
            Qt.ItemDataRole(role)
        )
        if tell is None:
            return None
        return tell(row, column, file_id) if row else ""

    def _text(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.MATCHED:
            return match_words(self._matched.get(file_id, ()))
        return column_text(column, row)

    def _spoken(self, row: FileRow | None, column: Column, file_id: int) -> str:
        if row is None:
            return LOADING_ROW.said()
        if column is Column.PLATE and not row.plate:
            return NO_PLATE.said()
        if column is Column.DOCUMENTS:
            return said_with_missing(row.completeness)
        return self._text(row, column, file_id)

    def _spoken_row(self, row: FileRow | None, file_id: int) -> str:
        """The whole row in one breath: what is empty is passed over."""
        if row is None:
            return LOADING_ROW.said()
        parts = ((column, self._spoken(row, column, file_id)) for column in self.spoken_columns)
        said = [ROW_SPOKEN.said(title=column_title(column), text=text) for column, text in parts if text]
        return LIST_SEPARATOR.said().join(said)

    def _tool_tip(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.NOTES:
            return row.notes or ""
        if self._matched and column is Column.PLATE:
            return match_words(self._matched.get(file_id, ()))
        return self._spoken(row, column, file_id)


def _all_fitting(lists: Lists, order: FileOrder, descending: bool, wanted: FilesFilter) -> _Answer:
    ids = lists.file_ids(order, descending=descending, wanted=wanted)
    return _Answer(ids, {}, len(ids))


def _hits(search: Search, lists: Lists, query: str, wanted: FilesFilter) -> _Answer:
    """The hits that fit `wanted` too; where something is wanted, only what is listed is counted."""
    answer = search.find(query, HITS_SHOWN)
    matched = {hit.file_id: hit.matched for hit in answer.hits}
    if wanted.is_empty:
        return _Answer(array("q", matched), matched, answer.total)
    ids = lists.fitting(list(matched), wanted)
    return _Answer(ids, {file_id: matched[file_id] for file_id in ids}, len(ids))
