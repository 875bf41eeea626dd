"""What is exported: the list that was shown, the records of one kind, or the whole register."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.exports import REGISTER
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import Chip, switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout

THIS_LIST = Message("ui.export_this_list", "This list as shown")


class Whole(StrEnum):
    """What is no single kind of record."""

    LIST = "list"
    REGISTER = "register"


What = RecordKind | Whole
_NAMES: dict[What, Message] = {
    Whole.LIST: THIS_LIST,
    **{kind: RECORD_LABELS[kind] for kind in RecordKind},
    Whole.REGISTER: REGISTER,
}


class WhatChips(QWidget):
    """One is chosen always; `chosen` tells that a person chose another."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[What, Chip] = {what: switch_chip() for what in _NAMES}
        flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.chosen)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.offer_list(is_there=False)
        self.choose(RecordKind.FILES)
        retell(self, self._tell)

    @property
    def what(self) -> What:
        """What is chosen."""
        return next(what for what, chip in self._chips.items() if chip.isChecked())

    def chip(self, what: What) -> Chip:
        """The chip of `what`."""
        return self._chips[what]

    def choose(self, what: What) -> None:
        """Choose something, as nobody chose it."""
        self._chips[what].setChecked(True)
        self.setFocusProxy(self._chips[what])

    def offer_list(self, *, is_there: bool) -> None:
        """Offer the list that was shown, where there was one."""
        self._chips[Whole.LIST].setVisible(is_there)

    def _tell(self) -> None:
        for what, chip in self._chips.items():
            chip.show_words(_NAMES[what].said())
