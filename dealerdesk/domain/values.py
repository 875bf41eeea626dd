"""Reading single values: what people type and what spreadsheets hold, by the type of the field.

`read_value` never raises for what a cell may hold; it says what is wrong in a `Reading`. The traps are
those of spreadsheets: numbers that lost digits, error cells, dates in many orders, full-width letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dealerdesk.domain import amounts, dates
from dealerdesk.domain.choices import choice_of, yes_or_no
from dealerdesk.domain.dates import DateReading, PartialDate
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.people import inspect_company_number, inspect_id_number
from dealerdesk.domain.plates import inspect_plate, is_plate_form
from dealerdesk.domain.text import fold_line, fold_text
from dealerdesk.domain.vin import inspect_vin, is_vin_form

LONGEST_TEXT = 32_767
"""UTF-16 units that a spreadsheet's cell holds; more is cut without a word."""
CUT_FROM = 10**15
"""Spreadsheets keep 15 digits of a number: from 16 digits on the last ones are gone."""

NUMBER_CUT = Message(
    "number_cut_by_excel",
    "“{value}” was stored as a number of more than 15 digits, so its last digits are lost. "
    "Format the cell as text and type the number again.",
)
SCIENTIFIC_NOTATION = Message(
    "scientific_notation",
    "“{value}” is a shortened number whose digits are lost. Export the file again with this column as text.",
)
BECAME_A_DATE = Message(
    "identifier_became_date",
    "The spreadsheet turned this number into the date {value}. "
    "Format the cell as text and type the number again.",
)
ERROR_CELL = Message(
    "error_cell", "The cell shows the error {value}. Mend the formula, or type the value itself."
)
TOO_LONG = Message(
    "too_long",
    "The text has {length} characters; a spreadsheet cell holds {limit}. Shorten it, or attach it as a file.",
)
INTEGER_UNREADABLE = Message("integer_unreadable", "“{value}” is not a whole number. Write digits only.")
INTEGER_RANGE = Message(
    "integer_range", "“{value}” is below zero or too large. Write a whole number from 0 to {limit}."
)
YES_NO_UNREADABLE = Message("yes_no_unreadable", "“{value}” is neither yes nor no. Write yes or no.")
CHOICE_UNKNOWN = Message("choice_unknown", "“{value}” is not one of the choices. Write one of: {choices}.")

Value = str | date | datetime | Decimal | int | bool | None
"""What a field holds; a partial date is its canonical text."""


class Reading(NamedTuple):
    """A value as it is stored, None where the cell is blank or unusable; `error` says why it is unusable."""

    # A tuple, since an import makes millions: a frozen dataclass takes twice as long to make.

    value: Value
    error: Finding | None = None
    warnings: tuple[Finding, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there was nothing to read."""
        return self.value is None and self.error is None


class _Habits(NamedTuple):
    """How the source writes dates: order of day and month, and the day that serials count from."""

    day_first: bool | None
    epoch_1904: bool


BLANK = Reading(None)
_ERROR_CELL = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!"
    r"|GETTING_DATA)|Err:[0-9]{3}",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_FLOAT_PHONE = re.compile(r"([0-9]{5,15})\.0")
_DISTANCE_UNIT = re.compile(r"\s*(?:km|kms|公里|千米|mi|mls|miles|英里|英哩)\.?$", re.IGNORECASE)
_LARGEST_INTEGER = 10**12


def read_value(
    field: Field, raw: object, *, day_first: bool | None = None, epoch_1904: bool = False
) -> Reading:
    """Read what was typed (text) or found in a cell (text, number, date, …) as a value of `field`.

    `day_first` is the order of ``06/05/2019``, unknown where None; `epoch_1904` the workbook's date system.
    """
    if raw is None or raw == "":
        return BLANK
    return value_reader(field, day_first=day_first, epoch_1904=epoch_1904)(raw)


def value_reader(
    field: Field, *, day_first: bool | None = None, epoch_1904: bool = False
) -> Callable[[object], Reading]:
    """`read_value` for the many cells of one column that are not blank."""
    if field.type is FieldType.CHOICE:
        return lambda raw: _read_choice(raw, field)
    read, habits = _READERS[field.type], _Habits(day_first, epoch_1904)
    return lambda raw: read(raw, habits)


def _refused(message: Message, value: object, **params: object) -> Reading:
    return Reading(None, finding(message, value=value, **params))


def _text_reading(text: str) -> Reading:
    """A reading of folded text, with the refusals that hold for every text."""
    if not text:
        return BLANK
    if text[0] in "#Ee" and _ERROR_CELL.fullmatch(text):
        return _refused(ERROR_CELL, text)
    if len(text) * 2 > LONGEST_TEXT:
        length = len(text.encode("utf-16-le")) // 2
        if length > LONGEST_TEXT:
            return Reading(None, finding(TOO_LONG, length=length, limit=LONGEST_TEXT))
    return Reading(text)


def _read_text(raw: object, _habits: _Habits) -> Reading:
    return _text_reading(fold_text(raw if isinstance(raw, str) else _plain_text(raw)))


def _plain_text(raw: object) -> str:
    """The text of a cell that is not text, as a person would have typed it."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.15g}"
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d %H:%M}" if raw.time() != time.min else f"{raw:%Y-%m-%d}"
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    return str(raw)


def _identifier(raw: object) -> Reading:
    """The text of a number that is not for counting, or why its digits cannot be trusted."""
    if isinstance(raw, str):
        text = fold_line(raw)
        if "+" in text and _SCIENTIFIC.fullmatch(text):
            return _refused(SCIENTIFIC_NOTATION, text)
        return _text_reading(text)
    if isinstance(raw, int | float) and not isinstance(raw, bool) and not abs(raw) < CUT_FROM:
        return _refused(NUMBER_CUT, f"{raw:.15g}" if isinstance(raw, float) else raw)
    if isinstance(raw, date):
        return _refused(BECAME_A_DATE, _plain_text(raw))
    return Reading(_plain_text(raw))


def _read_identifier(raw: object, _habits: _Habits) -> Reading:
    return _identifier(raw)


def _read_paths(raw: object, _habits: _Habits) -> Reading:
    return _text_reading(text.strip() if fold_text(text := _plain_text(raw)) else "")


def _read_phone(raw: object, _habits: _Habits) -> Reading:
    reading = _identifier(raw)
    match = _FLOAT_PHONE.fullmatch(reading.value) if isinstance(reading.value, str) else None
    return Reading(match[1]) if match else reading


def _read_vin(raw: object, _habits: _Habits) -> Reading:
    if isinstance(raw, str) and is_vin_form(raw):
        report = inspect_vin(raw)
    else:
        reading = _identifier(raw)
        if not isinstance(reading.value, str):
            return reading
        report = inspect_vin(reading.value)
    if report.error:
        return Reading(None, report.error)
    return Reading(report.vin, warnings=(report.warning,) if report.warning else ())


def _read_plate(raw: object, _habits: _Habits) -> Reading:
    if isinstance(raw, str) and is_plate_form(raw):
        return Reading(raw)
    reading = _identifier(raw)
    if not isinstance(reading.value, str):
        return reading
    report = inspect_plate(reading.value)
    return Reading(None, report.error) if report.error else Reading(report.plate)


def _read_id_number(raw: object, _habits: _Habits) -> Reading:
    reading = _identifier(raw)
    if not isinstance(reading.value, str):
        return reading
    report = inspect_id_number(reading.value)
    return Reading(report.number, warnings=(report.warning,) if report.warning else ())


def _read_company_number(raw: object, _habits: _Habits) -> Reading:
    reading = _identifier(raw)
    if not isinstance(reading.value, str):
        return reading
    report = inspect_company_number(reading.value)
    return Reading(report.number, warnings=(report.warning,) if report.warning else ())


def _moment(raw: object, habits: _Habits) -> DateReading:
    """The date, and the time where there is one, that a cell stands for."""
    if isinstance(raw, str):
        reading = dates.read_date_text(raw, habits.day_first)
        text = fold_line(raw) if reading.error else ""
        if text and _ERROR_CELL.fullmatch(text):
            return DateReading(None, finding(ERROR_CELL, value=text))
        return reading
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if raw == raw // 1 and not 10_000 <= raw < 100_000:
            # A year, or digits such as 20190506, that a spreadsheet keeps as a number.
            return dates.read_date_text(_plain_text(raw), habits.day_first)
        raw = dates.from_serial(raw, epoch_1904=habits.epoch_1904) or raw
    if not isinstance(raw, date):
        return DateReading(None, finding(dates.DATE_UNREADABLE, value=raw))
    error = dates.check_range(raw)
    if error:
        return DateReading(None, error)
    return DateReading(PartialDate.of(raw), at=raw.time() if isinstance(raw, datetime) else None)


def _read_partial_date(raw: object, habits: _Habits) -> Reading:
    reading = _moment(raw, habits)
    return Reading(str(reading.value) if reading.value else None, reading.error)


def _read_date(raw: object, habits: _Habits) -> Reading:
    reading = _moment(raw, habits)
    if reading.value is None:
        return Reading(None, reading.error)
    whole = reading.value.whole
    return Reading(whole) if whole else _refused(dates.DATE_INCOMPLETE, raw)


def _read_datetime(raw: object, habits: _Habits) -> Reading:
    reading = _moment(raw, habits)
    if reading.value is None:
        return Reading(None, reading.error)
    whole = reading.value.whole
    if not whole:
        return _refused(dates.DATE_INCOMPLETE, raw)
    moment = datetime.combine(whole, reading.at or time.min)
    if moment.second == 59 and moment.microsecond >= 500_000:
        # Day counts of spreadsheets miss full minutes by fractions of a second.
        moment += timedelta(seconds=1)
    return Reading(moment.replace(second=0, microsecond=0))


def _number(raw: object) -> amounts.AmountReading:
    if isinstance(raw, str):
        text = fold_line(raw)
        if _ERROR_CELL.fullmatch(text):
            return amounts.AmountReading(None, finding(ERROR_CELL, value=text))
        return amounts.read_amount(raw)
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return amounts.read_amount(raw)
    return amounts.AmountReading(None, finding(amounts.AMOUNT_UNREADABLE, value=_plain_text(raw)))


def _read_amount(raw: object, _habits: _Habits) -> Reading:
    reading = _number(raw)
    return Reading(reading.amount, reading.error, (reading.warning,) if reading.warning else ())


def _read_integer(raw: object, _habits: _Habits) -> Reading:
    if isinstance(raw, float) and raw.is_integer() and 0 <= raw < _LARGEST_INTEGER:
        return Reading(int(raw))
    reading = _number(_DISTANCE_UNIT.sub("", fold_line(raw)) if isinstance(raw, str) else raw)
    if reading.amount is None and reading.error is None:
        return BLANK
    if reading.error and reading.error.message is ERROR_CELL:
        return Reading(None, reading.error)
    if reading.amount is None or reading.warning or reading.amount % 1:
        return _refused(INTEGER_UNREADABLE, raw)
    number = int(reading.amount)
    if not 0 <= number < _LARGEST_INTEGER:
        return _refused(INTEGER_RANGE, raw, limit=_LARGEST_INTEGER - 1)
    return Reading(number)


def _read_yes_no(raw: object, _habits: _Habits) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    reading = _text_reading(fold_line(raw if isinstance(raw, str) else _plain_text(raw)))
    if not isinstance(reading.value, str):
        return reading
    answer = yes_or_no(reading.value)
    return Reading(answer) if answer is not None else _refused(YES_NO_UNREADABLE, raw)


def _read_choice(raw: object, field: Field) -> Reading:
    text = raw if isinstance(raw, str) else _plain_text(raw)
    code = choice_of(field, text)
    if code is not None:
        return Reading(code)
    reading = _text_reading(fold_line(text))
    if reading.value is None:
        return reading
    return _refused(CHOICE_UNKNOWN, raw, choices=[known for known, _ in field.choices])


_Reader = Callable[[object, _Habits], Reading]


def _remembering(reader: _Reader, values: int) -> _Reader:
    """`reader` with a memory: the values of these types repeat down a column."""
    return lru_cache(maxsize=values, typed=True)(reader)


_READERS: dict[FieldType, _Reader] = {
    FieldType.TEXT: _read_text,
    FieldType.PATHS: _read_paths,
    FieldType.IDENTIFIER: _read_identifier,
    FieldType.VIN: _read_vin,
    FieldType.PLATE: _read_plate,
    FieldType.PHONE: _read_phone,
    FieldType.ID_NUMBER: _read_id_number,
    FieldType.COMPANY_NUMBER: _read_company_number,
    FieldType.DATE: _remembering(_read_date, 65_536),
    FieldType.PARTIAL_DATE: _remembering(_read_partial_date, 65_536),
    FieldType.DATETIME: _remembering(_read_datetime, 1_024),
    FieldType.MONEY: _remembering(_read_amount, 16_384),
    FieldType.QUANTITY: _remembering(_read_amount, 16_384),
    FieldType.INTEGER: _remembering(_read_integer, 16_384),
    FieldType.YES_NO: _remembering(_read_yes_no, 256),
}


def text_of(field: Field, value: Value) -> str:
    """The canonical text of a value, which `read_value` reads back to the same; blank text for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        as_money = field.type is FieldType.MONEY
        return amounts.format_money(value) if as_money else amounts.format_quantity(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def to_stored(field_type: FieldType, value: Value) -> str | int | None:
    """What the database keeps: ISO text for dates, whole ten-thousandths for amounts, 1 or 0 for yes or no.

    A moment is ``YYYY-MM-DD HH:MM:SS``.
    """
    return storing(field_type)(value)


def storing(field_type: FieldType) -> Callable[[Value], str | int | None]:
    """`to_stored` for the many values of one type."""
    return _stored_amount if field_type in {FieldType.MONEY, FieldType.QUANTITY} else _stored


def _stored_amount(value: Value) -> int | None:
    return None if value is None else amounts.to_stored(Decimal(str(value)))


def _stored(value: Value) -> str | int | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | Decimal):
        return int(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def from_stored(field_type: FieldType, stored: str | int | None) -> Value:
    """The value that `to_stored` put away."""
    if stored is None:
        return None
    if field_type in {FieldType.MONEY, FieldType.QUANTITY}:
        return amounts.from_stored(int(stored))
    if field_type is FieldType.YES_NO:
        return bool(stored)
    if field_type is FieldType.DATETIME:
        return datetime.fromisoformat(str(stored))
    return date.fromisoformat(str(stored)) if field_type is FieldType.DATE else stored
