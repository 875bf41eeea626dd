"""One page of a scan: as large as it is wanted, turned as it is wanted, sharp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen

ZOOM_STEP = 1.25
ZOOM_MOST = 8.0
WIDEST_PX = 4000
"""A page is not drawn wider than this; beyond it the picture is enlarged."""
_RIGHT = 90
_ROUND = 360


class PageSheet(QWidget):
    """The page itself, painted at whatever size it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.picture: QImage | None = None
        self.turned = 0

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the page with its edge."""
        if self.picture is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = QRectF(self.rect())
            upright = whole.size().transposed() if self.turned % (2 * _RIGHT) else whole.size()
            painter.translate(whole.center())
            painter.rotate(self.turned)
            page = QRectF(QPointF(-upright.width() / 2, -upright.height() / 2), upright)
            painter.fillRect(page, Qt.GlobalColor.white)
            painter.drawImage(page, self.picture)
            painter.resetTransform()
            painter.setPen(border_pen(colours().border))
            painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))


class PageCanvas(QScrollArea):
    """Holds the page, fits it or lets it be moved; `resized` tells that another width may be wanted."""

    resized = Signal()
    turned_over = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("look", "desk")
        self.sheet = PageSheet()
        self.setWidget(self.sheet)
        self._zoom = 1.0
        self._held: QPoint | None = None

    @property
    def zoom(self) -> float:
        """How many times larger than fitting the page is."""
        return self._zoom

    @property
    def wanted_px(self) -> int:
        """How wide the upright page should be drawn, in pixels of the screen."""
        size = self._size()
        width = size.height() if self.sheet.turned % (2 * _RIGHT) else size.width()
        return min(max(round(width * self.devicePixelRatioF()), 1), WIDEST_PX)

    def show_picture(self, picture: QImage | None) -> None:
        """Show a page, or none."""
        self.sheet.picture = picture
        self._fit()
        self.sheet.update()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Show the page `zoom` times larger than fitting; what is at `around` of the view stays there."""
        new = min(max(zoom, 1.0), ZOOM_MOST)
        if new == self._zoom:
            return
        point = around or QPointF(self.viewport().rect().center())
        on_sheet = QPointF(self.sheet.mapFrom(self.viewport(), point.toPoint()))
        factor = new / self._zoom
        self._zoom = new
        self._fit()
        for bar, before, at in (
            (self.horizontalScrollBar(), on_sheet.x(), point.x()),
            (self.verticalScrollBar(), on_sheet.y(), point.y()),
        ):
            bar.setValue(round(before * factor - at))
        self.resized.emit()

    def turn(self) -> None:
        """Turn the page a quarter to the right; only here, not in the scan."""
        self.sheet.turned = (self.sheet.turned + _RIGHT) % _ROUND
        self._fit()
        self.sheet.update()
        self.resized.emit()

    def reset(self) -> None:
        """Fit the page again, upright."""
        self._zoom = 1.0
        self.sheet.turned = 0
        self._fit()

    def _size(self) -> QSizeF:
        """The size of the page as it is turned now."""
        room = QSizeF(self.maximumViewportSize()) - QSizeF(2 * m.PAGE_MARGIN, 2 * m.PAGE_MARGIN)
        page = QSizeF(self.sheet.picture.size()) if self.sheet.picture else QSizeF(210, 297)
        if self.sheet.turned % (2 * _RIGHT):
            page.transpose()
        return page.scaled(room.expandedTo(QSizeF(1, 1)), Qt.AspectRatioMode.KeepAspectRatio) * self._zoom

    def _fit(self) -> None:
        size = self._size()
        self.sheet.setFixedSize(QSize(max(round(size.width()), 1), max(round(size.height()), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Fit the page into the new room."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """The wheel scrolls; with Ctrl it zooms; at the page's end it turns the page over."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and steps:
            self.set_zoom(self._zoom * (ZOOM_STEP if steps > 0 else 1 / ZOOM_STEP), event.position())
            event.accept()
            return
        bar = self.verticalScrollBar()
        if steps and bar.value() == (bar.minimum() if steps > 0 else bar.maximum()):
            self.turned_over.emit(-1 if steps > 0 else 1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """PageUp and PageDown turn the page over; arrows move it."""
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in steps:
            self.turned_over.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Take hold of the page."""
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Move the page with the hand."""
        if self._held is None:
            return
        here = event.position().toPoint()
        moved = here - self._held
        self._held = here
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Let go."""
        self._held = None
