"""The page in its room: fitted, larger or smaller, and moved where it is larger than the room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dealerdesk.ui.printing.sheet_picture import SheetPicture
from dealerdesk.ui.theme import measures as m

ZOOM_STEP = 1.25
ZOOM_LEAST, ZOOM_MOST = 0.4, 8.0


class SheetView(QScrollArea):
    """Holds the picture of a page; `zoomed` tells that it has another size."""

    zoomed = Signal()

    def __init__(self, picture: SheetPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = picture
        self.zoom = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCornerWidget(QWidget())
        self.setWidget(picture)
        picture.reshaped.connect(self._fit)

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Show the page `zoom` times as large as fitting; what is at `around` of the view stays there."""
        new = min(max(zoom, ZOOM_LEAST), ZOOM_MOST)
        if abs(new - 1) < (ZOOM_STEP - 1) / 2:
            new = 1.0
        if new == self.zoom:
            return
        point = around or QPointF(self.viewport().rect().center())
        share = self.picture.share_at(QPointF(self.picture.mapFrom(self.viewport(), point.toPoint())))
        self.zoom = new
        self._fit()
        there = self.picture.place_at(share)
        self.horizontalScrollBar().setValue(round(there.x() - point.x()))
        self.verticalScrollBar().setValue(round(there.y() - point.y()))
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Show the page so many steps larger, or smaller."""
        self.set_zoom(self.zoom * ZOOM_STEP**steps)

    def show_label(self, number: int) -> None:
        """See to it that the label with this number, from 1 on, is in sight."""
        place = self.picture.place_of(number).center().toPoint()
        margin = self.viewport().size() / 4
        self.ensureVisible(place.x(), place.y(), margin.width(), margin.height())

    def _fit(self) -> None:
        margins = QSizeF(2 * m.PAGE_MARGIN, 2 * m.PAGE_MARGIN)
        room = QSizeF(self.maximumViewportSize())
        fitting = self.picture.paper_size.scaled(
            (room - margins).expandedTo(QSizeF(1, 1)), Qt.AspectRatioMode.KeepAspectRatio
        )
        self.picture.show_at(fitting * self.zoom, (fitting * self.zoom + margins).expandedTo(room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Fit the page into the new room."""
        super().resizeEvent(event)
        self._fit()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """The wheel scrolls; with Ctrl it zooms."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and steps:
            self.set_zoom(self.zoom * (ZOOM_STEP if steps > 0 else 1 / ZOOM_STEP), event.position())
            event.accept()
            return
        super().wheelEvent(event)
