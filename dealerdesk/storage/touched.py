"""From changed rows to the vehicle files they belong to: for the search index, the screens and for names."""

from __future__ import annotations

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
    parts = [
        "SELECT row_id FROM change WHERE tbl = 'vehicle_file'",
        f"SELECT id FROM vehicle_file WHERE customer_id IN ({_rows('customer')})",
    ]
    for table in _OWN_FILE:
        parts.append(f"SELECT file_id FROM {table} WHERE id IN ({_rows(table)})")
        parts.append(f"SELECT before ->> 'file_id' FROM change WHERE tbl = '{table}'")
    for table, (parent, column) in _PARENTS.items():
        of_parent = f"SELECT file_id FROM {parent} WHERE id IN "
        parts.append(f"{of_parent}(SELECT {column} FROM {table} WHERE id IN ({_rows(table)}))")
        parts.append(f"{of_parent}(SELECT before ->> '{column}' FROM change WHERE tbl = '{table}')")
    rows = connection.execute(f"WITH change AS NOT MATERIALIZED ({changes}) " + " UNION ".join(parts), params)
    return frozenset(row[0] for row in rows if row[0] is not None)


def _rows(table: str) -> str:
    return f"SELECT row_id FROM change WHERE tbl = '{table}'"
