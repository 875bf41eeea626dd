"""Customer cards out of a workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import CUSTOMER_FIELDS
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.incoming.cards import insert_cards
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    note,
    refuse,
    settle_conflicts,
)

NAME_DIFFERS = Message(
    "name_differs",
    "The customer with this number is {ours} in DealerDesk, the workbook says {theirs}. Ours stays; "
    "decide which name is right.",
)

_CODES = tuple(field.code for field in CUSTOMER_FIELDS if field.code != "customer_no")
_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
_MATCHED = f"{_ROWS} JOIN customer t ON t.id = p.record_id WHERE p.outcome <> 'refused' "


def plan_customers(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row: by customer number, ID or company number, name and phone."""
    _match(connection)
    _group(connection)
    if not terms.theirs:
        renamed = f"{_MATCHED} AND s.customer <> t.name AND t.customer_no IS NOT s.customer_no"
        said = {"ours": "t.name", "theirs": "s.customer"}
        note(connection, "customer", "conflict", NAME_DIFFERS, renamed, said)
        connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, 'customer' {renamed}")
    columns = _columns(connection)
    keep_what_was_edited_since(connection, terms, "customer", columns, _MATCHED)
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.NEW}' WHERE record_id IS NULL AND outcome <> 'refused' "
        "AND n IN (SELECT min(n) FROM temp.plan WHERE outcome <> 'refused' GROUP BY owner_key)"
    )
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.CHANGED}' "
        f"WHERE n IN (SELECT s.n {_MATCHED} AND ({any_differs_sql(columns)}))"
    )
    settle_conflicts(connection)


def apply_customers(connection: Any, _terms: Terms) -> None:
    """Write new cards and changed ones."""
    columns = _columns(connection)
    connection.execute(
        f"UPDATE customer AS t SET {assignments_sql(columns)} "
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
        f"WHERE t.id = p.record_id AND p.outcome = '{Outcome.CHANGED}'"
    )
    connection.execute("DROP TABLE IF EXISTS temp.card")
    connection.execute(
        "CREATE TEMP TABLE card AS SELECT NULL AS customer_id, s.customer_no AS number, s.* "
        f"{_ROWS} WHERE p.outcome = '{Outcome.NEW}'"
    )
    insert_cards(connection, "temp.card", columns)


def _columns(connection: Any) -> dict[str, str]:
    return {code: column_name("customer", code) for code in given_fields(connection, _CODES)}


def _match(connection: Any) -> None:
    wanting = "s.n = p.n AND p.record_id IS NULL"
    for code in ("customer_no", "id_number", "company_number"):
        connection.execute(
            f"UPDATE temp.plan AS p SET record_id = c.id FROM staging.staged s "
            f"JOIN customer c ON c.{code} = s.{code} WHERE {wanting}"
        )
    connection.execute(
        "UPDATE temp.plan AS p SET record_id = c.id FROM staging.staged s "
        "JOIN customer c ON c.name = s.customer AND phone_digits(c.phone) = phone_digits(s.phone) "
        f"WHERE {wanting} AND s.id_number IS NULL AND s.company_number IS NULL AND s.customer_no IS NULL"
    )


def _group(connection: Any) -> None:
    """Tell rows of the same customer: the same again is harmless, another account of a known one is not."""
    connection.execute(
        "UPDATE temp.plan AS p SET owner_key = coalesce('c:' || p.record_id, 'no:' || s.customer_no, "
        "'id:' || s.id_number, 'company:' || s.company_number, "
        "'phone:' || s.customer || ':' || phone_digits(s.phone), 'row:' || s.n) "
        "FROM staging.staged s WHERE s.n = p.n"
    )
    connection.execute("DROP TABLE IF EXISTS temp.first_row")
    connection.execute(
        "CREATE TEMP TABLE first_row AS SELECT owner_key, min(n) AS n FROM temp.plan GROUP BY owner_key"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_first_row ON first_row (owner_key)")
    differs = " OR ".join(f's."{code}" IS NOT e."{code}"' for code in _CODES)
    rows = (
        f"{_ROWS} JOIN temp.first_row o ON o.owner_key = p.owner_key "
        f"JOIN staging.staged e ON e.n = o.n WHERE o.n < s.n AND ({differs})"
    )
    refuse(connection, "customer", DUPLICATE_IN_SHEET, rows, {"row": "o.n", "value": "s.customer"})
