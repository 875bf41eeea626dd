"""The bar above every page: back and forward, the search box, a new file, and who is at work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.shell.search_box import SearchBox
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

BACK = Message("ui.back", "Back")
FORWARD = Message("ui.forward", "Forward")
NEW_FILE = Message("ui.new_file", "New file")
USER = Message("ui.user_at_work", "At work: {name}")
_SEARCH_FIRST = 100
"""The search box takes all the room up to its widest, before anything is left empty."""


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
        self.new_file.setIcon(icon("plus", "on_filled"))
        self._sign = IconSign("user-circle", "text_2")
        self._user = ElidingLabel()
        self._user.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_2, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addSpacing(m.GAP_1)
        row.addWidget(self.search, _SEARCH_FIRST)
        row.addStretch(1)
        row.addSpacing(m.GAP_2)
        row.addWidget(self.new_file)
        row.addSpacing(m.GAP_3)
        row.addWidget(self._sign)
        row.addWidget(self._user)
        self.back.clicked.connect(self.back_asked)
        self.forward.clicked.connect(self.forward_asked)
        self.new_file.clicked.connect(self.new_file_asked)
        self.show_ways(back=False, forward=False)
        self.show_user("")
        self.search.setEnabled(False)
        self.show_open(is_open=False)
        retell(self, self._tell)

    def show_ways(self, *, back: bool, forward: bool) -> None:
        """Say whether there is a way back, and one forward."""
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def show_open(self, *, is_open: bool) -> None:
        """Let the person make files, or not while no data folder is open."""
        self.new_file.setVisible(is_open)

    def show_user(self, name: str) -> None:
        """Say who is at work."""
        self._user.show_text(name)
        for part in (self._sign, self._user):
            part.setVisible(bool(name))
        self._sign.setToolTip(USER.said(name=name) if name else "")

    def show_narrow(self, *, narrow: bool) -> None:
        """Cut a long name where the window is narrow; it is never left out, as it stands in the history."""
        self._user.setMaximumWidth(m.USER_NARROW if narrow else m.USER_WIDEST)

    def _tell(self) -> None:
        self.new_file.setText(NEW_FILE.said())
        for button, name, keys in (
            (self.back, BACK, "Alt+←"),
            (self.forward, FORWARD, "Alt+→"),
            (self.new_file, NEW_FILE, "Ctrl+N"),
        ):
            button.setAccessibleName(name.said())
            button.setToolTip(WITH_KEYS.said(name=name, keys=keys))
