"""The head of one of two records: what people call it, what hangs on it, and whether it stays."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.files import FileState
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.merging import Hanging, MergeSide
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.eliding_label import ElidingLabel
from dealerdesk.ui.widgets.states import StateSign

STAYS = Message("ui.duplicates_stays", "This one stays")
STAYS_SPOKEN = Message("ui.duplicates_stays_spoken", "{name} stays")
OPEN = Message("ui.duplicates_open", "Open")
OPEN_SPOKEN = Message("ui.duplicates_open_spoken", "Open file {file_no}")
NUMBERED = Message("ui.duplicates_numbered", "{name} ({number})")
NOTHING_HANGS = Message("ui.duplicates_nothing_hangs", "nothing hangs on it")
_HANGING = {
    "files": Message("ui.hanging_files", "{count} vehicle", "{count} vehicles"),
    "former_files": Message("ui.hanging_former_files", "{count} former vehicle", "{count} former vehicles"),
    "documents": Message("ui.hanging_documents", "{count} document", "{count} documents"),
    "scans": Message("ui.hanging_scans", "{count} scan", "{count} scans"),
    "orders": Message("ui.hanging_orders", "{count} repair order", "{count} repair orders"),
    "policies": Message("ui.hanging_policies", "{count} policy", "{count} policies"),
    "waivers": Message("ui.hanging_waivers", "{count} waiver", "{count} waivers"),
    "old_plates": Message("ui.hanging_old_plates", "{count} old plate", "{count} old plates"),
    "former_owners": Message("ui.hanging_former_owners", "{count} former owner", "{count} former owners"),
}


class RecordHead(QWidget):
    """`picked` tells that this record is to stay, `open_asked` that its file is to be opened."""

    picked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = PairKind.CUSTOMERS
        self._side: MergeSide | None = None
        self.stays = QRadioButton()
        self.open_button = QPushButton()
        self.open_button.setProperty("look", "link")
        self._name = ElidingLabel(kind="section")
        self._state = StateSign()
        self._hanging = ElidingLabel(kind="caption")
        upper = QHBoxLayout()
        upper.setSpacing(m.GAP_2)
        upper.addWidget(self.stays)
        upper.addStretch(1)
        upper.addWidget(self._state)
        upper.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.GAP_3, m.GAP_2, m.GAP_2, m.GAP_2)
        column.setSpacing(m.GAP_1)
        column.addLayout(upper)
        column.addWidget(self._name)
        column.addWidget(self._hanging)
        self.stays.clicked.connect(self.picked)
        self.open_button.clicked.connect(self.open_asked)
        retell(self, self._tell)

    @property
    def hanging(self) -> str:
        """What is said of what hangs on the record."""
        return self._hanging.text

    def show_side(self, kind: PairKind, side: MergeSide, *, stays: bool) -> None:
        """Show a record, and whether it stays."""
        self._kind, self._side = kind, side
        self.stays.setChecked(stays)
        self._tell()

    def _tell(self) -> None:
        side = self._side
        self.stays.setText(STAYS.said())
        self.open_button.setText(OPEN.said())
        if side is None:
            return
        is_file = self._kind is PairKind.FILES
        name = (
            f"{side.number} · {side.name}" if is_file else NUMBERED.said(name=side.name, number=side.number)
        )
        self._name.show_text(name.strip(" ·"))
        self._hanging.show_text(said_list(list(hanging_words(side.hanging))) or NOTHING_HANGS.said())
        self.stays.setAccessibleName(STAYS_SPOKEN.said(name=side.number if is_file else name))
        self.open_button.setVisible(is_file)
        self.open_button.setAccessibleName(OPEN_SPOKEN.said(file_no=side.number))
        self._state.setVisible(is_file)
        if is_file:
            self._state.show_state(FileState(side.state), archived=side.archived)


def hanging_words(hanging: Hanging) -> Iterator[str]:
    """What hangs on a record, each with its number; what there is none of is left out."""
    for name, message in _HANGING.items():
        count: int = getattr(hanging, name)
        if count:
            yield message.said(count=count)
