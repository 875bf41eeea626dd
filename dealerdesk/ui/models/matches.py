"""In which fields a search has found something, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.domain.search_marks import Manner, Reason

_OTHER_WORDS = {
    "old_plate": Message("ui.matched_old_plate", "old plate"),
    "document_no": Message("ui.matched_document_no", "document number"),
}
_KINDS = (RecordKind.FILES, RecordKind.REPAIR_ORDERS, RecordKind.POLICIES, RecordKind.CUSTOMERS)
NUMBER = Message("ui.matched_number", "number")
NAME = Message("ui.matched_name", "name")
AND = Message("ui.matched_and", "{first} + {second}")
_MANNERS = {
    ("vin", Manner.TAIL): Message("ui.matched_vin_tail", "VIN tail"),
    ("customer", Manner.LITERAL): NAME,
    ("customer", Manner.PINYIN): Message("ui.matched_pinyin", "pinyin"),
    ("customer", Manner.INITIALS): Message("ui.matched_initials", "initials"),
}


def match_words(codes: Sequence[str]) -> str:
    """The names of the fields `codes`, as the language lists things: ``plate, customer``."""
    return LIST_SEPARATOR.said().join(filter(None, map(_word, codes)))


def reason_words(reasons: Sequence[Reason], number: str = "") -> str:
    """Why something was found: ``plate + pinyin``; the field `number` is just the thing's number."""
    words = [NUMBER.said() if reason.field == number else _reason_word(reason) for reason in reasons]
    said = ""
    for word in dict.fromkeys(filter(None, words)):
        said = AND.said(first=said, second=word) if said else word
    return said


def _reason_word(reason: Reason) -> str:
    message = _MANNERS.get((reason.field, reason.manner))
    return message.said() if message else _word(reason.field)


def _word(code: str) -> str:
    if code in _OTHER_WORDS:
        return _OTHER_WORDS[code].said()
    field = next(filter(None, (field_of(kind, code) for kind in _KINDS)), None)
    name = field.label.said() if field else ""
    return name if name.isupper() else name[:1].lower() + name[1:]
