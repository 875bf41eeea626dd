"""The columns of a spreadsheet, each with what is in it and the field that it is to be."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dealerdesk.domain.fields import field_of
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.imports import Preview
from dealerdesk.ui.formats import label
from dealerdesk.ui.imports.column_choices import chosen, is_day_or_month, taken_twice
from dealerdesk.ui.widgets.tips import tip_of

Index = QModelIndex | QPersistentModelIndex

NOT_IMPORTED = Message("ui.import_no_field", "Do not import")
NO_HEADING = Message("ui.import_no_heading", "(no heading)")
DAY_FIRST = Message("ui.import_day_first", "Day first")
MONTH_FIRST = Message("ui.import_month_first", "Month first")
ORDER_OPEN = Message("ui.import_order_open", "Day or month first?")
TWICE = Message("ui.import_why_twice", "taken twice")
CHOSEN = "chosen"
WHY = {
    "heading": Message("ui.import_why_heading", "by its heading"),
    "cells": Message("ui.import_why_cells", "by its cells"),
    "remembered": Message("ui.import_why_remembered", "as last time"),
    CHOSEN: Message("ui.import_why_chosen", "chosen by you"),
}
COLUMN_SPOKEN = Message("ui.import_column_spoken", "Column {letters}: {heading}")


class ColumnPart(IntEnum):
    """What there is to say of a column, from left to right."""

    LETTERS = 0
    HEADING = 1
    FIELD = 2
    WHY = 3
    DATES = 4
    SAMPLES = 5


TITLES = {
    ColumnPart.LETTERS: Message("ui.import_part_letters", "Column"),
    ColumnPart.HEADING: Message("ui.import_part_heading", "Heading"),
    ColumnPart.SAMPLES: Message("ui.import_part_samples", "In its cells"),
    ColumnPart.FIELD: Message("ui.import_part_field", "Becomes"),
    ColumnPart.WHY: Message("ui.import_part_why", "Why"),
    ColumnPart.DATES: Message("ui.import_part_dates", "Dates such as 06/05/2019"),
}


class ColumnsModel(QAbstractTableModel):
    """One row a column of the sheet."""

    TWICE_ROLE = Qt.ItemDataRole.UserRole + 1
    """Whether another column is to be the same field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._mapping: ImportMapping | None = None
        self._twice: set[int] = set()

    def show(self, preview: Preview, mapping: ImportMapping) -> None:
        """List the columns of `preview` as `mapping` says."""
        same = self._preview is not None and len(self._preview.columns) == len(preview.columns)
        if not same:
            self.beginResetModel()
        self._preview, self._mapping = preview, mapping
        self._twice = {at for places in taken_twice(mapping).values() for at in places}
        if same and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        if not same:
            self.endResetModel()

    @property
    def used(self) -> int:
        """How many columns are imported."""
        return sum(1 for row in range(self.rowCount()) if self.code(row))

    def at(self, row: int) -> int:
        """Where the column in `row` stands in the sheet, from 0."""
        assert self._preview is not None
        return self._preview.columns[row].at

    def code(self, row: int) -> str | None:
        """The code of the field that the column in `row` is to be."""
        choice = chosen(self._mapping, self.at(row)) if self._mapping else None
        return choice.code if choice else None

    def day_first(self, row: int) -> bool | None:
        """Whether its dates begin with the day; None where nobody said."""
        choice = chosen(self._mapping, self.at(row)) if self._mapping else None
        return choice.day_first if choice else None

    def asks_order(self, row: int) -> bool:
        """Whether somebody should say in which order its dates are written."""
        if self._preview is None or self._mapping is None:
            return False
        column, code = self._preview.columns[row], self.code(row)
        if code == column.code:
            return column.is_date_ambiguous
        return is_day_or_month(self._mapping.kind, code, column.samples)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """As many as the sheet has columns."""
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  # as Qt has it
        """The same always."""
        return 0 if parent.isValid() else len(ColumnPart)

    def headerData(  # noqa: N802  # Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles; those that have little room are told in full."""
        titled = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        if orientation is Qt.Orientation.Horizontal and titled:
            return TITLES[ColumnPart(section)].said()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and says."""
        if not index.isValid() or self._preview is None:
            return None
        part, row = ColumnPart(index.column()), index.row()
        if role == self.TWICE_ROLE:
            return self.at(row) in self._twice
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(self._text(row, part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, part)
        return None

    def _spoken(self, row: int, part: ColumnPart) -> str:
        if part is ColumnPart.LETTERS:
            letters, heading = self._text(row, part), self._text(row, ColumnPart.HEADING)
            return COLUMN_SPOKEN.said(letters=letters, heading=heading)
        return self._text(row, part)

    def _text(self, row: int, part: ColumnPart) -> str:
        assert self._preview is not None
        column = self._preview.columns[row]
        if part is ColumnPart.LETTERS:
            return column.letters
        if part is ColumnPart.HEADING:
            return column.heading or NO_HEADING.said()
        if part is ColumnPart.SAMPLES:
            return said_list(column.samples)
        if part is ColumnPart.FIELD:
            return self._field(row)
        return self._why(row) if part is ColumnPart.WHY else self._order(row)

    def _field(self, row: int) -> str:
        code = self.code(row)
        field = field_of(self._mapping.kind, code) if self._mapping and code else None
        return label(field.label) if field else NOT_IMPORTED.said()

    def _why(self, row: int) -> str:
        assert self._preview is not None
        column = self._preview.columns[row]
        if self.at(row) in self._twice:
            return TWICE.said()
        if self.code(row) != column.code:
            return WHY[CHOSEN].said()
        why = WHY.get(column.why.value)
        return why.said() if why else ""

    def _order(self, row: int) -> str:
        if not self.asks_order(row):
            return ""
        order = {True: DAY_FIRST, False: MONTH_FIRST, None: ORDER_OPEN}[self.day_first(row)]
        return order.said()
