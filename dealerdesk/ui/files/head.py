"""The head of the files page: its title, how many files are listed, and what can be done with the list."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.painting import baseline_drop

TITLE = Message("ui.files_title", "Vehicle files")
IMPORT = Message("ui.files_import", "Import …")
EXPORT = Message("ui.files_export", "Export …")
COLUMNS = Message("ui.files_columns", "Columns")
TIPS = {
    IMPORT: Message("ui.files_import_tip", "Import a list of vehicles from a spreadsheet"),
    EXPORT: Message("ui.files_export_tip", "Write the list as it is shown into a spreadsheet (Ctrl+E)"),
    COLUMNS: Message("ui.files_columns_tip", "Choose and order the columns"),
}


class FilesHead(QWidget):
    """Title, count and buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(m.PAGE_HEAD)
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self._count = ElidingLabel()
        self.import_ = _button("download-simple")
        self.export = _button("export")
        self.columns = _button("columns")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_2, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self._title)
        row.addSpacing(m.GAP_2)
        row.addWidget(self._count, 1)
        for button in (self.import_, self.export, self.columns):
            row.addWidget(button)
        retell(self, self._tell)

    @property
    def count(self) -> str:
        """What it says of the number of files."""
        return self._count.text

    def show_count(self, words: str) -> None:
        """Say how many files are listed."""
        self._count.show_text(words)

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self._count.setContentsMargins(0, baseline_drop(Text.BODY, Text.TITLE), 0, 0)
        for button, words in ((self.import_, IMPORT), (self.export, EXPORT), (self.columns, COLUMNS)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
            button.setToolTip(TIPS[words].said())


def _button(icon_name: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("look", "flat")
    button.setIcon(icon(icon_name, "text"))
    button.setIconSize(QSize(m.ICON + m.GAP_2, m.ICON))
    return button
