"""What stands below an input besides problems: what others wrote meanwhile, and whose name it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.fields import Field
from dealerdesk.domain.history_words import value_in_words
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.flow import FlowLayout

THEIRS = Message("ui.file.theirs", "Changed by somebody else meanwhile: “{theirs}”.")
THEIRS_EMPTY = Message("ui.file.theirs_empty", "Emptied by somebody else meanwhile.")
TAKE_THEIRS = Message("ui.file.take_theirs", "Take theirs")
KEEP_MINE = Message("ui.file.keep_mine", "Keep mine")
NEW_OWNER = Message("ui.file.new_owner", "New owner")
SAME_OWNER = Message("ui.file.same_owner", "Same owner, name corrected")
NEW_OWNER_MEANS = Message(
    "ui.file.new_owner_means", "A card of their own begins; {name} stays in the history of this vehicle."
)
SAME_OWNER_MEANS = Message(
    "ui.file.same_owner_means", "The card of {name} gets this name, for all vehicles it belongs to."
)


class ConflictNote(QWidget):
    """Says what somebody else wrote into the field, and lets the person choose."""

    theirs_taken = Signal()
    mine_kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: Field | None = None
        self._theirs: str | None = None
        self._words = QLabel()
        self._words.setProperty("text_kind", "problem")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.take, self.keep = QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        # A link's letters begin where the sentence above begins.
        buttons.setContentsMargins(-(m.GAP_1 + m.FOCUS_RING), 0, 0, 0)
        for button, signal in ((self.take, self.theirs_taken), (self.keep, self.mine_kept)):
            button.setProperty("look", "link")
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.hide()
        retell(self, self._tell)

    def show_theirs(self, field: Field, theirs: str | None) -> None:
        """Say `theirs`, or nothing where it is None."""
        self._field, self._theirs = field, theirs
        self._tell()
        self.setVisible(theirs is not None)

    def _tell(self) -> None:
        for button, name in ((self.take, TAKE_THEIRS), (self.keep, KEEP_MINE)):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        if self._field is not None and self._theirs is not None:
            theirs = value_in_words(self._field.code, self._theirs)
            self._words.setText(THEIRS.said(theirs=theirs) if theirs else THEIRS_EMPTY.said())


class OwnerNote(QWidget):
    """Asks whether another name is another owner or the same one's, written right; `chosen` tells."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.new_owner, self.same_owner = QRadioButton(), QRadioButton()
        self.new_owner.setChecked(True)
        group = QButtonGroup(self)
        choices = QWidget()
        row = FlowLayout(choices, gap=m.GAP_3)
        for button in (self.new_owner, self.same_owner):
            group.addButton(button)
            row.addWidget(button)
        self._meaning = QLabel()
        self._meaning.setProperty("text_kind", "caption")
        self._meaning.setTextFormat(Qt.TextFormat.PlainText)
        self._meaning.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, m.GAP_1)
        column.setSpacing(m.GAP_1)
        column.addWidget(choices)
        column.addWidget(self._meaning)
        self.same_owner.toggled.connect(self._on_toggled)
        self.hide()
        retell(self, self._tell)

    @property
    def corrects_name(self) -> bool:
        """Whether the name is only written right."""
        return self.same_owner.isChecked()

    def choose(self, *, corrects_name: bool) -> None:
        """Choose for the person."""
        (self.same_owner if corrects_name else self.new_owner).setChecked(True)

    def show_owner(self, name: str) -> None:
        """Ask about the owner called `name`; an empty name asks nothing."""
        self._name = name
        self._tell()
        self.setVisible(bool(name))

    def _on_toggled(self) -> None:
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        self.new_owner.setText(NEW_OWNER.said())
        self.same_owner.setText(SAME_OWNER.said())
        means = SAME_OWNER_MEANS if self.corrects_name else NEW_OWNER_MEANS
        self._meaning.setText(means.said(name=self._name))
        for button in (self.new_owner, self.same_owner):
            button.setAccessibleName(button.text())
