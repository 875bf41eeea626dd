"""A page that has one thing to say: an empty list, no hits, an error, or a place to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

_MIDDLE_SHARE = 100


class MessagePage(QWidget):
    """An icon, a title, a sentence below it, and the buttons that were added, in the middle of the page."""

    def __init__(self, icon_name: str, icon_role: str = "text_3", title_kind: str = "section") -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = IconSign(icon_name, icon_role, m.EMPTY_ICON)
        self._title = _centred(title_kind)
        self._sentence = _centred("second")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(m.GAP_3)
        column = QVBoxLayout()
        column.setSpacing(m.GAP_2)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(m.GAP_2)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(m.GAP_3)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addLayout(self._buttons)
        buttons.addStretch()
        column.addLayout(buttons)
        middle = QWidget()
        middle.setMaximumWidth(m.DIALOGUE_WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle.setLayout(column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, _MIDDLE_SHARE)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._title.text()}\n{self._sentence.text()}"

    def show_text(self, title: str, sentence: str = "") -> None:
        """Say `title`, and `sentence` below it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def add_button(self, *, filled: bool = False) -> QPushButton:
        """A new button below the sentence; its text is the caller's."""
        button = QPushButton()
        if filled:
            button.setProperty("look", "filled")
        button.setDefault(filled)
        button.setAutoDefault(True)
        self._buttons.addWidget(button)
        return button


def _centred(kind: str) -> QLabel:
    text = QLabel()
    text.setProperty("text_kind", kind)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    return text
