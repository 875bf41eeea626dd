"""What audits ask of the database as sets of rows: the frozen list, the discrepancies, the fingerprint.

All functions take the driver's connection, inside whichever transaction it is in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from dealerdesk.domain.audit_findings import STRAYS as STRAY_KINDS
from dealerdesk.domain.audit_findings import Tally
from dealerdesk.domain.audits import (
    STRAY_FAULTS,
    AuditState,
    CardSaid,
    Fault,
    Said,
    cabinet_of,
    place_key,
)
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_upper
from dealerdesk.storage.models import (
    Audit,
    AuditAssignment,
    AuditCard,
    AuditCount,
    AuditDocument,
    AuditEvidence,
    AuditExplanation,
    AuditFile,
    AuditSignature,
    AuditStray,
)
from dealerdesk.storage.models.audits import WRONG_PAPER, WRONG_SCAN
from dealerdesk.storage.recording import image_sql

FREEZING = Message("audit_freezing", "Putting the files on the list of the audit")
FROZEN_AT_ONCE = 1000
_ROWS_OF_AN_AUDIT = (
    AuditFile,
    AuditCount,
    AuditStray,
    AuditDocument,
    AuditCard,
    AuditEvidence,
    AuditExplanation,
    AuditAssignment,
    AuditSignature,
)


def _listed(codes: Collection[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_SERVICE_TYPES = _listed([kind.value for kind in DocumentType if kind.side is Side.SERVICE])
_HELD = _listed([Paper.PRESENT.value, Paper.CHECKED_OUT.value])
_STRAY_FAULTS = _listed([kind.value for kind in STRAY_FAULTS])
_FOUND = f"said = '{Said.FOUND.value}'"
_MISSED = f"said = '{Said.MISSING.value}'"

_DOCUMENT = "FROM document d WHERE d.file_id = f.id AND d.type = r.type"
_SETTLED = (
    "SELECT 1 FROM repair_order o WHERE o.file_id = f.id AND o.settled_on IS NOT NULL "
    f"AND (r.type <> '{DocumentType.PARTS_ISSUE_SLIP.value}' OR EXISTS "
    f"(SELECT 1 FROM repair_line l WHERE l.order_id = o.id AND l.line_kind = '{LineKind.PART.value}'))"
)
_REQUIRED = f"""
SELECT json_group_object(r.type,
    iif(EXISTS (SELECT 1 {_DOCUMENT} AND d.paper IN ({_HELD})), 'p', '') || iif(EXISTS (
        SELECT 1 {_DOCUMENT} AND EXISTS (SELECT 1 FROM scan s WHERE s.document_id = d.id)), 's', ''))
FROM required_document r WHERE r.kind = f.kind
AND NOT EXISTS (SELECT 1 FROM waiver w WHERE w.file_id = f.id AND w.type = r.type)
AND (r.type NOT IN ({_SERVICE_TYPES}) OR EXISTS ({_SETTLED}))
"""
_FREEZE = f"""
INSERT INTO audit_file
    (audit_id, file_id, file_no, vin, plate, plate_key, vehicle, owner, phone, location, cabinet, place_key,
    documents)
SELECT :audit, f.id, f.file_no, f.vin, f.plate, f.plate_key,
    nullif(trim(coalesce(f.make, '') || ' ' || coalesce(f.model, '')), ''), c.name, c.phone, f.location,
    cabinet_of(f.location), place_key(f.location), ({_REQUIRED})
FROM vehicle_file f LEFT JOIN customer c ON c.id = f.customer_id
WHERE f.file_no IN (SELECT value FROM json_each(:file_nos)) ORDER BY f.id
"""

NOT_FOUND = f"NOT EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = f.id AND c.{_FOUND})"
"""SQL for whether nobody found the entry `f` of an expected list."""

# From the side that is rare: a folder that was not found, or one in the wrong cabinet.
_TWO_COUNTERS = (
    "FROM audit_count x CROSS JOIN audit_count y ON y.entry_id = x.entry_id AND y.counted_by <> x.counted_by "
    "WHERE x.audit_id = :audit"
)
ENTRIES = {
    Fault.MISSING: (
        f"SELECT f.id AS entry_id, '' AS type FROM audit_file f WHERE f.audit_id = :audit AND {NOT_FOUND}"
    ),
    Fault.MISPLACED: (
        "SELECT DISTINCT entry_id, '' AS type FROM audit_count "
        f"WHERE audit_id = :audit AND {_FOUND} AND NOT right_place"
    ),
    Fault.CONFLICT: (
        f"SELECT x.entry_id AS entry_id, '' AS type {_TWO_COUNTERS} AND x.{_MISSED} AND y.{_FOUND} "
        f"UNION SELECT x.entry_id, '' {_TWO_COUNTERS} AND x.{_FOUND} AND NOT x.right_place "
        f"AND y.{_FOUND} AND y.right_place AND x.place <> '' AND y.place <> ''"
    ),
    Fault.PAPER: (f"SELECT entry_id, type FROM audit_document WHERE audit_id = :audit AND {WRONG_PAPER}"),
    Fault.SCAN: f"SELECT entry_id, type FROM audit_document WHERE audit_id = :audit AND {WRONG_SCAN}",
    Fault.CARD: (
        "SELECT entry_id, field AS type FROM audit_card "
        f"WHERE audit_id = :audit AND said = '{CardSaid.DIFFERS.value}'"
    ),
}
"""SQL for ``entry_id, type`` of the entries with each fault, in the audit ``:audit``."""

STRAYS = f"SELECT id, kind FROM audit_stray WHERE audit_id = :audit AND kind IN ({_STRAY_FAULTS})"
"""SQL for the strays of the audit ``:audit`` that are discrepancies; their kind is the fault."""

EXPLAINED = """
iif(d.stray_id IS NULL,
    EXISTS (SELECT 1 FROM audit_explanation x
            WHERE x.entry_id = d.entry_id AND x.fault = d.fault AND x.type = d.type),
    EXISTS (SELECT 1 FROM audit_explanation x WHERE x.stray_id = d.stray_id AND x.fault = d.fault))
"""
"""SQL for whether the discrepancy `d` of `FAULTS` is explained."""

_EXPECTED = "SELECT count(*) FROM audit_file WHERE audit_id = :audit"
# By cabinets, since so the index has them: no folder is in two.
_FOUND_ENTRIES = (
    "SELECT sum(found) FROM (SELECT count(DISTINCT entry_id) AS found FROM audit_count "
    f"WHERE audit_id = :audit AND {_FOUND}{{narrowed}} GROUP BY cabinet)"
)
_MISSING_EXPLAINED = (
    "SELECT count(*) FROM audit_explanation x "
    f"WHERE x.audit_id = :audit AND x.fault = '{Fault.MISSING.value}' AND NOT EXISTS "
    f"(SELECT 1 FROM audit_count c WHERE c.entry_id = x.entry_id AND c.{_FOUND})"
)
# Of folders that nobody found it is asked by subtraction: where counting has only begun, they are nearly all.
_MISSING = (
    f"SELECT '{Fault.MISSING.value}', expected - found, expected - found - explained FROM (SELECT "
    f"({_EXPECTED}) AS expected, coalesce(({_FOUND_ENTRIES.format(narrowed='')}), 0) AS found, "
    f"({_MISSING_EXPLAINED}) AS explained)"
)


def _united(faults: Iterable[Fault]) -> str:
    """SQL for ``entry_id, stray_id, fault, type`` of the discrepancies with some of the faults."""
    parts = [
        f"SELECT entry_id, NULL AS stray_id, '{fault.value}' AS fault, type FROM ({ENTRIES[fault]})"
        for fault in faults
        if fault in ENTRIES
    ]
    strays = [f"SELECT NULL AS entry_id, id AS stray_id, kind AS fault, '' AS type FROM ({STRAYS})"]
    return " UNION ALL ".join(parts + (strays if STRAY_KINDS & set(faults) else []))


FAULTS = _united(Fault)
"""SQL for ``entry_id, stray_id, fault, type`` of every discrepancy of the audit ``:audit``."""

_FAULTY = f"""
SELECT count(*) FROM (SELECT DISTINCT entry_id FROM ({_united(set(ENTRIES) - {Fault.MISSING})}) d
WHERE EXISTS (SELECT 1 FROM audit_count c WHERE c.entry_id = d.entry_id AND c.{_FOUND}))
"""
_LAST_OF_ITS_KIND = f"""
SELECT b.id FROM audit a JOIN audit b ON b.id < a.id AND b.scope = a.scope AND b.conditions IS a.conditions
WHERE a.id = ? AND b.state = '{AuditState.CLOSED.value}'
AND b.closed_at <= coalesce(a.closed_at, b.closed_at) ORDER BY b.id DESC LIMIT 1
"""


def closed_audit_of(connection: Any, set_id: int) -> str | None:
    """The title of a closed audit of which a change set touched rows, if there is one."""
    rows = connection.execute("SELECT DISTINCT tbl FROM row_change WHERE set_id = ?", (set_id,))
    touched = {table for (table,) in rows}
    parts = [
        f"SELECT t.audit_id FROM {name} t JOIN row_change r ON r.row_id = t.id "
        f"WHERE r.set_id = :set AND +r.tbl = '{name}' "
        f"UNION SELECT before ->> 'audit_id' FROM row_change WHERE set_id = :set AND +tbl = '{name}'"
        for model in _ROWS_OF_AN_AUDIT
        if (name := model.__tablename__) in touched
    ]
    parts += ["SELECT row_id FROM row_change WHERE set_id = :set AND +tbl = 'audit'"] * ("audit" in touched)
    if not parts:
        return None
    closed = f"SELECT title FROM audit WHERE state = '{AuditState.CLOSED.value}'"
    found = connection.execute(f"{closed} AND id IN ({' UNION '.join(parts)})", {"set": set_id}).fetchone()
    return str(found[0]) if found else None


def freeze(connection: Any, audit_id: int, file_nos: Sequence[str], progress: Progress | None = None) -> int:
    """Put the files with these numbers on the expected list as they are now; returns how many there were.

    `progress` may raise `Cancelled`.
    """
    told, total, frozen = progress or Silent(), len(file_nos), 0
    connection.create_function("cabinet_of", 1, cabinet_of, deterministic=True)
    connection.create_function("place_key", 1, place_key, deterministic=True)
    for start in range(0, total, FROZEN_AT_ONCE):
        told.step(FREEZING, start, total)
        portion = json.dumps(file_nos[start : start + FROZEN_AT_ONCE])
        frozen += int(connection.execute(_FREEZE, {"audit": audit_id, "file_nos": portion}).rowcount)
    told.step(FREEZING, total, total)
    return frozen


def tallies(connection: Any, audit_id: int, faults: Collection[Fault] = tuple(Fault)) -> dict[Fault, Tally]:
    """How many discrepancies there are of each of the faults that there is, and how many are unexplained."""
    others = [fault for fault in faults if fault is not Fault.MISSING]
    parts = [_MISSING] if Fault.MISSING in faults else []
    if others:
        parts.append(
            f"SELECT fault, count(*), sum(NOT {EXPLAINED}) FROM ({_united(others)}) d GROUP BY fault"
        )
    rows = connection.execute(" UNION ALL ".join(parts), {"audit": audit_id})
    return {Fault(fault): Tally(count, unexplained) for fault, count, unexplained in rows if count}


def totals(connection: Any, audit_id: int) -> tuple[dict[Fault, int], int, int]:
    """How many discrepancies of each kind there are, how many unexplained, and how many folders have any."""
    found = tallies(connection, audit_id)
    counts = {fault: tally.count for fault, tally in found.items()}
    (faulty,) = connection.execute(_FAULTY, {"audit": audit_id}).fetchone()
    unexplained = sum(tally.unexplained for tally in found.values())
    return counts, unexplained, counts.get(Fault.MISSING, 0) + faulty


def left_total(connection: Any, audit_id: int, cabinet: str = "") -> int:
    """How many expected folders nobody found, in a cabinet or, for "", in all of them."""
    narrowed = " AND cabinet = :cabinet" if cabinet else ""
    found = _FOUND_ENTRIES.format(narrowed=narrowed)
    asked = f"SELECT ({_EXPECTED}{narrowed}) - coalesce(({found}), 0)"
    return int(connection.execute(asked, {"audit": audit_id, "cabinet": fold_upper(cabinet)}).fetchone()[0])


def last_of_its_kind(connection: Any, audit_id: int) -> int | None:
    """The last closed audit before this one that had the same scope."""
    found = connection.execute(_LAST_OF_ITS_KIND, (audit_id,)).fetchone()
    return int(found[0]) if found else None


def fingerprint(connection: Any, audit_id: int) -> str | None:
    """The SHA-256 over all rows of an audit, None where there is no such audit.

    Each row is a line of JSON, ``["table",id,{column: value}]``, tables in a fixed order and rows by their
    ids, so that nothing but the same rows is framed in the same way. Left out are the audit's state and the
    fingerprint itself.
    """
    digest = hashlib.sha256()
    image = image_sql(Audit.__table__, "t")  # type: ignore[arg-type]  # a mapped class's table is a Table
    rows = connection.execute(
        f"SELECT t.id, json_remove({image}, '$.state', '$.fingerprint') FROM audit t WHERE t.id = ?",
        (audit_id,),
    ).fetchall()
    if not rows:
        return None
    _add_rows(digest, "audit", rows)
    for model in _ROWS_OF_AN_AUDIT:
        image = image_sql(model.__table__, "t")  # type: ignore[arg-type]  # see above
        name = model.__tablename__
        rows = connection.execute(
            f"SELECT t.id, {image} FROM {name} t WHERE t.audit_id = ? ORDER BY t.id", (audit_id,)
        )
        _add_rows(digest, name, rows)
    return digest.hexdigest()


def _add_rows(digest: Any, table: str, rows: Any) -> None:
    for row_id, image in rows:
        digest.update(f'["{table}",{row_id},{image}]\n'.encode("utf-8", "surrogatepass"))
