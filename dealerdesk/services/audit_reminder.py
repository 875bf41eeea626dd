"""Whether an audit of all files is due: asked by the window's frame, so it loads nothing else of audits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dealerdesk.domain.audits import AuditReminder, AuditState, Scope, reminder
from dealerdesk.storage.unit_of_work import Database

_DAYS = (
    "SELECT (SELECT max(closed_at) FROM audit WHERE state = ? AND scope = ?), "
    "(SELECT created_at FROM vehicle_file ORDER BY id LIMIT 1)"
)


def audit_reminder(connection: Any, today: date) -> AuditReminder:
    """When the next audit of all files is due; those of a filter, a list or a draw do not count."""
    closed, first = connection.execute(_DAYS, (AuditState.CLOSED.value, Scope.ALL.value)).fetchone()
    return reminder(_day(closed), _day(first), today)


def due_audit(database: Database) -> AuditReminder | None:
    """The reminder of an audit that is due today, None while none is."""
    today = database.now().date()
    with database.asking() as connection:
        found = audit_reminder(connection, today)
    return found if found.is_due(today) else None


def _day(moment: str | None) -> date | None:
    return datetime.fromisoformat(moment).date() if moment else None
