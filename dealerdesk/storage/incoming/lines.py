"""The lines of imported repair orders, and the orders' sums that follow from them."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.amounts import SCALE
from dealerdesk.domain.fields import LINE_FIELDS, LineKind
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    refuse,
)

_CODES = tuple(field.code for field in LINE_FIELDS if field.code != "line_no")
_TOLD = "FROM temp.line_row s JOIN repair_line t ON t.id = s.line_id WHERE 1 "

ORDERS_WITH_CHANGES = (
    "SELECT order_no FROM temp.line_row WHERE outcome <> 'unchanged' AND order_id IS NOT NULL"
)
"""SQL for the numbers of known orders that get a new or changed line."""

_SUMS = {
    "parts_cost": f"l.line_kind = '{LineKind.PART}'",
    "labour_cost": f"l.line_kind = '{LineKind.LABOUR}'",
    "other_cost": f"coalesce(l.line_kind, '') NOT IN ('{LineKind.PART}', '{LineKind.LABOUR}')",
    "total": "1",
}


def plan_lines(connection: Any, terms: Terms) -> None:
    """Fill ``line_row``: the rows that bill something, numbered by the sheet or else by their order in it."""
    connection.execute("DROP TABLE IF EXISTS temp.line_row")
    given = " OR ".join(f's."{code}" IS NOT NULL' for code in _CODES)
    copied = ", ".join(f's."{code}"' for code in _CODES if code != "line_amount")
    connection.execute(
        "CREATE TEMP TABLE line_row AS SELECT s.n, o.order_no, o.record_id AS order_id, NULL AS line_id, "
        f"'{Outcome.UNCHANGED}' AS outcome, coalesce(s.line_no, "
        "row_number() OVER (PARTITION BY o.order_no ORDER BY s.n)) AS line_no, "
        "coalesce(s.line_amount, CASE WHEN s.line_quantity * s.line_unit_price >= 0 THEN "
        f"(s.line_quantity * s.line_unit_price + {SCALE // 2}) / {SCALE} END) AS line_amount, {copied} "
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
        "JOIN temp.order_row o ON o.order_no = p.owner_key "
        f"WHERE p.outcome = '{Outcome.UNCHANGED}' AND ({given})"
    )
    connection.execute("CREATE INDEX temp.ix_line_row ON line_row (order_no, line_no)")
    _refuse_second_lines(connection)
    connection.execute(
        "UPDATE temp.line_row AS s SET line_id = t.id FROM repair_line t "
        "WHERE t.order_id = s.order_id AND t.line_no = s.line_no"
    )
    columns = _columns(connection)
    keep_what_was_edited_since(connection, terms, "repair_line", columns, _TOLD)
    connection.execute(f"UPDATE temp.line_row SET outcome = '{Outcome.NEW}' WHERE line_id IS NULL")
    connection.execute(
        f"UPDATE temp.line_row SET outcome = '{Outcome.CHANGED}' "
        f"WHERE n IN (SELECT s.n {_TOLD} AND ({any_differs_sql(columns)}))"
    )


def apply_lines(connection: Any, given_sums: set[str]) -> None:
    """Write new and changed lines, then the sums of their orders that the workbook does not give itself."""
    columns = _columns(connection)
    connection.execute(
        f"UPDATE repair_line AS t SET {assignments_sql(columns)} FROM temp.line_row s "
        f"WHERE t.id = s.line_id AND s.outcome = '{Outcome.CHANGED}'"
    )
    names = ", ".join(f'"{code}"' for code in _CODES)
    values = ", ".join(f's."{code}"' for code in _CODES)
    connection.execute(
        f"INSERT INTO repair_line (order_id, line_no, {names}) SELECT o.record_id, s.line_no, {values} "
        "FROM temp.line_row s JOIN temp.order_row o ON o.order_no = s.order_no "
        f"WHERE s.outcome = '{Outcome.NEW}' ORDER BY s.n"
    )
    sums = {name: which for name, which in _SUMS.items() if name not in given_sums}
    if sums:
        sets = ", ".join(
            f"{name} = (SELECT coalesce(sum(l.line_amount), 0) FROM repair_line l "
            f"WHERE l.order_id = t.id AND {which})"
            for name, which in sums.items()
        )
        connection.execute(
            f"UPDATE repair_order AS t SET {sets}, version = t.version + 1 WHERE t.id IN "
            "(SELECT o.record_id FROM temp.order_row o JOIN temp.line_row s ON s.order_no = o.order_no "
            f"WHERE s.outcome <> '{Outcome.UNCHANGED}')"
        )


def _columns(connection: Any) -> dict[str, str]:
    given = given_fields(connection, _CODES)
    if {"line_quantity", "line_unit_price"} <= set(given):
        given = [*(code for code in given if code != "line_amount"), "line_amount"]
    return {code: code for code in given}


def _refuse_second_lines(connection: Any) -> None:
    first = "(SELECT min(x.n) FROM temp.line_row x WHERE x.order_no = l.order_no AND x.line_no = l.line_no)"
    rows = (
        "FROM temp.line_row l JOIN staging.staged s ON s.n = l.n JOIN temp.plan p ON p.n = l.n "
        f"WHERE l.n > {first}"
    )
    said = {"row": first, "value": "l.order_no || ' / ' || l.line_no"}
    refuse(connection, "line_no", DUPLICATE_IN_SHEET, rows, said)
    connection.execute(
        "DELETE FROM temp.line_row WHERE n IN (SELECT n FROM temp.plan WHERE outcome = 'refused')"
    )
