"""Documents and repair orders that words stand for: by their numbers, with words of their vehicle's file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from dealerdesk.domain.amounts import from_stored
from dealerdesk.domain.search_marks import Reason, explain, fits
from dealerdesk.services.search.files import FEW_FILES, Matches, matched_parts, shown, values_of_card
from dealerdesk.services.search.found import FoundDocument, FoundGroup, FoundOrder, Shown

_DOCUMENTS = """
SELECT id, file_id, number, NULL, dated, type, amount, expiry FROM document
WHERE file_id IN (SELECT value FROM json_each(?)) AND number IS NOT NULL
"""
_ORDERS = """
SELECT id, file_id, order_no, settlement_no, date_in, reported_fault, total FROM repair_order
WHERE file_id IN (SELECT value FROM json_each(?))
"""
_OF_DOCUMENT: Final = ("document_no", "")
_OF_ORDER: Final = ("order_no", "settlement_no")


@dataclass(frozen=True, slots=True)
class _Record:
    """A document or an order: its numbers by field, the day that it is sorted by, and what else is shown."""

    record_id: int
    file_id: int
    numbers: tuple[tuple[str, str], ...]
    day: str
    rest: Sequence[Any]
    is_exact: bool
    by_number: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    record: _Record
    why: tuple[Reason, ...]


def look_up_documents(connection: Any, matches: Matches, per_group: int) -> FoundGroup[FoundDocument]:
    """Documents of which at least one word is the number, and every other is the number or of the file."""
    files, are_all = matches.holding(("document_no",), per_group)
    records = _records(connection, _DOCUMENTS, _OF_DOCUMENT, matches, files)
    fits = _fitting((record for record in records if record.by_number), matches)
    found = tuple(_document(fit, matches) for fit in fits[:per_group])
    return FoundGroup(found, len(fits), are_all)


def look_up_orders(connection: Any, matches: Matches, per_group: int) -> FoundGroup[FoundOrder]:
    """Repair orders found by their numbers like documents; also all those of files that are found, if few."""
    are_few = len(matches.newest) <= FEW_FILES
    files, are_all = (matches.newest, True) if are_few else matches.holding(_OF_ORDER, per_group)
    records = _records(connection, _ORDERS, _OF_ORDER, matches, files)
    fits = _fitting((record for record in records if are_few or record.by_number), matches)
    found = tuple(_order(fit, matches) for fit in fits[:per_group])
    return FoundGroup(found, len(fits), are_all)


def _records(
    connection: Any, sql: str, fields: tuple[str, str], matches: Matches, files: Sequence[int]
) -> list[_Record]:
    records = []
    for record_id, file_id, one, other, day, *rest in connection.execute(sql, (json.dumps(files),)):
        numbers = tuple((field, text) for field, text in zip(fields, (one, other), strict=True) if text)
        records.append(
            _Record(
                record_id,
                file_id,
                numbers,
                day or "",
                rest,
                any(matches.is_whole(text) for _, text in numbers),
                any(fits(field, text, term.text) for term in matches.query.terms for field, text in numbers),
            )
        )
    return records


def _fitting(records: Iterable[_Record], matches: Matches) -> list[_Fit]:
    """The records that every word fits: exact ones first, then those found by number, the newest first."""
    fits = []
    for record in records:
        why = explain(record.numbers, matches.query)
        if why is None:
            of_file = values_of_card(matches.card(record.file_id), own=True)
            why = explain([*record.numbers, *of_file], matches.query)
        if why is not None:
            fits.append(_Fit(record, why))
    fits.sort(key=lambda fit: (fit.record.day, fit.record.record_id), reverse=True)
    fits.sort(key=lambda fit: (not fit.record.is_exact, not fit.record.by_number))
    return fits


def _document(fit: _Fit, matches: Matches) -> FoundDocument:
    record = fit.record
    type_, amount, expiry = record.rest
    number, parts = _shown(fit, matches)
    return FoundDocument(
        record.record_id,
        record.file_id,
        type_,
        number,
        parts,
        date.fromisoformat(record.day) if record.day else None,
        _amount(amount),
        date.fromisoformat(expiry) if expiry else None,
        fit.why,
        record.is_exact,
    )


def _order(fit: _Fit, matches: Matches) -> FoundOrder:
    record = fit.record
    fault, total = record.rest
    number, parts = _shown(fit, matches)
    return FoundOrder(
        record.record_id,
        record.file_id,
        number,
        parts,
        fault,
        datetime.fromisoformat(record.day) if record.day else None,
        _amount(total),
        fit.why,
        record.is_exact,
    )


def _amount(stored: int | None) -> Decimal | None:
    return None if stored is None else from_stored(stored)


def _shown(fit: _Fit, matches: Matches) -> tuple[Shown, tuple[Shown, ...]]:
    """The number that is shown first, and whatever else is to be seen of whom it belongs to."""
    field, number = fit.record.numbers[0]
    query, owner = matches.query, matches.card(fit.record.file_id).customer
    extra = matched_parts(fit.why, query, (field, "customer"))
    customer = [shown("customer", owner, query)] if owner else []
    return shown(field, number, query), tuple(dict.fromkeys((*customer, *extra)))
