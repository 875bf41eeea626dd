"""One setting of the dealership: its label, an input made from its description, and what it means."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.settings import SETTING_VALUE, Option
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.settings.section import words_of
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

TAKES = Message("ui.setting_takes", "Type {expected}, for example “{example}”.")


class OptionInput(QWidget):
    """Shows and takes one option; `left` tells that something else was typed or chosen and finished.

    A text that the option does not take is said below the input, and not told.
    """

    left = Signal(object)

    def __init__(self, option: Option[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        kind = FieldType.CHOICE if option.choices else FieldType.TEXT
        self.input = FieldInput(Field(option.key, kind, option.label, option.choices))
        self.input.setFixedWidth(m.SETTING_INPUT)
        self.input.setEnabled(False)  # until the value that counts is known
        self._name = words_of("second", wraps=True)
        self._name.setFixedWidth(m.SETTING_LABEL)
        self._name.setMinimumHeight(m.CONTROL)
        self._name.setBuddy(self.input.editor)
        self._meaning = words_of("caption", wraps=True)
        right = QVBoxLayout()
        right.setSpacing(m.GAP_1)
        beside = QHBoxLayout()  # an alignment instead of room beside it would cut long problems
        beside.addWidget(self.input)
        beside.addStretch(1)
        right.addLayout(beside)
        right.addWidget(self._meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_4)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addLayout(right, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.input.edited.connect(self.input.show_problem)
        self.input.finished.connect(self.finish)
        retell(self, self._tell)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than what counts."""
        return self.input.isEnabled() and self.input.is_changed

    @property
    def seen(self) -> str:
        """The canonical text that was shown before anything was typed."""
        return self.input.shown

    @property
    def wanted(self) -> str | None:
        """The canonical text of what stands there now; None where the option does not take it."""
        value = self.option.read(self.input.text)
        return None if value is None else self.option.write(value)

    def show_value(self, text: str) -> None:
        """Show the value that counts, unless the person is typing another one."""
        if not self.input.isEnabled() or not self.input.is_changed:
            self.show_saved(text)

    def show_saved(self, text: str) -> None:
        """Show what is saved."""
        self.input.setEnabled(True)
        self.input.show_text(text)
        self.input.show_problem()

    def show_refusal(self, error: DealerDeskError) -> None:
        """Say why what was typed is not saved."""
        if error.message is SETTING_VALUE:
            self.input.show_problem(TAKES.said(**error.params))
        else:
            self.input.show_problem(str(error))

    def finish(self) -> None:
        """Tell what was typed, if the option takes it, else say what it takes."""
        if not self.is_changed:
            self.input.show_problem()
            return
        try:
            self.option.parse(self.input.text)
        except DealerDeskError as error:
            self.show_refusal(error)
        else:
            self.left.emit(self)

    def _tell(self) -> None:
        self._name.setText(self.option.label.said())
        self._meaning.setText(self.option.description.said())
        self.input.editor.setToolTip(self.option.description.said())
