"""The table of all audits: two lines each, with a bar that says how far it is counted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.audits import AuditState
from dealerdesk.ui.audits.model import TITLES, AuditColumn, AuditsModel, Listed, texts_of
from dealerdesk.ui.audits.progress import paint_progress
from dealerdesk.ui.audits.titles import Titles
from dealerdesk.ui.audits.words import STATE_SIGNS, STATE_WORDS
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.service.columns import paint_right
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text, square
from dealerdesk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex

_RIGHT = frozenset({AuditColumn.DISCREPANCIES, AuditColumn.PASSED})
_SPARE = (AuditColumn.AS_OF, AuditColumn.PASSED, AuditColumn.STATE)
"""What goes first where there is little room; beside the table stands all of it."""
_USUAL: Mapping[AuditColumn, str] = {
    AuditColumn.TITLE: "Annual audit of 2028",
    AuditColumn.AS_OF: "28 May 2028",
    AuditColumn.PROGRESS: "18,888 of 18,888",
    AuditColumn.DISCREPANCIES: "188 to explain",
    AuditColumn.PASSED: "100.0 %",
}
_LEAD = m.GAP_4 - m.GAP_2
_LINE = 20
"""From the level of the first line of a row to that of the second one."""


class AuditsTable(RowsTable):
    """Every audit, one a row; the title has the room that the others leave."""

    def __init__(self, model: AuditsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.AUDIT_ROW, parent)
        self._audits = model
        right = frozenset(model.columns.index(column) for column in _RIGHT)
        self.setHorizontalHeader(Titles(self, right, _LEAD))
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def choose(self, row: int) -> None:
        """Choose `row` and bring it into sight."""
        self.setCurrentIndex(self._audits.index(row, 0))

    def fit_columns(self) -> None:
        """Lay the columns out; the least needed go where room is short."""
        shown, room = list(self._audits.columns), self.viewport().width()
        least = {column: _least_width(column) for column in shown}
        for column in _SPARE:
            if sum(least[each] for each in shown) > room:
                shown.remove(column)
        rest = max(room - sum(least[column] for column in shown), 0)
        for place, column in enumerate(self._audits.columns):
            self.setColumnHidden(place, column not in shown)
            self.setColumnWidth(place, least[column] + (rest if column is AuditColumn.TITLE else 0))


def _least_width(column: AuditColumn) -> int:
    title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(TITLES[column].said())
    kind = Text.CAPTION if column is AuditColumn.DISCREPANCIES else Text.BODY
    content = text_metrics(kind).horizontalAdvance(_USUAL.get(column, ""))
    if column is AuditColumn.STATE:
        words = (message.said() for message in STATE_WORDS.values())
        content = m.ICON + m.GAP_1 + max(map(text_metrics(Text.BODY).horizontalAdvance, words))
    lead = _LEAD if column is AuditColumn.TITLE else 0
    # Text is measured in whole pixels, and cut where a fraction of one is missing.
    return max(title, content) + lead + 2 * m.GAP_2 + 2


class _Cell(QStyledItemDelegate):
    """Paints a cell in one line or two."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, row = option.widget, index.data(AuditsModel.ROW_ROLE)
        if not isinstance(table, AuditsTable) or not isinstance(row, Listed):
            return
        column = index.data(AuditsModel.COLUMN_ROLE)
        place = QRectF(option.rect)
        painter.save()
        paint_row_ground(painter, place, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_2 + (0 if index.column() else _LEAD), 0, -m.GAP_2, -m.BORDER)
        _paint(painter, inner, column, row)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.AUDIT_ROW)


def _paint(painter: QPainter, inner: QRectF, column: AuditColumn, row: Listed) -> None:
    now = colours()
    first, second = texts_of(column, row)
    upper, lower = _lines(inner) if second or column is AuditColumn.PROGRESS else (inner, inner)
    if column is AuditColumn.STATE:
        name, role = STATE_SIGNS[row.audit.state]
        paint_icon(painter, square(inner, m.ICON), name, getattr(now, role))
        words = inner.adjusted(m.ICON + m.GAP_1, 0, 0, 0)
        paint_text(painter, words, first, Text.BODY, getattr(now, role))
    elif column is AuditColumn.PROGRESS:
        paint_text(painter, upper, first, Text.BODY, now.text)
        bar = QRectF(lower.left(), round(lower.center().y()) - m.GAP_1 / 2, lower.width(), m.GAP_1)
        paint_progress(painter, bar, row.figures)
    elif column in _RIGHT:
        is_open = row.audit.state is AuditState.OPEN
        ink = now.text_3 if is_open and column is AuditColumn.PASSED else now.text
        paint_right(painter, upper, first, Text.STRONG, ink)
        waits = bool(row.figures.unexplained)
        paint_right(painter, lower, second, Text.CAPTION, now.warn if waits else now.text_3)
    elif column is AuditColumn.TITLE:
        paint_text(painter, upper, first, Text.STRONG, now.text)
        paint_text(painter, lower, second, Text.CAPTION, now.text_3)
    else:
        paint_text(painter, inner, first, Text.BODY, now.text_2)


def _lines(inner: QRectF) -> tuple[QRectF, QRectF]:
    """The places of two lines in the middle of a cell."""
    top = inner.top() + round((inner.height() - 2 * _LINE) / 2)
    upper = QRectF(inner.left(), top, inner.width(), _LINE)
    return upper, upper.translated(0, _LINE)
