"""What the report of an audit says: scope, method, figures, every discrepancy, signatures, a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dealerdesk.domain.audit_findings import Compared
from dealerdesk.domain.audits import (
    CARD_FIELD_LABELS,
    FAULT_LABELS,
    MARK_LABELS,
    SCOPE_LABELS,
    STATE_LABELS,
    STRAY_LABELS,
    AuditState,
)
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.fields import FILE_NO, YES, Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.sampling import CONFIDENCE, RATE_EXPLAINED, SIZE_EXPLAINED, margin_of
from dealerdesk.exchange.writing.outgoing import Stored
from dealerdesk.exchange.writing.pages import SheetPage
from dealerdesk.services.audits.meanwhile import MEANWHILE_LABELS
from dealerdesk.services.audits.reported import AuditReport, ReportedType
from dealerdesk.services.audits.standing import Discrepancy

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

BELONGS_IN = Message("audit_report.location", "Belongs in")
SEEN_IN = Message("audit_report.places", "Seen in")
SEEN_BY = Message("audit_report.seen_by", "Seen by")
CAUSE = Message("audit_report.cause", "Cause")
ACTION = Message("audit_report.action", "Action")
RESPONSIBLE = Message("audit_report.responsible", "Responsible")
DUE = Message("audit_report.due", "Due")
AGAIN = Message("audit_report.again", "Missing last time, too")
ON_PAPER = Message("audit_report.on_paper", "The paper says")
SHEET_REPORT = Message("audit_report.sheet", "Audit report")
SHEET_CABINETS = Message("audit_report.cabinets", "Cabinets")
SHEET_DOCUMENTS = Message("audit_report.documents", "Document types")
SHEET_COMPARED = Message("audit_report.compared", "Compared with last time")
SHEET_DISCREPANCIES = Message("audit_report.discrepancies", "Discrepancies")
SHEET_MEANWHILE = Message("audit_report.meanwhile", "Changed meanwhile")
SHEET_BESIDE = Message("audit_report.beside", "Not on the list")

COMPARED_LABELS = {
    Compared.STILL_MISSING: Message("audit_report.still_missing", "Missing then and now"),
    Compared.FOUND_AGAIN: Message("audit_report.found_again", "Missing then, found now"),
    Compared.NEWLY_MISSING: Message("audit_report.newly_missing", "Newly missing"),
    Compared.NO_LONGER_EXPECTED: Message("audit_report.no_longer", "Missing then, not expected now"),
}


def _text(label: Message) -> Field:
    return Field(label.code, FieldType.TEXT, label)


def _number(label: Message) -> Field:
    return Field(label.code, FieldType.INTEGER, label)


_ITEM, _VALUE = _text(Message("audit_report.item", "Item")), _text(Message("audit_report.value", "Entry"))
CABINET = _text(Message("audit_report.cabinet", "Cabinet"))
_EXPECTED, _COUNTED = (
    _number(Message("audit_report.expected", "Expected")),
    _number(Message("audit_report.counted", "Counted")),
)
_MISSING, _MISPLACED = (
    _number(Message("audit_report.missing", "Missing")),
    _number(Message("audit_report.misplaced", "Misplaced")),
)
_TYPE = _text(Message("audit_report.type", "Document type"))
CABINET_COLUMNS = (CABINET, _EXPECTED, _COUNTED, _MISSING, _MISPLACED)
TYPE_COLUMNS = (
    _TYPE,
    _number(Message("audit_report.required", "Required")),
    _number(Message("audit_report.paper_on_record", "Paper on record")),
    _number(Message("audit_report.scan_on_record", "Scan on record")),
    _number(Message("audit_report.paper_checked", "Papers checked")),
    _number(Message("audit_report.paper_wrong", "Papers missing or unreadable")),
    _number(Message("audit_report.scan_checked", "Scans checked")),
    _number(Message("audit_report.scan_wrong", "Scans missing or unreadable")),
)
FAULT, _CODE = (
    _text(Message("audit_report.fault", "Discrepancy")),
    _text(Message("audit_report.code", "Scanned code")),
)
_DISCREPANCY = (
    FAULT,
    _TYPE,
    FILE_NO,
    _CODE,
    _text(Message("audit_report.plate", "Plate number")),
    _text(Message("audit_report.vehicle", "Vehicle")),
    _text(BELONGS_IN),
    _text(SEEN_IN),
    _text(SEEN_BY),
    _text(Message("audit_report.note", "Note")),
    _text(CAUSE),
    _text(ACTION),
    _text(RESPONSIBLE),
    _text(DUE),
    _text(AGAIN),
    _text(Message("audit_report.mark", "Found to be")),
    _text(ON_PAPER),
)
COMPARED_COLUMNS = (
    _ITEM,
    _text(Message("audit_report.last_time", "Last time")),
    _text(Message("audit_report.this_time", "This time")),
)
CHANGED_COLUMNS = (
    FILE_NO,
    _text(Message("audit_report.what", "What happened")),
    _text(Message("audit_report.before", "Place before")),
    _text(Message("audit_report.after", "Place after")),
)
BESIDE_COLUMNS = (
    FILE_NO,
    _text(Message("audit_report.why", "Why not listed")),
    _text(Message("audit_report.place", "Seen at")),
)


def report_pages(report: AuditReport) -> list[SheetPage]:
    """What the report says, sheet by sheet, in the current language."""
    cabinets = [
        (each.cabinet, each.expected, each.counted, each.missing, each.misplaced) for each in report.cabinets
    ]
    beside = [(no, STRAY_LABELS[why].said(), place) for no, why, place in report.beside]
    compared = [SheetPage(SHEET_COMPARED.said(), COMPARED_COLUMNS, compared_rows(report))]
    return [
        SheetPage(SHEET_REPORT.said(), (_ITEM, _VALUE), list(_summary(report))),
        SheetPage(SHEET_CABINETS.said(), CABINET_COLUMNS, cabinets),
        SheetPage(SHEET_DOCUMENTS.said(), TYPE_COLUMNS, list(map(_type_row, report.types))),
        *(compared if report.comparison else ()),
        SheetPage(SHEET_DISCREPANCIES.said(), _DISCREPANCY, list(map(_discrepancy, report.discrepancies))),
        SheetPage(SHEET_MEANWHILE.said(), CHANGED_COLUMNS, changed_rows(report)),
        SheetPage(SHEET_BESIDE.said(), BESIDE_COLUMNS, beside),
    ]


def _summary(report: AuditReport) -> Iterator[tuple[str, str]]:
    yield from scope_pairs(report)
    yield from figure_pairs(report)
    yield from rate_pairs(report)
    for name, at in report.signatures:
        yield _SIGNATURE.said(), SIGNED.said(name=name, at=f"{at:%Y-%m-%d %H:%M}")
    yield FINGERPRINT.said(), report.seal


def scope_pairs(report: AuditReport) -> Iterator[tuple[str, str]]:
    """What was audited, and how."""
    audit, found = report.audit, report.figures
    yield _TITLE.said(), audit.title
    closed = audit.state is AuditState.CLOSED
    yield _STATE.said(), STATE_LABELS[audit.state].said() if closed else PROVISIONAL.said()
    yield AS_OF.said(), audit.as_of.isoformat()
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


def figure_pairs(report: AuditReport) -> list[tuple[str, str]]:
    """The figures of the whole audit by their names."""
    found = report.figures
    numbers = (
        (_EXPECTED.label, found.expected),
        (_COUNTED.label, found.counted),
        (_MISSING.label, found.missing),
        (_MISPLACED.label, found.misplaced),
        (SHEET_DISCREPANCIES, found.discrepancies),
        (_PASSED, found.passed),
        (_UNKNOWN, found.unknown),
        (_ARCHIVED, found.archived),
        (_CONFLICTS, found.conflicts),
        (_PAPERS, found.papers),
        (_SCANS, found.scans),
        (_CARDS, found.cards),
        (UNEXPLAINED, found.unexplained),
    )
    return [(label.said(), str(number)) for label, number in numbers]


def compared_rows(report: AuditReport) -> list[tuple[str, str, str]]:
    """The last audit of the same scope beside this one, figure by figure; "" where one says nothing of it."""
    compared = report.comparison
    if compared is None:
        return []
    then, now = compared.figures_before, compared.figures
    numbers = (
        (_EXPECTED.label, then.expected, now.expected),
        (_COUNTED.label, then.counted, now.counted),
        (_MISSING.label, then.missing, now.missing),
        (_MISPLACED.label, then.misplaced, now.misplaced),
        (SHEET_DISCREPANCIES, then.discrepancies, now.discrepancies),
        (_PASSED, then.passed, now.passed),
    )
    rates = [
        as_percent(rate.rate) if rate.rate is not None else ""
        for rate in (compared.rate_before, compared.rate)
    ]
    return [
        (_TITLE.said(), compared.before.title, report.audit.title),
        (AS_OF.said(), compared.before.as_of.isoformat(), report.audit.as_of.isoformat()),
        *((label.said(), str(before), str(after)) for label, before, after in numbers),
        (PASS_RATE.said(), rates[0], rates[1]),
        *((COMPARED_LABELS[what].said(), "", str(count)) for what, count in compared.counts.items()),
    ]


def rate_pairs(report: AuditReport) -> Iterator[tuple[str, str]]:
    """How complete the files were on record, how many are in order, and what a draw says of all."""
    passing = report.rate
    if report.complete is not None:
        yield COMPLETENESS.said(), as_percent(report.complete)
    if passing.rate is not None:
        yield PASS_RATE.said(), as_percent(passing.rate)
    if report.audit.seed is not None and passing.interval:
        low, high = passing.interval.low * 100, passing.interval.high * 100
        told = {"passed": passing.passed, "size": passing.expected, "confidence": _percent()}
        yield _BOUNDS.said(), RATE_EXPLAINED.said(**told, low=f"{low:.1f}", high=f"{high:.1f}")


def as_percent(rate: float) -> str:
    """A rate from 0 to 1 as people read it."""
    return f"{rate * 100:.1f} %"


def _percent() -> int:
    return round(CONFIDENCE * 100)


def _type_row(each: ReportedType) -> tuple[Stored, ...]:
    return (
        TYPE_LABELS[each.type].said(),
        each.required,
        each.papers,
        each.scans,
        each.papers_checked,
        each.papers_wrong,
        each.scans_checked,
        each.scans_wrong,
    )


def _discrepancy(found: Discrepancy) -> Sequence[Stored]:
    return (
        FAULT_LABELS[found.fault].said(),
        about(found) or None,
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
        MARK_LABELS[found.mark].said() if found.mark else None,
        found.on_paper,
    )


def about(found: Discrepancy) -> str:
    """The document type or the field of the card that a discrepancy is about; "" for a whole folder."""
    if found.field:
        return CARD_FIELD_LABELS[found.field].said()
    return TYPE_LABELS[found.type].said() if found.type else ""


def changed_rows(report: AuditReport) -> list[tuple[Stored, ...]]:
    """What became of files since the opening."""
    return [(row.file_no, MEANWHILE_LABELS[row.what].said(), row.before, row.after) for row in report.changed]


_TITLE, _STATE = Message("audit_report.title", "Audit"), Message("audit_report.state", "State")
AS_OF, _SCOPE = Message("audit_report.as_of", "As of"), Message("audit_report.scope", "Scope")
_DRAW, _SIZE = Message("audit_report.draw", "Draw"), Message("audit_report.size", "Sample size")
_METHOD = Message("audit_report.method_label", "Method")
_OPENED, _CLOSED = Message("audit_report.opened", "Opened"), Message("audit_report.closed", "Closed")
_UNKNOWN = Message("audit_report.unknown", "Folders not in the record")
_ARCHIVED = Message("audit_report.archived", "Folders of archived files")
_CONFLICTS = Message("audit_report.conflicts", "Counters disagree")
_PAPERS, _SCANS = TYPE_COLUMNS[5].label, TYPE_COLUMNS[7].label
_CARDS = Message("audit_report.cards", "Cards that differ from the paper")
UNEXPLAINED = Message("audit_report.unexplained", "Not explained yet")
_PASSED = Message("audit_report.passed", "Files in order")
COMPLETENESS = Message("audit_report.completeness", "Completeness on record")
PASS_RATE = Message("audit_report.pass_rate", "Pass rate")
_BOUNDS = Message("audit_report.bounds", "What the draw says of all files")
_SIGNATURE = Message("audit_report.signature", "Signature")
FINGERPRINT = Message("audit_report.fingerprint", "Fingerprint")
