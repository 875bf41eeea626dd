"""Windows of an audit's long lists: what is left to find and what is not in order, as folders stand.

SQLite walks an index and cuts the window out, so that a cabinet in which nobody found anything costs no more
than what is in sight. All functions take the driver's connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealerdesk.domain.audit_findings import STRAYS as STRAY_FAULTS
from dealerdesk.domain.audit_findings import Compared, DiscrepancyFilter, DiscrepancyKey, shelf_of
from dealerdesk.domain.audits import Fault, Mark, Said, cabinet_of, place_key
from dealerdesk.domain.documents import Paper
from dealerdesk.domain.text import fold_line, fold_upper
from dealerdesk.storage.audits import ENTRIES, NOT_FOUND, tallies
from dealerdesk.storage.models.audits import WRONG_PAPER, WRONG_SCAN

Totals = Mapping[Fault, int]

_LEFT = f"FROM audit_file f WHERE f.audit_id = :audit AND {NOT_FOUND}"
_IN_CABINET = " AND f.cabinet = :cabinet"
_PAST_ALL = "\U0010ffff"
# What follows a shelf's name in a place is a sign: "B-2/14" stands on "B-2", "B-21/3" does not.
_ON_SHELF = (
    "f.place_key >= :low AND f.place_key < :high AND substr(f.place_key, :past) NOT GLOB '[0-9a-zÀ-ɏ㐀-鿿]*'"
)
_UNEXPLAINED = (
    " AND NOT EXISTS (SELECT 1 FROM audit_explanation x "
    "WHERE x.entry_id = f.id AND x.fault = '{fault}' AND x.type = e.type)"
)
_COLUMNS = ("file_no", "plate", "plate_key", "vin", "vehicle", "owner", "location")
_WORD = f" AND ({' OR '.join(f'f.{column} LIKE :{{word}}' for column in _COLUMNS)})"
_STRAY_UNEXPLAINED = (
    " AND NOT EXISTS (SELECT 1 FROM audit_explanation x WHERE x.stray_id = s.id AND x.fault = s.kind)"
)
_MISSING_THEN = (
    f"(SELECT o.file_id FROM audit_file o WHERE o.audit_id = :before AND {NOT_FOUND.replace('f.id', 'o.id')})"
)
_NOW, _THEN = (
    "FROM audit_file f WHERE f.audit_id = :audit AND",
    "FROM audit_file f WHERE f.audit_id = :before AND",
)
_COMPARED = {
    Compared.STILL_MISSING: f"{_NOW} {NOT_FOUND} AND f.file_id IN {_MISSING_THEN}",
    Compared.FOUND_AGAIN: f"{_NOW} NOT {NOT_FOUND} AND f.file_id IN {_MISSING_THEN}",
    Compared.NEWLY_MISSING: f"{_NOW} {NOT_FOUND} AND f.file_id NOT IN {_MISSING_THEN}",
    Compared.NO_LONGER_EXPECTED: (
        f"{_THEN} {NOT_FOUND} AND NOT EXISTS "
        "(SELECT 1 FROM audit_file o WHERE o.audit_id = :audit AND o.file_id = f.file_id)"
    ),
}
"""SQL for the entries of which each thing became from the audit ``:before`` to ``:audit``."""
_HELD = f"'{Paper.PRESENT.value}', '{Paper.CHECKED_OUT.value}'"
_CONTRADICTIONS = f"""
FROM audit_document a JOIN audit_file f ON f.id = a.entry_id JOIN vehicle_file v ON v.id = f.file_id
WHERE a.audit_id = :audit AND CASE a.paper
    WHEN '{Mark.PRESENT.value}' THEN NOT EXISTS (
        SELECT 1 FROM document d WHERE d.file_id = v.id AND d.type = a.type AND d.paper IN ({_HELD}))
    WHEN '{Mark.NOT_APPLICABLE.value}' THEN f.documents ->> a.type IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM waiver w WHERE w.file_id = v.id AND w.type = a.type)
    END
"""
"""SQL for marks that contradict what the record says now, without being a discrepancy."""
_STRAY_WORD = " AND (s.code LIKE :{word} OR s.file_no LIKE :{word} OR s.place LIKE :{word})"
MANY = 2_000
"""Where a fault has so many folders, they are looked for along the shelf instead of being gathered first."""
_WALKS = {
    Fault.MISPLACED: (
        "'' AS type FROM audit_file f WHERE f.audit_id = :audit AND EXISTS (SELECT 1 FROM audit_count c "
        f"WHERE c.entry_id = f.id AND c.said = '{Said.FOUND.value}' AND NOT c.right_place)"
    ),
    Fault.PAPER: (
        "e.type AS type FROM audit_file f CROSS JOIN audit_document e "
        f"WHERE f.audit_id = :audit AND e.entry_id = f.id AND e.{WRONG_PAPER}"
    ),
    Fault.SCAN: (
        "e.type AS type FROM audit_file f CROSS JOIN audit_document e "
        f"WHERE f.audit_id = :audit AND e.entry_id = f.id AND e.{WRONG_SCAN}"
    ),
}


def left_window(connection: Any, audit_id: int, cabinet: str, start: int, count: int) -> list[int]:
    """The entries `start` to `start + count` of the folders that nobody found, as they stand."""
    left = f"{_LEFT}{_IN_CABINET if cabinet else ''}"
    rows = connection.execute(
        f"SELECT f.id {left} ORDER BY f.place_key, f.id LIMIT :count OFFSET :start",
        {"audit": audit_id, "cabinet": fold_upper(cabinet), "start": start, "count": count},
    )
    return [entry for (entry,) in rows]


def left_near(connection: Any, audit_id: int, place: str, count: int) -> tuple[str, int, list[int]]:
    """The shelf of a place, how many folders are left on it, and the entries next to the place.

    They begin at the place; where the shelf ends too early, some before it come along. A place in which
    folders have places of their own is a shelf itself.
    """
    shelf = fold_line(place)
    terms = _shelf_terms(audit_id, shelf)
    inside = f"SELECT 1 FROM audit_file f WHERE f.audit_id = :audit AND {_ON_SHELF} AND f.place_key > :low"
    if connection.execute(f"{inside} LIMIT 1", terms).fetchone() is None:
        shelf = shelf_of(place)
        terms = _shelf_terms(audit_id, shelf)
    left = f"{_LEFT} AND {_ON_SHELF}"
    (total,) = connection.execute(f"SELECT count(*) {left}", terms).fetchone()
    terms |= {"here": place_key(place), "count": count}
    after = connection.execute(
        f"SELECT f.id {left} AND f.place_key >= :here ORDER BY f.place_key, f.id LIMIT :count", terms
    ).fetchall()
    terms["count"] = count - len(after)
    before = connection.execute(
        f"SELECT f.id {left} AND f.place_key < :here ORDER BY f.place_key DESC, f.id DESC LIMIT :count", terms
    ).fetchall()
    return shelf, int(total), [entry for (entry,) in [*reversed(before), *after]]


def _shelf_terms(audit_id: int, shelf: str) -> dict[str, Any]:
    low = place_key(shelf)
    return {"audit": audit_id, "low": low, "high": low + _PAST_ALL, "past": len(low) + 1}


def discrepancy_totals(connection: Any, audit_id: int, wanted: DiscrepancyFilter) -> dict[Fault, int]:
    """How many discrepancies of each kind fit what is wanted; kinds that are not wanted are left out."""
    if not (wanted.cabinet or wanted.words):
        return {
            fault: tally.unexplained if wanted.unexplained else tally.count
            for fault, tally in tallies(connection, audit_id, wanted.faults or tuple(Fault)).items()
            if not wanted.faults or fault in wanted.faults
        }
    terms = _terms(connection, audit_id, wanted)
    parts = [_of_fault(fault, wanted, many=False) for fault in _entry_faults(wanted)]
    parts += [strays] if (strays := _strays(wanted)) else []
    united = " UNION ALL ".join(f"SELECT fault, count(*) FROM ({part}) GROUP BY fault" for part in parts)
    return {Fault(fault): count for fault, count in connection.execute(united, terms)} if parts else {}


def discrepancy_window(
    connection: Any, audit_id: int, wanted: DiscrepancyFilter, window: tuple[int, int], totals: Totals
) -> list[DiscrepancyKey]:
    """Some of the discrepancies wanted, as folders stand, strays last.

    `window` is from where on, and how many; `totals` what `discrepancy_totals` said.
    """
    start, count = window
    terms = _terms(connection, audit_id, wanted) | {"start": start, "count": count}
    keys: list[DiscrepancyKey] = []
    faults = [fault for fault in _entry_faults(wanted) if totals.get(fault)]
    if faults:
        united = " UNION ALL ".join(_of_fault(fault, wanted, many=totals[fault] > MANY) for fault in faults)
        rows = connection.execute(
            f"{united} ORDER BY place, entry_id, fault, type LIMIT :count OFFSET :start", terms
        )
        keys = [DiscrepancyKey(entry, None, Fault(fault), type_) for _, entry, fault, type_ in rows]
    strays = _strays(wanted)
    if strays and len(keys) < count:
        passed = sum(totals[fault] for fault in faults)
        terms |= {"start": max(0, start - passed), "count": count - len(keys)}
        rows = connection.execute(f"{strays} ORDER BY s.code, s.id LIMIT :count OFFSET :start", terms)
        keys += [DiscrepancyKey(None, stray, Fault(fault)) for stray, fault in rows]
    return keys


def _terms(connection: Any, audit_id: int, wanted: DiscrepancyFilter) -> dict[str, Any]:
    connection.create_function("cabinet_of", 1, cabinet_of, deterministic=True)
    words = {f"word{at}": f"%{word}%" for at, word in enumerate(_words(wanted))}
    return {"audit": audit_id, "cabinet": fold_upper(wanted.cabinet), **words}


def _words(wanted: DiscrepancyFilter) -> list[str]:
    return fold_line(wanted.words).replace("%", "").replace("_", "").split()


def _entry_faults(wanted: DiscrepancyFilter) -> list[Fault]:
    return [fault for fault in ENTRIES if not wanted.faults or fault in wanted.faults]


def _of_fault(fault: Fault, wanted: DiscrepancyFilter, *, many: bool) -> str:
    """SQL for ``place, entry_id, fault, type`` of the expected folders with a fault that are wanted."""
    narrowed = _IN_CABINET if wanted.cabinet else ""
    narrowed += "".join(_WORD.format(word=f"word{at}") for at in range(len(_words(wanted))))
    narrowed += _UNEXPLAINED.format(fault=fault.value) if wanted.unexplained else ""
    columns = f"SELECT f.place_key AS place, f.id AS entry_id, '{fault.value}' AS fault"
    walk = f"'' AS type {_LEFT}" if fault is Fault.MISSING else _WALKS.get(fault) if many else None
    if walk is None:
        walk = f"e.type AS type FROM ({ENTRIES[fault]}) e CROSS JOIN audit_file f WHERE f.id = e.entry_id"
    elif "e.type" not in walk:
        narrowed = narrowed.replace("e.type", "''")
    return f"{columns}, {walk}{narrowed}"


def _strays(wanted: DiscrepancyFilter) -> str:
    """SQL for ``id, fault`` of the strays that are wanted, "" where none are."""
    kinds = STRAY_FAULTS & (wanted.faults or STRAY_FAULTS)
    if not kinds:
        return ""
    listed = ", ".join(f"'{kind.value}'" for kind in sorted(kinds))
    narrowed = "".join(_STRAY_WORD.format(word=f"word{at}") for at in range(len(_words(wanted))))
    narrowed += " AND cabinet_of(s.place) = :cabinet" if wanted.cabinet else ""
    narrowed += _STRAY_UNEXPLAINED if wanted.unexplained else ""
    wanted_kinds = f"s.audit_id = :audit AND s.kind IN ({listed})"
    return f"SELECT s.id, s.kind AS fault FROM audit_stray s WHERE {wanted_kinds}{narrowed}"


def compared_total(connection: Any, audit_id: int, before: int, what: Compared) -> int:
    """Of how many folders this became from the audit `before` to this one."""
    terms = {"audit": audit_id, "before": before}
    return int(connection.execute(f"SELECT count(*) {_COMPARED[what]}", terms).fetchone()[0])


def compared_entries(
    connection: Any, audit_id: int, before: int, what: Compared, window: tuple[int, int]
) -> list[int]:
    """The entries of which this became, as they stand; `window` is from where on, and how many."""
    start, count = window
    rows = connection.execute(
        f"SELECT f.id {_COMPARED[what]} ORDER BY f.place_key, f.id LIMIT :count OFFSET :start",
        {"audit": audit_id, "before": before, "start": start, "count": count},
    )
    return [entry for (entry,) in rows]


def contradiction_total(connection: Any, audit_id: int) -> int:
    """How many marks contradict what the record says now, without being a discrepancy."""
    return int(connection.execute(f"SELECT count(*) {_CONTRADICTIONS}", {"audit": audit_id}).fetchone()[0])


def contradiction_window(
    connection: Any, audit_id: int, start: int, count: int
) -> tuple[int, list[tuple[Any, ...]]]:
    """How many such marks there are, and some of them, as folders stand, in one walk along all marks.

    Each is (entry, type, mark, note, by, file id, file number, plate, vehicle, owner, location).
    """
    rows = connection.execute(
        "SELECT a.entry_id, a.type, a.paper, a.note, a.marked_by, f.file_id, f.file_no, f.plate, f.vehicle, "
        f"f.owner, f.location, count(*) OVER () {_CONTRADICTIONS} ORDER BY f.place_key, f.id, a.type "
        "LIMIT :count OFFSET :start",
        {"audit": audit_id, "start": start, "count": count},
    ).fetchall()
    if not rows and (start or not count):
        return contradiction_total(connection, audit_id), []
    return (rows[0][-1] if rows else 0), [row[:-1] for row in rows]
