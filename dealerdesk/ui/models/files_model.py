"""The list of vehicle files as a table model: its first page, then all ids, and rows of what is in sight."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.file_filters import FilesFilter
from dealerdesk.services.file_listing import FileListing, FilesQuestion
from dealerdesk.services.lists import FileRow, Lists
from dealerdesk.ui.models.files_columns import SORTED_BY, USUAL_COLUMNS, Column, column_text, column_title
from dealerdesk.ui.models.matches import match_words
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.widgets.meter import said_with_missing
from dealerdesk.ui.widgets.plate import NO_PLATE

if TYPE_CHECKING:  # start-up: the search is loaded when the list is shown
    from dealerdesk.services.search import Search

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
class _Hits:
    """What a search lists: ids in order, in which fields each was found, and how many fit in all, or more.

    Where there is nothing, other words that may have been meant.
    """

    ids: array[int]
    matched: dict[int, tuple[str, ...]]
    total: int
    has_more: bool = False
    suggestions: tuple[str, ...] = ()


class FilesModel(QAbstractTableModel):
    """Vehicle files by id; `data` answers from rows in memory, and what is not there yet is a placeholder.

    The list is what fits a filter, in an order; or the hits of a search among it, the best first. Both arrive
    through the tasks, a long list in two parts: first its first page, then all its ids. `answered` tells of
    each. `search` is first asked for with the first words.
    """

    answered = Signal()
    failed = Signal(object)

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1
    """The `FileRow`, or None while it is on its way."""

    def __init__(
        self, tasks: Tasks, lists: Lists, search: Callable[[], Search], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._lists = lists
        self._search = search
        self._ids: array[int] = array("q")
        self._rows: dict[int, FileRow] = {}
        self._matched: dict[int, tuple[str, ...]] = {}
        self._in_sight = range(0)
        self._near = range(0)
        self._query = ""
        self._is_asking = False
        self._total = 0
        self.has_more = False
        """Whether more may fit than `total`: nobody counts a million hits."""
        self.suggestions: tuple[str, ...] = ()
        """Other words for a query that finds nothing."""
        self._question = FilesQuestion()
        self._listing: FileListing | None = None
        self._listed: FilesQuestion | None = None
        self.spoken_columns: Sequence[Column] = USUAL_COLUMNS

    @property
    def query(self) -> str:
        """What is searched for; empty when all files are listed."""
        return self._query

    @property
    def wanted(self) -> FilesFilter:
        """What the list is narrowed to."""
        return self._question.wanted

    @property
    def total(self) -> int:
        """How many files fit once the list `is_whole`; of a search perhaps more than are listed."""
        return self._total

    @property
    def is_whole(self) -> bool:
        """Whether all that is listed is known by now, not only the first page."""
        return self._listing is None or self._listing.is_whole

    @property
    def ids(self) -> array[int]:
        """What is listed, in order."""
        return self._ids

    def find(self, query: str) -> None:
        """List the hits of `query`, or all files when it is empty."""
        self.ask(query, self.wanted)

    def ask(self, query: str, wanted: FilesFilter) -> None:
        """List what fits `wanted` among the hits of `query`, or among all files when that is empty."""
        self._query, self._question = query.strip(), replace(self._question, wanted=wanted)
        self.refresh()

    @property
    def is_asking(self) -> bool:
        """Whether the answer to the latest question is still on its way."""
        return self._is_asking

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List all files in the order of `column`; columns that know no order change nothing."""
        by = SORTED_BY.get(Column(column))
        descending = order is Qt.SortOrder.DescendingOrder
        question = replace(self._question, order=by or self._question.order, descending=descending)
        if by is not None and question != self._question:
            self._question = question
            self.refresh()

    def refresh(self) -> None:
        """Ask the same question anew."""
        self._is_asking = True
        lists, question, listing = self._lists, self._question, self._listing
        if self._query:
            hits = partial(_hits, self._search, lists, self._query, question.wanted)
            self._tasks.read(LIST_TOPIC, hits, self._take_hits, self._on_failed)
        elif listing is None or (self._listed and question.wanted != self._listed.wanted):
            first = partial(lists.first_page, question)
            self._tasks.read(LIST_TOPIC, first, partial(self._take_page, question), self._on_failed)
        elif listing.is_whole and question == self._listed:
            renew = partial(lists.renewed, listing, question)
            self._tasks.read(LIST_TOPIC, renew, partial(self._take_listing, question), self._on_failed)
        else:
            # The old list stays until the other one is whole: the chosen file may be anywhere in it.
            self._read_whole(question)

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
        """Fetch what is missing of the rows `first` to `last`, which are in sight, else of those around them.

        What is around a place that was jumped to is left to `read_ahead`.
        """
        end = len(self._ids)
        self._in_sight = range(max(0, first), min(end, last + 1))
        self._near = range(max(0, first - ROWS_AHEAD), min(end, last + 1 + ROWS_AHEAD))
        # Whoever jumps far sees what is in sight first; what is around it follows when that is there.
        self._fetch(self._missing(self._in_sight) or self._missing(self._near))

    def read_ahead(self) -> None:
        """Fetch what is missing around the rows in sight, once these are there."""
        if self.is_in_sight:
            self._fetch(self._missing(self._near))

    @property
    def is_in_sight(self) -> bool:
        """Whether all rows are there that were last said to be in sight."""
        return not self._missing(self._in_sight)

    def _fetch(self, missing: list[int]) -> None:
        if missing:
            self._tasks.read(
                ROWS_TOPIC, partial(self._lists.rows, missing), self._take_rows, self.failed.emit
            )

    def _missing(self, rows: range) -> list[int]:
        ids, there = self._ids, self._rows
        near = (ids[row] for row in rows if row < len(ids))
        return [file_id for file_id in near if file_id not in there]

    def id_at(self, row: int) -> int | None:
        """The file in `row`, or None beyond the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, file_id: int) -> int | None:
        """Where a file is listed, or None."""
        try:
            return self._ids.index(file_id)
        except ValueError:
            return None

    def rows_of(self, file_ids: Sequence[int]) -> Sequence[int]:
        """Where those of `file_ids` are listed that are, from top to bottom."""
        block = array("q", file_ids)
        first = self.row_of(block[0]) if block else None
        # Mostly a block that was chosen is one still, and a million rows are not looked through in Python.
        if first is not None and self._ids[first : first + len(block)] == block:
            return range(first, first + len(block))
        wanted = set(block)
        return [row for row, file_id in enumerate(self._ids) if file_id in wanted]

    def _read_whole(self, question: FilesQuestion) -> None:
        read = partial(self._lists.listing, question)
        self._tasks.read(LIST_TOPIC, read, partial(self._take_listing, question), self._on_failed)

    def _take_page(self, question: FilesQuestion, page: FileListing) -> None:
        self._take_listing(question, page)
        if not page.is_whole:
            self._read_whole(question)

    def _take_listing(self, question: FilesQuestion, listing: FileListing) -> None:
        begun = self._listing if question == self._listed else None
        self._listing, self._listed = listing, question
        self._total, self.has_more = len(listing.ids), False
        if begun is not None and not begun.is_whole and listing.ids[: len(begun.ids)] == begun.ids:
            self._go_on(listing.ids)
        else:
            self._show(listing.ids, {})
        self._tell_answered()

    def _take_hits(self, hits: _Hits) -> None:
        self._listing = self._listed = None
        self._total, self.has_more, self.suggestions = hits.total, hits.has_more, hits.suggestions
        self._show(hits.ids, hits.matched)
        self._tell_answered()

    def _show(self, ids: array[int], matched: dict[int, tuple[str, ...]]) -> None:
        if (ids, matched) != (self._ids, self._matched):
            self.beginResetModel()
            self._ids, self._matched = ids, matched
            self.endResetModel()

    def _go_on(self, ids: array[int]) -> None:
        """Take all ids instead of those of the first page, which stays what it is."""
        if len(ids) > len(self._ids):
            self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
            self._ids = ids
            self.endInsertRows()

    def _tell_answered(self) -> None:
        self._is_asking = False
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self.failed.emit(error)

    def _take_rows(self, rows: Mapping[int, FileRow]) -> None:
        self._rows.update(rows)
        if len(self._rows) > ROWS_KEPT:
            near = {self._ids[row] for row in self._near if row < len(self._ids)}
            self._rows = {file_id: row for file_id, row in self._rows.items() if file_id in near}
        # Only of what is in sight: a view paints all of it anew, also for rows that nobody sees.
        new = [row for row in self._in_sight if row < len(self._ids) and self._ids[row] in rows]
        if new:
            self.dataChanged.emit(self.index(new[0], 0), self.index(new[-1], self.columnCount() - 1))

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
        # A view asks for nine roles of every cell that it paints: those that say nothing cost nothing.
        if role not in _ANSWERED or not index.isValid():
            return None
        file_id = self.id_at(index.row())
        row = self._rows.get(file_id) if file_id else None
        if role == self.ROW_ROLE:
            return row
        if file_id is None or row is None:
            return LOADING_ROW.said() if role in _SPOKEN else ""
        return self._said(role, row, _COLUMNS[index.column()], file_id)

    def _said(self, role: int, row: FileRow, column: Column, file_id: int) -> str:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column, file_id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, file_id)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._spoken_row(row, file_id)
        return self._tool_tip(row, column, file_id)

    def _text(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.MATCHED:
            return match_words(self._matched.get(file_id, ()))
        return column_text(column, row)

    def _spoken(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.PLATE and not row.plate:
            return NO_PLATE.said()
        if column is Column.DOCUMENTS:
            return said_with_missing(row.completeness)
        return self._text(row, column, file_id)

    def _spoken_row(self, row: FileRow, file_id: int) -> str:
        """The whole row in one breath: what is empty is passed over."""
        parts = ((column, self._spoken(row, column, file_id)) for column in self.spoken_columns)
        said = [ROW_SPOKEN.said(title=column_title(column), text=text) for column, text in parts if text]
        return LIST_SEPARATOR.said().join(said)

    def _tool_tip(self, row: FileRow, column: Column, file_id: int) -> str:
        if column is Column.NOTES:
            return row.notes or ""
        if self._matched and column is Column.PLATE:
            return match_words(self._matched.get(file_id, ()))
        return self._spoken(row, column, file_id)


_COLUMNS = tuple(Column)
_SPOKEN = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole})
_ANSWERED = _SPOKEN | {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, FilesModel.ROW_ROLE}


def _hits(search: Callable[[], Search], lists: Lists, query: str, wanted: FilesFilter) -> _Hits:
    """The hits that fit `wanted` too; where something is wanted, only what is listed is counted."""
    answer = search().find(query, HITS_SHOWN)
    matched = {hit.file_id: hit.matched for hit in answer.hits}
    if wanted.is_empty:
        suggestions = () if matched else search().suggest(query)
        return _Hits(array("q", matched), matched, answer.total, not answer.is_counted, suggestions)
    ids = lists.fitting(list(matched), wanted)
    return _Hits(ids, {file_id: matched[file_id] for file_id in ids}, len(ids))
