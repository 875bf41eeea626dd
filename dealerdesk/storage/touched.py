"""From changed rows to the vehicle files they belong to: for the search index, the screens and for names."""

from __future__ import annotations

from typing import Any

_OWN_FILE = {"plate_record", "owner_record", "document", "waiver", "repair_order", "policy"}

# How a row leads to its vehicle file, for rows that are still there ({rows} are the ids of `tbl`).
_PATHS = {
    "vehicle_file": "SELECT id FROM vehicle_file WHERE id IN ({rows})",
    "customer": "SELECT id FROM vehicle_file WHERE customer_id IN ({rows})",
    "scan": ("SELECT d.file_id FROM scan s JOIN document d ON d.id = s.document_id WHERE s.id IN ({rows})"),
    "repair_line": (
        "SELECT o.file_id FROM repair_line l JOIN repair_order o ON o.id = l.order_id WHERE l.id IN ({rows})"
    ),
} | {name: f"SELECT file_id FROM {name} WHERE id IN ({{rows}})" for name in sorted(_OWN_FILE)}

_OF_SET = "SELECT row_id FROM row_change WHERE set_id = :set AND tbl = '{tbl}'"


def files_of_rows_sql(table: str, rows: str) -> str | None:
    """SQL for the ids of the files that `rows` (SQL for ids of `table`) belong to; None for other tables."""
    path = _PATHS.get(table)
    return path.format(rows=rows) if path else None


def touched_files(connection: Any, set_id: int) -> frozenset[int]:
    """The ids of all vehicle files that a change set touched, gone ones included."""
    parts = ["SELECT row_id FROM row_change WHERE set_id = :set AND tbl = 'vehicle_file'"]
    # A deleted row no longer leads anywhere, but its image still names the file.
    parts.append(
        "SELECT json_extract(before, '$.file_id') FROM row_change WHERE set_id = :set AND op = 'd' "
        f"AND tbl IN ({', '.join(repr(name) for name in sorted(_OWN_FILE))})"
    )
    parts.extend(
        f"SELECT p.file_id FROM row_change r JOIN {parent} p "
        f"ON p.id = json_extract(r.before, '$.{column}') WHERE r.set_id = :set AND r.op = 'd' AND r.tbl = '{table}'"
        for table, parent, column in (
            ("scan", "document", "document_id"),
            ("repair_line", "repair_order", "order_id"),
        )
    )
    for table, path in _PATHS.items():
        if table != "vehicle_file":
            parts.append(path.format(rows=_OF_SET.format(tbl=table)))
    rows = connection.execute(" UNION ".join(parts), {"set": set_id})
    return frozenset(row[0] for row in rows if row[0] is not None)
