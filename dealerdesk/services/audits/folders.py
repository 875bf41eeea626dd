"""One folder of an audit as it lies on the counter's desk: expected contents, and what was said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealerdesk.domain.audits import CardField, CardSaid, Fault, Mark, Said
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits.codes import Entry, FolderLine, OpenAudit
from dealerdesk.services.audits.evidence import EvidenceRow, evidence_of
from dealerdesk.services.audits.scanning import Sighting
from dealerdesk.storage.audits import FAULTS

_PHONE_AND_DOCUMENTS = "SELECT phone, documents FROM audit_file WHERE id = ?"
_HELD = """
SELECT d.type, count(*), iif(count(*) = 1, coalesce(min(d.number), ''), ''),
    max(d.paper IN ('present', 'checked_out')), max(EXISTS (SELECT 1 FROM scan s WHERE s.document_id = d.id))
FROM document d WHERE d.file_id = ? GROUP BY d.type
"""
_MARKS = "SELECT type, paper, scan, note FROM audit_document WHERE entry_id = ?"
_CARD = "SELECT field, said, on_paper FROM audit_card WHERE entry_id = ?"
_SIGHTINGS = "SELECT counted_by, place, counted_at, said FROM audit_count WHERE entry_id = ? ORDER BY id"
_FAULTS_OF = f"SELECT DISTINCT fault FROM ({FAULTS}) WHERE entry_id = :entry"


@dataclass(frozen=True, slots=True)
class FolderPaper:
    """One type of document in a folder: what the record has, and what the counter said.

    `has_paper` and `has_scan` are as at the opening where the type is `required`, else as the record has
    them now, like `count`; `words` is the number of the one document there is.
    """

    type: DocumentType
    required: bool
    has_paper: bool
    has_scan: bool
    count: int
    words: str
    paper: Mark | None
    scan: Mark | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CardLine:
    """One field of a folder's card: what the record had, and what the counter said of the paper."""

    field: CardField
    on_record: str
    said: CardSaid | None
    on_paper: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """An expected folder with all that was said of it; `faults` are what is not in order now."""

    line: FolderLine
    phone: str | None
    papers: tuple[FolderPaper, ...]
    card: tuple[CardLine, ...]
    evidence: tuple[EvidenceRow, ...]
    sightings: tuple[Sighting, ...]
    faults: tuple[Fault, ...]


def folder_of(connection: Any, audit: OpenAudit, entry: Entry) -> Folder:
    """All there is to see of an expected folder."""
    phone, documents = connection.execute(_PHONE_AND_DOCUMENTS, (entry.id,)).fetchone()
    found = {fault for (fault,) in connection.execute(_FAULTS_OF, {"audit": audit.id, "entry": entry.id})}
    return Folder(
        line=entry.line,
        phone=phone,
        papers=tuple(_papers(connection, entry, json.loads(documents))),
        card=tuple(_card(connection, entry, phone)),
        evidence=evidence_of(connection, entry.id),
        sightings=tuple(
            Sighting(by, place, datetime.fromisoformat(at), Said(said))
            for by, place, at, said in connection.execute(_SIGHTINGS, (entry.id,))
        ),
        faults=tuple(fault for fault in Fault if fault in found),
    )


def _papers(connection: Any, entry: Entry, frozen: dict[str, str]) -> Iterator[FolderPaper]:
    """The required types first, then the others that hold documents or were marked."""
    held = {kind: told for kind, *told in connection.execute(_HELD, (entry.line.file_id,))}
    marks = {kind: told for kind, *told in connection.execute(_MARKS, (entry.id,))}
    for kind in sorted(DocumentType, key=lambda kind: kind not in frozen):
        count, words, has_paper, has_scan = held.get(kind, (0, "", False, False))
        required = kind in frozen
        if required:
            has_paper, has_scan = "p" in frozen[kind], "s" in frozen[kind]
        elif not count and kind not in marks:
            continue
        paper, scan, note = marks.get(kind, (None, None, None))
        yield FolderPaper(
            type=kind,
            required=required,
            has_paper=bool(has_paper),
            has_scan=bool(has_scan),
            count=count,
            words=words,
            paper=Mark(paper) if paper else None,
            scan=Mark(scan) if scan else None,
            note=note,
        )


def _card(connection: Any, entry: Entry, phone: str | None) -> Iterator[CardLine]:
    told = {field: said for field, *said in connection.execute(_CARD, (entry.id,))}
    line = entry.line
    record = dict(zip(CardField, (line.vin, line.plate, line.owner, phone), strict=True))
    for field, value in record.items():
        said, on_paper = told.get(field, (None, None))
        yield CardLine(field, value or "", CardSaid(said) if said else None, on_paper)
