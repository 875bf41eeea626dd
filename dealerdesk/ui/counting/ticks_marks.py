"""The box of a tick: outlined, checked, crossed, with a question mark or a dash, each a shape of its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from dealerdesk.domain.audits import Mark
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.controls import draw_tick_box
from dealerdesk.ui.widgets.painting import border_pen, rounded

_ICONS = {Mark.MISSING: "x", Mark.UNREADABLE: "question-mark", Mark.NOT_APPLICABLE: "minus"}


def paint_mark(painter: QPainter, place: QRectF, mark: Mark | None, *, enabled: bool = True) -> None:
    """Draw the box of `mark`, None for one that nobody has set, into the square `place`."""
    if mark in {None, Mark.PRESENT}:
        state = Qt.CheckState.Checked if mark else Qt.CheckState.Unchecked
        draw_tick_box(painter, place, state, enabled=enabled)
        return
    now = colours()
    is_wrong = mark is not Mark.NOT_APPLICABLE
    outline = rounded(place, m.RADIUS_BADGE)
    painter.fillPath(outline, now.of("surface" if is_wrong else "subtle"))
    pen = border_pen(now.bad_fill if is_wrong else now.input_border)
    pen.setWidthF(1.5 if is_wrong else m.BORDER)
    painter.setPen(pen)
    painter.drawPath(outline)
    colour = now.bad if is_wrong else now.text_2
    paint_icon(painter, place.adjusted(2, 2, -2, -2), _ICONS[Mark(mark)], colour)
