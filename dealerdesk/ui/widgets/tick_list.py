"""A list of ticks whose items can be moved, by keyboard and by mouse."""

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
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.controls import draw_tick_box
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, square

CODE_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class TickList(QListWidget):
    """Space turns a tick, Alt and an arrow move an item; `moved` tells when one did."""

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

    def add(self, code: str | int, title: str, *, is_ticked: bool) -> None:
        """Put an item below the others; `code` is what it stands for."""
        item = QListWidgetItem(title)
        item.setData(CODE_ROLE, code)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        self.addItem(item)

    def move_current(self, step: int) -> None:
        """Move the current item up or down, where there is room."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Alt and an arrow move the item."""
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
        """Draw one item."""
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
