"""The audits as a table's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dealerdesk.domain.audits import Figures
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditRow
from dealerdesk.ui.audits.words import STATE_WORDS, percent, progress_words, scope_words
from dealerdesk.ui.formats import shown_date, shown_number
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

ALL_EXPLAINED = Message("ui.audits_all_explained", "all explained")
TO_EXPLAIN = Message("ui.audits_to_explain", "{count} to explain", "{count} to explain")
SPOKEN = Message("ui.audits_spoken", "{first}, {second}")
ROOT = QModelIndex()


class AuditColumn(Enum):
    """What is shown of an audit."""

    TITLE = "title"
    STATE = "state"
    AS_OF = "as_of"
    PROGRESS = "progress"
    DISCREPANCIES = "discrepancies"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Listed:
    """An audit with its figures."""

    audit: AuditRow
    figures: Figures

    @property
    def rate(self) -> float | None:
        """How many of the expected folders are in order, from 0 to 1."""
        return self.figures.passed / self.figures.expected if self.figures.expected else None

    @property
    def explained(self) -> str:
        """How many discrepancies are left to be explained; empty where there are none at all."""
        found = self.figures
        if not found.discrepancies:
            return ""
        return TO_EXPLAIN.said(count=found.unexplained) if found.unexplained else ALL_EXPLAINED.said()


TITLES: Mapping[AuditColumn, Message] = {
    AuditColumn.TITLE: Message("ui.audits_column_title", "Audit"),
    AuditColumn.STATE: Message("ui.audits_column_state", "State"),
    AuditColumn.AS_OF: Message("ui.audits_column_as_of", "As of"),
    AuditColumn.PROGRESS: Message("ui.audits_column_progress", "Counted"),
    AuditColumn.DISCREPANCIES: Message("ui.audits_column_discrepancies", "Discrepancies"),
    AuditColumn.PASSED: Message("ui.audits_column_passed", "In order"),
}
_TEXTS: Mapping[AuditColumn, Callable[[Listed], tuple[str, str]]] = {
    AuditColumn.TITLE: lambda row: (row.audit.title, scope_words(row.audit, row.figures.expected)),
    AuditColumn.STATE: lambda row: (STATE_WORDS[row.audit.state].said(), ""),
    AuditColumn.AS_OF: lambda row: (shown_date(row.audit.as_of), ""),
    AuditColumn.PROGRESS: lambda row: (progress_words(row.figures), ""),
    AuditColumn.DISCREPANCIES: lambda row: (shown_number(row.figures.discrepancies), row.explained),
    AuditColumn.PASSED: lambda row: (percent(row.rate), ""),
}


def texts_of(column: AuditColumn, row: Listed) -> tuple[str, str]:
    """The two lines of a cell; the second one may be empty."""
    return _TEXTS[column](row)


class AuditsModel(QAbstractTableModel):
    """Every audit, newest first."""

    ROW_ROLE = Qt.ItemDataRole.UserRole + 1
    """The `Listed` of the row."""
    COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
    """The `AuditColumn` of the cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Listed] = ()
        self.columns = tuple(AuditColumn)

    @property
    def rows(self) -> Sequence[Listed]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Listed]) -> None:
        """Show other audits, or other figures of the same ones."""
        same = [row.audit.id for row in rows] == [row.audit.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def row_of(self, audit_id: int | None) -> int | None:
        """Where an audit stands, None where it is not listed."""
        return next((at for at, row in enumerate(self._rows) if row.audit.id == audit_id), None)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """How many audits there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802  # Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        row = self._rows[index.row()]
        if role in {self.ROW_ROLE, self.COLUMN_ROLE}:
            return row if role == self.ROW_ROLE else self.columns[index.column()]
        first, second = texts_of(self.columns[index.column()], row)
        if role == Qt.ItemDataRole.DisplayRole:
            return first
        spoken = SPOKEN.said(first=first, second=second) if second else first
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken
        return tip_of(spoken) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[self.columns[section]].said()
        return None
