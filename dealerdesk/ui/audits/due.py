"""Since when an audit of all files is due, in words; the window's frame says it, too."""

from __future__ import annotations

from datetime import date

from dealerdesk.domain.audits import AuditReminder
from dealerdesk.domain.messages import Message

NEVER_CLOSED = Message("ui.audit_never_closed", "No full audit was ever closed.")
NOT_CLOSED_FOR = Message(
    "ui.audit_not_closed_for",
    "No full audit has been closed for {count} day.",
    "No full audit has been closed for {count} days.",
)


def due_words(due: AuditReminder, today: date) -> str:
    """For how long no audit of all files has been closed."""
    if due.last_closed is None:
        return NEVER_CLOSED.said()
    return NOT_CLOSED_FOR.said(count=(today - due.last_closed).days)
