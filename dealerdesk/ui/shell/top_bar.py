"""The bar above every page: back and forward, the search box, a new file, and who is at work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.shell.search_box import SearchBox
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

BACK = Message("ui.back", "Back")
FORWARD = Message("ui.forward", "Forward")
NEW_FILE = Message("ui.new_file", "New file")
WITH_KEYS = Message("ui.with_keys", "{name}  {keys}")
USER = Message("ui.user_at_work", "At work: {name}")


class TopBar(QFrame):
    """Holds what is at hand on every page."""

    back_asked = Signal()
    forward_asked = Signal()
    new_file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "top")
        self.setFixedHeight(m.TOP_BAR)
        self.search = SearchBox()
        self.back = QToolButton()
        self.forward = QToolButton()
        self.back.setIcon(icon("arrow-left"))
        self.forward.setIcon(icon("arrow-right"))
        self.new_file = QPushButton()
        self.new_file.setProperty("look", "filled")
        self.new_file.setIcon(icon("plus", "on_accent"))
        self._sign = IconSign("user-circle", "text_2")
        self._user = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_2, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addSpacing(m.GAP_1)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        row.addWidget(self.new_file)
        row.addSpacing(m.GAP_3)
        row.addWidget(self._sign)
        row.addWidget(self._user)
        self.back.clicked.connect(self.back_asked)
        self.forward.clicked.connect(self.forward_asked)
        self.new_file.clicked.connect(self.new_file_asked)
        self.show_ways(back=False, forward=False)
        self.show_user("")
        self.show_open(is_open=False)
        retell(self, self._tell)

    def show_ways(self, *, back: bool, forward: bool) -> None:
        """Say whether there is a way back, and one forward."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_open(self, *, is_open: bool) -> None:
        """Let the person search and make files, or not while no data folder is open."""
        self.search.setEnabled(is_open)
        self.new_file.setVisible(is_open)

    def show_user(self, name: str) -> None:
        """Say who is at work."""
        self._user.setText(name)
        for part in (self._sign, self._user):
            part.setVisible(bool(name))
            part.setToolTip(USER.said(name=name) if name else "")

    def show_narrow(self, *, narrow: bool) -> None:
        """Give words up where the window is narrow."""
        self._user.setVisible(bool(self._user.text()) and not narrow)

    def _tell(self) -> None:
        self.new_file.setText(NEW_FILE.said())
        for button, name, keys in (
            (self.back, BACK, "Alt+←"),
            (self.forward, FORWARD, "Alt+→"),
            (self.new_file, NEW_FILE, "Ctrl+N"),
        ):
            button.setAccessibleName(name.said())
            button.setToolTip(WITH_KEYS.said(name=name, keys=keys))
