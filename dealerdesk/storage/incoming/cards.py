"""Customers that rows mean: found by their numbers, or by name and phone together, never by name alone.

The rule is product.md, The vehicle file, points 1 and 3. Rows that mean the same customer make one card.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dealerdesk.domain.fields import CustomerKind
from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import Columns, given
from dealerdesk.storage.incoming.numbering import give_customer_numbers
from dealerdesk.storage.incoming.planning import ROWS, STANDING
from dealerdesk.storage.incoming.remarks import kept_sql, warn

NAME_DIFFERS = Message(
    "name_differs",
    "The customer with this number is {ours} in DealerDesk, the workbook says {theirs}. Ours stays; "
    "decide which name is right.",
)

CUSTOMER_NUMBER_NOT_KEPT = Message(
    "customer_number_not_kept",
    "The customer number {theirs} is that of {ours} here, and nothing else in the row fits that card. "
    "The row is not put there, and the number is not taken over.",
)

NUMBERS = ("customer_no", "id_number", "company_number")
CUSTOMER_NUMBER = f"CASE WHEN {kept_sql('customer_no')} THEN NULL ELSE s.customer_no END"
"""SQL for the customer number of the row ``s``, NULL where it is not believed."""
_PHONE_KEY = "'phone:' || s.customer || ':' || phone_digits(s.phone)"
_KIND = (
    f"coalesce(s.customer_kind, CASE WHEN s.company_number IS NOT NULL OR s.customer LIKE '%公司%' "
    f"THEN '{CustomerKind.COMPANY}' ELSE '{CustomerKind.PERSON}' END)"
)


def believe_customer_numbers(connection: Any) -> None:
    """Pass by customer numbers that belong to somebody else here: every house counts from 1.

    The name, a number of the authorities or the phone has to fit, too.
    """
    known = given(connection, (*NUMBERS, "phone"))
    if "customer_no" not in known:
        return
    same = ["c.name = s.customer", *(f"c.{code} = s.{code}" for code in NUMBERS[1:] if code in known)]
    if "phone" in known:
        same.append("phone_digits(c.phone) = phone_digits(s.phone)")
    fits = " OR ".join(f"coalesce({each}, 0)" for each in same)
    rows = f"{ROWS} JOIN customer c ON c.customer_no = s.customer_no WHERE {STANDING} AND NOT ({fits})"
    warn(
        connection,
        "customer_no",
        CUSTOMER_NUMBER_NOT_KEPT,
        rows,
        {"theirs": "s.customer_no", "ours": "c.name"},
    )
    connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, 'customer_no' {rows}")


def find_cards(connection: Any, numbers: Iterable[str], wanting: str) -> None:
    """Fill ``plan.customer_id`` of rows that meet the condition `wanting`.

    By `numbers`, the surest first, else by name and phone where no number says otherwise.
    """
    known = given(connection, (*NUMBERS, "phone"))
    for code in numbers:
        if code in known:
            _find(connection, f"c.{code} = {_said(code)}", wanting)
    if "phone" in known:
        agree = "".join(f" AND coalesce(c.{code} = {_said(code)}, 1)" for code in numbers if code in known)
        same = "c.name = s.customer AND phone_digits(c.phone) = phone_digits(s.phone)"
        _find(connection, f"{same}{agree}", wanting)


def name_customers(connection: Any, which: str) -> None:
    """Fill ``plan.key`` of rows that meet the condition `which`: the same for rows of one customer."""
    known = given(connection, (*NUMBERS, "phone"))
    keys = [f"'{code}:' || {_said(code)}" for code in NUMBERS if code in known]
    if "phone" in known:
        keys.append(_PHONE_KEY)
    connection.execute(
        f"UPDATE temp.plan AS p SET key = coalesce('c:' || p.customer_id, {', '.join([*keys, 's.n'])}) "
        f"FROM staging.staged s WHERE s.n = p.n AND ({which})"
    )


def join_by_phone(connection: Any) -> None:
    """Let a row with name and phone only mean the customer of a row with the same and a number besides."""
    if "phone" not in given(connection, ("phone",)):
        return
    connection.execute(
        "UPDATE temp.plan AS p SET key = x.key, customer_id = x.customer_id FROM staging.staged s JOIN "
        f"(SELECT {_PHONE_KEY} AS phone_key, min(p.key) AS key, p.customer_id {ROWS} "
        f"WHERE {STANDING} AND p.key NOT GLOB 'phone:*' AND p.key GLOB '*:*' "
        "GROUP BY 1 HAVING count(DISTINCT p.key) = 1) x "
        f"ON x.phone_key = {_PHONE_KEY} WHERE s.n = p.n AND p.key GLOB 'phone:*'"
    )


def insert_cards(connection: Any, table: str, columns: Columns) -> None:
    """Insert a card for each row of `table` without ``customer_id``.

    Fills that in, and ``number`` where it is NULL.
    """
    new = "customer_id IS NULL"
    give_customer_numbers(connection, table, new)
    columns = {code: column for code, column in columns.items() if code != "customer_kind"}
    names = "".join(f', "{column}"' for column in columns.values())
    values = "".join(f', s."{code}"' for code in columns)
    connection.execute(
        f"INSERT INTO customer (customer_no, kind{names}) SELECT s.number, {_KIND}{values} FROM {table} s "
        f"WHERE {new} ORDER BY n"
    )
    connection.execute(
        f"UPDATE {table} AS o SET customer_id = c.id FROM customer c "
        "WHERE o.customer_id IS NULL AND c.customer_no = o.number"
    )


def _said(code: str) -> str:
    """SQL for a number of the row ``s``; a customer number that is not believed is none."""
    return CUSTOMER_NUMBER if code == "customer_no" else f"s.{code}"


def _find(connection: Any, same: str, wanting: str) -> None:
    connection.execute(
        "UPDATE temp.plan AS p SET customer_id = x.id FROM "
        f"(SELECT s.n, min(c.id) AS id {ROWS} JOIN customer c ON {same} WHERE {wanting} GROUP BY s.n) x "
        "WHERE x.n = p.n"
    )
