"""From changed rows to the vehicle files they belong to: for the search index, the screens and for names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_OWN_FILE = ("document", "owner_record", "plate_record", "policy", "repair_order", "waiver")
"""Tables whose rows name their file."""
_PARENTS = {"scan": ("document", "document_id"), "repair_line": ("repair_order", "order_id")}
"""Tables whose rows name a row of another table, which names the file."""


def touched_files(connection: Any, set_id: int) -> frozenset[int]:
    """The ids of all vehicle files that a change set touched, gone ones included."""
    return files_of_changes(
        connection, "SELECT +tbl AS tbl, row_id, before FROM row_change WHERE set_id = :set", {"set": set_id}
    )


def files_of_changes(connection: Any, changes: str, params: dict[str, int]) -> frozenset[int]:
    """The ids of the files that `changes` belong to: SQL for ``tbl, row_id, before`` of row changes.

    What a deleted row belonged to, or a moved one before, is read from its image.
    """
    tables = connection.execute(f"SELECT DISTINCT tbl FROM ({changes})", params).fetchall()
    # Only what these tables need: most changes are of one, and each part reads all changes once more.
    parts = [part for (table,) in sorted(tables) for part in _ways_to_files(table)]
    if not parts:
        return frozenset()
    rows = connection.execute(f"WITH change AS NOT MATERIALIZED ({changes}) " + " UNION ".join(parts), params)
    return frozenset(row[0] for row in rows if row[0] is not None)


def _ways_to_files(table: str) -> Iterator[str]:
    """SQL for the ids of the files that the changed rows of `table` belong to, or belonged to before."""
    if table == "vehicle_file":
        yield "SELECT row_id FROM change WHERE tbl = 'vehicle_file'"
    elif table == "customer":
        yield f"SELECT id FROM vehicle_file WHERE customer_id IN ({_rows('customer')})"
    elif table in _OWN_FILE:
        yield f"SELECT file_id FROM {table} WHERE id IN ({_rows(table)})"
        yield f"SELECT before ->> 'file_id' FROM change WHERE tbl = '{table}'"
    elif table in _PARENTS:
        parent, column = _PARENTS[table]
        of_parent = f"SELECT file_id FROM {parent} WHERE id IN "
        yield f"{of_parent}(SELECT {column} FROM {table} WHERE id IN ({_rows(table)}))"
        yield f"{of_parent}(SELECT before ->> '{column}' FROM change WHERE tbl = '{table}')"


def _rows(table: str) -> str:
    return f"SELECT row_id FROM change WHERE tbl = '{table}'"
