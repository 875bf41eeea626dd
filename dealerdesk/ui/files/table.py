"""The list of files: whole rows, widths from the fonts, and rows asked for as they come into sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dealerdesk.ui.files.delegates import DELEGATES, CellDelegate, column_width
from dealerdesk.ui.files.header import FilesHeader
from dealerdesk.ui.models.files_model import SORTED_BY, Column, FilesModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours

_VEHICLES_SHARE = 0.54
"""Of the room that is left, between the columns of vehicle and customer."""
_GIVEN_UP_FIRST = (Column.RESPONSIBLE, Column.LAST_VISIT, Column.STATE, Column.DOCUMENTS)


class FilesTable(QTableView):
    """Vehicle files, one a row; `chosen` tells the row, `opened` that Enter or a double click opens it."""

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, model: FilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = model
        self._searching = False
        self._sorted_by: tuple[int, Qt.SortOrder] = (Column.LAST_VISIT, Qt.SortOrder.DescendingOrder)
        self.setHorizontalHeader(FilesHeader(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(m.ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in Column:
            self.setItemDelegateForColumn(column, DELEGATES.get(column, CellDelegate)(self))
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sorting_asked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.doubleClicked.connect(self._on_double_clicked)

    def choose(self, row: int) -> None:
        """Select `row` and bring it into sight."""
        self.setCurrentIndex(self._files.index(row, 0))

    def step(self, rows: int) -> None:
        """Choose the row so many further down, or up."""
        last = self._files.rowCount() - 1
        if last >= 0:
            self.choose(min(max(self.currentIndex().row() + rows, 0), last))

    def look_around(self) -> None:
        """Tell the model which rows are in sight."""
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        self._files.see(first, last if last >= 0 else self._files.rowCount() - 1)

    def show_matches(self, *, searching: bool) -> None:
        """While searching, show in which fields the words were found."""
        self._searching = searching
        self.fit_columns()

    def fit_columns(self) -> None:
        """Lay the columns out: what is flexible shares the rest; the least needed go where room is short."""
        shown = [column for column in Column if column is not Column.MATCHED or self._searching]
        if self._searching:
            shown.remove(Column.RESPONSIBLE)
        flexible = (Column.VEHICLE, Column.CUSTOMER)
        room = self.viewport().width()
        for column in _GIVEN_UP_FIRST:
            if sum(map(column_width, shown)) > room and column in shown:
                shown.remove(column)
        rest = room - sum(column_width(column) for column in shown if column not in flexible)
        for column in Column:
            self.setColumnHidden(column, column not in shown)
            if column not in flexible:
                self.setColumnWidth(column, column_width(column))
        vehicles = max(round(rest * _VEHICLES_SHARE), column_width(Column.VEHICLE) // 2)
        self.setColumnWidth(Column.VEHICLE, vehicles)
        self.setColumnWidth(Column.CUSTOMER, max(rest - vehicles, column_width(Column.CUSTOMER) // 2))

    def currentChanged(  # noqa: N802  # Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row is chosen now."""
        super().currentChanged(current, previous)
        self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Open the chosen file on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Share the new room among the columns."""
        super().resizeEvent(event)
        self.fit_columns()
        self.look_around()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Measure anew when words or letters have changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._files.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
            self.fit_columns()
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Light up nothing."""
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the focus ring around the chosen row, over what the delegates have drawn."""
        super().paintEvent(event)
        if not self.hasFocus() or not self.currentIndex().isValid():
            return
        top = self.rowViewportPosition(self.currentIndex().row())
        ring = QRect(1, top + 1, self.viewport().width() - 2, m.ROW - 3)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(colours().of("accent"), m.FOCUS_RING))
        painter.drawRect(ring)
        painter.end()

    def _hover(self, row: int) -> None:
        if self.property("hovered_row") != row:
            self.setProperty("hovered_row", row)
            self.viewport().update()

    def _on_sorting_asked(self, column: int, order: Qt.SortOrder) -> None:
        if not self._searching and column in SORTED_BY:
            self._sorted_by = (column, order)
            self._files.sort(column, order)
        else:
            with QSignalBlocker(self.horizontalHeader()):
                self.horizontalHeader().setSortIndicator(*self._sorted_by)

    def _on_scrolled(self, _value: int) -> None:
        self.look_around()

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()
