"""Opening an audit: its scope chosen, its expected list frozen, its cabinets given to people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.audits import AUDIT_CLOSED, AuditState, Scope, cabinet_of, place_key, words
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.filters import Filter, format_filter, parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.sampling import drawn, margin_of
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
NOTHING_DRAWN = Message("audit_nothing_drawn", "A draw takes at least one file. Say how many.")
TITLE = Message("audit.title", "Title")
PERSON = Message("audit.person", "Person")
CABINET = Message("audit.cabinet", "Cabinet")
_PEOPLE = (
    "SELECT name FROM user UNION SELECT person FROM audit_assignment UNION SELECT counted_by FROM audit_count"
)


@dataclass(frozen=True, slots=True)
class AuditDraft:
    """What a person decides before an audit is opened.

    `where` is a FILTER; `file_ids` are the files of a list, which `listed` says in words. `size` draws so
    many of the files in it, the same ones for the same `seed`. `people` says who counts which cabinet. The
    as-of date is today where None.
    """

    title: str
    where: str | None = None
    size: int | None = None
    seed: int = 0
    as_of: date | None = None
    people: Mapping[str, str] | None = None
    file_ids: Sequence[int] | None = None
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An audit that was opened: its number, how many files it expects, and its change set."""

    audit: int
    expected: int
    change: int | None


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """What an audit would expect, opened now: active files in its scope, and how many of them it would count.

    `cabinets` are those of the expected files with their counts, as they stand, "" for no place; `margin` is
    that of a draw, from 0 to 1.
    """

    population: int
    expected: int
    cabinets: tuple[tuple[str, int], ...]
    margin: float | None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The files of a scope, number and place of each, and those of them that are expected."""

    wanted: Filter
    population: int
    files: Mapping[str, str | None]
    expected: Sequence[str]


def open_audit(work: UnitOfWork, draft: AuditDraft, progress: Progress) -> tuple[Audit, int]:
    """Write the audit and freeze its list inside the open unit of work; how many files it expects."""
    chosen = _choose(work.connection, draft)
    audit = Audit(
        title=words(TITLE, draft.title),
        as_of=draft.as_of or work.at.date(),
        scope=_scope_of(draft, chosen.wanted).value,
        conditions=" · ".join(filter(None, (format_filter(chosen.wanted), fold_line(draft.listed)))) or None,
        population=chosen.population,
        seed=None if draft.size is None else draft.seed,
        opened_at=work.at,
        opened_by=work.author,
    )
    work.session.add(audit)
    work.session.flush()
    freeze(work.connection, audit.id, chosen.expected, progress)
    assign(work.session, audit.id, draft.people or {})
    return audit, len(chosen.expected)


def preview(connection: Any, draft: AuditDraft) -> DraftPreview:
    """What `open_audit` would expect; raises what it raises, whatever the title is."""
    chosen = _choose(connection, draft)
    cabinets = Counter(cabinet_of(chosen.files[file_no]) for file_no in chosen.expected)
    is_draw, size = draft.size is not None, len(chosen.expected)
    return DraftPreview(
        population=chosen.population,
        expected=size,
        cabinets=tuple(sorted(cabinets.items(), key=lambda each: place_key(each[0]))),
        margin=margin_of(size, chosen.population) if is_draw else None,
    )


def people(connection: Any) -> tuple[str, ...]:
    """The names of all users, and of everybody who has ever counted or was to count, by name."""
    return tuple(sorted((name for (name,) in connection.execute(_PEOPLE)), key=str.casefold))


def _scope_of(draft: AuditDraft, wanted: Filter) -> Scope:
    if draft.size is not None:
        return Scope.SAMPLE
    if draft.file_ids is not None:
        return Scope.LIST
    return Scope.FILTER if wanted.conditions else Scope.ALL


def _choose(connection: Any, draft: AuditDraft) -> _Chosen:
    """The files that an audit expects; raises ``audit_nothing_…`` and what `parse_filter` raises."""
    wanted = parse_filter(draft.where or "", FILE_FIELDS)
    if draft.size is not None and draft.size < 1:
        raise DealerDeskError(NOTHING_DRAWN)
    files = _files(connection, wanted, draft.file_ids)
    if not files:
        raise DealerDeskError(NOTHING_EXPECTED)
    chosen = files if draft.size is None else set(drawn(files, draft.size, draft.seed))
    return _Chosen(wanted, len(files), files, [file_no for file_no in files if file_no in chosen])


def _files(connection: Any, wanted: Filter, ids: Sequence[int] | None) -> dict[str, str | None]:
    """The active files that the filter lets through, of those with these `ids`: numbers and places."""
    where, values = conditions_sql(RecordKind.FILES, wanted)
    if ids is not None:
        where = f"({where}) AND vehicle_file.id IN (SELECT value FROM json_each(?))"
        values = [*values, json.dumps(list(ids))]
    rows = connection.execute(
        "SELECT vehicle_file.file_no, vehicle_file.location FROM vehicle_file "
        "LEFT JOIN customer ON customer.id = vehicle_file.customer_id "
        f"WHERE vehicle_file.archived_at IS NULL AND ({where}) ORDER BY vehicle_file.id",
        values,
    )
    return dict(rows.fetchall())


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
