"""What an import would do, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.imports import ImportResult
from dealerdesk.ui.formats import label, shown_number
from dealerdesk.ui.imports.kind_chips import KindChips
from dealerdesk.ui.imports.options import Options
from dealerdesk.ui.imports.problems_model import Column, ProblemsModel
from dealerdesk.ui.imports.tiles import Tiles
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

SHEET_READ = Message(
    "ui.sheet_read",
    "Sheet “{sheet}”, headings in row {header_row}, {count} row",
    "Sheet “{sheet}”, headings in row {header_row}, {count} rows",
)
UNDERSTOOD = Message("ui.columns_understood", "{used} of {count} columns are understood: {columns}")
ONE_COLUMN = Message("ui.column_understood", "{heading} → {field}")
PROBLEMS = Message("ui.import_problems", "{count} remark", "{count} remarks")
NO_PROBLEM = Message("ui.import_no_problem", "Every row can be imported as it is.")
_LEAST_ROWS = 5
_WIDTHS = {Column.ROW: 64, Column.RESULT: 128, Column.COLUMN: 144, Column.VALUE: 184}


class Review(QWidget):
    """`options_changed` tells that the same file is to be looked at otherwise."""

    options_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = KindChips()
        self.options = Options()
        self.tiles = Tiles()
        self.model = ProblemsModel(self)
        self.table = QTableView()
        self._path = Path()
        self._result: ImportResult | None = None
        self._name = QLabel()
        self._name.setProperty("text_kind", "strong")
        self._sheet = QLabel()
        self._understood = QLabel()
        self._notes = QLabel()
        self._heading = QLabel()
        self._heading.setProperty("text_kind", "strong")
        for text, kind in (
            (self._sheet, "second"),
            (self._understood, "second"),
            (self._notes, "caption"),
        ):
            text.setProperty("text_kind", kind)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self.tiles.chosen.connect(self._on_tile_chosen)
        self.kinds.chosen.connect(self.options_changed)
        self.options.changed.connect(self.options_changed)
        retell(self, self._tell)

    def show_result(self, path: Path, result: ImportResult) -> None:
        """Show what importing `path` would do."""
        self._path, self._result = path, result
        self.kinds.choose(result.kind)
        self.options.show_result(path, result)
        self.tiles.show_result(result)
        self.model.show_problems(result.problems)
        self._tell()

    def _arrange(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_2)
        upper.addWidget(IconSign("file-xls", "ok"))
        upper.addWidget(self._name)
        upper.addWidget(self._sheet, 1)
        upper.addWidget(self.options.encoding)
        summary = QFrame()
        summary.setProperty("look", "summary")
        inner = QVBoxLayout(summary)
        inner.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        inner.setSpacing(m.GAP_1)
        inner.addLayout(upper)
        for text in (self._understood, self._notes):
            inner.addWidget(text)
        line = QHBoxLayout()
        line.setSpacing(m.GAP_3)
        line.addWidget(self._heading)
        line.addStretch(1)
        line.addWidget(self.options)
        self._set_up_table()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.kinds)
        column.addWidget(summary)
        column.addWidget(self.tiles)
        column.addLayout(line)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        # Where there is little room the page scrolls, so that no sentence is cut.
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setProperty("look", "problems")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(m.HEADER_ROW + _LEAST_ROWS * m.ROW)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(m.ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(m.HEADER_ROW)
        header.setSectionResizeMode(Column.REASON, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)

    def _on_tile_chosen(self, severity: str) -> None:
        self.model.show_only(severity)
        self._tell_heading()

    def _tell(self) -> None:
        result = self._result
        if result is None:
            return
        self._name.setText(self._path.name)
        self._sheet.setText(
            SHEET_READ.said(sheet=result.sheet, header_row=shown_number(result.header_row), count=result.rows)
        )
        used = list(_understood(result))
        self._understood.setText(
            UNDERSTOOD.said(used=len(used), count=len(result.columns), columns=said_list(used))
        )
        self._notes.setText("\n".join(result.notes))
        self._notes.setVisible(bool(result.notes))
        self._tell_heading()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _tell_heading(self) -> None:
        count = self.model.rowCount()
        words = PROBLEMS.said(count=count) if count else NO_PROBLEM.said()
        self._heading.setText(words)
        self.table.setAccessibleName(words)
        self.table.setVisible(count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give the reason more room where there is little."""
        super().resizeEvent(event)
        narrow = self.width() < m.TWO_COLUMNS_FROM
        self.table.setColumnHidden(Column.VALUE, narrow)


def _understood(result: ImportResult) -> Iterator[str]:
    """Each heading with the field that it was understood as."""
    for heading, code in result.columns:
        field = field_of(RecordKind(result.kind), code) if code else None
        if field is not None:
            yield ONE_COLUMN.said(heading=heading, field=label(field.label))
