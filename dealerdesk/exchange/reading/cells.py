"""Reading the cells of one column by the field's rules, and showing cells as they stand in the sheet."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

from dealerdesk.domain.fields import Field
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import CUT_FROM, storing, value_reader
from dealerdesk.exchange.reading.archives import UNCOMPUTED

FORMULA_WITHOUT_VALUE = Message(
    "formula_without_value",
    "The cell holds a formula that was never calculated. Open the workbook in Excel, save it, and try again.",
)

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


def as_it_stood(raw: object) -> str:
    """A cell's content for a person who looks for it in the sheet."""
    if raw is None or raw is UNCOMPUTED:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < CUT_FROM else f"{raw:.15g}"
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def as_seen(raw: object, *, quoted: bool = False) -> str:
    """A cell's content as a spreadsheet shows it: days without a time, times to the minute."""
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d %H:%M}" if raw.time() != time.min else f"{raw:%Y-%m-%d}"
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    if quoted and isinstance(raw, str):
        return without_apostrophe(raw)
    return as_it_stood(raw)
