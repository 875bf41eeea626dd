"""Documents and repair orders that words stand for: by their numbers, with words of their vehicle's file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.search_marks import Reason, explain, match
from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_tokens import SearchableFile
from dealerdesk.services.search.files import FEW_FILES, Matches, matched_parts, shown, values_of_card
from dealerdesk.services.search.found import FoundDocument, FoundGroup, FoundOrder, Shown
from dealerdesk.storage import search_cards
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Document, RepairOrder

_DOCUMENTS = """
SELECT id, file_id, number, NULL, dated FROM document
WHERE file_id IN (SELECT value FROM json_each(?)) AND number IS NOT NULL
"""
_ORDERS = """
SELECT id, file_id, order_no, settlement_no, date_in FROM repair_order
WHERE file_id IN (SELECT value FROM json_each(?))
"""
_OF_DOCUMENT: Final = ("document_no", "")
_OF_ORDER: Final = ("order_no", "settlement_no")


@dataclass(frozen=True, slots=True)
class _Record:
    """A document or an order: its numbers by field, and the day that it is sorted by."""

    record_id: int
    file_id: int
    numbers: tuple[tuple[str, str], ...]
    day: str
    is_exact: bool
    by_number: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    record: _Record
    card: SearchableFile
    why: tuple[Reason, ...]


def look_up_documents(session: Session, matches: Matches, per_group: int) -> FoundGroup[FoundDocument]:
    """Documents of which at least one word is the number, and every other is the number or of the file."""
    connection = driver(session.connection())
    records = _records(connection, _DOCUMENTS, _OF_DOCUMENT, matches)
    fits = _fitting(connection, (record for record in records if record.by_number), matches)
    chosen = _ids(fits[:per_group])
    rows = {row.id: row for row in session.scalars(select(Document).where(Document.id.in_(chosen)))}
    found = []
    for fit in fits[:per_group]:
        row = rows[fit.record.record_id]
        number, parts = _shown(fit, matches.query)
        found.append(
            FoundDocument(
                row.id,
                row.file_id,
                row.type,
                number,
                parts,
                row.dated,
                row.amount,
                row.expiry,
                fit.why,
                fit.record.is_exact,
            )
        )
    return FoundGroup(tuple(found), len(fits), matches.are_all_known)


def look_up_orders(session: Session, matches: Matches, per_group: int) -> FoundGroup[FoundOrder]:
    """Repair orders found by their numbers like documents; also all those of files that are found, if few."""
    connection = driver(session.connection())
    are_few = len(matches.newest) <= FEW_FILES
    records = _records(connection, _ORDERS, _OF_ORDER, matches)
    fits = _fitting(connection, (record for record in records if are_few or record.by_number), matches)
    chosen = _ids(fits[:per_group])
    rows = {row.id: row for row in session.scalars(select(RepairOrder).where(RepairOrder.id.in_(chosen)))}
    found = []
    for fit in fits[:per_group]:
        row = rows[fit.record.record_id]
        number, parts = _shown(fit, matches.query)
        found.append(
            FoundOrder(
                row.id,
                row.file_id,
                number,
                parts,
                row.reported_fault,
                row.date_in,
                row.total,
                fit.why,
                fit.record.is_exact,
            )
        )
    return FoundGroup(tuple(found), len(fits), matches.are_all_known)


def _ids(fits: Sequence[_Fit]) -> list[int]:
    return [fit.record.record_id for fit in fits]


def _records(connection: Any, sql: str, fields: tuple[str, str], matches: Matches) -> Iterator[_Record]:
    for record_id, file_id, *values, day in connection.execute(sql, (json.dumps(matches.newest),)):
        numbers = tuple((field, text) for field, text in zip(fields, values, strict=True) if text)
        yield _Record(
            record_id,
            file_id,
            numbers,
            _text(day),
            any(matches.is_whole(text) for _, text in numbers),
            any(match(field, text, term.text) for term in matches.query.terms for field, text in numbers),
        )


def _text(day: date | datetime | str | None) -> str:
    return str(day or "")


def _fitting(connection: Any, records: Iterable[_Record], matches: Matches) -> list[_Fit]:
    """The records that every word fits: exact ones first, then those found by number, the newest first."""
    wanted = list(records)
    missing = {record.file_id for record in wanted} - matches.cards.keys()
    known = {**matches.cards, **search_cards.cards(connection, missing)}
    fits = []
    for record in wanted:
        card = known.get(record.file_id)
        values = [*record.numbers, *values_of_card(card, own=True)] if card else []
        why = explain(values, matches.query)
        if card and why is not None:
            fits.append(_Fit(record, card, why))
    fits.sort(key=lambda fit: (fit.record.day, fit.record.record_id), reverse=True)
    fits.sort(key=lambda fit: (not fit.record.is_exact, not fit.record.by_number))
    return fits


def _shown(fit: _Fit, query: Query) -> tuple[Shown, tuple[Shown, ...]]:
    """The number that is shown first, and whatever else is to be seen of whom it belongs to."""
    field, number = fit.record.numbers[0]
    extra = matched_parts(fit.why, query, (field, "customer"))
    customer = [shown("customer", fit.card.customer, query)] if fit.card.customer else []
    return shown(field, number, query), tuple(dict.fromkeys((*customer, *extra)))
