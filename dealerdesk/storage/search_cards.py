"""What can be searched for of each vehicle file: read from its tables, or as the search index keeps it.

The index keeps a copy of the card beside each entry, so that a hit is shown and explained from the one row
that it is found by, instead of from seven tables.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from dealerdesk.domain.search_tokens import RULES, SearchableFile, written_out

BETWEEN_CARDS, BETWEEN_FIELDS, BETWEEN_VALUES = "\x1d", "\x1e", "\x1f"
_NO_SEPARATORS = str.maketrans(dict.fromkeys((BETWEEN_CARDS, BETWEEN_FIELDS, BETWEEN_VALUES), " "))
_ARCHIVED = "a"
_ONE = {
    "plate": "f.plate",
    "vin": "f.vin",
    "customer": "c.name",
    "contact_person": "concat_ws(' ', c.contact_person, f.contact_person)",
    "actual_user": "concat_ws(' ', c.actual_user, f.actual_user)",
    "make": "f.make",
    "model": "f.model",
    "file_no": "f.file_no",
    "location": "f.location",
    "engine_no": "f.engine_no",
}
"""What the fields that have one value are read from."""
_PHONES = ("c.phone", "c.registered_phone", "c.mailing_phone", "f.contact_phone", "f.user_phone")
_NUMBERS = {
    "old_plate": "SELECT file_id, plate FROM plate_record",
    "order_no": "SELECT file_id, order_no FROM repair_order",
    "settlement_no": "SELECT file_id, settlement_no FROM repair_order",
    "document_no": "SELECT file_id, number FROM document",
    "policy_no": "SELECT file_id, policy_no FROM policy",
}
_NAMES = [rule.field if rule.field in _ONE else f"{rule.field}s" for rule in RULES]
_PLACES = {rule.field: place for place, rule in enumerate(RULES)}
_CARDS = f"""
SELECT f.id, {", ".join(_PHONES)},
       {", ".join(f"coalesce({_ONE.get(rule.field, 'NULL')}, '')" for rule in RULES)},
       CASE WHEN f.archived_at IS NULL THEN '' ELSE '{_ARCHIVED}' END
FROM json_each(?) j JOIN vehicle_file f ON f.id = j.value LEFT JOIN customer c ON c.id = f.customer_id
ORDER BY j.key
"""

Kept = Sequence[str]
"""A card as the index keeps it, taken apart: a text for each of `RULES`, then whether it is archived."""


def kept_text(card: SearchableFile) -> str:
    """A card as the index keeps it."""
    fields = [_together(rule.values(card)) for rule in RULES]
    return BETWEEN_FIELDS.join([*fields, _ARCHIVED if card.is_archived else ""])


def _together(values: Iterable[str]) -> str:
    return BETWEEN_VALUES.join(map(_without_separators, values))


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
        name: part if name in _ONE else tuple(kept_values(part)) if part else ()
        for name, part in zip(_NAMES, parts, strict=True)
    }
    return SearchableFile(**values, is_archived=bool(archived))


def token_text(text: str) -> str:
    """The tokens by which a kept card is found."""
    parts = zip(RULES, kept_parts(text), strict=False)
    return written_out((rule, value) for rule, part in parts if part for value in kept_values(part))


def cards(connection: Any, files: Collection[int]) -> dict[int, SearchableFile]:
    """What can be searched for of each of `files`, in their order; files that are gone are left out."""
    return {file_id: kept_card(text) for file_id, text in read_cards(connection, files)}


def read_cards(connection: Any, files: Collection[int]) -> Iterator[tuple[int, str]]:
    """The same one by one as the index keeps it: the id of each file that is there, and its card."""
    ids = json.dumps(list(files))
    numbers = [(_PLACES[field], _numbers(connection, sql, ids)) for field, sql in _NUMBERS.items()]
    several = [(place, of_file) for place, of_file in numbers if of_file]
    for file_id, *row in connection.execute(_CARDS, (ids,)):
        parts = list(map(_without_separators, row[len(_PHONES) :]))
        parts[_PLACES["phone"]] = _together(filter(None, row[: len(_PHONES)]))
        for place, of_file in several:
            parts[place] = _together(of_file.get(file_id, ()))
        yield file_id, BETWEEN_FIELDS.join(parts)


def _numbers(connection: Any, sql: str, ids: str) -> dict[int, list[str]]:
    """The numbers of one kind that each of the files `ids` has, as JSON, by file id."""
    of_file: dict[int, list[str]] = defaultdict(list)
    for file_id, number in connection.execute(
        f"{sql} WHERE file_id IN (SELECT value FROM json_each(?))", (ids,)
    ):
        if number:
            of_file[file_id].append(number)
    return of_file
