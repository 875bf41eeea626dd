"""Settling an order, in place: under which number, and on which day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.domain.order_reading import ORDER_TYPED
from dealerdesk.ui.formats import label
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

SETTLE = Message("ui.order_settle", "Settle")
NOT_NOW = Message("ui.order_not_settle", "Not now")


class SettleBar(QFrame):
    """Asks for number and day; `settled` carries both as text, Enter settles, Esc leaves."""

    settled = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.number = FieldInput(ORDER_TYPED["settlement_no"])
        self.day = FieldInput(ORDER_TYPED["settled_on"])
        self._names = (QLabel(), QLabel())
        self.settle_button = QPushButton()
        self.settle_button.setProperty("look", "filled")
        self.leave_button = QPushButton()
        self.leave_button.setProperty("look", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        for name, each in zip(self._names, (self.number, self.day), strict=True):
            name.setProperty("text_kind", "second")
            name.setBuddy(each.editor)
            name.setMinimumHeight(m.CONTROL)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            each.setMaximumWidth(m.SETTLE_INPUT)
            row.addWidget(each, 100, Qt.AlignmentFlag.AlignTop)
            row.addSpacing(m.GAP_2)
        row.addWidget(self.settle_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.settle_button.clicked.connect(self.settle)
        self.leave_button.clicked.connect(self.left)
        self.hide()
        retell(self, self._tell)

    def open(self, number: str, day: str) -> None:
        """Ask, with what is likely already there."""
        self.number.show_text(number)
        self.day.show_text(day)
        self.show_problem("")
        self.show()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.number.editor, QLineEdit):
            self.number.editor.selectAll()

    def show_problem(self, sentence: str) -> None:
        """Say below the day why the order is not settled."""
        self.day.show_problem(sentence)

    def settle(self) -> None:
        """Settle with what is typed."""
        self.settled.emit(self.number.text, self.day.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter settles, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        for name, each in zip(self._names, (self.number, self.day), strict=True):
            name.setText(label(each.field.label))
        for button, message in ((self.settle_button, SETTLE), (self.leave_button, NOT_NOW)):
            button.setText(message.said())
            button.setAccessibleName(message.said())
