"""The ground of a row in the tables of the import page."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.rows_table import HOVERED_ROW


def paint_row_ground(
    painter: QPainter,
    place: QRectF,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
    tint: str = "",
) -> bool:
    """Draw selection, hover or `tint`, the line below, and the bar before a chosen row; whether it is one."""
    now = colours()
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    # Smoothed edges would leave seams between the cells of a row on a screen scaled by 125 or 150 %.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    hovered = option.widget.property(HOVERED_ROW) == index.row()
    ground = tint or ("selection" if is_chosen else "hover" if hovered else "")
    if ground:
        painter.fillRect(place, now.of(ground))
    line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
    painter.fillRect(line, now.of("row_line"))
    if is_chosen and index.column() == 0:
        painter.fillRect(QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height()), now.of("accent"))
    return is_chosen
