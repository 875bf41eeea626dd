"""What lies in two files of one vehicle, brought into one: documents with scans, repair orders, policies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.documents import Paper
from dealerdesk.services.merging.plans import Hanging, joined
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Document, Scan

_TOLD = ("number", "dated", "amount", "expiry", "repair_order_id")
"""What tells two documents of one type apart."""
_PAPERS = (Paper.PRESENT, Paper.CHECKED_OUT, Paper.MISSING, Paper.NOT_APPLICABLE)
"""What is known of a paper, the most first."""
_HANGING = """
SELECT 0, 0, (SELECT count(*) FROM document WHERE file_id = ?1),
       (SELECT count(*) FROM scan s JOIN document d ON d.id = s.document_id WHERE d.file_id = ?1),
       (SELECT count(*) FROM repair_order WHERE file_id = ?1),
       (SELECT count(*) FROM policy WHERE file_id = ?1),
       (SELECT count(*) FROM waiver WHERE file_id = ?1),
       (SELECT count(*) FROM plate_record WHERE file_id = ?1),
       (SELECT count(*) FROM owner_record WHERE file_id = ?1)
"""
_MOVE_WAIVERS = """
UPDATE waiver AS w SET file_id = ?1, version = version + 1 WHERE file_id = ?2
AND NOT EXISTS (SELECT 1 FROM waiver k WHERE k.file_id = ?1 AND k.type = w.type)
"""


def hanging_on(session: Session, file_id: int) -> Hanging:
    """How much hangs on a vehicle file."""
    return Hanging(*driver(session.connection()).execute(_HANGING, (file_id,)).fetchone())


def move_contents(session: Session, kept: int, other: int) -> None:
    """Move all that lies in the file `other` to `kept`; a waiver that it has already stays where it is."""
    connection = driver(session.connection())
    for table in ("repair_order", "policy"):
        connection.execute(
            f"UPDATE {table} SET file_id = ?, version = version + 1 WHERE file_id = ?", (kept, other)
        )
    connection.execute(_MOVE_WAIVERS, (kept, other))
    there = list(_papers_of(session, kept))
    for paper in _papers_of(session, other):
        same = next((each for each in there if _is_same(each, paper)), None)
        if same is None:
            paper.document.file_id = kept
        else:
            there.remove(same)
            _unite(session, same, paper)
    session.flush()


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document with its scans."""

    document: Document
    scans: Sequence[Scan]

    @property
    def hashes(self) -> frozenset[str]:
        return frozenset(scan.sha256 for scan in self.scans)


def _papers_of(session: Session, file_id: int) -> list[_Paper]:
    documents = session.scalars(
        select(Document).where(Document.file_id == file_id).order_by(Document.id)
    ).all()
    scans = session.scalars(
        select(Scan).where(Scan.document_id.in_([each.id for each in documents])).order_by(Scan.id)
    ).all()
    return [_Paper(each, [scan for scan in scans if scan.document_id == each.id]) for each in documents]


def _is_same(one: _Paper, other: _Paper) -> bool:
    """Whether two documents are one: of one type, with a scan or a number in common, and not at odds."""
    mine, theirs = one.document, other.document
    if mine.type != theirs.type or any(
        getattr(mine, column) is not None
        and getattr(theirs, column) is not None
        and getattr(mine, column) != getattr(theirs, column)
        for column in _TOLD
    ):
        return False
    return bool(mine.number and mine.number == theirs.number) or not one.hashes.isdisjoint(other.hashes)


def _unite(session: Session, kept: _Paper, other: _Paper) -> None:
    """Bring all that the other document says and holds into the one that stays, each scan once."""
    mine, theirs = kept.document, other.document
    for column in _TOLD:
        if getattr(mine, column) is None:
            setattr(mine, column, getattr(theirs, column))
    mine.note = joined(mine.note or "", theirs.note or "") or None
    mine.paper = min(mine.paper, theirs.paper, key=lambda paper: _PAPERS.index(Paper(paper)))
    for scan in other.scans:
        if scan.sha256 in kept.hashes:
            session.delete(scan)
        else:
            scan.document_id = mine.id
    session.flush()
    session.delete(theirs)
