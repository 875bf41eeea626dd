"""Explaining many discrepancies with the same words, as one change."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import Explanation, words
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits.codes import OpenAudit
from dealerdesk.services.audits.marking import ACTION, CAUSE, RESPONSIBLE
from dealerdesk.storage.audits import FAULTS, STRAYS
from dealerdesk.storage.unit_of_work import UnitOfWork

NONE_LEFT = Message(
    "audit_none_to_explain",
    "None of these discrepancies is there any more: what was counted since has settled them.",
)

# Key by key, each by indexes: joining all keys with all discrepancies would take the square of their number.
_ENTRY_STILL = f"SELECT 1 FROM ({FAULTS}) WHERE entry_id = :entry AND fault = :fault AND type = :type"
_STRAY_STILL = f"SELECT 1 FROM ({STRAYS}) WHERE id = :stray AND kind = :fault"
_WRITE = """
INSERT INTO audit_explanation
    (audit_id, entry_id, stray_id, fault, type, cause, action, responsible, due)
VALUES (:audit, :entry, :stray, :fault, :type, :cause, :action, :responsible, :due)
ON CONFLICT ({subject}) DO UPDATE SET
    cause = excluded.cause, action = excluded.action, responsible = excluded.responsible, due = excluded.due,
    version = version + 1
"""
_OF_ENTRY, _OF_STRAY = (
    _WRITE.format(subject="entry_id, fault, type"),
    _WRITE.format(subject="stray_id, fault"),
)


def explain_listed(
    work: UnitOfWork, audit: OpenAudit, keys: Sequence[DiscrepancyKey], said: Explanation
) -> int:
    """Explain those of the discrepancies that are still there; how many were.

    Raises ``audit_none_to_explain``, ``audit_words``.
    """
    told = {
        "audit": audit.id,
        "cause": words(CAUSE, said.cause),
        "action": words(ACTION, said.action),
        "responsible": words(RESPONSIBLE, said.responsible),
        "due": said.due.isoformat(),
    }
    count = 0
    for key in keys:
        row = told | {
            "entry": key.entry_id,
            "stray": key.stray_id,
            "fault": key.fault.value,
            "type": key.type_code,
        }
        still, write = (_ENTRY_STILL, _OF_ENTRY) if key.stray_id is None else (_STRAY_STILL, _OF_STRAY)
        if work.connection.execute(still, row).fetchone():
            work.connection.execute(write, row)
            count += 1
    if not count:
        raise DealerDeskError(NONE_LEFT)
    return count
