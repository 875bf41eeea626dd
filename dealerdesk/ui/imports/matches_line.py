"""One line of what became of the headings: as many as there is room for, then how many more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.messages import Message, said_list
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, text_width
from dealerdesk.ui.widgets.tips import tip_of

ONE_MATCH = Message("ui.column_understood", "{heading} → {field}")
MORE = "+{count}"


class MatchesLine(QWidget):
    """Headings in grey, the fields that they became in black."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matches: Sequence[tuple[str, str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(m.LIST_LINE)

    @property
    def text(self) -> str:
        """All of them."""
        return said_list(ONE_MATCH.said(heading=heading, field=field) for heading, field in self._matches)

    def show_matches(self, matches: Sequence[tuple[str, str]]) -> None:
        """Show headings, each with its field."""
        self._matches = tuple(matches)
        self.setAccessibleName(self.text)
        self.setToolTip(tip_of(self.text))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """One line, as wide as there is room."""
        return QSize(0, m.LIST_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw those that fit."""
        now, left = colours(), 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, (heading, field) in enumerate(self._matches):
                rest = len(self._matches) - place
                more = MORE.format(count=rest)
                width = _width(heading, field)
                reserve = text_width(MORE.format(count=rest - 1), Text.BODY) + m.GAP_4 if rest > 1 else 0
                if left + width + reserve > self.width():
                    paint_text(painter, self._from(left), more, Text.BODY, now.text_3)
                    return
                left += paint_text(painter, self._from(left), heading, Text.BODY, now.text_3) + m.GAP_1
                arrow = QRectF(left, (self.height() - m.GAP_3) / 2, m.GAP_3, m.GAP_3)
                paint_icon(painter, arrow, "arrow-right", now.text_3)
                left += m.GAP_3 + m.GAP_1
                left += paint_text(painter, self._from(left), field, Text.BODY, now.text) + m.GAP_4

    def _from(self, left: float) -> QRectF:
        return QRectF(left, 0, max(self.width() - left, 1) + 1, self.height())


def _width(heading: str, field: str) -> int:
    return text_width(heading, Text.BODY) + text_width(field, Text.BODY) + m.GAP_3 + 2 * m.GAP_1
