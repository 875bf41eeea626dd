"""Evidence of a count: notes and photos of expected folders and of strays; a photo's bytes go first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dealerdesk.domain.audits import LONGEST_WORDS
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.paths import kept_text
from dealerdesk.services.audits.codes import Entry, OpenAudit, look_up
from dealerdesk.services.audits.marking import NOT_EXPECTED
from dealerdesk.storage.models import AuditEvidence
from dealerdesk.storage.unit_of_work import UnitOfWork
from dealerdesk.vault import StoredScan

EVIDENCE_EMPTY = Message(
    "audit_evidence_empty",
    "Evidence is a note of at most {most} letters or a photo. Write something, or choose a picture.",
)
EVIDENCE_GONE = Message(
    "audit_evidence_gone", "This note or photo is not there any more. Somebody else took it away."
)
_ROW = "SELECT id, note, name, sha256, noted_by, noted_at FROM audit_evidence"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A note or a photo; `sha256` is None for a note alone."""

    id: int
    note: str
    name: str
    sha256: str | None
    by: str
    at: datetime


def evidence_of(connection: Any, entry_id: int) -> tuple[EvidenceRow, ...]:
    """The evidence of an expected folder, in the order in which it was noted."""
    return _rows(connection, "entry_id = ?", entry_id)


def evidence_of_stray(connection: Any, stray_id: int) -> tuple[EvidenceRow, ...]:
    """The evidence of a scanned stray, in the order in which it was noted."""
    return _rows(connection, "stray_id = ?", stray_id)


def _rows(connection: Any, where: str, value: int) -> tuple[EvidenceRow, ...]:
    rows = connection.execute(f"{_ROW} WHERE {where} ORDER BY id", (value,))
    return tuple(
        EvidenceRow(number, note, name, sha256, by, datetime.fromisoformat(at))
        for number, note, name, sha256, by, at in rows
    )


def check_note(note: str, photo: Path | None) -> str:
    """The note on one line; raises ``audit_evidence_empty``."""
    folded = fold_line(note)
    if len(folded) > LONGEST_WORDS or not (folded or photo):
        raise DealerDeskError(EVIDENCE_EMPTY, most=LONGEST_WORDS)
    return folded


def subject_of(connection: Any, audit: OpenAudit, ref: str) -> tuple[dict[str, int], str]:
    """Which expected folder or scanned stray `ref` names, as columns, and what it is called.

    Raises ``audit_not_expected``.
    """
    found = look_up(connection, audit, ref)
    if isinstance(found, Entry):
        return {"entry_id": found.id}, found.file_no
    row = connection.execute(
        "SELECT id, code FROM audit_stray WHERE audit_id = ? AND code_key = ?", (audit.id, found.key)
    ).fetchone()
    if row is None:
        raise DealerDeskError(NOT_EXPECTED, ref=ref, title=audit.title)
    return {"stray_id": row[0]}, found.file_no or row[1]


def write_evidence(  # noqa: PLR0913, PLR0917 - what there is to say of evidence
    work: UnitOfWork,
    audit: OpenAudit,
    subject: dict[str, int],
    note: str,
    photo: tuple[str, StoredScan] | None,
    by: str,
) -> EvidenceRow:
    """Write a note, a photo that lies in the vault by now, or both."""
    name, stored = photo or ("", None)
    row = AuditEvidence(
        audit_id=audit.id,
        **subject,
        note=note,
        name=kept_text(name),
        sha256=stored.sha256 if stored else None,
        media_type=stored.media_type.value if stored else None,
        size=stored.size if stored else None,
        noted_by=by,
        noted_at=work.at,
    )
    work.session.add(row)
    work.session.flush()
    return EvidenceRow(row.id, row.note, row.name, row.sha256, row.noted_by, row.noted_at)


def remove_evidence(work: UnitOfWork, audit: OpenAudit, evidence_id: int) -> None:
    """Take a note or photo away; its bytes stay, since an undo brings the row back.

    Raises ``audit_evidence_gone``.
    """
    row = work.session.get(AuditEvidence, evidence_id)
    if row is None or row.audit_id != audit.id:
        raise DealerDeskError(EVIDENCE_GONE)
    work.session.delete(row)
