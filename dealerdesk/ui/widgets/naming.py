"""A popup that asks for the name under which something is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.popup import Popup


@dataclass(frozen=True, slots=True)
class NamingWords:
    """What the popup says: whose `name` it is, the button's `save`, a `remark`, and that one `replaces`."""

    name: Message
    save: Message
    remark: Message
    replaces: Message


class NamingPopup(Popup):
    """`named` carries the name that was typed."""

    named = Signal(str)

    def __init__(self, words: NamingWords, longest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._known: Collection[str] = ()
        self.field = QLineEdit()
        self.field.setMaxLength(longest)
        self.field.setMinimumWidth(m.FILTER_INPUT)
        self.save = QPushButton()
        self.save.setProperty("look", "filled")
        self._remark = QLabel()
        self._remark.setProperty("text_kind", "caption")
        self._remark.setWordWrap(True)
        self.first = self.field
        row = QHBoxLayout()
        row.setSpacing(m.GAP_2)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_4, m.GAP_4, m.GAP_4, m.GAP_3)
        column.setSpacing(m.GAP_2)
        column.addLayout(row)
        column.addWidget(self._remark)
        self.field.textChanged.connect(self._tell)
        self.field.returnPressed.connect(self._on_saved)
        self.save.clicked.connect(self._on_saved)
        retell(self, self._tell)

    def show_known(self, names: Collection[str]) -> None:
        """Begin with an empty name; `names` are taken."""
        self._known = names
        self.field.clear()
        self._tell()

    def _on_saved(self) -> None:
        name = fold_line(self.field.text())
        if name:
            self.close()
            self.named.emit(name)

    def _tell(self) -> None:
        name, words = fold_line(self.field.text()), self._words
        self.setAccessibleName(words.name.said())
        self.field.setAccessibleName(words.name.said())
        self.field.setPlaceholderText(words.name.said())
        self.save.setText(words.save.said())
        self.save.setAccessibleName(words.save.said())
        self.save.setEnabled(bool(name))
        self.save.setToolTip("" if name else words.name.said())
        self._remark.setText((words.replaces if name in self._known else words.remark).said())
