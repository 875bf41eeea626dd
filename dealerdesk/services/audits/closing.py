"""Closing an audit: two names under it, its rows sealed with a fingerprint, and nothing changed any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dealerdesk.domain.audits import AuditState, signers
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.storage.audits import fingerprint, totals
from dealerdesk.storage.models import Audit, AuditSignature
from dealerdesk.storage.unit_of_work import UnitOfWork

UNEXPLAINED = Message(
    "audit_unexplained",
    "{count} discrepancy of the audit “{title}” is not explained yet. Give it cause, action, responsible "
    "person and date, then close.",
    "{count} discrepancies of the audit “{title}” are not explained yet. Give each one cause, action, "
    "responsible person and date, then close.",
)


def close_audit(work: UnitOfWork, audit: Audit, names: Sequence[str]) -> None:
    """Sign and close an open audit inside the open unit of work.

    Raises ``audit_signers``, ``audit_unexplained``.
    """
    both = signers(names)
    _, unexplained, _ = totals(work.connection, audit.id)
    if unexplained:
        raise DealerDeskError(UNEXPLAINED, count=unexplained, title=audit.title)
    work.session.add_all(AuditSignature(audit_id=audit.id, name=name, signed_at=work.at) for name in both)
    audit.closed_at = work.at
    work.session.flush()
    # What follows closes the audit: from here on the triggers let no row of it be changed.
    audit.fingerprint = fingerprint(work.connection, audit.id)
    audit.state = AuditState.CLOSED.value
    work.session.flush()


def signatures(connection: Any, audit_id: int) -> tuple[tuple[str, datetime], ...]:
    """The names under an audit, and when they were given."""
    rows = connection.execute(
        "SELECT name, signed_at FROM audit_signature WHERE audit_id = ? ORDER BY id", (audit_id,)
    )
    return tuple((name, datetime.fromisoformat(at)) for name, at in rows)
