"""Counting folders: scans, and what a counter says was not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dealerdesk.domain.audits import (
    Said,
    Seen,
    StrayKind,
    Verdict,
    is_right_place,
    verdict_on_expected,
    verdict_on_stray,
)
from dealerdesk.services.audits.codes import Entry, OpenAudit, Stray, look_up

SCANS_AT_ONCE = 200
"""So many scans are one transaction, so that other counters never wait long."""

_SEEN = (
    "SELECT count(*), coalesce(sum(place = ?), 0) FROM audit_count "
    f"WHERE entry_id = ? AND said = '{Said.FOUND.value}'"
)
# The unique key tells a fact that is known already; INSERT OR IGNORE would hide other clashes too.
_COUNT = (
    "INSERT INTO audit_count (audit_id, entry_id, said, place, right_place, counted_by, counted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry_id, said, place, counted_by) DO NOTHING"
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
class ScanResult:
    """The verdict on one code; `location` is where the folder belongs, `stray` why it is not expected."""

    code: str
    verdict: Verdict
    file_no: str | None
    location: str | None = None
    stray: StrayKind | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """The verdicts on scanned codes in their order, and the change sets that keep what they found."""

    results: tuple[ScanResult, ...]
    changes: tuple[int, ...]


def count_code(connection: Any, audit: OpenAudit, code: str, counter: Counter) -> ScanResult:
    """Note that the folder with `code` was seen, inside the open unit of work; the verdict."""
    found = look_up(connection, audit, code)
    if isinstance(found, Stray):
        _note_stray(connection, audit, code, found, counter)
        return ScanResult(code, verdict_on_stray(found.kind), found.file_no, stray=found.kind)
    verdict = count_entry(connection, audit, found, counter)
    return ScanResult(code, verdict, found.file_no, found.location)


def count_entry(connection: Any, audit: OpenAudit, entry: Entry, counter: Counter) -> Verdict:
    """Note that an expected folder was seen; the verdict."""
    times, there = connection.execute(_SEEN, (counter.place, entry.id)).fetchone()
    right_place = is_right_place(entry.location, counter.place)
    _note(connection, audit, entry, Said.FOUND, counter)
    connection.execute(_NO_LONGER_MISSING, (entry.id, counter.by))
    return verdict_on_expected(Seen(times > 0, there > 0), right_place=right_place)


def count_missing(connection: Any, audit: OpenAudit, entry: Entry, counter: Counter) -> bool:
    """Note that a counter looked for an expected folder in vain; whether the same person had not found it."""
    own = connection.execute(
        f"SELECT 1 FROM audit_count WHERE entry_id = ? AND said = '{Said.FOUND.value}' AND counted_by = ?",
        (entry.id, counter.by),
    )
    if own.fetchone():
        return False
    _note(connection, audit, entry, Said.MISSING, counter)
    return True


def _note(connection: Any, audit: OpenAudit, entry: Entry, said: Said, counter: Counter) -> None:
    place = counter.place if said is Said.FOUND else ""
    right, at = is_right_place(entry.location, place), f"{counter.at:%Y-%m-%d %H:%M:%S}"
    connection.execute(_COUNT, (audit.id, entry.id, said.value, place, right, counter.by, at))


def _note_stray(connection: Any, audit: OpenAudit, code: str, stray: Stray, counter: Counter) -> None:
    connection.execute(
        _STRAY,
        (
            audit.id,
            code,
            stray.key,
            stray.kind.value,
            stray.file_id,
            stray.file_no,
            counter.place,
            counter.by,
            f"{counter.at:%Y-%m-%d %H:%M:%S}",
        ),
    )
