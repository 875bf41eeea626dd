"""Text with a ground behind the parts that were searched for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, rounded, text_width

Spans = Sequence[tuple[int, int]]
_STRONG = {Text.BODY: Text.STRONG, Text.VIN: Text.VIN_TAIL, Text.CAPTION: Text.STRONG_CAPTION}


def paint_marked(  # noqa: PLR0913, PLR0917 - what `paint_text` takes, and the marks
    painter: QPainter, place: QRectF, text: str, marks: Spans, kind: Text, colour: str
) -> float:
    """Write one line with its marked parts strong on a ground, cut where it ends; the width that was used.

    Spans are ``text[begin:end]``, in order and apart.
    """
    now = colours()
    left = place.left()
    for part, marked in _parts(text, marks):
        room = QRectF(left, place.top(), max(place.right() - left, 0), place.height())
        if room.width() < text_metrics(kind).averageCharWidth():
            break
        part_kind = _STRONG.get(kind, kind) if marked else kind
        metrics = text_metrics(part_kind)
        if marked:
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, int(room.width()))
            ground = QRectF(left, 0, metrics.horizontalAdvance(shown), m.MARK_HEIGHT)
            ground.moveTop(place.top() + round((place.height() - m.MARK_HEIGHT) / 2))
            painter.fillPath(rounded(ground, m.RADIUS_MARK), now.of("mark"))
        left += paint_text(painter, room, part, part_kind, now.on_mark if marked else colour)
    return left - place.left()


def marked_width(text: str, marks: Spans, kind: Text) -> int:
    """How wide `paint_marked` writes a line that fits."""
    return sum(
        text_width(part, _STRONG.get(kind, kind) if marked else kind) for part, marked in _parts(text, marks)
    )


def _parts(text: str, marks: Spans) -> Iterator[tuple[str, bool]]:
    at = 0
    for begin, end in marks:
        if at < begin:
            yield text[at:begin], False
        yield text[begin:end], True
        at = end
    if at < len(text):
        yield text[at:], False
