"""What there is to say of a workbook as a whole; of many sentences the first, and the rest on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

MORE = Message("ui.import_more_notes", "{count} more note", "{count} more notes")
LESS = Message("ui.import_fewer_notes", "Show less")


class Notes(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[str, ...] = ()
        self._is_open = False
        self._words = QLabel()
        self._words.setProperty("text_kind", "second")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setProperty("look", "link")
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("info", "text_2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Say `notes`."""
        if tuple(notes) != self._notes:
            self._notes, self._is_open = tuple(notes), False
        self._tell()

    def _on_clicked(self) -> None:
        self._is_open = not self._is_open
        self._tell()

    def _tell(self) -> None:
        shown = self._notes if self._is_open else self._notes[:1]
        self._words.setText("\n".join(shown))
        words = LESS.said() if self._is_open else MORE.said(count=len(self._notes) - 1)
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setVisible(len(self._notes) > 1)
        self.setVisible(bool(self._notes))
