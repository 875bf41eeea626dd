"""How values are written on screens, in the language that is spoken now."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealerdesk import i18n
from dealerdesk.domain.messages import Message

if TYPE_CHECKING:  # start-up: the frame shows days and numbers, but no money
    from decimal import Decimal

WEEKDAYS = (
    Message("ui.monday", "Mon"),
    Message("ui.tuesday", "Tue"),
    Message("ui.wednesday", "Wed"),
    Message("ui.thursday", "Thu"),
    Message("ui.friday", "Fri"),
    Message("ui.saturday", "Sat"),
    Message("ui.sunday", "Sun"),
)
DAY = Message("ui.day", "{weekday} {date}")
_UNIT = 1024
_EXACT_BELOW = 10
_MOBILE = re.compile(r"(1\d\d)(\d{4})(\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shown_date(day: date | None) -> str:
    """A day as ``10 Mar 2026`` in English and ``2026-03-10`` in Chinese; empty without one."""
    if day is None:
        return ""
    if i18n.current_language() == "en":
        return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()


def shown_day_of_year(day: date) -> str:
    """A day of a year that is known: ``10 Mar`` in English and ``03-10`` in Chinese."""
    if i18n.current_language() == "en":
        return f"{day.day:02} {_MONTHS[day.month - 1]}"
    return day.isoformat()[5:]


def shown_day(day: date) -> str:
    """A day with its weekday, as ``Tue 10 Mar 2026``."""
    return DAY.said(weekday=WEEKDAYS[day.weekday()], date=shown_date(day))


def shown_phone(number: str) -> str:
    """A phone number; mainland mobile numbers in groups as people read them out, ``139 0755 4821``."""
    mobile = _MOBILE.fullmatch(number)
    return " ".join(mobile.groups()) if mobile else number


def shown_number(number: int) -> str:
    """A number with its thousands apart, as ``1,284``."""
    return f"{number:,}"


def shown_total(total: int, *, is_counted: bool) -> str:
    """How many there are, as ``14``, or ``100+`` where there may be more."""
    return shown_number(total) if is_counted else f"{shown_number(total)}+"


def shown_size(size: int) -> str:
    """An amount of bytes in the unit that gives it one to three digits before the point, as ``1.2 GB``."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB", "TB"):
        if amount < _UNIT:
            break
        amount, unit = amount / _UNIT, larger
    return f"{amount:.1f} {unit}" if unit != "B" and amount < _EXACT_BELOW else f"{amount:.0f} {unit}"


def shown_amount(amount: Decimal | None) -> str:
    """Money with its thousands apart and two to four decimals, as ``1,008.00``; empty without one."""
    if amount is None:
        return ""
    # start-up: the frame shows no money
    from dealerdesk.domain.amounts import format_money  # noqa: PLC0415  # start-up, see above

    whole, _, places = format_money(amount).partition(".")
    return f"{int(whole):,}.{places}" if whole != "-0" else f"-0.{places}"


def shown_moment(moment: datetime | None) -> str:
    """A day with the time, as ``10 Mar 2026 09:15``; empty without one."""
    return f"{shown_date(moment.date())} {moment:%H:%M}" if moment else ""


def label(message: Message) -> str:
    """A word of the vocabulary as it stands alone on a screen: it begins with a capital."""
    said = message.said()
    return said[:1].upper() + said[1:]
