"""Dates as people and spreadsheets write them, known to the year, the month or the day.

Years from 1950 to 2100 are accepted. Years of the Republic of China count only where 民國 is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import total_ordering

from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line

FIRST_YEAR = 1950
LAST_YEAR = 2100

DATE_RANGE = Message("date_range", "“{value}” is not between the years {first} and {last}. Correct the year.")
DATE_IMPOSSIBLE = Message(
    "date_impossible", "“{value}” is a day that does not exist. Correct the day or the month."
)
DATE_UNREADABLE = Message(
    "date_unreadable", "“{value}” is not a date. Write it with four digits for the year, as in 2026-03-10."
)
DATE_AMBIGUOUS = Message(
    "date_ambiguous",
    "“{value}” may begin with the day or with the month. Write the year first, as in 2026-03-10.",
)
DATE_INCOMPLETE = Message(
    "date_incomplete", "“{value}” is not a whole date. Write year, month and day, as in 2026-03-10."
)
TIME_UNREADABLE = Message(
    "time_unreadable", "“{value}” is not a time of day. Write hours and minutes, as in 2026-03-10T11:00."
)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day; text ``2026``, ``2026-03``, ``2026-03-10``.

    The order is that of the text: a year comes before its months, a month before its days. Raises
    ``ValueError`` for a day that does not exist and for years outside `FIRST_YEAR` to `LAST_YEAR`.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR or (self.month is None and self.day is not None):
            raise ValueError(f"no such date: {self}")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The partial date that is known to this day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The partial date of a canonical text; ``ValueError`` for any other text."""
        match = _CANONICAL.fullmatch(text)
        if not match:
            raise ValueError(text)
        return cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]  # the year is never empty

    @property
    def whole(self) -> date | None:
        """The date, where it is known to the day."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first_day(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date with the time of day that stood beside it, or why there is none."""

    value: PartialDate | None
    error: Finding | None = None
    at: time | None = None


_CANONICAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SEPARATOR = r"\s?[-/.,\s]\s?"
_YEAR_FIRST = re.compile(
    rf"([0-9]{{4}})(?:(?:\s?年\s?|{_SEPARATOR})([0-9]{{1,2}})(?:\s?月份?|(?:(?:\s?月\s?|{_SEPARATOR})([0-9]{{1,2}})\s?[日号號]?))?|\s?年)?"
)
_REPUBLIC = re.compile(
    rf"民[國国]\s?([0-9]{{1,3}})(?:(?:\s?年\s?|{_SEPARATOR})([0-9]{{1,2}})(?:\s?月份?|(?:(?:\s?月\s?|{_SEPARATOR})([0-9]{{1,2}})\s?[日号號]?))?|\s?年)?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})")
_MONTH_YEAR = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[-/.,\s]*([a-z]{3,9})[-/.,\s]*([0-9]{4})")
_NAMED_DAY = re.compile(r"([a-z]{3,9})[-/.\s]*([0-9]{1,2})(?:st|nd|rd|th)?[-/.,\s]+([0-9]{4})")
_NAMED_YEAR = re.compile(r"([a-z]{3,9})[-/.,\s]*([0-9]{4})")
_YEAR_NAMED = re.compile(r"([0-9]{4})[-/.,\s]*([a-z]{3,9})(?:[-/.,\s]*([0-9]{1,2}))?")
_TIME = re.compile(
    r"(?P<date>.*?)(?:[t\s]|(?<=[日号號]))\s?(?P<half>上午|下午)?\s?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?\s?(?P<ampm>[ap]\.?m\.?)?"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_REPUBLIC_BEGAN = 1911
_LONGEST = 60


def day_first_evidence(text: str) -> bool | None:
    """What a date such as ``13/05/2019`` proves of its column: day first, month first, or nothing (None)."""
    match = _YEAR_LAST.fullmatch(_without_time(fold_line(text).casefold())[0])
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    if (first > 12) == (second > 12):
        return None
    return first > 12


def read_date_text(text: str, day_first: bool | None = None) -> DateReading:
    """Read a date, perhaps with a time, in any of the usual orders; blank text has no value.

    `day_first` decides ``06/05/2019``; where it is None such a date is refused as ``date_ambiguous``.
    Other errors: ``date_unreadable``, ``date_impossible``, ``date_range``, ``time_unreadable``.
    """
    folded = fold_line(text).casefold()
    if not folded:
        return DateReading(None)
    if len(folded) > _LONGEST:
        return DateReading(None, finding(DATE_UNREADABLE, value=text))
    words, at, time_ok = _without_time(folded)
    if not time_ok:
        return DateReading(None, finding(TIME_UNREADABLE, value=text))
    parts = _numeric_parts(words) or _named_parts(words)
    if parts is None and (match := _YEAR_LAST.fullmatch(words)):
        first, second, year = (int(part) for part in match.groups())
        if first == second or max(first, second) > 12:
            day_first = first > 12 or (first == second)
        if day_first is None:
            return DateReading(None, finding(DATE_AMBIGUOUS, value=text))
        parts = (year, second, first) if day_first else (year, first, second)
    if parts is None:
        return DateReading(None, finding(DATE_UNREADABLE, value=text))
    return _made(parts, text, at)


def _without_time(words: str) -> tuple[str, time | None, bool]:
    """The words without their time of day, the time, and whether that time can be."""
    match = _TIME.fullmatch(words)
    if not match:
        return words, None, True
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = match["half"] or match["ampm"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(("下", "p")) else 0)
    if hour > 23 or minute > 59 or second > 59:
        return match["date"], None, False
    return match["date"].rstrip(", "), time(hour, minute, second), True


_Parts = tuple[int, int | None, int | None]


def _numeric_parts(words: str) -> _Parts | None:
    match = _YEAR_FIRST.fullmatch(words) or _COMPACT.fullmatch(words)
    if match:
        return int(match[1]), _number(match[2]), _number(match[3])
    if match := _REPUBLIC.fullmatch(words):
        return _REPUBLIC_BEGAN + int(match[1]), _number(match[2]), _number(match[3])
    if match := _MONTH_YEAR.fullmatch(words):
        return int(match[2]), int(match[1]), None
    return None


def _named_parts(words: str) -> _Parts | None:
    if match := _DAY_NAMED.fullmatch(words):
        day, name, year = match.groups()
    elif match := _NAMED_DAY.fullmatch(words):
        name, day, year = match.groups()
    elif match := _YEAR_NAMED.fullmatch(words):
        year, name, day = match.groups()
    elif match := _NAMED_YEAR.fullmatch(words):
        (name, year), day = match.groups(), None
    else:
        return None
    month = next((at for at, known in enumerate(_MONTHS, 1) if known.startswith(name)), None)
    if month is None and name == "sept":
        month = 9
    return (int(year), month, _number(day)) if month else None


def _number(part: str | None) -> int | None:
    return int(part) if part else None


def _made(parts: _Parts, text: str, at: time | None) -> DateReading:
    if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        return DateReading(None, _out_of_range(text))
    try:
        value = PartialDate(*parts)
    except ValueError:
        return DateReading(None, finding(DATE_IMPOSSIBLE, value=text))
    if at is not None and value.whole is None:
        return DateReading(None, finding(DATE_UNREADABLE, value=text))
    return DateReading(value, at=at)


def _out_of_range(value: object) -> Finding:
    return finding(DATE_RANGE, value=value, first=FIRST_YEAR, last=LAST_YEAR)


def check_range(day: date) -> Finding | None:
    """The error ``date_range`` for a day outside the accepted years, else None."""
    return None if FIRST_YEAR <= day.year <= LAST_YEAR else _out_of_range(f"{day:%Y-%m-%d}")


def from_serial(serial: float, *, epoch_1904: bool = False) -> datetime | None:
    """The moment of a spreadsheet's day count, to the second, or None where it has none from 1904 to 9999.

    In the 1900 system serials up to 60 are not judged: Excel counts a 29 February 1900 that never was.
    """
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  # local time of the desk
    if not (0 if epoch_1904 else 61) <= serial < 2_958_466:
        return None
    try:
        return epoch + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
