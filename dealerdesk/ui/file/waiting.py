"""What the page of a file says while there is none: it is on its way, it is gone, or it cannot be read."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.message_page import MessagePage

LOADING = Message("ui.file.loading", "Opening the file …")
GONE = Message("ui.file.gone", "This file is not there any more")
GONE_WHY = Message(
    "ui.file.gone_why", "Making it was taken back. The history of changes still knows what was in it."
)
UNREADABLE = Message("ui.file.unreadable", "The file cannot be read just now")
TO_FILES = Message("ui.file.gone_back", "To the list of files")
AGAIN = Message("ui.file.again", "Try again")
PATIENCE_MS = 300


class FileWaiting(QStackedWidget):
    """Nothing for a blink, then that the file is on its way; or why there is none."""

    again_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = QWidget()
        self._loading = MessagePage("hourglass")
        self._gone = MessagePage("file-dashed")
        self._error = MessagePage("warning-circle", "bad")
        self._said: DealerDeskError | None = None
        self._back = self._gone.add_button(filled=True)
        self._again = self._error.add_button(filled=True)
        self._back.clicked.connect(self.back_asked)
        self._again.clicked.connect(self.again_asked)
        for page in (self._nothing, self._loading, self._gone, self._error):
            self.addWidget(page)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.setCurrentWidget(self._loading))
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """What is said now."""
        page = self.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def wait(self) -> None:
        """Say nothing yet, and that it takes a while when it does."""
        self.setCurrentWidget(self._nothing)
        self._patience.start()

    def stop(self) -> None:
        """The file is there."""
        self._patience.stop()

    def show_gone(self) -> None:
        """Say that there is no such file."""
        self._patience.stop()
        self.setCurrentWidget(self._gone)

    def show_error(self, error: DealerDeskError) -> None:
        """Say why the file cannot be read."""
        self._patience.stop()
        self._said = error
        self._tell()
        self.setCurrentWidget(self._error)

    def take_focus(self) -> None:
        """Put the keyboard on the button that is there, if one is."""
        if self.currentWidget() is self._gone:
            self._back.setFocus()
        elif self.currentWidget() is self._error:
            self._again.setFocus()
        else:
            self.setFocus()

    def _tell(self) -> None:
        self._loading.show_text(LOADING.said())
        self._gone.show_text(GONE.said(), GONE_WHY.said())
        self._error.show_text(UNREADABLE.said(), str(self._said) if self._said else "")
        for button, name in ((self._back, TO_FILES), (self._again, AGAIN)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
