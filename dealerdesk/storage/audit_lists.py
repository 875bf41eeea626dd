"""Windows of an audit's long lists: what is left to find and what is not in order, as folders stand.

SQLite walks an index and cuts the window out, so that a cabinet in which nobody found anything costs no more
than what is in sight. All functions take the driver's connection.
"""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.audit_findings import STRAYS as STRAY_FAULTS
from dealerdesk.domain.audit_findings import Compared, DiscrepancyFilter, DiscrepancyKey, shelf_of
from dealerdesk.domain.audits import Fault, Mark, cabinet_of, place_key
from dealerdesk.domain.documents import Paper
from dealerdesk.domain.text import fold_line
from dealerdesk.storage.audits import ENTRIES, NOT_FOUND

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
_WORD = (
    " AND instr(lower(f.file_no || ' ' || coalesce(f.plate, '') || ' ' || coalesce(f.plate_key, '') || ' ' "
    "|| coalesce(f.vin, '') || ' ' || coalesce(f.vehicle, '') || ' ' || coalesce(f.owner, '') || ' ' "
    "|| coalesce(f.location, '')), :{word})"
)
_NO_TYPE = "''"
_STRAY_UNEXPLAINED = (
    " AND NOT EXISTS (SELECT 1 FROM audit_explanation x WHERE x.stray_id = s.id AND x.fault = s.kind)"
)
_OF_OTHER = "SELECT 1 FROM audit_file o WHERE o.audit_id = :{audit} AND o.file_id = f.file_id"
_MISSING_THEN = f"EXISTS ({_OF_OTHER.format(audit='before')} AND {NOT_FOUND.replace('f.id', 'o.id')})"
_NOW, _THEN = (
    "FROM audit_file f WHERE f.audit_id = :audit AND",
    "FROM audit_file f WHERE f.audit_id = :before AND",
)
_COMPARED = {
    Compared.STILL_MISSING: f"{_NOW} {NOT_FOUND} AND {_MISSING_THEN}",
    Compared.FOUND_AGAIN: f"{_NOW} NOT {NOT_FOUND} AND {_MISSING_THEN}",
    Compared.NEWLY_MISSING: f"{_NOW} {NOT_FOUND} AND NOT {_MISSING_THEN}",
    Compared.NO_LONGER_EXPECTED: f"{_THEN} {NOT_FOUND} AND NOT EXISTS ({_OF_OTHER.format(audit='audit')})",
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
_STRAY_WORD = " AND instr(lower(s.code || ' ' || coalesce(s.file_no, '') || ' ' || s.place), :{word})"


def left_total(connection: Any, audit_id: int, cabinet: str = "") -> int:
    """How many expected folders nobody found, in a cabinet or, for "", in all of them."""
    asked = f"SELECT count(*) {_LEFT}{_IN_CABINET if cabinet else ''}"
    return int(connection.execute(asked, {"audit": audit_id, "cabinet": cabinet}).fetchone()[0])


def left_window(connection: Any, audit_id: int, cabinet: str, start: int, count: int) -> list[int]:
    """The entries `start` to `start + count` of the folders that nobody found, as they stand."""
    left = f"{_LEFT}{_IN_CABINET if cabinet else ''}"
    rows = connection.execute(
        f"SELECT f.id {left} ORDER BY f.place_key, f.id LIMIT :count OFFSET :start",
        {"audit": audit_id, "cabinet": cabinet, "start": start, "count": count},
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


def discrepancy_total(connection: Any, audit_id: int, wanted: DiscrepancyFilter) -> int:
    """How many discrepancies fit what is wanted."""
    terms = _terms(connection, audit_id, wanted)
    parts = [f"SELECT count(*) FROM ({part})" for part in _entry_parts(wanted)]
    if wanted_strays := _stray_part(wanted):
        parts.append(f"SELECT count(*) FROM ({wanted_strays})")
    return sum(connection.execute(part, terms).fetchone()[0] for part in parts)


def discrepancy_window(
    connection: Any, audit_id: int, wanted: DiscrepancyFilter, start: int, count: int
) -> list[DiscrepancyKey]:
    """The discrepancies `start` to `start + count` of those wanted, as folders stand; strays come last."""
    terms = _terms(connection, audit_id, wanted) | {"start": start, "count": count}
    keys: list[DiscrepancyKey] = []
    parts, strays = _entry_parts(wanted), _stray_part(wanted)
    if parts:
        united = " UNION ALL ".join(parts)
        rows = connection.execute(
            f"{united} ORDER BY place, entry_id, fault, type LIMIT :count OFFSET :start", terms
        )
        keys = [DiscrepancyKey(entry, None, Fault(fault), type_) for _, entry, fault, type_ in rows]
    if strays and len(keys) < count:
        passed = sum(
            connection.execute(f"SELECT count(*) FROM ({part})", terms).fetchone()[0] for part in parts
        )
        terms |= {"start": max(0, start - passed), "count": count - len(keys)}
        rows = connection.execute(f"{strays} ORDER BY s.code, s.id LIMIT :count OFFSET :start", terms)
        keys += [DiscrepancyKey(None, stray, Fault(fault)) for stray, fault in rows]
    return keys


def _terms(connection: Any, audit_id: int, wanted: DiscrepancyFilter) -> dict[str, Any]:
    connection.create_function("cabinet_of", 1, cabinet_of, deterministic=True)
    words = {f"word{at}": word for at, word in enumerate(_words(wanted))}
    return {"audit": audit_id, "cabinet": wanted.cabinet, **words}


def _words(wanted: DiscrepancyFilter) -> list[str]:
    return fold_line(wanted.words).lower().split()


def _entry_parts(wanted: DiscrepancyFilter) -> list[str]:
    """SQL for ``place, entry_id, fault, type`` of each wanted fault of expected folders."""
    narrowed = "".join(_WORD.format(word=f"word{at}") for at in range(len(_words(wanted))))
    narrowed = (_IN_CABINET if wanted.cabinet else "") + narrowed
    return [
        _of_fault(fault, narrowed + (_UNEXPLAINED.format(fault=fault.value) if wanted.unexplained else ""))
        for fault in ENTRIES
        if not wanted.faults or fault in wanted.faults
    ]


def _of_fault(fault: Fault, narrowed: str) -> str:
    columns = f"SELECT f.place_key AS place, f.id AS entry_id, '{fault.value}' AS fault"
    if fault is Fault.MISSING:
        return f"{columns}, '' AS type {_LEFT}{narrowed.replace('e.type', _NO_TYPE)}"
    return (
        f"{columns}, e.type AS type FROM ({ENTRIES[fault]}) e CROSS JOIN audit_file f "
        f"WHERE f.id = e.entry_id{narrowed}"
    )


def _stray_part(wanted: DiscrepancyFilter) -> str:
    """SQL for ``id, fault`` of the wanted strays, "" where none are."""
    kinds = STRAY_FAULTS & (wanted.faults or STRAY_FAULTS)
    if not kinds:
        return ""
    listed = ", ".join(f"'{kind.value}'" for kind in sorted(kinds))
    narrowed = "".join(_STRAY_WORD.format(word=f"word{at}") for at in range(len(_words(wanted))))
    narrowed += " AND cabinet_of(s.place) = :cabinet" if wanted.cabinet else ""
    narrowed += _STRAY_UNEXPLAINED if wanted.unexplained else ""
    return (
        f"SELECT s.id, s.kind FROM audit_stray s WHERE s.audit_id = :audit AND s.kind IN ({listed}){narrowed}"
    )


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


def contradiction_rows(connection: Any, audit_id: int, start: int, count: int) -> list[tuple[Any, ...]]:
    """Some of those marks, as folders stand.

    Each is (entry, type, mark, note, by, file id, file number, plate, vehicle, owner, location).
    """
    rows = connection.execute(
        "SELECT a.entry_id, a.type, a.paper, a.note, a.marked_by, f.file_id, f.file_no, f.plate, f.vehicle, "
        f"f.owner, f.location {_CONTRADICTIONS} ORDER BY f.place_key, f.id, a.type "
        "LIMIT :count OFFSET :start",
        {"audit": audit_id, "start": start, "count": count},
    )
    return list(rows)
