"""The panel below “Columns”: which are shown, and in which order, by keyboard and by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.files.layout import ColumnLayout
from dealerdesk.ui.models.files_columns import OFFERED_COLUMNS, Column, column_title
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import text_metrics
from dealerdesk.ui.widgets.popup import Popup
from dealerdesk.ui.widgets.tick_list import CODE_ROLE, TickList

LIST = Message("ui.columns_list", "Columns: Space shows or hides one, Alt+↑ and Alt+↓ move it")
HINT = Message("ui.columns_hint", "Drag, or Alt+↑ Alt+↓, to reorder")
UP = Message("ui.columns_up", "Move the column to the left")
DOWN = Message("ui.columns_down", "Move the column to the right")
USUAL = Message("ui.columns_usual", "As usual")


class ColumnsPopup(Popup):
    """Ticks for every column; `changed` carries the layout that they say."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = ColumnLayout()
        self.list = _ColumnsList()
        self._hint = QLabel()
        self._hint.setProperty("text_kind", "caption")
        self.up, self.down, self.usual = QPushButton(), QPushButton(), QPushButton()
        for button in (self.up, self.down, self.usual):
            button.setProperty("look", "flat")
        self.up.setIcon(icon("arrow-up"))
        self.down.setIcon(icon("arrow-down"))
        self.first = self.list
        buttons = QHBoxLayout()
        buttons.setSpacing(m.GAP_1)
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        buttons.addWidget(self.usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_2, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.list)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self.list.itemChanged.connect(self._on_changed)
        self.list.moved.connect(self._on_changed)
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        self.usual.clicked.connect(self._on_usual)
        retell(self, self._tell)

    def show_layout(self, layout: ColumnLayout) -> None:
        """Show `layout`: what it shows first, in its order, then the rest."""
        self._layout = layout
        self.list.blockSignals(True)
        self.list.clear()
        hidden = [column for column in OFFERED_COLUMNS if column not in layout.shown]
        for column in (*layout.shown, *hidden):
            self.list.add(int(column), column_title(column), is_ticked=column in layout.shown)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.fit()

    def _on_changed(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        if not ticked:
            current = self.list.currentItem() or items[0]
            self.list.blockSignals(True)
            current.setCheckState(Qt.CheckState.Checked)
            self.list.blockSignals(False)
            ticked = [current]
        self._layout = self._layout.showing([Column(item.data(CODE_ROLE)) for item in ticked])
        self.changed.emit(self._layout)

    def _on_usual(self) -> None:
        self.show_layout(ColumnLayout())
        self.changed.emit(self._layout)

    def _tell(self) -> None:
        self.setAccessibleName(LIST.said())
        self.list.setAccessibleName(LIST.said())
        self._hint.setText(HINT.said())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setText(column_title(Column(item.data(CODE_ROLE))))
        for button, words in ((self.up, UP), (self.down, DOWN), (self.usual, USUAL)):
            button.setAccessibleName(words.said())
            button.setToolTip(words.said())
        self.usual.setText(USUAL.said())


class _ColumnsList(TickList):
    """The columns of a list of files."""

    def fit(self) -> None:
        """As wide as its widest title, and as high as the window has room for."""
        metrics = text_metrics(Text.BODY)
        widest = max(metrics.horizontalAdvance(self.item(row).text()) for row in range(self.count()))
        self.setFixedWidth(max(widest + 2 * m.ICON + 5 * m.GAP_2 + m.SCROLL_BAR, m.COLUMNS_LIST))
        room = self.window().parentWidget()
        highest = room.window().height() // 2 if room is not None else m.COLUMNS_HIGHEST
        self.setFixedHeight(min(self.count() * m.DENSE_ROW, highest, m.COLUMNS_HIGHEST))
