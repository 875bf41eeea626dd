"""The states of a vehicle file, as icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.files import STATE_LABELS, FileState
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, square


@dataclass(frozen=True, slots=True)
class _Sign:
    icon: str
    role: str


_SIGNS = {
    FileState.DRAFT: _Sign("circle-dashed", "text_3"),
    FileState.VERIFIED: _Sign("check-circle", "accent"),
    FileState.FILED: _Sign("archive-fill", "ok"),
}


def state_words(state: FileState) -> str:
    """The state's word as it stands alone."""
    return label(STATE_LABELS[state])


def state_width() -> int:
    """How wide the widest state is."""
    metrics = text_metrics(Text.BODY)
    return m.ICON + m.GAP_2 + max(metrics.horizontalAdvance(state_words(state)) for state in FileState)


def paint_state(painter: QPainter, place: QRectF, state: FileState) -> None:
    """Draw a state's icon and word at the left of `place`."""
    sign = _SIGNS[state]
    colour = getattr(colours(), sign.role)
    paint_icon(painter, square(place, m.ICON), sign.icon, colour)
    paint_text(painter, place.adjusted(m.ICON + m.GAP_1, 0, 0, 0), state_words(state), Text.BODY, colour)


class StateSign(QWidget):
    """A state's icon and word on their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FileState.DRAFT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_state(self, state: FileState) -> None:
        """Show `state`."""
        self._state = state
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(state_words(self._state))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that icon and word takes."""
        width = text_metrics(Text.BODY).horizontalAdvance(state_words(self._state))
        return QSize(m.ICON + m.GAP_1 + width + 1, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw icon and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_state(painter, QRectF(self.rect()), self._state)
        painter.end()
