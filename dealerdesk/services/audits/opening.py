"""Opening an audit: its scope chosen, its expected list frozen, its cabinets given to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.audits import AUDIT_CLOSED, AuditState, Scope, words
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.filters import format_filter, parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.sampling import drawn
from dealerdesk.domain.text import fold_line
from dealerdesk.services.audits.codes import OpenAudit
from dealerdesk.storage.audits import freeze
from dealerdesk.storage.columns import conditions_sql
from dealerdesk.storage.models import Audit, AuditAssignment
from dealerdesk.storage.unit_of_work import UnitOfWork

NO_SUCH_AUDIT = Message("no_such_audit", "There is no audit {audit}. “audit list” shows them all.")
NOTHING_EXPECTED = Message(
    "audit_nothing_expected",
    "No active vehicle file is in this scope, so there is nothing to count. Widen it.",
)
TITLE = Message("audit.title", "Title")
PERSON = Message("audit.person", "Person")
CABINET = Message("audit.cabinet", "Cabinet")


@dataclass(frozen=True, slots=True)
class AuditDraft:
    """What a person decides before an audit is opened.

    `where` is a FILTER; `size` draws so many of the files in it, the same ones for the same `seed`. `people`
    says who counts which cabinet. The as-of date is today where None.
    """

    title: str
    where: str | None = None
    size: int | None = None
    seed: int = 0
    as_of: date | None = None
    people: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An audit that was opened: its number, how many files it expects, and its change set."""

    audit: int
    expected: int
    change: int | None


def open_audit(work: UnitOfWork, draft: AuditDraft) -> tuple[Audit, int]:
    """Write the audit and freeze its list inside the open unit of work; how many files it expects."""
    wanted = parse_filter(draft.where or "", FILE_FIELDS)
    population = _file_nos(work.connection, wanted)
    chosen = population if draft.size is None else drawn(population, draft.size, draft.seed)
    if not chosen:
        raise DealerDeskError(NOTHING_EXPECTED)
    scope = Scope.FILTER if wanted.conditions else Scope.ALL
    audit = Audit(
        title=words(TITLE, draft.title),
        as_of=draft.as_of or work.at.date(),
        scope=(scope if draft.size is None else Scope.SAMPLE).value,
        conditions=format_filter(wanted) or None,
        population=len(population),
        seed=None if draft.size is None else draft.seed,
        opened_at=work.at,
        opened_by=work.author,
    )
    work.session.add(audit)
    work.session.flush()
    freeze(work.connection, audit.id, chosen)
    assign(work.session, audit.id, draft.people or {})
    return audit, len(chosen)


def _file_nos(connection: Any, wanted: Any) -> list[str]:
    """The numbers of the active files that the filter lets through."""
    where, values = conditions_sql(RecordKind.FILES, wanted)
    rows = connection.execute(
        "SELECT vehicle_file.file_no FROM vehicle_file "
        "LEFT JOIN customer ON customer.id = vehicle_file.customer_id "
        f"WHERE vehicle_file.archived_at IS NULL AND ({where}) ORDER BY vehicle_file.id",
        values,
    )
    return [file_no for (file_no,) in rows]


def assign(session: Session, audit_id: int, people: Mapping[str, str]) -> None:
    """Say who counts which cabinet; "" for nobody. Cabinets that are not named stay as they are."""
    known = {
        row.cabinet: row
        for row in session.scalars(select(AuditAssignment).where(AuditAssignment.audit_id == audit_id))
    }
    for cabinet, person in people.items():
        name, row = words(CABINET, cabinet), fold_line(person)
        there = known.get(name)
        if there is not None and not row:
            session.delete(there)
        elif there is not None:
            there.person = words(PERSON, person)
        elif row:
            session.add(AuditAssignment(audit_id=audit_id, cabinet=name, person=words(PERSON, person)))


def get_audit(session: Session, audit_id: int) -> Audit:
    """The audit with this number; raises ``no_such_audit``."""
    audit = session.get(Audit, audit_id)
    if audit is None:
        raise DealerDeskError(NO_SUCH_AUDIT, audit=audit_id)
    return audit


def get_open(session: Session, audit_id: int) -> Audit:
    """The open audit with this number; raises ``no_such_audit``, ``audit_closed``."""
    audit = get_audit(session, audit_id)
    if audit.state != AuditState.OPEN:
        raise DealerDeskError(AUDIT_CLOSED, title=audit.title)
    return audit


def to_count(audit: Audit) -> OpenAudit:
    """What counting asks of an audit."""
    return OpenAudit(audit.id, audit.title, Scope(audit.scope), f"{audit.opened_at:%Y-%m-%d %H:%M:%S}")
