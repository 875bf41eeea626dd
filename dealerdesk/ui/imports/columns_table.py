"""The table in which the columns of a spreadsheet are matched with fields."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dealerdesk.ui.imports.columns_model import (
    DAY_FIRST,
    MONTH_FIRST,
    ORDER_OPEN,
    TITLES,
    WHY,
    ColumnPart,
    ColumnsModel,
)
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.choice_cell import choice_box_width, paint_choice_box
from dealerdesk.ui.widgets.painting import paint_cell_text
from dealerdesk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex


class ColumnsTable(RowsTable):
    """`field_asked` carries a row and the letter that was typed; `order_chosen` a row and the order."""

    field_asked = Signal(int, str)
    order_chosen = Signal(int, object)

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self._columns = model
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(m.HEADER_ROW)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.opened.connect(self._ask)
        self.order_menu = QMenu(self)

    def ask_order(self, row: int) -> None:
        """Let somebody say in which order dates are written."""
        self.order_menu.clear()
        now = self._columns.day_first(row)
        for order, name in ((True, DAY_FIRST), (False, MONTH_FIRST)):
            action = self.order_menu.addAction(name.said())
            action.setCheckable(True)
            action.setChecked(now is order)
            action.triggered.connect(lambda _checked=False, order=order: self.order_chosen.emit(row, order))
        cell = self.visualRect(self._columns.index(row, ColumnPart.DATES))
        self.order_menu.popup(self.viewport().mapToGlobal(cell.bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter, Space and letters open what is chosen from."""
        row, letter = self.currentIndex().row(), event.text()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if row >= 0 and (opens or event.key() == Qt.Key.Key_Space):
            self._ask()
        elif row >= 0 and letter.isalnum() and not control:
            self.field_asked.emit(row, letter)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click on a box opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in {ColumnPart.FIELD, ColumnPart.DATES}:
            self._ask()

    def fit_columns(self) -> None:
        """Lay the columns out: the samples have what the others leave, and go where nothing is left."""
        body = text_metrics(Text.BODY)
        room = self.viewport().width()
        orders = (DAY_FIRST, MONTH_FIRST, ORDER_OPEN)
        caption = text_metrics(Text.STRONG_CAPTION)
        widths = {
            ColumnPart.LETTERS: caption.horizontalAdvance(TITLES[ColumnPart.LETTERS].said()) + m.GAP_4,
            ColumnPart.HEADING: max(room // 6, 96),
            ColumnPart.FIELD: max(room // 5, 168),
            ColumnPart.WHY: max(body.horizontalAdvance(why.said()) for why in WHY.values()) + 2 * m.GAP_2 + 2,
            ColumnPart.DATES: max(choice_box_width(order.said()) for order in orders) + 2 * m.GAP_2,
        }
        asks = any(self._columns.asks_order(row) for row in range(self._columns.rowCount()))
        self.setColumnHidden(ColumnPart.DATES, not asks)
        if not asks:
            del widths[ColumnPart.DATES]
        widths[ColumnPart.SAMPLES] = max(room - sum(widths.values()) - m.GAP_2, 0)
        for part, width in widths.items():
            self.setColumnWidth(part, width + (m.GAP_2 if part is ColumnPart.LETTERS else 0))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's name
        """Letters find a field, not a row."""

    def _ask(self) -> None:
        at = self.currentIndex()
        if at.column() == ColumnPart.DATES and self._columns.asks_order(at.row()):
            self.ask_order(at.row())
        elif at.isValid():
            self.field_asked.emit(at.row(), "")


class _Cell(QStyledItemDelegate):
    """Paints a cell: the sheet's in grey, the field as a box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = option.widget
        if not isinstance(table, ColumnsTable):
            return
        place, part = QRectF(option.rect), ColumnPart(index.column())
        painter.save()
        is_chosen = paint_row_ground(painter, place, option, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = m.GAP_4 if index.column() == 0 else m.GAP_2
        inner = place.adjusted(left, 0, -m.GAP_2, -m.BORDER)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        is_twice = bool(index.data(ColumnsModel.TWICE_ROLE))
        model = index.model()
        is_used = isinstance(model, ColumnsModel) and model.code(index.row()) is not None
        if part is ColumnPart.FIELD or (part is ColumnPart.DATES and text):
            at_dates = table.currentIndex().column() == ColumnPart.DATES
            paint_choice_box(
                painter,
                inner,
                text,
                role="text" if is_used else "text_3",
                border="bad_fill" if is_twice else "input_border",
                is_at=is_chosen and table.hasFocus() and at_dates == (part is ColumnPart.DATES),
            )
        else:
            kind, role = _type_of(part, is_used=is_used, is_twice=is_twice)
            paint_cell_text(painter, inner, text, kind, getattr(colours(), role))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.ROW)


def _type_of(part: ColumnPart, *, is_used: bool, is_twice: bool) -> tuple[Text, str]:
    if part is ColumnPart.WHY:
        return Text.BODY, "bad" if is_twice else "text_3"
    if part is ColumnPart.HEADING:
        return (Text.STRONG, "text") if is_used else (Text.BODY, "text_2")
    return Text.BODY, "text_3" if part is ColumnPart.LETTERS or not is_used else "text_2"
