"""Numbers for many new records at once, past all that are in use or came with the workbook."""

from __future__ import annotations

from typing import Any

from dealerdesk.storage.numbers import CUSTOMER_SERIES, file_series, pass_by, take_numbers


def give_file_numbers(connection: Any, year: int, table: str, which: str) -> None:
    """Fill ``number`` of `table` with file numbers where it is NULL and `which` (SQL) holds, by row."""
    _give(connection, (table, which), file_series(year), f"{year}-", 5, "SELECT file_no FROM vehicle_file")


def give_customer_numbers(connection: Any, table: str, which: str) -> None:
    """Fill ``number`` of `table` with customer numbers where it is NULL and `which` (SQL) holds, by row."""
    _give(connection, (table, which), CUSTOMER_SERIES, "C-", 6, "SELECT customer_no FROM customer")


def _give(connection: Any, rows: tuple[str, str], series: str, prefix: str, width: int, in_use: str) -> None:
    table, which = rows
    missing = f"{which} AND number IS NULL"
    (count,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {missing}").fetchone()
    if not count:
        return
    tail = f"substr(x.number, {len(prefix) + 1})"
    (used,) = connection.execute(
        f"SELECT max(CAST({tail} AS INTEGER)) FROM (SELECT NULL AS number UNION ALL {in_use} "
        f"UNION ALL SELECT number FROM {table}) x "
        f"WHERE x.number GLOB '{prefix}[0-9]*' AND {tail} NOT GLOB '*[^0-9]*'"
    ).fetchone()
    pass_by(connection, series, used)
    first = take_numbers(connection, series, count)
    connection.execute(
        f"UPDATE {table} AS o SET number = '{prefix}' || printf('%0{width}d', ? + x.place - 1) FROM "
        f"(SELECT n, row_number() OVER (ORDER BY n) AS place FROM {table} WHERE {missing}) x "
        f"WHERE x.n = o.n AND {missing.replace('number', 'o.number')}",
        (first,),
    )
