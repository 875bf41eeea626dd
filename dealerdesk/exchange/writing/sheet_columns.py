"""The cells of one column of a sheet as SpreadsheetML (ECMA-376, part 1, section 18.3.1.4).

Text stands in its cell, not in a table of shared strings, which would have to be kept in memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from operator import add
from typing import Final
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.exchange.writing.outgoing import FORMULA_SIGNS, OutgoingColumn, Shown, Stored

WIDEST: Final = 48
"""Columns are no wider, in characters; longer text is wrapped nowhere, but cut off by its neighbour."""

_NEVER_NUMBERS: Final = frozenset(
    {
        FieldType.IDENTIFIER,
        FieldType.VIN,
        FieldType.PLATE,
        FieldType.PHONE,
        FieldType.ID_NUMBER,
        FieldType.COMPANY_NUMBER,
        FieldType.PARTIAL_DATE,
    }
)
_SURE_DIGITS: Final = 15
"""Decimal digits that a spreadsheet's numbers keep."""
_NARROWEST: Final = 6
PADDING: Final = 3
"""Room beside the text, and for the filter's button."""
_DATE_WIDTH: Final = 10
_MINUTE_WIDTH: Final = 16
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # spreadsheets know no time zones
_SECONDS_A_DAY: Final = 86_400
# Before March 1900 spreadsheets disagree: Excel counts a 29 February 1900 that never was.
_FIRST_SURE_DAY: Final = 61
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class SheetColumn:
    """Writes the cells of one column, and learns how wide it must be."""

    def __init__(self, field: Field, at: int, styles: Mapping[str, int]) -> None:
        self._field, self._styles = field, styles
        self._outgoing = OutgoingColumn(field, self._cell)
        self._head = f'<c r="{xl_col_to_name(at)}'
        self._text_style = styles["identifier"] if field.type in _NEVER_NUMBERS else 0
        if field.type is FieldType.INTEGER:
            self._plain = _number_ends(styles["integer"])
        else:
            self._plain = _text_ends(self._text_style)
        self._widest = _NARROWEST

    @property
    def width(self) -> int:
        """How many characters wide the column should be."""
        return min(self._widest + PADDING, WIDEST)

    def pieces(self, values: Sequence[Stored], numbers: Sequence[str], first_row: int) -> list[Iterable[str]]:
        """Iterables of which each gives one piece a row; strung together, they are the column's cells.

        `numbers` are those of the rows. What a column has in common is repeated, not copied: so the pieces
        of all columns of a row are put together only once, by ``join``. Raises ``cell_too_long``.
        """
        head = self._head
        plain = self._outgoing.plain(values)
        if plain is not None:
            self._widen_by_all(plain.texts)
            texts = plain.texts if plain.is_xml else list(map(escape, plain.texts))
            before, behind = self._plain
            if all(texts):
                return [repeat(head), numbers, repeat(before), texts, repeat(behind)]
            found = zip(numbers, texts, strict=True)
            return [[f"{head}{n}{before}{text}{behind}" if text else "" for n, text in found]]
        written = self._outgoing.written(values, first_row)
        cells = [written[value] for value in values]
        if all(cells):
            return [repeat(head), numbers, cells]
        return [[f"{head}{n}{rest}" if rest else "" for n, rest in zip(numbers, cells, strict=True)]]

    def widen(self, text: str) -> None:
        """Make room for a text."""
        self._make_room(shown_width(text))

    def _widen_by_all(self, texts: Sequence[str]) -> None:
        widest = self._widest
        if widest + PADDING >= WIDEST:
            return
        # A letter of three bytes or more takes two columns, any other one: so this is never too little.
        if max(map(add, map(len, texts), map(len, map(str.encode, texts)))) // 2 > widest:
            for text in texts:
                if (len(text) + len(text.encode())) // 2 > self._widest:
                    self.widen(text)

    def _make_room(self, width: int) -> None:
        self._widest = max(self._widest, width)

    def _cell(self, shown: Shown) -> str:
        """What stands behind the row's number in a cell, to its end."""
        if isinstance(shown, str):
            return self._text_cell(shown)
        if isinstance(shown, date):
            return self._date_cell(shown)
        assert isinstance(shown, Decimal)  # whole numbers are plain
        return self._amount_cell(shown)

    def _number_cell(self, style: str, number: str) -> str:
        before, behind = _number_ends(self._styles[style])
        return f"{before}{number}{behind}"

    def _date_cell(self, day: date) -> str:
        is_moment = isinstance(day, datetime)
        since = (day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)) - _DAY_ZERO  # noqa: DTZ001  # as above
        if since.days < _FIRST_SURE_DAY:
            return self._text_cell(str(day))
        self._make_room(_MINUTE_WIDTH if is_moment else _DATE_WIDTH)
        if not is_moment:
            return self._number_cell("date", str(since.days))
        return self._number_cell("datetime", f"{since.days + since.seconds / _SECONDS_A_DAY:.16g}")

    def _amount_cell(self, amount: Decimal) -> str:
        if len(amount.normalize().as_tuple().digits) > _SURE_DIGITS:
            return self._text_cell(str(amount), self._styles["identifier"])
        self._make_room(len(f"{amount:,.2f}"))
        style = "money" if self._field.type is FieldType.MONEY else "quantity"
        return self._number_cell(style, f"{amount:f}")

    def _text_cell(self, text: str, style: int | None = None) -> str:
        if not text:
            return ""
        self.widen(text)
        if style is None:
            style = self._styles["guarded"] if text[0] in FORMULA_SIGNS else self._text_style
        return _text_cell(text, style)


def heading_cell(text: str, column: int, style: int) -> str:
    """The cell of a heading in the first row."""
    return f'<c r="{xl_col_to_name(column)}1{_text_cell(text, style)}'


def _text_cell(text: str, style: int) -> str:
    # A reader takes _x000D_ for the character of this number, and the end of a line is one character to it.
    carried = escape(_LOOKS_ESCAPED.sub("_x005F_", text)).replace("\r", "_x000D_")
    before, behind = _text_ends(style, keeps_blanks=text != text.strip())
    return f"{before}{carried}{behind}"


def _text_ends(style: int, *, keeps_blanks: bool = False) -> tuple[str, str]:
    """What stands before and behind the text of a cell, from the row's number on."""
    kept = ' xml:space="preserve"' if keeps_blanks else ""
    return f'" s="{style}" t="inlineStr"><is><t{kept}>', "</t></is></c>"


def _number_ends(style: int) -> tuple[str, str]:
    """What stands before and behind the number of a cell, from the row's number on."""
    return f'" s="{style}"><v>', "</v></c>"


def shown_width(text: str) -> int:
    """How many columns of a monospaced line the widest line of a text takes; Chinese characters take two."""
    lines = text.split("\n") if "\n" in text else [text]
    return max(
        len(line)
        if line.isascii()
        else sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:WIDEST])
        for line in lines
    )
