"""The list of files: whole rows, several at once, and rows asked for as they come into sight."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QRect,
    QRectF,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from dealerdesk.ui.files.delegates import DELEGATES, CellDelegate
from dealerdesk.ui.files.fitting import Fitting
from dealerdesk.ui.files.header import FilesHeader
from dealerdesk.ui.files.layout import USUAL_SORTING, ColumnLayout, Sorting
from dealerdesk.ui.models.files_columns import SORTED_BY, Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.rows_table import HOVERED_ROW, RowsTable

HELD_MS = 50
"""So long the old picture stays while rows are on their way: mostly they come within a few milliseconds."""


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
        self._has_new_rows = False
        self._holding = QTimer(self, interval=HELD_MS, singleShot=True)
        self._holding.timeout.connect(self._paint_again)
        model.dataChanged.connect(self._on_rows_came)
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
        """The files of the selected rows, from top to bottom."""
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
        """Tell the model which rows are in sight; what is on its way is painted when it has come."""
        self._files.see(*self.rows_in_sight)
        if self._files.is_in_sight:
            self._paint_again()
        elif self.viewport().updatesEnabled():
            # Painting takes longer than reading: grey bars first would double what a jump takes.
            self.viewport().setUpdatesEnabled(False)
            self._holding.start()

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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the ground of the rows, then what is in them."""
        with QPainter(self.viewport()) as painter:
            self._paint_grounds(painter, event.rect())
        super().paintEvent(event)
        if self._has_new_rows:
            self._has_new_rows = False
            # Now that these are painted: nobody waits for what is out of sight.
            QTimer.singleShot(0, self._files, self._files.read_ahead)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:  # noqa: N802  # Qt's name
        """Keep Qt from covering the ground of chosen rows with one of its own, cell by cell."""
        super().initViewItemOption(option)
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        option.palette = palette

    def _paint_grounds(self, painter: QPainter, place: QRect) -> None:
        """Selection, hover, the line below, and the bar before the chosen rows."""
        top, bottom = self.rowAt(place.top()), self.rowAt(place.bottom())
        if top < 0:
            return
        now, hovered = colours(), self.property(HOVERED_ROW)
        left, width = -self._header.offset(), self._header.length()
        for row in range(top, (bottom if bottom >= 0 else self._files.rowCount() - 1) + 1):
            ground = QRectF(left, self.rowViewportPosition(row), width, self.rowHeight(row))
            selected = self.selectionModel().isSelected(self._files.index(row, self._fitting.first))
            if selected or hovered == row:
                painter.fillRect(ground, now.of("selection" if selected else "hover"))
            line = QRectF(left, ground.bottom() - m.BORDER, width, m.BORDER)
            painter.fillRect(line, now.of("row_line"))
            if selected:
                painter.fillRect(
                    QRectF(left, ground.top(), m.SELECTION_BAR, ground.height()), now.of("accent")
                )

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

    def _on_rows_came(self) -> None:
        self._has_new_rows = True
        if self._files.is_in_sight:
            self._paint_again()

    def _paint_again(self) -> None:
        self._holding.stop()
        self.viewport().setUpdatesEnabled(True)

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
