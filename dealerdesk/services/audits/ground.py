"""What every room of audits stands on: a transaction on an open audit, a look at any, and who works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line
from dealerdesk.services.audits import opening, standing
from dealerdesk.services.audits.codes import OpenAudit
from dealerdesk.services.audits.standing import AuditRow
from dealerdesk.storage.models import User
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork


class Ground:
    """The database of one dealership as audits use it."""

    def __init__(self, database: Database, author: int) -> None:
        self.database = database
        self.author = author

    @contextmanager
    def counting(
        self, audit_id: int, action: Message, **params: str | int
    ) -> Iterator[tuple[UnitOfWork, OpenAudit]]:
        """A unit of work on an open audit, whose title names the action.

        Raises ``no_such_audit``, ``audit_closed``.
        """
        with self.database.writing(Label(action, dict(params)), author=self.author) as work:
            audit = opening.to_count(opening.get_open(work.session, audit_id))
            work.name(title=audit.title, audit=audit.id)
            yield work, audit

    @contextmanager
    def asking(self, audit_id: int) -> Iterator[Any]:
        """The driver's connection for questions about an audit; raises ``no_such_audit``."""
        with self.database.asking() as connection:
            get_row(connection, audit_id)
            yield connection

    def name(self, work: UnitOfWork, by: str) -> str:
        """The counter's name: `by`, or that of who works now where it is blank."""
        return fold_line(by) or work.session.get_one(User, self.author).name


def get_row(connection: Any, audit_id: int) -> AuditRow:
    """The audit with this number; raises ``no_such_audit``."""
    rows = standing.audit_rows(connection, audit_id)
    if not rows:
        raise DealerDeskError(opening.NO_SUCH_AUDIT, audit=audit_id)
    return rows[0]


def as_open(row: AuditRow) -> OpenAudit:
    """What looking up codes asks of an audit, open or not."""
    return OpenAudit(row.id, row.title, row.scope, f"{row.opened_at:%Y-%m-%d %H:%M:%S}")


def set_of(work: UnitOfWork) -> int | None:
    """The change set of a finished unit of work, None where it changed nothing."""
    return work.change.set_id if work.change else None
