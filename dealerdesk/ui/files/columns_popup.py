"""The panel below “Columns”: which are shown, and in which order, by keyboard and by mouse."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.files.layout import ColumnLayout
from dealerdesk.ui.models.files_columns import OFFERED_COLUMNS, Column, column_title
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon, paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.controls import draw_tick_box
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, square
from dealerdesk.ui.widgets.popup import Popup

LIST = Message("ui.columns_list", "Columns: Space shows or hides one, Alt+↑ and Alt+↓ move it")
HINT = Message("ui.columns_hint", "Drag, or Alt+↑ Alt+↓, to reorder")
UP = Message("ui.columns_up", "Move the column to the left")
DOWN = Message("ui.columns_down", "Move the column to the right")
USUAL = Message("ui.columns_usual", "As usual")
_COLUMN_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


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
            item = QListWidgetItem(column_title(column))
            item.setData(_COLUMN_ROLE, int(column))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            is_shown = column in layout.shown
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
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
        self._layout = self._layout.showing([Column(item.data(_COLUMN_ROLE)) for item in ticked])
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
            item.setText(column_title(Column(item.data(_COLUMN_ROLE))))
        for button, words in ((self.up, UP), (self.down, DOWN), (self.usual, USUAL)):
            button.setAccessibleName(words.said())
            button.setToolTip(words.said())
        self.usual.setText(USUAL.said())


class _ColumnsList(QListWidget):
    """A list whose items move; `moved` tells when one did."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "choices")
        self.setItemDelegate(_TickDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.model().rowsMoved.connect(lambda *_where: self.moved.emit())

    def fit(self) -> None:
        """As wide as its widest title, and as high as the window has room for."""
        metrics = text_metrics(Text.BODY)
        widest = max(metrics.horizontalAdvance(self.item(row).text()) for row in range(self.count()))
        self.setFixedWidth(max(widest + 2 * m.ICON + 5 * m.GAP_2 + m.SCROLL_BAR, m.COLUMNS_LIST))
        room = self.window().parentWidget()
        highest = room.window().height() // 2 if room is not None else m.COLUMNS_HIGHEST
        self.setFixedHeight(min(self.count() * m.DENSE_ROW, highest, m.COLUMNS_HIGHEST))

    def move_current(self, step: int) -> None:
        """Move the current item up or down, where there is room."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Alt and an arrow move the column."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _TickDelegate(QStyledItemDelegate):
    """A tick, a title, and a handle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        """One dense row."""
        return QSize(super().sizeHint(option, index).width(), m.DENSE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one column."""
        now = colours()
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillPath(rounded(place, m.RADIUS_CONTROL), now.of("selection" if is_current else "hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            pen = border_pen(now.accent)
            pen.setWidth(m.FOCUS_RING)
            painter.setPen(pen)
            painter.drawPath(rounded(place.adjusted(1, 1, -1, -1), m.RADIUS_CONTROL))
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_2, 0)
        draw_tick_box(
            painter, square(inner, m.ICON), Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        )
        words = inner.adjusted(m.ICON + m.GAP_2, 0, -m.ICON - m.GAP_1, 0)
        paint_text(painter, words, str(index.data()), Text.BODY, now.text)
        handle = QRectF(inner.right() - m.ICON, inner.top(), m.ICON, inner.height())
        paint_icon(painter, square(handle, m.ICON), "dots-six-vertical", now.text_3)
        painter.restore()

    def editorEvent(  # noqa: N802  # Qt's name
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the tick, which stands where this delegate draws it, or Space, turns it."""
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            on_tick = event.position().x() < option.rect.left() + m.GAP_2 + m.ICON + m.GAP_1
        else:
            on_tick = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not on_tick:
            return False
        is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
