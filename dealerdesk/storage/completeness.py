"""How complete files are, counted by the database and kept there: for lists that sort and filter by it.

The rules are those of `domain.completeness`; a property test holds the two together. What is kept is
renewed by every unit of work for the files that it touched, and counted anew at reading where the day alone
changes it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from dealerdesk.domain.completeness import MONTHS_JUDGED, months_before
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.settings import PAPER_AND_SCAN

DUE_AT_ONCE = 200
"""So many files that the day alone has changed are renewed with each change, so that none takes long."""
_RULES = ("required_document", "setting")
"""Tables on which the completeness of every file rests."""


def renew(connection: Any, files: Collection[int], today: date, set_id: int) -> None:
    """Make what is kept say what the rows say of `files`; of all files where the change set touched a rule.

    Some of those whose day has come are renewed along with them.
    """
    if _touches_rules(connection, set_id):
        rebuild(connection, today)
        return
    due = connection.execute(
        "SELECT file_id FROM file_completeness WHERE due <= ? ORDER BY due LIMIT ?", (str(today), DUE_AT_ONCE)
    )
    among = json.dumps(sorted({*files, *(file_id for (file_id,) in due)}))
    connection.execute(
        "DELETE FROM file_completeness WHERE file_id IN (SELECT value FROM json_each(?))", (among,)
    )
    _keep(connection, today, among)


def rebuild(connection: Any, today: date) -> None:
    """Count all files anew and keep what comes out."""
    connection.execute("DELETE FROM file_completeness")
    _keep(connection, today, None)


def misjudged(connection: Any, today: date) -> list[int]:
    """The ids of files of which something else is kept than the rows say; for checks."""
    # Those whose day has come are counted anew at reading, whatever is kept of them.
    due = f"(SELECT file_id FROM file_completeness WHERE due <= '{today}')"
    kept = f"SELECT {_KEPT} FROM file_completeness WHERE file_id NOT IN {due}"
    counts = _counts_sql(connection, today, f"f.id NOT IN {due}")
    counted = f"SELECT file_id, required, present, {_RATE}, {_DUE} FROM ({counts})"
    rows = connection.execute(
        f"SELECT file_id FROM ({kept} EXCEPT {counted}) UNION SELECT file_id FROM ({counted} EXCEPT {kept})"
    )
    return sorted(file_id for (file_id,) in rows)


def completeness_counts(
    connection: Any, today: date, *, file_ids: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """How many types each file must hold and how many of them it holds, as of `today`, by file id.

    Files of which nothing is required, and those not among `file_ids` where given, are left out.
    """
    among = _ALL if file_ids is None else f"f.id IN ({', '.join(map(str, sorted(file_ids)))})"
    rows = connection.execute(_counts_sql(connection, today, among))
    return {file_id: (required, present) for file_id, required, present, _ in rows if required}


def standing_sql(connection: Any, today: date) -> str:
    """SQL for ``file_id, required, present, rate`` of all files as of `today`, as a table or a query."""
    if not _some_are_due(connection, today):
        return "file_completeness"
    due = f"f.id IN (SELECT file_id FROM file_completeness WHERE due <= '{today}')"
    return (
        "(SELECT file_id, required, present, rate FROM file_completeness "
        f"WHERE due IS NULL OR due > '{today}' UNION ALL "
        f"SELECT file_id, required, present, {_RATE} FROM ({_counts_sql(connection, today, due)}))"
    )


def incomplete_sql(connection: Any, today: date) -> str:
    """SQL for the ids of all files that lack something required as of `today`."""
    kept = "SELECT file_id FROM file_completeness WHERE present < required"
    if not _some_are_due(connection, today):
        return kept
    due = f"f.id IN (SELECT file_id FROM file_completeness WHERE due <= '{today}')"
    counted = _counts_sql(connection, today, due)
    return (
        f"{kept} AND (due IS NULL OR due > '{today}') UNION ALL "
        f"SELECT file_id FROM ({counted}) WHERE present < required"
    )


def count_incomplete_sql(connection: Any, today: date) -> str:
    """SQL for how many active files lack something required as of `today`."""
    archived = "SELECT id FROM vehicle_file WHERE archived_at IS NOT NULL"
    return f"SELECT count(*) FROM ({incomplete_sql(connection, today)}) WHERE file_id NOT IN ({archived})"


def _some_are_due(connection: Any, today: date) -> bool:
    due = connection.execute("SELECT 1 FROM file_completeness WHERE due <= ? LIMIT 1", (str(today),))
    return due.fetchone() is not None


def _touches_rules(connection: Any, set_id: int) -> bool:
    found = connection.execute(
        f"SELECT 1 FROM row_change WHERE set_id = ? AND +tbl IN ({_listed(_RULES)}) LIMIT 1", (set_id,)
    )
    return found.fetchone() is not None


def _keep(connection: Any, today: date, among: str | None) -> None:
    listed = _ALL if among is None else "f.id IN (SELECT value FROM json_each(:among))"
    connection.execute(
        f"INSERT INTO file_completeness ({_KEPT}) "
        f"SELECT file_id, required, present, {_RATE}, {_DUE} "
        f"FROM ({_counts_sql(connection, today, listed)})",
        {} if among is None else {"among": among},
    )


def _counts_sql(connection: Any, today: date, among: str) -> str:
    """SQL for ``file_id, required, present, lacking`` of the files `f` that are `among`.

    ``lacking`` is the settlement day of the order whose lack of a document is forgiven next.
    """
    stored = connection.execute("SELECT value FROM setting WHERE key = ?", (PAPER_AND_SCAN.key,)).fetchone()
    asked = PAPER_AND_SCAN.read(stored[0]) if stored else None
    both = PAPER_AND_SCAN.default if asked is None else asked
    return f"""
SELECT file_id, sum(required) AS required, sum(present) AS present, min(lacking) AS lacking
FROM ({_sales_sql(among, both)} UNION ALL {_service_sql(among, both, today)}) GROUP BY file_id
"""


def _sales_sql(among: str, paper_and_scan: bool) -> str:
    asked = (
        f"SELECT count(*) FROM required_document r WHERE r.kind = f.kind AND r.type NOT IN ({_SERVICE_TYPES})"
    )
    waived = "EXISTS (SELECT 1 FROM waiver w WHERE w.file_id = f.id AND w.type = r.type)"
    return f"""
SELECT f.id AS file_id,
    CASE WHEN EXISTS (SELECT 1 FROM waiver w WHERE w.file_id = f.id)
        THEN ({asked} AND NOT {waived}) ELSE ({asked}) END AS required,
    CASE WHEN EXISTS (SELECT 1 FROM document d WHERE d.file_id = f.id)
        THEN ({asked} AND NOT {waived} AND {_there(_HELD_DOCUMENT, paper_and_scan)}) ELSE 0 END AS present,
    NULL AS lacking
FROM vehicle_file f WHERE {among}"""


def _service_sql(among: str, paper_and_scan: bool, today: date) -> str:
    needed = (
        "FROM repair_order o WHERE o.file_id = f.id AND o.settled_on IS NOT NULL "
        f"AND (r.type <> '{DocumentType.PARTS_ISSUE_SLIP.value}' OR EXISTS "
        f"(SELECT 1 FROM repair_line l WHERE l.order_id = o.id AND l.line_kind = '{LineKind.PART.value}'))"
    )
    first_day = months_before(today, MONTHS_JUDGED)
    of_order = _there(f"{_HELD_DOCUMENT} AND d.repair_order_id = o.id", paper_and_scan)
    return f"""
SELECT file_id, count(*), sum(lacking IS NULL), min(lacking) FROM (
    SELECT f.id AS file_id,
        (SELECT max(o.settled_on) {needed} AND o.settled_on >= '{first_day}' AND NOT {of_order}) AS lacking
    FROM vehicle_file f CROSS JOIN required_document r ON r.kind = f.kind AND r.type IN ({_SERVICE_TYPES})
    WHERE {among} AND EXISTS (SELECT 1 FROM repair_order o WHERE o.file_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM waiver w WHERE w.file_id = f.id AND w.type = r.type)
    AND EXISTS (SELECT 1 {needed})
) GROUP BY file_id"""


def _there(held: str, paper_and_scan: bool) -> str:
    """SQL for whether the documents `held` are there: with paper or scan, or with both."""
    scan = "EXISTS (SELECT 1 FROM scan s WHERE s.document_id = d.id)"
    if not paper_and_scan:
        return f"EXISTS ({held} AND (d.paper IN ({_HELD}) OR {scan}))"
    return f"(EXISTS ({held} AND d.paper IN ({_HELD_OR_NOT_NEEDED})) AND EXISTS ({held} AND {scan}))"


def _listed(codes: Collection[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_ALL = "1"
_KEPT = "file_id, required, present, rate, due"
_RATE = "CASE WHEN required THEN present * 1.0 / required END AS rate"
_HELD_DOCUMENT = "SELECT 1 FROM document d WHERE d.file_id = f.id AND d.type = r.type"
# The first day on which `months_before` is past it: floor, since 29 February has no such day most years.
_DUE = f"date(lacking, '+{MONTHS_JUDGED} months', 'floor', '+1 day')"
_SERVICE_TYPES = _listed([kind.value for kind in DocumentType if kind.side is Side.SERVICE])
_HELD = _listed([Paper.PRESENT.value, Paper.CHECKED_OUT.value])
_HELD_OR_NOT_NEEDED = _listed([Paper.PRESENT.value, Paper.CHECKED_OUT.value, Paper.NOT_APPLICABLE.value])
