"""The bar at the foot of the overview while something is not saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon

UNSAVED = Message("ui.file.unsaved", "{count} change not saved yet", "{count} changes not saved yet")
UNSAVED_SINCE = Message(
    "ui.file.unsaved_since",
    "{count} change from {moment}, not saved yet",
    "{count} changes from {moment}, not saved yet",
)
MOMENT = Message("ui.file.moment", "{date} {time}")
SAVE = Message("ui.file.save_changes", "Save")
DISCARD = Message("ui.file.discard_changes", "Discard")


class SaveBar(QFrame):
    """Counts what is not saved; `saved` and `discarded` are what the person wants."""

    saved = Signal()
    discarded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._count = 0
        self._since: datetime | None = None
        self.words = QLabel()
        self.words.setProperty("text_kind", "strong")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.save, self.discard = QPushButton(), QPushButton()
        self.save.setProperty("look", "filled")
        self.save.setIcon(icon("floppy-disk", "on_filled"))
        self.save.clicked.connect(self.saved)
        self.discard.clicked.connect(self.discarded)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self.hide()
        retell(self, self._tell)

    def show_changes(self, count: int, since: datetime | None) -> None:
        """Count `count` changes, which were typed before the file was opened where `since` says when."""
        self._count, self._since = count, since
        self._tell()
        self.setVisible(count > 0)

    def _tell(self) -> None:
        if self._since is not None:
            moment = MOMENT.said(date=shown_date(self._since.date()), time=f"{self._since:%H:%M}")
            self.words.setText(UNSAVED_SINCE.said(count=self._count, moment=moment))
        else:
            self.words.setText(UNSAVED.said(count=self._count))
        self.save.setText(WITH_KEYS.said(name=SAVE.said(), keys="Ctrl+S"))
        self.save.setAccessibleName(SAVE.said())
        self.discard.setText(DISCARD.said())
        self.discard.setAccessibleName(DISCARD.said())
