"""A plate as a small badge with a strip in the plate's colour, and solid where a file is shown alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import PlateColour, PlateForm, inspect_plate
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.colours import LIGHT
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_font, text_metrics
from dealerdesk.ui.widgets.marked import Spans, paint_marked
from dealerdesk.ui.widgets.painting import border_pen, paint_cell_text, rounded

NO_PLATE = Message("ui.no_plate", "No plate yet")

_STRIPS = {
    PlateColour.BLUE: "plate_blue",
    PlateColour.GREEN: "plate_green",
    PlateColour.YELLOW: "plate_yellow",
    PlateColour.BLACK: "plate_black",
    PlateColour.WHITE: "plate_white",
    PlateColour.OTHER: "plate_white",
}
_DARK_TEXT = {"plate_yellow", "plate_white"}


def strip_role(plate: str) -> str:
    """The colour role of a plate's strip; British plates show the yellow of their rear plate."""
    report = inspect_plate(plate)
    return "plate_yellow" if report.form is PlateForm.BRITISH else _STRIPS[report.colour]


def badge_width(plate: str | None) -> int:
    """How wide the badge of `plate` is."""
    if not plate:
        return text_metrics(Text.CAPTION).horizontalAdvance(NO_PLATE.said()) + 2 * m.GAP_2
    return text_metrics(Text.STRONG).horizontalAdvance(plate) + m.PLATE_STRIP + 2 * m.GAP_2


def paint_badge(painter: QPainter, place: QRectF, plate: str | None, marks: Spans = ()) -> None:
    """Draw the badge of `plate` with what is marked in it, or that there is none, at the left of `place`."""
    now = colours()
    width = min(badge_width(plate), place.width())
    top = place.top() + round((place.height() - m.PLATE_BADGE) / 2)
    frame = QRectF(place.left(), top, width, m.PLATE_BADGE)
    outline = rounded(frame, m.RADIUS_BADGE)
    if not plate:
        painter.setPen(border_pen(now.border, dashed=True))
        painter.drawPath(outline)
        inner = frame.adjusted(m.GAP_2, 0, -m.GAP_1, 0)
        paint_cell_text(painter, inner, NO_PLATE.said(), Text.CAPTION, now.text_3)
        return
    painter.fillPath(outline, QColor(now.surface))
    painter.save()
    painter.setClipPath(outline)
    strip = QRectF(frame.left(), frame.top(), m.PLATE_STRIP, frame.height())
    painter.fillRect(strip, now.of(strip_role(plate)))
    painter.restore()
    painter.setPen(border_pen(now.border))
    painter.drawPath(outline)
    inner = frame.adjusted(m.PLATE_STRIP + m.GAP_2 - 1, 0, -m.GAP_1, 0)
    if marks:
        paint_marked(painter, inner, plate, marks, Text.STRONG, now.text)
    else:
        paint_cell_text(painter, inner, plate, Text.STRONG, now.text)


class PlateSign(QWidget):
    """A large, solid plate for the head of a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plate: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_plate(self, plate: str | None) -> None:
        """Show `plate`, or that the vehicle has none yet."""
        self._plate = plate
        self._tell()
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(self._plate or NO_PLATE.said())

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that the plate takes."""
        width = text_metrics(Text.PLATE).horizontalAdvance(self._plate or NO_PLATE.said())
        return QSize(width + 2 * m.GAP_3, m.PLATE_LARGE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the plate."""
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = QRectF(self.rect())
            outline = rounded(place, m.RADIUS_CONTROL)
            if self._plate:
                role = strip_role(self._plate)
                # Solid plates look alike by day and by night: they are things, not parts of the theme.
                painter.fillPath(outline, LIGHT.of(role))
                text = LIGHT.text if role in _DARK_TEXT else LIGHT.on_accent
            else:
                painter.setPen(border_pen(now.border, dashed=True))
                painter.drawPath(outline)
                text = now.text_3
            painter.setPen(QColor(text))
            painter.setFont(text_font(Text.PLATE))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._plate or NO_PLATE.said())
