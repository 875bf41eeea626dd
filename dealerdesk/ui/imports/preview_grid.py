"""The first rows of a spreadsheet as they stand there, with the heading row marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dealerdesk.domain.fields import field_of
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import Preview
from dealerdesk.ui.formats import label
from dealerdesk.ui.imports.column_choices import chosen
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import paint_cell_text
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

LETTERS_FIELD = Message("ui.import_letters_field", "{letters}  {field}")
SAID_CELL = Message("ui.import_cell", "Row {row}, column {letters}: {text}")
SAID_HEADING = Message("ui.import_heading_cell", "Heading in row {row}, column {letters}: {text}")
_LEAST_WIDTH, _WIDEST = 64, 200
_ROWS_MEASURED = 20


class PreviewModel(QAbstractTableModel):
    """Cells as text."""

    ABOVE, HEADING, BELOW = range(3)
    STANDING_ROLE = Qt.ItemDataRole.UserRole + 1
    """Whether a cell stands above the headings, among them, or below."""
    USED_ROLE = Qt.ItemDataRole.UserRole + 2
    """Whether the column is imported."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._mapping: ImportMapping | None = None

    def show(self, preview: Preview, mapping: ImportMapping) -> None:
        """Show the rows of `preview`; of the same one only what its columns become may be new."""
        if preview is not self._preview:
            self.beginResetModel()
            self._preview, self._mapping = preview, mapping
            self.endResetModel()
        elif mapping != self._mapping and preview.columns and preview.rows:
            self._mapping = mapping
            last = self.columnCount() - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def number(self, row: int) -> int:
        """The row's number in the sheet."""
        assert self._preview is not None
        return self._preview.rows[row].number

    def letters(self, column: int) -> str:
        """The letters of a column."""
        assert self._preview is not None
        return self._preview.columns[column].letters

    def is_used(self, column: int) -> bool:
        """Whether a column is imported."""
        return self._choice(column) is not None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as were read."""
        return 0 if parent.isValid() or self._preview is None else len(self._preview.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as the sheet has."""
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Letters with the field that the column becomes, and the rows' numbers."""
        if self._preview is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.number(section))
        choice = self._choice(section)
        field = field_of(self._mapping.kind, choice) if self._mapping and choice else None
        letters = self.letters(section)
        return LETTERS_FIELD.said(letters=letters, field=label(field.label)) if field else letters

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid() or self._preview is None:
            return None
        text = self._text(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.ToolTipRole: lambda: tip_of(text),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(index, text),
            self.STANDING_ROLE: lambda: self._standing(index.row()),
            self.USED_ROLE: lambda: self.is_used(index.column()),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def _text(self, index: Index) -> str:
        assert self._preview is not None
        cells: Sequence[str] = self._preview.rows[index.row()].cells
        at = self._preview.columns[index.column()].at
        return cells[at] if at < len(cells) else ""

    def _spoken(self, index: Index, text: str) -> str:
        said = SAID_HEADING if self._standing(index.row()) == self.HEADING else SAID_CELL
        return said.said(row=self.number(index.row()), letters=self.letters(index.column()), text=text)

    def _standing(self, row: int) -> int:
        assert self._preview is not None
        number, heading = self.number(row), self._preview.header_row
        return self.HEADING if number == heading else self.ABOVE if number < heading else self.BELOW

    def _choice(self, column: int) -> str | None:
        assert self._preview is not None
        choice = chosen(self._mapping, self._preview.columns[column].at) if self._mapping else None
        return choice.code if choice else None


class PreviewGrid(QTableView):
    """`heading_chosen` carries the number of the row that a person takes for the headings."""

    heading_chosen = Signal(int)

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        numbers = _Header(Qt.Orientation.Vertical, self)
        numbers.setSectionsClickable(True)
        self.setVerticalHeader(numbers)
        self.setHorizontalHeader(_Header(Qt.Orientation.Horizontal, self))
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultSectionSize(m.LIST_LINE)
        self.clicked.connect(lambda index: self._choose(index.row()))
        numbers.sectionClicked.connect(self._choose)

    def show_lines(self, count: int) -> None:
        """Be as high as `count` rows take."""
        self.setFixedHeight(m.DENSE_ROW + count * m.LIST_LINE + m.SCROLL_BAR + 2 * m.BORDER)

    def fit_columns(self) -> None:
        """Give each column the room that its first rows need, within bounds."""
        metrics = text_metrics(Text.STRONG_CAPTION)
        for column in range(self._rows.columnCount()):
            texts = [str(self._rows.headerData(column, Qt.Orientation.Horizontal))]
            texts += [
                str(self._rows.index(row, column).data())
                for row in range(min(self._rows.rowCount(), _ROWS_MEASURED))
            ]
            width = max(map(metrics.horizontalAdvance, texts)) + 2 * m.GAP_2 + m.GAP_1
            self.setColumnWidth(column, min(max(width, _LEAST_WIDTH), _WIDEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter and Space take the row at hand for the headings."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and self.currentIndex().isValid():
            self._choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        self.heading_chosen.emit(self._rows.number(row))


class _Header(QHeaderView):
    """Paints letters with fields, or numbers, as spreadsheets have them."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        hint = super().sizeHint()
        if self.orientation() is Qt.Orientation.Horizontal:
            return QSize(hint.width(), m.DENSE_ROW)
        return QSize(text_metrics(Text.CAPTION).horizontalAdvance("8888") + 2 * m.GAP_2, hint.height())

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:  # noqa: N802  # Qt's name
        now, place = colours(), QRectF(rect)
        painter.save()
        painter.fillRect(place, now.of("subtle"))
        below = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        beside = QRectF(place.right() - m.BORDER, place.top(), m.BORDER, place.height())
        for line in (below, beside):
            painter.fillRect(line, now.of("row_line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_1, 0)
        model, text = self.model(), str(self.model().headerData(index, self.orientation()))
        if self.orientation() is Qt.Orientation.Vertical:
            used = text_metrics(Text.CAPTION).horizontalAdvance(text)
            inner.setLeft(max(inner.right() - m.GAP_1 - used, inner.left()))
            paint_cell_text(painter, inner, text, Text.CAPTION, now.text_3)
        else:
            is_used = isinstance(model, PreviewModel) and model.is_used(index)
            kind, colour = (Text.STRONG_CAPTION, now.text) if is_used else (Text.CAPTION, now.text_3)
            paint_cell_text(painter, inner, text, kind, colour)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """Paints a cell in small letters; what is above the headings, or not imported, in grey."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, place = colours(), QRectF(option.rect)
        standing = index.data(PreviewModel.STANDING_ROLE)
        is_used = index.data(PreviewModel.USED_ROLE) and standing != PreviewModel.ABOVE
        painter.save()
        if standing == PreviewModel.HEADING:
            painter.fillRect(place, now.of("accent_tint"))
        elif standing == PreviewModel.ABOVE:
            painter.fillRect(place, now.of("subtle"))
        below = QRectF(place.left(), place.bottom() - m.BORDER, place.width(), m.BORDER)
        beside = QRectF(place.right() - m.BORDER, place.top(), m.BORDER, place.height())
        for line in (below, beside):
            painter.fillRect(line, now.of("row_line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.of("accent"), m.FOCUS_RING))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = " ".join(str(index.data(Qt.ItemDataRole.DisplayRole)).split())
        kind = Text.STRONG_CAPTION if standing == PreviewModel.HEADING else Text.CAPTION
        inner = place.adjusted(m.GAP_2, 0, -m.GAP_1, 0)
        paint_cell_text(painter, inner, text, kind, now.text if is_used else now.text_3)
        painter.restore()
