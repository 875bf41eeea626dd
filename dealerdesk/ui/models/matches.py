"""In which fields a search has found something, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.messages import LIST_SEPARATOR, Message

_OTHER_WORDS = {
    "old_plate": Message("ui.matched_old_plate", "old plate"),
    "document_no": Message("ui.matched_document_no", "document number"),
}
_KINDS = (RecordKind.FILES, RecordKind.REPAIR_ORDERS, RecordKind.POLICIES, RecordKind.CUSTOMERS)


def match_words(codes: Sequence[str]) -> str:
    """The names of the fields `codes`, as the language lists things: ``plate, customer``."""
    return LIST_SEPARATOR.said().join(filter(None, map(match_word, codes)))


def match_word(code: str) -> str:
    """The name of the field `code`, as it stands inside a sentence."""
    if code in _OTHER_WORDS:
        return _OTHER_WORDS[code].said()
    field = next(filter(None, (field_of(kind, code) for kind in _KINDS)), None)
    name = field.label.said() if field else ""
    return name if name.isupper() else name[:1].lower() + name[1:]
