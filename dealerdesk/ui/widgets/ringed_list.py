"""Lists whose focus ring is drawn around the chosen row, where the eye is, and not around all of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen


class RingedList(QListView):
    """A list view with the ring at its current row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_RingDelegate(self))


class RingedListWidget(QListWidget):
    """A list widget with the ring at its current row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_RingDelegate(self))


class _RingDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if not option.state & QStyle.StateFlag.State_HasFocus:
            return
        pen = border_pen(colours().accent)
        pen.setWidth(m.FOCUS_RING)
        inset = m.FOCUS_RING // 2
        painter.save()
        painter.setPen(pen)
        painter.drawRect(option.rect.adjusted(inset, inset, -inset, -inset))
        painter.restore()
