"""What there is to report of an audit: gathered once, for every form that a report takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealerdesk.domain.audits import Figures, Mark, StrayKind
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits.closing import signatures
from dealerdesk.services.audits.comparing import Comparison, comparison
from dealerdesk.services.audits.meanwhile import ChangedRow, changed_meanwhile
from dealerdesk.services.audits.standing import (
    AuditRow,
    Discrepancy,
    PassRate,
    discrepancies,
    figures,
    pass_rate,
    strays_beside,
)
from dealerdesk.storage.audits import fingerprint

_CABINETS = """
SELECT f.cabinet, count(*), count(c.entry_id), coalesce(sum(c.misplaced), 0) FROM audit_file f LEFT JOIN (
    SELECT entry_id, max(NOT right_place) AS misplaced FROM audit_count
    WHERE audit_id = :audit AND said = 'found' GROUP BY entry_id) c ON c.entry_id = f.id
WHERE f.audit_id = :audit GROUP BY f.cabinet ORDER BY f.cabinet = '', min(f.place_key)
"""
_REQUIRED = """
SELECT j.key, count(*), sum(instr(j.value, 'p') > 0), sum(instr(j.value, 's') > 0), sum(j.value <> '')
FROM audit_file f, json_each(f.documents) j WHERE f.audit_id = ? GROUP BY j.key
"""
_MARKED = f"""
SELECT type, count(paper), coalesce(sum(paper IN ('{Mark.MISSING}', '{Mark.UNREADABLE}')), 0),
    count(scan), coalesce(sum(scan IN ('{Mark.MISSING}', '{Mark.UNREADABLE}')), 0)
FROM audit_document WHERE audit_id = ? GROUP BY type
"""


@dataclass(frozen=True, slots=True)
class ReportedCabinet:
    """How many folders of a cabinet were expected, counted, and found elsewhere; "" is no cabinet."""

    cabinet: str
    expected: int
    counted: int
    misplaced: int

    @property
    def missing(self) -> int:
        """Expected folders that nobody found."""
        return self.expected - self.counted


@dataclass(frozen=True, slots=True)
class ReportedType:
    """A document type: how many folders need it, what the record held of it, and what was found."""

    type: DocumentType
    required: int = 0
    papers: int = 0
    scans: int = 0
    papers_checked: int = 0
    papers_wrong: int = 0
    scans_checked: int = 0
    scans_wrong: int = 0


@dataclass(frozen=True, slots=True)
class AuditReport:
    """All that the report of an audit says; `complete` is from 0 to 1, None where nothing is required."""

    audit: AuditRow
    seal: str
    figures: Figures
    rate: PassRate
    complete: float | None
    cabinets: tuple[ReportedCabinet, ...]
    types: tuple[ReportedType, ...]
    comparison: Comparison | None
    discrepancies: tuple[Discrepancy, ...]
    changed: tuple[ChangedRow, ...]
    beside: tuple[tuple[str, StrayKind, str], ...]
    signatures: tuple[tuple[str, datetime], ...]


def gather(connection: Any, audit: AuditRow) -> AuditReport:
    """Gather the report of an audit; of a closed one it is always the same."""
    found = figures(connection, audit.id)
    required = {row[0]: row[1:] for row in connection.execute(_REQUIRED, (audit.id,))}
    whole, present = (sum(row[at] for row in required.values()) for at in (0, 3))
    return AuditReport(
        audit=audit,
        seal=fingerprint(connection, audit.id) or "",
        figures=found,
        rate=pass_rate(found),
        complete=present / whole if whole else None,
        cabinets=tuple(ReportedCabinet(*row) for row in connection.execute(_CABINETS, {"audit": audit.id})),
        types=_types(connection, audit.id, {code: row[:3] for code, row in required.items()}),
        comparison=comparison(connection, audit.id),
        discrepancies=discrepancies(connection, audit.id),
        changed=changed_meanwhile(connection, audit.id, audit.scope),
        beside=strays_beside(connection, audit.id),
        signatures=signatures(connection, audit.id),
    )


def _types(
    connection: Any, audit_id: int, required: dict[str, tuple[int, int, int]]
) -> tuple[ReportedType, ...]:
    marked = {row[0]: row[1:] for row in connection.execute(_MARKED, (audit_id,))}
    return tuple(
        ReportedType(kind, *required.get(kind, (0, 0, 0)), *marked.get(kind, (0, 0, 0, 0)))
        for kind in DocumentType
        if kind in required or kind in marked
    )
