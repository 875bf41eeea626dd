"""The states of a vehicle file, as icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.files import STATE_LABELS, FileState
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_cell_text, square


@dataclass(frozen=True, slots=True)
class _Sign:
    icon: str
    role: str


_SIGNS = {
    FileState.DRAFT: _Sign("circle-dashed", "text_3"),
    FileState.VERIFIED: _Sign("check-circle", "accent"),
    FileState.FILED: _Sign("archive-fill", "ok"),
}


_ARCHIVED_SIGN = _Sign("minus", "text_3")
ARCHIVED = Message("ui.archived", "Archived")


def state_words(state: FileState, *, archived: bool = False) -> str:
    """The state's word as it stands alone; an archived file says just that."""
    return ARCHIVED.said() if archived else label(STATE_LABELS[state])


def state_width() -> int:
    """How wide the widest state is."""
    metrics = text_metrics(Text.BODY)
    words = (*(state_words(state) for state in FileState), ARCHIVED.said())
    return m.ICON + m.GAP_2 + max(map(metrics.horizontalAdvance, words))


def paint_state(painter: QPainter, place: QRectF, state: FileState, *, archived: bool = False) -> None:
    """Draw a state's icon and word at the left of `place`."""
    sign = _ARCHIVED_SIGN if archived else _SIGNS[state]
    words = state_words(state, archived=archived)
    colour = getattr(colours(), sign.role)
    paint_icon(painter, square(place, m.ICON), sign.icon, colour)
    paint_cell_text(painter, place.adjusted(m.ICON + m.GAP_1, 0, 0, 0), words, Text.BODY, colour)


class StateSign(QWidget):
    """A state's icon and word on their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FileState.DRAFT
        self._archived = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        retell(self, self._tell)

    def show_state(self, state: FileState, *, archived: bool = False) -> None:
        """Show `state`, or that the file is archived."""
        self._state, self._archived = state, archived
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(state_words(self._state, archived=self._archived))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The room that icon and word takes."""
        words = state_words(self._state, archived=self._archived)
        width = text_metrics(Text.BODY).horizontalAdvance(words)
        return QSize(m.ICON + m.GAP_1 + width + 1, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw icon and word."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_state(painter, QRectF(self.rect()), self._state, archived=self._archived)
