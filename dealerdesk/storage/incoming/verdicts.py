"""Everything that a person may want to look at before an import, as lines in the order of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dealerdesk.domain.fields import FIELDS, RecordKind
from dealerdesk.domain.imports import Verdict
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import given
from dealerdesk.storage.incoming.planning import Outcome

FILLS_EMPTY = Message("check_fills_empty", "Empty here")
REPLACES_OURS = Message("check_replaces_ours", "Ours says otherwise")
ADDS_LINE = Message("check_adds_line", "A line that the repair order does not have yet")
NEW_RECORD = {
    RecordKind.FILES: Message("check_new_file", "No file of this vehicle yet"),
    RecordKind.CUSTOMERS: Message("check_new_customer", "No card of this customer yet"),
    RecordKind.REPAIR_ORDERS: Message("check_new_order", "No repair order of this number yet"),
    RecordKind.POLICIES: Message("check_new_policy", "No such policy yet"),
    RecordKind.DOCUMENTS: Message("check_new_document", "No such document yet"),
}
SAME_HERE = Message("check_same_here", "The same here")

_BATCH = 1_000
_RANKS = " ".join(f"WHEN '{verdict}' THEN {rank}" for rank, verdict in enumerate(Verdict))


class Line(NamedTuple):
    """One line as the plan says it: values in stored form, the reason as code and parameters (JSON)."""

    row: int
    verdict: str
    plate: str | None
    vin: str | None
    customer: str | None
    field: str | None
    values: int
    ours: str | int | None
    theirs: str | int | None
    code: str
    params: str
    decision: str | None
    decidable: int


def lines(connection: Any, kind: RecordKind, unit: str) -> Iterator[Line]:
    """The lines of a plan that was made with ``detail``, conflicts first, then by row.

    `unit` is SQL for what makes rows of the plan one record.
    """
    cursor = connection.execute(
        f"SELECT x.n, x.verdict, {_identity_sql(connection, kind)}, x.field, x.filled, x.ours, x.theirs, "
        "x.code, x.params, x.decision, x.decidable "
        f"FROM ({_remarks_sql()} UNION ALL {_differences_sql()} UNION ALL "
        f"{_records_sql(connection, kind, unit)}) x "
        "JOIN staging.staged s ON s.n = x.n LEFT JOIN temp.plan p ON p.n = x.n "
        "LEFT JOIN vehicle_file f ON f.id = p.file_id "
        "LEFT JOIN customer c ON c.id = coalesce(p.customer_id, f.customer_id) "
        f"ORDER BY CASE x.verdict {_RANKS} END, x.n, x.late, x.place"
    )
    while batch := cursor.fetchmany(_BATCH):
        yield from map(Line._make, batch)


def count_to_write(connection: Any) -> int:
    """How many rows of the sheet the import writes."""
    (count,) = connection.execute(
        f"SELECT count(*) FROM temp.plan WHERE outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}')"
    ).fetchone()
    return int(count)


def _identity_sql(connection: Any, kind: RecordKind) -> str:
    """SQL for plate, VIN and customer by which people know the row: ours, else the sheet's."""
    codes = {field.code for field in FIELDS[kind]} & {
        row[1] for row in connection.execute("PRAGMA staging.table_info(staged)")
    }
    ours = {"plate": "f.plate", "vin": "f.vin", "customer": "c.name"}
    return ", ".join(f"coalesce({mine}, s.{code})" if code in codes else mine for code, mine in ours.items())


def _remarks_sql() -> str:
    """What there is to say of cells; of a row that is refused here nothing that the sheet says besides."""
    return (
        "SELECT n, severity AS verdict, field, 1 AS filled, NULL AS ours, value AS theirs, code, params, "
        "NULL AS decision, 0 AS decidable, 0 AS late, rowid AS place FROM staging.problem "
        "WHERE n NOT IN (SELECT n FROM temp.finding WHERE severity = 'refused') "
        "UNION ALL SELECT n, severity, field, 1, ours, value, code, params, decision, decidable, 1, rowid "
        "FROM temp.finding"
    )


def _differences_sql() -> str:
    reason = (
        f"CASE WHEN field = 'line_no' THEN '{ADDS_LINE.code}' WHEN coalesce(ours, '') = '' "
        f"THEN '{FILLS_EMPTY.code}' ELSE '{REPLACES_OURS.code}' END"
    )
    decided = "(SELECT e.side FROM temp.decision e WHERE e.n = d.n AND e.field = d.field)"
    return (
        f"SELECT n, '{Verdict.CHANGED}', field, 1, ours, theirs, {reason}, '{{}}', {decided}, "
        "field <> 'line_no', 2, rowid FROM temp.difference d"
    )


def _records_sql(connection: Any, kind: RecordKind, unit: str) -> str:
    """New and unchanged records, each in its first row; a record with any other line has no need of one."""
    filled = " + ".join(
        f'(s."{code}" IS NOT NULL)' for code in given(connection, (field.code for field in FIELDS[kind]))
    )
    first = f"SELECT min(n) FROM temp.plan GROUP BY {unit}"
    said = "SELECT n FROM temp.difference UNION SELECT n FROM temp.finding WHERE severity = 'conflict'"
    whole = f"NULL, {filled or '0'}, NULL, NULL"
    from_rows = f"FROM temp.plan p JOIN staging.staged s ON s.n = p.n WHERE p.n IN ({first})"
    return (
        f"SELECT p.n, '{Verdict.NEW}', {whole}, '{NEW_RECORD[kind].code}', '{{}}', NULL, 0, 3, p.n "
        f"{from_rows} AND p.outcome = '{Outcome.NEW}' "
        f"UNION ALL SELECT p.n, '{Verdict.UNCHANGED}', {whole}, '{SAME_HERE.code}', '{{}}', NULL, 0, 3, p.n "
        f"{from_rows} AND p.outcome = '{Outcome.UNCHANGED}' AND p.n NOT IN ({said})"
    )
