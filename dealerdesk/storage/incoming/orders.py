"""Repair orders out of a workbook: one row a line, the order's own columns repeated on each."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import ORDER_FIELDS
from dealerdesk.domain.imports import NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming import drafts, lines
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    note,
    refuse,
)
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, find_files

OTHER_VEHICLE = Message(
    "order_vehicle_differs",
    "Row {row} gives the repair order {order_no} to another vehicle. Decide which vehicle it belongs to.",
)
ORDER_ELSEWHERE = Message(
    "order_elsewhere",
    "The repair order {order_no} stands in the file {file_no}. It stays there; check the number and the vehicle.",
)
ORDER_ROWS_DIFFER = Message(
    "order_rows_differ",
    "Row {row} says “{ours}” for this repair order, this row “{theirs}”. The earlier row counts.",
)
ODOMETER_BACKWARDS = Message(
    "odometer_backwards",
    "The odometer showed {earlier} at an earlier visit and {theirs} at this one. Look at both orders.",
)

CODES = tuple(
    field.code for field in ORDER_FIELDS if field.code not in {"order_no", "file_no", "plate", "vin"}
)
_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
_TOLD = "FROM temp.order_row s JOIN repair_order t ON t.id = s.record_id WHERE 1 "


def plan_orders(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each order and line; counts of orders are by ``plan.owner_key``."""
    find_files(connection)
    if terms.create_files:
        drafts.plan_drafts(connection)
    unknown = f"{_ROWS} WHERE p.file_id IS NULL AND p.draft_key IS NULL"
    refuse(connection, "vin", NO_SUCH_FILE, unknown, {"value": VEHICLE_SAID})
    connection.execute(
        "UPDATE temp.plan AS p SET owner_key = s.order_no FROM staging.staged s WHERE s.n = p.n"
    )
    _refuse_other_vehicles(connection)
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = t.id FROM repair_order t WHERE t.order_no = p.owner_key "
        "AND p.outcome <> 'refused'"
    )
    _leave_orders_elsewhere(connection)
    _collect(connection)
    _note_rows_that_differ(connection)
    lines.plan_lines(connection, terms)
    _compare(connection, terms)
    _note_odometers(connection)


def apply_orders(connection: Any, terms: Terms) -> None:
    """Write orders and lines, drafts of unknown vehicles, and the files' last visit and odometer."""
    if terms.create_files:
        drafts.apply_drafts(connection, terms)
        connection.execute(
            "UPDATE temp.order_row AS s SET file_id = p.file_id FROM temp.plan p WHERE p.n = s.n"
        )
    columns = _columns(connection)
    connection.execute(
        f"UPDATE repair_order AS t SET {assignments_sql(columns)} FROM temp.order_row s "
        f"WHERE t.id = s.record_id AND s.outcome = '{Outcome.CHANGED}' AND ({any_differs_sql(columns)})"
    )
    names = "".join(f', "{code}"' for code in columns)
    values = "".join(f', "{code}"' for code in columns)
    connection.execute(
        f"INSERT INTO repair_order (file_id, order_no{names}) SELECT file_id, order_no{values} "
        f"FROM temp.order_row WHERE outcome = '{Outcome.NEW}' ORDER BY n"
    )
    connection.execute(
        "UPDATE temp.order_row AS s SET record_id = t.id FROM repair_order t "
        "WHERE s.record_id IS NULL AND t.order_no = s.order_no"
    )
    lines.apply_lines(connection, set(columns))
    _bring_files_up_to_date(connection)


def _columns(connection: Any) -> dict[str, str]:
    return {code: code for code in given_fields(connection, CODES)}


def _refuse_other_vehicles(connection: Any) -> None:
    connection.execute("DROP TABLE IF EXISTS temp.first_row")
    connection.execute(
        "CREATE TEMP TABLE first_row AS SELECT owner_key, min(n) AS n, file_id, draft_key FROM temp.plan "
        "WHERE outcome <> 'refused' GROUP BY owner_key"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_first_row ON first_row (owner_key)")
    rows = (
        f"{_ROWS} JOIN temp.first_row o ON o.owner_key = p.owner_key "
        "WHERE (o.file_id IS NOT p.file_id OR o.draft_key IS NOT p.draft_key)"
    )
    refuse(connection, "vin", OTHER_VEHICLE, rows, {"row": "o.n", "order_no": "p.owner_key"})


def _leave_orders_elsewhere(connection: Any) -> None:
    """An order that another file holds is left alone, whatever the workbook says of it."""
    rows = (
        f"{_ROWS} JOIN repair_order t ON t.id = p.record_id JOIN vehicle_file f ON f.id = t.file_id "
        "WHERE t.file_id IS NOT p.file_id AND p.outcome <> 'refused'"
    )
    said = {"order_no": "p.owner_key", "file_no": "f.file_no"}
    note(connection, "order_no", "conflict", ORDER_ELSEWHERE, rows, said)
    connection.execute(f"UPDATE temp.plan SET outcome = '{Outcome.CONFLICT}' WHERE n IN (SELECT s.n {rows})")


def _collect(connection: Any) -> None:
    """One row for each order: every field from the first of its rows that has it."""
    connection.execute("DROP TABLE IF EXISTS temp.order_row")
    connection.execute(
        "CREATE TEMP TABLE order_row (order_no TEXT PRIMARY KEY, n INTEGER, file_id INTEGER, "
        f"record_id INTEGER, outcome TEXT NOT NULL DEFAULT '{Outcome.UNCHANGED}', "
        + ", ".join(f'"{code}"' for code in CODES)
        + ")"
    )
    connection.execute(
        "INSERT INTO temp.order_row (order_no, n, file_id, record_id) SELECT owner_key, min(n), file_id, "
        f"record_id FROM temp.plan WHERE outcome = '{Outcome.UNCHANGED}' GROUP BY owner_key"
    )
    for code in given_fields(connection, CODES):
        # With min(), SQLite takes the other columns from the row that has the minimum.
        connection.execute(
            f'UPDATE temp.order_row AS o SET "{code}" = x.value FROM '
            f'(SELECT p.owner_key, min(s.n), s."{code}" AS value {_ROWS} WHERE s."{code}" IS NOT NULL '
            f"AND p.outcome = '{Outcome.UNCHANGED}' GROUP BY p.owner_key) x WHERE x.owner_key = o.order_no"
        )


def _note_rows_that_differ(connection: Any) -> None:
    for code in given_fields(connection, CODES):
        rows = (
            f"{_ROWS} JOIN temp.order_row o ON o.order_no = p.owner_key WHERE p.outcome <> 'refused' "
            f'AND s."{code}" IS NOT NULL AND s."{code}" IS NOT o."{code}"'
        )
        said = {"row": "o.n", "ours": f'o."{code}"', "theirs": f's."{code}"'}
        note(connection, code, "conflict", ORDER_ROWS_DIFFER, rows, said)


def _compare(connection: Any, terms: Terms) -> None:
    """Tell new, changed and unchanged orders, and hand the outcome to their rows."""
    columns = _columns(connection)
    keep_what_was_edited_since(connection, terms, "repair_order", columns, _TOLD)
    connection.execute(f"UPDATE temp.order_row SET outcome = '{Outcome.NEW}' WHERE record_id IS NULL")
    connection.execute(
        f"UPDATE temp.order_row SET outcome = '{Outcome.CHANGED}' WHERE record_id IS NOT NULL AND (n IN "
        f"(SELECT s.n {_TOLD} AND ({any_differs_sql(columns)})) OR order_no IN ({lines.ORDERS_WITH_CHANGES}))"
    )
    connection.execute(
        f"UPDATE temp.order_row SET outcome = '{Outcome.CONFLICT}' WHERE outcome = '{Outcome.UNCHANGED}' AND "
        "order_no IN (SELECT p.owner_key FROM temp.plan p JOIN temp.finding f ON f.n = p.n "
        "WHERE f.severity = 'conflict')"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET outcome = o.outcome FROM temp.order_row o "
        f"WHERE o.order_no = p.owner_key AND p.outcome = '{Outcome.UNCHANGED}'"
    )


def _note_odometers(connection: Any) -> None:
    """An odometer that runs backwards is a warning (product.md, point 8)."""
    earlier = (
        "SELECT max(x.odometer_in) FROM ("
        "SELECT o.odometer_in FROM repair_order o WHERE o.file_id = r.file_id AND o.date_in < r.date_in "
        "UNION ALL SELECT o.odometer_in FROM temp.order_row o WHERE o.file_id = r.file_id "
        "AND o.date_in < r.date_in) x"
    )
    connection.execute("CREATE INDEX temp.ix_order_row_file ON order_row (file_id, date_in)")
    rows = (
        "FROM temp.order_row r JOIN staging.staged s ON s.n = r.n "
        f"WHERE r.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') AND ({earlier}) > r.odometer_in"
    )
    said = {"earlier": f"({earlier})", "theirs": "r.odometer_in"}
    note(connection, "odometer_in", "warning", ODOMETER_BACKWARDS, rows, said)


def _bring_files_up_to_date(connection: Any) -> None:
    """The newest visit tells a file's last visit and odometer."""
    visit = "date(coalesce(s.date_in, s.date_out, s.settled_on))"
    newest = (
        f"SELECT s.file_id, max({visit}) AS visit, coalesce(s.odometer_out, s.odometer_in) AS odometer "
        f"FROM temp.order_row s WHERE s.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') GROUP BY s.file_id"
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET last_visit = x.visit, odometer = coalesce(x.odometer, f.odometer), "
        f"version = f.version + 1 FROM ({newest}) x WHERE x.file_id = f.id AND x.visit IS NOT NULL "
        "AND x.visit >= coalesce(f.last_visit, '') "
        "AND (x.visit IS NOT f.last_visit OR coalesce(x.odometer, f.odometer) IS NOT f.odometer)"
    )
