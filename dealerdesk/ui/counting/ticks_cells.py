"""How the documents of a folder look in their table: key caps, boxes, what comes of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dealerdesk.ui.counting.ticks import Result
from dealerdesk.ui.counting.ticks_marks import paint_mark
from dealerdesk.ui.counting.ticks_model import SIDES, TickColumn, TicksModel
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.choice_cell import paint_choice_box
from dealerdesk.ui.widgets.painting import border_pen, paint_cell_text, paint_text, rounded, square

Index = QModelIndex | QPersistentModelIndex

_RESULT_ICONS = {Result.MATCH: ("check", "ok"), Result.DIFFERS: ("warning-fill", "warn")}


class TickCells(QStyledItemDelegate):
    """Paints a cell; a row that differs is amber and strong."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, TicksModel):
            return
        place, column, row = QRectF(option.rect), TickColumn(index.column()), model.rows[index.row()]
        differs = row.result is Result.DIFFERS
        painter.save()
        is_chosen = paint_row_ground(painter, place, option, index, tint="warn_tint" if differs else "")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = m.GAP_4 if column is TickColumn.KEY else m.GAP_2
        inner = place.adjusted(left, 0, -m.GAP_2, -m.BORDER)
        text = model.text(index.row(), column)
        if column in SIDES:
            box = QRectF(0, 0, m.ICON, m.ICON)
            box.moveCenter(QRectF(place.adjusted(0, 0, 0, -m.BORDER)).center())
            box.moveTopLeft(QPoint(round(box.left()), round(box.top())))
            paint_mark(painter, box, row.mark(SIDES[column]), enabled=not model.is_locked)
        elif column is TickColumn.KEY:
            _paint_key(painter, inner, text or ("0" if is_chosen else ""))
        elif column is TickColumn.RESULT:
            _paint_result(painter, inner, row.result, text)
        elif column is TickColumn.NOTE and differs and not model.is_locked:
            paint_choice_box(painter, inner.adjusted(0, 0, -m.GAP_2, 0), text, border="warn_fill")
        else:
            is_name = column is TickColumn.DOCUMENT
            kind = Text.STRONG if differs and is_name else Text.BODY
            paint_cell_text(painter, inner, text, kind, colours().text if is_name else colours().text_2)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        """All rows are equally high."""
        return QSize(0, m.DENSE_ROW)


def _paint_key(painter: QPainter, place: QRectF, text: str) -> None:
    if not text:
        return
    now = colours()
    cap = square(place, m.KEY_CAP)
    outline = rounded(cap, m.RADIUS_BADGE)
    painter.fillPath(outline, now.of("subtle"))
    painter.setPen(border_pen(now.border))
    painter.drawPath(outline)
    indent = (m.KEY_CAP - text_metrics(Text.CAPTION).horizontalAdvance(text)) / 2
    paint_text(painter, cap.adjusted(indent, 0, 0, 0), text, Text.CAPTION, now.text_2)


def _paint_result(painter: QPainter, place: QRectF, result: Result, text: str) -> None:
    if result not in _RESULT_ICONS:
        return
    name, role = _RESULT_ICONS[result]
    colour = getattr(colours(), role)
    paint_icon(painter, square(place, m.ICON), name, colour)
    kind = Text.STRONG if result is Result.DIFFERS else Text.BODY
    paint_cell_text(painter, place.adjusted(m.ICON + m.GAP_1, 0, 0, 0), text, kind, colour)
