"""Customer cards: shown, corrected, and found before a second one is made (product.md, points 1, 3 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import CUSTOMER, CUSTOMER_FIELDS, RecordKind
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import Value
from dealerdesk.services.actions import CARD_EDITED
from dealerdesk.services.candidates import Candidate, CustomerVehicle, candidates, vehicles_of
from dealerdesk.services.editing import ValueRefusedError, get_editable, read_typed
from dealerdesk.services.owners import number_of_others
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.models import Customer
from dealerdesk.storage.unit_of_work import Database, Label

CUSTOMER_UNKNOWN = Message(
    "customer_unknown",
    "There is no customer card {customer} any more. Perhaps making it was taken back; see the history.",
)
CUSTOMER_NAMELESS = Message(
    "customer_nameless", "A customer card cannot be without a name. Write the name as it is spoken."
)


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """A customer card in full: `values` by the codes of `CUSTOMER_FIELDS`, and the vehicles owned now."""

    id: int
    values: dict[str, Value]
    vehicles: tuple[CustomerVehicle, ...]


@dataclass(frozen=True, slots=True)
class CardEdited:
    """What editing a card did; `change` is None when everything was so already."""

    customer_id: int
    changed: tuple[str, ...]
    warnings: tuple[Finding, ...]
    change: int | None


class Customers:
    """The customer cards of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def get(self, customer_id: int) -> CustomerDetail:
        """One card in full; raises ``customer_unknown``."""
        with self._database.reading() as session:
            card = get_card(session, customer_id)
            return CustomerDetail(card.id, _values_of(card), vehicles_of(session, card.id))

    def edit(self, customer_id: int, changes: Mapping[str, str]) -> CardEdited:
        """Write what was typed into fields of a card, by field code; empty text empties a field.

        The name may be corrected here: it stays the same customer. Raises ``customer_unknown``,
        ``unknown_field``, ``fixed_field``, ``choice_empty``, and `ValueRefusedError` with what
        `read_value` says, ``customer_nameless`` or ``number_on_another_card``; then nothing is changed.
        """
        with self._database.writing(Label(CARD_EDITED), author=self._author) as work:
            card = get_card(work.session, customer_id)
            before = _values_of(card)
            warnings = write_card(work.session, card, changes)
            after = _values_of(card)
            work.name(name=card.name)
        changed = tuple(code for code in after if before[code] != after[code])
        return CardEdited(customer_id, changed, warnings, work.change.set_id if work.change else None)

    def find_candidates(
        self, name: str = "", phone: str = "", id_number: str = "", company_number: str = ""
    ) -> tuple[Candidate, ...]:
        """Known customers who may be meant by what was typed so far, the likeliest first."""
        with self._database.reading() as session:
            return candidates(
                session, name=name, phone=phone, id_number=id_number, company_number=company_number
            )


def get_card(session: Session, customer_id: int) -> Customer:
    """The customer card with this id; raises ``customer_unknown``."""
    card = session.get(Customer, customer_id)
    if card is None:
        raise DealerDeskError(CUSTOMER_UNKNOWN, customer=customer_id)
    return card


def write_card(session: Session, card: Customer, changes: Mapping[str, str]) -> tuple[Finding, ...]:
    """Write `changes`, text by field code, into `card`; returns warnings. Raises as `Customers.edit` does."""
    values, warnings = _read(changes)
    _refuse_numbers_of_others(session, card, values)
    for code, value in values.items():
        setattr(card, column_name("customer", code), value)
    session.flush()
    return warnings


def _values_of(card: Customer) -> dict[str, Value]:
    return {field.code: getattr(card, column_name("customer", field.code)) for field in CUSTOMER_FIELDS}


def _read(changes: Mapping[str, str]) -> tuple[dict[str, Value], tuple[Finding, ...]]:
    values: dict[str, Value] = {}
    warnings: list[Finding] = []
    for code, text in changes.items():
        field = get_editable(RecordKind.CUSTOMERS, code)
        reading = read_typed(field, text)
        if reading.value is None and field is CUSTOMER:
            raise ValueRefusedError(field, finding(CUSTOMER_NAMELESS))
        values[code] = reading.value
        warnings += reading.warnings
    return values, tuple(warnings)


def _refuse_numbers_of_others(session: Session, card: Customer, values: Mapping[str, Value]) -> None:
    others = {
        code: value for code, value in values.items() if value != getattr(card, column_name("customer", code))
    }
    refused = number_of_others(session, card.id, others)
    if refused:
        raise ValueRefusedError(*refused)
