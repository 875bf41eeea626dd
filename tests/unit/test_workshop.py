"""Rules of the workshop: sums, doubts about visits, failed repairs, numbers; and orders as they are typed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.amounts import format_quantity
from dealerdesk.domain.order_reading import SUMS, read_order
from dealerdesk.domain.workshop import (
    Billed,
    Visit,
    compared_codes,
    failed_repair,
    line_amount,
    number_parts,
    number_series,
    order_number,
    sums_of,
    visit_doubts,
)

CAME = datetime(2026, 3, 10, 9)  # noqa: DTZ001  # DealerDesk's times are local
LIMIT = 1000


def visit(days: int, odometer: int | None = None, number: str = "R-1", **values: object) -> Visit:
    """A visit so many days after `CAME`."""
    return Visit(number, CAME + timedelta(days=days), odometer_in=odometer, **values)  # type: ignore[arg-type]


def codes(own: Visit, *others: Visit) -> list[str]:
    return [f"{doubt.field}:{doubt.finding.code}" for doubt in visit_doubts(own, others, LIMIT)]


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (visit(0, 500), (), []),
        (visit(10, 500), (visit(0, 400),), []),
        (visit(10, 300), (visit(0, 400),), ["odometer_in:odometer_lower"]),
        (visit(10, 300), (visit(0, 200, odometer_out=301),), ["odometer_in:odometer_lower"]),
        (visit(-10, 500), (visit(0, 400),), ["odometer_in:odometer_higher"]),
        (visit(10, 10_400), (visit(0, 400),), []),
        (visit(10, 10_411), (visit(0, 400),), ["odometer_in:odometer_pace"]),
        (visit(10, None), (visit(0, 400),), []),
        (visit(0, 500, odometer_out=499), (), ["odometer_out:odometer_out_lower"]),
        (visit(0, left=CAME - timedelta(minutes=1)), (), ["date_out:out_before_in"]),
        (visit(0, settled_on=date(2026, 3, 9)), (), ["settled_on:settled_before_in"]),
        (Visit("R-1", odometer_in=5), (visit(0, 400),), []),
        (visit(10, repeat_of="R-9"), (visit(0),), ["repeat_of:repeat_of_nothing"]),
        (visit(10, repeat_of="r-１"), (visit(0),), []),
        (visit(10, number="R-2", repeat_of="R-2"), (visit(0),), ["repeat_of:repeat_of_nothing"]),
        (visit(10, repeat_of="R-1"), (visit(20),), ["repeat_of:repeat_of_nothing"]),
        (visit(10, repeat_of="R-1"), (visit(10), Visit("R-3")), []),
        (visit(10, repeat_of="R-3"), (Visit("R-3"),), []),
    ],
)
def test_visits_are_doubted(own: Visit, others: tuple[Visit, ...], found: list[str]) -> None:
    assert codes(own, *others) == found


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 300_000)), min_size=1, unique_by=lambda x: x[0])
)
def test_visits_whose_odometer_only_grows_slowly_are_not_doubted(steps: list[tuple[int, int]]) -> None:
    days = sorted(day for day, _ in steps)
    readings = sorted(reading % (LIMIT // 2) for _, reading in steps)
    visits = [visit(day, day * 100 + reading // 10) for day, reading in zip(days, readings, strict=True)]
    for own in visits:
        assert codes(own, *(other for other in visits if other is not own)) == []


def test_a_repair_failed_when_fault_or_code_came_back_in_time() -> None:
    first = visit(0, number="R-1", fault="Squeal from  brakes", codes=compared_codes(["L-40 10", None]))
    assert failed_repair(visit(90, number="R-2", fault="squeal from brakes"), [first], 90) is first
    assert failed_repair(visit(91, fault="squeal from brakes"), [first], 90) is None
    assert failed_repair(visit(9, codes=compared_codes(["l-4010"])), [first], 90) is first
    assert failed_repair(visit(9, fault="", codes=compared_codes(["P-1"])), [first], 90) is None
    assert failed_repair(visit(-9, fault="Squeal from brakes"), [first], 90) is None
    later = visit(5, number="R-2", fault="squeal from brakes")
    assert failed_repair(visit(9, fault="Squeal from brakes"), [later, first], 90) is later


@given(st.lists(st.tuples(st.sampled_from([None, "labour", "part", "other"]), st.integers(-9999, 99_999))))
def test_the_total_is_what_all_lines_bill(lines: list[tuple[str | None, int]]) -> None:
    sums = sums_of(Billed(kind, Decimal(amount)) for kind, amount in lines)
    assert sums.total == sum(amount for _, amount in lines)
    assert sums.labour == sum(amount for kind, amount in lines if kind == "labour")


def test_amounts_are_rounded_to_the_smallest_coin() -> None:
    assert line_amount(Decimal("0.6"), Decimal("163.33")) == Decimal("98.00")
    assert line_amount(Decimal(1), None) is None
    # 97.998, as a workbook computed it, is the same amount.
    line = {"line_quantity": "0.6", "line_unit_price": "163.33", "line_amount": "97.998"}
    assert read_order({}, [line]).doubts == ()


@pytest.mark.parametrize(
    ("latest", "following"),
    [
        (None, "RO-2026-0001"),
        ("no digits", "RO-2026-0001"),
        ("R2025-000412", "R2026-000001"),
        ("RO-2026-0311", "RO-2026-0001"),
        ("A-99", "A-01"),
        ("2026-1", "2026-1"),
    ],
)
def test_numbers_are_written_like_the_latest(latest: str | None, following: str) -> None:
    prefix, digits = number_series(latest, 2026)
    assert order_number(prefix, digits, 1) == following


@given(st.text("RO-2026", max_size=8), st.integers(1, 10**8))
def test_a_number_is_read_back_as_it_was_written(prefix: str, sequence: int) -> None:
    series = prefix.rstrip("0123456789")
    assert number_parts(order_number(series, 4, sequence)) == (series, sequence)


# --- orders as they are typed -------------------------------------------------------------------------

texts = st.dictionaries(
    st.sampled_from(["line_kind", "line_code", "line_quantity", "line_unit_price", "line_amount"]),
    st.one_of(st.sampled_from(["", "labour", "part", "x", "-1"]), st.decimals(0, 9999, places=2).map(str)),
)


@given(st.lists(texts, max_size=5))
def test_whatever_is_typed_is_read_without_an_exception_and_adds_up(lines: list[dict[str, str]]) -> None:
    reading = read_order(dict.fromkeys(["labour_cost", "parts_cost", "other_cost", "total"], ""), lines)
    assert len(reading.lines) == len(reading.places) <= len(lines)
    if reading.lines:
        assert reading.values["total"] == reading.sums.total
    assert {error.line for error in reading.errors} <= set(range(len(lines)))


@given(st.decimals(0, 999, places=2), st.decimals(0, 9999, places=2))
def test_a_blank_amount_is_quantity_times_price(quantity: Decimal, price: Decimal) -> None:
    line = {"line_quantity": format_quantity(quantity), "line_unit_price": str(price)}
    (read,) = read_order({}, [line]).lines
    assert read["line_amount"] == line_amount(quantity, price)


def test_a_blank_line_between_others_is_left_out_and_a_kind_alone_says_nothing() -> None:
    reading = read_order({}, [{"line_amount": "1"}, {"line_kind": "part"}, {"line_amount": "2"}])
    assert reading.places == (0, 2)


def test_amounts_that_come_out_too_large_are_refused_where_they_come_out() -> None:
    million = {"line_quantity": "99999999", "line_unit_price": "99999999"}
    (error,) = read_order({}, [million]).errors
    assert (error.field, error.finding.code, error.line) == ("line_amount", "amount_range", 0)
    most = {"line_amount": "99999999999"}
    assert not read_order(dict.fromkeys(SUMS, ""), [most]).errors
    errors = read_order(dict.fromkeys(SUMS, ""), [most] * 20_000).errors
    assert [(each.field, each.finding.code) for each in errors] == [
        ("other_cost", "amount_range"),
        ("total", "amount_range"),
    ]
