"""From changed columns to what the history tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.fields import FIELDS, Field, RecordKind
from dealerdesk.domain.history_words import FURTHER_FIELDS
from dealerdesk.domain.values import from_stored, text_of
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.models import Customer, User

Stored = str | int | None

_KINDS = {
    "vehicle_file": RecordKind.FILES,
    "customer": RecordKind.CUSTOMERS,
    "repair_order": RecordKind.REPAIR_ORDERS,
    "repair_line": RecordKind.REPAIR_ORDERS,
    "policy": RecordKind.POLICIES,
}
_FOLLOWING_OTHERS = {"plate_key", "verified_at", "filed_at", "repair_order_id"}
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
    if column == "customer_id":
        return Told("customer", _name(session, Customer, before), _name(session, Customer, after))
    if column == "archived_at":
        return Told("archived", *("no" if value is None else "yes" for value in (before, after)))
    if column in {"verified_by", "filed_by"}:
        return Told(column, _name(session, User, before), _name(session, User, after))
    kind = _KINDS.get(table)
    for field in FIELDS[kind] if kind else ():
        if column_name(table, field.code) == column:
            return Told(field.code, _said(field, before), _said(field, after))
    code = column if column in FURTHER_FIELDS else f"{table}.{column}"
    return Told(code, _plain(before), _plain(after))


def _name(session: Session, model: type[Customer | User], id_: Stored) -> str | None:
    return session.scalar(select(model.name).where(model.id == id_)) if id_ is not None else None


def _said(field: Field, stored: Stored) -> str | None:
    return None if stored is None else text_of(field, from_stored(field.type, stored))


def _plain(stored: Stored) -> str | None:
    return None if stored is None else str(stored)
