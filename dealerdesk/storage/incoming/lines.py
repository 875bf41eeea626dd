"""The lines of imported repair orders, and the orders' sums that follow from them."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.amounts import AMOUNT_RANGE, LIMIT, SCALE, to_stored
from dealerdesk.domain.fields import LINE_FIELDS, LineKind
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given,
    insert_sql,
    keep_ours,
    note_difference,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, Outcome, Terms
from dealerdesk.storage.incoming.remarks import leave_out, refuse

_CODES = tuple(field.code for field in LINE_FIELDS if field.code != "line_no")
_KNOWN = "FROM temp.line_row s JOIN repair_line t ON t.id = s.line_id WHERE s.line_id IS NOT NULL"

ORDERS_WITH_CHANGES = "SELECT key FROM temp.line_row WHERE outcome <> 'unchanged' AND order_id IS NOT NULL"
"""SQL for the numbers of known orders that get a new or changed line."""

_PRODUCT = f"(s.line_quantity * 1.0 * s.line_unit_price / {SCALE})"
_TOO_LARGE = f"({_PRODUCT} >= {to_stored(LIMIT)})"
# The product of two stored amounts may be more than SQLite's whole numbers hold, its parts are not.
_AMOUNT = (
    f"CASE WHEN {_PRODUCT} >= 0 AND NOT {_TOO_LARGE} THEN "
    f"s.line_quantity * (s.line_unit_price / {SCALE}) "
    f"+ (s.line_quantity * (s.line_unit_price % {SCALE}) + {SCALE // 2}) / {SCALE} END"
)
"""SQL for quantity times unit price, rounded to a ten-thousandth."""

_SUMS = {
    "parts_cost": f"l.line_kind = '{LineKind.PART}'",
    "labour_cost": f"l.line_kind = '{LineKind.LABOUR}'",
    "other_cost": f"coalesce(l.line_kind, '') NOT IN ('{LineKind.PART}', '{LineKind.LABOUR}')",
    "total": "1",
}
"""An order's sums, and SQL for the lines ``l`` that each of them adds up."""


def plan_lines(connection: Any, terms: Terms) -> None:
    """Fill ``line_row``: the rows that bill something, numbered by the sheet or else by their order in it.

    An amount that is not given is quantity times unit price, where those are.
    """
    given_any = " OR ".join(f's."{code}" IS NOT NULL' for code in _CODES)
    copied = ", ".join(f's."{code}"' for code in _CODES if code != "line_amount")
    connection.execute(
        "CREATE TEMP TABLE line_row AS SELECT s.n, o.key, o.record_id AS order_id, NULL AS line_id, "
        f"'{Outcome.UNCHANGED}' AS outcome, coalesce(s.line_no, "
        "row_number() OVER (PARTITION BY o.key ORDER BY s.n)) AS line_no, "
        f"coalesce(s.line_amount, {_AMOUNT}) AS line_amount, {copied} "
        f"{ROWS} JOIN temp.order_row o ON o.key = p.key "
        f"WHERE p.outcome = '{Outcome.UNCHANGED}' AND ({given_any})"
    )
    _refuse_second_lines(connection)
    too_large = f"FROM temp.line_row s WHERE s.line_amount IS NULL AND {_TOO_LARGE}"
    amount = {"value": f"printf('%.2f', {_PRODUCT} / {SCALE})"}
    leave_out(connection, "line_amount", AMOUNT_RANGE, too_large, amount)
    connection.execute(
        "UPDATE temp.line_row AS s SET line_id = t.id FROM repair_line t "
        "WHERE t.order_id = s.order_id AND t.line_no = s.line_no"
    )
    columns = _columns(connection)
    keep_ours(connection, "repair_line", columns, _KNOWN, terms)
    connection.execute(
        f"UPDATE temp.line_row SET outcome = CASE WHEN line_id IS NULL THEN '{Outcome.NEW}' "
        f"WHEN n IN (SELECT s.n {_KNOWN} AND {any_differs_sql(columns)}) THEN '{Outcome.CHANGED}' "
        "ELSE outcome END"
    )
    connection.execute("CREATE INDEX temp.ix_line_row_key ON line_row (key)")
    if terms.detail:
        added = f"FROM temp.line_row s WHERE s.order_id IS NOT NULL AND s.outcome = '{Outcome.NEW}'"
        said = "coalesce(s.line_description, s.line_code, s.line_no)"
        note_difference(connection, "line_no", "NULL", added, said)


def apply_lines(connection: Any) -> None:
    """Write new and changed lines, then the sums of their orders that the workbook does not give itself."""
    columns = _columns(connection)
    _note_sums(connection)
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


def _note_sums(connection: Any) -> None:
    """Note what the lines of the orders came to before any is written."""
    sums = ", ".join(
        f"coalesce(sum(l.line_amount) FILTER (WHERE {which}), 0) AS {name}" for name, which in _SUMS.items()
    )
    connection.execute(
        f"CREATE TEMP TABLE sum_before AS SELECT r.order_id, {sums} "
        "FROM (SELECT DISTINCT order_id FROM temp.line_row WHERE order_id IS NOT NULL) r "
        "LEFT JOIN repair_line l ON l.order_id = r.order_id GROUP BY r.order_id"
    )
    connection.execute("CREATE UNIQUE INDEX temp.uq_sum_before ON sum_before (order_id)")


def _add_up(connection: Any) -> None:
    """Add up the lines of every order that got a line, for each sum that the workbook leaves open.

    A sum that was not that of the order's lines before was given by somebody, and stays.
    """
    sums = ", ".join(
        f"{name} = CASE WHEN {_is_open(name)} THEN (SELECT coalesce(sum(l.line_amount), 0) "
        f"FROM repair_line l WHERE l.order_id = t.id AND {which}) ELSE t.{name} END"
        for name, which in _SUMS.items()
    )
    connection.execute(
        f"UPDATE repair_order AS t SET {sums}, version = t.version + 1 FROM temp.order_row o "
        "LEFT JOIN temp.sum_before b ON b.order_id = o.record_id WHERE t.id = o.record_id AND o.key IN "
        f"(SELECT key FROM temp.line_row WHERE outcome <> '{Outcome.UNCHANGED}') "
        f"AND ({' OR '.join(map(_is_open, _SUMS))})"
    )


def _is_open(name: str) -> str:
    """SQL for whether a sum follows from the lines."""
    return f"(o.{name} IS NULL AND (t.{name} IS NULL OR t.{name} IS b.{name}))"
