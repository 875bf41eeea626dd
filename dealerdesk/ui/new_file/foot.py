"""The bar below a new file: its number, what is still missing, and the buttons that create it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

CREATE = Message("ui.create_file", "Create file")
CREATE_ANOTHER = Message("ui.create_another", "Create and add another")
NUMBER_TO_COME = Message("ui.number_to_come", "New file {file_no}")
CREATE_KEYS, ANOTHER_KEYS = "Ctrl+S", "Ctrl+Shift+S"


class Foot(QFrame):
    """Says what will be made; its buttons tell by `clicked`."""

    def __init__(self, say: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self.setMinimumHeight(m.FOOT)
        self._say = say
        self._file_no = ""
        self._number = QLabel()
        self._number.setProperty("text_kind", "strong")
        self._state = ElidingLabel()
        self.create_button = QPushButton()
        self.create_button.setProperty("look", "filled")
        self.create_button.setIcon(icon("check", "on_filled"))
        self.another_button = QPushButton()
        for button in (self.create_button, self.another_button):
            button.setAutoDefault(True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._number)
        words.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_3)
        row.addWidget(IconSign("folder-plus", "text_2", m.NAVIGATION_ICON), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.another_button)
        row.addWidget(self.create_button)
        retell(self, self.refresh)

    @property
    def text(self) -> str:
        """What it says is still missing."""
        return self._state.text

    def show_number(self, file_no: str) -> None:
        """Announce the number that the file will be given."""
        self._file_no = file_no
        self.refresh()

    def show_reason(self, reason: Message | None) -> None:
        """Say why nothing can be created now; None when it can."""
        for button in (self.create_button, self.another_button):
            button.setEnabled(reason is None)
        self._tell_buttons(reason)

    def refresh(self) -> None:
        """Say everything anew."""
        self._number.setText(NUMBER_TO_COME.said(file_no=self._file_no) if self._file_no else "")
        self._state.show_text(self._say())
        self._tell_buttons(None)

    def _tell_buttons(self, reason: Message | None) -> None:
        for button, name, keys in (
            (self.create_button, CREATE, CREATE_KEYS),
            (self.another_button, CREATE_ANOTHER, ANOTHER_KEYS),
        ):
            keyed = WITH_KEYS.said(name=name, keys=keys)
            button.setText(keyed if button is self.create_button else name.said())
            button.setAccessibleName(name.said())
            button.setToolTip(reason.said() if reason else keyed)
