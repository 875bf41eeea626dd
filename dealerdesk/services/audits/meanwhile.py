"""What became of vehicle files between an audit's opening and its closing, as the history tells it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from dealerdesk.domain.audits import Scope
from dealerdesk.domain.messages import Message

_PERIOD = """
SELECT min(set_id), CASE WHEN (SELECT state FROM audit WHERE id = :audit) = 'closed' THEN max(set_id) END
FROM row_change WHERE tbl = 'audit' AND row_id = :audit
"""
# The plus keeps SQLite from reading all that ever happened to files: what happened meanwhile is less.
# Counting wrote most of that, and changed no file.
_CHANGES = """
SELECT r.row_id, r.op, coalesce(r.before, '{}'), coalesce(r.after, '{}')
FROM change_set s CROSS JOIN row_change r ON r.set_id = s.id
WHERE s.id > :first AND s.id < :last AND s.label NOT GLOB 'action.audit_*' AND +r.tbl = 'vehicle_file'
ORDER BY r.row_id, r.id
"""
# What was changed after the closing is walked back: a closed audit tells the same for ever.
_THEN = """
(SELECT r.before FROM row_change r
    WHERE r.tbl = 'vehicle_file' AND r.row_id = j.value AND r.set_id > ?3 AND r.op <> 'i'
    AND coalesce(r.before ->> '{column}', r.after ->> '{column}') IS NOT NULL ORDER BY r.id LIMIT 1)
"""
_NAMES = f"""
SELECT value, expected, file_no, iif(later IS NULL, location, later ->> 'location') FROM (SELECT j.value,
    (SELECT file_no FROM audit_file WHERE audit_id = ?1 AND file_id = j.value) AS expected,
    coalesce(v.file_no, {_THEN.format(column="file_no")} ->> 'file_no') AS file_no,
    v.location, {_THEN.format(column="location")} AS later
    FROM json_each(?2) j LEFT JOIN vehicle_file v ON v.id = j.value)
"""
_NO_END = 2**62


class Meanwhile(StrEnum):
    """What became of a file since the audit was opened."""

    CREATED = "created"
    MOVED = "moved"
    ARCHIVED = "archived"
    BACK = "back"
    """It came back from the archive."""
    GONE = "gone"
    """Making it was taken back."""


MEANWHILE_LABELS = {
    Meanwhile.CREATED: Message("meanwhile.created", "made"),
    Meanwhile.MOVED: Message("meanwhile.moved", "moved"),
    Meanwhile.ARCHIVED: Message("meanwhile.archived", "archived"),
    Meanwhile.BACK: Message("meanwhile.back", "taken back from the archive"),
    Meanwhile.GONE: Message("meanwhile.gone", "gone, since making it was taken back"),
}


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A file that came, went or moved since the opening; `before` and `after` are locations."""

    file_no: str
    what: Meanwhile
    before: str | None
    after: str | None


def changed_meanwhile(connection: Any, audit_id: int, scope: Scope) -> tuple[ChangedRow, ...]:
    """The expected files that moved or went since the opening; for an audit of all files, new ones too."""
    first, last = connection.execute(_PERIOD, {"audit": audit_id}).fetchone()
    changes = connection.execute(_CHANGES, {"first": first, "last": last or _NO_END})
    found = {file_id: net for file_id, group in groupby(changes, itemgetter(0)) if (net := _net(group))}
    rows = []
    for file_id, expected, now, location in _named(connection, audit_id, found, last or _NO_END):
        what, before, after = found[file_id]
        if expected or (scope is Scope.ALL and what in {Meanwhile.CREATED, Meanwhile.BACK}):
            place = location if what is Meanwhile.CREATED else after
            rows.append(ChangedRow(expected or now or "", what, before, place))
    return tuple(sorted(rows, key=lambda row: (row.what, row.file_no)))


def _named(
    connection: Any, audit_id: int, file_ids: Iterable[int], last: int
) -> Iterable[tuple[int, str | None, str | None, str | None]]:
    """For each file its number on the expected list, its own, and its location at the change set `last`."""
    rows: Iterable[tuple[int, str | None, str | None, str | None]] = connection.execute(
        _NAMES, (audit_id, json.dumps(list(file_ids)), last)
    )
    return rows


def _net(changes: Iterable[tuple[int, str, str, str]]) -> tuple[Meanwhile, str | None, str | None] | None:
    """What several changes of one file came to, with its location before and after."""
    steps = [(op, json.loads(before), json.loads(after)) for _, op, before, after in changes]
    if steps[-1][0] == "d":
        return None if steps[0][0] == "i" else (Meanwhile.GONE, None, None)
    if steps[0][0] == "i":
        return Meanwhile.CREATED, None, None
    was, now = _ends(steps, "archived_at")
    home, place = _ends(steps, "location")
    if (was is None) != (now is None):
        return (Meanwhile.BACK if now is None else Meanwhile.ARCHIVED), home, place
    return (Meanwhile.MOVED, home, place) if home != place else None


def _ends(
    steps: list[tuple[str, dict[str, Any], dict[str, Any]]], column: str
) -> tuple[str | None, str | None]:
    """The first and the last value of a column among updates that changed it."""
    touched = [(before, after) for _, before, after in steps if column in before or column in after]
    return (touched[0][0].get(column), touched[-1][1].get(column)) if touched else (None, None)
