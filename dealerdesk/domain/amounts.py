"""Money and quantities: decimals with at most four places, stored as whole ten-thousandths.

Only spellings with one possible meaning are read: ``1,234.50``, ``1 234,50`` and ``1.234,50`` are plain,
``1,234`` is grouped; ``1.234`` has three decimals, since that is how spreadsheets write it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line

SCALE = 10_000
"""Stored units in one unit of money or quantity."""
LIMIT = Decimal(10) ** 12
"""Amounts stay below this, so that sums of millions of them fit the database's integers."""

AMOUNT_UNREADABLE = Message(
    "amount_unreadable", "“{value}” is not an amount. Write digits with a decimal point, such as 1234.50."
)
AMOUNT_DECIMALS = Message(
    "amount_decimals", "“{value}” has more than four decimals. Round it to four at most."
)
AMOUNT_RANGE = Message(
    "amount_range", "“{value}” is too large for an amount. Check whether it has a digit too many."
)
AMOUNT_ROUNDED = Message("amount_rounded", "“{value}” was rounded to four decimals: {rounded}.")

_CURRENCY = re.compile(
    r"^(?:RMB|CNY|TWD|USD|GBP|EUR|NT\$|NTD|US\$|HK\$|HKD|[¥$£€])\s*|\s*(?:元|圆|圓|RMB|CNY|TWD|USD|GBP|EUR|[¥$£€])$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_GROUPED = re.compile(
    r"(?P<comma>[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?)"
    r"|(?P<space>[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]{1,2})?)"
    r"|(?P<apostrophe>[1-9][0-9]{0,2}(?:['’][0-9]{3})+(?:\.[0-9]*)?)"
    r"|(?P<point>[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})"
    r"|(?P<decimal_comma>[0-9]+,[0-9]{1,2})"
)
_FLOAT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class AmountReading:
    """An amount, or why there is none; a warning where a computed number was rounded."""

    amount: Decimal | None
    error: Finding | None = None
    warning: Finding | None = None


def read_amount(raw: str | float | Decimal) -> AmountReading:
    """Read money or a quantity from text or a spreadsheet's number; blank text has no amount."""
    if isinstance(raw, str):
        text = fold_line(raw)
        if not text:
            return AmountReading(None)
        number = _decimal_of(text)
        return _checked(number, raw) if number is not None else _unreadable(raw)
    if isinstance(raw, float):
        return _from_float(raw)
    return _checked(Decimal(raw), raw)


def _unreadable(raw: object) -> AmountReading:
    return AmountReading(None, finding(AMOUNT_UNREADABLE, value=raw))


def _decimal_of(text: str) -> Decimal | None:
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    text, negative = _without_sign(text, negative)
    text = _CURRENCY.sub("", text).strip()
    text, negative = _without_sign(text, negative)
    if not _PLAIN.fullmatch(text):
        ungrouped = _ungrouped(text)
        if ungrouped is None:
            return None
        text = ungrouped
    number = Decimal(text)
    return -number if negative else number


def _without_sign(text: str, negative: bool) -> tuple[str, bool]:
    if text[:1] in {"-", "\u2212"} and not negative:
        return text[1:].strip(), True
    return (text[1:].strip() if text.startswith("+") else text), negative


def _ungrouped(text: str) -> str | None:
    match = _GROUPED.fullmatch(text)
    if not match:
        return None
    if match["comma"]:
        return text.replace(",", "")
    if match["point"]:
        return text.replace(".", "").replace(",", ".")
    return text.replace(" ", "").replace("'", "").replace("’", "").replace(",", ".")


def _from_float(raw: float) -> AmountReading:
    number = Decimal(f"{raw:.{_FLOAT_DIGITS}g}")
    if not number.is_finite():
        return _unreadable(raw)
    rounded = round(number, 4) if abs(number) < LIMIT else number
    if rounded == number:
        return _checked(number, raw)
    return AmountReading(
        _tidy(rounded), warning=finding(AMOUNT_ROUNDED, value=raw, rounded=format_quantity(rounded))
    )


def _checked(number: Decimal, raw: object) -> AmountReading:
    if not number.is_finite():
        return _unreadable(raw)
    if abs(number) >= LIMIT:
        return AmountReading(None, finding(AMOUNT_RANGE, value=raw))
    if number * SCALE % 1:
        return AmountReading(None, finding(AMOUNT_DECIMALS, value=raw))
    return AmountReading(_tidy(number))


def _tidy(number: Decimal) -> Decimal:
    return from_stored(int(number * SCALE))


def to_stored(amount: Decimal) -> int:
    """The amount in whole ten-thousandths; ``ValueError`` where it has more than four decimals."""
    scaled = amount * SCALE
    if scaled % 1:
        raise ValueError(amount)
    return int(scaled)


def from_stored(stored: int) -> Decimal:
    """The amount that `stored` ten-thousandths are, always with four places."""
    return Decimal(stored).scaleb(-4)


def format_money(amount: Decimal) -> str:
    """Canonical text of money, with two to four decimals: ``155883.00``."""
    whole, _, places = f"{amount:.4f}".partition(".")
    return _unsigned_zero(f"{whole}.{places[:2]}{places[2:].rstrip('0')}")


def format_quantity(quantity: Decimal) -> str:
    """Canonical text of a quantity, with no decimals that say nothing: ``2``, ``0.5``."""
    return _unsigned_zero(f"{quantity:.4f}".rstrip("0").rstrip("."))


def _unsigned_zero(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.") else text
