"""A notice below the top bar: one sentence about something that went wrong, until it is put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

PUT_AWAY = Message("ui.notice_put_away", "Put this notice away")


class Notice(QFrame):
    """Shows the latest sentence; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self._error: DealerDeskError | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setIcon(icon("x", "bad"))
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_2, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("warning-circle-fill", "bad"))
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self._close.clicked.connect(self.hide)
        self.hide()
        retell(self, self._tell)

    @property
    def sentence(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def show_error(self, error: DealerDeskError) -> None:
        """Say what went wrong."""
        self._error = error
        self._tell()
        self.show()

    def _tell(self) -> None:
        self._words.setText(str(self._error) if self._error else "")
        self.setAccessibleName(self.sentence)
        self._close.setAccessibleName(PUT_AWAY.said())
        self._close.setToolTip(PUT_AWAY.said())
