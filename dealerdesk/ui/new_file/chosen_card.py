"""The known customer who was chosen for a new file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.candidates import CustomerVehicle
from dealerdesk.ui.formats import shown_phone
from dealerdesk.ui.new_file.candidate_list import MORE_VEHICLES, NO_PHONE, NO_VEHICLE, vehicle_words
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.icon_sign import IconSign

KNOWN_CUSTOMER = Message("ui.known_customer", "Known customer: no second card is made.")
CHANGE_CUSTOMER = Message("ui.change_customer", "Choose another")
_MOST_VEHICLES = 3


class ChosenCard(QFrame):
    """Shows whom the file will belong to; `change_asked` tells that it shall be somebody else."""

    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "known")
        self._name = QLabel()
        self._name.setProperty("text_kind", "section")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._phone = QLabel()
        self._vehicles = [ElidingLabel() for _ in range(_MOST_VEHICLES)]
        self._more = QLabel()
        self._known = QLabel()
        for text in (self._more, self._known):
            text.setProperty("text_kind", "caption")
        self._known.setWordWrap(True)
        self._shown: tuple[str | None, tuple[CustomerVehicle, ...], int] = (None, (), 0)
        self.button = QPushButton()
        self.button.setProperty("look", "link")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.change_asked)
        self._arrange()
        self.hide()
        retell(self, self._tell)

    def show_customer(
        self, name: str, phone: str | None, vehicles: Sequence[CustomerVehicle], count: int
    ) -> None:
        """Show a customer with some of `count` vehicles."""
        self._name.setText(name)
        self._shown = (phone, tuple(vehicles[:_MOST_VEHICLES]), count)
        self._tell()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(m.GAP_1)
        words.addWidget(self._name)
        words.addWidget(self._phone)
        for line in self._vehicles:
            words.addWidget(line)
        words.addWidget(self._more)
        words.addSpacing(m.GAP_1)
        words.addWidget(self._known)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, m.GAP_3, m.GAP_3, m.GAP_3)
        row.setSpacing(m.GAP_3)
        row.addWidget(IconSign("user-check", "accent", m.NAVIGATION_ICON), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def _tell(self) -> None:
        phone, vehicles, count = self._shown
        self._phone.setText(shown_phone(phone) if phone else NO_PHONE.said())
        lines = [vehicle_words(vehicle) for vehicle in vehicles] or [NO_VEHICLE.said()]
        for place, line in enumerate(self._vehicles):
            line.setVisible(place < len(lines))
            if place < len(lines):
                line.show_text(lines[place])
        more = count - len(vehicles)
        self._more.setText(MORE_VEHICLES.said(count=more))
        self._more.setVisible(more > 0)
        self._known.setText(KNOWN_CUSTOMER.said())
        self.button.setText(CHANGE_CUSTOMER.said())
        self.button.setAccessibleName(CHANGE_CUSTOMER.said())
