"""A row as an earlier change set left it, and what went since: read back from the history."""

from __future__ import annotations

import json
from typing import Any

from dealerdesk.storage.models.base import Base
from dealerdesk.storage.models.history import GONE_FROM
from dealerdesk.storage.recording import Image, image_sql, row_before

# A plus keeps SQLite from reading every change of a table where the few of one row or file are asked for.
_SINCE = (
    "SELECT op, before, after FROM row_change WHERE tbl = ? AND row_id = ? AND set_id > ? ORDER BY id DESC"
)
_LAST = "SELECT coalesce(max(set_id), 0) FROM row_change WHERE tbl = ? AND row_id = ?"
_GONE = (
    f"SELECT count(*) FROM row_change g WHERE op = 'd' AND {GONE_FROM} = :file AND +tbl = :table "
    "AND set_id > :since AND before ->> 'type' = :type AND (SELECT op FROM row_change r WHERE r.tbl = g.tbl "
    "AND r.row_id = g.row_id AND r.set_id > :since ORDER BY r.id LIMIT 1) <> 'i'"
)


def last_set_of(connection: Any, model: type[Base], row_id: int) -> int:
    """The change set that touched a row last, 0 where none did."""
    return int(connection.execute(_LAST, (model.__tablename__, row_id)).fetchone()[0])


def row_as_of(connection: Any, model: type[Base], row_id: int, set_id: int) -> Image | None:
    """A row's image as that change set left it, None where there was no row."""
    name = model.__tablename__
    image_now = image_sql(model.__table__, "t")  # type: ignore[arg-type]  # a mapped class's table is a Table
    now = connection.execute(f'SELECT {image_now} FROM "{name}" t WHERE t.id = ?', (row_id,)).fetchone()
    image: Image | None = json.loads(now[0]) if now else None
    for op, before, after in connection.execute(_SINCE, (name, row_id, set_id)):
        image = row_before(image, op, before, after)
    return image


def gone_since(connection: Any, model: type[Base], file_id: int, type_: str, set_id: int) -> bool:
    """Whether a row of that type that a vehicle file had at the change set was taken out of it since."""
    terms = {"file": file_id, "table": model.__tablename__, "since": set_id, "type": type_}
    return bool(connection.execute(_GONE, terms).fetchone()[0])
