"""Completeness of vehicle files, from the rows in the database (product.md, The vehicle file, point 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import (
    Completeness,
    FileContents,
    HeldDocument,
    SettledOrder,
    completeness,
)
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.files import FileKind
from dealerdesk.services.settings import paper_and_scan, required_types
from dealerdesk.storage.models import Document, RepairLine, RepairOrder, Scan, VehicleFile, Waiver

_TYPES = {type_.value: type_ for type_ in DocumentType}
_PAPERS = {paper.value: paper for paper in Paper}


@dataclass(frozen=True, slots=True)
class FileHeld:
    """What completeness asks of one file: its kind and what it holds."""

    kind: FileKind
    contents: FileContents


def completeness_of(session: Session, file_ids: Sequence[int], today: date) -> dict[int, Completeness]:
    """The completeness of each file as of `today`, by file id; ids that are gone are left out."""
    required = required_types(session)
    both = paper_and_scan(session)
    return {
        file_id: completeness(required[held.kind], held.contents, today=today, paper_and_scan=both)
        for file_id, held in held_by(session, file_ids).items()
    }


def held_by(session: Session, file_ids: Sequence[int]) -> dict[int, FileHeld]:
    """What each file holds, by file id; ids that are gone are left out."""
    kinds = session.execute(select(VehicleFile.id, VehicleFile.kind).where(VehicleFile.id.in_(file_ids)))
    documents = _documents(session, Document.file_id.in_(file_ids))
    orders = _settled_orders(session, RepairOrder.file_id.in_(file_ids))
    waived = defaultdict(set)
    for file_id, type_ in session.execute(
        select(Waiver.file_id, Waiver.type).where(Waiver.file_id.in_(file_ids))
    ):
        waived[file_id].add(DocumentType(type_))
    return {
        file_id: FileHeld(
            FileKind(kind),
            FileContents(
                tuple(documents[file_id]), tuple(orders[file_id]), frozenset(waived.get(file_id, ()))
            ),
        )
        for file_id, kind in kinds
    }


def _documents(session: Session, of_files: ColumnElement[bool]) -> dict[int, list[HeldDocument]]:
    scans = select(func.count()).where(Scan.document_id == Document.id).scalar_subquery()
    found: dict[int, list[HeldDocument]] = defaultdict(list)
    rows: Iterable[tuple[int, str, str, int, int | None]] = session.execute(
        select(Document.file_id, Document.type, Document.paper, scans, Document.repair_order_id).where(
            of_files
        )
    )
    for file_id, type_, paper, count, order in rows:
        held = HeldDocument(_TYPES[type_], _PAPERS[paper], count, None if order is None else str(order))
        found[file_id].append(held)
    return found


def _settled_orders(session: Session, of_files: ColumnElement[bool]) -> dict[int, list[SettledOrder]]:
    parts = exists().where(RepairLine.order_id == RepairOrder.id, RepairLine.line_kind == LineKind.PART.value)
    found: dict[int, list[SettledOrder]] = defaultdict(list)
    rows: Iterable[tuple[int, int, date | None, bool]] = session.execute(
        select(RepairOrder.file_id, RepairOrder.id, RepairOrder.settled_on, parts).where(of_files)
    )
    for file_id, order, settled_on, has_parts in rows:
        if settled_on:
            found[file_id].append(SettledOrder(str(order), settled_on, has_parts))
    return found
