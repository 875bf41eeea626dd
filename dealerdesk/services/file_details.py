"""Reads one vehicle file in full, and its repair orders, cards and documents as `details` has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.fields import (
    CUSTOMER_FIELDS,
    FILE_FIELDS,
    LINE_FIELDS,
    ORDER_FIELDS,
    POLICY_FIELDS,
    Field,
)
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.details import (
    DocumentDetail,
    Earlier,
    FileDetail,
    OrderDetail,
    ScanDetail,
    Values,
    WaiverDetail,
)
from dealerdesk.services.settings import paper_and_scan, required_types, value_of
from dealerdesk.storage.columns import column_name, customer_codes_of_file
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import (
    Customer,
    Document,
    OwnerRecord,
    PlateRecord,
    Policy,
    RepairLine,
    RepairOrder,
    Scan,
    User,
    VehicleFile,
    Waiver,
)
from dealerdesk.storage.models.base import Base


def file_detail(session: Session, file: VehicleFile, today: date) -> FileDetail:
    """Everything that stands in `file`, as of `today`."""
    connection = driver(session.connection())
    customer = session.get(Customer, file.customer_id) if file.customer_id else None
    orders = session.scalars(
        select(RepairOrder)
        .where(RepairOrder.file_id == file.id)
        .order_by(RepairOrder.date_in, RepairOrder.id)
    ).all()
    policies = session.scalars(
        select(Policy).where(Policy.file_id == file.id).order_by(Policy.ends, Policy.id)
    )
    return FileDetail(
        id=file.id,
        values=file_values(file, customer),
        customer=card_values(customer) if customer else None,
        customer_id=file.customer_id,
        old_plates=_old_plates(session, file.id),
        old_owners=_old_owners(session, file.id),
        documents=_documents(session, file.id, {order.id: order.order_no for order in orders}),
        orders=order_details(session, orders),
        policies=tuple(_values(policy, POLICY_FIELDS) for policy in policies),
        completeness=completeness_of(connection, [file.id], today)[file.id],
        created_at=file.created_at,
        archived_at=file.archived_at,
        archive_reason=file.archive_reason,
        waivers=_waivers(session, file.id),
        required_types=required_types(connection)[FileKind(file.kind)],
        paper_and_scan=paper_and_scan(connection),
        insurance_warned_from=today + timedelta(days=value_of(connection, INSURANCE_WARNING_DAYS)),
    )


def file_values(file: VehicleFile, customer: Customer | None) -> Values:
    """The fields of `file`, with those that stand on its owner's card."""
    values = _values(file, [f for f in FILE_FIELDS if f.code not in customer_codes_of_file()])
    for code in customer_codes_of_file():
        values[code] = getattr(customer, column_name("customer", code)) if customer else None
    values["archived"] = file.archived_at is not None
    return {field.code: values[field.code] for field in FILE_FIELDS}


def card_values(customer: Customer) -> Values:
    """The fields of a customer's card."""
    return _values(customer, CUSTOMER_FIELDS)


def _values(row: Base, fields: Iterable[Field]) -> Values:
    return {f.code: getattr(row, column_name(row.__tablename__, f.code), None) for f in fields}


def _old_plates(session: Session, file_id: int) -> tuple[Earlier, ...]:
    records = session.scalars(
        select(PlateRecord).where(PlateRecord.file_id == file_id).order_by(PlateRecord.until, PlateRecord.id)
    )
    return tuple(Earlier(record.plate, record.until) for record in records)


def _old_owners(session: Session, file_id: int) -> tuple[Earlier, ...]:
    rows = session.execute(
        select(Customer.name, OwnerRecord.until)
        .join(OwnerRecord, OwnerRecord.customer_id == Customer.id)
        .where(OwnerRecord.file_id == file_id)
        .order_by(OwnerRecord.until, OwnerRecord.id)
    )
    return tuple(Earlier(name, until) for name, until in rows)


def _documents(session: Session, file_id: int, order_numbers: dict[int, str]) -> tuple[DocumentDetail, ...]:
    documents = session.scalars(
        select(Document).where(Document.file_id == file_id).order_by(Document.dated, Document.id)
    ).all()
    scans: dict[int, list[ScanDetail]] = {}
    for scan in session.scalars(
        select(Scan)
        .join(Document, Document.id == Scan.document_id)
        .where(Document.file_id == file_id)
        .order_by(Scan.id)
    ):
        detail = ScanDetail(scan.id, scan.name, scan.sha256, scan.media_type, scan.size, scan.pages)
        scans.setdefault(scan.document_id, []).append(detail)
    return tuple(
        DocumentDetail(
            id=document.id,
            type=document.type,
            number=document.number,
            dated=document.dated,
            amount=document.amount,
            expiry=document.expiry,
            note=document.note,
            paper=document.paper,
            order_no=order_numbers.get(document.repair_order_id or 0),
            scans=tuple(scans.get(document.id, ())),
            order_id=document.repair_order_id,
        )
        for document in documents
    )


def _waivers(session: Session, file_id: int) -> tuple[WaiverDetail, ...]:
    rows = session.execute(
        select(Waiver.type, Waiver.reason, User.name)
        .join(User, User.id == Waiver.waived_by)
        .where(Waiver.file_id == file_id)
        .order_by(Waiver.id)
    )
    return tuple(WaiverDetail(*row) for row in rows)


def order_details(session: Session, orders: Sequence[RepairOrder]) -> tuple[OrderDetail, ...]:
    """The orders in full, in their order."""
    lines: dict[int, list[Values]] = {}
    for line in session.scalars(
        select(RepairLine)
        .where(RepairLine.order_id.in_([order.id for order in orders]))
        .order_by(RepairLine.order_id, RepairLine.line_no)
    ):
        lines.setdefault(line.order_id, []).append(_values(line, LINE_FIELDS))
    own = [field for field in ORDER_FIELDS if field.code not in {"file_no", "plate", "vin"}]
    return tuple(
        OrderDetail(order.id, _values(order, own), tuple(lines.get(order.id, ()))) for order in orders
    )
