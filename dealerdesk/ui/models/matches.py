"""In which fields a search has found a file, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.messages import Message

OLD_PLATE = Message("ui.matched_old_plate", "old plate")


def match_words(codes: Sequence[str]) -> str:
    """The names of the fields `codes`, as ``plate + customer``."""
    return " + ".join(filter(None, map(_word, codes)))


def _word(code: str) -> str:
    if code == "old_plate":
        return OLD_PLATE.said()
    field = field_of(RecordKind.FILES, code) or field_of(RecordKind.REPAIR_ORDERS, code)
    name = field.label.said() if field else ""
    return name if name.isupper() else name[:1].lower() + name[1:]
