"""The values of one column on their way out, written as people see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import NO, YES, Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import LONGEST_TEXT, from_stored

CELL_TOO_LONG = Message(
    "cell_too_long",
    "The text of “{field}” in row {row} has {length} characters; a spreadsheet cell holds {limit}. "
    "Shorten it first, or leave this column out.",
)

Stored = str | int | None
"""A value as `to_stored` makes it."""
Shown = str | int | date | Decimal
"""A value as a cell shows it: words for a choice, a date where the whole date is known."""

FORMULA_SIGNS: Final = frozenset("=+-@")
"""How a text begins that a spreadsheet might take for a formula."""

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VALUES_OF_WORDS: Final = frozenset(
    {
        FieldType.TEXT,
        FieldType.IDENTIFIER,
        FieldType.VIN,
        FieldType.PLATE,
        FieldType.PHONE,
        FieldType.ID_NUMBER,
        FieldType.COMPANY_NUMBER,
    }
)
_BETWEEN: Final = '"'
_NOT_PLAIN: Final = ("_", "=", "+", "@", '"-', "'-", '" ', ' "')
"""What an .xlsx or a .csv may write otherwise than it stands, as seen in texts with quotes between them.

Most are single letters, which are looked for ten times as fast as pairs.
"""
_MOST_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Plain:
    """Values written as they stand, "" for none; but for ``&<>``, unless `is_xml`."""

    texts: Sequence[str]
    is_xml: bool


class OutgoingColumn:
    """Writes the values of a column by `write`, and remembers what came of them: most values repeat."""

    def __init__(self, field: Field, write: Callable[[Shown], str]) -> None:
        self._field, self._write = field, write
        self._is_words = field.type in _VALUES_OF_WORDS
        self._known: dict[Stored, str] = {None: "", "": ""}

    def plain(self, values: Sequence[Stored]) -> Plain | None:
        """`values` as text, where every spreadsheet carries all of them as they stand; else None.

        One look at all of them together: for most columns, that is all the work there is.
        """
        if self._field.type is FieldType.INTEGER:
            return Plain(["" if value is None else str(value) for value in values], is_xml=True)
        if not self._is_words:
            return None
        texts: list[str] = [value or "" for value in values]  # type: ignore[misc]  # words are stored as text
        together = _BETWEEN.join(["", *texts, ""])
        if not together.isprintable() or any(mark in together for mark in _NOT_PLAIN):
            return None
        if max(map(len, texts)) * 2 > LONGEST_TEXT:
            return None
        return Plain(texts, is_xml=not any(mark in together for mark in "&<>"))

    def written(self, values: Sequence[Stored], first_row: int) -> Mapping[Stored, str]:
        """How each of `values` is written, "" for none; the first stands in row `first_row` of the sheet.

        Raises ``cell_too_long``.
        """
        known = self._known
        if len(known) > _MOST_REMEMBERED:
            self._known = known = {None: "", "": ""}
        for value in dict.fromkeys([value for value in values if value not in known]):
            known[value] = self._write(self._shown(value, first_row, values))
        return known

    def _shown(self, stored: Stored, first_row: int, values: Sequence[Stored]) -> Shown:
        field = self._field
        value = from_stored(field.type, stored)
        assert value is not None
        if field.type is FieldType.PARTIAL_DATE:
            return date.fromisoformat(str(value)) if len(str(value)) == 10 else str(value)
        if field.type is FieldType.YES_NO:
            return (YES if value else NO).said()
        if field.type is FieldType.CHOICE:
            return next((label.said() for code, label in field.choices if code == value), str(value))
        if not isinstance(value, str):
            return value
        text = _NOT_IN_XML.sub("", value)
        length = len(text) if len(text) * 2 <= LONGEST_TEXT else len(text.encode("utf-16-le")) // 2
        if length > LONGEST_TEXT:
            row = first_row + values.index(stored)
            raise DealerDeskError(
                CELL_TOO_LONG, field=field.label, row=row, length=length, limit=LONGEST_TEXT
            )
        return text


def as_minutes(moment: datetime) -> str:
    """A moment as a CSV and a spreadsheet's format show it."""
    return f"{moment:%Y-%m-%d %H:%M}"
