"""Numbers that DealerDesk gives: never twice, also when the record is gone (product.md, point 2)."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.files import file_number
from dealerdesk.domain.workshop import MOST_DIGITS, number_parts, number_series, order_number

CUSTOMER_SERIES = "customer"
CUSTOMER_PREFIX = "C-"
CUSTOMER_DIGITS = 6
FILE_DIGITS = 5
ORDER_SERIES = "order:"
"""Repair orders are counted by what stands before the digits at the end of their numbers."""

_NUMBER_COLUMN = {"vehicle_file": "file_no", "customer": "customer_no", "repair_order": "order_no"}
# A record's number that is of a series, with the series and its place in it. One more digit than ours has
# is of the series too; a number of still more digits is another house's, and out of the counter's reach.
_GIVEN = {
    "vehicle_file": (
        "SELECT 'file:' || substr(file_no, 1, 4) AS series, CAST(substr(file_no, 6) AS INTEGER) AS place "
        "FROM vehicle_file "
        "WHERE id IN ({rows}) AND file_no GLOB '[0-9][0-9][0-9][0-9]-[0-9]*' "
        f"AND length(file_no) BETWEEN {5 + FILE_DIGITS} AND {6 + FILE_DIGITS} "
        "AND substr(file_no, 6) NOT GLOB '*[^0-9]*'"
    ),
    "customer": (
        f"SELECT '{CUSTOMER_SERIES}' AS series, CAST(substr(customer_no, 3) AS INTEGER) AS place "
        "FROM customer "
        f"WHERE id IN ({{rows}}) AND customer_no GLOB '{CUSTOMER_PREFIX}[0-9]*' "
        f"AND length(customer_no) BETWEEN {2 + CUSTOMER_DIGITS} AND {3 + CUSTOMER_DIGITS} "
        "AND substr(customer_no, 3) NOT GLOB '*[^0-9]*'"
    ),
    "repair_order": (
        f"SELECT '{ORDER_SERIES}' || rtrim(order_no, '0123456789') AS series, "
        "CAST(substr(order_no, length(rtrim(order_no, '0123456789')) + 1) AS INTEGER) AS place "
        "FROM repair_order "
        "WHERE id IN ({rows}) AND order_no GLOB '*[0-9]' "
        f"AND length(order_no) - length(rtrim(order_no, '0123456789')) <= {MOST_DIGITS}"
    ),
}


def file_series(year: int) -> str:
    """The series that counts the vehicle files of one year."""
    return f"file:{year}"


def customer_number(sequence: int) -> str:
    """The number of the `sequence`-th customer, as ``C-000417``."""
    return f"{CUSTOMER_PREFIX}{sequence:0{CUSTOMER_DIGITS}d}"


def take_numbers(connection: Any, series: str, count: int = 1) -> int:
    """Take `count` numbers of a series inside the open unit of work; returns the first of them."""
    (last,) = connection.execute(
        "INSERT INTO counter (series, last) VALUES (?, ?) "
        "ON CONFLICT (series) DO UPDATE SET last = last + excluded.last RETURNING last",
        (series, count),
    ).fetchone()
    return int(last) - count + 1


def pass_by(connection: Any, series: str, used: int | None) -> None:
    """See to it that numbers of `series` up to `used` are not given any more."""
    if used:
        connection.execute(
            "INSERT INTO counter (series, last) VALUES (?, ?) "
            "ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)",
            (series, used),
        )


def pass_by_what_was_given(connection: Any, set_id: int) -> None:
    """Pass by the numbers of records that a change set made or renumbered, wherever they came from.

    A number that a person or a workbook brought may look like ours; once its record is undone or has
    another number, only the counter still knows of it.
    """
    for table, given in _GIVEN.items():
        rows = (
            f"SELECT row_id FROM row_change WHERE set_id = ? AND +tbl = '{table}' "
            f"AND (op = 'i' OR (op = 'u' AND after ->> '{_NUMBER_COLUMN[table]}' IS NOT NULL))"
        )
        highest = connection.execute(
            f"SELECT series, max(place) FROM ({given.format(rows=rows)}) GROUP BY series", (set_id,)
        )
        for series, used in highest.fetchall():
            pass_by(connection, series, used)


def next_file_number(connection: Any, year: int) -> str:
    """A file number that no file has or had, also none that came with a workbook."""
    while True:
        number = file_number(year, take_numbers(connection, file_series(year)))
        if not connection.execute("SELECT 1 FROM vehicle_file WHERE file_no = ?", (number,)).fetchone():
            return number


def next_customer_number(connection: Any) -> str:
    """A customer number that no customer has or had."""
    while True:
        number = customer_number(take_numbers(connection, CUSTOMER_SERIES))
        if not connection.execute("SELECT 1 FROM customer WHERE customer_no = ?", (number,)).fetchone():
            return number


def suggested_order_number(connection: Any, year: int) -> str:
    """A repair order's number that follows on those of the latest visits, and that no order has or had.

    It is not taken: two people may be suggested the same.
    """
    row = connection.execute(
        "SELECT order_no FROM repair_order WHERE date_in IS NOT NULL ORDER BY date_in DESC, id DESC LIMIT 1"
    ).fetchone()
    prefix, digits = number_series(row[0] if row else None, year)
    (given,) = connection.execute(
        "SELECT max(last) FROM counter WHERE series = ?", (ORDER_SERIES + prefix,)
    ).fetchone()
    used = _highest(connection, "order_no", prefix)
    return order_number(prefix, digits, max(used, given or 0) + 1)


def suggested_settlement_number(connection: Any, year: int) -> str:
    """A settlement number that follows on the latest one; blank where there is none to follow."""
    row = connection.execute(
        "SELECT settlement_no FROM repair_order WHERE settlement_no IS NOT NULL AND settled_on IS NOT NULL "
        "ORDER BY settled_on DESC, id DESC LIMIT 1"
    ).fetchone()
    if row is None or number_parts(row[0]) is None:
        return ""
    prefix, digits = number_series(row[0], year)
    return order_number(prefix, digits, _highest(connection, "settlement_no", prefix) + 1)


def _highest(connection: Any, column: str, prefix: str) -> int:
    """The highest number after `prefix` in a column of the repair orders, 0 without any."""
    rest = f"substr({column}, {len(prefix) + 1})"
    # After the digits comes the colon: the range holds what goes on with a digit.
    (highest,) = connection.execute(
        f"SELECT max(CAST({rest} AS INTEGER)) FROM repair_order WHERE {column} >= ? AND {column} < ? "
        f"AND {rest} NOT GLOB '*[^0-9]*' AND length({rest}) <= {MOST_DIGITS}",
        (f"{prefix}0", f"{prefix}:"),
    ).fetchone()
    return highest or 0
