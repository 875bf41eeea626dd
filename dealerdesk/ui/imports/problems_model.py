"""What an import has to say of rows and cells, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import Problem
from dealerdesk.ui.imports.words import OF_SEVERITY
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import colours

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()


class Column(IntEnum):
    """The columns, from left to right."""

    ROW = 0
    RESULT = 1
    COLUMN = 2
    VALUE = 3
    REASON = 4


HEADINGS = {
    Column.ROW: Message("ui.import_heading_row", "Row"),
    Column.RESULT: Message("ui.import_heading_result", "Result"),
    Column.COLUMN: Message("ui.import_heading_column", "Column"),
    Column.VALUE: Message("ui.import_heading_value", "In the sheet"),
    Column.REASON: Message("ui.import_heading_reason", "Reason"),
}


class ProblemsModel(QAbstractTableModel):
    """All problems, or those of one severity."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Problem, ...] = ()
        self._shown: tuple[Problem, ...] = ()

    def show_problems(self, problems: Sequence[Problem], severity: str = "") -> None:
        """List `problems`, or those of one `severity`."""
        self.beginResetModel()
        self._all = tuple(problems)
        self._shown = tuple(each for each in self._all if severity in {"", each.severity})
        self.endResetModel()

    def show_only(self, severity: str) -> None:
        """List the problems of one severity, or all again."""
        self.show_problems(self._all, severity)

    def rowCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802  # Qt's name
        """How many are listed."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802  # Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[Column(section)].said()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and how."""
        problem, column = self._shown[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _text(problem, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if column is Column.RESULT:
            verdict = OF_SEVERITY[problem.severity]
            if role == Qt.ItemDataRole.DecorationRole:
                return icon(verdict.icon, verdict.role)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(getattr(colours(), verdict.role))
        return None


def _text(problem: Problem, column: Column) -> str:
    texts = {
        Column.ROW: str(problem.row),
        Column.RESULT: OF_SEVERITY[problem.severity].name.said(),
        Column.COLUMN: problem.column or "",
        Column.VALUE: problem.value or "",
        Column.REASON: problem.message,
    }
    return texts[column]


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column is Column.ROW else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
