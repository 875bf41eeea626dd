"""The table in which the lines of a repair order are typed, as people know it from spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dealerdesk.domain.fields import LINE_KIND_LABELS
from dealerdesk.ui.formats import label
from dealerdesk.ui.service.blocks import block_of, text_of_block
from dealerdesk.ui.service.columns import paint_right
from dealerdesk.ui.service.lines_model import (
    AMOUNT,
    CODE,
    COLUMNS,
    DESCRIPTION,
    KIND,
    NUMBERS,
    QUANTITY,
    TITLES,
    UNIT_PRICE,
    LinesModel,
)
from dealerdesk.ui.service.orders_table import paint_title_ground
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_text

Index = QModelIndex | QPersistentModelIndex

_USUAL = {
    KIND: "Labour 8",
    CODE: "BYD-148528",
    QUANTITY: "188.88",
    UNIT_PRICE: "18,888.00",
    AMOUNT: "188,888.00",
}
_LEAST_DESCRIPTION = "0" * 16


class LinesView(QTableView):
    """The lines of an order to look at; the description has the room that the others leave."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.titles = LineTitles(self)
        self.setHorizontalHeader(self.titles)
        self.setModel(model)
        self.setItemDelegate(LineCell(self))
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(LineNumbers(self))
        numbers = self.verticalHeader()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(m.DENSE_ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit_columns(self) -> None:
        """Lay the columns out in the room there is."""
        strong = text_metrics(Text.STRONG)
        rest = self.viewport().width()
        for place, code in enumerate(COLUMNS):
            if code != DESCRIPTION:
                title = text_metrics(Text.STRONG_CAPTION).horizontalAdvance(TITLES[code].said())
                width = max(strong.horizontalAdvance(_USUAL[code]), title) + 2 * m.GAP_2
                self.setColumnWidth(place, width)
                rest -= width
        least = strong.horizontalAdvance(_LEAST_DESCRIPTION)
        self.setColumnWidth(COLUMNS.index(DESCRIPTION), max(rest, least))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Lay the columns out anew."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Measure anew when words or letters have changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange} and self.model():
            self.fit_columns()
            self.viewport().update()


class LinesTable(LinesView):
    """Typing begins a cell, Tab goes on, Enter goes to the next line; `looked_at` tells of another cell.

    Ctrl+Enter puts a new line below, Del empties cells, Ctrl+Del takes lines out, Ctrl+V pastes a block.
    """

    looked_at = Signal()

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        self._began_at = 0
        self._is_walking = False
        super().__init__(model, parent)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setTabKeyNavigation(True)

    def begin(self) -> None:
        """Put the cursor into the first cell, where there is none yet."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._lines.index(0, 0))

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        cell = self._lines.index(min(row, self._lines.rowCount() - 1), column)
        # Not setCurrentIndex: with Ctrl held down it would choose the cells between, too.
        self.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(cell)

    def finish_typing(self) -> None:
        """Take over what is being typed in an open cell."""
        editor = self._open_editor()
        if editor is not None:
            self.commitData(editor)
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def add_line(self) -> None:
        """A new line below the one where the cursor is."""
        self.finish_typing()
        row = self.currentIndex().row() + 1 if self.currentIndex().isValid() else 0
        self._lines.insert_line(row)
        self.go_to(row, 0)

    def remove_chosen(self) -> None:
        """Take the lines out in which cells are chosen."""
        rows = [index.row() for index in self.selectedIndexes()]
        if rows:
            column = self.currentIndex().column()
            self._lines.remove_lines(rows)
            self.go_to(min(rows), max(column, 0))

    def event(self, event: QEvent) -> bool:
        """Del is the table's here, whatever it does elsewhere in the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if event.key() == Qt.Key.Key_Delete or enters:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """What keys do while no cell is being typed into."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        action: Callable[[], None] | None = None
        if is_enter:
            action = self.add_line if control else self._go_down
        elif event.key() == Qt.Key.Key_Delete:
            action = self.remove_chosen if control else self._clear_chosen
        elif event.matches(QKeySequence.StandardKey.Paste):
            action = self._paste
        elif event.matches(QKeySequence.StandardKey.Copy):
            action = self._copy
        if action is not None:
            action()
        elif control and event.text().isprintable() and event.text():
            event.ignore()  # a shortcut of the page, and no typing
        else:
            super().keyPressEvent(event)

    def closeEditor(  # noqa: N802  # Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """After typing go on as in a spreadsheet: Tab to the next cell, Enter to the next line."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint is hints.SubmitModelCache:
            self._go_down()
        elif hint in {hints.EditNextItem, hints.EditPreviousItem}:
            self.focusNextPrevChild(hint is hints.EditNextItem)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802  # Qt's names
        """Tab walks the cells, and leaves the table behind the last and before the first."""
        at = self.currentIndex()
        place = at.row() * len(COLUMNS) + at.column() + (1 if next else -1)
        if not at.isValid() or not 0 <= place < self._lines.rowCount() * len(COLUMNS):
            self.setTabKeyNavigation(False)
            try:
                return super().focusNextPrevChild(next)
            finally:
                self.setTabKeyNavigation(True)
        self._walk(*divmod(place, len(COLUMNS)))
        self.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  # Qt's name
        """Tell that another cell is looked at."""
        super().currentChanged(current, previous)
        if not self._is_walking:
            self._began_at = current.column()
        self.looked_at.emit()

    def _walk(self, row: int, column: int) -> None:
        """Go on to a cell by Tab or Enter: the line was begun where it was begun."""
        self._is_walking = True
        self.go_to(row, column)
        self._is_walking = False

    def _open_editor(self) -> QLineEdit | None:
        editors = self.viewport().findChildren(QLineEdit)
        return next((editor for editor in editors if editor.isVisible()), None)

    def _go_down(self) -> None:
        row = self.currentIndex().row() + 1
        if row >= self._lines.rowCount():
            self._lines.insert_line(row)
        self._walk(row, self._began_at)

    def _clear_chosen(self) -> None:
        self._lines.clear_cells(self.selectedIndexes())

    def _paste(self) -> None:
        block = block_of(QGuiApplication.clipboard().text())
        if block and self.currentIndex().isValid():
            chosen = self.selectedIndexes() or [self.currentIndex()]
            row, column = min(cell.row() for cell in chosen), min(cell.column() for cell in chosen)
            self._lines.write_block(row, column, block)

    def _copy(self) -> None:
        cells = sorted(self.selectedIndexes(), key=lambda cell: (cell.row(), cell.column()))
        rows: dict[int, list[str]] = {}
        for cell in cells:
            rows.setdefault(cell.row(), []).append(str(cell.data()))
        if rows:
            QGuiApplication.clipboard().setText(text_of_block(rows.values()))


class LineTitles(QHeaderView):
    """Paints titles as the cells below them are laid out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.is_framed = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as a row."""
        return QSize(super().sizeHint().width(), m.DENSE_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one title."""
        inner = paint_title_ground(painter, rect, m.GAP_2, is_framed=self.is_framed)
        title = TITLES[COLUMNS[index]].said()
        if COLUMNS[index] in NUMBERS:
            paint_right(painter, inner, title, Text.STRONG_CAPTION, colours().text_2)
        else:
            paint_text(painter, inner, title, Text.STRONG_CAPTION, colours().text_2)


class LineNumbers(QHeaderView):
    """Paints the numbers of the lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setProperty("look", "plain")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As wide as two digits with the margin of the page."""
        width = text_metrics(Text.BODY).horizontalAdvance("88") + m.GAP_4 + m.GAP_2
        return QSize(width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        """Draw one number on the ground of its line."""
        now, place = colours(), QRectF(rect)
        painter.fillRect(place, now.of("surface"))
        line = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        painter.fillRect(line, now.of("row_line"))
        inner = place.adjusted(m.GAP_4, 0, 0, -m.BORDER)
        paint_text(painter, inner, str(index + 1), Text.BODY, now.text_3)


class LineCell(QStyledItemDelegate):
    """Paints a cell as typed or computed, with a frame where something is wrong, and opens it for typing."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        now, place = colours(), QRectF(option.rect)
        code = COLUMNS[index.column()]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, now.of("selection"))
        below = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        painter.fillRect(below, now.of("row_line"))
        if isinstance(option.widget, LinesTable):
            beside = QRectF(place.right() - m.BORDER, place.top(), m.BORDER, place.height())
            painter.fillRect(beside, now.of("row_line"))
        problem = index.data(LinesModel.PROBLEM_ROLE)
        if problem is not None:
            role = "bad_fill" if index.data(LinesModel.REFUSED_ROLE) else "warn_fill"
            _paint_frame(painter, place, role)
        elif option.state & QStyle.StateFlag.State_HasFocus:
            _paint_frame(painter, place, "accent")
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_2, -m.BORDER)
        kind = Text.STRONG if code == AMOUNT else Text.VIN if code == CODE else Text.BODY
        role = "text_3" if code == AMOUNT and index.data(LinesModel.COMPUTED_ROLE) else "text"
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if code in NUMBERS:
            paint_right(painter, inner, text, kind, getattr(now, role))
        else:
            paint_text(painter, inner, " ".join(text.split()), kind, getattr(now, role))
        painter.restore()

    def createEditor(  # noqa: N802  # Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line to type into; a kind is completed from its beginning."""
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        code = COLUMNS[index.column()]
        editor.setAccessibleName(TITLES[code].said())
        if code in NUMBERS:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if code == KIND:
            completer = QCompleter([label(name) for name in LINE_KIND_LABELS.values()], editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            editor.setCompleter(completer)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter takes over what was typed, and with Ctrl makes a new line; the table hears of it once."""
        table = self.parent()
        is_enter = isinstance(event, QKeyEvent) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if (
            not is_enter
            or event.type() is not QEvent.Type.KeyPress
            or not isinstance(table, LinesTable)
            or not isinstance(editor, QWidget)
        ):
            return super().eventFilter(editor, event)
        if cast("QKeyEvent", event).modifiers() & Qt.KeyboardModifier.ControlModifier:
            table.add_line()
        else:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True

    def setModelData(  # noqa: N802  # Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Take what was typed."""
        model.setData(cast("QModelIndex", index), cast("QLineEdit", editor).text())


def _paint_frame(painter: QPainter, place: QRectF, role: str) -> None:
    painter.setPen(QPen(colours().of(role), m.FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(1, 1, -2, -2))
