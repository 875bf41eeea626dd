"""Small drawing steps that painted parts share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from dealerdesk.ui.theme import measures
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import text_font, text_metrics


def paint_text(painter: QPainter, place: QRectF, text: str, kind: Text, colour: str) -> float:
    """Write one line, cut with an ellipsis where it does not fit; the width that was used.

    Lines of one kind stand on one level whatever script they are in: fonts that fill in have other heights.
    """
    metrics = text_metrics(kind)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.setFont(text_font(kind))
    painter.setPen(QColor(colour))
    level = round(place.center().y() + (metrics.ascent() - metrics.descent()) / 2)
    painter.drawText(QPointF(place.left(), level), shown)
    return float(metrics.horizontalAdvance(shown))


def baseline_drop(small: Text, large: Text) -> int:
    """The margin above a line of `small` text that puts it on one level with `large` text beside it."""
    little, big = text_metrics(small), text_metrics(large)
    return (big.ascent() - big.descent()) - (little.ascent() - little.descent())


def rounded(place: QRectF, radius: float) -> QPainterPath:
    """The outline of a rounded rectangle whose 1 px border falls on whole pixels."""
    path = QPainterPath()
    path.addRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return path


def border_pen(colour: str, *, dashed: bool = False) -> QPen:
    """The pen of a border."""
    pen = QPen(QColor(colour), measures.BORDER)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def square(place: QRectF, side: float) -> QRectF:
    """A square of `side` at the left of `place`, in the middle of its height."""
    return QRectF(place.left(), place.top() + round((place.height() - side) / 2), side, side)
