"""A line in a slot that asks why a document is not required."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m

WAIVE_NOW = Message("ui.doc_waive_now", "Waive")
CANCEL = Message("ui.doc_cancel", "Cancel")
REASON = Message("ui.doc_reason", "{document}: why is it not required?")
NAMED = Message("ui.doc_named", "{action}: {document}")
_LONGEST_REASON = 500


class ReasonLine(QWidget):
    """Asks for a reason; `given` carries it, `left` tells that the person thought better of it."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = ""
        self.field = QLineEdit()
        self.field.setMaxLength(_LONGEST_REASON)
        self.waive = QPushButton()
        self.cancel = QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, m.GAP_2, 0)
        row.setSpacing(m.GAP_2)
        row.addWidget(self.field, 1)
        for button in (self.waive, self.cancel):
            button.setProperty("look", "compact")
            row.addWidget(button)
        self.field.returnPressed.connect(self._on_given)
        self.waive.clicked.connect(self._on_given)
        self.cancel.clicked.connect(self.left)
        retell(self, self._tell)

    def begin(self) -> None:
        """Ask anew."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_document(self, name: str) -> None:
        """Ask about the document called `name`."""
        self._document = name
        self._tell()

    def _on_given(self) -> None:
        if self.field.text().strip():
            self.given.emit(self.field.text())
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        question = REASON.said(document=self._document)
        self.field.setPlaceholderText(question)
        self.field.setAccessibleName(question)
        for button, action in ((self.waive, WAIVE_NOW), (self.cancel, CANCEL)):
            button.setText(action.said())
            button.setAccessibleName(NAMED.said(action=action, document=self._document))
