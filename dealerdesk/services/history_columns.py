"""From changed columns to what the history tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.document_fields import document_field
from dealerdesk.domain.fields import FIELDS, Field, RecordKind
from dealerdesk.domain.history_words import FURTHER_FIELDS
from dealerdesk.domain.values import from_stored, text_of
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.engine import driver
from dealerdesk.storage.file_history import last_image
from dealerdesk.storage.models import Customer, Document, RepairOrder, User

Stored = str | int | None

_KINDS = {
    "vehicle_file": RecordKind.FILES,
    "customer": RecordKind.CUSTOMERS,
    "repair_order": RecordKind.REPAIR_ORDERS,
    "repair_line": RecordKind.REPAIR_ORDERS,
    "policy": RecordKind.POLICIES,
}
_FOLLOWING_OTHERS = {"plate_key", "verified_at", "filed_at", "waived_by"}
"""Columns that change with another one, which says it all."""


class Told(NamedTuple):
    """One changed field: its code (``table.column`` where a code would be ambiguous) and canonical texts."""

    code: str
    before: str | None
    after: str | None


def told_columns(columns: Iterable[str]) -> Iterator[str]:
    """Those of the changed columns that say something of their own."""
    return (column for column in columns if column not in _FOLLOWING_OTHERS)


def told(session: Session, table: str, column: str, before: Stored, after: Stored) -> Told:
    """A changed column by its field code; rows that are pointed to are told by their names."""
    if column == "archived_at":
        return Told("archived", *("no" if value is None else "yes" for value in (before, after)))
    if (pointing := _POINTING.get((table, column))) is not None:
        code, name = pointing
        return Told(code, name(session, before), name(session, after))
    if table == "document" and (of_document := document_field(column)):
        return Told(f"document.{column}", _said(of_document, before), _said(of_document, after))
    kind = _KINDS.get(table)
    for field in FIELDS[kind] if kind else ():
        if column_name(table, field.code) == column:
            return Told(field.code, _said(field, before), _said(field, after))
    code = column if column in FURTHER_FIELDS else f"{table}.{column}"
    return Told(code, _plain(before), _plain(after))


def _customer(session: Session, id_: Stored) -> str | None:
    if not isinstance(id_, int):
        return None
    now = session.scalar(select(Customer.name).where(Customer.id == id_))
    return now or last_image(driver(session.connection()), "customer", id_).get("name")


def _user(session: Session, id_: Stored) -> str | None:
    return session.scalar(select(User.name).where(User.id == id_))


def _order_no(session: Session, id_: Stored) -> str | None:
    if not isinstance(id_, int):
        return None
    now = session.scalar(select(RepairOrder.order_no).where(RepairOrder.id == id_))
    return now or last_image(driver(session.connection()), "repair_order", id_).get("order_no")


def _document(session: Session, id_: Stored) -> str | None:
    """A document by its number, else by its type."""
    row = session.execute(select(Document.number, Document.type).where(Document.id == id_)).first()
    if row is None and isinstance(id_, int):
        gone = last_image(driver(session.connection()), "document", id_)
        return gone.get("number") or gone.get("type")
    return (row.number or row.type) if row else None


_POINTING: dict[tuple[str, str], tuple[str, Callable[[Session, Stored], str | None]]] = {
    ("vehicle_file", "customer_id"): ("customer", _customer),
    ("owner_record", "customer_id"): ("customer", _customer),
    ("vehicle_file", "verified_by"): ("verified_by", _user),
    ("vehicle_file", "filed_by"): ("filed_by", _user),
    ("document", "repair_order_id"): ("document.order_no", _order_no),
    ("scan", "document_id"): ("scan.document", _document),
}
"""Columns that point to other rows: the code under which they are told, and what the row is called."""


def _said(field: Field, stored: Stored) -> str | None:
    return None if stored is None else text_of(field, from_stored(field.type, stored))


def _plain(stored: Stored) -> str | None:
    return None if stored is None else str(stored)
