"""The lines of a repair order while they are typed: text by field code, with a blank line at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.choices import choice_of
from dealerdesk.domain.fields import LINE_KIND_LABELS, LineKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import LINE_TYPED, OrderReading
from dealerdesk.domain.text import fold_line
from dealerdesk.domain.values import Value, read_value, text_of
from dealerdesk.domain.workshop import Doubt
from dealerdesk.ui.formats import label, shown_amount

Index = QModelIndex | QPersistentModelIndex

KIND, CODE, DESCRIPTION, QUANTITY, UNIT_PRICE, AMOUNT = LINE_TYPED
COLUMNS = (KIND, CODE, DESCRIPTION, QUANTITY, UNIT_PRICE, AMOUNT)
NUMBERS = frozenset({QUANTITY, UNIT_PRICE, AMOUNT})
TITLES: Mapping[str, Message] = {
    KIND: Message("ui.line_kind", "Kind"),
    CODE: Message("ui.line_code", "Code"),
    DESCRIPTION: Message("ui.line_description", "Description"),
    QUANTITY: Message("ui.line_quantity", "Quantity"),
    UNIT_PRICE: Message("ui.line_unit_price", "Unit price"),
    AMOUNT: Message("ui.line_amount", "Amount"),
}
CELL = Message("ui.line_cell", "Line {line}, {column}: {text}")
EMPTY_CELL = Message("ui.line_cell_empty", "empty")


class LinesModel(QAbstractTableModel):
    """Lines as they are typed; `edited` tells that a person changed them."""

    edited = Signal()

    CODE_ROLE = Qt.ItemDataRole.UserRole + 1
    """The text as it was typed."""
    PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 2
    """The `Doubt` about the cell, or None."""
    REFUSED_ROLE = Qt.ItemDataRole.UserRole + 3
    """Whether the cell's text cannot be."""
    COMPUTED_ROLE = Qt.ItemDataRole.UserRole + 4
    """Whether what is shown was not typed, but computed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[dict[str, str]] = [_blank()]
        self._refused: dict[tuple[int, str], Doubt] = {}
        self._doubted: dict[tuple[int, str], Doubt] = {}
        self._amounts: dict[int, Value] = {}

    @property
    def lines(self) -> list[dict[str, str]]:
        """All lines as typed, without blank ones at the end."""
        last = max((place for place, line in enumerate(self._lines) if _is_filled(line)), default=-1)
        return [dict(line) for line in self._lines[: last + 1]]

    def show(self, lines: Sequence[Mapping[str, str]], *, ends_blank: bool = True) -> None:
        """Begin with `lines`, as nobody typed them; a blank one at the end is there to be typed into."""
        self.beginResetModel()
        self._lines = [_blank() | dict(line) for line in lines] + [_blank()] * ends_blank
        self._refused, self._doubted, self._amounts = {}, {}, {}
        self.endResetModel()

    def judge(self, reading: OrderReading) -> None:
        """Show what is wrong, and the amounts, after `reading` what was typed."""
        self._refused = {
            (doubt.line, doubt.field): doubt for doubt in reading.errors if doubt.line is not None
        }
        self._doubted = {
            (doubt.line, doubt.field): doubt for doubt in reading.doubts if doubt.line is not None
        }
        places = zip(reading.places, reading.lines, strict=True)
        self._amounts = {place: line[AMOUNT] for place, line in places}
        self._tell_all()

    def text(self, row: int, column: int) -> str:
        """What was typed into a cell."""
        return self._lines[row][COLUMNS[column]]

    def write(self, row: int, column: int, text: str) -> None:
        """Write what was typed into a cell; a block that holds tabs or lines goes into cells of its own."""
        self.write_block(row, column, [[text]])

    def write_block(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of texts from a cell on, with as many new lines as it takes."""
        more = row + len(block) - len(self._lines)
        if more > 0:
            self._insert(len(self._lines), more)
        for down, texts in enumerate(block):
            line = self._lines[row + down]
            was_filled = _is_filled(line)
            for code, text in zip(COLUMNS[column:], texts, strict=False):
                line[code] = _kind_code(text) if code == KIND else text.strip()
            if not was_filled and _is_filled(line) and not line[KIND]:
                line[KIND] = self._kind_before(row + down)
        self._changed()

    def insert_line(self, row: int) -> None:
        """A blank line before `row`."""
        self._insert(row, 1)
        self._changed()

    def remove_lines(self, rows: Sequence[int]) -> None:
        """Take lines out; one blank line always stays."""
        for row in sorted(set(rows), reverse=True):
            if len(self._lines) > 1:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
            else:
                self._lines[0] = _blank()
        self._changed()

    def clear_cells(self, cells: Sequence[Index]) -> None:
        """Empty some cells."""
        for cell in cells:
            self._lines[cell.row()][COLUMNS[cell.column()]] = ""
        self._changed()

    def problem_at(self, row: int, column: int) -> Doubt | None:
        """What is wrong or doubtful about a cell."""
        cell = (row, COLUMNS[column])
        return self._refused.get(cell) or self._doubted.get(cell)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as lines, with the blank one."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The fields of a line."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns, and numbers of the lines."""
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                TITLES[COLUMNS[section]].said() if orientation is Qt.Orientation.Horizontal else section + 1
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed into."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        row, column = index.row(), index.column()
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(row, column),
            Qt.ItemDataRole.EditRole: lambda: (
                self._shown(row, column) if column == 0 else self.text(row, column)
            ),
            self.CODE_ROLE: lambda: self.text(row, column),
            self.PROBLEM_ROLE: lambda: self.problem_at(row, column),
            self.REFUSED_ROLE: lambda: (row, COLUMNS[column]) in self._refused,
            self.COMPUTED_ROLE: lambda: not self.text(row, column).strip(),
            Qt.ItemDataRole.ToolTipRole: lambda: self._problem_said(row, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def setData(  # noqa: N802  # Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take what was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).strip() != str(self.data(index, role)).strip():
            self.write(index.row(), index.column(), str(value))
        return True

    def _shown(self, row: int, column: int) -> str:
        code, text = COLUMNS[column], self.text(row, column)
        if code == KIND:
            known = text in list(LineKind)
            return label(LINE_KIND_LABELS[LineKind(text)]) if known else text
        if code == AMOUNT and not text.strip():
            return text_of(LINE_TYPED[AMOUNT], self._amounts.get(row))
        if code in NUMBERS:
            value = read_value(LINE_TYPED[code], text).value
            if isinstance(value, Decimal):
                return text_of(LINE_TYPED[code], value) if code == QUANTITY else shown_amount(value)
        return text

    def _spoken(self, row: int, column: int) -> str:
        shown = self._shown(row, column) or EMPTY_CELL.said()
        cell = CELL.said(line=row + 1, column=TITLES[COLUMNS[column]], text=shown)
        return " ".join(filter(None, (cell, self._problem_said(row, column))))

    def _problem_said(self, row: int, column: int) -> str:
        problem = self.problem_at(row, column)
        return problem.finding.said() if problem else ""

    def _kind_before(self, row: int) -> str:
        """A new line bills what the one before it bills, and the first one labour."""
        before = (line[KIND] for line in reversed(self._lines[:row]) if line[KIND])
        return next(before, LineKind.LABOUR.value)

    def _insert(self, row: int, count: int) -> None:
        self.beginInsertRows(QModelIndex(), row, row + count - 1)
        self._lines[row:row] = [_blank() for _ in range(count)]
        self.endInsertRows()

    def _changed(self) -> None:
        if _is_filled(self._lines[-1]):
            self._insert(len(self._lines), 1)
        self._tell_all()
        self.edited.emit()

    def _tell_all(self) -> None:
        if not self._lines:
            return
        last = self.index(len(self._lines) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def _blank() -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "")


def _is_filled(line: Mapping[str, str]) -> bool:
    return any(text.strip() for text in line.values())


def _kind_code(text: str) -> str:
    """The code of a kind that was typed by its beginning, else what was typed."""
    folded = fold_line(text)
    code = choice_of(LINE_TYPED[KIND], folded)
    if code is not None or not folded:
        return code or ""
    begun = [
        kind
        for kind, name in LINE_KIND_LABELS.items()
        if name.said().casefold().startswith(folded.casefold())
    ]
    return begun[0].value if len(begun) == 1 else folded
