"""The table of what an import would do, line by line: decided by keys and clicks, mended in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dealerdesk.domain.import_mapping import Side
from dealerdesk.services.imports import CheckLine, Verdict
from dealerdesk.ui.imports.check_cells import paint_check_cell
from dealerdesk.ui.imports.check_model import CHOOSE, TITLES, CheckColumn, CheckModel
from dealerdesk.ui.imports.row_grounds import paint_row_ground
from dealerdesk.ui.imports.words import KEEP_OURS, LOOKS, USE_SHEET
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.choice_cell import choice_box_width
from dealerdesk.ui.widgets.painting import paint_text, rounded
from dealerdesk.ui.widgets.rows_table import RowsTable

Index = QModelIndex | QPersistentModelIndex

_SPARE = (CheckColumn.CUSTOMER, CheckColumn.VIN, CheckColumn.PLATE, CheckColumn.REASON)
"""What goes first where there is little room; the strip below the table says the rest."""
_SHARES = {CheckColumn.CUSTOMER: 1, CheckColumn.OURS: 1, CheckColumn.THEIRS: 1, CheckColumn.REASON: 4}
_USUAL = {
    CheckColumn.ROW: "18,888",
    CheckColumn.PLATE: "粤B·D12345",
    CheckColumn.CUSTOMER: "Zhou Jianguo",
    CheckColumn.FIELD: "Manufacture date",
    CheckColumn.OURS: "136 0088 1254",
    CheckColumn.REASON: "Ours says otherwise, since",
}


class CheckTable(RowsTable):
    """`decided` carries a line and a `Side`; `looked_at` tells of another line."""

    decided = Signal(object, object)
    looked_at = Signal()

    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self._lines = model
        self._kept: tuple[int, int, tuple[int, str | None] | None] = (0, -1, None)
        self.menu = QMenu(self)
        self.setHorizontalHeader(_Titles(self))
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.opened.connect(self.open_current)
        self.chosen.connect(lambda _row: self.looked_at.emit())
        model.about_to_renew.connect(self._on_about_to_renew)
        model.renewed.connect(self._on_renewed)
        model.dataChanged.connect(lambda *_cells: self.looked_at.emit())

    @property
    def line(self) -> CheckLine | None:
        """The line at hand."""
        return self._lines.line_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def go_to(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        last = self._lines.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._lines.index(min(max(row, 0), last), CheckColumn.THEIRS))

    def go_on(self) -> None:
        """Choose the next row."""
        self.go_to(self.currentIndex().row() + 1)

    def open_current(self) -> None:
        """Let the line at hand be decided, else be typed anew."""
        line = self.line
        if line is not None and line.verdict is Verdict.CONFLICT and line.can_decide:
            self.ask_decision()
        else:
            self.begin_typing()

    def begin_typing(self) -> None:
        """Open what the sheet says for typing."""
        cell = self._lines.index(self.currentIndex().row(), CheckColumn.THEIRS)
        if cell.isValid() and self._lines.flags(cell) & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(cell)
            self._lines.hold()
            if not self.edit(cell, QAbstractItemView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_)):
                self._lines.release()

    def finish_typing(self) -> None:
        """Take over what is being typed, as Enter does."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            QGuiApplication.inputMethod().commit()
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(  # noqa: N802  # Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Take the lines that came while somebody typed."""
        super().closeEditor(editor, hint)
        self._lines.release()

    def ask_decision(self) -> None:
        """Open the choice between ours and theirs."""
        line = self.line
        if line is None or not line.can_decide:
            return
        self.menu.clear()
        for side, name, keys in ((Side.OURS, KEEP_OURS, "1"), (Side.THEIRS, USE_SHEET, "2")):
            action = self.menu.addAction(f"{name.said()}\t{keys}")
            action.setCheckable(True)
            action.setChecked(line.decision is side)
            action.triggered.connect(lambda _checked=False, side=side: self.decided.emit(line, side))
        cell = self.visualRect(self._lines.index(self.currentIndex().row(), CheckColumn.DECISION))
        self.menu.popup(self.viewport().mapToGlobal(cell.bottomLeft()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click on a decision opens the choice."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == CheckColumn.DECISION:
            line = self.line
            if line is not None and line.can_decide:
                self.ask_decision()
            else:
                self.begin_typing()

    def look_around(self) -> None:
        """Ask for the lines in sight."""
        self._lines.see(*self.rows_in_sight)

    def fit_columns(self) -> None:
        """Lay the columns out; the least needed go where room is short."""
        shown = list(CheckColumn)
        room = self.viewport().width()
        least = {column: _least_width(column) for column in shown}
        for column in _SPARE:
            if sum(least[each] for each in shown) > room:
                shown.remove(column)
        rest = max(room - sum(least[column] for column in shown), 0)
        shares = sum(_SHARES.get(column, 0) for column in shown)
        for column in CheckColumn:
            self.setColumnHidden(column, column not in shown)
            part = rest * _SHARES.get(column, 0) // shares if shares else 0
            self.setColumnWidth(column, least[column] + part)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's name
        """Letters decide; Qt would walk through all rows here."""

    def _on_about_to_renew(self) -> None:
        line = self.line
        cell = (line.row, line.code) if line is not None else None
        self._kept = (self.verticalScrollBar().value(), self.currentIndex().row(), cell)

    def _on_renewed(self, is_same: bool) -> None:  # a slot
        """Stand where one stood: at the same cell of the sheet, else at what took its place."""
        scrolled, row, cell = self._kept if is_same else (0, 0, self._kept[2])
        self.fit_columns()
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        place = self._lines.row_of(*cell, near=row) if cell is not None else None
        self.go_to(place if place is not None else row)
        self.look_around()
        self.looked_at.emit()


def _least_width(column: CheckColumn) -> int:
    title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(TITLES[column].said())
    body = text_metrics(Text.BODY).horizontalAdvance
    if column is CheckColumn.RESULT:
        content = m.ICON + m.GAP_2 + max(body(look.name.said()) for look in LOOKS.values())
    elif column in {CheckColumn.VIN, CheckColumn.THEIRS}:
        content = text_metrics(Text.VIN_TAIL).horizontalAdvance("0" * 17)
    elif column is CheckColumn.DECISION:
        content = max(choice_box_width(word.said()) for word in (KEEP_OURS, USE_SHEET, CHOOSE)) + m.GAP_1
    else:
        content = body(_USUAL[column])
    return max(title, content) + 2 * m.GAP_2 + 2 + (m.GAP_2 if column is CheckColumn.ROW else 0)


class _Titles(QHeaderView):
    """Paints titles as the rows below them are laid out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        return QSize(super().sizeHint().width(), m.HEADER_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        now, place = colours(), QRectF(rect)
        painter.save()
        painter.fillRect(place, now.of("subtle"))
        below = place.bottom() - m.BORDER
        for edge in (place.top(), below):
            painter.fillRect(QRectF(place.left(), edge, place.width(), m.BORDER), now.of("border"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title = TITLES[CheckColumn(index)].said()
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_2, 0)
        if index == CheckColumn.ROW:
            inner.setLeft(inner.right() - text_metrics(Text.STRONG_CAPTION).horizontalAdvance(title) - 1)
        paint_text(painter, inner, title, Text.STRONG_CAPTION, now.text_2)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """Paints a cell, and opens what the sheet says for typing."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table, model = option.widget, index.model()
        if not isinstance(table, CheckTable) or not isinstance(model, CheckModel):
            return
        line, column = model.line_at(index.row()), CheckColumn(index.column())
        place = QRectF(option.rect)
        painter.save()
        tint = LOOKS[line.verdict].tint if line is not None and column is CheckColumn.THEIRS else ""
        is_at = paint_row_ground(painter, place, option, index, tint) and table.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_2, -m.BORDER)
        if line is None:
            bar = QRectF(inner.left(), inner.center().y() - m.GAP_1, inner.width() * 0.6, m.GAP_2)
            painter.fillPath(rounded(bar, m.RADIUS_BADGE), colours().of("row_line"))
        else:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            paint_check_cell(painter, inner, model, line, column, is_at=is_at, is_chosen=is_chosen)
        painter.restore()

    def createEditor(  # noqa: N802  # Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        model = index.model()
        line = model.line_at(index.row()) if isinstance(model, CheckModel) else None
        name = model.field_name(line) if isinstance(model, CheckModel) and line is not None else ""
        editor.setAccessibleName(name)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  # Qt's name
        """Begin with what stands there; lines that change meanwhile take nothing away that was typed."""
        if not editor.property("is_begun"):
            editor.setProperty("is_begun", True)
            super().setEditorData(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter takes over what was typed; else the table would hear of it, too, and open the cell again."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not is_enter or event.type() is not QEvent.Type.KeyPress or not isinstance(editor, QWidget):
            return super().eventFilter(editor, event)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802  # Qt's name
        return QSize(0, m.ROW)
