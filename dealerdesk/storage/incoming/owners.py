"""Owners named in a workbook of vehicle files: found among the known customers, else new cards."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.incoming.cards import (
    NAME_DIFFERS,
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
    note_difference,
    write_changes,
)
from dealerdesk.storage.incoming.gathering import gather, note_rows_that_differ
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms
from dealerdesk.storage.incoming.remarks import conflict, keep_decided, kept_sql, leave_out

OWNER_DIFFERS = Message(
    "owner_differs",
    "DealerDesk has {ours} as owner of this vehicle, the workbook {theirs}. Ours stays; if the vehicle was "
    "sold, change its owner in the file.",
)
OWNER_ROWS_DIFFER = Message(
    "owner_rows_differ",
    "Row {row} says “{ours}” of the same customer, this row “{theirs}”. "
    "Row {row} counts; make both rows agree.",
)
OWNER_UNNAMED = Message(
    "owner_unnamed",
    "This belongs on the owner's card, but neither the row nor the file names an owner. "
    "Fill in the owner's name and import the row again.",
)

_CODES = tuple(field.code for field in FILE_FIELDS if field.code in customer_codes_of_file())
_KNOWN = "FROM temp.owner s JOIN customer t ON t.id = s.customer_id WHERE s.customer_id IS NOT NULL"
_PLANNED = "temp.plan p JOIN temp.owner o ON o.key = p.key"
_CHANGING = f"f.id = p.file_id AND p.outcome = '{Outcome.CHANGED}' AND f.customer_id IS NOT o.customer_id"
"""SQL for whether the file ``f`` changes hands."""

CHANGES = (
    "(p.key IS NOT NULL AND (p.customer_id IS NULL OR p.customer_id IS NOT t.customer_id OR EXISTS "
    f"(SELECT 1 FROM temp.owner o WHERE o.key = p.key AND o.outcome = '{Outcome.CHANGED}')))"
)
"""SQL for whether a matched file ``t`` gets another owner, or its owner's card changes."""


def plan_owners(connection: Any, terms: Terms) -> None:
    """Fill ``plan.customer_id``, ``plan.key`` and the table ``owner``: one row for each customer."""
    _keep_to_their_owners(connection, terms)
    find_cards(connection, ("id_number", "company_number"), _WANTING)
    name_customers(connection, f"{_WANTING} OR p.customer_id IS NOT NULL")
    join_by_phone(connection)
    _leave_out_what_has_no_card(connection)
    gather(connection, "owner", _CODES, STANDING)
    note_rows_that_differ(connection, "owner", _CODES, OWNER_ROWS_DIFFER)
    _plan_cards(connection, terms)


def apply_owners(connection: Any, terms: Terms) -> None:
    """Write the cards, and let files change hands, the earlier owner into their owner history."""
    columns = given_columns(connection, _CODES, "customer")
    changed = f"FROM temp.owner s WHERE t.id = s.customer_id AND s.outcome = '{Outcome.CHANGED}'"
    write_changes(connection, "customer", columns, changed)
    insert_cards(connection, "temp.owner", columns)
    connection.execute(
        "INSERT INTO owner_record (file_id, customer_id, until) SELECT f.id, f.customer_id, ? "
        f"FROM {_PLANNED} JOIN vehicle_file f WHERE {_CHANGING} AND f.customer_id IS NOT NULL",
        (terms.today,),
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET customer_id = o.customer_id, version = f.version + 1 "
        f"FROM {_PLANNED} WHERE {_CHANGING}"
    )


_WANTING = f"{STANDING} AND p.customer_id IS NULL AND s.customer IS NOT NULL AND NOT {kept_sql('customer')}"
"""SQL for whether a row names an owner who is not found yet."""


def _keep_to_their_owners(connection: Any, terms: Terms) -> None:
    """Let rows mean the owner that the file has; another name is a conflict."""
    matched = f"{ROWS} JOIN vehicle_file f ON f.id = p.file_id JOIN customer t ON t.id = f.customer_id"
    differs = f"{matched} WHERE {STANDING} AND s.customer IS NOT NULL AND s.customer <> t.name"
    said = {"ours": "t.name", "theirs": "s.customer"}
    conflict(connection, "customer", OWNER_DIFFERS, differs, said, ours="t.name")
    if terms.detail:
        first = f"{ROWS} JOIN vehicle_file f ON f.id = p.file_id WHERE {STANDING} AND f.customer_id IS NULL"
        note_difference(connection, "customer", "NULL", f"{first} AND s.customer IS NOT NULL")
    keep_decided(connection, ["customer"])
    connection.execute(
        "UPDATE temp.plan AS p SET customer_id = f.customer_id FROM staging.staged s, vehicle_file f "
        "JOIN customer c ON c.id = f.customer_id WHERE s.n = p.n AND f.id = p.file_id "
        f"AND {STANDING} AND (s.customer IS NULL OR s.customer = c.name)"
    )


def _leave_out_what_has_no_card(connection: Any) -> None:
    """Name the cells of rows whose file has no owner and gets none."""
    ownerless = f"{STANDING} AND p.key IS NULL AND s.customer IS NULL"
    for code in given(connection, _CODES):
        rows = f'{ROWS} WHERE {ownerless} AND s."{code}" IS NOT NULL'
        leave_out(connection, code, OWNER_UNNAMED, rows)


def _plan_cards(connection: Any, terms: Terms) -> None:
    """Mark the known customers whose cards change."""
    renamed = f"{_KNOWN} AND s.customer IS NOT NULL AND s.customer <> t.name"
    said = {"ours": "t.name", "theirs": "s.customer"}
    conflict(connection, "customer", NAME_DIFFERS, renamed, said, ours="t.name")
    columns = given_columns(connection, _CODES, "customer")
    keep_ours(connection, "customer", columns, _KNOWN, terms)
    connection.execute(
        f"UPDATE temp.owner SET outcome = '{Outcome.CHANGED}' WHERE key IN "
        f"(SELECT s.key {_KNOWN} AND {any_differs_sql(columns)})"
    )
