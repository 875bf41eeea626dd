"""What the grounds of cells mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import border_pen, rounded

MEANINGS = (
    ("warn_tint", "warn_fill", Message("ui.import_legend_differs", "differs, decide")),
    ("bad_tint", "bad_fill", Message("ui.import_legend_invalid", "not valid")),
    ("accent_tint", "accent", Message("ui.import_legend_value", "new value")),
    ("ok_tint", "ok_fill", Message("ui.import_legend_record", "new record")),
)


class Legend(QWidget):
    """A little square and words for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = [QLabel() for _meaning in MEANINGS]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_1 + 2)
        for place, ((tint, border, _said), words) in enumerate(zip(MEANINGS, self._words, strict=True)):
            words.setProperty("text_kind", "caption")
            row.addSpacing(m.GAP_3 if place else 0)
            row.addWidget(_Square(tint, border))
            row.addWidget(words)
        retell(self, self._tell)

    def _tell(self) -> None:
        for (_tint, _border, said), words in zip(MEANINGS, self._words, strict=True):
            words.setText(said.said())


class _Square(QWidget):
    """A piece of ground."""

    def __init__(self, tint: str, border: str) -> None:
        super().__init__()
        self._tint, self._border = tint, border
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(m.GAP_3 + 2, m.GAP_3 + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        now = colours()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = rounded(QRectF(self.rect()), m.RADIUS_BADGE)
            painter.fillPath(outline, now.of(self._tint))
            painter.setPen(border_pen(getattr(now, self._border)))
            painter.drawPath(outline)
