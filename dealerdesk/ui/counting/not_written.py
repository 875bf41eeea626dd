"""Scans that could not be written: named until somebody counts them again or puts the message away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.scanning import Asked
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign
from dealerdesk.ui.widgets.outcome_bar import PUT_AWAY

NOT_WRITTEN = Message(
    "ui.counting_not_written",
    "{count} scan was not saved: {codes}. Count it again.",
    "{count} scans were not saved: {codes}. Count them again.",
)
AGAIN = Message("ui.counting_again", "Count them again")
_CODES_NAMED = 8


class NotWritten(QFrame):
    """Hidden while everything is saved; `again` carries an `Asked` that is to be counted once more."""

    again = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self._waiting: list[Asked] = []
        self.words = ElidingLabel(kind="alarm")
        self.button = QPushButton()
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("x"))
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_2, m.GAP_1)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("warning-circle", "bad"))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.button.clicked.connect(self.count_again)
        self.close_button.clicked.connect(self._forget)
        retell(self, self._tell)

    @property
    def codes(self) -> tuple[str, ...]:
        """What is not saved, in the order of the scans."""
        return tuple(code for asked in self._waiting for code in asked.codes)

    def add(self, asked: Asked) -> None:
        """Name the codes of `asked`, too."""
        self._waiting.append(asked)
        self._tell()

    def count_again(self) -> None:
        """Hand all of them out, to be counted where they were scanned."""
        waiting, self._waiting = self._waiting, []
        self._tell()
        for asked in waiting:
            self.again.emit(asked)

    def _forget(self) -> None:
        self._waiting = []
        self._tell()

    def _tell(self) -> None:
        codes = self.codes
        named = [*codes[:_CODES_NAMED], *(["…"] if len(codes) > _CODES_NAMED else [])]
        self.words.show_text(NOT_WRITTEN.said(count=len(codes), codes=named) if codes else "")
        self.button.setText(AGAIN.said())
        self.button.setAccessibleName(AGAIN.said())
        self.close_button.setAccessibleName(PUT_AWAY.said())
        self.close_button.setToolTip(PUT_AWAY.said())
        self.setVisible(bool(codes))
