"""What slots a file has: one for each document, and one for each type that is missing, waived or awaited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dealerdesk.domain.completeness import (
    MONTHS_JUDGED,
    Completeness,
    FileContents,
    HeldDocument,
    SettledOrder,
    completeness,
    months_before,
)
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.fields import LineKind
from dealerdesk.services.details import DocumentDetail, FileDetail, OrderDetail, WaiverDetail

OTHERS = (DocumentType.OTHER_SALES, DocumentType.OTHER_SERVICE)
NO_VISIT = 0
"""Stands for the documents of the service side that belong to no repair order."""

SlotKey = tuple[str, int | None, int | None]
"""A slot's type, repair order and document: the same slot in the file as it was and as it is."""


class SlotState(Enum):
    """What a slot shows."""

    FILLED = "filled"
    MISSING = "missing"
    OPTIONAL = "optional"
    WAIVED = "waived"


class Lack(Enum):
    """What is still asked of a document that is there in part."""

    PAPER = "paper"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for documents of one type, and the document in it, if there is one.

    `order` is the repair order's id on the service side. `days_left` is there when the document ends soon
    or has ended, `lack` where paper and scan are asked for and one of them is not there.
    """

    type: DocumentType
    state: SlotState
    order: int | None = None
    document: DocumentDetail | None = None
    waiver: WaiverDetail | None = None
    expiry: date | None = None
    days_left: int | None = None
    lack: Lack | None = None

    @property
    def key(self) -> SlotKey:
        """The slot's name as long as the file is open."""
        return (self.type.value, self.order, self.document.id if self.document else None)

    @property
    def paper(self) -> Paper:
        """What is known of the paper."""
        return Paper(self.document.paper) if self.document else Paper.MISSING

    @property
    def pages(self) -> int:
        """How many pages the scans have together."""
        return sum(scan.pages for scan in self.document.scans) if self.document else 0


@dataclass(frozen=True, slots=True)
class SlotColumn:
    """One side of a file: its slots, and how many of the required types are there (None: none required)."""

    slots: tuple[Slot, ...]
    present: int | None = None
    required: int | None = None


def sales_column(detail: FileDetail, today: date) -> SlotColumn:
    """The sales side: what is required, and what is there."""
    judged = _of_side(detail.completeness, Side.SALES)
    kinds = [kind for kind in DocumentType if kind.side is Side.SALES and kind not in OTHERS]
    slots = _slots(detail, kinds, detail.documents, judged, today, order=None)
    return SlotColumn(tuple(slots), len(judged.present), len(judged.required))


def service_column(detail: FileDetail, order_id: int | None, today: date) -> SlotColumn:
    """The service side of one visit; `NO_VISIT` stands for documents that belong to none."""
    kinds = [kind for kind in DocumentType if kind.side is Side.SERVICE and kind not in OTHERS]
    if not order_id:
        loose = [document for document in detail.documents if _is_loose(document, kinds)]
        there = [kind for kind in kinds if any(document.type == kind for document in loose)]
        return SlotColumn(tuple(_slots(detail, there, loose, Completeness((), ()), today, order=None)))
    order = next((each for each in detail.orders if each.id == order_id), None)
    documents = [document for document in detail.documents if document.order_id == order_id]
    judged = _judged_visit(detail, order, today) if order else None
    slots = _slots(detail, kinds, documents, judged or Completeness((), ()), today, order=order_id)
    if judged is None or not judged.required:
        return SlotColumn(tuple(slots))
    return SlotColumn(tuple(slots), len(judged.present), len(judged.required))


def other_documents(detail: FileDetail, today: date) -> tuple[Slot, ...]:
    """The documents of both sides that are of no type of their own."""
    found = []
    for kind in OTHERS:
        documents = [document for document in detail.documents if document.type == kind]
        found += _slots(
            detail, [kind] if documents else [], documents, Completeness((), ()), today, order=None
        )
    return tuple(found)


def visits(detail: FileDetail) -> tuple[int, ...]:
    """The repair orders to choose from, latest first, then `NO_VISIT` where a document belongs to none."""
    orders = tuple(order.id for order in reversed(detail.orders))
    kinds = [kind for kind in DocumentType if kind.side is Side.SERVICE and kind not in OTHERS]
    has_loose = any(_is_loose(document, kinds) for document in detail.documents)
    return (*orders, NO_VISIT) if has_loose else orders


def earlier_visits(detail: FileDetail, shown: int | None, today: date) -> tuple[int, int]:
    """How many of the other visits that are judged have all their documents, and how many there are."""
    judged = [
        found
        for order in detail.orders
        if order.id != shown and (found := _judged_visit(detail, order, today)) is not None
    ]
    return sum(not found.missing for found in judged), len(judged)


def _is_loose(document: DocumentDetail, kinds: Sequence[DocumentType]) -> bool:
    return document.order_id is None and document.type in kinds


def _of_side(judged: Completeness, side: Side) -> Completeness:
    required = tuple(kind for kind in judged.required if kind.side is side)
    return Completeness(required, tuple(kind for kind in judged.present if kind.side is side))


def _judged_visit(detail: FileDetail, order: OrderDetail, today: date) -> Completeness | None:
    """The completeness of one visit alone; None where it is not settled, or too long ago to be asked for."""
    settled = order.values["settled_on"]
    if not isinstance(settled, date) or settled < months_before(today, MONTHS_JUDGED):
        return None
    has_parts = any(line.get("line_kind") == LineKind.PART.value for line in order.lines)
    name = str(order.id)
    held = tuple(
        HeldDocument(DocumentType(each.type), Paper(each.paper), len(each.scans), name)
        for each in detail.documents
        if each.order_id == order.id
    )
    asked = [kind for kind in detail.required_types if kind.side is Side.SERVICE]
    waived = frozenset(DocumentType(waiver.type) for waiver in detail.waivers)
    contents = FileContents(held, (SettledOrder(name, settled, has_parts),), waived)
    return completeness(asked, contents, today=today, paper_and_scan=detail.paper_and_scan)


def _slots(  # noqa: PLR0913  # what decides on slots
    detail: FileDetail,
    kinds: Iterable[DocumentType],
    documents: Sequence[DocumentDetail],
    judged: Completeness,
    today: date,
    *,
    order: int | None,
) -> list[Slot]:
    waivers = {waiver.type: waiver for waiver in detail.waivers}
    found = []
    for kind in kinds:
        held = sorted((each for each in documents if each.type == kind), key=_age, reverse=True)
        is_missing = kind in judged.missing
        for number, document in enumerate(held):
            found.append(_filled(detail, kind, document, is_missing, today, order, is_newest=number == 0))
        if held:
            continue
        waiver = waivers.get(kind)
        is_wanted = kind in detail.required_types or kind in judged.required
        if waiver and is_wanted:
            found.append(Slot(kind, SlotState.WAIVED, order, waiver=waiver))
        elif is_missing:
            found.append(Slot(kind, SlotState.MISSING, order))
        elif is_wanted or kind.side is Side.SERVICE:
            found.append(Slot(kind, SlotState.OPTIONAL, order))
    return found


def _age(document: DocumentDetail) -> tuple[date, int]:
    return (document.expiry or document.dated or date.min, document.id)


def _filled(  # noqa: PLR0913, PLR0917  # what decides on a slot
    detail: FileDetail,
    kind: DocumentType,
    document: DocumentDetail,
    is_missing: bool,
    today: date,
    order: int | None,
    is_newest: bool,
) -> Slot:
    has_paper = document.paper in {Paper.PRESENT, Paper.CHECKED_OUT}
    is_there = has_paper or bool(document.scans)
    state = SlotState.FILLED if is_there else SlotState.MISSING if is_missing else SlotState.OPTIONAL
    lack = None
    if is_missing and is_there:
        lack = Lack.PAPER if document.scans else Lack.SCAN
    expiry = document.expiry
    insurance = detail.values["insurance_ends"]
    if kind is DocumentType.INSURANCE_POLICY and is_newest and not expiry and isinstance(insurance, date):
        expiry = insurance
    is_due = expiry is not None and is_newest and expiry <= detail.insurance_warned_from
    return Slot(
        kind,
        state,
        order if order is not None else document.order_id,
        document,
        expiry=expiry,
        days_left=(expiry - today).days if expiry and is_due else None,
        lack=lack,
    )
