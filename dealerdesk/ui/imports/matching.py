"""The step in which columns become fields: how the sheet is read, its first rows, its columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dealerdesk.domain.fields import field_of
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label, shown_number
from dealerdesk.ui.imports.column_choices import chosen, fields_of, lacking, taken_twice, with_column
from dealerdesk.ui.imports.columns_model import ColumnPart, ColumnsModel
from dealerdesk.ui.imports.columns_table import ColumnsTable
from dealerdesk.ui.imports.field_popup import FieldPopup
from dealerdesk.ui.imports.match_options import MatchOptions
from dealerdesk.ui.imports.notes import Notes
from dealerdesk.ui.imports.preview_grid import PreviewGrid, PreviewModel
from dealerdesk.ui.imports.work import ImportWork
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.upright_scroll import UprightScroll

GRID = Message("ui.import_grid", "The first rows; Enter takes a row for the headings")
CLICK_HEADINGS = Message("ui.import_click_headings", "Click on the row that holds the headings.")
COLUMNS = Message("ui.import_columns", "Columns of the spreadsheet, and the fields they become")
COLUMNS_HINT = Message("ui.import_columns_hint", "Enter, or a few letters of the field, chooses.")
TAKEN_TWICE = Message(
    "ui.import_taken_twice",
    "“{field}” is chosen for the columns {letters}. Choose another field for one of them, or do not import "
    "it.",
)
LACKING = Message(
    "ui.import_lacking",
    "No column is one of these: {fields}. Without them no row can be told which record it is.",
)
NO_COLUMN = Message("ui.import_no_column", "No column is chosen to be imported.")
SUMMARY = Message("ui.import_matched", "{used} of {all} columns are imported")
NOT_YET = Message("ui.import_columns_first", "Look at the columns first: one field is chosen twice.")
LOOKING = Message("ui.import_looking", "The file is being read …")
_GRID_ROWS, _GRID_LEAST = 6, 4
_COLUMNS_LEAST = 5
_LOW = 480
"""Below this height fewer rows of the sheet are shown."""


class Matching(QWidget):
    """Shows and changes the mapping of an `ImportWork`."""

    def __init__(self, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.options = MatchOptions()
        self.notes = Notes()
        self.grid_model = PreviewModel(self)
        self.grid = PreviewGrid(self.grid_model)
        self.model = ColumnsModel(self)
        self.table = ColumnsTable(self.model)
        self.popup = FieldPopup(self.table)
        self.problem = QLabel()
        self.problem.setProperty("text_kind", "alarm")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem_sign = IconSign("warning-circle", "bad")
        self._problem_band = QFrame()
        self._problem_band.setProperty("look", "trouble")
        self._grid_title, self._columns_title = QLabel(), QLabel()
        self._grid_hint, self._columns_hint = QLabel(), QLabel()
        self._shown: object = None
        self._asked_row = -1
        self._arrange()
        self.options.changed.connect(work.look_again)
        self.grid.heading_chosen.connect(self.options.take_heading_row)
        self.table.field_asked.connect(self._on_field_asked)
        self.table.order_chosen.connect(self._on_order_chosen)
        self.popup.chosen.connect(self._on_field_chosen)
        work.looked.connect(self._show)
        work.changed.connect(self._show)
        retell(self, self._tell)

    def why_not(self) -> Message | None:
        """What stands against checking the rows."""
        if self._work.is_looking:
            return LOOKING
        mapping = self._work.mapping
        if mapping is None or not any(column.code for column in mapping.columns or ()):
            return NO_COLUMN
        return NOT_YET if taken_twice(mapping) else None

    @property
    def summary(self) -> str:
        """How many columns are imported."""
        used, every = shown_number(self.model.used), shown_number(self.model.rowCount())
        return SUMMARY.said(used=used, all=every)

    def take_focus(self) -> None:
        """Put the keyboard on the columns."""
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, ColumnPart.FIELD))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        preview, mapping = self._work.preview, self._work.mapping
        if preview is not None and mapping is not None:
            at = self.table.currentIndex()
            self.options.show_preview(preview, mapping)
            self.model.show(preview, mapping)
            self.grid_model.show(preview, mapping)
            if preview is not self._shown:
                self._shown = preview
                self.grid.fit_columns()
                top = max(preview.header_row - 3, 1)
                first = next((row for row, each in enumerate(preview.rows) if each.number >= top), 0)
                self.grid.scrollTo(self.grid_model.index(first, 0), PreviewGrid.ScrollHint.PositionAtTop)
            if not at.isValid() and self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(0, ColumnPart.FIELD))
            self.table.fit_columns()
            self.notes.show_notes(preview.said_notes())
        self._tell_problem()

    def _on_field_asked(self, row: int, letter: str) -> None:
        preview, mapping = self._work.preview, self._work.mapping
        if preview is None or mapping is None:
            return
        self._asked_row = row
        taken = {
            choice.code: column.letters
            for column in preview.columns
            if (choice := chosen(mapping, column.at)) and choice.code and column.at != self.model.at(row)
        }
        cell = self.table.visualRect(self.model.index(row, ColumnPart.FIELD))
        code = self.model.code(row)
        self.popup.ask(self.table.viewport(), cell, fields_of(mapping.kind), code, taken, letter)

    def _on_field_chosen(self, code: str) -> None:
        preview, mapping, row = self._work.preview, self._work.mapping, self._asked_row
        if preview is not None and mapping is not None and 0 <= row < self.model.rowCount():
            self._work.choose_columns(with_column(mapping, preview, self.model.at(row), code or None))

    def _on_order_chosen(self, row: int, day_first: object) -> None:
        preview, mapping = self._work.preview, self._work.mapping
        if preview is not None and mapping is not None:
            order = bool(day_first)
            at, code = self.model.at(row), self.model.code(row)
            self._work.choose_columns(with_column(mapping, preview, at, code, day_first=order))

    def _arrange(self) -> None:
        band = QHBoxLayout(self._problem_band)
        band.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        band.setSpacing(m.GAP_2)
        band.addWidget(self._problem_sign, 0, Qt.AlignmentFlag.AlignTop)
        band.addWidget(self.problem, 1)
        self.grid.show_lines(_GRID_ROWS)
        self.grid.setProperty("look", "sheet")
        self.table.setMinimumHeight(m.HEADER_ROW + _COLUMNS_LEAST * m.ROW)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_4, m.GAP_2)
        column.setSpacing(m.GAP_2)
        column.addWidget(self.options)
        column.addWidget(self.notes)
        column.addWidget(self._problem_band)
        column.addLayout(_heading(self._grid_title, self._grid_hint))
        column.addWidget(self.grid)
        column.addLayout(_heading(self._columns_title, self._columns_hint))
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(upper)
        whole.addWidget(self.table, 1)
        # Where there is little room the page scrolls, so that no sentence is cut.
        scroll = UprightScroll(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Show fewer rows of the sheet where there is little room."""
        super().resizeEvent(event)
        self.grid.show_lines(_GRID_LEAST if self.height() < _LOW else _GRID_ROWS)

    def _tell(self) -> None:
        self._grid_title.setText(CLICK_HEADINGS.said())
        self._grid_hint.setText("")
        self._columns_title.setText(COLUMNS.said())
        self._columns_hint.setText(COLUMNS_HINT.said())
        self.grid.setAccessibleName(GRID.said())
        self.table.setAccessibleName(COLUMNS.said())
        self.table.fit_columns()
        self._tell_problem()

    def _tell_problem(self) -> None:
        sentence = " ".join(self._problems())
        self.problem.setText(sentence)
        self._problem_band.setVisible(bool(sentence))

    def _problems(self) -> list[str]:
        preview, mapping = self._work.preview, self._work.mapping
        if self._work.look_error is not None:
            return [str(self._work.look_error)]
        if preview is None or mapping is None:
            return []
        letters = {column.at: column.letters for column in preview.columns}
        problems = []
        for code, places in taken_twice(mapping).items():
            field = field_of(mapping.kind, code)
            if field is not None:
                columns = [letters.get(at, "") for at in places]
                problems.append(TAKEN_TWICE.said(field=label(field.label), letters=columns))
        problems += [
            LACKING.said(fields=[label(field.label) for field in group]) for group in lacking(mapping)
        ]
        return problems


def _heading(title: QLabel, hint: QLabel) -> QHBoxLayout:
    title.setProperty("text_kind", "strong")
    hint.setProperty("text_kind", "caption")
    row = QHBoxLayout()
    row.setSpacing(m.GAP_3)
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(hint)
    return row
