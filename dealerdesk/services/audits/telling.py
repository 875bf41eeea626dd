"""What helps to explain a discrepancy: its evidence, what was said of it last time, and words used before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import AuditState, Explanation
from dealerdesk.services.audits.evidence import EvidenceRow, evidence_of, evidence_of_stray

MOST_WORDS = 50
"""So many words of each kind are offered."""

_SAID = "x.cause, x.action, x.responsible, x.due, b.title"
_CLOSED = f"b.state = '{AuditState.CLOSED.value}'"
_OF_ENTRY = f"""
SELECT {_SAID} FROM audit_file f JOIN audit_file p ON p.file_id = f.file_id AND p.audit_id < f.audit_id
JOIN audit b ON b.id = p.audit_id AND {_CLOSED}
JOIN audit_explanation x ON x.entry_id = p.id AND x.fault = :fault AND x.type = :type
WHERE f.id = :subject ORDER BY b.id DESC LIMIT 1
"""
_OF_STRAY = f"""
SELECT {_SAID} FROM audit_stray s JOIN audit b ON b.id < s.audit_id AND {_CLOSED}
JOIN audit_stray p ON p.audit_id = b.id AND p.code_key = s.code_key
JOIN audit_explanation x ON x.stray_id = p.id AND x.fault = :fault
WHERE s.id = :subject ORDER BY b.id DESC LIMIT 1
"""
_USED = "SELECT {column} FROM audit_explanation GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said of the same discrepancy in the closed audit with this title."""

    title: str
    said: Explanation


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a discrepancy beyond its row."""

    evidence: tuple[EvidenceRow, ...]
    earlier: Earlier | None


@dataclass(frozen=True, slots=True)
class UsedWords:
    """Words of explanations so far, the most frequent first."""

    causes: tuple[str, ...]
    actions: tuple[str, ...]
    responsible: tuple[str, ...]


def told_of(connection: Any, key: DiscrepancyKey) -> Told:
    """The evidence of a discrepancy's folder, and what was said of it in the last closed audit that did."""
    subject, query = (key.entry_id, _OF_ENTRY) if key.stray_id is None else (key.stray_id, _OF_STRAY)
    params = {"subject": subject, "fault": key.fault.value, "type": key.type_code}
    row = connection.execute(query, params).fetchone()
    earlier = None
    if row is not None:
        cause, action, responsible, due, title = row
        earlier = Earlier(title, Explanation(cause, action, responsible, date.fromisoformat(due)))
    find = evidence_of if key.stray_id is None else evidence_of_stray
    return Told(find(connection, subject or 0), earlier)


def used_words(connection: Any) -> UsedWords:
    """Words of all explanations so far."""
    causes, actions, responsible = (
        tuple(word for (word,) in connection.execute(_USED.format(column=column), (MOST_WORDS,)))
        for column in ("cause", "action", "responsible")
    )
    return UsedWords(causes, actions, responsible)
