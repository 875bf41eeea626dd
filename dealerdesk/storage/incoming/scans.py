"""Scans that rows of documents name: which are wanted, and their rows once the bytes are in the vault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms
from dealerdesk.storage.incoming.remarks import keep_decided

_HELD = (
    "SELECT 1 FROM scan c JOIN temp.plan p ON p.record_id = c.document_id "
    "WHERE p.n = r.n AND c.sha256 = r.sha256"
)


@dataclass(frozen=True, slots=True)
class HeldScan:
    """A scan that a document has; `size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class WantedScans:
    """What the row `n` says of scans, and those that its document has already, in their order."""

    n: int
    said: str
    held: tuple[HeldScan, ...]


@dataclass(frozen=True, slots=True)
class FoundScan:
    """A scan that the row `n` brings, the `at`-th of it; `sha256` is None where nobody hashed it."""

    n: int
    at: int
    name: str
    sha256: str | None
    media_type: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class LostScan:
    """A scan of the row `n` that cannot be taken in: what of the cell, and why, as code and JSON."""

    n: int
    value: str
    code: str
    params: str


@dataclass(frozen=True, slots=True)
class ScanFindings:
    """What became of the scans that rows name."""

    found: tuple[FoundScan, ...] = ()
    lost: tuple[LostScan, ...] = ()


def lay_out_scans(connection: Any) -> None:
    """Make the table ``scan_row``, which `plan_scans` fills."""
    connection.execute(
        "CREATE TEMP TABLE scan_row (n INTEGER, at INTEGER, name TEXT, sha256 TEXT, media_type TEXT, "
        "size INTEGER, pages INTEGER)"
    )


def wanted_scans(connection: Any) -> Iterator[WantedScans]:
    """The scans that rows of the plan name, if they stand."""
    rows = connection.execute(
        "SELECT s.n, s.scans, (SELECT json_group_array(json_array(c.name, c.sha256, c.size) ORDER BY c.id) "
        f"FROM scan c WHERE c.document_id = p.record_id) {ROWS} WHERE {STANDING} AND s.scans IS NOT NULL "
        "ORDER BY s.n"
    )
    for n, said, held in rows:
        yield WantedScans(n, said, tuple(HeldScan(*scan) for scan in json.loads(held)))


def plan_scans(connection: Any, terms: Terms, scans: ScanFindings) -> None:
    """Let the plan know of the scans: documents that get one change, and what is lost is said.

    A new document that would hold nothing without them is refused, but not one of a workbook of our own,
    whose scans may be elsewhere.
    """
    connection.executemany(
        "INSERT INTO temp.scan_row (n, at, name, sha256, media_type, size, pages) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(f.n, f.at, f.name, f.sha256, f.media_type, f.size, f.pages) for f in scans.found],
    )
    connection.execute(f"DELETE FROM temp.scan_row AS r WHERE EXISTS ({_HELD})")
    if not terms.is_own:
        _refuse_bare(connection, scans.lost)
    _say_lost(connection, scans.lost)
    if terms.detail:
        _note_differences(connection)
    keep_decided(connection, ["scans"])
    connection.execute(
        "DELETE FROM temp.scan_row WHERE n IN (SELECT k.n FROM temp.kept k JOIN temp.plan p ON p.n = k.n "
        "WHERE k.field = 'scans' AND p.record_id IS NOT NULL)"
    )
    same = f"'{Outcome.UNCHANGED}', '{Outcome.CONFLICT}'"
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.CHANGED}' WHERE outcome IN ({same}) AND first IN "
        "(SELECT p.first FROM temp.scan_row r JOIN temp.plan p ON p.n = r.n)"
    )


def apply_scans(connection: Any, terms: Terms) -> None:
    """Write the rows of the scans; the bytes lie in the vault by now."""
    written = f"p.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}')"
    # With min(), SQLite takes the other columns from the row that has the minimum.
    connection.execute(
        "INSERT INTO scan (document_id, sha256, name, media_type, size, pages, added_at) "
        "SELECT document_id, sha256, name, media_type, size, pages, ? FROM ("
        "SELECT p.record_id AS document_id, r.sha256, r.name, r.media_type, r.size, r.pages, "
        "min(r.n * 1000000 + r.at) AS place FROM temp.scan_row r JOIN temp.plan p ON p.n = r.n "
        f"WHERE {written} AND NOT EXISTS ({_HELD}) GROUP BY p.record_id, r.sha256) ORDER BY place",
        (terms.now,),
    )


def _note_differences(connection: Any) -> None:
    """Note for people which scans known documents get beside theirs."""
    connection.execute(
        "INSERT INTO temp.difference (n, field, ours, theirs) SELECT r.n, 'scans', "
        "(SELECT group_concat(c.name, '; ' ORDER BY c.id) FROM scan c WHERE c.document_id = p.record_id), "
        "group_concat(r.name, '; ' ORDER BY r.at) FROM temp.scan_row r JOIN temp.plan p ON p.n = r.n "
        f"WHERE p.record_id IS NOT NULL AND {STANDING} GROUP BY r.n"
    )


def _refuse_bare(connection: Any, lost: Iterable[LostScan]) -> None:
    """Refuse new documents of which there is nothing: no paper, nothing written, and no scan of any row."""
    bare = connection.execute(
        "SELECT p.n FROM temp.plan p JOIN temp.wanted w ON w.n = p.first "
        f"WHERE p.outcome = '{Outcome.NEW}' AND coalesce(w.paper, 'missing') = 'missing' "
        "AND coalesce(w.number, w.dated, w.amount, w.expiry, w.note) IS NULL "
        "AND p.first NOT IN (SELECT o.first FROM temp.scan_row r JOIN temp.plan o ON o.n = r.n "
        "WHERE o.first IS NOT NULL)"
    )
    of_row = {scan.n: scan for scan in reversed(list(lost))}
    refused = [of_row[n] for (n,) in bare.fetchall() if n in of_row]
    connection.executemany(
        "DELETE FROM temp.finding WHERE n = ?",
        [(scan.n,) for scan in refused],
    )
    _say(connection, "refused", refused)
    connection.executemany(
        f"UPDATE temp.plan SET outcome = '{Outcome.REFUSED}' WHERE n = ?", [(scan.n,) for scan in refused]
    )


def _say_lost(connection: Any, lost: Iterable[LostScan]) -> None:
    refused = {
        n
        for (n,) in connection.execute(
            f"SELECT n FROM temp.plan WHERE outcome = '{Outcome.REFUSED}'"
        ).fetchall()
    }
    _say(connection, "left_out", [scan for scan in lost if scan.n not in refused])


def _say(connection: Any, severity: str, scans: Iterable[LostScan]) -> None:
    connection.executemany(
        "INSERT INTO temp.finding (n, field, value, severity, code, params) VALUES (?, 'scans', ?, ?, ?, ?)",
        [(scan.n, scan.value, severity, scan.code, scan.params) for scan in scans],
    )
