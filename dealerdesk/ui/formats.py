"""How values are written on screens, in the language that is spoken now."""

from __future__ import annotations

from datetime import date

from dealerdesk import i18n
from dealerdesk.domain.messages import Message

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shown_date(day: date | None) -> str:
    """A day as ``10 Mar 2026`` in English and ``2026-03-10`` in Chinese; empty without one."""
    if day is None:
        return ""
    if i18n.current_language() == "en":
        return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"
    return day.isoformat()


def shown_number(number: int) -> str:
    """A number with its thousands apart, as ``1,284``."""
    return f"{number:,}"


def label(message: Message) -> str:
    """A word of the vocabulary as it stands alone on a screen: it begins with a capital."""
    said = message.said()
    return said[:1].upper() + said[1:]
