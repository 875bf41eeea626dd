"""What is being checked, in one bar: the file, the sheet, the columns, and what there is to note."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.fields import field_of
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import Check
from dealerdesk.ui.formats import label, shown_number
from dealerdesk.ui.imports.matches_line import MatchesLine
from dealerdesk.ui.imports.notes import Notes
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

SHEET_ROWS = Message("ui.import_sheet_rows", "sheet {sheet}, {count} row", "sheet {sheet}, {count} rows")
ROWS_ALONE = Message("ui.import_rows_alone", "{count} row", "{count} rows")
COLUMNS_USED = Message("ui.import_columns_used", "{used} of {all} columns used")
EDIT_COLUMNS = Message("ui.import_edit_columns", "Edit columns")
_WIDEST_NAME = 240


class Summary(QFrame):
    """The bar above a check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "summary")
        self._check: Check | None = None
        self._file = ""
        self.name = ElidingLabel(kind="strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sheet = QLabel()
        self.sheet.setProperty("text_kind", "second")
        self.sheet.setTextFormat(Qt.TextFormat.PlainText)
        self.matches = MatchesLine()
        self.used = QLabel()
        self.used.setProperty("text_kind", "second")
        self.edit = QPushButton()
        self.edit.setProperty("look", "link")
        self.notes = Notes()
        divider = QFrame()
        divider.setProperty("look", "divider")
        divider.setFixedSize(m.BORDER, m.ICON)
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_3)
        upper.addWidget(IconSign("file-xls", "ok"))
        upper.addWidget(self.name)
        upper.addWidget(self.sheet)
        upper.addWidget(divider)
        upper.addWidget(self.matches, 1)
        upper.addWidget(self.used)
        upper.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_1 + 2, m.GAP_2, m.GAP_1 + 2)
        column.setSpacing(m.GAP_1)
        column.addLayout(upper)
        column.addWidget(self.notes)
        retell(self, self._tell)

    def show_check(self, check: Check, file: str) -> None:
        """Show what is checked; `file` is what it is called."""
        self._check, self._file = check, file
        self._tell()

    def _tell(self) -> None:
        self.edit.setText(EDIT_COLUMNS.said())
        self.edit.setAccessibleName(EDIT_COLUMNS.said())
        if self._check is None:
            return
        result = self._check.result
        self.name.show_text(self._file)
        self.name.setFixedWidth(min(self.name.sizeHint().width(), _WIDEST_NAME))
        words = SHEET_ROWS if result.sheet else ROWS_ALONE
        self.sheet.setText(words.said(sheet=result.sheet, count=result.rows))
        fields = [(heading, field_of(result.kind, code)) for heading, code in result.columns if code]
        matches = [(heading, label(field.label)) for heading, field in fields if field]
        self.matches.show_matches(matches)
        used, every = shown_number(len(matches)), shown_number(len(result.columns))
        self.used.setText(COLUMNS_USED.said(used=used, all=every))
        self.notes.show_notes(result.notes)
