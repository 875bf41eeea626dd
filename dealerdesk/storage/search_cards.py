"""What can be searched for of each vehicle file: read from its tables, or as the search index keeps it.

The index keeps a copy of the card beside each entry, so that a hit is shown and explained from the one row
that it is found by, instead of from seven tables.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dealerdesk.domain.search_tokens import RULES, SearchableFile

_CARDS = """
SELECT f.id, f.file_no, f.vin, f.plate, f.make, f.model, f.location, f.engine_no,
       c.name, concat_ws(' ', c.contact_person, f.contact_person),
       concat_ws(' ', c.actual_user, f.actual_user),
       json_array(c.phone, c.registered_phone, c.mailing_phone, f.contact_phone, f.user_phone),
       f.archived_at IS NOT NULL
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
_SEVERAL = {*_NUMBERS, "phones"}
_NAMES = [rule.field if rule.field in _TEXTS else f"{rule.field}s" for rule in RULES]

BETWEEN_CARDS, BETWEEN_FIELDS, BETWEEN_VALUES = "\x1d", "\x1e", "\x1f"
_NO_SEPARATORS = str.maketrans(dict.fromkeys((BETWEEN_CARDS, BETWEEN_FIELDS, BETWEEN_VALUES), " "))
_ARCHIVED = "a"
Kept = Sequence[str]
"""A card as the index keeps it, taken apart: a text for each of `RULES`, then whether it is archived."""


def kept_text(card: SearchableFile) -> str:
    """A card as the index keeps it."""
    fields = [BETWEEN_VALUES.join(map(_without_separators, rule.values(card))) for rule in RULES]
    return BETWEEN_FIELDS.join([*fields, _ARCHIVED if card.is_archived else ""])


def _without_separators(value: str) -> str:
    return value if value.isprintable() else value.translate(_NO_SEPARATORS)


def kept_parts(text: str) -> Kept:
    """What `kept_text` has written."""
    return text.split(BETWEEN_FIELDS)


def are_found_alike(one: str, other: str) -> bool:
    """Whether two kept cards are found by the same words: whether a file is archived is none of them."""
    return kept_parts(one)[:-1] == kept_parts(other)[:-1]


def kept_values(part: str) -> Sequence[str]:
    """The values of one field of a kept card."""
    return part.split(BETWEEN_VALUES)


def kept_card(text: str) -> SearchableFile:
    """The card that `kept_text` has written."""
    *parts, archived = kept_parts(text)
    values: dict[str, Any] = {
        name: tuple(kept_values(part)) if part and name in _SEVERAL else () if name in _SEVERAL else part
        for name, part in zip(_NAMES, parts, strict=True)
    }
    return SearchableFile(**values, is_archived=bool(archived))


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
    for file_id, *texts, phones, is_archived in connection.execute(_CARDS, (ids,)):
        card: dict[str, Any] = {name: text or "" for name, text in zip(_TEXTS, texts, strict=True)}
        card |= {name: tuple(of_file.get(file_id, ())) for name, of_file in numbers.items()}
        card["phones"] = tuple(phone for phone in json.loads(phones) if phone)
        card["is_archived"] = bool(is_archived)
        yield file_id, SearchableFile(**card)
