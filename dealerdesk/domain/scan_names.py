"""What the name of a scan says of it: type of document, vehicle, date and number.

Such as ``sales_contract-636944.pdf``, ``粤B12345_销售合同_2024-03-01.pdf`` or ``LGX…/行驶证.jpg``. Which of
the words is the vehicle only the files know, so all that may be one are told; the number is what is left
behind the type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from dealerdesk.domain.dates import check_range
from dealerdesk.domain.document_words import TYPE_WORDS
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_line

LONGEST_NAME: Final = 255
"""Longer names are not taken apart, with all their folders."""
SHORTEST_VEHICLE: Final = 4
_MOST_JOINED: Final = 4
_ENDING = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[A-Z0-9]{5,}")
_CHINESE_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?")
_DATE = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}([-_./ ])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])|(?:19|20)[0-9]{6}(?![0-9])"
    r"|(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日?)"
)
_PAGE = re.compile(
    r"[-_ ]+[0-9]{1,2}$|[-_ ]*(?:[(\[][0-9]{1,3}[)\]]|第 ?[0-9]{1,3} ?[页頁张張]"
    r"|(?<![a-z])(?:p|pg|page)[-_ ]*[0-9]{1,3})$",
    re.IGNORECASE,
)
_EDGES = " -_.,()（）[]【】·、，"
_SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class VehicleWord:
    """A part of a name that may stand for a vehicle: in capitals, and its letters and digits alone.

    `at` is the part of the path it stands in, and where in it, from and to.
    """

    text: str
    key: str
    at: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ScanName:
    """What a name says; `rest` are its pieces behind the type, with their places as in `VehicleWord`."""

    type: DocumentType | None
    dated: date | None
    vehicles: tuple[VehicleWord, ...]
    rest: tuple[tuple[str, tuple[int, int, int]], ...]

    def number(self, vehicle: VehicleWord | None) -> str | None:
        """The document's number: the first piece behind the type with four letters or digits, one a digit.

        What counts the pages of a document is none; nor is the `vehicle`.
        """
        for piece, (part, start, end) in self.rest:
            for text in _without(piece, (part, start, end), vehicle):
                for whole in (_PAGE.sub("", text.rstrip(" -_.")), text):
                    number = whole.strip(_EDGES)
                    if _is_number(number):
                        return number
        return None


def read_scan_name(name: str) -> ScanName:
    """Take apart the name of a scan; folders stand before it, with ``/`` between them."""
    parts = [fold_line(part) for part in name[:LONGEST_NAME].split("/") if part.strip()]
    if parts:
        parts[-1] = _ENDING.sub("", parts[-1])
    found = next(((at, match) for at in reversed(range(len(parts))) if (match := _type_in(parts[at]))), None)
    gaps: dict[int, list[tuple[int, int]]] = {at: [] for at in range(len(parts))}
    if found:
        gaps[found[0]].append(found[1][1:])
    dated = None
    for at in reversed(range(len(parts))):
        day = _date_in(parts[at])
        if day:
            gaps[at].append(day[1:])
            dated = dated or day[0]
    vehicles = tuple(word for at, part in enumerate(parts) for word in _vehicles_in(at, part, gaps[at]))
    last = len(parts) - 1
    rest: tuple[tuple[str, tuple[int, int, int]], ...] = ()
    if found and found[0] == last:
        behind = found[1][2]
        rest = tuple(
            (parts[last][start:end], (last, start, end))
            for start, end in _between(parts[last], gaps[last])
            if start >= behind
        )
    return ScanName(found[1][0] if found else None, dated, vehicles, rest)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, DocumentType]]:
    """What finds the longest word for a type at any place, and which type each word means."""
    types: dict[str, DocumentType] = {}
    for type_ in DocumentType:
        for word in (type_.value, TYPE_LABELS[type_].text, *TYPE_WORDS[type_]):
            types.setdefault(_phrase_key(word), type_)
    patterns = []
    for phrase in sorted(types, key=len, reverse=True):
        words = r"[\s_.·-]*".join(map(re.escape, phrase.split(" ")))
        starts = r"(?<![a-z0-9])" if phrase[0].isascii() else ""
        ends = r"(?![a-z0-9])" if phrase[-1].isascii() else ""
        patterns.append(f"{starts}{words}{ends}")
    return re.compile(f"(?=({'|'.join(patterns)}))"), types


def _phrase_key(word: str) -> str:
    return " ".join(_WORD.findall(simplified(fold_line(word).casefold())))


@lru_cache(1_000)
def _type_in(part: str) -> tuple[DocumentType, int, int] | None:
    """The type that the longest word for one in `part` means, and where that stands."""
    text = simplified(part.lower())
    if len(text) != len(part):
        text = part
    pattern, types = _phrases()
    longest = max(pattern.finditer(text), key=lambda match: len(match[1]), default=None)
    if longest is None:
        return None
    phrase = _phrase_key(longest[1])
    found = types.get(phrase) or next(
        types[known] for known in types if known.replace(" ", "") == phrase.replace(" ", "")
    )
    return found, longest.start(1), longest.end(1)


def _date_in(part: str) -> tuple[date, int, int] | None:
    for match in _DATE.finditer(part):
        numbers = re.findall("[0-9]+", match[0])
        text = numbers[0]
        year, month, day = numbers if len(numbers) == 3 else (text[:4], text[4:6], text[6:])
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if check_range(found) is None:
            return found, match.start(), match.end()
    return None


def _between(part: str, gaps: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of `part` outside of `gaps`."""
    start = 0
    for begin, end in sorted(gaps):
        if begin > start:
            yield start, begin
        start = max(start, end)
    if start < len(part):
        yield start, len(part)


def _vehicles_in(at: int, part: str, gaps: list[tuple[int, int]]) -> Iterator[VehicleWord]:
    for start, end in _between(part, gaps):
        words = [(match.start(), match.end()) for match in _WORD.finditer(part, start, end)]
        for first in range(len(words)):
            for last in range(first, min(first + _MOST_JOINED, len(words))):
                yield from _vehicle(at, part, words[first][0], words[last][1])
        for begin, stop in words:
            yield from _vehicles_within(at, part, begin, stop)


def _vehicles_within(at: int, part: str, begin: int, stop: int) -> Iterator[VehicleWord]:
    """Numbers that stand in one word with Chinese, such as a name and a plate."""
    text = part[begin:stop].upper()
    if text.isascii() or len(text) != stop - begin:
        return
    for pattern in (_CHINESE_PLATE, _LATIN):
        for match in pattern.finditer(text):
            yield from _vehicle(at, part, begin + match.start(), begin + match.end())


def _vehicle(at: int, part: str, start: int, end: int) -> Iterator[VehicleWord]:
    text = part[start:end].upper()
    key = plate_key(text)
    if len(key) >= SHORTEST_VEHICLE and any(sign.isdigit() for sign in key):
        yield VehicleWord(text, key, (at, start, end))


def _is_number(text: str) -> bool:
    signs = [sign for sign in text if sign.isalnum()]
    return len(signs) >= _SHORTEST_NUMBER and any(sign.isdigit() for sign in signs)


def _without(piece: str, place: tuple[int, int, int], vehicle: VehicleWord | None) -> Iterator[str]:
    """What of a piece is left when the vehicle is taken out of it."""
    part, start, end = place
    if vehicle is None or vehicle.at[0] != part or vehicle.at[2] <= start or vehicle.at[1] >= end:
        yield piece
        return
    yield piece[: max(0, vehicle.at[1] - start)]
    yield piece[vehicle.at[2] - start :]
