"""The lines of imported repair orders, and the orders' sums that follow from them."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.amounts import SCALE
from dealerdesk.domain.fields import LINE_FIELDS, LineKind
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given,
    insert_sql,
    keep_what_was_edited_since,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, Outcome
from dealerdesk.storage.incoming.remarks import refuse

_CODES = tuple(field.code for field in LINE_FIELDS if field.code != "line_no")
_KNOWN = "FROM temp.line_row s JOIN repair_line t ON t.id = s.line_id WHERE s.line_id IS NOT NULL"

ORDERS_WITH_CHANGES = "SELECT key FROM temp.line_row WHERE outcome <> 'unchanged' AND order_id IS NOT NULL"
"""SQL for the numbers of known orders that get a new or changed line."""

_SUMS = {
    "parts_cost": f"l.line_kind = '{LineKind.PART}'",
    "labour_cost": f"l.line_kind = '{LineKind.LABOUR}'",
    "other_cost": f"coalesce(l.line_kind, '') NOT IN ('{LineKind.PART}', '{LineKind.LABOUR}')",
    "total": "1",
}
"""An order's sums, and SQL for the lines ``l`` that each of them adds up."""


def plan_lines(connection: Any) -> None:
    """Fill ``line_row``: the rows that bill something, numbered by the sheet or else by their order in it.

    An amount that is not given is quantity times unit price, where those are.
    """
    given_any = " OR ".join(f's."{code}" IS NOT NULL' for code in _CODES)
    copied = ", ".join(f's."{code}"' for code in _CODES if code != "line_amount")
    connection.execute(
        "CREATE TEMP TABLE line_row AS SELECT s.n, o.key, o.record_id AS order_id, NULL AS line_id, "
        f"'{Outcome.UNCHANGED}' AS outcome, coalesce(s.line_no, "
        "row_number() OVER (PARTITION BY o.key ORDER BY s.n)) AS line_no, "
        "coalesce(s.line_amount, CASE WHEN s.line_quantity * s.line_unit_price >= 0 THEN "
        f"(s.line_quantity * s.line_unit_price + {SCALE // 2}) / {SCALE} END) AS line_amount, {copied} "
        f"{ROWS} JOIN temp.order_row o ON o.key = p.key "
        f"WHERE p.outcome = '{Outcome.UNCHANGED}' AND ({given_any})"
    )
    _refuse_second_lines(connection)
    connection.execute(
        "UPDATE temp.line_row AS s SET line_id = t.id FROM repair_line t "
        "WHERE t.order_id = s.order_id AND t.line_no = s.line_no"
    )
    columns = _columns(connection)
    keep_what_was_edited_since(connection, "repair_line", columns, _KNOWN)
    connection.execute(
        f"UPDATE temp.line_row SET outcome = CASE WHEN line_id IS NULL THEN '{Outcome.NEW}' "
        f"WHEN n IN (SELECT s.n {_KNOWN} AND {any_differs_sql(columns)}) THEN '{Outcome.CHANGED}' "
        "ELSE outcome END"
    )
    connection.execute("CREATE INDEX temp.ix_line_row_key ON line_row (key)")


def apply_lines(connection: Any) -> None:
    """Write new and changed lines, then the sums of their orders that the workbook does not give itself."""
    columns = _columns(connection)
    changed = f"FROM temp.line_row s WHERE t.id = s.line_id AND s.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "repair_line", columns, changed)
    connection.execute(
        f"{insert_sql('repair_line', {'order_id': 'o.record_id', 'line_no': 's.line_no'}, columns)} "
        "FROM temp.line_row s JOIN temp.order_row o ON o.key = s.key "
        f"WHERE s.outcome = '{Outcome.NEW}' ORDER BY s.n"
    )
    _add_up(connection)


def _columns(connection: Any) -> dict[str, str]:
    there = set(given(connection, _CODES))
    if {"line_quantity", "line_unit_price"} <= there:
        there.add("line_amount")
    return {code: code for code in _CODES if code in there}


def _refuse_second_lines(connection: Any) -> None:
    rows = (
        "FROM (SELECT l.*, min(l.n) OVER (PARTITION BY l.key, l.line_no) AS first FROM temp.line_row l) s "
        "JOIN temp.plan p ON p.n = s.n WHERE s.first < s.n"
    )
    said = {"row": "s.first", "value": "s.key || ' / ' || s.line_no"}
    refuse(connection, "line_no", DUPLICATE_IN_SHEET, rows, said)
    connection.execute(
        f"DELETE FROM temp.line_row WHERE n IN (SELECT n FROM temp.plan WHERE outcome = '{Outcome.REFUSED}')"
    )


def _add_up(connection: Any) -> None:
    """Add up the lines of every order that got a line, for each sum that the workbook leaves open."""
    sums = ", ".join(
        f"{name} = CASE WHEN o.{name} IS NULL THEN (SELECT coalesce(sum(l.line_amount), 0) "
        f"FROM repair_line l WHERE l.order_id = t.id AND {which}) ELSE t.{name} END"
        for name, which in _SUMS.items()
    )
    connection.execute(
        f"UPDATE repair_order AS t SET {sums}, version = t.version + 1 FROM temp.order_row o "
        "WHERE t.id = o.record_id AND o.key IN "
        f"(SELECT key FROM temp.line_row WHERE outcome <> '{Outcome.UNCHANGED}') "
        f"AND ({' OR '.join(f'o.{name} IS NULL' for name in _SUMS)})"
    )
