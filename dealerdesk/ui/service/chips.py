"""A row of chips of which one is chosen, each with how many it lets through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.chip import switch_chip
from dealerdesk.ui.widgets.flow import FlowLayout


class Chips(QWidget):
    """One chip for each key of `names`; `picked` carries the key that a person chose."""

    picked = Signal(str)

    def __init__(self, names: Mapping[str, Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._counts: dict[str, int] = {}
        self.chosen = next(iter(names))
        self.buttons = {key: switch_chip() for key in names}
        self.flow = FlowLayout(self, gap=m.GAP_2, line_gap=m.GAP_2)
        for key, button in self.buttons.items():
            button.clicked.connect(partial(self._on_clicked, key))
            self.flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.buttons[self.chosen])
        self.choose(self.chosen)
        retell(self, self._tell)

    def choose(self, key: str) -> None:
        """Let the chip of `key` be the chosen one."""
        self.chosen = key
        for other, button in self.buttons.items():
            button.setChecked(other == key)

    def show_counts(self, counts: Mapping[str, int], *, shown: Callable[[str], bool]) -> None:
        """Show how many each lets through, and only those chips that `shown` wants."""
        self._counts = dict(counts)
        for key, button in self.buttons.items():
            button.setVisible(shown(key))
        self._tell()

    def _on_clicked(self, key: str) -> None:
        self.choose(key)
        self.picked.emit(key)

    def _tell(self) -> None:
        for key, button in self.buttons.items():
            count = self._counts.get(key)
            button.show_words(self._names[key].said(), "" if count is None else shown_number(count))
        self.updateGeometry()
