"""Where an audit stands: its figures, what is not in order, what is left to find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dealerdesk.domain.audits import AuditState, Fault, Figures, Scope, StrayKind, cabinet_of
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.sampling import Interval, wilson
from dealerdesk.storage.audits import FAULTS, totals

_EXPECTED = "SELECT count(*) FROM audit_file WHERE audit_id = ?"
_AUDITS = (
    "SELECT id, title, as_of, scope, conditions, population, seed, state, opened_at, closed_at, fingerprint, "
    "(SELECT name FROM user WHERE user.id = audit.opened_by) FROM audit"
)
_DISCREPANCIES = f"""
WITH d AS MATERIALIZED ({FAULTS})
SELECT d.fault, d.type, coalesce(f.file_no, s.file_no), coalesce(f.file_no, s.code), f.plate, f.vehicle,
    f.owner, f.location,
    coalesce(s.place, (SELECT group_concat(DISTINCT c.place ORDER BY c.place) FROM audit_count c
        WHERE c.entry_id = f.id AND c.place <> '')),
    coalesce(s.counted_by, (SELECT group_concat(DISTINCT c.counted_by ORDER BY c.counted_by)
        FROM audit_count c WHERE c.entry_id = f.id)),
    (SELECT note FROM audit_document a WHERE a.entry_id = d.entry_id AND a.type = d.type),
    x.cause, x.action, x.responsible, x.due, f.file_id
FROM d LEFT JOIN audit_file f ON f.id = d.entry_id LEFT JOIN audit_stray s ON s.id = d.stray_id
LEFT JOIN audit_explanation x ON x.id = coalesce(
    (SELECT id FROM audit_explanation e
        WHERE e.entry_id = d.entry_id AND e.fault = d.fault AND e.type = d.type),
    (SELECT id FROM audit_explanation e WHERE e.stray_id = d.stray_id AND e.fault = d.fault))
ORDER BY d.entry_id IS NULL, f.location, f.file_no, s.code, d.fault, d.type
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
)
"""What is told of a discrepancy as it stands in the row."""
_LEFT = """
SELECT f.file_no, f.plate, f.vehicle, f.owner, f.location FROM audit_file f WHERE f.audit_id = ?
AND NOT EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.said = 'found')
"""
_MISSING_BEFORE = """
SELECT f.file_id FROM audit_file f JOIN audit a ON a.id = f.audit_id
WHERE f.file_id IN (SELECT file_id FROM audit_file WHERE audit_id = :audit)
AND f.audit_id = (SELECT p.audit_id FROM audit_file p JOIN audit b ON b.id = p.audit_id
    WHERE p.file_id = f.file_id AND b.state = 'closed' AND b.id < :audit ORDER BY b.id DESC LIMIT 1)
AND NOT EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.said = 'found')
"""


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

    `places` and `seen_by` are where and by whom the folder was counted; `cause` is None while nobody
    explained it; `again` says that the folder was missing in its last closed audit, too.
    """

    fault: Fault
    type: DocumentType | None
    file_no: str | None
    code: str
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None
    places: str | None
    seen_by: str | None
    note: str | None
    cause: str | None
    action: str | None
    responsible: str | None
    due: date | None
    again: bool


@dataclass(frozen=True, slots=True)
class LeftRow:
    """An expected folder that nobody found yet."""

    file_no: str
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None

    @property
    def cabinet(self) -> str:
        """The cabinet it belongs to."""
        return cabinet_of(self.location)


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


def missing_before(connection: Any, audit_id: int) -> frozenset[int]:
    """The ids of expected files that were missing in the last closed audit which expected them."""
    return frozenset(row[0] for row in connection.execute(_MISSING_BEFORE, {"audit": audit_id}))


def discrepancies(connection: Any, audit_id: int) -> tuple[Discrepancy, ...]:
    """Everything that is not in order, by cabinet and file number; strays last."""
    before = missing_before(connection, audit_id)
    return tuple(_told(row, before) for row in connection.execute(_DISCREPANCIES, {"audit": audit_id}))


def _told(row: tuple[Any, ...], missing: frozenset[int]) -> Discrepancy:
    fault, type_, *told, due, file_id = row
    kind = DocumentType(type_) if type_ and fault != Fault.CARD else None
    again = fault == Fault.MISSING and file_id in missing
    values = dict(zip(_TOLD, told, strict=True))
    return Discrepancy(
        Fault(fault), kind, due=date.fromisoformat(due) if due else None, again=again, **values
    )


def left_to_find(connection: Any, audit_id: int) -> tuple[LeftRow, ...]:
    """The expected folders that nobody found, neighbours beside each other: by cabinet, drawer and place."""
    rows = [LeftRow(*row) for row in connection.execute(_LEFT, (audit_id,))]
    return tuple(sorted(rows, key=lambda row: (row.location is None, _natural(row.location), row.file_no)))


def strays_beside(connection: Any, audit_id: int) -> tuple[tuple[str, StrayKind, str], ...]:
    """Scanned files that are no discrepancy, but not on the list: number, why, and the place."""
    rows = connection.execute(
        "SELECT file_no, kind, place FROM audit_stray WHERE audit_id = ? AND kind IN (?, ?) ORDER BY file_no",
        (audit_id, StrayKind.CREATED.value, StrayKind.BESIDE.value),
    )
    return tuple((file_no, StrayKind(kind), place) for file_no, kind, place in rows)


def _natural(text: str | None) -> tuple[tuple[int, int, str], ...]:
    """`text` in pieces that sort as people count: ``A-2`` before ``A-10``."""
    pieces: list[tuple[int, int, str]] = []
    digits = ""
    for letter in (text or "").casefold() + " ":
        if letter.isascii() and letter.isdigit():
            digits += letter
            continue
        if digits:
            pieces.append((0, int(digits), ""))
            digits = ""
        pieces.append((1, 0, letter))
    return tuple(pieces)
