"""The row changes that belong to one vehicle file, gone rows included."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

_ROWS = """
WITH mine(tbl, row_id) AS (
    SELECT 'vehicle_file', :file
    UNION SELECT 'customer', customer_id FROM vehicle_file WHERE id = :file
    UNION SELECT 'customer', customer_id FROM owner_record WHERE file_id = :file
    UNION SELECT 'customer', json_extract(coalesce(before, '{{}}'), '$.customer_id') FROM row_change
        WHERE tbl = 'vehicle_file' AND row_id = :file
    {own}
    UNION SELECT 'scan', s.id FROM scan s JOIN document d ON d.id = s.document_id WHERE d.file_id = :file
    UNION SELECT 'repair_line', l.id FROM repair_line l
        JOIN repair_order o ON o.id = l.order_id WHERE o.file_id = :file
)
SELECT c.id, c.at, c.author, c.label, c.params, r.tbl, r.op, r.before, r.after
FROM mine JOIN row_change r ON r.tbl = mine.tbl AND r.row_id = mine.row_id
JOIN change_set c ON c.id = r.set_id
WHERE (r.op = 'u' AND NOT EXISTS (
    SELECT 1 FROM row_change i
    WHERE i.tbl = r.tbl AND i.row_id = r.row_id AND i.set_id = r.set_id AND i.op = 'i'
)) OR (r.op IN ('i', 'd') AND r.tbl IN ({told}))
ORDER BY c.id DESC, r.id
"""
_OWN = ("document", "policy", "repair_order", "waiver")


def rows_of_file(connection: Any, file_id: int) -> list[tuple[Any, ...]]:
    """Changes of the file, its owners, documents, orders and policies, newest action first.

    Each is (change set, at, author, label, params, table, op, before, after).
    """
    own = " ".join(f"UNION SELECT '{name}', id FROM {name} WHERE file_id = :file" for name in _OWN)
    told = ", ".join(f"'{name}'" for name in ("vehicle_file", "scan", *_OWN))
    rows = connection.execute(_ROWS.format(own=own, told=told), {"file": file_id})
    return list(rows.fetchall())


def gone_file(connection: Any, ref: str) -> int | None:
    """The id of the file that had this number or VIN before, or None; it may be gone by an undo."""
    row = connection.execute(
        "SELECT row_id FROM row_change WHERE tbl = 'vehicle_file' AND op <> 'i' "
        "AND ? IN (json_extract(before, '$.file_no'), json_extract(before, '$.vin')) "
        "ORDER BY id DESC LIMIT 1",
        (ref.strip().upper(),),
    ).fetchone()
    return row[0] if row else None


def had_number_before(connection: Any, number: str, file_id: int) -> bool:
    """Whether another file that is still there had this file number once."""
    row = connection.execute(
        "SELECT 1 FROM row_change WHERE tbl = 'vehicle_file' AND op = 'u' AND row_id <> ? "
        "AND before ->> 'file_no' = ? LIMIT 1",
        (file_id, number),
    ).fetchone()
    return row is not None


def file_numbers(connection: Any, ids: Collection[int]) -> tuple[str, ...]:
    """The numbers of the vehicle files `ids`, by id; of those that are gone the last they had."""
    rows = connection.execute(
        "SELECT coalesce(f.file_no, (SELECT r.before ->> 'file_no' FROM row_change r "
        "WHERE r.tbl = 'vehicle_file' AND r.row_id = j.value AND r.op = 'd' ORDER BY r.id DESC LIMIT 1)) "
        "FROM json_each(?) j LEFT JOIN vehicle_file f ON f.id = j.value ORDER BY j.value",
        (json.dumps(list(ids)),),
    )
    return tuple(row[0] for row in rows if row[0] is not None)
