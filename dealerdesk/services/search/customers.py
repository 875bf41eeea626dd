"""Customers that words stand for: through the vehicles they own, and by the names and numbers of cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dealerdesk.domain.search_marks import LEAST_OF_CARD_NUMBER, Reason, explain, fitting
from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_words import is_chinese
from dealerdesk.domain.text import fold_line
from dealerdesk.services.search.files import Matches, matched_parts, shown
from dealerdesk.services.search.found import FoundCustomer, FoundGroup, OwnedVehicle, Shown

MOST_BY_INDEX: Final = 20
"""So many cards are taken whose name or number begins as typed."""
MOST_WITHOUT_VEHICLE: Final = 200
"""So many of the newest cards are looked through for those without a vehicle, when nothing else was found."""
_HIDDEN = "•"
_LAST = chr(0x10FFFF)

_CARDS = """
SELECT id, name, phone, contact_person, actual_user, registered_phone, mailing_phone,
       customer_no, id_number, company_number
FROM customer WHERE id IN (SELECT value FROM json_each(?))
"""
_FIELDS = (
    "customer",
    "phone",
    "contact_person",
    "actual_user",
    "phone",
    "phone",
    "customer_no",
    "id_number",
    "company_number",
)
_VEHICLES = """
SELECT customer_id, id, plate FROM vehicle_file
WHERE customer_id IN (SELECT value FROM json_each(?)) AND archived_at IS NULL ORDER BY id
"""
_OWNERS = """
SELECT f.customer_id FROM json_each(?) j CROSS JOIN vehicle_file f ON f.id = j.value
WHERE f.customer_id IS NOT NULL ORDER BY j.key
"""
_WITHOUT_VEHICLE = """
SELECT id FROM (SELECT id FROM customer ORDER BY id DESC LIMIT ?) c
WHERE NOT EXISTS (SELECT 1 FROM vehicle_file f WHERE f.customer_id = c.id) ORDER BY id DESC
"""
_OF_OWNER = ("customer", "contact_person", "actual_user", "phone")
_CONFIDENTIAL = ("id_number", "company_number")


@dataclass(frozen=True, slots=True)
class _Card:
    customer_id: int
    name: str
    values: tuple[tuple[str, str], ...]
    vehicles: tuple[tuple[int, str], ...]


def look_up_customers(connection: Any, matches: Matches, per_group: int) -> FoundGroup[FoundCustomer]:
    """The customers that the words stand for, at least one of them by something of the customer's own."""
    by_index, are_all = _by_index(connection, matches.text, matches.query)
    owned, are_all_owned = matches.holding(_OF_OWNER, per_group)
    owners = [row[0] for row in connection.execute(_OWNERS, (json.dumps(owned),))]
    found = _fitting(connection, (*by_index, *owners), matches.query)
    if not found and not matches.newest:
        unowned = [row[0] for row in connection.execute(_WITHOUT_VEHICLE, (MOST_WITHOUT_VEHICLE,))]
        found = _fitting(connection, unowned, matches.query)
    found.sort(key=lambda card: not matches.is_whole(card.name))
    rows = tuple(
        _found(card, explain(card.values, matches.query) or (), matches.query) for card in found[:per_group]
    )
    return FoundGroup(rows, len(found), are_all and are_all_owned)


def _by_index(connection: Any, text: str, query: Query) -> tuple[list[int], bool]:
    """Cards whose name or number begins as typed, and whether these are all: each asked of an index."""
    line = fold_line(text)
    wanted = [("name", line), ("name", line.title()), ("customer_no", line.upper())]
    for term in query.terms:
        if is_chinese(term.text):
            wanted.append(("name", term.text))
        elif len(term.text) >= LEAST_OF_CARD_NUMBER:
            wanted += [(field, term.text.upper()) for field in _CONFIDENTIAL]
    found: list[int] = []
    are_all = True
    for column, begins in dict.fromkeys(wanted):
        rows = connection.execute(
            f"SELECT id FROM customer WHERE {column} >= ? AND {column} < ? LIMIT ?",
            (begins, begins + _LAST, MOST_BY_INDEX),
        ).fetchall()
        are_all = are_all and len(rows) < MOST_BY_INDEX
        found += [row[0] for row in rows]
    return found, are_all


def _fitting(connection: Any, ids: Iterable[int], query: Query) -> list[_Card]:
    """The cards, in order, that every word fits; a plate alone is no reason."""
    wanted = list(dict.fromkeys(ids))
    cards = {card.customer_id: card for card in _cards(connection, wanted)}
    ordered = (cards[customer_id] for customer_id in wanted if customer_id in cards)
    return [
        card for card in ordered if any(field != "plate" for field, _ in fitting(card.values, query) or ())
    ]


def _cards(connection: Any, ids: Sequence[int]) -> Iterator[_Card]:
    wanted = (json.dumps(ids),)
    vehicles: dict[int, list[tuple[int, str]]] = {}
    for customer_id, file_id, plate in connection.execute(_VEHICLES, wanted):
        vehicles.setdefault(customer_id, []).append((file_id, plate or ""))
    for customer_id, name, *texts in connection.execute(_CARDS, wanted):
        owned = tuple(vehicles.get(customer_id, ()))
        values = (*zip(_FIELDS, (name, *texts), strict=True), *(("plate", plate) for _, plate in owned))
        yield _Card(customer_id, name, tuple((field, text) for field, text in values if text), owned)


def _found(card: _Card, why: tuple[Reason, ...], query: Query) -> FoundCustomer:
    first_phone = [shown("phone", text, query) for field, text in card.values if field == "phone"][:1]
    parts = map(_half_hidden, matched_parts(why, query, ("customer", "plate")))
    vehicles = tuple(
        OwnedVehicle(file_id, shown("plate", plate, query) if plate else None)
        for file_id, plate in card.vehicles
    )
    return FoundCustomer(
        card.customer_id,
        shown("customer", card.name, query),
        tuple(dict.fromkeys((*parts, *first_phone))),
        vehicles,
        tuple(map(_without_value, why)),
    )


def _half_hidden(part: Shown) -> Shown:
    """A confidential number as far as it was typed: looking up does not reveal the rest."""
    if part.field not in _CONFIDENTIAL:
        return part
    typed = max((end for _, end in part.marks), default=0)
    return replace(part, text=part.text[:typed] + _HIDDEN * (len(part.text) - typed))


def _without_value(reason: Reason) -> Reason:
    return replace(reason, value="") if reason.field in _CONFIDENTIAL else reason
