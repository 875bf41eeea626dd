"""Why a search has found something, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.messages import Message
from dealerdesk.domain.search_marks import Manner, Reason
from dealerdesk.ui.models.matches import match_word

NUMBER = Message("ui.matched_number", "number")
NAME = Message("ui.matched_name", "name")
AND = Message("ui.matched_and", "{first} + {second}")
_MANNERS = {
    ("vin", Manner.TAIL): Message("ui.matched_vin_tail", "VIN tail"),
    ("customer", Manner.LITERAL): NAME,
    ("customer", Manner.PINYIN): Message("ui.matched_pinyin", "pinyin"),
    ("customer", Manner.INITIALS): Message("ui.matched_initials", "initials"),
}


def reason_words(reasons: Sequence[Reason], number: str = "") -> str:
    """Why something was found: ``plate + pinyin``; the field `number` is just the thing's number."""
    words = [NUMBER.said() if reason.field == number else _reason_word(reason) for reason in reasons]
    said = ""
    for word in dict.fromkeys(filter(None, words)):
        said = AND.said(first=said, second=word) if said else word
    return said


def _reason_word(reason: Reason) -> str:
    message = _MANNERS.get((reason.field, reason.manner))
    return message.said() if message else match_word(reason.field)
