"""The documents of a sample: most files hold what they must, some do not, some have it waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dealerdesk.domain.amounts import SCALE
from dealerdesk.domain.completeness import DEFAULT_REQUIRED
from dealerdesk.domain.documents import DocumentType, Market, Paper, Side
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.services.sample.chance import Chance, spread
from dealerdesk.services.sample.jobs import LANGUAGE
from dealerdesk.services.sample.rows import Ids, NewDocument, NewPolicy, NewWaiver
from dealerdesk.services.sample.workshop import Visit

# A data folder starts with one market's table; the house of the sample is a Chinese one.
_REQUIRED: Final = {
    kind: tuple(type_ for type_ in types if type_.side is Side.SALES)
    for kind, types in DEFAULT_REQUIRED[Market.CHINA].items()
}
_ABSENT: Final = {FileState.DRAFT: 0.35, FileState.VERIFIED: 0.08, FileState.FILED: 0.05}
"""How often a required document is not there, by the state of the file."""
_PAPERS: Final = spread({Paper.PRESENT: 91, Paper.CHECKED_OUT: 3, Paper.MISSING: 3, Paper.NOT_APPLICABLE: 3})
_SCANNED: Final = 0.3
_KEPT_DAYS: Final = 750
"""Papers of older repair orders have left the files."""
_WITH_CUSTOMER: Final = (
    "借给客户办理过户，{day} 前归还",
    "借給客戶辦理過戶，{day} 前歸還",
    "lent to the customer until {day}",
)
_WAIVED: Final = (
    ("客户自行办理保险", "厂家集中保管", "车辆为抵债车，无此文件"),
    ("客戶自行投保", "原廠保管"),
    ("kept by the leasing company", "imported by the owner"),
)


@dataclass(frozen=True, slots=True)
class Sale:
    """What the papers of a vehicle's sale, or of its first visit, say; `price` in thousands."""

    file_id: int
    file_no: str
    kind: FileKind
    state: FileState
    market: Market
    on: date
    price: int


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents of one file, those of them that have a scan, and what was waived."""

    documents: tuple[NewDocument, ...]
    scanned: frozenset[int]
    waivers: tuple[NewWaiver, ...]


class Registry:
    """Puts the papers of vehicles into their files."""

    def __init__(self, chance: Chance, ids: Ids, today: date, owner: int) -> None:
        self._chance = chance
        self._ids = ids
        self._today = today
        self._owner = owner

    def papers(self, sale: Sale, policies: tuple[NewPolicy, ...], visits: Iterable[Visit]) -> Papers:
        """The documents of one vehicle."""
        documents: list[NewDocument] = []
        waivers: list[NewWaiver] = []
        for type_ in self._types(sale):
            if not self._chance.whether(_ABSENT[sale.state]):
                documents.append(self._sales_document(sale, type_, policies))
            elif self._chance.whether(0.12):
                waivers.append(self._waiver(sale, type_))
        for visit in visits:
            documents.extend(self._service_documents(sale, visit))
        scanned = frozenset(document.id for document in documents if self._is_scanned(document))
        return Papers(tuple(documents), scanned, tuple(waivers))

    def _types(self, sale: Sale) -> Iterator[DocumentType]:
        if sale.kind is not FileKind.SERVICE_ONLY and self._chance.whether(0.25):
            yield DocumentType.PURCHASE_INTENTION
        yield from _REQUIRED[sale.kind]
        if self._chance.whether(0.04):
            yield DocumentType.OTHER_SALES

    def _is_scanned(self, document: NewDocument) -> bool:
        if document.paper == Paper.NOT_APPLICABLE.value:
            return True
        return document.paper != Paper.MISSING.value and self._chance.whether(_SCANNED)

    def _sales_document(
        self, sale: Sale, type_: DocumentType, policies: tuple[NewPolicy, ...]
    ) -> NewDocument:
        number: str | None = None
        amount, expiry = None, None
        if type_ is DocumentType.SALES_CONTRACT:
            number = f"HT{sale.file_no}"
        elif type_ is DocumentType.VEHICLE_INVOICE:
            number = f"{sale.on:%y}{sale.file_id:08d}"
        elif type_ is DocumentType.INSURANCE_POLICY and policies:
            number, amount, expiry = policies[-1].policy_no, policies[-1].premium, policies[-1].ends
        if type_ in {DocumentType.SALES_CONTRACT, DocumentType.VEHICLE_INVOICE}:
            amount = sale.price * 1000 * SCALE
        return self._document(
            sale.file_id,
            type_,
            sale.on,
            number=number,
            amount=amount,
            expiry=expiry,
            market=sale.market,
        )

    def _service_documents(self, sale: Sale, visit: Visit) -> Iterator[NewDocument]:
        order = visit.order
        day = date.fromisoformat(order.date_in[:10])
        if (self._today - day).days > _KEPT_DAYS or not order.date_out:
            return
        # The order and its settlement have their numbers on the order itself.
        kinds: list[tuple[DocumentType, str | None, int | None]] = [(DocumentType.REPAIR_ORDER, None, None)]
        if visit.has_parts:
            kinds.append((DocumentType.PARTS_ISSUE_SLIP, f"L{order.order_no[1:]}", order.parts_cost))
        if order.settlement_no:
            kinds.append((DocumentType.SETTLEMENT_STATEMENT, None, order.total))
        if self._chance.whether(0.06):
            kinds.append((DocumentType.INSPECTION_RESULT, None, None))
        if self._chance.whether(0.02):
            kinds.append((DocumentType.OTHER_SERVICE, None, None))
        for type_, number, amount in kinds:
            if not self._chance.whether(0.05):
                yield self._document(
                    sale.file_id,
                    type_,
                    day,
                    number=number,
                    amount=amount,
                    order=order.id,
                    market=sale.market,
                )

    def _document(  # noqa: PLR0913 - the columns of a document
        self,
        file_id: int,
        type_: DocumentType,
        day: date,
        *,
        number: str | None,
        amount: int | None,
        expiry: str | None = None,
        order: int | None = None,
        market: Market,
    ) -> NewDocument:
        paper = self._chance.pick(_PAPERS)
        note = None
        if paper is Paper.CHECKED_OUT:
            back = self._today + timedelta(days=self._chance.between(1, 20))
            note = _WITH_CUSTOMER[LANGUAGE[market]].format(day=back.isoformat())
        return NewDocument(
            id=self._ids.next(NewDocument),
            file_id=file_id,
            type=type_.value,
            number=number,
            dated=day.isoformat(),
            amount=amount,
            expiry=expiry,
            note=note,
            paper=paper.value,
            repair_order_id=order,
            created_at=f"{day.isoformat()} 18:00:00",
        )

    def _waiver(self, sale: Sale, type_: DocumentType) -> NewWaiver:
        return NewWaiver(
            id=self._ids.next(NewWaiver),
            file_id=sale.file_id,
            type=type_.value,
            reason=self._chance.pick(_WAIVED[LANGUAGE[sale.market]]),
            waived_by=self._owner,
        )
