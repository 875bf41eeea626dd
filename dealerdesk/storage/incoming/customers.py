"""Customer cards out of a workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import CUSTOMER_FIELDS
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.storage.incoming.cards import (
    CUSTOMER_NUMBER,
    NAME_DIFFERS,
    NUMBERS,
    believe_customer_numbers,
    find_cards,
    insert_cards,
    join_by_phone,
    name_customers,
)
from dealerdesk.storage.incoming.comparing import (
    any_differs_sql,
    given,
    given_columns,
    keep_ours,
    write_changes,
)
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms, mark_first_rows, settle
from dealerdesk.storage.incoming.remarks import conflict, refuse

_CODES = tuple(field.code for field in CUSTOMER_FIELDS if field.code != "customer_no")
_TELLING = ("id_number", "company_number", "phone")
"""What people are known by besides their customer number."""
_MATCHED = f"{ROWS} JOIN customer t ON t.id = p.customer_id WHERE {STANDING} AND p.first = p.n"


def plan_customers(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row."""
    believe_customer_numbers(connection)
    find_cards(connection, NUMBERS, "p.customer_id IS NULL")
    _find_same_accounts(connection)
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
        f"CREATE TEMP TABLE card AS SELECT NULL AS customer_id, {CUSTOMER_NUMBER} AS number, s.* "
        f"{ROWS} WHERE p.outcome = '{Outcome.NEW}'"
    )
    insert_cards(connection, "temp.card", columns)


def _find_same_accounts(connection: Any) -> None:
    """Let a row that nobody can be known by mean a card that says the very same, so that nothing is written.

    Without this, a list without phones would double with every import.
    """
    unknown = [f"{CUSTOMER_NUMBER} IS NULL"] if given(connection, ["customer_no"]) else []
    unknown += [f"s.{code} IS NULL" for code in given(connection, _TELLING)]
    bare = [f"c.{code} IS NULL" for code in _TELLING]
    same = [
        f"coalesce(s.{code}, c.{column}) = c.{column}"
        if code == "customer_kind"
        else f's."{code}" IS c."{column}"'
        for code, column in given_columns(connection, _CODES, "customer").items()
    ]
    connection.execute(
        f"UPDATE temp.plan AS p SET customer_id = x.id FROM (SELECT s.n, min(c.id) AS id {ROWS} "
        f"JOIN customer c ON c.name = s.customer WHERE p.customer_id IS NULL AND {STANDING} "
        f"AND {' AND '.join([*unknown, *bare, *same])} GROUP BY s.n) x WHERE x.n = p.n"
    )


def _refuse_other_accounts(connection: Any) -> None:
    """The same row again is harmless; another account of a customer of an earlier row is not."""
    differs = " OR ".join(f's."{code}" IS NOT e."{code}"' for code in _CODES)
    rows = f"{ROWS} JOIN staging.staged e ON e.n = p.first WHERE p.first < s.n AND ({differs})"
    refuse(connection, "customer", DUPLICATE_IN_SHEET, rows, {"row": "p.first", "value": "s.customer"})
