"""What a row of the spreadsheet is: one chip a kind of record, and one for finding it out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from dealerdesk.domain.fields import RECORD_LABELS, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout

FOUND_OUT = Message("ui.import_kind_found", "Found out by itself")


class KindChips(QWidget):
    """One chip is on always; `chosen` tells that a person chose another.

    With `may_ask` there is a chip for finding the kind out, which is on at first.
    """

    chosen = Signal()

    def __init__(self, *, may_ask: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds: tuple[RecordKind | None, ...] = (None, *RecordKind) if may_ask else tuple(RecordKind)
        self._chips = {kind: switch_chip() for kind in kinds}
        flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)
            chip.clicked.connect(self.chosen)
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.choose(kinds[0])
        retell(self, self._tell)

    @property
    def kind(self) -> RecordKind | None:
        """The kind that is chosen; None where it is to be found out."""
        return next(kind for kind, chip in self._chips.items() if chip.isChecked())

    def chip(self, kind: RecordKind | None) -> QPushButton:
        """The chip of `kind`."""
        return self._chips[kind]

    def choose(self, kind: RecordKind | None) -> None:
        """Choose a kind, as nobody chose it."""
        self._chips[kind].setChecked(True)
        self.setFocusProxy(self._chips[kind])

    def _tell(self) -> None:
        for kind, chip in self._chips.items():
            chip.show_words((RECORD_LABELS[kind] if kind else FOUND_OUT).said())
