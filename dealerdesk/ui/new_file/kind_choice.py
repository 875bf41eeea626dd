"""The kind of file as large choices beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.files import KIND_LABELS, FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

KIND_EXPLAINED = Message("ui.kind_explained", "{kind}: {explanation}")
_EXPLANATIONS = {
    FileKind.NEW_SALE: Message("ui.kind_new_sale", "We sell it new"),
    FileKind.USED_SALE: Message("ui.kind_used_sale", "We sell it used"),
    FileKind.SERVICE_ONLY: Message("ui.kind_service_only", "It comes for service"),
}
_CHOSEN, _NOT_CHOSEN = ("check-circle", "accent"), ("circle", "text_3")


@dataclass(frozen=True, slots=True)
class _Choice:
    """One kind, and what shows it."""

    kind: FileKind
    button: _LargeButton
    sign: IconSign
    name: QLabel
    explanation: QLabel


class KindChoice(QWidget):
    """One of the kinds is chosen always: arrow keys and the numbers 1 to 3 choose, Enter goes on."""

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.GAP_2)
        self._choices = [self._made(kind) for kind in FileKind]
        for choice in self._choices:
            row.addWidget(choice.button, 1)
        self.write(FileKind.NEW_SALE.value)
        retell(self, self._tell)

    @property
    def text(self) -> str:
        """The code of the kind that is chosen."""
        return next(choice.kind.value for choice in self._choices if choice.button.isChecked())

    def write(self, code: str) -> None:
        """Choose a kind by its code, as nobody chose it."""
        for choice in self._choices:
            if choice.kind.value == code:
                choice.button.setChecked(True)
                self.setFocusProxy(choice.button)

    def _made(self, kind: FileKind) -> _Choice:
        button = _LargeButton([each.value for each in FileKind])
        choice = _Choice(kind, button, IconSign(*_NOT_CHOSEN), QLabel(), QLabel())
        choice.name.setProperty("text_kind", "strong")
        choice.explanation.setProperty("text_kind", "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(choice.name)
        words.addWidget(choice.explanation)
        row = QHBoxLayout(button)
        row.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_3, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(choice.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for part in (choice.sign, choice.name, choice.explanation):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.toggled.connect(lambda on: self._on_toggled(choice, is_on=on))
        button.clicked.connect(self.edited)
        button.entered.connect(self.finished)
        button.numbered.connect(self._on_numbered)
        return choice

    def _on_toggled(self, choice: _Choice, *, is_on: bool) -> None:
        choice.sign.show_icon(*(_CHOSEN if is_on else _NOT_CHOSEN))
        if is_on:
            self.setFocusProxy(choice.button)
            self.edited.emit()

    def _on_numbered(self, number: int) -> None:
        button = self._choices[number - 1].button
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        for choice in self._choices:
            kind, explanation = KIND_LABELS[choice.kind], _EXPLANATIONS[choice.kind]
            choice.name.setText(label(kind))
            choice.explanation.setText(explanation.said())
            choice.button.setAccessibleName(
                KIND_EXPLAINED.said(kind=label(kind), explanation=explanation.said())
            )


class _LargeButton(QPushButton):
    """A button as large as what lies in it."""

    entered = Signal()
    numbered = Signal(int)

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self._numbers = range(1, len(codes) + 1)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As large as the layout inside asks for."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Never so small that a word is cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter goes on, a number chooses."""
        number = event.key() - Qt.Key.Key_0
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif number in self._numbers and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.numbered.emit(number)
        else:
            super().keyPressEvent(event)
