"""What can be searched for of each vehicle file, read from the database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from dealerdesk.domain.search_tokens import SearchableFile

_CARDS = """
SELECT f.id, f.file_no, f.vin, f.plate, f.make, f.model, f.location, f.engine_no,
       c.name, concat_ws(' ', c.contact_person, f.contact_person),
       concat_ws(' ', c.actual_user, f.actual_user),
       json_array(c.phone, c.registered_phone, c.mailing_phone, f.contact_phone, f.user_phone)
FROM json_each(?) j JOIN vehicle_file f ON f.id = j.value LEFT JOIN customer c ON c.id = f.customer_id
ORDER BY j.key
"""
_TEXTS = (
    "file_no",
    "vin",
    "plate",
    "make",
    "model",
    "location",
    "engine_no",
    "customer",
    "contact_person",
    "actual_user",
)
_NUMBERS = {
    "old_plates": "SELECT file_id, plate FROM plate_record",
    "order_nos": "SELECT file_id, order_no FROM repair_order",
    "settlement_nos": "SELECT file_id, settlement_no FROM repair_order",
    "document_nos": "SELECT file_id, number FROM document",
    "policy_nos": "SELECT file_id, policy_no FROM policy",
}


def cards(connection: Any, files: Collection[int]) -> dict[int, SearchableFile]:
    """What can be searched for of each of `files`, in their order; files that are gone are left out."""
    return dict(read_cards(connection, files))


def read_cards(connection: Any, files: Collection[int]) -> Iterator[tuple[int, SearchableFile]]:
    """The same one by one: the id of each file that is there, and its card."""
    ids = json.dumps(list(files))
    numbers: dict[str, dict[int, list[str]]] = {}
    for name, sql in _NUMBERS.items():
        of_file = numbers[name] = defaultdict(list)
        for file_id, number in connection.execute(
            f"{sql} WHERE file_id IN (SELECT value FROM json_each(?))", (ids,)
        ):
            if number:
                of_file[file_id].append(number)
    for file_id, *texts, phones in connection.execute(_CARDS, (ids,)):
        card: dict[str, Any] = {name: text or "" for name, text in zip(_TEXTS, texts, strict=True)}
        card |= {name: tuple(of_file.get(file_id, ())) for name, of_file in numbers.items()}
        card["phones"] = tuple(phone for phone in json.loads(phones) if phone)
        yield file_id, SearchableFile(**card)
