"""Owners named in a workbook of vehicle files: found among the known customers, else new cards.

The rule is product.md, point 1 and 3: by ID or company number, then name and phone together, never by
name alone. Rows that mean the same customer make one card.
"""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS, CustomerKind
from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import CUSTOMER_CODES_OF_FILE, column_name
from dealerdesk.storage.incoming.cards import insert_cards
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    note,
)

OWNER_DIFFERS = Message(
    "owner_differs",
    "DealerDesk has {ours} as owner of this vehicle, the workbook {theirs}. Ours stays; if the vehicle was "
    "sold, change its owner in the file.",
)
OWNER_ROWS_DIFFER = Message(
    "owner_rows_differ",
    "Row {row} says “{ours}” of the same customer, this row “{theirs}”. The earlier row counts.",
)

_CARD_CODES = tuple(
    field.code for field in FILE_FIELDS if field.code in CUSTOMER_CODES_OF_FILE and field.code != "customer"
)
_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
_MATCHED = _ROWS + (
    "JOIN vehicle_file f ON f.id = p.file_id JOIN customer t ON t.id = f.customer_id "
    "WHERE p.outcome <> 'refused' "
)

CHANGES = (
    "(p.owner_key IS NOT NULL AND (p.owner_key IS NOT 'c:' || t.customer_id OR EXISTS "
    "(SELECT 1 FROM temp.owner o WHERE o.owner_key = p.owner_key AND o.changed)))"
)
"""SQL for whether a matched file ``t`` gets another owner, or its owner's card changes."""


def plan_owners(connection: Any, terms: Terms) -> None:
    """Fill ``plan.owner_key`` and the table ``owner``: one row for each customer that rows mean."""
    if not terms.theirs:
        _keep_owners(connection)
    # A row without an owner's name speaks of the owner the file has.
    connection.execute(
        "UPDATE temp.plan AS p SET owner_key = 'c:' || f.customer_id FROM staging.staged s, vehicle_file f "
        "LEFT JOIN customer c ON c.id = f.customer_id WHERE s.n = p.n AND f.id = p.file_id "
        "AND f.customer_id IS NOT NULL AND p.outcome <> 'refused' "
        "AND (s.customer IS NULL OR s.customer = c.name)"
    )
    _find_known(connection)
    _name_new(connection)
    _collect(connection)
    _note_rows_that_differ(connection)
    _plan_cards(connection, terms)


def apply_owners(connection: Any, terms: Terms) -> None:
    """Write the cards, and let files change hands, the earlier owner into their owner history."""
    columns = _columns(connection)
    connection.execute(
        f"UPDATE customer AS t SET {assignments_sql(columns)} FROM temp.owner s "
        f"WHERE t.id = s.customer_id AND s.changed AND ({any_differs_sql(columns)})"
    )
    insert_cards(connection, "temp.owner", {"customer": "name", **columns})
    changing = (
        f"FROM temp.plan p JOIN temp.owner o ON o.owner_key = p.owner_key JOIN vehicle_file f ON f.id = p.file_id "
        f"WHERE p.outcome = '{Outcome.CHANGED}' AND f.customer_id IS NOT o.customer_id"
    )
    connection.execute(
        "INSERT INTO owner_record (file_id, customer_id, until) "
        f"SELECT f.id, f.customer_id, ? {changing} AND f.customer_id IS NOT NULL",
        (terms.today,),
    )
    connection.execute(
        "UPDATE vehicle_file AS f SET customer_id = o.customer_id, version = f.version + 1 "
        "FROM temp.plan p JOIN temp.owner o ON o.owner_key = p.owner_key "
        f"WHERE f.id = p.file_id AND p.outcome = '{Outcome.CHANGED}' AND f.customer_id IS NOT o.customer_id"
    )


def _columns(connection: Any) -> dict[str, str]:
    return {code: column_name("customer", code) for code in given_fields(connection, _CARD_CODES)}


def _keep_owners(connection: Any) -> None:
    """Another owner's name for a known vehicle is a conflict: nothing of that owner is taken over."""
    differs = f"{_MATCHED} AND s.customer IS NOT NULL AND s.customer <> t.name"
    note(
        connection, "customer", "conflict", OWNER_DIFFERS, differs, {"ours": "t.name", "theirs": "s.customer"}
    )
    connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, 'customer' {differs}")


_WANTING = (
    "s.n = p.n AND p.owner_key IS NULL AND p.outcome <> 'refused' AND s.customer IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM temp.kept k WHERE k.n = p.n AND k.field = 'customer')"
)


def _find_known(connection: Any) -> None:
    there = given_fields(connection, ("customer", "id_number", "company_number", "phone"))
    for code in ("id_number", "company_number"):
        if code in there:
            connection.execute(
                f"UPDATE temp.plan AS p SET owner_key = 'c:' || c.id FROM staging.staged s "
                f"JOIN customer c ON c.{code} = s.{code} WHERE {_WANTING}"
            )
    if "phone" in there:
        connection.execute(
            "UPDATE temp.plan AS p SET owner_key = 'c:' || c.id FROM staging.staged s "
            "JOIN customer c ON c.name = s.customer AND phone_digits(c.phone) = phone_digits(s.phone) "
            f"WHERE {_WANTING}"
        )
    note(
        connection,
        "customer",
        "conflict",
        OWNER_DIFFERS,
        f"{_ROWS} JOIN customer t ON 'c:' || t.id = p.owner_key "
        "WHERE p.outcome <> 'refused' AND s.customer IS NOT NULL AND s.customer <> t.name",
        {"ours": "t.name", "theirs": "s.customer"},
    )


def _name_new(connection: Any) -> None:
    """Give rows that mean the same new customer the same key."""
    there = given_fields(connection, ("id_number", "company_number", "phone"))
    by_number = [f"'{code}:' || s.{code}" for code in there if code != "phone"]
    by_phone = ["'phone:' || s.customer || ':' || phone_digits(s.phone)"] if "phone" in there else []
    keys = ", ".join([*by_number, *by_phone, "'row:' || s.n"])
    connection.execute(
        f"UPDATE temp.plan AS p SET owner_key = coalesce({keys}, NULL) FROM staging.staged s WHERE {_WANTING}"
    )
    if not (by_number and by_phone):
        return
    # A row with name and phone only means the customer of a row with the same and a number besides.
    connection.execute(
        "UPDATE temp.plan AS p SET owner_key = x.owner_key FROM staging.staged s JOIN "
        f"(SELECT {by_phone[0]} AS phone_key, min(p.owner_key) AS owner_key {_ROWS} "
        "WHERE p.owner_key GLOB 'id_number:*' OR p.owner_key GLOB 'company_number:*' GROUP BY 1) x "
        f"ON x.phone_key = {by_phone[0]} WHERE s.n = p.n AND p.owner_key GLOB 'phone:*'"
    )


def _collect(connection: Any) -> None:
    """One row for each customer: every field from the first row that has it."""
    connection.execute("DROP TABLE IF EXISTS temp.owner")
    connection.execute(
        "CREATE TEMP TABLE owner (owner_key TEXT PRIMARY KEY, n INTEGER, customer_id INTEGER, "
        "changed INTEGER NOT NULL DEFAULT 0, number TEXT, customer TEXT, "
        + ", ".join(f'"{code}"' for code in _CARD_CODES)
        + ") WITHOUT ROWID"
    )
    connection.execute(
        "INSERT INTO temp.owner (owner_key, n, customer_id, customer) SELECT p.owner_key, min(s.n), "
        "CASE WHEN p.owner_key GLOB 'c:*' THEN CAST(substr(p.owner_key, 3) AS INTEGER) END, s.customer "
        f"{_ROWS} WHERE p.owner_key IS NOT NULL AND p.outcome <> 'refused' GROUP BY p.owner_key"
    )
    for code in given_fields(connection, _CARD_CODES):
        # With min(), SQLite takes the other columns from the row that has the minimum.
        connection.execute(
            f'UPDATE temp.owner AS o SET "{code}" = x.value FROM '
            f'(SELECT p.owner_key, min(s.n), s."{code}" AS value {_ROWS} WHERE s."{code}" IS NOT NULL '
            "AND p.owner_key IS NOT NULL AND p.outcome <> 'refused' GROUP BY p.owner_key) x "
            "WHERE x.owner_key = o.owner_key"
        )
    connection.execute(
        "UPDATE temp.owner SET customer_kind = ? WHERE customer_id IS NULL AND customer_kind IS NULL "
        "AND (company_number IS NOT NULL OR customer LIKE '%公司%')",
        (CustomerKind.COMPANY.value,),
    )


def _note_rows_that_differ(connection: Any) -> None:
    for code in given_fields(connection, _CARD_CODES):
        rows = (
            f"{_ROWS} JOIN temp.owner o ON o.owner_key = p.owner_key WHERE p.outcome <> 'refused' "
            f'AND s."{code}" IS NOT NULL AND s."{code}" IS NOT o."{code}"'
        )
        said = {"row": "o.n", "ours": f'o."{code}"', "theirs": f's."{code}"'}
        note(connection, code, "conflict", OWNER_ROWS_DIFFER, rows, said)


def _plan_cards(connection: Any, terms: Terms) -> None:
    """Mark the known customers whose cards change."""
    columns = _columns(connection)
    known = "FROM temp.owner s JOIN customer t ON t.id = s.customer_id WHERE 1"
    keep_what_was_edited_since(connection, terms, "customer", columns, known)
    connection.execute(
        "UPDATE temp.owner SET changed = 1 WHERE owner_key IN "
        f"(SELECT s.owner_key {known} AND ({any_differs_sql(columns)}))"
    )
