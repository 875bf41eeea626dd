"""The customer's half of a new file: a known customer whom a person chooses, or a new card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dealerdesk.domain.fields import (
    COMPANY_NUMBER,
    CUSTOMER,
    CUSTOMER_KIND,
    ID_NUMBER,
    MAILING_ADDRESS,
    PHONE,
    CustomerKind,
)
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.candidates import Candidate, CustomerVehicle, Why
from dealerdesk.services.customers import CustomerDetail
from dealerdesk.ui.formats import label
from dealerdesk.ui.new_file.candidate_list import CandidateList
from dealerdesk.ui.new_file.chosen_card import ChosenCard
from dealerdesk.ui.new_file.problems import show_reading, tidy
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.form import FieldInput

CUSTOMER_TITLE = Message("ui.new_customer_title", "Customer")
DECIDE_NAME = Message(
    "ui.decide_name", "There is a customer of this name. Choose them with ↓ and Enter, or “Somebody else”."
)
DECIDE_CERTAIN = Message("ui.decide_certain", "This customer is known already. Choose them with ↓ and Enter.")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_COMPANY_WORDS = ("公司", " ltd", " gmbh", " inc", " llc", " co.", "集团", "集團")


@dataclass(frozen=True, slots=True)
class ChosenCustomer:
    """The known customer who gets the new file."""

    customer_id: int
    name: str
    phone: str | None
    vehicles: tuple[CustomerVehicle, ...]
    vehicle_count: int


class CustomerForm(QWidget):
    """`edited` tells that something is typed, `asked` that others may be meant by it now.

    `decided` tells that a person chose a known customer, or to make a new card.
    """

    edited = Signal()
    asked = Signal()
    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = FieldInput(CUSTOMER)
        self.phone = FieldInput(PHONE)
        self.kind = FieldInput(CUSTOMER_KIND)
        self.id_number = FieldInput(ID_NUMBER)
        self.company_number = FieldInput(COMPANY_NUMBER)
        self.address = FieldInput(MAILING_ADDRESS)
        self.candidates = CandidateList()
        self.card = ChosenCard()
        self._chosen: ChosenCustomer | None = None
        self._new_name = ""
        self._kind_was_chosen = False
        self._title = QLabel()
        self._title.setProperty("text_kind", "section")
        self._labels = {each: QLabel() for each in self.inputs.values()}
        self._fields = QWidget()
        self._arrange()
        self._connect()
        self._show_kind()
        retell(self, self._tell)

    @property
    def inputs(self) -> dict[str, FieldInput]:
        """All inputs by field code."""
        every = (self.name, self.phone, self.kind, self.id_number, self.company_number, self.address)
        return {each.field.code: each for each in every}

    @property
    def order(self) -> tuple[FieldInput, ...]:
        """The fields that can be gone through now, in order."""
        return () if self._chosen else tuple(each for each in self.inputs.values() if not each.isHidden())

    @property
    def values(self) -> dict[str, str]:
        """What was typed of a new customer, by field code; nothing without a name."""
        if self._chosen or not self.name.text.strip():
            return {}
        return {each.field.code: each.text for each in self.order}

    @property
    def typed(self) -> dict[str, str]:
        """Everything that stands in the fields, by field code."""
        return {
            code: each.text for code, each in self.inputs.items() if code != CUSTOMER_KIND.code or each.text
        }

    @property
    def chosen(self) -> ChosenCustomer | None:
        """The known customer who was chosen."""
        return self._chosen

    @property
    def new_name(self) -> str:
        """The name for which a person decided to make a new card."""
        return self._new_name

    @property
    def undecided(self) -> Message | None:
        """What a person must decide before a card is made; None when nothing is."""
        if self._chosen is not None:
            return None
        whys = {candidate.why for candidate in self.candidates.candidates}
        if whys & {Why.NUMBER, Why.NAME_AND_PHONE}:
            return DECIDE_CERTAIN
        return DECIDE_NAME if Why.NAME in whys and not self._is_new else None

    def write(self, values: Mapping[str, str], new_name: str = "") -> None:
        """Show values by field code, as nobody typed them; fields that are not named become empty."""
        self._chosen = None
        self._new_name = new_name
        for code, each in self.inputs.items():
            each.write(values.get(code, ""))
            each.show_problem()
        self._kind_was_chosen = bool(values.get(CUSTOMER_KIND.code))
        self.candidates.show_candidates((), with_new=False)
        self._show_kind()
        self._show_chosen()

    def show_candidates(self, found: Sequence[Candidate]) -> None:
        """Offer known customers who may be meant."""
        if self._chosen is not None or self._is_new:
            found = [candidate for candidate in found if candidate.certain and not self._chosen]
        whys = {candidate.why for candidate in found}
        decides = Why.NAME in whys and not whys & {Why.NUMBER, Why.NAME_AND_PHONE}
        self.candidates.show_candidates(found, with_new=decides)
        self._say_undecided()

    def choose(self, customer: ChosenCustomer) -> None:
        """Let a known customer have the new file."""
        self._chosen = customer
        self._show_chosen()

    def choose_known(self, detail: CustomerDetail) -> None:
        """Choose a customer whose card was read."""
        values = detail.values
        phone = str(values["phone"]) if values["phone"] else None
        self.choose(
            ChosenCustomer(detail.id, str(values["customer"]), phone, detail.vehicles, len(detail.vehicles))
        )

    def change(self) -> None:
        """Take the choice back."""
        self._chosen = None
        self._new_name = ""
        self._show_chosen()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()
        self.decided.emit()

    def make_new(self) -> None:
        """Decide that somebody else of the same name is meant."""
        self._new_name = fold_line(self.name.text)
        self.show_candidates(self.candidates.candidates)
        self.decided.emit()

    def problem(self) -> FieldInput | None:
        """The first input whose text cannot be stored, or that waits for a decision; says what is wrong."""
        wrong = [each for each in self.order if show_reading(each).error]
        self._say_undecided()
        return next(iter([*wrong, *([self.name] if self.undecided else [])]), None)

    @property
    def _is_new(self) -> bool:
        return bool(self._new_name) and self._new_name == fold_line(self.name.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let the arrow keys walk through the candidates while one types."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS and self.candidates.isVisible():
                self.candidates.step(_STEPS[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                return self.candidates.choose_current()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.GAP_3)
        grid.setVerticalSpacing(m.GAP_2)
        grid.setColumnStretch(1, 1)
        row = 0
        for each, name in self._labels.items():
            name.setProperty("text_kind", "second")
            name.setMinimumHeight(m.CONTROL)
            name.setBuddy(each)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(each, row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
            if each is self.name:
                grid.addWidget(self.candidates, row, 1)
                row += 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.GAP_3)
        column.addWidget(self._title)
        column.addWidget(self.card)
        column.addWidget(self._fields)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _connect(self) -> None:
        for each in self.inputs.values():
            each.edited.connect(self.edited)
            each.edited.connect(each.show_problem)
            if each is not self.kind:
                each.finished.connect(partial(tidy, each))
        for each in (self.name, self.phone, self.id_number, self.company_number):
            each.edited.connect(self.asked)
            each.editor.installEventFilter(self)
        self.name.edited.connect(self._on_named)
        self.name.finished.connect(self._say_undecided)
        self.kind.edited.connect(self._on_kind_chosen)
        self.candidates.chosen.connect(self._on_candidate)
        self.card.change_asked.connect(self.change)

    def _on_named(self) -> None:
        if not self._kind_was_chosen:
            name = self.name.text.casefold()
            is_company = any(word in name for word in _COMPANY_WORDS)
            self.kind.write((CustomerKind.COMPANY if is_company else CustomerKind.PERSON).value)
            self._show_kind()

    def _on_kind_chosen(self) -> None:
        self._kind_was_chosen = True
        self._show_kind()

    def _on_candidate(self, candidate: Candidate | None) -> None:
        if candidate is None:
            self.make_new()
            return
        self.choose(
            ChosenCustomer(
                candidate.customer_id,
                candidate.name,
                candidate.phone,
                candidate.vehicles,
                candidate.vehicle_count,
            )
        )
        self.decided.emit()

    def _say_undecided(self) -> None:
        undecided = self.undecided
        self.name.show_problem(undecided.said() if undecided else "", warning=True)

    def _show_kind(self) -> None:
        is_company = self.kind.text == CustomerKind.COMPANY.value
        for each, is_shown in ((self.id_number, not is_company), (self.company_number, is_company)):
            each.setVisible(is_shown)
            self._labels[each].setVisible(is_shown)

    def _show_chosen(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.card.show_customer(chosen.name, chosen.phone, chosen.vehicles, chosen.vehicle_count)
        self.card.setVisible(chosen is not None)
        self._fields.setVisible(chosen is None)

    def _tell(self) -> None:
        self._title.setText(CUSTOMER_TITLE.said())
        for each, name in self._labels.items():
            name.setText(label(each.field.label))
        for each in self.order:
            if each.text:
                show_reading(each)
        self._say_undecided()
