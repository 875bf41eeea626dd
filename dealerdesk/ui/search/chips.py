"""The chips above the results of a search: in which group to look, and how many there are in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.search.results import LOOKED_UP, Group
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import Chip, switch_chip

ALL = Message("ui.search_all", "All")
_NAMES = {
    None: ALL,
    Group.FILES: Message("ui.search_chip_files", "Files"),
    Group.CUSTOMERS: Message("ui.search_chip_customers", "Customers"),
    Group.DOCUMENTS: Message("ui.search_chip_documents", "Documents"),
    Group.ORDERS: Message("ui.search_chip_orders", "Repair orders"),
}
NOTHING_HERE = Message("ui.search_nothing_here", "None of these is found by the words.")

Choice = Group | None


class GroupChips(QFrame):
    """One chip a group and one for all of them; `chosen` carries the group, None for all."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "chips")
        self.setFixedHeight(m.FOUND_CHIPS)
        self._numbers: Mapping[Choice, str] = {}
        self.buttons: dict[Choice, Chip] = {}
        exclusive = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, 0, m.GAP_3, 0)
        row.setSpacing(m.GAP_2)
        for choice in (None, *LOOKED_UP):
            button = switch_chip()
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self.chosen.emit, choice))
            exclusive.addButton(button)
            row.addWidget(button)
            self.buttons[choice] = button
        row.addStretch(1)
        self.choose(None)
        retell(self, self._tell)

    @property
    def choice(self) -> Choice:
        """The group that is looked in, None for all."""
        return next((choice for choice, button in self.buttons.items() if button.isChecked()), None)

    def choose(self, choice: Choice) -> None:
        """Check the chip of `choice`; nobody is told."""
        self.buttons[choice].setChecked(True)

    def next_choice(self, steps: int) -> Choice:
        """The next group that has something, round and round."""
        choices = [choice for choice, button in self.buttons.items() if button.isEnabled()]
        at = choices.index(self.choice) if self.choice in choices else 0
        return choices[(at + steps) % len(choices)]

    def show_numbers(self, numbers: Mapping[Choice, str]) -> None:
        """Say how many there are of each; a group that is left out has none."""
        self._numbers = numbers
        self._tell()

    def _tell(self) -> None:
        for choice, button in self.buttons.items():
            number = self._numbers.get(choice, "0")
            button.show_words(_NAMES[choice].said(), number)
            is_empty = choice is not None and choice not in self._numbers
            button.setEnabled(not is_empty)
            button.setToolTip(NOTHING_HERE.said() if is_empty else "")
