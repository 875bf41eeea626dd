"""Rules of the workshop: what an order adds up to, what is doubtful about a visit, which repair failed.

Sources: product.md, The vehicle file, point 8. Nothing here refuses: a person decides on doubts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from dealerdesk.domain.fields import LineKind
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_identifier, fold_line

ODOMETER_LOWER = Message(
    "odometer_lower",
    "The odometer runs backwards: {theirs} here, but {earlier} at the earlier visit {order_no}. "
    "Look at both orders.",
)
ODOMETER_HIGHER = Message(
    "odometer_higher",
    "The odometer runs backwards: {theirs} here, but only {later} at the later visit {order_no}. "
    "Look at both orders.",
)
ODOMETER_OUT_LOWER = Message(
    "odometer_out_lower", "The odometer showed {went} when the vehicle left, and {came} when it came."
)
ODOMETER_PACE = Message(
    "odometer_pace",
    "That would be {pace} a day since the visit {order_no}, more than {limit}. Look for a digit too many.",
)
OUT_BEFORE_IN = Message("out_before_in", "The vehicle left before it came. Correct one of the two dates.")
SETTLED_BEFORE_IN = Message("settled_before_in", "The order was settled before the vehicle came.")
REPEAT_OF_NOTHING = Message(
    "repeat_of_nothing",
    "This vehicle has no earlier repair order {order_no}. Look for a slip in the number.",
)
AMOUNT_DIFFERS = Message(
    "line_amount_differs", "Quantity times unit price is {computed}. The amount that was typed counts."
)
SUM_DIFFERS = Message("order_sum_differs", "The lines add up to {computed}. What was typed counts.")
TOTAL_DIFFERS = Message("order_total_differs", "The costs add up to {computed}. What was typed counts.")

MOST_DIGITS = 9
"""A longer row of digits at a number's end is not counted on."""
_FIRST_SEQUENCE = "0001"
_ENDING = re.compile(r"[0-9]+$")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SMALLEST_COIN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Billed:
    """What a line bills: `kind` is a code of `LineKind` or None."""

    kind: str | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines add up to, by kind, and altogether."""

    labour: Decimal
    parts: Decimal
    other: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.labour + self.parts + self.other


@dataclass(frozen=True, slots=True)
class Visit:
    """What plausibility asks of a repair order; odometers in the unit that the dealership counts in."""

    order_no: str
    came: datetime | None = None
    left: datetime | None = None
    odometer_in: int | None = None
    odometer_out: int | None = None
    settled_on: date | None = None
    fault: str | None = None
    codes: frozenset[str] = frozenset()
    repeat_of: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding about one field of an order, by the field's code; `line` is the place of the line, from 0."""

    field: str
    finding: Finding
    line: int | None = None


def line_amount(quantity: Decimal | None, unit_price: Decimal | None) -> Decimal | None:
    """Quantity times unit price to two places, halves up; None where one of them is open."""
    if quantity is None or unit_price is None:
        return None
    return (quantity * unit_price).quantize(_SMALLEST_COIN, ROUND_HALF_UP)


def amount_differs(computed: Decimal | None, typed: Decimal) -> bool:
    """Whether a typed amount is another one than `computed`, and not only rounded otherwise."""
    return computed is not None and abs(computed - typed) >= _SMALLEST_COIN


def sums_of(lines: Iterable[Billed]) -> Sums:
    """What `lines` add up to; whatever is neither labour nor part is other."""
    sums = {LineKind.LABOUR: Decimal(0), LineKind.PART: Decimal(0), LineKind.OTHER: Decimal(0)}
    for line in lines:
        kind = LineKind(line.kind) if line.kind else LineKind.OTHER
        sums[kind] += line.amount or 0
    return Sums(sums[LineKind.LABOUR], sums[LineKind.PART], sums[LineKind.OTHER])


def visit_doubts(visit: Visit, others: Sequence[Visit], daily_limit: int) -> tuple[Doubt, ...]:
    """What is implausible about `visit` beside the other visits of the same vehicle.

    `daily_limit` is the distance that a vehicle may plausibly go on one day.
    """
    return (
        *_own_doubts(visit),
        *_repeat_doubts(visit, others),
        *_odometer_doubts(visit, others, daily_limit),
    )


def _repeat_doubts(visit: Visit, others: Sequence[Visit]) -> Iterable[Doubt]:
    """A repair that failed is one of the same vehicle, and not a later one."""
    if visit.repeat_of is None:
        return
    named = fold_identifier(visit.repeat_of)
    found = [other for other in others if fold_identifier(other.order_no) == named]
    if not any(not other.came or not visit.came or other.came <= visit.came for other in found):
        yield Doubt("repeat_of", finding(REPEAT_OF_NOTHING, order_no=visit.repeat_of))


def _own_doubts(visit: Visit) -> Iterable[Doubt]:
    if visit.came and visit.left and visit.left < visit.came:
        yield Doubt("date_out", finding(OUT_BEFORE_IN))
    if visit.came and visit.settled_on and visit.settled_on < visit.came.date():
        yield Doubt("settled_on", finding(SETTLED_BEFORE_IN))
    came, went = visit.odometer_in, visit.odometer_out
    if came is not None and went is not None and went < came:
        yield Doubt("odometer_out", finding(ODOMETER_OUT_LOWER, came=_shown(came), went=_shown(went)))


def _odometer_doubts(visit: Visit, others: Sequence[Visit], daily_limit: int) -> Iterable[Doubt]:
    shown = visit.odometer_in
    if visit.came is None or shown is None:
        return
    known = [(other, other.came) for other in others if other.came and _reading(other) is not None]
    before = [other for other, came in known if came < visit.came]
    after = [other for other, came in known if came > visit.came and other.odometer_in is not None]
    highest = max(before, key=lambda other: _reading(other) or 0, default=None)
    lowest = min(after, key=lambda other: other.odometer_in or 0, default=None)
    if highest is not None and (_reading(highest) or 0) > shown:
        said = {"theirs": _shown(shown), "earlier": _shown(_reading(highest)), "order_no": highest.order_no}
        yield Doubt("odometer_in", finding(ODOMETER_LOWER, **said))
    elif lowest is not None and (lowest.odometer_in or 0) < shown:
        said = {"theirs": _shown(shown), "later": _shown(lowest.odometer_in), "order_no": lowest.order_no}
        yield Doubt("odometer_in", finding(ODOMETER_HIGHER, **said))
    elif before:
        latest = max(before, key=lambda other: other.came or datetime.min)  # noqa: DTZ901  # local times
        yield from _pace_doubt(visit, latest, daily_limit)


def _pace_doubt(visit: Visit, latest: Visit, daily_limit: int) -> Iterable[Doubt]:
    if visit.came is None or latest.came is None or visit.odometer_in is None:
        return
    days = max((visit.came.date() - latest.came.date()).days, 1)
    pace = (visit.odometer_in - (_reading(latest) or 0)) // days
    if pace > daily_limit:
        said = {"pace": _shown(pace), "order_no": latest.order_no, "limit": _shown(daily_limit)}
        yield Doubt("odometer_in", finding(ODOMETER_PACE, **said))


def _reading(visit: Visit) -> int | None:
    """The last that was read off at a visit, without what runs backwards within it."""
    readings = [value for value in (visit.odometer_in, visit.odometer_out) if value is not None]
    return max(readings, default=None)


def _shown(distance: int | None) -> str:
    return f"{distance or 0:,}"


def failed_repair(visit: Visit, others: Sequence[Visit], days: int) -> Visit | None:
    """The latest earlier visit within `days` whose reported fault or a line's code came back, or None."""
    if visit.came is None:
        return None
    fault = same_words(visit.fault)
    found = [
        other
        for other in others
        if other.came
        and other.came < visit.came
        and (visit.came.date() - other.came.date()).days <= days
        and ((fault and fault == same_words(other.fault)) or visit.codes & other.codes)
    ]
    return max(found, key=lambda other: other.came or datetime.min, default=None)  # noqa: DTZ901  # local times


def same_words(text: str | None) -> str:
    """The form in which reported faults are compared."""
    return fold_line(text or "").casefold()


def compared_codes(codes: Iterable[str | None]) -> frozenset[str]:
    """The form in which the codes of lines are compared."""
    return frozenset(fold_identifier(code) for code in codes if code)


def number_parts(number: str) -> tuple[str, int] | None:
    """What stands before the digits at the end of an order's number, and these; None where there are none."""
    ending = _ENDING.search(number)
    if ending is None or len(ending[0]) > MOST_DIGITS:
        return None
    return number[: ending.start()], int(ending[0])


def number_series(latest: str | None, year: int) -> tuple[str, int]:
    """How the next order's number begins, and how many digits are counted, after the `latest` number.

    A year in the number becomes `year`. Without a latest number, numbers are as ``RO-2026-0001``.
    """
    parts = number_parts(latest) if latest else None
    if latest is None or parts is None:
        return f"RO-{year}-", len(_FIRST_SEQUENCE)
    prefix = parts[0]
    years = list(_YEAR.finditer(prefix))
    if years:
        last = years[-1]
        prefix = f"{prefix[: last.start()]}{year}{prefix[last.end() :]}"
    return prefix, len(latest) - len(parts[0])


def order_number(prefix: str, digits: int, sequence: int) -> str:
    """The number of the `sequence`-th order of a series, as ``RO-2026-0311``."""
    return f"{prefix}{sequence:0{digits}d}"
