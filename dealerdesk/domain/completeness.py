"""Whether a vehicle file holds the documents it must (product.md, The vehicle file, point 7)."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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
    held: dict[tuple[DocumentType, str | None], list[HeldDocument]] = {}
    for document in contents.documents:
        order = document.order if document.type.side is Side.SERVICE else None
        held.setdefault((document.type, order), []).append(document)
    first_day = months_before(today, MONTHS_JUDGED)
    needed: list[DocumentType] = []
    present: list[DocumentType] = []
    for wanted in DocumentType:
        if wanted not in required or wanted in contents.waived:
            continue
        if wanted.side is Side.SALES:
            places: list[str | None] = [None]
        else:
            orders = _orders_needing(wanted, contents.orders)
            if not orders:
                continue
            places = [order.order for order in orders if order.settled_on >= first_day]
        needed.append(wanted)
        if all(_is_there(held.get((wanted, place), ()), paper_and_scan) for place in places):
            present.append(wanted)
    return Completeness(tuple(needed), tuple(present))


def _orders_needing(wanted: DocumentType, orders: Iterable[SettledOrder]) -> list[SettledOrder]:
    slips_only = wanted is DocumentType.PARTS_ISSUE_SLIP
    return [order for order in orders if order.has_parts or not slips_only]


def _is_there(documents: Iterable[HeldDocument], paper_and_scan: bool) -> bool:
    """Whether these hold paper or scan, or both; where paper does not apply, the scan is enough for both.

    Checked-out paper counts as there: it is known who has it.
    """
    paper = scan = no_paper_needed = False
    for document in documents:
        paper |= document.paper in {Paper.PRESENT, Paper.CHECKED_OUT}
        no_paper_needed |= document.paper is Paper.NOT_APPLICABLE
        scan |= document.scans > 0
    return scan and (paper or no_paper_needed) if paper_and_scan else scan or paper


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_SERVICE = (DocumentType.REPAIR_ORDER, DocumentType.PARTS_ISSUE_SLIP, DocumentType.SETTLEMENT_STATEMENT)
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
            FileKind.NEW_SALE: new_sale + _SERVICE,
            FileKind.USED_SALE: used_sale + _SERVICE,
            FileKind.SERVICE_ONLY: service_only + _SERVICE,
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
