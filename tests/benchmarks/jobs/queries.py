"""The eleven kinds of query of performance.md, made from what stands in a sample."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from dealerdesk.domain.pinyin import name_readings
from dealerdesk.domain.search_words import is_chinese
from dealerdesk.domain.text import phone_digits
from dealerdesk.storage.engine import connect

NO_HIT = "no_hit"

_ROWS = (
    "SELECT f.vin, f.plate, c.name, c.phone, f.make FROM vehicle_file f "
    "JOIN customer c ON c.id = f.customer_id WHERE f.plate IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What somebody may remember of a file."""

    vin: str
    plate: str
    name: str
    phone: str
    make: str

    @property
    def is_chinese(self) -> bool:
        return is_chinese(self.name) and len(self.name) in {2, 3}


def queries_of(database: Path, count: int, chance: random.Random) -> dict[str, list[str]]:
    """For each kind so many queries, different ones as far as the sample goes."""
    with closing(connect(database)) as connection:
        known = [_Known(*row) for row in connection.execute(_ROWS)]
    chance.shuffle(known)
    queries = {
        kind: list(islice(cycle(dict.fromkeys(filter(None, map(think, known)))), count))
        for kind, think in _KINDS.items()
    }
    return queries | {NO_HIT: [f"zq{chance.randrange(10**6):06d}xq" for _ in range(count)]}


def _pinyin_initials(known: _Known) -> str:
    if not known.is_chinese:
        return ""
    return "".join(syllable[0] for syllable in name_readings(known.name)[0])


def _first_key(known: _Known) -> str:
    """A province, or the first letter of a name: one letter of a Latin plate finds nothing."""
    return known.plate[0] if is_chinese(known.plate) else known.name[0].lower()


def _plate_middle(known: _Known) -> str:
    plate = "".join(filter(str.isalnum, known.plate))
    return plate[2:6]


_KINDS: dict[str, Callable[[_Known], str]] = {
    "vin_tail": lambda known: known.vin[-6:],
    "vin_head": lambda known: known.vin[:8],
    "plate_middle": _plate_middle,
    "name_of_two": lambda known: known.name if known.is_chinese and len(known.name) == 2 else "",
    "surname": lambda known: known.name[0] if known.is_chinese else "",
    "pinyin_initials": _pinyin_initials,
    "phone_tail": lambda known: phone_digits(known.phone)[-4:],
    "latin_prefix": lambda known: known.name[:4].strip().lower() if known.name.isascii() else "",
    "two_terms": lambda known: f"{known.name[0]} {known.make}" if known.is_chinese else "",
    "first_key": _first_key,
}
