"""The titles above a table of audits, cabinets or problems."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from dealerdesk.ui.service.columns import paint_right
from dealerdesk.ui.service.orders_table import paint_title_ground
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text


class Titles(QHeaderView):
    """Paints what the model calls its columns; those at `right` are numbers, `lead` is the page's margin."""

    def __init__(
        self, table: QTableView, right: Collection[int], lead: int, *, is_framed: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._right, self._lead, self._is_framed = right, lead, is_framed
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as a row."""
        return QSize(super().sizeHint().width(), m.DENSE_ROW if self._is_framed else m.HEADER_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one title."""
        lead = m.GAP_2 + (0 if index else self._lead)
        inner = paint_title_ground(painter, rect, lead, is_framed=self._is_framed)
        title = str(self.model().headerData(index, Qt.Orientation.Horizontal))
        paint = paint_right if index in self._right else paint_text
        paint(painter, inner, title, Text.STRONG_CAPTION, colours().text_2)
