"""The documents of one folder as rows of a table, with what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealerdesk.domain.audits import MARK_LABELS, WRONG_MARKS
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.audits import DocumentMark, FolderPaper
from dealerdesk.ui.counting.ticks import Result, Side, TickRow
from dealerdesk.ui.counting.ticks_words import NOT_SAID, facts_of, mark_words, recorded_words
from dealerdesk.ui.formats import label
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

KEYED_ROWS = 9
"""So many rows have a digit of their own."""


class TickColumn(IntEnum):
    """What the table shows of a document."""

    KEY = 0
    DOCUMENT = 1
    RECORD = 2
    PAPER = 3
    SCAN = 4
    RESULT = 5
    NOTE = 6


TITLES = {
    TickColumn.KEY: Message("ui.ticks_key", "Key"),
    TickColumn.DOCUMENT: Message("ui.ticks_document", "Document"),
    TickColumn.RECORD: Message("ui.ticks_record", "On record"),
    TickColumn.PAPER: Message("ui.ticks_paper", "Paper"),
    TickColumn.SCAN: Message("ui.ticks_scan", "Scan"),
    TickColumn.RESULT: Message("ui.ticks_result", "Result"),
    TickColumn.NOTE: Message("ui.ticks_note", "Note"),
}
RESULTS = {
    Result.MATCH: Message("ui.ticks_match", "Match"),
    Result.DIFFERS: Message("ui.ticks_differs", "Differs"),
}
SIDES = {TickColumn.PAPER: Side.PAPER, TickColumn.SCAN: Side.SCAN}
IS_SPOKEN = Message("ui.ticks_is", "{side}: {mark}")
NOT_LOOKED_AT = Message("ui.ticks_not_looked_at", "not looked at yet")


class TicksModel(QAbstractTableModel):
    """`changed` tells that something else is said than before, `row_said` carries the row that it is about.

    Ticks of a locked model are only looked at.
    """

    changed = Signal()
    row_said = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TickRow] = []
        self.is_locked = False

    @property
    def rows(self) -> Sequence[TickRow]:
        """The documents, from top to bottom."""
        return self._rows

    @property
    def difference_count(self) -> int:
        """How many papers and scans are missing or unreadable."""
        return sum(row.mark(side) in WRONG_MARKS for row in self._rows for side in Side)

    def show_papers(self, papers: Sequence[FolderPaper], *, keep: bool) -> None:
        """Show what a folder holds; with `keep`, what was said of the same types stays on top of it."""
        said = {row.record.type: row for row in self._rows} if keep else {}
        rows = [said[paper.type].upon(paper) if paper.type in said else TickRow.of(paper) for paper in papers]
        types = [row.record.type for row in rows]
        is_same = bool(rows) and types == [row.record.type for row in self._rows]
        if not is_same:
            self.beginResetModel()
        self._rows = rows
        if not is_same:
            self.endResetModel()
        self._tell_all()

    def change(self, at: int, after: TickRow) -> None:
        """Put another word into row `at`."""
        if self._rows[at] != after:
            self._rows[at] = after
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(TickColumn) - 1))
            self.row_said.emit(at)
            self.changed.emit()

    def agree(self) -> None:
        """Say of all that nobody has said yet that it is as recorded."""
        self._rows = [row.agree() for row in self._rows]
        self._tell_all()

    def restore(self, rows: Sequence[TickRow]) -> None:
        """Say again what was said of the same documents before."""
        self._rows = list(rows)
        self._tell_all()

    def pending(self) -> tuple[DocumentMark, ...]:
        """What is said and was not handed over."""
        return tuple(mark for row in self._rows if (mark := row.pending()) is not None)

    def hand_over(self) -> None:
        """Take what is said for saved."""
        self._rows = [row.handed_over() for row in self._rows]

    def put_back(self, papers: Sequence[FolderPaper], marks: Sequence[DocumentMark]) -> None:
        """Take what is said for unsaved, on top of `papers` as the disk has them; say `marks` again."""
        record = {paper.type: paper for paper in papers}
        again = {mark.type: mark for mark in marks}
        rows = [replace(row, record=record.get(row.record.type, row.record)) for row in self._rows]
        self._rows = [
            row.recalled(again[row.record.type]) if row.record.type in again else row for row in rows
        ]
        self._tell_all()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many rows as documents."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """Key, document, what is recorded, two ticks, what comes of them, a note."""
        return 0 if parent.isValid() else len(TickColumn)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[TickColumn(section)].said()
        if role == Qt.ItemDataRole.TextAlignmentRole and section in SIDES:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for people; the first cell of a row speaks for all of it."""
        column = TickColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                self.spoken(index.row())
                if column is TickColumn.KEY
                else self._cell_spoken(index.row(), column)
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            shown = (
                self._cell_spoken(index.row(), column) if column in SIDES else self.text(index.row(), column)
            )
            return tip_of(shown) or None
        return None

    def text(self, at: int, column: TickColumn) -> str:
        """What a cell shows, in words."""
        row = self._rows[at]
        if column is TickColumn.KEY:
            return str(at + 1) if at < KEYED_ROWS else ""
        if column is TickColumn.DOCUMENT:
            return label(TYPE_LABELS[row.record.type])
        if column is TickColumn.RECORD:
            return recorded_words(row.record).said()
        if column is TickColumn.RESULT:
            return RESULTS[row.result].said() if row.result in RESULTS else ""
        if column is TickColumn.NOTE:
            return row.note or facts_of(row.record)
        return mark_words(row.mark(SIDES[column]))

    def spoken(self, at: int) -> str:
        """A whole row as it is heard: key, document, both ticks, what comes of them, the note."""
        parts = [self.text(at, TickColumn.KEY), self.text(at, TickColumn.DOCUMENT)]
        parts += [self._cell_spoken(at, column) for column in SIDES]
        parts += [self._cell_spoken(at, TickColumn.RESULT), self.text(at, TickColumn.NOTE)]
        return LIST_SEPARATOR.said().join(part for part in parts if part)

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(TickColumn) - 1))
        self.changed.emit()

    def _cell_spoken(self, at: int, column: TickColumn) -> str:
        row = self._rows[at]
        if column in SIDES:
            mark = row.mark(SIDES[column])
            return IS_SPOKEN.said(side=TITLES[column], mark=MARK_LABELS[mark] if mark else NOT_SAID)
        if column is TickColumn.RESULT:
            return (RESULTS.get(row.result) or NOT_LOOKED_AT).said()
        return self.text(at, column)
