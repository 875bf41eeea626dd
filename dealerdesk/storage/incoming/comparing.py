"""Staged values against the ones that stand: which differ, which of them replace ours, and writing those.

In all SQL here ``s`` is the row with the staged values, by field code, and ``t`` the row of a table that
they are compared with. Blank cells never replace anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import column_name
from dealerdesk.storage.incoming.planning import Terms
from dealerdesk.storage.incoming.remarks import conflict, keep_decided, kept_sql

EDITED_SINCE = Message(
    "edited_since",
    "DealerDesk says “{ours}”, edited after this workbook was exported; the workbook says “{theirs}”. "
    "Ours stays; decide which is right.",
)

Columns = Mapping[str, str]
"""The columns of a table by the field codes that go into them."""


def given(connection: Any, codes: Iterable[str]) -> list[str]:
    """Those of `codes` for which any staged row has a value."""
    there = {row[0] for row in connection.execute("SELECT field FROM temp.given")}
    return [code for code in codes if code in there]


def given_columns(connection: Any, codes: Iterable[str], table: str) -> dict[str, str]:
    """The columns of `table` that the workbook gives values for, by field code."""
    return {code: column_name(table, code) for code in given(connection, codes)}


def keep_ours(connection: Any, table: str, columns: Columns, rows: str, terms: Terms) -> None:
    """Keep what was edited here after the workbook was exported, and what people decided to keep.

    `rows` is SQL from ``FROM`` to ``WHERE``. With ``terms.detail``, what differs is noted cell by cell.
    """
    names = {
        row[0] for row in connection.execute("SELECT DISTINCT name FROM temp.edited WHERE tbl = ?", (table,))
    }
    for code, column in columns.items():
        if column in names:
            clash = f"{rows} AND {differs_sql(code, column)} AND {edited_sql(table, column)}"
            said = {"ours": f"coalesce(t.\"{column}\", '')", "theirs": f's."{code}"'}
            conflict(connection, code, EDITED_SINCE, clash, said, ours=f't."{column}"')
    if terms.detail:
        for code, column in columns.items():
            note_difference(connection, code, f't."{column}"', f"{rows} AND {differs_sql(code, column)}")
    keep_decided(connection, columns)


def note_difference(connection: Any, code: str, ours: str, rows: str, theirs: str | None = None) -> None:
    """Note for people that the cells of `code` of `rows` are to replace `ours`, SQL like `theirs`.

    Where the workbook wins a conflict, the conflict says all there is.
    """
    theirs = theirs or f's."{code}"'
    connection.execute(
        "INSERT INTO temp.difference (n, field, ours, theirs) "
        f"SELECT s.n, '{code}', {ours}, {theirs} {rows} AND NOT EXISTS "
        f"(SELECT 1 FROM temp.disputed d WHERE d.n = s.n AND d.field = '{code}')"
    )


def edited_sql(table: str, column: str) -> str:
    """SQL for whether `column` of ``t`` was edited here after the workbook was exported."""
    return (
        f"EXISTS (SELECT 1 FROM temp.edited e WHERE e.tbl = '{table}' AND e.row_id = t.id "
        f"AND e.name = '{column}')"
    )


def differs_sql(code: str, column: str) -> str:
    """SQL for whether the staged value is to replace the one in ``t``."""
    return f'(s."{code}" IS NOT NULL AND t."{column}" IS NOT s."{code}" AND NOT {kept_sql(code)})'


def any_differs_sql(columns: Columns) -> str:
    """SQL for whether any staged value is to replace one in ``t``."""
    return "(" + (" OR ".join(differs_sql(code, column) for code, column in columns.items()) or "0") + ")"


def write_changes(connection: Any, table: str, columns: Columns, rows: str) -> None:
    """Write the values that replace ours in the rows ``t`` of `table`, and count their versions up.

    `rows` is SQL from ``FROM`` to ``WHERE``.
    """
    sets = [
        f'"{column}" = CASE WHEN {differs_sql(code, column)} THEN s."{code}" ELSE t."{column}" END'
        for code, column in columns.items()
    ]
    connection.execute(
        f"UPDATE {table} AS t SET {', '.join([*sets, 'version = t.version + 1'])} "
        f"{rows} AND {any_differs_sql(columns)}"
    )


def insert_sql(table: str, own: Columns, columns: Columns) -> str:
    """SQL up to ``FROM`` that inserts into `table` the staged `columns`, and `own` as SQL by column."""
    names = ", ".join([*own, *(f'"{column}"' for column in columns.values())])
    values = ", ".join([*own.values(), *(f's."{code}"' for code in columns)])
    return f"INSERT INTO {table} ({names}) SELECT {values}"
