"""Draft › Verified › Filed: where a vehicle file stands on its way, as one sign."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.files import STATE_LABELS, FileState
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import border_pen, paint_text, rounded, square

STEPS_SPOKEN = Message("ui.file.state_steps", "State of the file: {state}, step {step} of {steps}")
_ORDER = tuple(FileState)
_ICONS = {
    FileState.DRAFT: "circle-dashed",
    FileState.VERIFIED: "check-circle",
    FileState.FILED: "archive-fill",
}


class StateSteps(QWidget):
    """The three states with the one that holds now marked; `show_narrow` leaves words to that one alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FileState.DRAFT
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_state(self, state: FileState) -> None:
        """Mark `state`."""
        self._state = state
        self._tell()

    def show_narrow(self, *, narrow: bool) -> None:
        """Take less room."""
        if self._narrow != narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def _tell(self) -> None:
        at = _ORDER.index(self._state) + 1
        spoken = STEPS_SPOKEN.said(state=STATE_LABELS[self._state], step=at, steps=len(_ORDER))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.updateGeometry()
        self.update()

    def _width(self, state: FileState) -> int:
        has_words = not self._narrow or state is self._state
        kind = Text.STRONG if state is self._state else Text.BODY
        words = m.GAP_1 + text_metrics(kind).horizontalAdvance(label(STATE_LABELS[state])) if has_words else 0
        return m.GAP_3 + m.ICON + words + m.GAP_3

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that the steps take."""
        return QSize(sum(map(self._width, _ORDER)) + 2 * m.GAP_3, m.CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw the steps in one frame."""
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = rounded(QRectF(self.rect()), m.RADIUS_CONTROL)
            painter.fillPath(frame, QColor(now.surface))
            painter.setClipPath(frame)
            left = 0.0
            for state in _ORDER:
                left = self._paint_step(painter, state, left)
            painter.setClipping(False)
            painter.setPen(border_pen(now.border))
            painter.drawPath(frame)

    def _paint_step(self, painter: QPainter, state: FileState, left: float) -> float:
        now, is_now = colours(), state is self._state
        place = QRectF(left, 0, self._width(state), self.height())
        if is_now:
            painter.fillRect(place, now.of("accent_tint"))
        is_done = _ORDER.index(state) < _ORDER.index(self._state)
        colour = now.accent if is_now else now.text_2
        inner = place.adjusted(m.GAP_3, 0, 0, 0)
        paint_icon(painter, square(inner, m.ICON), "check" if is_done else _ICONS[state], colour)
        if is_now or not self._narrow:
            kind = Text.STRONG if is_now else Text.BODY
            words = label(STATE_LABELS[state])
            paint_text(painter, inner.adjusted(m.ICON + m.GAP_1, 0, 0, 0), words, kind, colour)
        if state is not _ORDER[-1]:
            arrow = QRectF(place.right(), 0, m.GAP_3, self.height())
            paint_icon(painter, square(arrow, m.GAP_3), "caret-right", now.text_3)
        return place.right() + m.GAP_3
