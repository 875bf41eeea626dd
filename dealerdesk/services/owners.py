"""Who owns a vehicle: found among the known customers, else a new card (product.md, points 1, 3 and 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import phone_digits
from dealerdesk.domain.values import Value
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.models import Customer, OwnerRecord, VehicleFile
from dealerdesk.storage.numbers import next_customer_number

NO_OWNER = Message(
    "no_owner", "The file {file_no} has no customer yet. Give the customer's name first (customer=…)."
)


def change_owner_card(
    session: Session, connection: Any, file: VehicleFile, values: dict[str, Value], today: date
) -> None:
    """Write fields of the owner's card, by field code; another name means another owner, with history.

    Raises ``no_owner`` when card fields are given for a file without a customer.
    """
    card = session.get(Customer, file.customer_id) if file.customer_id else None
    name = values.get("customer")
    if "customer" in values and (card is None or name != card.name):
        if card:
            session.add(OwnerRecord(file_id=file.id, customer_id=card.id, until=today))
        card = None
        if name:
            card = _known_customer(session, values) or _new_card(session, connection, str(name))
        file.customer_id = card.id if card else None
    others = {code: value for code, value in values.items() if code != "customer"}
    if others and card is None:
        if any(value is not None for value in others.values()):
            raise DealerDeskError(NO_OWNER, file_no=file.file_no)
        return
    for code, value in others.items():
        setattr(card, column_name("customer", code), value)


def _known_customer(session: Session, values: dict[str, Value]) -> Customer | None:
    """The customer with the same ID or company number, else the same name and phone; never by name alone."""
    for code in ("id_number", "company_number"):
        if values.get(code):
            found = session.scalar(select(Customer).where(getattr(Customer, code) == values[code]))
            if found:
                return found
    if not values.get("phone"):
        return None
    same_name = session.scalars(select(Customer).where(Customer.name == values["customer"]))
    digits = phone_digits(str(values["phone"]))
    return next((card for card in same_name if card.phone and phone_digits(card.phone) == digits), None)


def _new_card(session: Session, connection: Any, name: str) -> Customer:
    card = Customer(customer_no=next_customer_number(connection), name=name)
    session.add(card)
    session.flush()
    return card
