"""The table of a `WindowModel`: rows in groups, the first row of a group under a stronger line."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.ui.findings.window_model import WindowModel
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_cell_text, paint_text, rounded, text_width
from dealerdesk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex

_FIRST_LEAD = m.GAP_4 - m.GAP_2
"""The first column begins where titles and sentences of the page begin."""


class WindowTable(RowsTable):
    """Shows a `WindowModel`; `looked_at` tells of another row, or of the same one as it is by now."""

    looked_at = Signal()

    def __init__(
        self, model: WindowModel, name: Message, *, several: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, parent=parent)
        self._rows = model
        self._name = name
        self._kept: tuple[int, int, Hashable | None] = (0, -1, None)
        self.setHorizontalHeader(_Titles(model, self))
        self.setItemDelegate(_Cell(self))
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.chosen.connect(lambda _row: self.looked_at.emit())
        model.about_to_renew.connect(self._on_about_to_renew)
        model.renewed.connect(self._on_renewed)
        model.dataChanged.connect(self._on_arrived)
        retell(self, lambda: self.setAccessibleName(name.said()))

    @property
    def row(self) -> Any:
        """The row at hand; None where there is none, or while it is on its way."""
        return self._rows.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def ranges(self) -> list[range]:
        """Which rows are chosen."""
        parts = self.selectionModel().selection().toList()
        return [range(top, bottom + 1) for top, bottom in sorted({(at.top(), at.bottom()) for at in parts})]

    @property
    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(map(len, self.ranges))

    def go_to(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        last = self._rows.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._rows.index(min(max(row, 0), last), 0))

    def look_around(self) -> None:
        """Ask for the rows in sight."""
        self._rows.see(*self.rows_in_sight)

    def fit_columns(self) -> None:
        """Lay the columns out; the least needed go where room is short."""
        columns = self._rows.columns
        shown = list(columns)
        room = self.viewport().width()
        least = {column: _least_width(column, at) for at, column in enumerate(columns)}
        for column in sorted(columns, key=lambda each: -each.spare):
            if column.spare and sum(least[each] for each in shown) > room:
                shown.remove(column)
        rest = max(room - sum(least[column] for column in shown), 0)
        shares = sum(column.share for column in shown)
        for at, column in enumerate(columns):
            self.setColumnHidden(at, column not in shown)
            part = rest * column.share // shares if shares else 0
            self.setColumnWidth(at, least[column] + part)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's name
        """Qt would walk through all rows here, of which most are not there."""

    def _on_arrived(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.looked_at.emit()

    def _on_about_to_renew(self) -> None:
        row, source = self.row, self._rows.source
        key = source.key(row) if row is not None and source is not None else None
        self._kept = (self.verticalScrollBar().value(), self.currentIndex().row(), key)

    def _on_renewed(self, is_same: bool) -> None:  # a slot
        """Stand where one stood: at the same row, else at what took its place."""
        scrolled, row, key = self._kept if is_same else (0, 0, self._kept[2])
        self.fit_columns()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        place = self._rows.place_of(key, near=row) if key is not None else None
        self.go_to(place if place is not None else row)
        self.look_around()
        self.looked_at.emit()


def _least_width(column: Any, at: int) -> int:
    title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(column.title.said())
    content = text_metrics(Text.STRONG).horizontalAdvance(column.usual)
    return max(title, content) + 2 * m.GAP_2 + 2 + (_FIRST_LEAD if at == 0 else 0)


def _inner(place: QRectF, at: int) -> QRectF:
    return place.adjusted(m.GAP_2 + (_FIRST_LEAD if at == 0 else 0), 0, -m.GAP_2, -m.BORDER)


class _Titles(QHeaderView):
    """Paints titles as the rows below them are laid out."""

    def __init__(self, model: WindowModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model.columns
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(super().sizeHint().width(), m.HEADER_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        now, place, column = colours(), QRectF(rect), self._columns[index]
        painter.save()
        painter.fillRect(place, now.of("subtle"))
        for edge in (place.top(), place.bottom() - m.BORDER):
            painter.fillRect(QRectF(place.left(), edge, place.width(), m.BORDER), now.of("border"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title, inner = column.title.said(), _inner(place, index)
        if column.is_right:
            inner.setLeft(inner.right() - text_width(title, Text.STRONG_CAPTION) - 1)
        paint_text(painter, inner, title, Text.STRONG_CAPTION, now.text_2)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """Paints a cell; what is on its way is a grey bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, WindowModel):
            return
        now, place, row = colours(), QRectF(option.rect), model.row_at(index.row())
        painter.save()
        paint_row_ground(painter, place, option, index)
        if index.row() and index.data(WindowModel.BEGINS_ROLE):
            painter.fillRect(QRectF(place.left(), place.top(), place.width(), 2 * m.BORDER), now.of("border"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner, column = _inner(place, index.column()), model.columns[index.column()]
        if row is None:
            bar = QRectF(inner.left(), inner.center().y() - m.GAP_1, inner.width() * 0.6, m.GAP_2)
            painter.fillPath(rounded(bar, m.RADIUS_BADGE), now.of("row_line"))
        elif column.paint is not None:
            column.paint(painter, inner, row)
        else:
            text = column.text(row)
            if column.is_right:
                inner.setLeft(max(inner.right() - text_width(text, Text.BODY) - 1, inner.left()))
            paint_cell_text(painter, inner, text, Text.BODY, now.text)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.ROW)
