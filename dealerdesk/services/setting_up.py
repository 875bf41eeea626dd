"""Writing settings and the table of required documents, inside a unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import DEFAULT_REQUIRED
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.settings import DEALERSHIP_NAME, MARKET, PAPER_AND_SCAN, Option
from dealerdesk.storage.models import RequiredDocument, Setting

T = TypeVar("T")


def seed_required(session: Session, market: Market) -> None:
    """Make `market` the dealership's, and its default table the table of required documents."""
    require(session, DEFAULT_REQUIRED[market])
    store(session, MARKET, market.value)


def require(session: Session, table: Mapping[FileKind, Iterable[DocumentType]]) -> None:
    """Make `table` the table of required documents; what stays in it is not touched."""
    wanted = {(kind.value, type_.value) for kind, types in table.items() for type_ in types}
    there = {(row.kind, row.type): row for row in session.scalars(select(RequiredDocument))}
    for pair in sorted(there.keys() - wanted):
        session.delete(there[pair])
    session.add_all(RequiredDocument(kind=kind, type=type_) for kind, type_ in sorted(wanted - there.keys()))


def name_dealership(session: Session, name: str) -> None:
    """Give the dealership its name; raises ``setting_value``."""
    store(session, DEALERSHIP_NAME, DEALERSHIP_NAME.write(DEALERSHIP_NAME.parse(name)))


def need_paper_and_scan(session: Session, *, both: bool) -> None:
    """Say whether a required document needs its paper and a scan."""
    store(session, PAPER_AND_SCAN, PAPER_AND_SCAN.write(both))


def store(session: Session, option: Option[T], text: str) -> None:
    """Keep `text` where it differs from the default, and nothing where it does not."""
    row = session.scalar(select(Setting).where(Setting.key == option.key))
    if text == option.default_text:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Setting(key=option.key, value=text))
    else:
        row.value = text
