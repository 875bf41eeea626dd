"""Customer cards out of a workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import CUSTOMER_FIELDS
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.storage.incoming.cards import (
    NAME_DIFFERS,
    NUMBERS,
    find_cards,
    insert_cards,
    join_by_phone,
    name_customers,
)
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given_columns,
    keep_ours,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, mark_first_rows, settle
from dealerdesk.storage.incoming.remarks import conflict, refuse

_CODES = tuple(field.code for field in CUSTOMER_FIELDS if field.code != "customer_no")
_MATCHED = f"{ROWS} JOIN customer t ON t.id = p.customer_id WHERE {STANDING} AND p.first = p.n"


def plan_customers(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row."""
    find_cards(connection, NUMBERS, "p.customer_id IS NULL")
    name_customers(connection, "1")
    join_by_phone(connection)
    mark_first_rows(connection)
    _refuse_other_accounts(connection)
    renamed = f"{_MATCHED} AND s.customer <> t.name AND t.customer_no IS NOT s.customer_no"
    said = {"ours": "t.name", "theirs": "s.customer"}
    conflict(connection, "customer", NAME_DIFFERS, renamed, said, ours="t.name")
    columns = given_columns(connection, _CODES, "customer")
    keep_ours(connection, "customer", columns, _MATCHED, terms)
    settle(
        connection,
        new="p.customer_id IS NULL AND p.first = p.n",
        changed=f"SELECT s.n {_MATCHED} AND {any_differs_sql(columns)}",
    )


def apply_customers(connection: Any, _terms: Terms) -> None:
    """Write new cards and changed ones."""
    columns = given_columns(connection, _CODES, "customer")
    changed = f"{ROWS} WHERE t.id = p.customer_id AND p.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "customer", columns, changed)
    connection.execute(
        "CREATE TEMP TABLE card AS SELECT NULL AS customer_id, s.customer_no AS number, s.* "
        f"{ROWS} WHERE p.outcome = '{Outcome.NEW}'"
    )
    insert_cards(connection, "temp.card", columns)


def _refuse_other_accounts(connection: Any) -> None:
    """The same row again is harmless; another account of a customer of an earlier row is not."""
    differs = " OR ".join(f's."{code}" IS NOT e."{code}"' for code in _CODES)
    rows = f"{ROWS} JOIN staging.staged e ON e.n = p.first WHERE p.first < s.n AND ({differs})"
    refuse(connection, "customer", DUPLICATE_IN_SHEET, rows, {"row": "p.first", "value": "s.customer"})
