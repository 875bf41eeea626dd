"""The list's header: titles, an arrow at the column that it is sorted by; sections move and grow by hand."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from dealerdesk.ui.files.delegates import FIRST_COLUMN
from dealerdesk.ui.files.layout import LEAST_WIDTH
from dealerdesk.ui.models.files_columns import SORTED_BY, Column
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, square


class FilesHeader(QHeaderView):
    """Paints titles as the rows below them are laid out; `let_go` tells that the mouse has let go of it."""

    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setSortIndicatorShown(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.is_held = False

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as a row."""
        return QSize(super().sizeHint().width(), m.HEADER_ROW)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """What moves or grows from now on does so by hand."""
        self.is_held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Tell that it is over."""
        super().mouseReleaseEvent(event)
        self.is_held = False
        self.let_go.emit()

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one title, with the arrow where the list is sorted by it."""
        now = colours()
        place = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, now.of("subtle"))
        for edge in (place.top(), place.bottom() - m.BORDER):
            painter.fillRect(QRectF(place.left(), edge, place.width(), m.BORDER), now.of("border"))
        table = self.parentWidget()
        is_first = table is not None and table.property(FIRST_COLUMN) == index
        inner = place.adjusted(m.GAP_4 if is_first else m.GAP_2, 0, -m.GAP_2, 0)
        title = str(self.model().headerData(index, Qt.Orientation.Horizontal))
        is_sorted = self.isSortIndicatorShown() and index == self.sortIndicatorSection()
        is_sorted = is_sorted and Column(index) in SORTED_BY
        room = inner.adjusted(0, 0, -(m.GAP_1 + m.GAP_3) if is_sorted else 0, 0)
        if index == Column.ODOMETER:
            spare = room.width() - text_metrics(Text.STRONG_CAPTION).horizontalAdvance(title)
            room.setLeft(room.left() + max(spare - 1, 0))
        used = paint_text(painter, room, title, Text.STRONG_CAPTION, now.text_2)
        if is_sorted:
            arrow = "caret-up" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "caret-down"
            inner.setLeft(room.left() + used + m.GAP_1)
            paint_icon(painter, square(inner, m.GAP_3), arrow, now.accent)
        painter.restore()
