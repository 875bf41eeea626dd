"""Bands below the head of a file: that it is archived, and the question why it is to be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

ARCHIVED_ON = Message("ui.file.archived_on", "Archived on {date}.")
ARCHIVED_BECAUSE = Message("ui.file.archived_because", "Archived on {date}: {reason}")
TAKE_BACK = Message("ui.file.take_back_file", "Take back from the archive")
WHY_ARCHIVE = Message(
    "ui.file.why_archive",
    "Archive this file? It leaves the lists, nothing in it is lost, and it can be taken back any time.",
)
REASON = Message("ui.file.archive_reason", "Reason, such as sold or scrapped")
ARCHIVE_NOW = Message("ui.file.archive_now", "Archive")
KEEP = Message("ui.file.archive_not", "Keep the file")


class _Band(QFrame):
    """A row of words and buttons on a tinted ground."""

    def __init__(self, parent: QWidget | None, picture: str) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        self.row.setSpacing(m.GAP_3)
        self.row.addWidget(IconSign(picture, "warn"))
        self.row.addWidget(self.words, 1)
        self.hide()


class ArchivedBand(_Band):
    """Says since when and why the file is archived; `taken_back` wants it to be active again."""

    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "archive")
        self._detail: FileDetail | None = None
        self.button = QPushButton()
        self.button.clicked.connect(self.taken_back)
        self.row.addWidget(self.button)
        retell(self, self._tell)

    def show_file(self, detail: FileDetail | None) -> None:
        """Show the band where `detail` is archived."""
        self._detail = detail
        self._tell()
        self.setVisible(detail is not None and detail.archived)

    def _tell(self) -> None:
        self.button.setText(TAKE_BACK.said())
        self.button.setAccessibleName(TAKE_BACK.said())
        if self._detail is None or self._detail.archived_at is None:
            return
        day, reason = shown_date(self._detail.archived_at.date()), self._detail.archive_reason
        words = ARCHIVED_BECAUSE.said(date=day, reason=reason) if reason else ARCHIVED_ON.said(date=day)
        self.words.setText(words)


class ArchivePanel(_Band):
    """Asks for the reason; Enter and Esc keep the file, `agreed` carries the reason."""

    agreed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "archive")
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(m.REASON_WIDTH)
        self.yes = QPushButton()
        self.no = QPushButton()
        self.yes.setProperty("look", "danger")
        self.no.setProperty("look", "filled")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.close_panel)
        self.reason.returnPressed.connect(self.yes.setFocus)
        for part in (self.reason, self.yes, self.no):
            self.row.addWidget(part)
        retell(self, self._tell)

    def ask(self) -> None:
        """Ask, with the keyboard in the reason."""
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Do nothing, and ask no more."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter presses the button that has the keyboard."""
        focus = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _on_yes(self) -> None:
        self.hide()
        self.agreed.emit(self.reason.text())
        self.closed.emit()

    def _tell(self) -> None:
        self.words.setText(WHY_ARCHIVE.said())
        self.reason.setPlaceholderText(REASON.said())
        self.reason.setAccessibleName(REASON.said())
        for button, name in ((self.yes, ARCHIVE_NOW), (self.no, KEEP)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
