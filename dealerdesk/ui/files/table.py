"""The list of files: whole rows, several at once, and rows asked for as they come into sight."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from dealerdesk.ui.files.delegates import DELEGATES, CellDelegate
from dealerdesk.ui.files.fitting import Fitting
from dealerdesk.ui.files.header import FilesHeader
from dealerdesk.ui.files.layout import USUAL_SORTING, ColumnLayout, Sorting
from dealerdesk.ui.models.files_columns import SORTED_BY, Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.widgets.rows_table import RowsTable


class FilesTable(RowsTable):
    """Vehicle files, one a row.

    `selected` tells that other rows are selected; `layout_changed` and `sorting_changed` what was done to the
    columns by hand.
    """

    selected = Signal()
    layout_changed = Signal()
    sorting_changed = Signal()

    def __init__(self, model: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self._files = model
        self._searching = False
        self._fitted: tuple[int, bool, ColumnLayout] | None = None
        self._sorting = USUAL_SORTING
        self._header = FilesHeader(self)
        self.setHorizontalHeader(self._header)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for column in Column:
            self.setItemDelegateForColumn(column, DELEGATES.get(column, CellDelegate)(self))
        self._fitting = Fitting(self, self._header)
        self._show_sorting()
        self._header.sortIndicatorChanged.connect(self._on_sorting_asked)
        self._fitting.changed.connect(self._on_layout_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def columns(self) -> ColumnLayout:
        """The columns that were chosen."""
        return self._fitting.layout

    @property
    def sorting(self) -> Sorting:
        """What all files are sorted by."""
        return self._sorting

    def use_columns(self, layout: ColumnLayout) -> None:
        """Show these columns."""
        self._fitting.layout = layout
        self.fit_columns()

    def choose_columns(self, layout: ColumnLayout) -> None:
        """Show these columns, since somebody has chosen them."""
        self.use_columns(layout)
        self.layout_changed.emit()

    @property
    def visible_columns(self) -> tuple[Column, ...]:
        """The columns that are on the screen, from left to right."""
        return self._fitting.visible

    def use_sorting(self, sorting: Sorting) -> None:
        """Sort by this column."""
        self._sorting = sorting
        self._show_sorting()
        self._files.sort(*sorting)

    def choose(self, row: int) -> None:
        """Select `row` alone and bring it into sight."""
        self.setCurrentIndex(self._files.index(row, self._fitting.first))

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows besides the one where the keyboard is."""
        selection = QItemSelection()
        for start, end in _blocks(rows):
            last = self._files.columnCount() - 1
            selection.select(self._files.index(start, 0), self._files.index(end, last))
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(selection, flags)

    def selected_ids(self) -> array[int]:
        """The files of the selected rows, from top to bottom; 0 where the list is not whole yet."""
        ids, chosen = self._files.ids, array("q")
        for first, last in self._selected_blocks():
            chosen += ids[first : last + 1]
        return chosen

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(last + 1 - first for first, last in self._selected_blocks())

    def _selected_blocks(self) -> list[tuple[int, int]]:
        """The first and the last row of what is selected, block by block, from top to bottom."""
        parts = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        blocks: list[tuple[int, int]] = []
        for first, last in parts:
            # A range may have been split by columns: then its rows stand there more than once.
            above = blocks[-1][1] if blocks else -1
            if last > above:
                blocks.append((max(first, above + 1), last))
        return blocks

    def step(self, rows: int) -> None:
        """Choose the row so many further down, or up."""
        last = self._files.rowCount() - 1
        if last >= 0:
            self.choose(min(max(self.currentIndex().row() + rows, 0), last))

    def look_around(self) -> None:
        """Tell the model which rows are in sight."""
        self._files.see(*self.rows_in_sight)

    def show_matches(self, *, searching: bool) -> None:
        """While searching, show in which fields the words were found, and no order."""
        self._searching = searching
        self._header.setSortIndicatorShown(not searching)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Lay the columns out in the room there is, unless they are laid out so already."""
        asked = (self.viewport().width(), self._searching, self._fitting.layout)
        if asked == self._fitted:
            return
        self._fitted = asked
        self._fitting.fit(self.viewport().width(), searching=self._searching)
        self._files.spoken_columns = self._fitting.visible
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Other words and letters need other widths."""
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._fitted = None
        super().changeEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's name
        """Letters search in the search box; Qt would walk through all rows here."""

    def _show_sorting(self) -> None:
        with QSignalBlocker(self._header):
            self._header.setSortIndicator(*self._sorting)
        self._header.viewport().update()

    def _on_sorting_asked(self, column: int, order: Qt.SortOrder) -> None:
        if self._searching or column not in SORTED_BY:
            self._show_sorting()
            return
        self._sorting = (Column(column), order)
        self._files.sort(column, order)
        self.sorting_changed.emit()

    def _on_layout_changed(self) -> None:
        self._fitted = None  # what was moved by hand goes back where it may not stand
        self.fit_columns()
        self.layout_changed.emit()

    def _on_selection_changed(self) -> None:
        self.selected.emit()


def _blocks(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of rows that follow each other, from top to bottom."""
    if isinstance(rows, range):
        yield rows[0], rows[-1]
        return
    for _, block in groupby(enumerate(rows), lambda place: place[1] - place[0]):
        together = [row for _, row in block]
        yield together[0], together[-1]
