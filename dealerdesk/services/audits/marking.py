"""Marking documents in a folder, and explaining what is not in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dealerdesk.domain.audits import Explanation, Fault, Mark, is_match, words
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.audits.codes import Entry, OpenAudit, look_up
from dealerdesk.storage.audits import FAULTS
from dealerdesk.storage.models import AuditDocument, AuditExplanation
from dealerdesk.storage.unit_of_work import UnitOfWork

NOT_EXPECTED = Message(
    "audit_not_expected",
    "“{ref}” is not on the list of the audit “{title}”, so its documents are not counted there.",
)
NOTHING_TO_EXPLAIN = Message(
    "audit_nothing_to_explain", "There is no discrepancy of “{ref}” in the audit “{title}”."
)
CAUSE = Message("audit.cause", "Cause")
ACTION = Message("audit.action", "Action")
RESPONSIBLE = Message("audit.responsible", "Responsible")

_OF_ENTRY = f"SELECT fault, type FROM ({FAULTS}) WHERE entry_id = :subject"
_OF_STRAY = f"SELECT fault, type FROM ({FAULTS}) WHERE stray_id = :subject"


@dataclass(frozen=True, slots=True)
class DocumentMark:
    """What is said of one document; None leaves what was said before, and an empty note takes it away."""

    type: DocumentType
    paper: Mark | None = None
    scan: Mark | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked document: its file, whether it is in order, and the change set."""

    file_no: str
    match: bool
    change: int | None


@dataclass(frozen=True, slots=True)
class Explained:
    """An explained discrepancy: the file or code, how many are left in the whole audit, the change set."""

    file_no: str | None
    left: int
    change: int | None


def get_entry(connection: Any, audit: OpenAudit, ref: str) -> Entry:
    """The expected folder that `ref` names; raises ``audit_not_expected``."""
    found = look_up(connection, audit, ref)
    if not isinstance(found, Entry):
        raise DealerDeskError(NOT_EXPECTED, ref=ref, title=audit.title)
    return found


def mark_entry(work: UnitOfWork, audit: OpenAudit, entry: Entry, mark: DocumentMark, by: str) -> bool:
    """Write what is said of one document of an expected folder; whether it is in order."""
    row = work.session.scalar(
        select(AuditDocument).where(AuditDocument.entry_id == entry.id, AuditDocument.type == mark.type.value)
    )
    if row is None:
        row = AuditDocument(
            audit_id=audit.id, entry_id=entry.id, type=mark.type.value, marked_by=by, marked_at=work.at
        )
        work.session.add(row)
    before = (row.paper, row.scan, row.note)
    row.paper = mark.paper.value if mark.paper else row.paper
    row.scan = mark.scan.value if mark.scan else row.scan
    if mark.note is not None:
        row.note = fold_line(mark.note) or None
    if (row.paper, row.scan, row.note) != before:
        row.marked_by, row.marked_at = by, work.at
    return is_match(Mark(row.paper) if row.paper else None, Mark(row.scan) if row.scan else None)


def explain(work: UnitOfWork, audit: OpenAudit, ref: str, said: Explanation) -> str | None:
    """Explain every discrepancy of the file or code `ref`; its file number, if it has one.

    Raises ``audit_nothing_to_explain``, ``audit_words``.
    """
    found = look_up(work.connection, audit, ref)
    file_no = found.file_no
    if isinstance(found, Entry):
        column, subject = "entry_id", found.id
        rows = work.connection.execute(_OF_ENTRY, {"audit": audit.id, "subject": subject}).fetchall()
    else:
        column, subject = "stray_id", _stray_id(work, audit, found.key)
        rows = work.connection.execute(_OF_STRAY, {"audit": audit.id, "subject": subject}).fetchall()
    if not rows:
        raise DealerDeskError(NOTHING_TO_EXPLAIN, ref=ref, title=audit.title)
    for fault, type_ in rows:
        _write(work, audit, {column: subject}, (Fault(fault), type_), said)
    return file_no


def _stray_id(work: UnitOfWork, audit: OpenAudit, key: str) -> int:
    row = work.connection.execute(
        "SELECT id FROM audit_stray WHERE audit_id = ? AND code_key = ?", (audit.id, key)
    ).fetchone()
    return int(row[0]) if row else 0


def _write(
    work: UnitOfWork, audit: OpenAudit, subject: dict[str, int], about: tuple[Fault, str], said: Explanation
) -> None:
    fault, type_ = about
    key: dict[str, Any] = {**subject, "fault": fault.value, "type": type_}
    row = work.session.scalar(select(AuditExplanation).filter_by(**key))
    if row is None:
        row = AuditExplanation(audit_id=audit.id, **key)
        work.session.add(row)
    row.cause, row.action = words(CAUSE, said.cause), words(ACTION, said.action)
    row.responsible, row.due = words(RESPONSIBLE, said.responsible), said.due
