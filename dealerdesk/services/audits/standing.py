"""Where an audit stands: its figures, what is not in order, what is left to find."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import (
    AuditState,
    CardField,
    Fault,
    Figures,
    Mark,
    Scope,
    StrayKind,
)
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.sampling import Interval, wilson
from dealerdesk.storage.audits import FAULTS, NOT_FOUND, totals
from dealerdesk.storage.models.audits import WRONG_PAPER, WRONG_SCAN

_EXPECTED = "SELECT count(*) FROM audit_file WHERE audit_id = ?"
_AUDITS = (
    "SELECT id, title, as_of, scope, conditions, population, seed, state, opened_at, closed_at, fingerprint, "
    "(SELECT name FROM user WHERE user.id = audit.opened_by) FROM audit"
)
_LAST_ENTRY = """
(SELECT p.id FROM audit_file p JOIN audit b ON b.id = p.audit_id
    WHERE p.file_id = f.file_id AND b.id < f.audit_id AND b.state = 'closed'
    AND b.closed_at <= coalesce((SELECT closed_at FROM audit WHERE id = f.audit_id), b.closed_at)
    ORDER BY b.id DESC LIMIT 1)
"""
"""SQL for the entry of the file of `f` in the last audit before that expected it, if closed before this."""
_DISCREPANCIES = f"""
SELECT d.entry_id, d.stray_id, d.fault, d.type, coalesce(f.file_no, s.file_no), coalesce(f.file_no, s.code),
    f.plate, f.vehicle, f.owner, f.location,
    coalesce(s.place, (SELECT group_concat(DISTINCT c.place ORDER BY c.place) FROM audit_count c
        WHERE c.entry_id = f.id AND c.place <> '')),
    coalesce(s.counted_by, (SELECT group_concat(DISTINCT c.counted_by ORDER BY c.counted_by)
        FROM audit_count c WHERE c.entry_id = f.id)),
    a.note, x.cause, x.action, x.responsible, coalesce(f.file_id, s.file_id),
    CASE d.fault WHEN 'paper' THEN a.paper WHEN 'scan' THEN a.scan END, k.on_paper, x.due,
    CASE d.fault
        WHEN 'missing' THEN l.id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM audit_count c WHERE c.entry_id = l.id AND c.said = 'found')
        WHEN 'paper' THEN EXISTS (SELECT 1 FROM audit_document o
            WHERE o.entry_id = l.id AND o.type = d.type AND o.{WRONG_PAPER})
        WHEN 'scan' THEN EXISTS (SELECT 1 FROM audit_document o
            WHERE o.entry_id = l.id AND o.type = d.type AND o.{WRONG_SCAN})
        ELSE 0 END
FROM d LEFT JOIN audit_file f ON f.id = d.entry_id LEFT JOIN audit_stray s ON s.id = d.stray_id
LEFT JOIN audit_file l ON l.id = {_LAST_ENTRY}
LEFT JOIN audit_document a ON a.entry_id = d.entry_id AND a.type = d.type AND d.fault IN ('paper', 'scan')
LEFT JOIN audit_card k ON k.entry_id = d.entry_id AND k.field = d.type AND d.fault = 'card'
LEFT JOIN audit_explanation x ON x.id = coalesce(
    (SELECT id FROM audit_explanation e
        WHERE e.entry_id = d.entry_id AND e.fault = d.fault AND e.type = d.type),
    (SELECT id FROM audit_explanation e WHERE e.stray_id = d.stray_id AND e.fault = d.fault))
"""
_ALL_DISCREPANCIES = f"""
WITH d AS MATERIALIZED ({FAULTS}) {_DISCREPANCIES}
ORDER BY d.entry_id IS NULL, f.place_key, f.id, s.code, d.fault, d.type
"""
_SOME_DISCREPANCIES = f"""
WITH d AS MATERIALIZED (SELECT key AS at, value ->> 0 AS entry_id, value ->> 1 AS stray_id,
    value ->> 2 AS fault, value ->> 3 AS type FROM json_each(:keys)) {_DISCREPANCIES} ORDER BY d.at
"""
_TOLD = (
    "file_no",
    "code",
    "plate",
    "vehicle",
    "owner",
    "location",
    "places",
    "seen_by",
    "note",
    "cause",
    "action",
    "responsible",
    "file_id",
)
"""What is told of a discrepancy as it stands in the row."""
_LEFT_ROW = f"""
SELECT f.file_no, f.plate, f.vehicle, f.owner, f.location, f.cabinet, f.id, f.file_id,
    l.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = l.id AND c.said = 'found')
FROM audit_file f LEFT JOIN audit_file l ON l.id = {_LAST_ENTRY}
"""
_ALL_LEFT = f"{_LEFT_ROW} WHERE f.audit_id = :audit AND {NOT_FOUND} ORDER BY f.place_key, f.id"
_SOME_LEFT = f"{_LEFT_ROW} JOIN json_each(:entries) j ON j.value = f.id ORDER BY j.key"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as lists show it. `size` of a draw is how many files are expected."""

    id: int
    title: str
    as_of: date
    scope: Scope
    conditions: str | None
    population: int
    seed: int | None
    state: AuditState
    opened_at: datetime
    closed_at: datetime | None
    fingerprint: str | None
    opened_by: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not in order; `code` names what was scanned where there is no file number.

    `places` and `seen_by` are where and by whom the folder was counted; `mark` is what was said of the paper
    or the scan, `on_paper` what the paper says where the card differs in `field`. `cause` is None while
    nobody explained it. `again` says that the folder was missing, or that paper or scan a discrepancy, in the
    last closed audit that expected the file, too.
    """

    key: DiscrepancyKey
    fault: Fault
    type: DocumentType | None
    field: CardField | None
    file_id: int | None
    file_no: str | None
    code: str
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None
    places: str | None
    seen_by: str | None
    mark: Mark | None
    on_paper: str | None
    note: str | None
    cause: str | None
    action: str | None
    responsible: str | None
    due: date | None
    again: bool


@dataclass(frozen=True, slots=True)
class LeftRow:
    """An expected folder; `again` says that the last closed audit that expected it did not find it."""

    file_no: str
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None
    cabinet: str
    entry_id: int
    file_id: int
    again: bool


@dataclass(frozen=True, slots=True)
class PassRate:
    """How many expected folders are without any discrepancy, and the bounds of the rate of all."""

    passed: int
    expected: int
    interval: Interval | None

    @property
    def rate(self) -> float | None:
        """From 0 to 1, None where nothing is expected."""
        return self.passed / self.expected if self.expected else None


def audit_rows(connection: Any, audit_id: int | None = None) -> tuple[AuditRow, ...]:
    """All audits, newest first, or the one with this number."""
    where, params = ("", ()) if audit_id is None else (" WHERE id = ?", (audit_id,))
    rows = connection.execute(f"{_AUDITS}{where} ORDER BY id DESC", params)
    return tuple(map(_row, rows))


def _row(row: tuple[Any, ...]) -> AuditRow:
    number, title, as_of, scope, conditions, population, seed, state, opened, closed, seal, by = row
    return AuditRow(
        id=number,
        title=title,
        as_of=date.fromisoformat(as_of),
        scope=Scope(scope),
        conditions=conditions,
        population=population,
        seed=seed,
        state=AuditState(state),
        opened_at=datetime.fromisoformat(opened),
        closed_at=datetime.fromisoformat(closed) if closed else None,
        fingerprint=seal,
        opened_by=by or "",
    )


def figures(connection: Any, audit_id: int) -> Figures:
    """The figures of an audit."""
    (expected,) = connection.execute(_EXPECTED, (audit_id,)).fetchone()
    counts, unexplained, faulty = totals(connection, audit_id)
    return Figures(
        expected=expected,
        counted=expected - counts.get(Fault.MISSING, 0),
        misplaced=counts.get(Fault.MISPLACED, 0),
        unknown=counts.get(Fault.UNKNOWN, 0),
        archived=counts.get(Fault.ARCHIVED, 0),
        conflicts=counts.get(Fault.CONFLICT, 0),
        papers=counts.get(Fault.PAPER, 0),
        scans=counts.get(Fault.SCAN, 0),
        cards=counts.get(Fault.CARD, 0),
        unexplained=unexplained,
        passed=expected - faulty,
    )


def pass_rate(found: Figures) -> PassRate:
    """How many of the expected folders are in order, with Wilson's bounds."""
    return PassRate(found.passed, found.expected, wilson(found.passed, found.expected))


def discrepancies(connection: Any, audit_id: int) -> tuple[Discrepancy, ...]:
    """Everything that is not in order, as folders stand; strays last."""
    return tuple(map(_told, connection.execute(_ALL_DISCREPANCIES, {"audit": audit_id})))


def discrepancies_of(connection: Any, keys: Sequence[DiscrepancyKey]) -> tuple[Discrepancy, ...]:
    """What is told of some discrepancies, in the order of their keys."""
    asked = [(key.entry_id, key.stray_id, key.fault.value, key.type_code) for key in keys]
    return tuple(map(_told, connection.execute(_SOME_DISCREPANCIES, {"keys": json.dumps(asked)})))


def _told(row: tuple[Any, ...]) -> Discrepancy:
    entry, stray, fault_code, type_, *told, mark, on_paper, due, again = row
    fault = Fault(fault_code)
    of_card = fault is Fault.CARD
    return Discrepancy(
        key=DiscrepancyKey(entry, stray, fault, type_),
        fault=fault,
        type=DocumentType(type_) if type_ and not of_card else None,
        field=CardField(type_) if of_card else None,
        mark=Mark(mark) if mark else None,
        on_paper=on_paper,
        due=date.fromisoformat(due) if due else None,
        again=bool(again),
        **dict(zip(_TOLD, told, strict=True)),
    )


def left_to_find(connection: Any, audit_id: int) -> tuple[LeftRow, ...]:
    """The expected folders that nobody found, as they stand: by cabinet, drawer and place."""
    return tuple(map(_left, connection.execute(_ALL_LEFT, {"audit": audit_id})))


def left_rows(connection: Any, entries: Sequence[int]) -> tuple[LeftRow, ...]:
    """Some entries of expected lists, in their order."""
    return tuple(map(_left, connection.execute(_SOME_LEFT, {"entries": json.dumps(list(entries))})))


def _left(row: tuple[Any, ...]) -> LeftRow:
    file_no, plate, vehicle, owner, location, cabinet, entry, file_id, again = row
    return LeftRow(file_no, plate, vehicle, owner, location, cabinet, entry, file_id, bool(again))


def strays_beside(connection: Any, audit_id: int) -> tuple[tuple[str, StrayKind, str], ...]:
    """Scanned files that are no discrepancy, but not on the list: number, why, and the place."""
    rows = connection.execute(
        "SELECT file_no, kind, place FROM audit_stray WHERE audit_id = ? AND kind IN (?, ?) ORDER BY file_no",
        (audit_id, StrayKind.CREATED.value, StrayKind.BESIDE.value),
    )
    return tuple((file_no, StrayKind(kind), place) for file_no, kind, place in rows)
