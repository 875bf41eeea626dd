"""The list of pairs: whom or what it is about, and why they may be one, below each other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.ui.duplicates.pairs_model import PairsModel
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, rounded
from dealerdesk.ui.widgets.rows_table import HOVERED_ROW, RowsTable

Index = QModelIndex | QPersistentModelIndex

_LINE = 20


class PairsList(RowsTable):
    """One pair a row; `seen` carries the first and the last row in sight."""

    seen = Signal(int, int)

    def __init__(self, model: PairsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.SLOT, parent)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PairCell(self))

    def look_around(self) -> None:
        """Tell which rows are in sight."""
        if self.model().rowCount():
            self.seen.emit(*self.rows_in_sight)

    def choose(self, row: int) -> None:
        """Select `row` and bring it into sight."""
        self.setCurrentIndex(self.model().index(row, 0))


class _PairCell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, place = colours(), QRectF(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or option.widget.property(HOVERED_ROW) == index.row():
            painter.fillRect(place, now.of("selection" if is_chosen else "hover"))
        line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        painter.fillRect(line, now.of("row_line"))
        if is_chosen:
            painter.fillRect(
                QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height()), now.of("accent")
            )
        _paint_words(painter, place.adjusted(m.GAP_4, m.GAP_2, -m.GAP_3, -m.GAP_2), index)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.SLOT)


def _paint_words(painter: QPainter, place: QRectF, index: Index) -> None:
    now = colours()
    words = index.data(PairsModel.WORDS_ROLE)
    upper = QRectF(place.left(), place.top(), place.width(), _LINE)
    lower = QRectF(place.left(), place.bottom() - _LINE, place.width(), _LINE)
    if words is None:
        bar = QRectF(upper.left(), upper.center().y() - m.GAP_1, upper.width() * 0.6, m.GAP_2)
        painter.fillPath(rounded(bar, m.RADIUS_BADGE), now.of("row_line"))
        return
    paint_text(painter, upper, words[0], Text.STRONG, now.text)
    paint_text(painter, lower, words[1], Text.CAPTION, now.text_2)
