"""The row changes that belong to one vehicle file, gone rows included."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from dealerdesk.storage.models.history import GONE_FROM

_OWN = ("document", "policy", "repair_order", "waiver")
_TOLD = ", ".join(f"'{name}'" for name in ("vehicle_file", "scan", "repair_line", *_OWN))
_GONE = f"SELECT tbl, row_id FROM row_change WHERE op = 'd' AND {GONE_FROM}"
"""Rows that are gone, by what they belonged to: written as the index on them is, which finds them at once.

A plus before `tbl` keeps SQLite from another index that would read every change of a table.
"""
MINE = f"""
WITH own(tbl, row_id) AS (
    {" UNION ".join(f"SELECT '{name}', id FROM {name} WHERE file_id = :file" for name in _OWN)}
    {" ".join(f"UNION {_GONE} = :file AND +tbl = '{name}'" for name in _OWN)}
), mine(tbl, row_id) AS (
    SELECT 'vehicle_file', :file
    UNION SELECT 'customer', customer_id FROM vehicle_file WHERE id = :file
    UNION SELECT 'customer', customer_id FROM owner_record WHERE file_id = :file
    UNION SELECT 'customer', json_extract(coalesce(before, '{{}}'), '$.customer_id') FROM row_change
        WHERE tbl = 'vehicle_file' AND row_id = :file
    UNION SELECT tbl, row_id FROM own
    UNION SELECT 'scan', s.id FROM scan s JOIN document d ON d.id = s.document_id WHERE d.file_id = :file
    UNION SELECT 'repair_line', l.id FROM repair_line l
        JOIN repair_order o ON o.id = l.order_id WHERE o.file_id = :file
    UNION SELECT r.tbl, r.row_id FROM own CROSS JOIN row_change r WHERE r.op = 'd'
        AND {GONE_FROM} = +own.row_id
        AND CASE own.tbl WHEN 'document' THEN 'scan' WHEN 'repair_order' THEN 'repair_line' END = +r.tbl
)
"""
# CROSS JOIN is SQLite's way to fix the order: from the few to the many. Left to itself it may begin with all
# changes there ever were, which took half a second at 20,000 files.
_FROM = f"""
FROM mine CROSS JOIN row_change r ON r.tbl = mine.tbl AND r.row_id = mine.row_id
CROSS JOIN change_set c ON c.id = r.set_id
WHERE ((r.op = 'u' AND NOT EXISTS (
    SELECT 1 FROM row_change i
    WHERE i.tbl = r.tbl AND i.row_id = r.row_id AND i.set_id = r.set_id AND i.op = 'i'
)) OR (r.op IN ('i', 'd') AND r.tbl IN ({_TOLD})))
"""
_AS_DONE = "r.tbl = 'repair_line', r.id"
"""As it was done, but an order before its lines, also where they went first."""


def rows_of_file(connection: Any, file_id: int) -> list[tuple[Any, ...]]:
    """Changes of the file, its owners, documents, orders and policies, newest action first.

    Each is (change set, at, author, label, params, table, op, before, after).
    """
    rows = connection.execute(
        f"{MINE} SELECT c.id, c.at, c.author, c.label, c.params, r.tbl, r.op, r.before, r.after {_FROM}"
        f"ORDER BY c.id DESC, {_AS_DONE}",
        {"file": file_id},
    )
    return list(rows.fetchall())


def sets_of_file(
    connection: Any, file_id: int, *, before: int | None, count: int, author: int | None = None
) -> list[tuple[Any, ...]]:
    """The newest `count` change sets that touched the file, older than `before`, of `author` or of all.

    Each is (id, at, author, label, params, kind, undoes).
    """
    rows = connection.execute(
        f"{MINE} SELECT DISTINCT c.id, c.at, c.author, c.label, c.params, c.kind, c.undoes {_FROM}"
        "AND (:before IS NULL OR c.id < :before) AND (:author IS NULL OR c.author = :author) "
        "ORDER BY c.id DESC LIMIT :count",
        {"file": file_id, "before": before, "author": author, "count": count},
    )
    return list(rows.fetchall())


def rows_of_sets(connection: Any, file_id: int, sets: Collection[int]) -> list[tuple[Any, ...]]:
    """What the change sets `sets` did to the file and what belongs to it, in the order it was done.

    Each is (change set, table, row, op, before, after).
    """
    rows = connection.execute(
        f"{MINE} SELECT c.id, r.tbl, r.row_id, r.op, r.before, r.after {_FROM}"
        f"AND c.id IN (SELECT value FROM json_each(:sets)) ORDER BY {_AS_DONE}",
        {"file": file_id, "sets": json.dumps(list(sets))},
    )
    return list(rows.fetchall())


def authors_of_file(connection: Any, file_id: int) -> list[int]:
    """The ids of all who ever changed something in the file."""
    rows = connection.execute(f"{MINE} SELECT DISTINCT c.author {_FROM} ORDER BY c.author", {"file": file_id})
    return [author for (author,) in rows]


def touches_several_files(connection: Any, set_id: int) -> bool:
    """Whether a change set changed more than one vehicle file's own row, as an import does."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT row_id FROM row_change "
        "WHERE set_id = ? AND +tbl = 'vehicle_file' LIMIT 2)",
        (set_id,),
    ).fetchone()
    return bool(row[0] > 1)


def last_image(connection: Any, table: str, row_id: int) -> Mapping[str, Any]:
    """A row that is gone as it was last, without its NULLs; empty where it was never taken away."""
    row = connection.execute(
        "SELECT before FROM row_change WHERE tbl = ? AND row_id = ? AND op = 'd' ORDER BY id DESC LIMIT 1",
        (table, row_id),
    ).fetchone()
    image: dict[str, Any] = json.loads(row[0]) if row else {}
    return image


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
