"""One sheet of an .xlsx workbook, written row by row without being kept in memory."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import BinaryIO, Final, Self

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.fields import RECORD_LABELS, Field, FieldType, RecordKind
from dealerdesk.exchange.workbooks import EXPORTED_AT, EXPORTED_KIND, LAST_CHANGE

LAST_ROW: Final = 1_048_576
"""Where a sheet ends."""

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
_WIDEST: Final = 48
_PADDING: Final = 3
"""Room beside the text, and for the filter's button."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook says of itself: what it holds, its title, when it was made and what was known then."""

    kind: RecordKind
    title: str
    exported_at: datetime
    last_change: int


class SheetWriter:
    """Writes cells by their type; leaving the ``with`` block by an exception writes no workbook."""

    def __init__(self, file: BinaryIO, fields: Sequence[Field], origin: Origin) -> None:
        self._file, self._fields, self._origin = file, fields, origin

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
            options |= {"strings_to_urls": False, "strings_to_numbers": False}
            self._workbook = Workbook(self._file, options)
            self._sheet = self._workbook.add_worksheet(RECORD_LABELS[self._origin.kind].said())
            # Only a whole workbook closes its own temporary file.
            stack.callback(lambda: self._sheet.row_data_fh and self._sheet.row_data_fh.close())
            self._stack = stack.pop_all()
        self._formats = {
            name: self._workbook.add_format(properties)
            for name, properties in {
                "heading": {"bold": True, "num_format": "@", "bottom": 1},
                "identifier": {"num_format": "@"},
                "text": {},
                "guarded": {"num_format": "@", "quote_prefix": True},
                "date": {"num_format": "yyyy-mm-dd"},
                "datetime": {"num_format": "yyyy-mm-dd hh:mm"},
                "money": {"num_format": "#,##0.00##"},
                "quantity": {"num_format": "0.####"},
                "integer": {"num_format": "0"},
            }.items()
        }
        self._describe()
        self._widths = [_NARROWEST] * len(self._fields)
        for column, field in enumerate(self._fields):
            self._write_text(0, column, field.label.said(), self._formats["heading"])
        self._last = 0
        return self

    def _describe(self) -> None:
        origin = self._origin
        at = origin.exported_at.isoformat(timespec="seconds")
        self._workbook.set_properties({"title": origin.title, "created": origin.exported_at})
        self._workbook.set_custom_property(EXPORTED_KIND, origin.kind.value, "text")
        self._workbook.set_custom_property(EXPORTED_AT, at, "text")
        self._workbook.set_custom_property(LAST_CHANGE, str(origin.last_change), "text")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        self._sheet.freeze_panes(1, 0)
        if self._fields:
            self._sheet.autofilter(0, 0, self._last, len(self._fields) - 1)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(width + _PADDING, _WIDEST))
        self._workbook.close()

    def write(self, number: int, cells: Sequence[object]) -> None:
        """Write the row of this number (from 2 on): text, dates, decimals, whole numbers or None."""
        self._last = row = number - 1
        for column, (field, cell) in enumerate(zip(self._fields, cells, strict=True)):
            if cell is None:
                continue
            if isinstance(cell, str):
                self._write_text(row, column, cell, self._format_of(field, cell))
            elif isinstance(cell, datetime):
                self._sheet.write_datetime(row, column, cell, self._formats["datetime"])
                self._widen(column, 16)
            elif isinstance(cell, date):
                self._sheet.write_datetime(row, column, cell, self._formats["date"])
                self._widen(column, 10)
            elif isinstance(cell, Decimal):
                self._write_amount(row, column, field, cell)
            else:
                self._sheet.write_number(row, column, cell, self._formats["integer"])
                self._widen(column, len(str(cell)))

    def _format_of(self, field: Field, text: str) -> Format:
        if text[:1] in {"=", "+", "-", "@"}:
            return self._formats["guarded"]
        return self._formats["identifier" if field.type in _NEVER_NUMBERS else "text"]

    def _write_amount(self, row: int, column: int, field: Field, amount: Decimal) -> None:
        if len(amount.normalize().as_tuple().digits) > _SURE_DIGITS:
            self._write_text(row, column, str(amount), self._formats["identifier"])
            return
        money = "money" if field.type is FieldType.MONEY else "quantity"
        self._sheet.write_number(row, column, float(amount), self._formats[money])
        self._widen(column, len(f"{amount:,.2f}"))

    def _write_text(self, row: int, column: int, text: str, form: Format) -> None:
        self._sheet.write_string(row, column, text, form)
        self._widen(column, shown_width(text))

    def _widen(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths[column], width)


def shown_width(text: str) -> int:
    """How many columns of a monospaced line the widest line of a text takes; Chinese characters take two."""
    lines = text.split("\n") if "\n" in text else [text]
    return max(
        len(line)
        if line.isascii()
        else sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:_WIDEST])
        for line in lines
    )
