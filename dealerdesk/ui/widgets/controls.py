"""Qt's small controls in our drawing: what a style sheet cannot colour by theme is painted here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyleOptionButton, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, is_plain
from dealerdesk.ui.widgets.painting import border_pen, rounded


class ChoiceBox(QComboBox):
    """A combo box with the theme's caret; the wheel scrolls the page and never changes the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """Leave the wheel to what scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the caret over the box, which has none of its own where the style sheet draws it."""
        super().paintEvent(event)
        if is_plain():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(0, 0, m.ICON, m.ICON)
            place.moveCenter(QRectF(self.rect()).center())
            place.moveRight(self.width() - m.GAP_2)
            now = colours()
            paint_icon(painter, place, "caret-down", now.text_2 if self.isEnabled() else now.disabled)


class TickBox(QCheckBox):
    """A check box with the theme's tick; it may be half checked."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the box over Qt's own."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        paint_tick_box(self, place, self.checkState(), focused=self.hasFocus())


def paint_tick_box(widget: QWidget, place: QRectF, state: Qt.CheckState, *, focused: bool = False) -> None:
    """Draw a box with `state` at `place` of `widget`, which is being painted."""
    with QPainter(widget) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tick_box(painter, place, state, enabled=widget.isEnabled())
        if focused:
            pen = border_pen(colours().accent)
            pen.setWidth(m.FOCUS_RING)
            painter.setPen(pen)
            painter.drawPath(rounded(place.adjusted(-2, -2, 2, 2), m.RADIUS_BADGE))


def draw_tick_box(painter: QPainter, place: QRectF, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """Draw a box with `state` at `place`."""
    now = colours()
    painter.fillRect(place, now.of("surface"))
    outline = rounded(place, m.RADIUS_BADGE)
    if state is Qt.CheckState.Unchecked:
        painter.setPen(border_pen(now.input_border if enabled else now.border))
        painter.drawPath(outline)
        return
    painter.fillPath(outline, now.of("accent" if enabled else "disabled"))
    name = "check" if state is Qt.CheckState.Checked else "minus"
    paint_icon(painter, place.adjusted(1, 1, -1, -1), name, now.on_accent)
