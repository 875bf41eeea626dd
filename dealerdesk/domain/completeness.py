"""Whether a vehicle file holds the documents it must (product.md, The vehicle file, point 7)."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from dealerdesk.domain.documents import DocumentType, Market, Paper, Side
from dealerdesk.domain.files import FileKind

MONTHS_JUDGED = 24
"""Settled repair orders are judged this many months back."""


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """What completeness asks of a document; `order` names the repair order it belongs to, if any."""

    type: DocumentType
    paper: Paper
    scans: int
    order: str | None = None


@dataclass(frozen=True, slots=True)
class SettledOrder:
    """What completeness asks of a settled repair order."""

    order: str
    settled_on: date
    has_parts: bool


@dataclass(frozen=True, slots=True)
class FileContents:
    """What a file holds: its documents, all its settled orders, and the types that somebody waived."""

    documents: tuple[HeldDocument, ...] = ()
    orders: tuple[SettledOrder, ...] = ()
    waived: frozenset[DocumentType] = frozenset()


@dataclass(frozen=True, slots=True)
class Completeness:
    """The types that a file must hold and those of them that it holds, in the order of `DocumentType`."""

    required: tuple[DocumentType, ...]
    present: tuple[DocumentType, ...]

    @property
    def missing(self) -> tuple[DocumentType, ...]:
        """The required types that are not present."""
        return tuple(wanted for wanted in self.required if wanted not in self.present)

    @property
    def rate(self) -> float | None:
        """Present ÷ required types, from 0 to 1, or None where nothing is required."""
        return len(self.present) / len(self.required) if self.required else None


def completeness(
    required: Collection[DocumentType], contents: FileContents, *, today: date, paper_and_scan: bool = False
) -> Completeness:
    """Judge a file's contents against the types `required` of its kind, as of `today`.

    Service-side types are required once there is a settled order (parts issue slips once one has parts),
    and present when each order that was settled in the last 24 months has its own.
    """
    held = _held(contents.documents)
    first_day = months_before(today, MONTHS_JUDGED)
    needed: list[DocumentType] = []
    present: list[DocumentType] = []
    for wanted in _IN_ORDER:
        if wanted not in required or wanted in contents.waived:
            continue
        if wanted in _SERVICE:
            orders = _orders_needing(wanted, contents.orders)
            if not orders:
                continue
            judged = [order.order for order in orders if order.settled_on >= first_day]
            is_present = all(_is_there(held.get((wanted, order), 0), paper_and_scan) for order in judged)
        else:
            is_present = _is_there(held.get((wanted, None), 0), paper_and_scan)
        needed.append(wanted)
        if is_present:
            present.append(wanted)
    return Completeness(tuple(needed), tuple(present))


def _held(documents: Iterable[HeldDocument]) -> dict[tuple[DocumentType, str | None], int]:
    """What there is of each type, and on the service side of each order, as bits of `_PAPERS` and `_SCAN`."""
    held: dict[tuple[DocumentType, str | None], int] = {}
    for document in documents:
        kind = document.type
        place = kind, document.order if kind in _SERVICE else None
        held[place] = held.get(place, 0) | _PAPERS[document.paper] | (_SCAN if document.scans else 0)
    return held


def _orders_needing(wanted: DocumentType, orders: Sequence[SettledOrder]) -> Sequence[SettledOrder]:
    if wanted is not DocumentType.PARTS_ISSUE_SLIP:
        return orders
    return [order for order in orders if order.has_parts]


def _is_there(held: int, paper_and_scan: bool) -> bool:
    """Whether this is paper or scan, or both; where paper does not apply, the scan is enough for both."""
    if paper_and_scan:
        return bool(held & _SCAN and held & (_PAPER | _NO_PAPER_NEEDED))
    return bool(held & (_SCAN | _PAPER))


@lru_cache(maxsize=16)  # a list asks for each of its rows
def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_IN_ORDER = tuple(DocumentType)
_SERVICE = frozenset(kind for kind in DocumentType if kind.side is Side.SERVICE)
_PAPER, _NO_PAPER_NEEDED, _SCAN = 1, 2, 4
# Checked-out paper counts as there: it is known who has it.
_PAPERS = {
    paper: {Paper.PRESENT: _PAPER, Paper.CHECKED_OUT: _PAPER, Paper.NOT_APPLICABLE: _NO_PAPER_NEEDED}.get(
        paper, 0
    )
    for paper in Paper
}
_SERVICE_PAPERS = (
    DocumentType.REPAIR_ORDER,
    DocumentType.PARTS_ISSUE_SLIP,
    DocumentType.SETTLEMENT_STATEMENT,
)
_CONTRACT, _PREPARATION, _DELIVERY, _INVOICE, _CONFORMITY, _REGISTRATION, _INSURANCE = (
    DocumentType.SALES_CONTRACT,
    DocumentType.PREPARATION_ORDER,
    DocumentType.DELIVERY_CHECKLIST,
    DocumentType.VEHICLE_INVOICE,
    DocumentType.CONFORMITY_CERTIFICATE,
    DocumentType.REGISTRATION_CERTIFICATE,
    DocumentType.INSURANCE_POLICY,
)


def _table(
    new_sale: tuple[DocumentType, ...],
    used_sale: tuple[DocumentType, ...],
    service_only: tuple[DocumentType, ...],
) -> Mapping[FileKind, tuple[DocumentType, ...]]:
    return MappingProxyType(
        {
            FileKind.NEW_SALE: new_sale + _SERVICE_PAPERS,
            FileKind.USED_SALE: used_sale + _SERVICE_PAPERS,
            FileKind.SERVICE_ONLY: service_only + _SERVICE_PAPERS,
        }
    )


DEFAULT_REQUIRED: Mapping[Market, Mapping[FileKind, tuple[DocumentType, ...]]] = MappingProxyType(
    {
        Market.CHINA: _table(
            (_CONTRACT, _PREPARATION, _DELIVERY, _INVOICE, _CONFORMITY, _REGISTRATION, _INSURANCE),
            (_CONTRACT, _INVOICE, _REGISTRATION, _INSURANCE),
            (_REGISTRATION, _INSURANCE),
        ),
        # Type approval is the importer's business in Taiwan; the buyer gets no conformity certificate.
        Market.TAIWAN: _table(
            (_CONTRACT, _PREPARATION, _DELIVERY, _INVOICE, _REGISTRATION, _INSURANCE),
            (_CONTRACT, _INVOICE, _REGISTRATION, _INSURANCE),
            (_REGISTRATION, _INSURANCE),
        ),
        # British keepers insure themselves; the dealer keeps no policy.
        Market.UNITED_KINGDOM: _table(
            (_CONTRACT, _PREPARATION, _DELIVERY, _INVOICE, _CONFORMITY, _REGISTRATION),
            (_CONTRACT, _DELIVERY, _INVOICE, _REGISTRATION),
            (_REGISTRATION,),
        ),
        # The deal jacket: buyer's order, certificate of origin or title, proof of insurance.
        Market.UNITED_STATES: _table(
            (_CONTRACT, _PREPARATION, _DELIVERY, _INVOICE, _CONFORMITY, _REGISTRATION, _INSURANCE),
            (_CONTRACT, _DELIVERY, _REGISTRATION, _INSURANCE),
            (_REGISTRATION,),
        ),
    }
)
"""The tables of required documents that a dealership starts from, by market and kind of file."""
