"""What is written reads back: dates, amounts, values of every field, filters."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain import amounts
from dealerdesk.domain.dates import PartialDate, from_serial, read_date_text
from dealerdesk.domain.fields import FIELDS, Field, FieldType, RecordKind
from dealerdesk.domain.filters import Condition, Filter, Operator, format_filter, parse_filter
from dealerdesk.domain.text import fold
from dealerdesk.domain.values import Value, from_stored, read_value, text_of, to_stored

ALL_FIELDS = {field.code: field for fields in FIELDS.values() for field in fields}
ONE_OF_EACH_TYPE = list({field.type: field for field in ALL_FIELDS.values()}.values())
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MOMENTS = st.builds(datetime.combine, DAYS, st.times()).map(lambda at: at.replace(second=0, microsecond=0))
AMOUNTS = st.integers(-(10**16) + 1, 10**16 - 1).map(amounts.from_stored)
PARTIAL_DATES = st.one_of(
    DAYS.map(PartialDate.of),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(lambda day: PartialDate(day.year)),
)
TYPED = st.one_of(
    st.text(),
    st.text(alphabet='粤B·12３ -#NA/|"=~\n', max_size=12),
    st.from_regex(r"[A-HJ-NPR-Z0-9]{17}", fullmatch=True),
    st.from_regex(r"[京粤][A-Z]·?[0-9]{5}", fullmatch=True),
    st.from_regex(r"[0-9]{5,18}(\.0)?", fullmatch=True),
)
CELLS = st.one_of(
    TYPED,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    DAYS,
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def typed_values(field: Field) -> st.SearchStrategy[Value]:
    """Values of a field: made ones where they have a type, read ones where they are text."""
    made: dict[FieldType, st.SearchStrategy[Value]] = {
        FieldType.DATE: DAYS,
        FieldType.DATETIME: MOMENTS,
        FieldType.PARTIAL_DATE: PARTIAL_DATES.map(str),
        FieldType.MONEY: AMOUNTS,
        FieldType.QUANTITY: AMOUNTS,
        FieldType.INTEGER: st.integers(0, 10**12 - 1),
        FieldType.YES_NO: st.booleans(),
        FieldType.CHOICE: st.sampled_from([code for code, _ in field.choices] or [""]),
    }
    if field.type in made:
        return made[field.type]
    return TYPED.map(lambda text: read_value(field, text).value).filter(lambda value: value is not None)


@given(PARTIAL_DATES, PARTIAL_DATES)
def test_partial_dates_read_back_and_sort_as_their_texts_do(one: PartialDate, other: PartialDate) -> None:
    assert PartialDate.parse(str(one)) == one
    assert read_date_text(str(one)).value == one
    assert (one < other) is (str(one) < str(other))


@given(
    DAYS,
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0:%d} {0:%B} {0:%Y}",
            "{0:%b} {0.day}, {0:%Y}",
            "{0:%Y}.{0:%m}.{0:%d}",
            "{0:%Y%m%d}",
        ]
    ),
)
def test_every_spelling_of_a_day_reads_as_that_day(day: date, spelling: str) -> None:
    reading = read_date_text(spelling.format(day))
    assert reading.value is not None
    assert reading.value.whole == day


@given(DAYS)
def test_day_and_month_read_back_in_either_order(day: date) -> None:
    for spelling, day_first in ((f"{day:%d/%m/%Y}", True), (f"{day:%m/%d/%Y}", False)):
        reading = read_date_text(spelling, day_first)
        assert reading.value is not None
        assert reading.value.whole == day


@given(MOMENTS, st.booleans())
def test_day_counts_of_spreadsheets_read_back(at: datetime, epoch_1904: bool) -> None:
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  # local time of the desk
    assert from_serial((at - epoch) / timedelta(days=1), epoch_1904=epoch_1904) == at


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_amounts_come_back_from_the_database_and_from_text(stored: int) -> None:
    amount = amounts.from_stored(stored)
    assert amounts.to_stored(amount) == stored
    for text in (amounts.format_money(amount), amounts.format_quantity(amount), f"{amount:,}"):
        assert amounts.read_amount(text).amount == amount


@given(st.decimals(-1_000_000, 1_000_000, places=4))
def test_spreadsheet_numbers_of_money_are_whole_to_the_last_digit(amount: Decimal) -> None:
    reading = amounts.read_amount(float(amount))
    assert (reading.amount, reading.warning) == (amount, None)


@pytest.mark.parametrize("field", ONE_OF_EACH_TYPE, ids=lambda field: field.type.value)
@given(st.data())
def test_the_text_of_a_value_reads_back_to_it(field: Field, draws: st.DataObject) -> None:
    value = draws.draw(typed_values(field))
    reading = read_value(field, text_of(field, value))
    assert (reading.value, reading.error) == (value, None)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize("field", ONE_OF_EACH_TYPE, ids=lambda field: field.type.value)
@given(st.data())
def test_a_value_comes_back_from_the_database(field: Field, draws: st.DataObject) -> None:
    value = draws.draw(typed_values(field))
    back = from_stored(field.type, to_stored(field.type, value))
    assert back == value
    assert type(back) is type(value)


@given(st.sampled_from(sorted(ALL_FIELDS)), CELLS)
def test_no_cell_makes_reading_stumble_and_no_refusal_is_without_words(code: str, cell: object) -> None:
    reading = read_value(ALL_FIELDS[code], cell)
    if reading.error:
        assert reading.value is None
        assert reading.error.said()
    assert all(warning.said() for warning in reading.warnings)


@st.composite
def conditions(draw: st.DrawFn, field: Field) -> Condition:
    """A condition that can be asked of the field."""
    unordered = field.type in {FieldType.CHOICE, FieldType.YES_NO}
    number = field.type in {FieldType.MONEY, FieldType.QUANTITY, FieldType.INTEGER}
    operators = [Operator.EQUAL, Operator.UNEQUAL]
    operators += [] if unordered or number else [Operator.CONTAINS]
    operators += [] if unordered else [Operator.LESS, Operator.AT_LEAST]
    operator = draw(st.sampled_from(operators))
    if operator is Operator.CONTAINS:
        words = TYPED.map(fold).filter(bool)
        return Condition(field, operator, tuple(draw(st.lists(words, min_size=1, max_size=3))))
    fewest, most = (0, 3) if operator in {Operator.EQUAL, Operator.UNEQUAL} else (1, 1)
    values = typed_values(field) | (DAYS if field.type is FieldType.DATETIME else st.nothing())
    return Condition(field, operator, tuple(draw(st.lists(values, min_size=fewest, max_size=most))))


@given(st.data(), st.sampled_from(RecordKind))
def test_a_filter_reads_back_from_its_text(draws: st.DataObject, kind: RecordKind) -> None:
    fields = st.sampled_from(FIELDS[kind])
    wanted = Filter(tuple(draws.draw(st.lists(fields.flatmap(conditions), max_size=4))))
    assert parse_filter(format_filter(wanted), FIELDS[kind]) == wanted


@pytest.mark.parametrize("operator", [Operator.LESS, Operator.GREATER, Operator.EQUAL])
def test_a_value_may_begin_like_the_end_of_an_operator(operator: Operator) -> None:
    wanted = Filter((Condition(ALL_FIELDS["file_no"], operator, ("=A1",)),))
    assert parse_filter(format_filter(wanted), FIELDS[RecordKind.FILES]) == wanted


@given(MOMENTS.filter(lambda at: at.time() != time.min))
def test_a_moment_in_a_filter_keeps_its_time(at: datetime) -> None:
    wanted = parse_filter(f"date_in>={at:%Y-%m-%dT%H:%M}", FIELDS[RecordKind.REPAIR_ORDERS])
    assert wanted.conditions[0].values == (at,)
