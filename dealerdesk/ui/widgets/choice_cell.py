"""A cell of a table that shows its choice as a box with a caret, as what can be opened does everywhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import border_pen, paint_cell_text, rounded, square

BOX_HEIGHT = m.LIST_LINE


def paint_choice_box(  # noqa: PLR0913  # each says one thing of how the box looks
    painter: QPainter,
    place: QRectF,
    text: str,
    *,
    role: str = "text",
    border: str = "input_border",
    is_at: bool = False,
) -> None:
    """Draw a box with `text` as wide as `place`; `is_at` where a key would open it."""
    now = colours()
    box = QRectF(
        place.left(), place.top() + round((place.height() - BOX_HEIGHT) / 2), place.width(), BOX_HEIGHT
    )
    outline = rounded(box, m.RADIUS_CONTROL)
    painter.fillPath(outline, now.of("surface"))
    pen = border_pen(now.accent if is_at else getattr(now, border))
    pen.setWidth(m.FOCUS_RING if is_at else m.BORDER)
    painter.setPen(pen)
    painter.drawPath(outline)
    caret = square(QRectF(box.right() - m.GAP_2 - m.GAP_3, box.top(), m.GAP_3, box.height()), m.GAP_3)
    paint_icon(painter, caret, "caret-down", now.text_2)
    inner = box.adjusted(m.GAP_2, 0, -(m.GAP_2 + m.GAP_3 + m.GAP_1), 0)
    paint_cell_text(painter, inner, text, Text.CAPTION, getattr(now, role))


def choice_box_width(text: str) -> int:
    """How wide a box with `text` is."""
    return text_metrics(Text.CAPTION).horizontalAdvance(text) + 2 * m.GAP_2 + m.GAP_3 + m.GAP_1 + 2
