"""Which documents a visit needs, and which of them are there (product.md, The vehicle file, point 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import Completeness, FileContents, SettledOrder, completeness
from dealerdesk.domain.documents import DocumentType, Side
from dealerdesk.services.completeness import held_by
from dealerdesk.services.settings import paper_and_scan, required_types
from dealerdesk.storage.engine import driver


@dataclass(frozen=True, slots=True)
class VisitPapers:
    """What decides which documents a visit needs."""

    order_id: int
    file_id: int
    settled_on: date | None
    has_parts: bool


def papers_of(session: Session, visits: Sequence[VisitPapers], today: date) -> dict[int, Completeness]:
    """The completeness of each visit by the order's id, as if it were settled by now.

    Nobody waits for the settlement statement of an order that is open.
    """
    connection = driver(session.connection())
    required = required_types(connection)
    both = paper_and_scan(connection)
    held = held_by(connection, sorted({visit.file_id for visit in visits}))
    found = {}
    for visit in visits:
        file = held[visit.file_id]
        own = str(visit.order_id)
        contents = FileContents(
            tuple(document for document in file.contents.documents if document.order == own),
            (SettledOrder(own, today, visit.has_parts),),
            file.contents.waived,
        )
        types = [
            wanted
            for wanted in required[file.kind]
            if wanted.side is Side.SERVICE
            and (visit.settled_on or wanted is not DocumentType.SETTLEMENT_STATEMENT)
        ]
        found[visit.order_id] = completeness(types, contents, today=today, paper_and_scan=both)
    return found
