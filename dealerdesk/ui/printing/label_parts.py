"""What stands on a label, to be switched on and off."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dealerdesk.domain.labels import USUAL_PARTS, LabelPart
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.controls import TickBox

PARTS = {
    LabelPart.PLATE: Message("ui.label_plate", "Plate"),
    LabelPart.VIN: Message("ui.label_vin", "VIN"),
    LabelPart.FILE_NO: Message("ui.label_file_no", "File no."),
    LabelPart.LOCATION: Message("ui.label_location", "Cabinet"),
    LabelPart.VEHICLE: Message("ui.label_vehicle", "Vehicle"),
    LabelPart.CUSTOMER: Message("ui.label_customer", "Customer"),
}
NUMBER_STAYS = Message(
    "ui.label_number_stays",
    "Switched off, the file number stands small in the last line: it is typed where a code cannot be read.",
)
_COLUMNS = 3
_FOR_ONCE = frozenset({LabelPart.CUSTOMER})
"""Whoever sees the cabinet reads a label, so names are decided on each time."""


class LabelParts(QWidget):
    """A tick for each line of a label; `changed` tells that a person decided otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = {part: TickBox() for part in PARTS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        for number, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, *divmod(number, _COLUMNS), Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(number % _COLUMNS, 1)
            tick.clicked.connect(self.changed)
        self.show_parts(USUAL_PARTS)
        retell(self, self._tell)

    @property
    def parts(self) -> frozenset[LabelPart]:
        """The lines that are wanted."""
        return frozenset(part for part, tick in self.ticks.items() if tick.isChecked())

    def show_parts(self, parts: Iterable[LabelPart]) -> None:
        """Switch these on and the others off, as nobody decided it."""
        wanted = frozenset(parts)
        for part, tick in self.ticks.items():
            tick.setChecked(part in wanted)

    def kept(self) -> list[str]:
        """What is to be remembered."""
        return sorted(self.parts - _FOR_ONCE)

    def use_kept(self, kept: object) -> None:
        """Show what was remembered; the usual lines where it is nothing of ours."""
        if not isinstance(kept, list):
            self.show_parts(USUAL_PARTS)
        else:
            self.show_parts({part for part in LabelPart if part.value in kept} - _FOR_ONCE)

    def _tell(self) -> None:
        for part, tick in self.ticks.items():
            tick.setText(PARTS[part].said())
        self.ticks[LabelPart.FILE_NO].setToolTip(NUMBER_STAYS.said())
