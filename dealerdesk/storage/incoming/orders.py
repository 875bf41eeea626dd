"""Repair orders out of a workbook: one row a line, the order's own columns repeated on each."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import ORDER_FIELDS
from dealerdesk.domain.imports import NO_SUCH_FILE
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming import drafts, lines
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given_columns,
    insert_sql,
    keep_ours,
    write_changes,
)
from dealerdesk.storage.incoming.gathering import gather, note_rows_that_differ
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, mark_first_rows
from dealerdesk.storage.incoming.remarks import conflict, refuse, warn
from dealerdesk.storage.incoming.vehicles import VEHICLE_SAID, find_files

OTHER_VEHICLE = Message(
    "order_vehicle_differs",
    "Row {row} gives the repair order {order_no} to another vehicle. Decide which vehicle it belongs to.",
)
ORDER_ELSEWHERE = Message(
    "order_elsewhere",
    "The repair order {order_no} stands in the file {file_no}. It stays there; check the number and the "
    "vehicle.",
)
ORDER_ROWS_DIFFER = Message(
    "order_rows_differ",
    "Row {row} says “{ours}” for this repair order, this row “{theirs}”. "
    "Row {row} counts; make both rows agree.",
)
ODOMETER_BACKWARDS = Message(
    "odometer_backwards",
    "The odometer showed {earlier} at an earlier visit and {theirs} at this one. Look at both orders.",
)

_CODES = tuple(
    field.code for field in ORDER_FIELDS if field.code not in {"order_no", "file_no", "plate", "vin"}
)
_UNDECIDED = f"p.outcome = '{Outcome.UNCHANGED}'"
_KNOWN = "FROM temp.order_row s JOIN repair_order t ON t.id = s.record_id WHERE s.record_id IS NOT NULL"
_WRITTEN = f"outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}')"


def plan_orders(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each order and line; the number of its order is a row's ``plan.key``."""
    find_files(connection)
    if terms.create_files:
        drafts.plan_drafts(connection)
    unknown = f"{ROWS} WHERE p.file_id IS NULL AND p.draft_key IS NULL"
    refuse(connection, "vin", NO_SUCH_FILE, unknown, {"value": VEHICLE_SAID})
    connection.execute(
        "UPDATE temp.plan AS p SET key = s.order_no, "
        "record_id = (SELECT t.id FROM repair_order t WHERE t.order_no = s.order_no) "
        f"FROM staging.staged s WHERE s.n = p.n AND {STANDING}"
    )
    _refuse_other_vehicles(connection)
    _leave_orders_elsewhere(connection)
    gather(connection, "order_row", _CODES, _UNDECIDED)
    note_rows_that_differ(connection, "order_row", _CODES, ORDER_ROWS_DIFFER)
    lines.plan_lines(connection, terms)
    _settle(connection, terms)
    _warn_of_odometers(connection)


def apply_orders(connection: Any, terms: Terms) -> None:
    """Write orders and lines, drafts of unknown vehicles, and the files' last visit and odometer."""
    if terms.create_files:
        drafts.apply_drafts(connection, terms)
        connection.execute(
            "UPDATE temp.order_row AS s SET file_id = p.file_id FROM temp.plan p WHERE p.n = s.n"
        )
    columns = given_columns(connection, _CODES, "repair_order")
    changed = f"FROM temp.order_row s WHERE t.id = s.record_id AND s.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "repair_order", columns, changed)
    connection.execute(
        f"{insert_sql('repair_order', {'file_id': 's.file_id', 'order_no': 's.key'}, columns)} "
        f"FROM temp.order_row s WHERE s.outcome = '{Outcome.NEW}' ORDER BY s.n"
    )
    connection.execute(
        "UPDATE temp.order_row AS s SET record_id = t.id FROM repair_order t "
        "WHERE s.record_id IS NULL AND t.order_no = s.key"
    )
    lines.apply_lines(connection)
    _bring_files_up_to_date(connection)


def _refuse_other_vehicles(connection: Any) -> None:
    """The first row of an order says which vehicle it belongs to."""
    mark_first_rows(connection)
    rows = (
        f"{ROWS} JOIN temp.plan o ON o.n = p.first "
        "WHERE (o.file_id IS NOT p.file_id OR o.draft_key IS NOT p.draft_key)"
    )
    refuse(connection, "vin", OTHER_VEHICLE, rows, {"row": "o.n", "order_no": "p.key"})


def _leave_orders_elsewhere(connection: Any) -> None:
    """An order that another file holds is left alone, whatever the workbook says of it."""
    rows = (
        f"{ROWS} JOIN repair_order t ON t.id = p.record_id JOIN vehicle_file f ON f.id = t.file_id "
        f"WHERE t.file_id IS NOT p.file_id AND {STANDING}"
    )
    conflict(connection, "order_no", ORDER_ELSEWHERE, rows, {"order_no": "p.key", "file_no": "f.file_no"})
    connection.execute(f"UPDATE temp.plan SET outcome = '{Outcome.CONFLICT}' WHERE n IN (SELECT s.n {rows})")


def _settle(connection: Any, terms: Terms) -> None:
    """Tell new, changed and unchanged orders, and hand the outcome to their rows."""
    columns = given_columns(connection, _CODES, "repair_order")
    keep_ours(connection, "repair_order", columns, _KNOWN, terms)
    connection.execute(
        f"UPDATE temp.order_row SET outcome = CASE WHEN record_id IS NULL THEN '{Outcome.NEW}' "
        f"WHEN n IN (SELECT s.n {_KNOWN} AND {any_differs_sql(columns)}) "
        f"OR key IN ({lines.ORDERS_WITH_CHANGES}) THEN '{Outcome.CHANGED}' "
        "WHEN key IN (SELECT p.key FROM temp.plan p JOIN temp.finding f ON f.n = p.n "
        f"WHERE f.severity = 'conflict') THEN '{Outcome.CONFLICT}' ELSE '{Outcome.UNCHANGED}' END"
    )
    connection.execute(
        "UPDATE temp.plan AS p SET outcome = o.outcome FROM temp.order_row o "
        f"WHERE o.key = p.key AND {_UNDECIDED}"
    )


def _warn_of_odometers(connection: Any) -> None:
    """An odometer that runs backwards is a warning (product.md, The vehicle file, point 8)."""
    connection.execute("CREATE INDEX temp.ix_order_row_file_id ON order_row (file_id, date_in)")
    earlier = (
        "SELECT max(x.odometer_in) FROM ("
        "SELECT o.odometer_in FROM repair_order o WHERE o.file_id = r.file_id AND o.date_in < r.date_in "
        "UNION ALL SELECT o.odometer_in FROM temp.order_row o WHERE o.file_id = r.file_id "
        "AND o.date_in < r.date_in) x"
    )
    rows = (
        f"FROM (SELECT r.n, r.odometer_in, ({earlier}) AS earlier FROM temp.order_row r "
        f"WHERE r.{_WRITTEN}) s WHERE s.earlier > s.odometer_in"
    )
    warn(
        connection,
        "odometer_in",
        ODOMETER_BACKWARDS,
        rows,
        {"earlier": "s.earlier", "theirs": "s.odometer_in"},
    )


def _bring_files_up_to_date(connection: Any) -> None:
    """The newest visit tells a file's last visit and odometer."""
    visit = "date(coalesce(s.date_in, s.date_out, s.settled_on))"
    # With max(), SQLite takes the odometer from the row that has the maximum.
    newest = (
        f"SELECT s.file_id, max({visit}) AS visit, coalesce(s.odometer_out, s.odometer_in) AS odometer "
        f"FROM temp.order_row s WHERE s.{_WRITTEN} GROUP BY s.file_id"
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET last_visit = x.visit, odometer = coalesce(x.odometer, f.odometer), "
        f"version = f.version + 1 FROM ({newest}) x WHERE x.file_id = f.id AND x.visit IS NOT NULL "
        "AND x.visit >= coalesce(f.last_visit, '') "
        "AND (x.visit IS NOT f.last_visit OR coalesce(x.odometer, f.odometer) IS NOT f.odometer)"
    )
