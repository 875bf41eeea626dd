"""Vehicle files by the words that the names of scans carry, for many words at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SHORTEST_TAIL = 6

_TAIL = "substr(f.vin, -6) = substr(w.key, -6) AND substr(f.vin, -length(w.key)) = w.key"
_WAYS = (
    "vehicle_file f ON f.vin = w.key",
    "vehicle_file f ON f.plate_key = w.key AND f.archived_at IS NULL",
    "vehicle_file f ON f.file_no = w.word",
    "plate_record r ON r.plate_key = w.key JOIN vehicle_file f ON f.id = r.file_id",
    f"vehicle_file f ON length(w.key) >= {SHORTEST_TAIL} AND {_TAIL}",
)
"""SQL for the files ``f`` of a word ``w``, the surest first: VIN, plate, number, old plate, VIN tail."""


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The numbers of the files that a word names, and how sure that is: 0 is surest."""

    way: int
    file_nos: tuple[str, ...]


def find_named_files(connection: Any, words: Iterable[tuple[str, str]]) -> dict[str, NamedFiles]:
    """Which vehicle files `words` name, each given with its letters and digits alone.

    They name files as a REF does (command-line.md); words that name none are not among the answers.
    """
    left = dict(words)
    found: dict[str, NamedFiles] = {}
    for way, files_of in enumerate(_WAYS):
        files: dict[str, set[str]] = defaultdict(set)
        asked = json.dumps(list(left.items()), ensure_ascii=False)
        sql = (
            "SELECT w.word, f.file_no FROM (SELECT value ->> 0 AS word, value ->> 1 AS key "
            f"FROM json_each(?)) w JOIN {files_of}"
        )
        for word, file_no in connection.execute(sql, (asked,)):
            files[word].add(file_no)
        for word, numbers in files.items():
            found[word] = NamedFiles(way, tuple(sorted(numbers)))
            del left[word]
    return found
