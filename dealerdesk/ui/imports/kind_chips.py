"""What a row of the spreadsheet is: one chip a kind of record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout


class KindChips(QWidget):
    """One kind is chosen always; `chosen` tells that a person chose another."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {kind: switch_chip() for kind in RecordKind}
        flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.chosen)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.choose(RecordKind.FILES)
        retell(self, self._tell)

    @property
    def kind(self) -> RecordKind:
        """The kind that is chosen."""
        return next(kind for kind, chip in self._chips.items() if chip.isChecked())

    def chip(self, kind: RecordKind) -> QPushButton:
        """The chip of `kind`."""
        return self._chips[kind]

    def choose(self, kind: RecordKind) -> None:
        """Choose a kind, as nobody chose it."""
        self._chips[kind].setChecked(True)
        self.setFocusProxy(self._chips[kind])

    def _tell(self) -> None:
        for kind, chip in self._chips.items():
            chip.show_words(RECORD_LABELS[kind].said())
