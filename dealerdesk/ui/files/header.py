"""The list's header: titles, and an arrow at the column that it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from dealerdesk.ui.models.files_model import SORTED_BY, Column
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, square


class FilesHeader(QHeaderView):
    """Paints titles as the rows below them are laid out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setHighlightSections(False)
        self.setSortIndicator(Column.LAST_VISIT, Qt.SortOrder.DescendingOrder)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as a row."""
        return QSize(super().sizeHint().width(), m.HEADER_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one title, with the arrow where the list is sorted by it."""
        now = colours()
        place = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, now.of("subtle"))
        for edge in (place.top(), place.bottom() - m.BORDER):
            painter.fillRect(QRectF(place.left(), edge, place.width(), m.BORDER), now.of("border"))
        inner = place.adjusted(m.GAP_4 if index == 0 else m.GAP_2, 0, -m.GAP_2, 0)
        title = str(self.model().headerData(index, Qt.Orientation.Horizontal))
        used = paint_text(painter, inner, title, Text.STRONG_CAPTION, now.text_2)
        if index == self.sortIndicatorSection() and Column(index) in SORTED_BY:
            arrow = "caret-up" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "caret-down"
            left = min(inner.left() + used + m.GAP_1, place.right() - m.GAP_3)
            inner.setLeft(left)
            paint_icon(painter, square(inner, m.GAP_3), arrow, now.accent)
        painter.restore()
