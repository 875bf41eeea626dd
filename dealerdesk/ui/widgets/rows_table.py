"""A table of whole rows: one is chosen, the one under the mouse lights up, Enter and a double click open."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours

HOVERED_ROW = "hovered_row"
"""The property that tells delegates which row is under the mouse; -1 for none."""


class RowsTable(QTableView):
    """Shows a model's rows; `chosen` tells the row where the keyboard is, `opened` that it shall be opened.

    Who inherits lays the columns out in `fit_columns` and hears in `look_around` that other rows may be in
    sight; both are called whenever the room or the words change.
    """

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, model: QAbstractItemModel, row: int = m.ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.doubleClicked.connect(self._on_double_clicked)

    def fit_columns(self) -> None:
        """Lay the columns out in the room there is."""

    def look_around(self) -> None:
        """Ask for the rows that are in sight."""

    @property
    def rows_in_sight(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        last = self.rowAt(self.viewport().height() - 1)
        return max(self.rowAt(0), 0), last if last >= 0 else self.model().rowCount() - 1

    def currentChanged(  # noqa: N802  # Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row is chosen now."""
        super().currentChanged(current, previous)
        self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Open the chosen row on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Share the new room among the columns; a chosen row that was in sight stays there."""
        super().resizeEvent(event)
        self.fit_columns()
        row = self.currentIndex().row()
        below = self.rowViewportPosition(row) + self.rowHeight(row) if row >= 0 else 0
        if event.size().height() < below <= event.oldSize().height():
            self.scrollTo(self.currentIndex())
        self.look_around()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Measure anew when words or letters have changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange} and self.model():
            last = self.model().columnCount() - 1
            self.model().headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
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
        row = self.currentIndex().row()
        ring = QRect(
            1, self.rowViewportPosition(row) + 1, self.viewport().width() - 2, self.rowHeight(row) - 3
        )
        with QPainter(self.viewport()) as painter:
            painter.setPen(QPen(colours().of("accent"), m.FOCUS_RING))
            painter.drawRect(ring)

    def _hover(self, row: int) -> None:
        if self.property(HOVERED_ROW) != row:
            self.setProperty(HOVERED_ROW, row)
            self.viewport().update()

    def _on_scrolled(self, _value: int) -> None:
        self.look_around()

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()
