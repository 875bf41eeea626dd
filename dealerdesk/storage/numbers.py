"""Numbers that DealerDesk gives: never twice, also when the record is gone (product.md, point 2)."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.files import file_number

CUSTOMER_SERIES = "customer"


def file_series(year: int) -> str:
    """The series that counts the vehicle files of one year."""
    return f"file:{year}"


def customer_number(sequence: int) -> str:
    """The number of the `sequence`-th customer, as ``C-000417``."""
    return f"C-{sequence:06d}"


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
