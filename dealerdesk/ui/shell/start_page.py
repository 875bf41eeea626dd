"""What is shown while there is no open data folder: that it opens, why it does not, and ways on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.message_page import MessagePage

WELCOME = Message("ui.welcome", "Welcome to DealerDesk")
NOTHING_HERE = Message(
    "ui.nothing_here",
    "One file per vehicle: every paper in its place, found in a second, counted once a year.\n\n"
    "There is no dealership in {folder} yet.",
)
MAKE_EMPTY = Message("ui.make_empty", "Make an empty dealership here")
MAKE_SAMPLE = Message("ui.make_sample", "Make a sample dealership")
NOT_OPENED = Message("ui.not_opened", "The dealership's data could not be opened")
AGAIN = Message("ui.open_again", "Try again")
OPENING = Message("ui.opening", "Opening the dealership …")
MAKING = Message("ui.making", "Making the dealership …")

NO_DATA_FOLDER = "no_data_folder"
PATIENCE_MS = 300


class StartPage(QStackedWidget):
    """Before the first page: a welcome, a refusal with its reason, or that one has to wait a moment."""

    empty_asked = Signal()
    sample_asked = Signal()
    again_asked = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._error: DealerDeskError | None = None
        self._waiting_for = OPENING
        self._blank = QWidget()
        self._waiting = MessagePage("folder-open")
        self._welcome = MessagePage("storefront", "accent", "title")
        self._refused = MessagePage("warning-circle", "bad")
        for page in (self._blank, self._waiting, self._welcome, self._refused):
            self.addWidget(page)
        self.sample_button = self._welcome.add_button(filled=True)
        self.empty_button = self._welcome.add_button()
        self.again_button = self._refused.add_button(filled=True)
        self.sample_button.clicked.connect(self.sample_asked)
        self.empty_button.clicked.connect(self.empty_asked)
        self.again_button.clicked.connect(self.again_asked)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What it says now."""
        page = self.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def wait(self, *, making: bool = False) -> None:
        """Show nothing, and after a while what is being waited for."""
        self._waiting_for = MAKING if making else OPENING
        self.setCurrentWidget(self._blank)
        self._patience.start()
        self._tell()

    def show_error(self, error: DealerDeskError) -> None:
        """Say why the data folder is not open; a folder without data is an invitation."""
        self._patience.stop()
        self._error = error
        is_new = error.code == NO_DATA_FOLDER
        self.setCurrentWidget(self._welcome if is_new else self._refused)
        (self.sample_button if is_new else self.again_button).setFocus()
        self._tell()

    def _tell(self) -> None:
        self._waiting.show_text(self._waiting_for.said())
        self._welcome.show_text(WELCOME.said(), NOTHING_HERE.said(folder=self._folder))
        self._refused.show_text(NOT_OPENED.said(), str(self._error) if self._error else "")
        self.sample_button.setText(MAKE_SAMPLE.said())
        self.empty_button.setText(MAKE_EMPTY.said())
        self.again_button.setText(AGAIN.said())

    def _on_patience_ended(self) -> None:
        if self.currentWidget() is self._blank:
            self.setCurrentWidget(self._waiting)
