"""Records that take several rows, such as orders with their lines: their own fields, from all of the rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import given
from dealerdesk.storage.incoming.planning import ROWS, STANDING
from dealerdesk.storage.incoming.remarks import conflict


def gather(connection: Any, table: str, codes: Collection[str], which: str) -> None:
    """Make the temporary `table`: a row for each key among the rows that meet the condition `which`.

    It carries ``n`` and the ids of the first row, and every field of `codes` from the first row that has it.
    """
    names = ", ".join(f'"{code}"' for code in codes)
    connection.execute(
        f"CREATE TEMP TABLE {table} (key TEXT PRIMARY KEY, n INTEGER, rows INTEGER, file_id INTEGER, "
        f"customer_id INTEGER, record_id INTEGER, number TEXT, outcome TEXT, {names})"
    )
    there = given(connection, codes)
    into = "".join(f', "{code}"' for code in there)
    values = "".join(f', s."{code}"' for code in there)
    # With min(), SQLite takes the other columns from the row that has the minimum.
    connection.execute(
        f"INSERT INTO temp.{table} (n, key, rows, file_id, customer_id, record_id{into}) "
        f"SELECT min(s.n), p.key, count(*), p.file_id, p.customer_id, p.record_id{values} "
        f"{ROWS} WHERE p.key IS NOT NULL AND {which} GROUP BY p.key"
    )
    for code in there:
        connection.execute(
            f'UPDATE temp.{table} AS o SET "{code}" = x.value FROM '
            f'(SELECT min(s.n), p.key, s."{code}" AS value {ROWS} JOIN temp.{table} o ON o.key = p.key '
            f'WHERE o.rows > 1 AND o."{code}" IS NULL AND s."{code}" IS NOT NULL AND {which} '
            "GROUP BY p.key) x WHERE x.key = o.key"
        )


def note_rows_that_differ(connection: Any, table: str, codes: Collection[str], message: Message) -> None:
    """Say of rows that they contradict what was gathered in `table` from earlier ones, which counts."""
    for code in given(connection, codes):
        rows = (
            f"{ROWS} JOIN temp.{table} o ON o.key = p.key WHERE {STANDING} AND o.rows > 1 "
            f'AND s."{code}" IS NOT NULL AND s."{code}" IS NOT o."{code}"'
        )
        said = {"row": "o.n", "ours": f'o."{code}"', "theirs": f's."{code}"'}
        conflict(connection, code, message, rows, said)
