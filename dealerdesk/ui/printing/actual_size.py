"""One label as large as it will be, to be held beside the real ones."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dealerdesk.domain.labels import USUAL_FORMAT, LabelFormat
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen

ACTUAL_SIZE = Message("ui.label_actual_size", "Actual size, {width} × {height} mm")
REDUCED = Message("ui.label_reduced", "{percent} % of {width} × {height} mm")
WIDEST = m.PREVIEW_WIDTH - 2 * m.GAP_4
"""So wide at most, with a scroll bar or without: a label that grew with its room would change the room."""
_MM_PER_INCH = 25.4
_LIKELY_DPI = range(50, 500)
"""What screens say of themselves outside of it is no measure, as of projectors."""


class ActualSize(QWidget):
    """A label as its screen shows millimetres; wider ones are reduced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format = USUAL_FORMAT
        self._picture: QImage | None = None
        retell(self, self._tell)

    @property
    def dots_per_mm(self) -> float:
        """How finely the label should be painted."""
        return self._scale() * self.devicePixelRatioF()

    def said(self) -> str:
        """How large it is shown."""
        size = {"width": f"{self._format.width:g}", "height": f"{self._format.height:g}"}
        true, shown = self._true_scale(), self._scale()
        if shown == true:
            return ACTUAL_SIZE.said(**size)
        return REDUCED.said(percent=int(100 * shown / true), **size)

    def show_format(self, of: LabelFormat) -> None:
        """Make room for a label of this format; its picture may come later."""
        if self._format != of:
            self._format, self._picture = of, None
        self.setFixedSize(self._size())
        self._tell()
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show what is on the label."""
        self._picture = picture
        self.update()

    def _true_scale(self) -> float:
        """How many pixels a millimetre has on this screen."""
        screen = self.screen()
        physical = screen.physicalDotsPerInch()
        likely = int(physical) in _LIKELY_DPI
        return (physical if likely else screen.logicalDotsPerInch()) / _MM_PER_INCH

    def _scale(self) -> float:
        return min(self._true_scale(), (WIDEST - 1) / self._format.width)

    def _size(self) -> QSize:
        scale = self._scale()
        return QSize(int(self._format.width * scale) + 1, int(self._format.height * scale) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the label on its paper, which is white by day and by night."""
        label = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(label, Qt.GlobalColor.white)
            if self._picture is not None:
                painter.drawImage(label, self._picture)
            painter.setPen(border_pen(colours().border))
            painter.drawRect(label)

    def _tell(self) -> None:
        self.setAccessibleName(self.said())
