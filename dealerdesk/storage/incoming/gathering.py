"""Records that take several rows, such as orders with their lines: their own fields, from all of the rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import given
from dealerdesk.storage.incoming.remarks import conflict


def gather(connection: Any, table: str, codes: Collection[str], which: str) -> None:
    """Make the temporary `table`: a row for each key among the rows ``p`` of the plan that meet `which`.

    It carries ``n`` and the ids of the first row, and every field of `codes` from the first row that has
    it. The other rows stand in ``more_row``.
    """
    names = ", ".join(f'"{code}"' for code in codes)
    connection.execute(
        f"CREATE TEMP TABLE {table} (key TEXT PRIMARY KEY, n INTEGER, file_id INTEGER, customer_id INTEGER, "
        f"record_id INTEGER, number TEXT, outcome TEXT, {names})"
    )
    there = given(connection, codes)
    into = "".join(f', "{code}"' for code in there)
    values = "".join(f', s."{code}"' for code in there)
    first = f"SELECT p.key, min(p.n) AS n FROM temp.plan p WHERE p.key IS NOT NULL AND {which} GROUP BY p.key"
    connection.execute(
        f"INSERT INTO temp.{table} (key, n, file_id, customer_id, record_id{into}) "
        f"SELECT p.key, p.n, p.file_id, p.customer_id, p.record_id{values} FROM ({first}) x "
        "JOIN temp.plan p ON p.n = x.n JOIN staging.staged s ON s.n = x.n"
    )
    connection.execute(
        "CREATE TEMP TABLE more_row AS SELECT p.n, p.key FROM temp.plan p "
        f"JOIN temp.{table} o ON o.key = p.key WHERE o.n <> p.n AND {which}"
    )
    for code in there:
        _fill(connection, table, code)


def note_rows_that_differ(connection: Any, table: str, codes: Collection[str], message: Message) -> None:
    """Say of rows that they contradict what was gathered in `table` from earlier ones, which counts."""
    for code in given(connection, codes):
        rows = (
            f"FROM temp.more_row p JOIN staging.staged s ON s.n = p.n JOIN temp.{table} o ON o.key = p.key "
            f'WHERE s."{code}" IS NOT NULL AND s."{code}" IS NOT o."{code}"'
        )
        said = {"row": "o.n", "ours": f'o."{code}"', "theirs": f's."{code}"'}
        conflict(connection, code, message, rows, said)


def _fill(connection: Any, table: str, code: str) -> None:
    # With min(), SQLite takes the other columns from the row that has the minimum.
    connection.execute(
        f'UPDATE temp.{table} AS o SET "{code}" = x.value FROM '
        f'(SELECT min(m.n), m.key, s."{code}" AS value FROM temp.more_row m '
        f"JOIN staging.staged s ON s.n = m.n JOIN temp.{table} o ON o.key = m.key "
        f'WHERE o."{code}" IS NULL AND s."{code}" IS NOT NULL GROUP BY m.key) x WHERE x.key = o.key'
    )
