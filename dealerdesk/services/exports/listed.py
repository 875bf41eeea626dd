"""Records as a list shows them: those of its ids, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dealerdesk.domain.fields import Field, FieldType, RecordKind
from dealerdesk.domain.messages import Message
from dealerdesk.services.completeness import completeness_of
from dealerdesk.storage.columns import expression

COMPLETENESS = Field(
    "completeness", FieldType.TEXT, Message("field.completeness", "Completeness"), (), False, False
)
"""Present and required document types of a file, as ``7/9``: a column of lists, and no field of a file."""

_BATCH = 1000
_LINES = (
    "SELECT count(*) FROM json_each(?) j JOIN repair_order ON repair_order.id = j.value "
    "LEFT JOIN repair_line ON repair_line.order_id = repair_order.id"
)


def files_listed(
    connection: Any, file_ids: Sequence[int], codes: Sequence[str], today: date
) -> Iterator[tuple[Any, ...]]:
    """The values of files in the order of `file_ids`, a batch at a time; those that are gone are left out."""
    values = ", ".join(
        "NULL" if code == COMPLETENESS.code else expression(RecordKind.FILES, code) for code in codes
    )
    at = codes.index(COMPLETENESS.code) if COMPLETENESS.code in codes else None
    for start in range(0, len(file_ids), _BATCH):
        batch = file_ids[start : start + _BATCH]
        complete = completeness_of(connection, batch, today) if at is not None else {}
        rows = connection.execute(
            f"SELECT vehicle_file.id, {values} FROM json_each(?) j "
            "JOIN vehicle_file ON vehicle_file.id = j.value "
            "LEFT JOIN customer ON customer.id = vehicle_file.customer_id ORDER BY j.key",
            (json.dumps(list(batch)),),
        )
        for file_id, *row in rows:
            if at is not None:
                found = complete[file_id]
                row[at] = f"{len(found.present)}/{len(found.required)}" if found.required else None
            yield tuple(row)


def orders_listed(
    connection: Any, order_ids: Sequence[int], codes: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """The values of orders with their lines, in the order of `order_ids`, a batch at a time."""
    kind = RecordKind.REPAIR_ORDERS
    values = ", ".join(expression(kind, code) for code in codes)
    for start in range(0, len(order_ids), _BATCH):
        rows = connection.execute(
            f"SELECT {values} FROM json_each(?) j JOIN repair_order ON repair_order.id = j.value "
            "JOIN vehicle_file ON vehicle_file.id = repair_order.file_id "
            "LEFT JOIN repair_line ON repair_line.order_id = repair_order.id "
            "ORDER BY j.key, repair_line.line_no",
            (json.dumps(list(order_ids[start : start + _BATCH])),),
        )
        yield from rows


def count_of_lines(connection: Any, order_ids: Sequence[int]) -> int:
    """How many rows orders take: one a line, and one without any."""
    (count,) = connection.execute(_LINES, (json.dumps(list(order_ids)),)).fetchone()
    return int(count)
