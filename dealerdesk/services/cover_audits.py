"""What closed audits found of one vehicle file, as its cover sheet tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from dealerdesk.domain.audits import CARD_FIELD_LABELS, FAULT_LABELS, AuditState, CardField, Fault, Said
from dealerdesk.domain.cover_sheets import CoverAudit
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.storage.audits import FAULTS

IN_ORDER = Message("print.audit_in_order", "in order")
WHAT_WAS_WRONG = Message("print.audit_wrong", "{fault}: {what}")

_ENTRIES = f"""
SELECT a.id, a.as_of, a.closed_at, f.id, EXISTS (SELECT 1 FROM audit_explanation x WHERE x.entry_id = f.id)
FROM audit_file f JOIN audit a ON a.id = f.audit_id
WHERE f.file_id = ? AND a.state = '{AuditState.CLOSED.value}' ORDER BY a.closed_at, a.id
"""
_SEEN = f"""
SELECT counted_by, counted_at FROM audit_count WHERE entry_id = ? ORDER BY said <> '{Said.FOUND.value}', id
"""
_FAULTS_OF = f"SELECT fault, type FROM ({FAULTS}) WHERE entry_id = :entry"


def audits_of(connection: Any, file_id: int) -> Iterator[CoverAudit]:
    """The closed audits that expected a file, the oldest first."""
    for audit, as_of, closed, entry, is_explained in connection.execute(_ENTRIES, (file_id,)).fetchall():
        seen = connection.execute(_SEEN, (entry,)).fetchall()
        # Who closed the audit had to explain every fault, so a folder without an explanation has none.
        faults = connection.execute(_FAULTS_OF, {"audit": audit, "entry": entry}) if is_explained else ()
        yield CoverAudit(
            year=date.fromisoformat(as_of).year,
            on=datetime.fromisoformat(seen[0][1] if seen else closed).date(),
            counted_by=", ".join(dict.fromkeys(by for by, _ in seen)),
            remark="; ".join(sorted(_said(Fault(fault), type_) for fault, type_ in faults))
            or IN_ORDER.said(),
        )


def _said(fault: Fault, type_: str) -> str:
    said = FAULT_LABELS[fault].said()
    if not type_:
        return said
    labels = CARD_FIELD_LABELS[CardField(type_)] if fault is Fault.CARD else TYPE_LABELS[DocumentType(type_)]
    return WHAT_WAS_WRONG.said(fault=said, what=labels.said())
