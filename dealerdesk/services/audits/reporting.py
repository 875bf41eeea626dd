"""The report of an audit: scope, method, figures, every discrepancy, signatures, and a fingerprint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dealerdesk.domain.audits import (
    FAULT_LABELS,
    SCOPE_LABELS,
    STATE_LABELS,
    STRAY_LABELS,
    AuditState,
    Mark,
    cabinet_of,
)
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_NO, YES, Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.sampling import CONFIDENCE, RATE_EXPLAINED, SIZE_EXPLAINED, margin_of
from dealerdesk.exchange.origins import AUDIT, AUDIT_CONTENT, AUDIT_FINGERPRINT
from dealerdesk.exchange.writing.outgoing import Stored
from dealerdesk.exchange.writing.pages import SheetPage, content_of, write_pages
from dealerdesk.services.audits.closing import signatures
from dealerdesk.services.audits.meanwhile import MEANWHILE_LABELS, changed_meanwhile
from dealerdesk.services.audits.standing import (
    AuditRow,
    discrepancies,
    figures,
    pass_rate,
    strays_beside,
)
from dealerdesk.storage.audits import fingerprint

REPORT_ENDING = Message(
    "report_ending", "A report is written as .xlsx, and {path} does not end so. Choose such a name."
)
PROVISIONAL = Message("audit_report.provisional", "provisional: the audit is still open")
METHOD = Message(
    "audit_report.method",
    "Each folder of the frozen list was looked for at its place. A folder seen several times counts once. "
    "Whatever is missing, misplaced, unknown or contradictory is a discrepancy, to be explained before "
    "closing.",
)
SEED = Message("audit_report.seed", "{size} of {population} files, drawn with the seed {seed}")
SIGNED = Message("audit_report.signed", "{name}, {at}")
OPENED_BY = Message("audit_report.opened_by", "{at}, by {name}")

SHEET_REPORT = Message("audit_report.sheet", "Audit report")
SHEET_CABINETS = Message("audit_report.cabinets", "Cabinets")
SHEET_DOCUMENTS = Message("audit_report.documents", "Document types")
SHEET_DISCREPANCIES = Message("audit_report.discrepancies", "Discrepancies")
SHEET_MEANWHILE = Message("audit_report.meanwhile", "Changed meanwhile")
SHEET_BESIDE = Message("audit_report.beside", "Not on the list")


def _text(label: Message) -> Field:
    return Field(label.code, FieldType.TEXT, label)


def _number(label: Message) -> Field:
    return Field(label.code, FieldType.INTEGER, label)


_ITEM, _VALUE = _text(Message("audit_report.item", "Item")), _text(Message("audit_report.value", "Entry"))
_CABINET = _text(Message("audit_report.cabinet", "Cabinet"))
_EXPECTED, _COUNTED = (
    _number(Message("audit_report.expected", "Expected")),
    _number(Message("audit_report.counted", "Counted")),
)
_MISSING, _MISPLACED = (
    _number(Message("audit_report.missing", "Missing")),
    _number(Message("audit_report.misplaced", "Misplaced")),
)
_TYPE = _text(Message("audit_report.type", "Document type"))
_DOCUMENTS = (
    _TYPE,
    _number(Message("audit_report.required", "Required")),
    _number(Message("audit_report.paper_on_record", "Paper on record")),
    _number(Message("audit_report.scan_on_record", "Scan on record")),
    _number(Message("audit_report.paper_checked", "Papers checked")),
    _number(Message("audit_report.paper_wrong", "Papers missing or unreadable")),
    _number(Message("audit_report.scan_checked", "Scans checked")),
    _number(Message("audit_report.scan_wrong", "Scans missing or unreadable")),
)
_FAULT, _CODE = (
    _text(Message("audit_report.fault", "Discrepancy")),
    _text(Message("audit_report.code", "Scanned code")),
)
_DISCREPANCY = (
    _FAULT,
    _TYPE,
    FILE_NO,
    _CODE,
    _text(Message("audit_report.plate", "Plate number")),
    _text(Message("audit_report.vehicle", "Vehicle")),
    _text(Message("audit_report.location", "Belongs in")),
    _text(Message("audit_report.places", "Seen in")),
    _text(Message("audit_report.seen_by", "Seen by")),
    _text(Message("audit_report.note", "Note")),
    _text(Message("audit_report.cause", "Cause")),
    _text(Message("audit_report.action", "Action")),
    _text(Message("audit_report.responsible", "Responsible")),
    _text(Message("audit_report.due", "Due")),
    _text(Message("audit_report.again", "Missing last time, too")),
)
_CHANGED = (
    FILE_NO,
    _text(Message("audit_report.what", "What happened")),
    _text(Message("audit_report.before", "Place before")),
    _text(Message("audit_report.after", "Place after")),
)
_BESIDE = (
    FILE_NO,
    _text(Message("audit_report.why", "Why not listed")),
    _text(Message("audit_report.place", "Seen at")),
)

_LOCATIONS = """
SELECT f.location, count(c.entry_id), coalesce(sum(c.misplaced), 0), count(*) FROM audit_file f LEFT JOIN (
    SELECT entry_id, max(NOT right_place) AS misplaced FROM audit_count
    WHERE audit_id = :audit AND said = 'found' GROUP BY entry_id) c ON c.entry_id = f.id
WHERE f.audit_id = :audit GROUP BY f.location
"""
_REQUIRED = """
SELECT j.key, count(*), sum(instr(j.value, 'p') > 0), sum(instr(j.value, 's') > 0), sum(j.value <> '')
FROM audit_file f, json_each(f.documents) j WHERE f.audit_id = ? GROUP BY j.key
"""
_MARKED = f"""
SELECT type, count(paper), coalesce(sum(paper IN ('{Mark.MISSING}', '{Mark.UNREADABLE}')), 0),
    count(scan), coalesce(sum(scan IN ('{Mark.MISSING}', '{Mark.UNREADABLE}')), 0)
FROM audit_document WHERE audit_id = ? GROUP BY type
"""


def write_report(connection: Any, audit: AuditRow, out: Path, at: datetime) -> Path:
    """Write the report as .xlsx in the current language; raises ``report_ending`` and what writing raises."""
    if out.suffix.lower() != ".xlsx":
        raise DealerDeskError(REPORT_ENDING, path=out)
    seal = fingerprint(connection, audit.id) or ""
    pages = report_pages(connection, audit, seal)
    said = {AUDIT: str(audit.id), AUDIT_FINGERPRINT: seal, AUDIT_CONTENT: content_of(pages)}
    write_pages(out, pages, title=audit.title, made_at=at, said=said)
    return out


def report_pages(connection: Any, audit: AuditRow, seal: str) -> list[SheetPage]:
    """What the report says, sheet by sheet; `seal` is the fingerprint of the audit's rows."""
    return [
        SheetPage(SHEET_REPORT.said(), (_ITEM, _VALUE), list(_summary(connection, audit, seal))),
        SheetPage(
            SHEET_CABINETS.said(),
            (_CABINET, _EXPECTED, _COUNTED, _MISSING, _MISPLACED),
            _cabinets(connection, audit.id),
        ),
        SheetPage(SHEET_DOCUMENTS.said(), _DOCUMENTS, _documents(connection, audit.id)),
        SheetPage(SHEET_DISCREPANCIES.said(), _DISCREPANCY, _discrepancies(connection, audit.id)),
        SheetPage(SHEET_MEANWHILE.said(), _CHANGED, _changed(connection, audit)),
        SheetPage(
            SHEET_BESIDE.said(),
            _BESIDE,
            [(no, STRAY_LABELS[why].said(), place) for no, why, place in strays_beside(connection, audit.id)],
        ),
    ]


def _summary(connection: Any, audit: AuditRow, seal: str) -> Iterator[tuple[str, str]]:
    found = figures(connection, audit.id)
    yield _TITLE.said(), audit.title
    closed = audit.state is AuditState.CLOSED
    yield _STATE.said(), STATE_LABELS[audit.state].said() if closed else PROVISIONAL.said()
    yield _AS_OF.said(), audit.as_of.isoformat()
    yield _SCOPE.said(), " · ".join(filter(None, (SCOPE_LABELS[audit.scope].said(), audit.conditions)))
    if audit.seed is not None:
        told = {"size": found.expected, "population": audit.population}
        yield _DRAW.said(), SEED.said(**told, seed=audit.seed)
        margin = f"{margin_of(found.expected, audit.population) * 100:.1f}"
        yield _SIZE.said(), SIZE_EXPLAINED.said(**told, margin=margin, confidence=_percent())
    yield _METHOD.said(), METHOD.said()
    yield _OPENED.said(), OPENED_BY.said(at=f"{audit.opened_at:%Y-%m-%d %H:%M}", name=audit.opened_by)
    if audit.closed_at:
        yield _CLOSED.said(), f"{audit.closed_at:%Y-%m-%d %H:%M}"
    numbers = (
        (_EXPECTED.label, found.expected),
        (_COUNTED.label, found.counted),
        (_MISSING.label, found.missing),
        (_MISPLACED.label, found.misplaced),
        (_UNKNOWN, found.unknown),
        (_ARCHIVED, found.archived),
        (_CONFLICTS, found.conflicts),
        (_PAPERS, found.papers),
        (_SCANS, found.scans),
        (SHEET_DISCREPANCIES, found.discrepancies),
        (_UNEXPLAINED, found.unexplained),
        (_PASSED, found.passed),
    )
    yield from ((label.said(), str(number)) for label, number in numbers)
    yield from _rates(connection, audit)
    for name, at in signatures(connection, audit.id):
        yield _SIGNATURE.said(), SIGNED.said(name=name, at=f"{at:%Y-%m-%d %H:%M}")
    yield _FINGERPRINT.said(), seal


def _rates(connection: Any, audit: AuditRow) -> Iterator[tuple[str, str]]:
    """How complete the files were on record, and how many are in order."""
    rows = connection.execute(_REQUIRED, (audit.id,)).fetchall()
    required, present = sum(row[1] for row in rows), sum(row[4] for row in rows)
    if required:
        yield _COMPLETENESS.said(), _as_percent(present / required)
    passing = pass_rate(figures(connection, audit.id))
    if passing.rate is not None:
        yield _PASS_RATE.said(), _as_percent(passing.rate)
    if audit.seed is not None and passing.interval:
        low, high = passing.interval.low * 100, passing.interval.high * 100
        told = {"passed": passing.passed, "size": passing.expected, "confidence": _percent()}
        yield _BOUNDS.said(), RATE_EXPLAINED.said(**told, low=f"{low:.1f}", high=f"{high:.1f}")


def _as_percent(rate: float) -> str:
    return f"{rate * 100:.1f} %"


def _percent() -> int:
    return round(CONFIDENCE * 100)


def _cabinets(connection: Any, audit_id: int) -> list[tuple[Stored, ...]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for location, counted, misplaced, expected in connection.execute(_LOCATIONS, {"audit": audit_id}):
        total = sums[cabinet_of(location)]
        for at, number in enumerate((expected, counted, misplaced)):
            total[at] += number
    return [
        (cabinet, expected, counted, expected - counted, misplaced)
        for cabinet, (expected, counted, misplaced) in sorted(sums.items())
    ]


def _documents(connection: Any, audit_id: int) -> list[tuple[Stored, ...]]:
    required = {row[0]: row[1:4] for row in connection.execute(_REQUIRED, (audit_id,))}
    marked = {row[0]: row[1:] for row in connection.execute(_MARKED, (audit_id,))}
    return [
        (TYPE_LABELS[kind].said(), *required.get(kind, (0, 0, 0)), *marked.get(kind, (0, 0, 0, 0)))
        for kind in DocumentType
        if kind in required or kind in marked
    ]


def _discrepancies(connection: Any, audit_id: int) -> list[Sequence[Stored]]:
    return [
        (
            FAULT_LABELS[found.fault].said(),
            TYPE_LABELS[found.type].said() if found.type else None,
            found.file_no,
            None if found.code == found.file_no else found.code,
            found.plate,
            found.vehicle,
            found.location,
            found.places,
            found.seen_by,
            found.note,
            found.cause,
            found.action,
            found.responsible,
            found.due.isoformat() if found.due else None,
            YES.said() if found.again else None,
        )
        for found in discrepancies(connection, audit_id)
    ]


def _changed(connection: Any, audit: AuditRow) -> list[tuple[Stored, ...]]:
    return [
        (row.file_no, MEANWHILE_LABELS[row.what].said(), row.before, row.after)
        for row in changed_meanwhile(connection, audit.id, audit.scope)
    ]


_TITLE, _STATE = Message("audit_report.title", "Audit"), Message("audit_report.state", "State")
_AS_OF, _SCOPE = Message("audit_report.as_of", "As of"), Message("audit_report.scope", "Scope")
_DRAW, _SIZE = Message("audit_report.draw", "Draw"), Message("audit_report.size", "Sample size")
_METHOD = Message("audit_report.method_label", "Method")
_OPENED, _CLOSED = Message("audit_report.opened", "Opened"), Message("audit_report.closed", "Closed")
_UNKNOWN = Message("audit_report.unknown", "Folders not in the record")
_ARCHIVED = Message("audit_report.archived", "Folders of archived files")
_CONFLICTS = Message("audit_report.conflicts", "Counters disagree")
_PAPERS, _SCANS = _DOCUMENTS[5].label, _DOCUMENTS[7].label
_UNEXPLAINED = Message("audit_report.unexplained", "Not explained yet")
_PASSED = Message("audit_report.passed", "Files in order")
_COMPLETENESS = Message("audit_report.completeness", "Completeness on record")
_PASS_RATE = Message("audit_report.pass_rate", "Pass rate")
_BOUNDS = Message("audit_report.bounds", "What the draw says of all files")
_SIGNATURE = Message("audit_report.signature", "Signature")
_FINGERPRINT = Message("audit_report.fingerprint", "Fingerprint")
