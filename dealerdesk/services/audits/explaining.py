"""Explaining many discrepancies with the same words, as one change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import Explanation, words
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits.codes import OpenAudit
from dealerdesk.services.audits.marking import ACTION, CAUSE, RESPONSIBLE
from dealerdesk.storage.audits import FAULTS
from dealerdesk.storage.unit_of_work import UnitOfWork

NONE_LEFT = Message(
    "audit_none_to_explain",
    "None of these discrepancies is there any more: what was counted since has settled them.",
)

_STILL = f"""
SELECT d.entry_id, d.stray_id, d.fault, d.type FROM ({FAULTS}) d
JOIN (SELECT value ->> 0 AS entry_id, value ->> 1 AS stray_id, value ->> 2 AS fault, value ->> 3 AS type
    FROM json_each(:keys)) k
ON k.entry_id IS d.entry_id AND k.stray_id IS d.stray_id AND k.fault = d.fault AND k.type = d.type
"""
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
    asked = json.dumps([(key.entry_id, key.stray_id, key.fault.value, key.type_code) for key in keys])
    still = work.connection.execute(_STILL, {"audit": audit.id, "keys": asked}).fetchall()
    if not still:
        raise DealerDeskError(NONE_LEFT)
    for entry, stray, fault, type_ in still:
        row = {"entry": entry, "stray": stray, "fault": fault, "type": type_}
        work.connection.execute(_OF_STRAY if entry is None else _OF_ENTRY, told | row)
    return len(still)
