"""Reading the cells of one column: by the field's rules, and in the column's order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dealerdesk.domain.dates import DATE_AMBIGUOUS, day_first_evidence, read_date_text
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import CUT_FROM, storing, value_reader
from dealerdesk.exchange.archives import UNCOMPUTED
from dealerdesk.exchange.recognise import Header
from dealerdesk.exchange.tables import Note, Row, Table

DATE_TYPES = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE, FieldType.DATETIME})

FORMULA_WITHOUT_VALUE = Message(
    "formula_without_value",
    "The cell holds a formula that was never calculated. Open the workbook in Excel, save it, and try again.",
)
ORDER_ASSUMED = Message("order_assumed", "In the column “{column}”, {example} was read with {order}.")
DAY_FIRST = Message("day_first", "the day first")
MONTH_FIRST = Message("month_first", "the month first")

_MOST_REMEMBERED = 10_000
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r]")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


class Cell(NamedTuple):
    """What was read from a cell, in stored form, with why it is unusable and what is doubtful."""

    value: str | int | None
    error: Finding | None = None
    warnings: tuple[Finding, ...] = ()


NOTHING = Cell(None)


class ColumnReader(dict[object, Cell]):
    """The cells of one column by what stands in the sheet: read when first asked for, since most repeat.

    Do not look up a bool, but `read` it: True equals 1.0, and would be taken for it.
    """

    def __init__(self, field: Field, *, day_first: bool | None, quoted: bool, epoch_1904: bool) -> None:
        super().__init__({"": NOTHING, None: NOTHING, UNCOMPUTED: Cell(None, finding(FORMULA_WITHOUT_VALUE))})
        self._read_value = value_reader(field, day_first=day_first, epoch_1904=epoch_1904)
        self._stored = storing(field.type)
        self._quoted = quoted

    def __missing__(self, raw: object) -> Cell:
        cell = self.read(raw)
        if len(self) < _MOST_REMEMBERED:
            self[raw] = cell
        return cell

    def read(self, raw: object) -> Cell:
        """What a cell says that is not blank."""
        if self._quoted and isinstance(raw, str):
            raw = without_apostrophe(raw)
            if not raw:
                return NOTHING
        value, error, warnings = self._read_value(raw)
        if value is None and error is None:
            return NOTHING
        return Cell(self._stored(value), error, warnings)


def with_apostrophe(text: str) -> str:
    """`text` as a CSV carries it, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def without_apostrophe(text: str) -> str:
    """What `with_apostrophe` was given; ``="007"``, by which other programs keep zeros, is ``007``."""
    if _APOSTROPHE.match(text):
        return text[1:]
    formula = _TEXT_FORMULA.fullmatch(text)
    return formula[1] if formula else text


def date_orders(table: Table, header: Header) -> tuple[dict[int, bool | None], tuple[Note, ...]]:
    """The order of day and month of each column of dates, and what was assumed.

    A column's own values decide; where they prove nothing the day comes first, and where they prove both
    nothing is assumed.
    """
    texts: dict[int, set[str]] = {
        column.at: set() for column, field in header.known if field.type in DATE_TYPES
    }
    if texts:
        for number, row in table.rows():
            if number > header.row:
                _gather(row, texts)
    orders, notes = {}, []
    for column, _ in header.known:
        if column.at in texts:
            orders[column.at], example = _order(texts[column.at])
            if example and orders[column.at] is not None:
                order = DAY_FIRST if orders[column.at] else MONTH_FIRST
                notes.append((ORDER_ASSUMED, {"column": column.heading, "example": example, "order": order}))
    return orders, tuple(notes)


def _gather(row: Row, texts: dict[int, set[str]]) -> None:
    width = len(row)
    for at, found in texts.items():
        if at < width and isinstance(cell := row[at], str) and cell:
            found.add(cell)


def _order(texts: Iterable[str]) -> tuple[bool | None, str]:
    """The order that the texts prove or, for want of proof, day first; with an example that needs it."""
    proofs, doubtful = set(), []
    for text in texts:
        proof = day_first_evidence(text)
        if proof is not None:
            proofs.add(proof)
        elif (error := read_date_text(text).error) and error.message is DATE_AMBIGUOUS:
            doubtful.append(text)
    order = None if len(proofs) == 2 else next(iter(proofs), True)
    return order, min(doubtful, default="")


def as_it_stood(raw: object) -> str:
    """A cell's content for a person who looks for it in the sheet."""
    if raw is None or raw is UNCOMPUTED:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < CUT_FROM else f"{raw:.15g}"
    return raw.isoformat() if isinstance(raw, date) else str(raw)
