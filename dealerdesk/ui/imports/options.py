"""What a person decides of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.imports import ImportOptions, ImportResult
from dealerdesk.ui.imports.words import TEXT_ENDINGS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.controls import ChoiceBox, TickBox

ON_CONFLICT = Message("ui.on_conflict", "Where both differ:")
KEEP_OURS = Message("ui.keep_ours", "Keep ours")
USE_SHEET = Message("ui.use_sheet", "Use the spreadsheet")
MAKE_FILES = Message("ui.make_files_for_orders", "Make drafts for vehicles without a file")
ENCODING = Message("ui.encoding", "Encoding of the letters")
FOUND_ENCODING = Message("ui.encoding_found", "Encoding: found by itself")
_ENCODINGS = {
    "utf-8": Message("ui.encoding_utf8", "Unicode (UTF-8)"),
    "gb18030": Message("ui.encoding_gb", "Simplified Chinese (GB18030)"),
    "big5": Message("ui.encoding_big5", "Traditional Chinese (Big5)"),
    "windows-1252": Message("ui.encoding_western", "Western (Windows-1252)"),
}


class Options(QWidget):
    """`changed` tells that a person decided otherwise; `encoding` stands elsewhere on the page."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding = ChoiceBox()
        self.make_files = TickBox()
        self.ours = switch_chip()
        self.theirs = switch_chip()
        self._question = QLabel()
        self._question.setProperty("text_kind", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.make_files)
        row.addWidget(self._question)
        for chip in (self.ours, self.theirs):
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.changed)
            row.addWidget(chip)
        self.ours.setChecked(True)
        self.make_files.clicked.connect(self.changed)
        self.encoding.activated.connect(self.changed)
        retell(self, self._tell)

    def read(self, *, dry_run: bool) -> ImportOptions:
        """What was decided."""
        return ImportOptions(
            encoding=self.encoding.currentData() or None,
            theirs=self.theirs.isChecked(),
            create_files=self.make_files.isChecked(),
            dry_run=dry_run,
        )

    def begin(self) -> None:
        """Forget what was decided of another file."""
        self.ours.setChecked(True)
        self.make_files.setChecked(False)
        self.encoding.setCurrentIndex(0)

    def show_result(self, path: Path, result: ImportResult) -> None:
        """Ask only what there is to decide of this file."""
        decides = bool(result.conflicts) or self.theirs.isChecked()
        for part in (self._question, self.ours, self.theirs):
            part.setVisible(decides)
        self.make_files.setVisible(result.kind is RecordKind.REPAIR_ORDERS)
        self.encoding.setVisible(path.suffix.lower() in TEXT_ENDINGS)

    def _tell(self) -> None:
        self._question.setText(ON_CONFLICT.said())
        self.ours.show_words(KEEP_OURS.said())
        self.theirs.show_words(USE_SHEET.said())
        self.make_files.setText(MAKE_FILES.said())
        self.make_files.setAccessibleName(MAKE_FILES.said())
        chosen = self.encoding.currentIndex()
        self.encoding.clear()
        self.encoding.addItem(FOUND_ENCODING.said(), "")
        for code, name in _ENCODINGS.items():
            self.encoding.addItem(name.said(), code)
        self.encoding.setCurrentIndex(max(chosen, 0))
        self.encoding.setAccessibleName(ENCODING.said())
