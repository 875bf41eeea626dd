"""The lines of a check as a table model: how many there are, and those in sight."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.fields import field_of
from dealerdesk.domain.import_mapping import ImportMapping, Side
from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.imports import Check, CheckLine, Imports, Verdict
from dealerdesk.ui.formats import label
from dealerdesk.ui.imports.words import KEEP_OURS, LOOKS, USE_SHEET
from dealerdesk.ui.tasks import Failed, Tasks
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

ROWS_AHEAD = 60
"""Lines that are fetched beyond those in sight, in both directions."""
ROWS_KEPT = 2000
TOPIC = "imports.lines"
RENEW_TOPIC = "imports.lines.renewed"

WHOLE_RECORD = Message("ui.import_all_fields", "All")
VALUES = Message("ui.import_values", "{count} value", "{count} values")
CHOOSE = Message("ui.import_choose", "Choose")
FIX = Message("ui.import_fix_here", "Fix it here")
CREATE = Message("ui.import_create", "Create")
NOTHING = Message("ui.import_nothing", "–")
ON_ITS_WAY = Message("ui.import_line_loading", "loading …")
LINE_SPOKEN = Message("ui.import_line_spoken", "{title}: {text}")


class CheckColumn(IntEnum):
    """The columns, from left to right."""

    ROW = 0
    RESULT = 1
    PLATE = 2
    VIN = 3
    CUSTOMER = 4
    FIELD = 5
    OURS = 6
    THEIRS = 7
    REASON = 8
    DECISION = 9


TITLES = {
    CheckColumn.ROW: Message("ui.import_heading_row", "Row"),
    CheckColumn.RESULT: Message("ui.import_heading_result", "Result"),
    CheckColumn.PLATE: Message("ui.import_heading_plate", "Plate"),
    CheckColumn.VIN: Message("ui.import_heading_vin", "VIN"),
    CheckColumn.CUSTOMER: Message("ui.import_heading_customer", "Customer"),
    CheckColumn.FIELD: Message("ui.import_heading_field", "Field"),
    CheckColumn.OURS: Message("ui.import_heading_ours", "Our file"),
    CheckColumn.THEIRS: Message("ui.import_heading_theirs", "Excel"),
    CheckColumn.REASON: Message("ui.import_heading_reason", "Reason"),
    CheckColumn.DECISION: Message("ui.import_heading_decision", "Decision"),
}


class CheckModel(QAbstractTableModel):
    """Lines by windows, in order; `data` never asks the service.

    `about_to_renew` and `renewed` stand around an exchange of all lines, so that a table keeps its place;
    `renewed` says whether lines of the same verdicts are listed. While `hold` holds the lines, since somebody
    types into one, none are exchanged. `corrected` carries a line and what was typed instead of its cell.
    """

    about_to_renew = Signal()
    renewed = Signal(bool)
    corrected = Signal(object, str)

    LINE_ROLE = Qt.ItemDataRole.UserRole + 1
    """The `CheckLine` as it was decided by now, or None while it is on its way."""

    def __init__(self, tasks: Tasks, imports: Imports, failed: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._imports = imports
        self._failed = failed
        self._check: Check | None = None
        self._mapping: ImportMapping | None = None
        self._shown: frozenset[Verdict] = frozenset()
        self._count = 0
        self._lines: dict[int, CheckLine] = {}
        self._in_sight = range(0)
        self._is_held = False
        self._held_up: Callable[[], None] | None = None

    @property
    def shown(self) -> frozenset[Verdict]:
        """The verdicts whose lines are listed."""
        return self._shown

    @property
    def is_there(self) -> bool:
        """Whether the lines of a check are listed, if only none."""
        return self._check is not None

    def forget(self) -> None:
        """List nothing."""
        self._tasks.forget(TOPIC)
        self._tasks.forget(RENEW_TOPIC)
        self.beginResetModel()
        self._check, self._count, self._lines, self._held_up = None, 0, {}, None
        self.endResetModel()

    def list_lines(self, check: Check, shown: Collection[Verdict]) -> None:
        """List lines of `check` with the verdicts `shown`; the old ones stay until they are there."""
        wanted = frozenset(shown)
        count = sum(check.lines.get(verdict, 0) for verdict in wanted)
        first = min(self._in_sight.start, max(count - 1, 0)) if wanted == self._shown else 0
        start = max(first - ROWS_AHEAD, 0)
        length = len(self._in_sight) + 2 * ROWS_AHEAD
        self._tasks.forget(TOPIC)
        self._tasks.read(
            RENEW_TOPIC,
            partial(self._imports.lines, check, wanted, start, length),
            partial(self._renew, check, wanted, count, start),
            self._failed,
        )

    def hold(self) -> None:
        """Exchange no lines until `release`."""
        self._is_held = True

    def release(self) -> None:
        """Exchange the lines that came meanwhile."""
        self._is_held, held_up, self._held_up = False, self._held_up, None
        if held_up is not None:
            held_up()

    def show_decisions(self, mapping: ImportMapping) -> None:
        """Show what was decided, before its consequences are known."""
        self._mapping = mapping
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(CheckColumn) - 1))

    def see(self, first: int, last: int) -> None:
        """Fetch what is missing of the lines `first` to `last`, which are in sight, and of those around."""
        self._in_sight = range(max(first, 0), min(last + 1, self._count))
        check = self._check
        if check is None or all(row in self._lines for row in self._in_sight):
            return
        start = max(first - ROWS_AHEAD, 0)
        self._tasks.read(
            TOPIC,
            partial(self._imports.lines, check, self._shown, start, last - start + ROWS_AHEAD),
            partial(self._take, start),
            self._failed,
        )

    def line_at(self, row: int) -> CheckLine | None:
        """The line in `row` as it was decided by now, None while it is on its way."""
        line, now, checked = self._lines.get(row), self._mapping, self._check
        if line is None or line.code is None or now is None or checked is None:
            return line
        cell = (line.row, line.code)
        decision, theirs = line.decision, now.corrections.get(cell, line.theirs)
        if line.can_decide and now.decisions.get(cell) != checked.mapping.decisions.get(cell):
            decision = now.decisions.get(cell)
        if (theirs, decision) == (line.theirs, line.decision):
            return line
        return replace(line, theirs=theirs, decision=decision)

    def row_of(self, row: int, code: str | None, near: int) -> int | None:
        """Where the line of a cell is listed, among those that are there; the nearest to `near`."""
        places = [at for at, line in self._lines.items() if line.row == row and line.code == code]
        return min(places, key=lambda at: abs(at - near), default=None)

    def is_corrected(self, line: CheckLine) -> bool:
        """Whether something was typed instead of what stands in the cell."""
        return (
            self._mapping is not None
            and line.code is not None
            and (line.row, line.code) in self._mapping.corrections
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as there are lines of the verdicts that are shown."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The same always."""
        return 0 if parent.isValid() else len(CheckColumn)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[CheckColumn(section)].said()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What the sheet says may be typed anew where that helps."""
        flags = super().flags(index)
        line = self._lines.get(index.row())
        if index.column() == CheckColumn.THEIRS and line is not None and line.can_fix:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(  # noqa: N802  # Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take what was typed instead of the cell."""
        line = self.line_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or str(value).strip() == (line.theirs or ""):
            return False
        self.corrected.emit(line, str(value).strip())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if role not in _ANSWERED or not index.isValid():
            return None
        line = self.line_at(index.row())
        if role == self.LINE_ROLE:
            return line
        if line is None:
            return ON_ITS_WAY.said() if role in _SPOKEN else ""
        column = CheckColumn(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return line.theirs or ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._spoken(line)
        text = self.text(line, column)
        return tip_of(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def text(self, line: CheckLine, column: CheckColumn) -> str:
        """What a cell of a line says."""
        texts = {
            CheckColumn.ROW: str(line.row),
            CheckColumn.RESULT: LOOKS[line.verdict].name.said(),
            CheckColumn.PLATE: line.plate or "",
            CheckColumn.VIN: line.vin or "",
            CheckColumn.CUSTOMER: line.customer or "",
            CheckColumn.OURS: line.ours or NOTHING.said(),
            CheckColumn.REASON: line.reason,
        }
        if column in texts:
            return texts[column]
        if column is CheckColumn.FIELD:
            return self.field_name(line)
        return self._theirs(line) if column is CheckColumn.THEIRS else _decision(line)

    def field_name(self, line: CheckLine) -> str:
        """The name of the field that a line is of."""
        field = field_of(self._check.mapping.kind, line.code) if self._check and line.code else None
        return label(field.label) if field else line.code or WHOLE_RECORD.said()

    @staticmethod
    def _theirs(line: CheckLine) -> str:
        return VALUES.said(count=line.values) if line.code is None else line.theirs or NOTHING.said()

    def _spoken(self, line: CheckLine) -> str:
        """The whole line in one breath."""
        parts = ((column, self.text(line, column)) for column in CheckColumn)
        said = [LINE_SPOKEN.said(title=TITLES[column], text=text) for column, text in parts if text]
        return LIST_SEPARATOR.said().join(said)

    def _renew(
        self,
        check: Check,
        shown: frozenset[Verdict],
        count: int,
        start: int,
        lines: tuple[CheckLine, ...],
    ) -> None:
        if self._is_held:
            self._held_up = partial(self._renew, check, shown, count, start, lines)
            return
        is_same = shown == self._shown
        self.about_to_renew.emit()
        self.beginResetModel()
        self._check, self._mapping = check, self._mapping or check.mapping
        self._shown, self._count = shown, count
        self._lines = dict(enumerate(lines, start))
        self.endResetModel()
        self.renewed.emit(is_same)

    def _take(self, start: int, lines: tuple[CheckLine, ...]) -> None:
        if len(self._lines) > ROWS_KEPT:
            self._lines = {}
        self._lines |= dict(enumerate(lines, start))
        if lines:
            last = min(start + len(lines), self._count) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(last, len(CheckColumn) - 1))


def _decision(line: CheckLine) -> str:
    if line.can_decide and line.decision is not None:
        return (KEEP_OURS if line.decision is Side.OURS else USE_SHEET).said()
    if line.verdict is Verdict.CONFLICT and line.can_decide:
        return CHOOSE.said()
    words = {
        Verdict.CONFLICT: FIX if line.can_fix else None,
        Verdict.REFUSED: FIX if line.can_fix else None,
        Verdict.LEFT_OUT: FIX if line.can_fix else None,
        Verdict.CHANGED: USE_SHEET,
        Verdict.NEW: CREATE,
    }.get(line.verdict)
    return words.said() if words else ""


_SPOKEN = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole})
_ANSWERED = _SPOKEN | {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    CheckModel.LINE_ROLE,
}
