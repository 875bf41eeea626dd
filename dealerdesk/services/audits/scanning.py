"""Counting folders: scans, and what a counter says was not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dealerdesk.domain.audits import (
    Said,
    Seen,
    StrayKind,
    Verdict,
    cabinet_of,
    is_right_place,
    verdict_on_expected,
    verdict_on_stray,
)
from dealerdesk.domain.text import fold_identifier
from dealerdesk.services.audits.codes import Entry, FolderLine, OpenAudit, Stray, look_up

SCANS_AT_ONCE = 200
"""So many scans are one transaction, so that other counters never wait long."""

_SEEN = (
    "SELECT counted_by, place, counted_at FROM audit_count "
    f"WHERE entry_id = ? AND said = '{Said.FOUND.value}' ORDER BY id"
)
_SEEN_STRAY = "SELECT counted_by, place, counted_at FROM audit_stray WHERE audit_id = ? AND code_key = ?"
# The unique key tells a fact that is known already; INSERT OR IGNORE would hide other clashes too.
_COUNT = (
    "INSERT INTO audit_count (audit_id, entry_id, cabinet, said, place, right_place, counted_by, counted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry_id, said, place, counted_by) DO NOTHING"
)
_NO_LONGER_MISSING = (
    f"DELETE FROM audit_count WHERE entry_id = ? AND said = '{Said.MISSING.value}' AND counted_by = ?"
)
_STRAY = (
    "INSERT INTO audit_stray "
    "(audit_id, code, code_key, kind, file_id, file_no, place, counted_by, counted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (audit_id, code_key) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Counter:
    """Who counts, where, and when."""

    by: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """One counter's word on a folder: where it was found, or that it was looked for in vain."""

    by: str
    place: str
    at: datetime
    said: Said = Said.FOUND


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The verdict on one code; `location` is where the folder belongs, `stray` why it is not expected.

    `earlier` is the first count of a folder that was counted before.
    """

    code: str
    verdict: Verdict
    file_no: str | None
    location: str | None = None
    stray: StrayKind | None = None
    folder: FolderLine | None = None
    earlier: Sighting | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """The verdicts on scanned codes in their order, and the change sets that keep what they found."""

    results: tuple[ScanResult, ...]
    changes: tuple[int, ...]


def count_code(connection: Any, audit: OpenAudit, code: str, counter: Counter) -> ScanResult:
    """Note that the folder with `code` was seen, inside the open unit of work; the verdict."""
    found = look_up(connection, audit, code)
    if isinstance(found, Stray):
        earlier = _sighting(connection.execute(_SEEN_STRAY, (audit.id, found.key)).fetchone())
        _note_stray(connection, audit, code, found, counter)
        verdict = verdict_on_stray(found.kind)
        return ScanResult(code, verdict, found.file_no, stray=found.kind, folder=found.line, earlier=earlier)
    verdict, earlier = count_entry(connection, audit, found, counter)
    return ScanResult(code, verdict, found.file_no, found.location, folder=found.line, earlier=earlier)


def count_entry(
    connection: Any, audit: OpenAudit, entry: Entry, counter: Counter
) -> tuple[Verdict, Sighting | None]:
    """Note that an expected folder was seen; the verdict, and the first count if there was one."""
    counter = replace(counter, by=as_spelled(connection, entry, counter.by))
    seen = connection.execute(_SEEN, (entry.id,)).fetchall()
    here = fold_identifier(counter.place)
    there = any(fold_identifier(place) == here for _, place, _ in seen)
    right_place = is_right_place(entry.location, counter.place)
    _note(connection, audit, entry, Said.FOUND, counter)
    connection.execute(_NO_LONGER_MISSING, (entry.id, counter.by))
    verdict = verdict_on_expected(Seen(bool(seen), there), right_place=right_place)
    return verdict, _sighting(seen[0]) if seen else None


def _sighting(row: tuple[str, str, str] | None) -> Sighting | None:
    return Sighting(row[0], row[1], datetime.fromisoformat(row[2])) if row else None


def count_missing(connection: Any, audit: OpenAudit, entry: Entry, counter: Counter) -> bool:
    """Note that a counter looked for an expected folder in vain; whether the same person had not found it."""
    counter = replace(counter, by=as_spelled(connection, entry, counter.by))
    own = connection.execute(
        f"SELECT 1 FROM audit_count WHERE entry_id = ? AND said = '{Said.FOUND.value}' AND counted_by = ?",
        (entry.id, counter.by),
    )
    if own.fetchone():
        return False
    _note(connection, audit, entry, Said.MISSING, counter)
    return True


def as_spelled(connection: Any, entry: Entry, by: str) -> str:
    """The name of a counter as it was first written beside a folder: case and blanks make nobody another."""
    names = connection.execute(
        "SELECT counted_by FROM audit_count WHERE entry_id = ? ORDER BY id", (entry.id,)
    )
    key = fold_identifier(by)
    return next((name for (name,) in names if fold_identifier(name) == key), by)


def _note(connection: Any, audit: OpenAudit, entry: Entry, said: Said, counter: Counter) -> None:
    place = counter.place if said is Said.FOUND else ""
    right, at = is_right_place(entry.location, place), f"{counter.at:%Y-%m-%d %H:%M:%S}"
    home = cabinet_of(entry.location)
    connection.execute(_COUNT, (audit.id, entry.id, home, said.value, place, right, counter.by, at))


def _note_stray(connection: Any, audit: OpenAudit, code: str, stray: Stray, counter: Counter) -> None:
    connection.execute(
        _STRAY,
        (
            audit.id,
            code,
            stray.key,
            stray.kind.value,
            stray.line.file_id if stray.line else None,
            stray.file_no,
            counter.place,
            counter.by,
            f"{counter.at:%Y-%m-%d %H:%M:%S}",
        ),
    )
