"""The file that a vehicle has already, shown as soon as its VIN or its plate is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.registration import Known, KnownBy
from dealerdesk.ui.commands import WITH_KEYS
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.plate import PlateSign
from dealerdesk.ui.widgets.restyling import restyle

VIN_KNOWN = Message("ui.vin_known", "This vehicle has a file already: {file_no}")
VIN_ARCHIVED = Message("ui.vin_archived", "This vehicle has a file already, in the archive: {file_no}")
PLATE_KNOWN = Message("ui.plate_known", "This plate is on an active file: {file_no}")
PLATE_ARCHIVED = Message("ui.plate_archived", "An archived file has this plate: {file_no}")
PLATE_OLD = Message("ui.plate_old", "Another vehicle had this plate before: {file_no}")
OPEN_KNOWN = Message("ui.open_known", "Open this file")
OPEN_ARCHIVED = Message("ui.open_archived", "Look at it")

_SENTENCES = {
    (KnownBy.VIN, False): VIN_KNOWN,
    (KnownBy.VIN, True): VIN_ARCHIVED,
    (KnownBy.PLATE, False): PLATE_KNOWN,
    (KnownBy.PLATE, True): PLATE_ARCHIVED,
}


class KnownCard(QFrame):
    """Says which file it is; `open_asked` is told when the person wants to see it."""

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "known")
        self._known: Known | None = None
        self._plate = PlateSign()
        self._sentence = QLabel()
        self._sentence.setProperty("text_kind", "strong")
        self._sentence.setWordWrap(True)
        self._vehicle = ElidingLabel()
        self.button = QPushButton()
        self.button.clicked.connect(self.open_asked)
        words = QVBoxLayout()
        words.setSpacing(m.GAP_1)
        words.addWidget(self._sentence)
        words.addWidget(self._vehicle)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_3, m.GAP_3, m.GAP_3, m.GAP_3)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._plate, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        retell(self, self._tell)

    @property
    def known(self) -> Known | None:
        """The file that is shown."""
        return self._known

    def show_known(self, known: Known | None) -> None:
        """Show a file, or nothing."""
        self._known = known
        self._tell()
        if known is not None:
            restyle(self.button, "look", "filled" if known.stands_against else "")
        self.setVisible(known is not None)

    def _tell(self) -> None:
        known = self._known
        if known is None:
            return
        sentence = _SENTENCES.get((known.by, known.archived), PLATE_OLD).said(file_no=known.file_no)
        vehicle = [part for part in (known.make, known.model, known.customer) if part]
        self._plate.show_plate(known.plate)
        self._sentence.setText(sentence)
        self._vehicle.show_text(" · ".join(vehicle))
        self._vehicle.setVisible(bool(vehicle))
        name = OPEN_KNOWN if known.stands_against else OPEN_ARCHIVED
        keyed = WITH_KEYS.said(name=name, keys="Enter")
        self.button.setText(keyed if known.stands_against else name.said())
        self.button.setAccessibleName(name.said())
        self.button.setAccessibleDescription(sentence)
