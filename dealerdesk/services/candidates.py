"""Known customers who may be the one that a person is typing: offered with what speaks for each of them.

Which of them is meant, a person decides; only a number, or name and phone together, are certain
(product.md, The vehicle file, points 1 and 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from dealerdesk.domain.fields import COMPANY_NUMBER, ID_NUMBER
from dealerdesk.domain.pinyin import name_readings
from dealerdesk.domain.search_query import Query, explain_match, parse_query
from dealerdesk.domain.search_tokens import SearchableFile
from dealerdesk.domain.search_words import compact, phone_spellings
from dealerdesk.domain.text import fold_line
from dealerdesk.domain.values import read_value
from dealerdesk.storage import search_index
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, VehicleFile

MOST_OFFERED = 8
MOST_VEHICLES = 3
_MOST_LOOKED_AT = 60
_SHORTEST_PHONE = 7
_PHONE_TAIL = 4
_AFTER_ANY_CHARACTER = "\U0010ffff"


class Why(StrEnum):
    """What speaks for a known customer, the strongest first."""

    NUMBER = "number"
    NAME_AND_PHONE = "name_and_phone"
    NAME = "name"
    PHONE = "phone"
    NAME_ALIKE = "name_alike"
    """Written with other characters, or read the same in pinyin."""
    NAME_BEGINS = "name_begins"
    """What was typed so far is the beginning of the name, or of a part of it."""


@dataclass(frozen=True, slots=True)
class CustomerVehicle:
    """One vehicle that a customer owns."""

    file_id: int
    file_no: str
    plate: str | None
    make: str | None
    model: str | None
    archived: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known customer who may be meant, with some of the vehicles and how many there are in all."""

    customer_id: int
    customer_no: str
    name: str
    kind: str
    phone: str | None
    why: Why
    vehicles: tuple[CustomerVehicle, ...]
    vehicle_count: int

    @property
    def certain(self) -> bool:
        """Whether what was typed can mean nobody else."""
        return self.why in {Why.NUMBER, Why.NAME_AND_PHONE}


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a person typed of a customer, in the form in which it is compared."""

    name: str
    phones: frozenset[str]
    id_number: str | None
    company_number: str | None
    query: Query


def candidates(
    session: Session, *, name: str, phone: str, id_number: str, company_number: str
) -> tuple[Candidate, ...]:
    """The known customers who may be meant, at most `MOST_OFFERED`, the likeliest first."""
    typed = _Typed(
        name=fold_line(name),
        phones=_phones(phone),
        id_number=_number(ID_NUMBER.code, id_number),
        company_number=_number(COMPANY_NUMBER.code, company_number),
        query=parse_query(name),
    )
    found: dict[int, tuple[Why, Customer]] = {}
    for card in _looked_up(session, typed):
        why = _why(card, typed)
        if why is not None:
            found.setdefault(card.id, (why, card))
    order = list(Why)
    likeliest = sorted(found.values(), key=lambda each: (order.index(each[0]), -each[1].id))[:MOST_OFFERED]
    counts = _vehicle_counts(session, [card.id for _, card in likeliest])
    return tuple(
        Candidate(
            customer_id=card.id,
            customer_no=card.customer_no,
            name=card.name,
            kind=card.kind,
            phone=card.phone,
            why=why,
            vehicles=vehicles_of(session, card.id, MOST_VEHICLES),
            vehicle_count=counts.get(card.id, 0),
        )
        for why, card in likeliest
    )


def vehicles_of(session: Session, customer_id: int, limit: int | None = None) -> tuple[CustomerVehicle, ...]:
    """The vehicles that a customer owns now, active files first, the newest first."""
    rows = session.execute(
        select(
            VehicleFile.id,
            VehicleFile.file_no,
            VehicleFile.plate,
            VehicleFile.make,
            VehicleFile.model,
            VehicleFile.archived_at.is_not(None),
        )
        .where(VehicleFile.customer_id == customer_id)
        .order_by(case((VehicleFile.archived_at.is_(None), 0), else_=1), VehicleFile.id.desc())
        .limit(limit)
    )
    return tuple(CustomerVehicle(*row) for row in rows)


def _vehicle_counts(session: Session, customers: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(VehicleFile.customer_id, func.count())
        .where(VehicleFile.customer_id.in_(customers))
        .group_by(VehicleFile.customer_id)
    )
    return {customer_id: count for customer_id, count in rows if customer_id is not None}


def _number(code: str, text: str) -> str | None:
    field = ID_NUMBER if code == ID_NUMBER.code else COMPANY_NUMBER
    value = read_value(field, text).value
    return str(value) if value else None


def _phones(text: str) -> frozenset[str]:
    """Every phone in a text that may hold several, as digits; what is too short tells nobody."""
    found = (spelling.dialled[0] for spelling in phone_spellings(text)) if text else ()
    return frozenset(digits for digits in found if len(digits) >= _SHORTEST_PHONE)


def _looked_up(session: Session, typed: _Typed) -> Iterator[Customer]:
    """Cards that may fit, the strongest reasons first."""
    numbers = [
        column == number
        for column, number in (
            (Customer.id_number, typed.id_number),
            (Customer.company_number, typed.company_number),
        )
        if number
    ]
    if numbers:
        yield from session.scalars(select(Customer).where(or_(*numbers)).limit(_MOST_LOOKED_AT))
    for digits in sorted(typed.phones):
        yield from _with_phone(session, digits)
    if typed.name:
        yield from _named(session, typed)


def _with_phone(session: Session, digits: str) -> Iterable[Customer]:
    # Phones are kept as they were given; their last digits, whatever stands between them, narrow it down.
    pattern = "%".join(("", *digits[-_PHONE_TAIL:], ""))
    cards = session.scalars(select(Customer).where(Customer.phone.like(pattern)).order_by(Customer.id.desc()))
    return [card for card in cards if digits in _phones(card.phone or "")]


def _named(session: Session, typed: _Typed) -> Iterator[Customer]:
    """Cards of this name, then those whose names begin so, then what the search finds for it."""
    newest = select(Customer).order_by(Customer.id.desc()).limit(_MOST_LOOKED_AT)
    yield from session.scalars(newest.where(Customer.name == typed.name))
    begins = (Customer.name > typed.name) & (Customer.name < typed.name + _AFTER_ANY_CHARACTER)
    yield from session.scalars(
        select(Customer).where(begins).order_by(Customer.name, Customer.id).limit(_MOST_LOOKED_AT)
    )
    files = search_index.newest_matches(driver(session.connection()), typed.query, _MOST_LOOKED_AT)
    yield from session.scalars(
        select(Customer).where(
            Customer.id.in_(select(VehicleFile.customer_id).where(VehicleFile.id.in_(files)))
        )
    )


def _why(card: Customer, typed: _Typed) -> Why | None:
    """What speaks for the card, the strongest alone; None when nothing does."""
    if (typed.id_number and card.id_number == typed.id_number) or (
        typed.company_number and card.company_number == typed.company_number
    ):
        return Why.NUMBER
    same_phone = bool(typed.phones & _phones(card.phone or ""))
    if card.name == typed.name:
        return Why.NAME_AND_PHONE if same_phone and not _other_number(card, typed) else Why.NAME
    if same_phone:
        return Why.PHONE
    if not typed.query or explain_match(SearchableFile(customer=card.name), typed.query) is None:
        return Why.NAME_BEGINS if typed.name and card.name.startswith(typed.name) else None
    return Why.NAME_ALIKE if _sounds_like(card.name, typed.name) else Why.NAME_BEGINS


def _other_number(card: Customer, typed: _Typed) -> bool:
    """Whether the card's numbers say that it is somebody else's."""
    return any(
        known and given and known != given
        for known, given in (
            (card.id_number, typed.id_number),
            (card.company_number, typed.company_number),
        )
    )


def _sounds_like(known: str, typed: str) -> bool:
    """Whether two names are one, written with other characters or in other letters."""
    one, other = compact(known), compact(typed)
    if one == other:
        return True
    readings = {"".join(reading) for reading in name_readings(one)}
    return other in readings or bool(readings & {"".join(reading) for reading in name_readings(other)} - {""})
