"""One section of the settings page: its title, what it is about, and its parts under each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.upright_scroll import UprightScroll


class SettingsSection(QWidget):
    """A section; its focus proxy is where the keyboard begins.

    `commands_changed` tells that its commands stand otherwise than before.
    """

    title: Message
    about: Message
    icon: str
    commands_changed = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._title = words_of("title")
        self._about = words_of("second")
        self._about.setWordWrap(True)
        self._body = QVBoxLayout()
        self._body.setSpacing(m.GAP_3)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._arrange()
        retell(self, self._tell_title)

    def add(self, part: QWidget | QLayout) -> None:
        """Put `part` below what is there."""
        if isinstance(part, QWidget):
            self._body.addWidget(part)
        else:
            self._body.addLayout(part)

    def add_space(self) -> None:
        """Set what comes next apart."""
        self._body.addSpacing(m.GAP_3)

    def add_foot(self, part: QWidget) -> None:
        """Put `part` below the section, where it stays while the section scrolls."""
        self._foot.addWidget(part)

    def reload(self) -> None:
        """Read anew what is shown; what the person has typed and not saved stays."""

    def save(self) -> None:
        """Save what was typed (Ctrl+S)."""

    def why_not_save(self) -> Message | None:
        """What stands against saving now."""
        return None

    def commands(self) -> Sequence[Command]:
        """What can be done in this section besides saving."""
        return ()

    def go_back(self) -> bool:
        """Leave one thing inside the section (Esc); False when there is none."""
        return False

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(m.SECTION_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.GAP_5, m.GAP_4, m.GAP_5, m.GAP_5)
        column.setSpacing(m.GAP_1)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(m.GAP_4)
        column.addLayout(self._body)
        column.addStretch(1)
        row_holder = QWidget()
        row = QHBoxLayout(row_holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 100)
        row.addStretch(1)
        scroll = UprightScroll(row_holder)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot)

    def _tell_title(self) -> None:
        self._title.setText(self.title.said())
        self._about.setText(self.about.said())


def words_of(kind: str, *, wraps: bool = False) -> QLabel:
    """A label for one kind of text (``text_kind`` of the style sheet)."""
    words = QLabel()
    words.setProperty("text_kind", kind)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(wraps)
    return words


def line_between() -> QFrame:
    """A line between two parts."""
    line = QFrame()
    line.setProperty("look", "line")
    line.setFixedHeight(m.BORDER)
    return line
