"""Tables of repair orders: whole rows, widths from the fonts, and a timeline where one vehicle is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dealerdesk.services.orders import OrderSort
from dealerdesk.ui.service.columns import LOOKS, OrderColumn, column_width, paint_cell, paint_right
from dealerdesk.ui.service.rows_model import OrderRowsModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, rounded, square
from dealerdesk.ui.widgets.rows_table import HOVERED_ROW, RowsTable

Index = QModelIndex | QPersistentModelIndex

_DOT = 9
_TIMELINE = m.GAP_4 + m.ICON


class OrdersTable(RowsTable):
    """Orders, one a row.

    `sort_asked` carries an `OrderSort` when a title is clicked; `seen` the first and last row in sight.
    """

    sort_asked = Signal(object)
    seen = Signal(int, int)

    def __init__(
        self,
        model: OrderRowsModel,
        *,
        row: int = m.ROW,
        timeline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, row, parent)
        self._orders = model
        self.columns = model.columns
        self.timeline = timeline
        self.sorted_by: OrderSort | None = OrderSort.DATE_IN
        self.descending = True
        self.setHorizontalHeader(OrdersHeader(self, model.columns))
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionClicked.connect(self._on_title_clicked)

    def choose(self, row: int) -> None:
        """Select `row` and bring it into sight."""
        self.setCurrentIndex(self._orders.index(row, 0))

    def show_sorting(self, sort: OrderSort, *, descending: bool) -> None:
        """Put the arrow at the title of `sort`."""
        self.sorted_by, self.descending = sort, descending
        self.horizontalHeader().viewport().update()

    def look_around(self) -> None:
        """Tell which rows are in sight."""
        self.seen.emit(*self.rows_in_sight)

    def fit_columns(self) -> None:
        """Lay the columns out: what is flexible shares the rest; the least needed go where room is short."""
        shown = list(self._orders.columns)
        room = self.viewport().width()
        least = {column: column_width(column) + self.lead(place) for place, column in enumerate(shown)}
        for column in sorted(shown, key=lambda each: -LOOKS[each].spare):
            if sum(least[each] for each in shown) > room and LOOKS[column].spare:
                shown.remove(column)
        rest = max(room - sum(least[column] for column in shown), 0)
        shares = sum(LOOKS[column].share for column in shown)
        for place, column in enumerate(self._orders.columns):
            self.setColumnHidden(place, column not in shown)
            part = rest * LOOKS[column].share // shares if shares else 0
            self.setColumnWidth(place, least[column] + part)

    def lead(self, place: int) -> int:
        """The room before the text of a column, beyond the usual: the margin, or the timeline."""
        if place:
            return 0
        return _TIMELINE if self.timeline else m.GAP_4 - m.GAP_2

    def _on_title_clicked(self, section: int) -> None:
        sort = LOOKS[self._orders.columns[section]].sort
        if sort is not None:
            self.sort_asked.emit(sort)


class OrdersHeader(QHeaderView):
    """Paints titles as the rows below them are laid out, with an arrow at the one that is sorted by."""

    def __init__(self, table: OrdersTable, columns: Sequence[OrderColumn]) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._columns = tuple(columns)
        self.setSectionsClickable(not table.timeline)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as a row."""
        return QSize(super().sizeHint().width(), m.DENSE_ROW if self._table.timeline else m.HEADER_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one title."""
        look = LOOKS[self._columns[index]]
        inner = paint_title_ground(painter, rect, m.GAP_2 + self._table.lead(index))
        title, now = look.title.said(), colours()
        is_sorted = look.sort is not None and look.sort is self._table.sorted_by
        arrow = m.GAP_4 if is_sorted else 0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.right:
            place = inner.adjusted(0, 0, -arrow, 0)
            paint_right(painter, place, title, Text.STRONG_CAPTION, now.text_2)
            inner.setLeft(inner.right() - m.GAP_3)
        else:
            used = paint_text(painter, inner, title, Text.STRONG_CAPTION, now.text_2)
            inner.setLeft(min(inner.left() + used + m.GAP_1, rect.right() - m.GAP_3))
        if is_sorted:
            name = "caret-down" if self._table.descending else "caret-up"
            paint_icon(painter, square(inner, m.GAP_3), name, now.accent)
        painter.restore()


def paint_title_ground(painter: QPainter, rect: QRect, lead: int, *, is_framed: bool = False) -> QRectF:
    """Draw a title's ground with its two lines, or the lower one in a frame; where the title goes."""
    now, place = colours(), QRectF(rect)
    painter.fillRect(place, now.of("subtle"))
    below = place.bottom() - m.BORDER
    for edge in (below,) if is_framed else (place.top(), below):
        painter.fillRect(QRectF(place.left(), edge, place.width(), m.BORDER), now.of("border"))
    return place.adjusted(lead, 0, -m.GAP_2, 0)


class _Cell(QStyledItemDelegate):
    """Paints a cell's ground, with the bar or the timeline before the row, then what it says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = option.widget
        if not isinstance(table, OrdersTable):
            return
        place = QRectF(option.rect)
        painter.save()
        # Smoothed edges would leave seams between the cells of a row on a screen scaled by 125 or 150 %.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, place, table, index, is_chosen=is_chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if table.timeline and index.column() == 0:
            _paint_timeline(painter, place, index, is_chosen=is_chosen)
        inner = place.adjusted(m.GAP_2 + table.lead(index.column()), 0, -m.GAP_2, -m.BORDER)
        row = index.data(OrderRowsModel.ROW_ROLE)
        if row is None:
            bar = QRectF(inner.left(), inner.center().y() - m.GAP_1, inner.width() * 0.6, m.GAP_2)
            painter.fillPath(rounded(bar, m.RADIUS_BADGE), colours().of("row_line"))
        else:
            column = table.columns[index.column()]
            if index.data(OrderRowsModel.DOUBT_ROLE):
                sign = square(inner, m.ICON) if LOOKS[column].right else _after(inner)
                paint_icon(painter, sign, "warning-fill", colours().warn)
            paint_cell(painter, inner, column, row)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.DENSE_ROW)


def _after(inner: QRectF) -> QRectF:
    """The place for a sign at the right of a cell."""
    return square(QRectF(inner.right() - m.ICON, inner.top(), m.ICON, inner.height()), m.ICON)


def _paint_ground(
    painter: QPainter, place: QRectF, table: QTableView, index: Index, *, is_chosen: bool
) -> None:
    now = colours()
    if is_chosen or table.property(HOVERED_ROW) == index.row():
        painter.fillRect(place, now.of("selection" if is_chosen else "hover"))
    line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
    painter.fillRect(line, now.of("row_line"))
    if is_chosen and index.column() == 0:
        bar = QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height())
        painter.fillRect(bar, now.of("accent"))


def _paint_timeline(painter: QPainter, place: QRectF, index: Index, *, is_chosen: bool) -> None:
    """Draw the line through the visits, and this visit on it."""
    now = colours()
    middle = place.left() + m.GAP_4 + _DOT / 2
    top = place.center().y() if index.row() == 0 else place.top()
    is_last = index.row() == index.model().rowCount() - 1
    bottom = place.center().y() if is_last else place.bottom() + 1
    painter.fillRect(QRectF(middle - 1, top, 2, bottom - top), now.of("border"))
    dot = QRectF(middle - _DOT / 2, place.center().y() - _DOT / 2, _DOT, _DOT)
    painter.setPen(QPen(now.of("accent" if is_chosen else "segment_outline"), m.FOCUS_RING))
    painter.setBrush(now.of("accent" if is_chosen else "surface"))
    painter.drawEllipse(dot)
