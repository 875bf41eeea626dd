"""The picture of the welcome: a folder with papers, a plate and a meter, in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import LIGHT
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_font
from dealerdesk.ui.widgets.painting import border_pen, rounded

PLATE = "粤B·88K21"
_SALES, _SERVICE, _MISSING = 5, 4, 2
_PAPERS = (QRectF(37, 0, 121, 130), QRectF(101, 16, 121, 130))
_FOLDER_TOP, _TAB_TOP, _TAB_RIGHT, _TAB_SLOPE = 84, 68, 84, 16
_PLATE_PLACE = QRectF(21, 112, 132, 34)
_SEGMENT, _GAP, _SIDE_GAP, _METER_TOP = 12, 3, 8, 160
_TICK = QRectF(182, 110, 48, 48)


class Picture(QWidget):
    """Says nothing that the words beside it do not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that it takes."""
        return QSize(*m.WELCOME_PICTURE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw papers, folder, plate and meter."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in _PAPERS:
                _paint_paper(painter, place)
            _paint_folder(painter)
            _paint_plate(painter)
            _paint_segments(painter)
            _paint_tick(painter)


def _paint_paper(painter: QPainter, place: QRectF) -> None:
    now = colours()
    path = rounded(place, m.RADIUS_CONTROL)
    painter.fillPath(path, now.of("surface"))
    painter.setPen(border_pen(now.border))
    painter.drawPath(path)
    left = place.left() + m.GAP_4
    painter.fillRect(QRectF(left, place.top() + m.GAP_4, 52, 5), now.of("border"))
    for line, width in enumerate((88, 72, 80)):
        top = place.top() + 30 + line * 10
        painter.fillRect(QRectF(left, top, width, 4), now.of("row_line"))


def _paint_folder(painter: QPainter) -> None:
    now = colours()
    width, height = m.WELCOME_PICTURE
    body = QPainterPath()
    front = QRectF(0.5, _FOLDER_TOP + 0.5, width - 1, height - _FOLDER_TOP - 1)
    body.addRoundedRect(front, m.GAP_2, m.GAP_2)
    tab = QPainterPath()
    corners = (
        QPointF(0.5, front.bottom() - m.GAP_4),
        QPointF(0.5, _TAB_TOP + 0.5),
        QPointF(_TAB_RIGHT, _TAB_TOP + 0.5),
        QPointF(_TAB_RIGHT + _TAB_SLOPE, _FOLDER_TOP + 0.5),
        QPointF(front.right() - m.GAP_4, _FOLDER_TOP + 0.5),
    )
    tab.addPolygon(QPolygonF(corners))
    tab.closeSubpath()
    square_corner = QPainterPath()
    square_corner.addRect(QRectF(width / 2, _FOLDER_TOP + 0.5, width / 2 - 0.5, m.GAP_4))
    outline = body.united(tab).united(square_corner)
    painter.fillPath(outline, now.of("accent_tint"))
    painter.setPen(border_pen(now.segment))
    painter.drawPath(outline)


def _paint_plate(painter: QPainter) -> None:
    painter.fillPath(rounded(_PLATE_PLACE, m.RADIUS_CONTROL), LIGHT.of("plate_blue"))
    painter.setPen(QColor(LIGHT.on_accent))
    painter.setFont(text_font(Text.PLATE))
    painter.drawText(_PLATE_PLACE, Qt.AlignmentFlag.AlignCenter, PLATE)


def _paint_segments(painter: QPainter) -> None:
    now = colours()
    for number in range(_SALES + _SERVICE):
        left = _PLATE_PLACE.left() + number * (_SEGMENT + _GAP) + (_SIDE_GAP if number >= _SALES else 0)
        place = QRectF(left, _METER_TOP, _SEGMENT, _SEGMENT)
        if number < _SALES + _SERVICE - _MISSING:
            painter.fillRect(place, now.of("ok_fill"))
        else:
            painter.fillRect(place, now.of("surface"))
            painter.setPen(border_pen(now.segment_outline))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_tick(painter: QPainter) -> None:
    """A slip with a tick: counted."""
    now = colours()
    slip = rounded(_TICK, m.RADIUS_CONTROL)
    painter.fillPath(slip, now.of("surface"))
    painter.setPen(border_pen(now.border))
    painter.drawPath(slip)
    pen = border_pen(now.ok_fill)
    pen.setWidth(m.GAP_1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    inner = _TICK.adjusted(m.GAP_3, m.GAP_3, -m.GAP_3, -m.GAP_3)
    painter.drawPolyline(
        QPolygonF(
            (
                QPointF(inner.left(), inner.center().y()),
                QPointF(inner.left() + inner.width() / 3, inner.bottom() - m.GAP_1),
                QPointF(inner.right(), inner.top() + m.GAP_1),
            )
        )
    )
