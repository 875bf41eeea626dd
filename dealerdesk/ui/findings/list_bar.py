"""The bar above a list of discrepancies: how many there are, what they are narrowed to, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import CabinetRow
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.controls import ChoiceBox
from dealerdesk.ui.widgets.eliding_label import ElidingLabel

SHOWN = Message(
    "ui.findings_shown",
    "{count} discrepancy, in the order of the shelves",
    "{count} discrepancies, in the order of the shelves",
)
SHOWN_LEFT = Message(
    "ui.findings_shown_left",
    "{count} folder left to find, in the order of the shelves",
    "{count} folders left to find, in the order of the shelves",
)
SHOWN_RECOUNT = Message(
    "ui.findings_shown_recount",
    "{count} row to count again before anything is explained",
    "{count} rows to count again before anything is explained",
)
FIND = Message("ui.findings_find", "Plate, number, customer, place")
ALL_CABINETS = Message("ui.findings_all_cabinets", "All cabinets")
CABINET = Message("ui.findings_cabinet", "Cabinet {name}")
CABINET_LEFT = Message("ui.findings_cabinet_left", "Cabinet {name}: {left} left")
WHICH_CABINET = Message("ui.findings_which_cabinet", "Cabinet")
EXPLAIN_LISTED = Message("ui.findings_explain_listed", "Explain all listed …")
NOTHING_TO_EXPLAIN = Message("ui.findings_nothing_to_explain", "Nothing that is listed waits for words.")
COUNT_SHEET = Message("ui.findings_count_sheet", "Count sheet …")
COUNT_AGAIN = Message("ui.findings_count_again", "Count this folder again")
_SHOWN = {View.ALL: SHOWN, View.LEFT: SHOWN_LEFT, View.RECOUNT: SHOWN_RECOUNT}
_PAUSE_MS = 150


class ListBar(QWidget):
    """`narrowed` tells that other words or another cabinet are wanted; buttons are to be connected."""

    narrowed = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._count: int | None = None
        self._unexplained = 0
        self._cabinets: tuple[CabinetRow, ...] = ()
        self._title = ElidingLabel(kind="strong")
        self.field = QLineEdit()
        self.field.setFixedWidth(m.FILTER_INPUT)
        self.cabinet = ChoiceBox()
        self.explain = QPushButton()
        self.sheet = QPushButton()
        self.sheet.setIcon(icon("printer"))
        self.again = QPushButton()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.narrowed)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(self._title, 1)
        for part in (self.field, self.cabinet, self.again, self.sheet, self.explain):
            row.addWidget(part)
        self.sheet.setVisible(view is not View.ALL)
        self.again.setVisible(view is View.RECOUNT)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.cabinet.activated.connect(self.narrowed)
        retell(self, self._tell)

    @property
    def said(self) -> str:
        """How much is listed, in words."""
        return self._title.text

    @property
    def words(self) -> str:
        """What rows must hold."""
        return self.field.text().strip()

    @property
    def chosen_cabinet(self) -> str:
        """The cabinet that is listed, "" for all."""
        return str(self.cabinet.currentData() or "")

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a cabinet leave something out."""
        return bool(self.words or self.chosen_cabinet)

    def widen(self) -> None:
        """Leave nothing out any more; the signal is not sent."""
        for part in (self.field, self.cabinet):
            part.blockSignals(True)
        self.field.clear()
        self.cabinet.setCurrentIndex(0)
        for part in (self.field, self.cabinet):
            part.blockSignals(False)

    def show_count(self, count: int | None) -> None:
        """Say how much is listed; None while that is not known."""
        self._count = count
        self._tell()

    def show_unexplained(self, count: int) -> None:
        """Say how many discrepancies of the whole audit nobody explained; of none there is nothing to do."""
        self._unexplained = count
        self._tell()

    def show_cabinets(self, cabinets: Sequence[CabinetRow]) -> None:
        """Offer these cabinets."""
        if tuple(cabinets) != self._cabinets:
            self._cabinets = tuple(cabinets)
            self._tell()

    def show_closed(self, *, closed: bool) -> None:
        """In a closed audit nothing is explained or counted."""
        self.explain.setVisible(not closed)
        self.sheet.setVisible(not closed and self._view is not View.ALL)
        self.again.setVisible(not closed and self._view is View.RECOUNT)

    def _tell(self) -> None:
        count = self._count
        self._title.show_text("" if count is None else _SHOWN[self._view].said(count=count))
        self.field.setPlaceholderText(FIND.said())
        self.field.setAccessibleName(FIND.said())
        self.cabinet.setAccessibleName(WHICH_CABINET.said())
        for button, name in (
            (self.explain, EXPLAIN_LISTED),
            (self.sheet, COUNT_SHEET),
            (self.again, COUNT_AGAIN),
        ):
            button.setText(name.said())
            button.setAccessibleName(name.said())
        is_open = bool(count and self._unexplained)
        self.explain.setEnabled(is_open)
        self.explain.setToolTip("" if is_open else NOTHING_TO_EXPLAIN.said())
        self._tell_cabinets()

    def _tell_cabinets(self) -> None:
        chosen = self.chosen_cabinet
        blocked = self.cabinet.blockSignals(True)
        self.cabinet.clear()
        self.cabinet.addItem(ALL_CABINETS.said(), "")
        for row in self._cabinets:
            left = row.expected - row.counted
            if row.cabinet and (left or self._view is not View.LEFT):
                message = CABINET_LEFT if self._view is View.LEFT else CABINET
                self.cabinet.addItem(message.said(name=row.cabinet, left=shown_number(left)), row.cabinet)
        self.cabinet.setCurrentIndex(max(self.cabinet.findData(chosen), 0))
        self.cabinet.blockSignals(blocked)
