"""What is said of a discrepancy: cause, action, who is responsible, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dealerdesk.domain.audits import LONGEST_WORDS, Explanation, words
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits.marking import ACTION, CAUSE, RESPONSIBLE
from dealerdesk.ui.findings.suggestions import Suggestions
from dealerdesk.ui.widgets.form import FieldInput, Form

DUE = Message("ui.explain_due", "Due")
DUE_WRONG = Message("ui.explain_due_wrong", "Give the day as 2026-03-31, or choose it from the calendar.")

_FIELDS = (
    Field("cause", FieldType.TEXT, CAUSE),
    Field("action", FieldType.TEXT, ACTION),
    Field("responsible", FieldType.TEXT, RESPONSIBLE),
    Field("due", FieldType.DATE, DUE),
)


class ExplainForm(QWidget):
    """`edited` tells that something was typed; Enter goes on to the next input, in the last it is `done`."""

    edited = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inputs = {field.code: FieldInput(field) for field in _FIELDS}
        self.suggestions = {
            code: Suggestions(each)
            for code, each in self.inputs.items()
            if each.field.type is not FieldType.DATE
        }
        self._form = Form(None, tuple(self.inputs.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        for each in self.inputs.values():
            each.edited.connect(self._on_edited)
            each.editor.installEventFilter(self)
            if isinstance(each.editor, QLineEdit):
                each.editor.setMaxLength(LONGEST_WORDS)
        self.setFocusProxy(self.inputs["cause"])

    @property
    def texts(self) -> dict[str, str]:
        """What is written, by field."""
        return {code: each.text for code, each in self.inputs.items()}

    @property
    def typed(self) -> dict[str, str]:
        """What was typed over what stood there before; empty where nothing was."""
        return self.texts if any(each.is_changed for each in self.inputs.values()) else {}

    def show_texts(self, texts: Mapping[str, str], typed: Mapping[str, str]) -> None:
        """Show what is known, and over it what was `typed` before and not saved."""
        for code, each in self.inputs.items():
            each.show_text(texts.get(code, ""))
            if typed:
                each.write(typed.get(code, ""))
            each.show_problem()

    def write(self, code: str, text: str) -> None:
        """Write one text as if it was typed."""
        self.inputs[code].write(text)
        self._on_edited()

    def offer(self, suggestions: Mapping[str, Sequence[str]]) -> None:
        """Offer texts, by field."""
        for code, texts in suggestions.items():
            self.suggestions[code].offer(texts)

    def offered(self, code: str) -> list[str]:
        """What is offered for a field."""
        return self.suggestions[code].texts

    def read(self) -> Explanation | None:
        """The explanation that is written; None where something is missing, which is said below its input."""
        problems: dict[str, str] = {}
        told: dict[str, str] = {}
        for field in _FIELDS[:-1]:
            try:
                told[field.code] = words(field.label, self.inputs[field.code].text)
            except DealerDeskError as error:
                problems[field.code] = str(error)
        due = self.inputs["due"].day
        if not isinstance(due, date):
            problems["due"] = DUE_WRONG.said()
        for code, each in self.inputs.items():
            each.show_problem(problems.get(code, ""))
        if problems or due is None:
            self.inputs[next(iter(problems))].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return Explanation(told["cause"], told["action"], told["responsible"], due)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Enter goes on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, watched: QObject) -> None:
        inputs = list(self.inputs.values())
        at = next(at for at, each in enumerate(inputs) if each.editor is watched)
        if at + 1 < len(inputs):
            inputs[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _on_edited(self) -> None:
        for each in self.inputs.values():
            if each.is_changed:
                each.show_problem()
        self.edited.emit()
