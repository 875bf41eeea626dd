"""The fields of two records beside each other; arrows, Space or a click say which value stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.messages import Message
from dealerdesk.services.merging import MergeField
from dealerdesk.ui.duplicates.comparison import Comparison, Side
from dealerdesk.ui.file.history_words import value_words
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_text, square
from dealerdesk.ui.widgets.rows_table import HOVERED_ROW, RowsTable
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

NOTHING = Message("ui.duplicates_nothing", "nothing")
STANDS = Message("ui.duplicates_stands", "{value}, stands")
DECIDE = Message("ui.duplicates_decide", "Choose which one is right")
BOTH_STAND = Message("ui.duplicates_both_stand", "Both stand, one below the other (Space changes it)")
_LABEL, _LEFT = 0, 1
_SIDES = {1: Side.LEFT, 2: Side.RIGHT}


class FieldsModel(QAbstractTableModel):
    """Name, left and right value of each field of a `Comparison`; `edited` carries it with another choice."""

    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._rows: tuple[MergeField, ...] = ()

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._comparison

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show the fields of two records, or none."""
        rows = comparison.rows if comparison else ()
        same = [each.field for each in rows] == [each.field for each in self._rows]
        if not same:
            self.beginResetModel()
        self._comparison, self._rows = comparison, rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))

    def row(self, at: int) -> MergeField:
        """The field in row `at`."""
        return self._rows[at]

    def stands(self, at: int) -> Side | None:
        """Which value stands in row `at`."""
        return self._comparison.stands(self._rows[at]) if self._comparison else None

    def pick(self, at: int, side: Side | None) -> None:
        """Let another value stand in row `at`; the next one in turn where `side` is None."""
        if self._comparison is None or not 0 <= at < len(self._rows):
            return
        row = self._rows[at]
        after = self._comparison.pick(row, side) if side else self._comparison.pick_next(row)
        if after is not self._comparison:
            self.show_comparison(after)
            self.edited.emit(after)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as fields that either has."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """Name, left, right."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for people; whether a value stands is heard, too."""
        row = self._rows[index.row()]
        if index.column() == _LABEL:
            shown = row.field.label.said()
            if role == Qt.ItemDataRole.ToolTipRole:
                return self._hint(index.row()) or shown
            return (
                shown if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None
            )
        text = self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heard = text or NOTHING.said()
            return STANDS.said(value=heard) if self._is_standing(index) else heard
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(text) or None
        return text.replace("\n", " · ") if role == Qt.ItemDataRole.DisplayRole else None

    def text(self, at: int, column: int) -> str:
        """A value as it is written on screens; empty where there is none."""
        if self._comparison is None:
            return ""
        row = self._rows[at]
        text = self._comparison.texts(row)[column - _LEFT]
        return value_words(row.field.code, text) if text else ""

    def _is_standing(self, index: Index) -> bool:
        return self.stands(index.row()) in {_SIDES[index.column()], Side.BOTH}

    def _hint(self, at: int) -> str:
        stands = self.stands(at)
        if stands is None:
            return DECIDE.said()
        return BOTH_STAND.said() if stands is Side.BOTH else ""


class FieldsTable(RowsTable):
    """Left and right arrow choose a value, Space goes through the choices, a click takes the one below it.

    `fitted` carries the room that the scroll bar takes.
    """

    fitted = Signal(int)

    def __init__(self, model: FieldsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, m.ROW, parent)
        self._fields = model
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ValueCell(model, self))
        self._keys: dict[int, Callable[[int], None]] = {
            Qt.Key.Key_Left: lambda row: model.pick(row, Side.LEFT),
            Qt.Key.Key_Right: lambda row: model.pick(row, Side.RIGHT),
            Qt.Key.Key_Space: lambda row: model.pick(row, None),
        }

    def fit_columns(self) -> None:
        """Names keep their width; the two records share the rest."""
        rest = self.viewport().width() - m.MERGE_LABEL
        for column, width in enumerate((m.MERGE_LABEL, rest // 2, rest - rest // 2)):
            self.setColumnWidth(column, width)
        self.fitted.emit(self.width() - self.viewport().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Choose a value."""
        act = self._keys.get(event.key())
        if act is not None and self.currentIndex().isValid():
            act(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Choose the value that is clicked on."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton and index.column() in _SIDES:
            self._fields.pick(index.row(), _SIDES[index.column()])


class _ValueCell(QStyledItemDelegate):
    """Values that differ have a mark before them: filled where they stand."""

    def __init__(self, model: FieldsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, place = colours(), QRectF(option.rect)
        row = self._fields.row(index.row())
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or option.widget.property(HOVERED_ROW) == index.row():
            painter.fillRect(place, now.of("selection" if is_chosen else "hover"))
        elif self._fields.stands(index.row()) is None:
            painter.fillRect(place, now.of("warn_tint"))
        line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        painter.fillRect(line, now.of("row_line"))
        if row.clashes and index.column() == _LABEL:
            bar = QRectF(place.left(), place.top(), m.SELECTION_BAR, place.height() - m.BORDER)
            painter.fillRect(bar, now.of("warn_fill"))
        inner = place.adjusted(m.GAP_4 if index.column() == _LABEL else m.GAP_3, 0, -m.GAP_2, -m.BORDER)
        if index.column() == _LABEL:
            self._paint_label(painter, inner, index, row)
        else:
            self._paint_value(painter, inner, index, row)
        painter.restore()

    def _paint_label(self, painter: QPainter, place: QRectF, index: Index, row: MergeField) -> None:
        now = colours()
        if self._fields.stands(index.row()) is None:
            paint_icon(painter, square(place, m.ICON), "warning-circle-fill", now.warn)
            place.setLeft(place.left() + m.ICON + m.GAP_1)
        kind = Text.STRONG if row.clashes else Text.BODY
        paint_text(painter, place, index.data(), kind, now.text if row.differs else now.text_2)

    def _paint_value(self, painter: QPainter, place: QRectF, index: Index, row: MergeField) -> None:
        now = colours()
        standing = self._fields.stands(index.row()) in {_SIDES[index.column()], Side.BOTH}
        sign = square(place, m.ICON)
        place.setLeft(place.left() + m.ICON + m.GAP_2)
        if not row.differs:
            paint_text(painter, place, index.data(), Text.BODY, now.text_2)
            return
        name = "check-circle-fill" if standing else "circle"
        if not row.fixed or standing:
            paint_icon(painter, sign, name, now.accent if standing else now.input_border)
        shown, colour = index.data(), now.text if standing else now.text_3
        if not shown:
            shown, colour = NOTHING.said(), now.text_3
        paint_text(painter, place, shown, Text.STRONG if standing and index.data() else Text.BODY, colour)
