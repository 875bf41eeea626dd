"""Writing new customers' cards out of a table of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealerdesk.domain.fields import CustomerKind
from dealerdesk.storage.incoming.numbering import give_customer_numbers


def insert_cards(connection: Any, table: str, columns: Mapping[str, str]) -> None:
    """Insert a card for each row of `table` without ``customer_id`` and fill that in.

    `columns` maps columns of `table` to columns of ``customer``. Rows whose ``number`` is NULL are given one.
    """
    give_customer_numbers(connection, table, "customer_id IS NULL")
    columns = {"customer_kind": "kind"} | dict(columns)
    kind = f"coalesce(customer_kind, '{CustomerKind.PERSON}')"
    names = ", ".join(f'"{column}"' for column in columns.values())
    values = ", ".join(kind if code == "customer_kind" else f'"{code}"' for code in columns)
    connection.execute(
        f"INSERT INTO customer (customer_no, {names}) SELECT number, {values} FROM {table} "
        "WHERE customer_id IS NULL ORDER BY n"
    )
    connection.execute(
        f"UPDATE {table} AS o SET customer_id = c.id FROM customer c "
        "WHERE o.customer_id IS NULL AND c.customer_no = o.number"
    )
