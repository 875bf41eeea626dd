"""Where an audit stands while it is counted: figures, cabinets, and the last scans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dealerdesk.domain.audits import Fault, Figures, Said, StrayKind, Verdict, place_key, verdict_on_stray
from dealerdesk.services.audits import standing
from dealerdesk.services.audits.standing import AuditRow
from dealerdesk.storage.audits import ENTRIES

_FOUND = f"said = '{Said.FOUND.value}'"
# In the order of the index, which has what is counted: a hundred thousand folders take a few milliseconds.
_EXPECTED = "SELECT cabinet, count(*) FROM audit_file WHERE audit_id = ? GROUP BY cabinet"
_COUNTED = f"""
SELECT cabinet, count(DISTINCT entry_id) FROM audit_count WHERE audit_id = ? AND {_FOUND} GROUP BY cabinet
"""
_FAULTY_ENTRIES = " UNION ".join(
    f"SELECT entry_id FROM ({entries})" for fault, entries in ENTRIES.items() if fault is not Fault.MISSING
)
_FAULTY = f"""
SELECT f.cabinet, count(*) FROM ({_FAULTY_ENTRIES}) d JOIN audit_file f ON f.id = d.entry_id
WHERE EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.{_FOUND}) GROUP BY f.cabinet
"""
_PEOPLE = "SELECT cabinet, person FROM audit_assignment WHERE audit_id = ?"
_TODAY = """
SELECT count(*) FROM (
    SELECT counted_by FROM audit_count WHERE audit_id = :audit AND counted_at >= :day
    UNION SELECT counted_by FROM audit_stray WHERE audit_id = :audit AND counted_at >= :day)
"""
_STRAYS = "SELECT count(*) FROM audit_stray WHERE audit_id = ?"
_RECENT_COUNTS = f"""
SELECT f.file_no, f.file_no, f.plate, f.location, c.place, c.right_place, c.counted_by, c.counted_at,
    EXISTS (SELECT 1 FROM audit_count e WHERE e.entry_id = c.entry_id AND e.said = c.said AND e.id < c.id)
FROM audit_count c JOIN audit_file f ON f.id = c.entry_id
WHERE c.audit_id = ? AND +c.{_FOUND} ORDER BY c.counted_at DESC, c.id DESC LIMIT ?
"""
_RECENT_STRAYS = """
SELECT s.file_no, s.code, (SELECT plate FROM vehicle_file WHERE id = s.file_id), NULL, s.place, s.kind,
    s.counted_by, s.counted_at
FROM audit_stray s WHERE s.audit_id = ? ORDER BY s.counted_at DESC, s.id DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class CabinetRow:
    """One cabinet, "" for folders without a place: how far it is counted, and by whom."""

    cabinet: str
    expected: int
    counted: int
    faulty: int
    person: str | None


@dataclass(frozen=True, slots=True)
class Board:
    """An audit at a glance; `in_order + faulty + left` are all expected folders.

    `faulty` are found folders with a fault, `counters_today` how many people counted since midnight.
    """

    audit: AuditRow
    figures: Figures
    in_order: int
    faulty: int
    left: int
    cabinets: tuple[CabinetRow, ...]
    counters_today: int
    strays: int


@dataclass(frozen=True, slots=True)
class RecentScan:
    """A scan as it was noted; `code` is the file's number, or what was scanned.

    `belongs` is where the folder should stand.
    """

    file_no: str | None
    code: str
    plate: str | None
    verdict: Verdict
    place: str
    belongs: str | None
    by: str
    at: datetime


def board_of(connection: Any, audit: AuditRow, today: date) -> Board:
    """An audit at a glance, cabinets as they stand."""
    figures = standing.figures(connection, audit.id)
    cabinets = _cabinets(connection, audit.id)
    (counters,) = connection.execute(_TODAY, {"audit": audit.id, "day": today.isoformat()}).fetchone()
    (strays,) = connection.execute(_STRAYS, (audit.id,)).fetchone()
    return Board(
        audit=audit,
        figures=figures,
        in_order=figures.passed,
        faulty=figures.counted - figures.passed,
        left=figures.missing,
        cabinets=cabinets,
        counters_today=counters,
        strays=strays,
    )


def _cabinets(connection: Any, audit_id: int) -> tuple[CabinetRow, ...]:
    expected = sorted(connection.execute(_EXPECTED, (audit_id,)), key=lambda row: place_key(row[0]))
    counted = dict(connection.execute(_COUNTED, (audit_id,)).fetchall())
    faulty = dict(connection.execute(_FAULTY, {"audit": audit_id}).fetchall())
    people = dict(connection.execute(_PEOPLE, (audit_id,)).fetchall())
    return tuple(
        CabinetRow(cabinet, count, counted.get(cabinet, 0), faulty.get(cabinet, 0), people.get(cabinet))
        for cabinet, count in expected
    )


def recent_scans(connection: Any, audit_id: int, limit: int) -> tuple[RecentScan, ...]:
    """The last scans that noted something, newest first."""
    told = [_count(row) for row in connection.execute(_RECENT_COUNTS, (audit_id, limit))]
    told += [_stray(row) for row in connection.execute(_RECENT_STRAYS, (audit_id, limit))]
    return tuple(sorted(told, key=lambda scan: scan.at, reverse=True)[:limit])


def _count(row: tuple[Any, ...]) -> RecentScan:
    file_no, code, plate, belongs, place, right, by, at, again = row
    known = Verdict.ALREADY if again else Verdict.COUNTED
    verdict = known if right else Verdict.MISPLACED
    return RecentScan(file_no, code, plate, verdict, place, belongs, by, datetime.fromisoformat(at))


def _stray(row: tuple[Any, ...]) -> RecentScan:
    file_no, code, plate, belongs, place, kind, by, at = row
    verdict = verdict_on_stray(StrayKind(kind))
    return RecentScan(file_no, code, plate, verdict, place, belongs, by, datetime.fromisoformat(at))
