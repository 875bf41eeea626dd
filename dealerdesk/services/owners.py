"""Who owns a vehicle: found among the known customers, else a new card (product.md, points 1, 3 and 4)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import COMPANY_NUMBER, ID_NUMBER, CustomerKind, Field
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import phone_digits
from dealerdesk.domain.values import Value
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.models import Customer, OwnerRecord, VehicleFile
from dealerdesk.storage.numbers import next_customer_number
from dealerdesk.storage.unit_of_work import UnitOfWork

NO_OWNER = Message(
    "no_owner", "The file {file_no} has no customer yet. Give the customer's name first (customer=…)."
)
NUMBER_OF_ANOTHER = Message(
    "number_of_another",
    "The number {number} stands on the card of {name}. Give that name, or correct the number.",
)
NUMBER_ON_ANOTHER_CARD = Message(
    "number_on_another_card",
    "The number {number} stands on the card of {name} ({customer_no}). Correct the number, or give the "
    "vehicle to that customer.",
)

_NUMBERS = ("id_number", "company_number")


def owner_of(session: Session, file: VehicleFile) -> Customer | None:
    """The card of the file's owner, None where it has none."""
    return session.get(Customer, file.customer_id) if file.customer_id else None


def change_owner_card(work: UnitOfWork, file: VehicleFile, values: dict[str, Value]) -> None:
    """Write fields of the owner's card, by field code; another name means another owner, with history.

    Raises ``no_owner`` when card fields are given for a file without a customer, and ``number_of_another``
    when the new owner's ID or company number belongs to a customer of another name.
    """
    card = owner_of(work.session, file)
    others = {code: value for code, value in values.items() if code != "customer"}
    if "customer" in values and values["customer"] != (card.name if card else None):
        _let_go(work, file, card)
        card = _customer_named(work, str(values["customer"]), others) if values["customer"] else None
        file.customer_id = card.id if card else None
    if card is None:
        if any(value is not None for value in others.values()):
            raise DealerDeskError(NO_OWNER, file_no=file.file_no)
        return
    for code, value in others.items():
        setattr(card, column_name("customer", code), value)


def number_of_others(
    session: Session, card: int, values: Mapping[str, Value]
) -> tuple[Field, Finding] | None:
    """The ID or company number in `values` that stands on another card than `card`, and how that is said."""
    for field in (ID_NUMBER, COMPANY_NUMBER):
        number, column = values.get(field.code), getattr(Customer, field.code)
        if number is None:
            continue
        other = session.scalar(select(Customer).where(column == number, Customer.id != card).limit(1))
        if other:
            return field, finding(
                NUMBER_ON_ANOTHER_CARD, number=number, name=other.name, customer_no=other.customer_no
            )
    return None


def _let_go(work: UnitOfWork, file: VehicleFile, card: Customer | None) -> None:
    if card:
        work.session.add(OwnerRecord(file_id=file.id, customer_id=card.id, until=work.at.date()))


def _customer_named(work: UnitOfWork, name: str, others: dict[str, Value]) -> Customer:
    """The known customer that `name` and the other fields mean, or a new card; never by name alone."""
    card = _with_number(work, name, others) or _with_phone(work, name, others)
    if card:
        return card
    company = others.get("company_number") or "公司" in name
    kind = CustomerKind.COMPANY if company else CustomerKind.PERSON
    card = Customer(customer_no=next_customer_number(work.connection), name=name, kind=kind.value)
    work.session.add(card)
    work.session.flush()
    return card


def _with_number(work: UnitOfWork, name: str, others: dict[str, Value]) -> Customer | None:
    for code in _NUMBERS:
        number = others.get(code)
        if number is None:
            continue
        cards = work.session.scalars(
            select(Customer).where(getattr(Customer, code) == number).order_by(Customer.id)
        ).all()
        if cards:
            same = next((card for card in cards if card.name == name), None)
            if same is None:
                raise DealerDeskError(NUMBER_OF_ANOTHER, number=number, name=cards[0].name)
            return same
    return None


def _with_phone(work: UnitOfWork, name: str, others: dict[str, Value]) -> Customer | None:
    """The customer of the same name and phone whose numbers do not say otherwise."""
    digits = phone_digits(str(others.get("phone") or ""))
    if not digits:
        return None
    same_name = select(Customer).where(Customer.name == name).order_by(Customer.id)
    for code in _NUMBERS:
        column = getattr(Customer, code)
        if others.get(code) is not None:
            same_name = same_name.where(or_(column.is_(None), column == others[code]))
    cards = work.session.scalars(same_name)
    return next((card for card in cards if card.phone and phone_digits(card.phone) == digits), None)
