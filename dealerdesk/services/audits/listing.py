"""Windows of what an audit found: the folders left to find, the discrepancies, and how many of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.audit_findings import DiscrepancyFilter, DiscrepancyKey, Tally, shelf_of
from dealerdesk.domain.audits import Fault, Mark, place_key
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits.standing import Discrepancy, LeftRow, discrepancies_of, left_rows
from dealerdesk.storage import audit_lists
from dealerdesk.storage.audits import left_total, tallies


@dataclass(frozen=True, slots=True)
class LeftWindow:
    """Some of the folders asked for, of `total`; `shelf` names the one they stand on, if any."""

    total: int
    rows: tuple[LeftRow, ...]
    shelf: str = ""


@dataclass(frozen=True, slots=True)
class DiscrepancyWindow:
    """Some of the discrepancies that were asked for, of `total`."""

    total: int
    rows: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A mark that is no discrepancy, but says otherwise than the record: worth a correction.

    The paper is there (`mark` present) though the record has none, or the document is not applicable though
    the file must hold it. `key` is what corrections are asked for.
    """

    key: DiscrepancyKey
    type: DocumentType
    mark: Mark
    note: str | None
    by: str
    file_id: int
    file_no: str
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class ContradictionWindow:
    """Some of the contradictions, of `total`."""

    total: int
    rows: tuple[Contradiction, ...]


def left(connection: Any, audit_id: int, cabinet: str, start: int, count: int) -> LeftWindow:
    """The folders `start` to `start + count` of those that nobody found, as they stand."""
    total = left_total(connection, audit_id, cabinet)
    entries = audit_lists.left_window(connection, audit_id, cabinet, start, count)
    return LeftWindow(total, left_rows(connection, entries))


def left_near(connection: Any, audit_id: int, place: str, count: int) -> LeftWindow:
    """The folders left on the shelf of a place, from the place on; the shelf is spelled as in the record."""
    shelf, total, entries = audit_lists.left_near(connection, audit_id, place, count)
    rows = left_rows(connection, entries)
    spelled = (shelf_of(row.location) for row in rows)
    return LeftWindow(
        total, rows, next((each for each in spelled if place_key(each) == place_key(shelf)), shelf)
    )


def listed(
    connection: Any, audit_id: int, wanted: DiscrepancyFilter, start: int, count: int
) -> DiscrepancyWindow:
    """The discrepancies `start` to `start + count` of those wanted, as folders stand; strays come last."""
    totals = audit_lists.discrepancy_totals(connection, audit_id, wanted)
    keys = audit_lists.discrepancy_window(connection, audit_id, wanted, (start, count), totals)
    return DiscrepancyWindow(sum(totals.values()), discrepancies_of(connection, keys))


def tally(connection: Any, audit_id: int) -> Mapping[Fault, Tally]:
    """How many discrepancies of every kind there are, and how many of them are unexplained."""
    return dict.fromkeys(Fault, Tally()) | tallies(connection, audit_id)


def contradictions(connection: Any, audit_id: int, start: int, count: int) -> ContradictionWindow:
    """The marks `start` to `start + count` of those that contradict the record, as folders stand."""
    total, rows = audit_lists.contradiction_window(connection, audit_id, start, count)
    return ContradictionWindow(
        total,
        tuple(
            Contradiction(
                DiscrepancyKey(entry, None, Fault.PAPER, type_), DocumentType(type_), Mark(mark), *told
            )
            for entry, type_, mark, *told in rows
        ),
    )
