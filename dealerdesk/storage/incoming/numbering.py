"""Numbers for many new records at once, past all that are in use or came with the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dealerdesk.storage.numbers import CUSTOMER_SERIES, file_series, pass_by, take_numbers


@dataclass(frozen=True, slots=True)
class _Series:
    """Numbers of one form, such as ``2026-00417``; `in_use` is SQL for those that records have."""

    name: str
    prefix: str
    width: int
    in_use: str


def give_file_numbers(connection: Any, year: int, table: str, which: str) -> None:
    """Fill ``number`` of `table` with file numbers where it is NULL and `which` (SQL) holds, by row."""
    series = _Series(file_series(year), f"{year}-", 5, "SELECT file_no AS number FROM vehicle_file")
    _give(connection, series, table, which)


def give_customer_numbers(connection: Any, table: str, which: str) -> None:
    """Fill ``number`` of `table` with customer numbers where it is NULL and `which` (SQL) holds, by row."""
    series = _Series(CUSTOMER_SERIES, "C-", 6, "SELECT customer_no AS number FROM customer")
    _give(connection, series, table, which)


def _give(connection: Any, series: _Series, table: str, which: str) -> None:
    _pass_by_known(connection, series, table)
    missing = (
        f"SELECT n, row_number() OVER (ORDER BY n) AS place FROM {table} WHERE {which} AND number IS NULL"
    )
    (count,) = connection.execute(f"SELECT count(*) FROM ({missing})").fetchone()
    if not count:
        return
    first = take_numbers(connection, series.name, count)
    connection.execute(
        f"UPDATE {table} AS o SET number = '{series.prefix}' || printf('%0{series.width}d', ? + x.place - 1) "
        f"FROM ({missing}) x WHERE x.n = o.n",
        (first,),
    )


def _pass_by_known(connection: Any, series: _Series, table: str) -> None:
    """Never give a number that is in use or comes with the workbook.

    A number longer than any that we give would only push the series out of shape, and is left alone.
    """
    tail = f"substr(number, {len(series.prefix) + 1})"
    (used,) = connection.execute(
        f"SELECT max(CAST({tail} AS INTEGER)) FROM ({series.in_use} UNION ALL SELECT number FROM {table}) "
        f"WHERE number GLOB '{series.prefix}[0-9]*' AND {tail} NOT GLOB '*[^0-9]*' "
        f"AND length({tail}) <= {series.width + 1}"
    ).fetchone()
    pass_by(connection, series.name, used)
