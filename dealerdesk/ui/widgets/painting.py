"""Small drawing steps that painted parts share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from dealerdesk.ui.theme import measures
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import text_font, text_metrics


def paint_text(painter: QPainter, place: QRectF, text: str, kind: Text, colour: str) -> float:
    """Write one line, cut with an ellipsis where it does not fit; the width that was used.

    Lines of one kind stand on one level whatever script they are in: fonts that fill in have other heights.
    """
    metrics = text_metrics(kind)
    shown, room = text, int(place.width())
    used = text_width(shown, kind)
    # Laying a line out takes longer than drawing it. The width is rounded: one pixel less fits for certain.
    if used >= room:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        used = text_width(shown, kind)
    _write(painter, place, shown, kind, colour, metrics)
    return float(used)


_MOST_WIDTHS = 4096


class _Widths(dict[str, int]):
    """How wide texts are in one font: the same ones are painted again and again as one types."""

    def __init__(self, metrics: QFontMetrics) -> None:
        super().__init__()
        self.metrics = metrics

    def __missing__(self, text: str) -> int:
        if len(self) >= _MOST_WIDTHS:
            self.clear()
        self[text] = found = self.metrics.horizontalAdvance(text)
        return found


_widths: dict[Text, _Widths] = {}


def _widths_in(kind: Text) -> _Widths:
    metrics = text_metrics(kind)
    known = _widths.get(kind)
    if known is None or known.metrics is not metrics:  # the fonts go with the language
        known = _widths[kind] = _Widths(metrics)
    return known


def text_width(text: str, kind: Text) -> int:
    """How wide one line of `text` is."""
    return _widths_in(kind)[text]


def paint_cell_text(painter: QPainter, place: QRectF, text: str, kind: Text, colour: str) -> None:
    """What `paint_text` draws, for lists of very many texts: nobody is told the width."""
    metrics = text_metrics(kind)
    room = int(place.width())
    if _most_width(text, kind) > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    _write(painter, place, text, kind, colour, metrics)


def _write(  # noqa: PLR0913, PLR0917 - what `paint_text` takes, and the metrics of the kind
    painter: QPainter, place: QRectF, shown: str, kind: Text, colour: str, metrics: QFontMetrics
) -> None:
    painter.setFont(text_font(kind))
    painter.setPen(QColor(colour))
    level = round(place.center().y() + (metrics.ascent() - metrics.descent()) / 2)
    painter.drawText(QPointF(place.left(), level), shown)


def _most_width(text: str, kind: Text) -> int:
    """What `text` takes at the most: most cells have more room than that, and none needs laying out."""
    # Character by character, with a pixel for the rounding of each.
    return sum(map(_widths_in(kind).__getitem__, text)) + len(text)


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
