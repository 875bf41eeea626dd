"""Two names under an audit: typed beside each other, and refused where they are one person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dealerdesk.domain.audits import LONGEST_WORDS, signers
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier
from dealerdesk.ui.findings.suggestions import Suggestions
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.form import FieldInput, Form

FIRST = Message("ui.findings_first_signer", "First name")
SECOND = Message("ui.findings_second_signer", "Second name")
NAME_MISSING = Message("ui.findings_name_missing", "Type the name of who signs.")
SAME_PERSON = Message("ui.findings_same_person", "This is the same person. Somebody else has to sign, too.")
_FIELDS = (Field("first", FieldType.TEXT, FIRST), Field("second", FieldType.TEXT, SECOND))


class Signing(QWidget):
    """`edited` tells that a name was typed, `done` that Enter was pressed in the last one."""

    edited = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inputs = {field.code: FieldInput(field) for field in _FIELDS}
        self._suggestions = {code: Suggestions(each) for code, each in self.inputs.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Form(None, tuple(self.inputs.values())))
        for each in self.inputs.values():
            each.edited.connect(self._on_edited)
            each.finished.connect(self._check)
            each.editor.installEventFilter(self)
            if isinstance(each.editor, QLineEdit):
                each.editor.setMaxLength(LONGEST_WORDS)
        self.setFocusProxy(self.inputs["first"])
        retell(self, self._check)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed."""
        return {code: each.text for code, each in self.inputs.items()}

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with the names, by input, as far as something is typed."""
        first, second = (fold_identifier(each.text) for each in self.inputs.values())
        return {"second": SAME_PERSON.said()} if first and first == second else {}

    def show_texts(self, typed: Mapping[str, str]) -> None:
        """Write names that were typed before."""
        for code, each in self.inputs.items():
            each.show_text(typed.get(code, ""))
        self._check()

    def offer(self, people: Sequence[str]) -> None:
        """Offer names."""
        for each in self._suggestions.values():
            each.offer(people)

    def read(self) -> tuple[str, str] | None:
        """The two names; None where one is missing or both are one, which is said below the input."""
        self._check()
        wrong = [each for each in self.inputs.values() if not each.text.strip()]
        for each in wrong:
            each.show_problem(NAME_MISSING.said())
        if not wrong:
            try:
                return signers(list(self.texts.values()))
            except DealerDeskError as error:
                wrong = [self.inputs["second"]]
                wrong[0].show_problem(self.problems.get("second") or str(error))
        wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter goes on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, watched: QObject) -> None:
        if watched is self.inputs["first"].editor:
            self.inputs["second"].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _on_edited(self) -> None:
        self._check()
        self.edited.emit()

    def _check(self) -> None:
        problems = self.problems
        for code, each in self.inputs.items():
            each.show_problem(problems.get(code, ""))
