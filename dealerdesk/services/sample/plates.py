"""The plates of a sample: each given to one vehicle at a time, like an authority would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dealerdesk.domain.documents import Market
from dealerdesk.domain.plates import inspect_plate
from dealerdesk.services.sample.chance import Chance, spread

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_MIXED: Final = "0123456789" + _LETTERS
_STEP: Final = 2_654_435_761
"""A prime above every series' size: stepping by it visits all numbers of a series before any again."""


class Plate(NamedTuple):
    """A plate in its normal form, and the key it is compared by."""

    plate: str
    key: str


@dataclass(slots=True)
class Series:
    """Plates of one form: `places` are the characters of each place, between `before` and `after`."""

    before: tuple[str, ...]
    places: tuple[str, ...]
    after: str = ""
    given: int = field(default=0, init=False)

    def next(self, start: int) -> str:
        """The next plate of the series, as written by its authority."""
        size = len(self.before)
        for characters in self.places:
            size *= len(characters)
        number = (start + self.given * _STEP) % size
        self.given += 1
        serial = ""
        for characters in reversed(self.places):
            number, place = divmod(number, len(characters))
            serial = characters[place] + serial
        return f"{self.before[number]}{serial}{self.after}"


_DIGIT: Final = "0123456789"
_CITIES: Final = (
    "粤B", "粤B", "粤A", "粤S", "粤T", "沪A", "沪C", "京N", "浙A", "苏E", "川A", "闽D", "湘A", "鄂A", "渝B"
)  # fmt: skip
_KINDS: Final = {
    Market.CHINA: spread({"blue": 90, "learner": 2, "cross_border": 3, "hong_kong": 3, "truck": 2}),
    Market.TAIWAN: spread({"taiwan": 8, "taiwan_old": 2}),
    Market.UNITED_KINGDOM: ("british",),
    Market.UNITED_STATES: spread({"american": 4, "german": 1}),
}


def _series() -> dict[str, Series]:
    cities = tuple(dict.fromkeys(_CITIES))
    areas = ("LK", "LD", "BD", "MA", "YJ", "SN", "GU", "OE", "WX", "EY")
    ages = tuple(f"{year:02d}" for year in (*range(8, 27), *range(58, 76)))
    return {
        "blue": Series(cities, (_LETTERS, _DIGIT, _MIXED, _DIGIT, _DIGIT)),
        "truck": Series(("粤B", "粤S", "湘A"), (_DIGIT, _LETTERS, _DIGIT, _DIGIT, _LETTERS)),
        "green": Series(cities, ("DF", _LETTERS, _DIGIT, _DIGIT, _DIGIT, _DIGIT)),
        "learner": Series(cities, (_DIGIT, _DIGIT, _DIGIT, _DIGIT), "学"),
        "cross_border": Series(("粤Z",), (_LETTERS, _MIXED, _DIGIT, _DIGIT), "港"),
        "hong_kong": Series(("S", "T", "U", "V", "W"), ("ABCDEFGHJKLMNPRSTUVWXYZ", " ", *(_DIGIT,) * 4)),
        "taiwan": Series(("A", "B", "R"), (_LETTERS, _LETTERS, "-", *(_DIGIT,) * 4)),
        "taiwan_old": Series(("",), (*(_DIGIT,) * 4, "-", _LETTERS, _LETTERS)),
        "british": Series(tuple(a + y for a in areas for y in ages), ("ABCDEFGHJKLMNPRSTUVWXYZ",) * 3),
        "american": Series(("7", "8", "9"), (*("ABCDEFGHJKLMNPRSTUVWXYZ",) * 3, *(_DIGIT,) * 3)),
        "german": Series(("M-", "HH-", "K-", "S-"), (_LETTERS, _LETTERS, " ", *(_DIGIT,) * 4)),
    }


class PlateOffice:
    """Gives out plates; one that is on a vehicle is never given again until it is handed back."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._start = chance.between(0, 10_000_000)
        self._series = _series()
        self._returned: list[tuple[Market, bool, Plate]] = []

    def give(self, market: Market, *, electric: bool) -> Plate:
        """A plate that no active vehicle has; the green form for mainland electric vehicles."""
        if self._returned and self._returned[-1][:2] == (market, electric):
            return self._returned.pop()[2]
        kind = "green" if electric and market is Market.CHINA else self._chance.pick(_KINDS[market])
        report = inspect_plate(self._series[kind].next(self._start))
        return Plate(report.plate, report.key)

    def hand_back(self, market: Market, plate: Plate, *, electric: bool) -> None:
        """Take the plate of an archived vehicle; the next fitting vehicle gets it."""
        self._returned.append((market, electric, plate))
