"""What is said when a data folder is open in another window that does not answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.message_page import MessagePage

TITLE = Message("ui.already_open", "DealerDesk is open already, but does not answer")
SENTENCE = Message(
    "ui.already_open_words",
    "Another window works on {folder} and is busy, or hangs. Wait for it and try again. If it hangs, end it "
    "in the system's list of programs: what was saved is safe.",
)
AGAIN = Message("ui.already_open_again", "Try again")
LEAVE = Message("ui.already_open_leave", "Close")


class AlreadyOpen(QDialog):
    """Asks whether to try again; accepted means yes."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle("DealerDesk")
        self.setWindowIcon(icon("folders-fill", "accent"))
        self._page = MessagePage("warning-circle", "warn")
        self.again_button = self._page.add_button(filled=True)
        self.leave_button = self._page.add_button()
        self.again_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.setMinimumSize(*m.NOTICE_WINDOW)
        retell(self, self._tell)

    def wants_again(self) -> bool:
        """Wait for the person's answer."""
        return self.exec() == QDialog.DialogCode.Accepted

    def _tell(self) -> None:
        self._page.show_text(TITLE.said(), SENTENCE.said(folder=self._folder))
        self.setAccessibleName(TITLE.said())
        for button, words in ((self.again_button, AGAIN), (self.leave_button, LEAVE)):
            button.setText(words.said())
            button.setAccessibleName(words.said())
