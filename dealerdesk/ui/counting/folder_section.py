"""The heading of a part of a folder, with the one thing that can be done with all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m


class SectionHead(QFrame):
    """A line with a title, and a button at its end where `action` names one; `pressed` tells of it."""

    pressed = Signal()

    def __init__(
        self, title: Message, action: Message | None = None, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title_words, self._action_words, self._keys_words = title, action, keys
        self.setProperty("look", "detail")
        self._title = QLabel()
        self._title.setProperty("text_kind", "strong_caption")
        self.button = QPushButton()
        self.button.setProperty("look", "link")
        self._keys = QLabel(keys)
        self._keys.setProperty("text_kind", "key")
        self._keys.setFixedHeight(m.KEY_CAP)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.BORDER, m.GAP_4, 0)
        row.setSpacing(m.GAP_1)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.button)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(m.DENSE_ROW)
        self.button.clicked.connect(self.pressed)
        self.lock(locked=False)
        retell(self, self._tell)

    def lock(self, *, locked: bool) -> None:
        """Show the button, or not."""
        shown = self._action_words is not None and not locked
        self.button.setVisible(shown)
        self._keys.setVisible(shown and bool(self._keys_words))

    def _tell(self) -> None:
        self._title.setText(self._title_words.said())
        if self._action_words is not None:
            name = self._action_words.said()
            self.button.setText(name)
            self.button.setAccessibleName(name)
            self.button.setToolTip(WITH_KEYS.said(name=name, keys=self._keys_words))
