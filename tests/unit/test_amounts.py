from __future__ import annotations

from decimal import Decimal

import pytest

from dealerdesk.domain.amounts import format_money, format_quantity, from_stored, read_amount, to_stored


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("¥ 1,234.50", "1234.5"),
        ("￥１，２３４．５０", "1234.5"),
        ("1 234,50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1'234.50", "1234.5"),
        ("12,345,678", "12345678"),
        ("1,23", "1.23"),
        ("1.234", "1.234"),
        ("1234元", "1234"),
        ("NT$1,200", "1200"),
        ("-¥5", "-5"),
        ("(12.50)", "-12.5"),
        (".5", "0.5"),
        ("0.0001", "0.0001"),
        (560.0, "560"),
        (77.00000000000001, "77"),
        (0.1 + 0.2, "0.3"),
        (45762, "45762"),
    ],
)
def test_amounts_are_read_where_they_have_one_meaning(raw: str | float, amount: str) -> None:
    reading = read_amount(raw)
    assert (reading.amount, reading.error, reading.warning) == (Decimal(amount), None, None)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("abc", "amount_unreadable"),
        ("1e5", "amount_unreadable"),
        ("0,500", "amount_unreadable"),
        ("1,2345", "amount_unreadable"),
        ("1,23,456", "amount_unreadable"),
        ("--5", "amount_unreadable"),
        ("12 元 5", "amount_unreadable"),
        (float("nan"), "amount_unreadable"),
        (float("inf"), "amount_unreadable"),
        ("1.23456", "amount_decimals"),
        ("1000000000000", "amount_range"),
        (1e300, "amount_range"),
    ],
)
def test_what_is_no_amount_says_why(raw: str | float, code: str) -> None:
    reading = read_amount(raw)
    assert reading.amount is None
    assert reading.error is not None
    assert reading.error.code == code
    assert reading.error.said()


def test_blank_text_has_no_amount() -> None:
    assert read_amount(" 　").amount is None
    assert read_amount(" 　").error is None


def test_a_computed_number_is_rounded_and_says_so() -> None:
    reading = read_amount(1 / 3)
    assert reading.amount == Decimal("0.3333")
    assert reading.warning is not None
    assert reading.warning.code == "amount_rounded"
    assert "0.3333." in reading.warning.said()


def test_amounts_are_written_one_way() -> None:
    assert format_money(Decimal(155883)) == "155883.00"
    assert format_money(Decimal("1.2345")) == "1.2345"
    assert format_money(Decimal("-0.00")) == "0.00"
    assert format_quantity(Decimal("2.0000")) == "2"
    assert format_quantity(Decimal("-0.5")) == "-0.5"
    assert format_quantity(Decimal(100)) == "100"


def test_amounts_are_stored_as_ten_thousandths() -> None:
    assert to_stored(Decimal("38.5")) == 385_000
    assert from_stored(385_000) == Decimal("38.5")
    with pytest.raises(ValueError, match=r"1\.23456"):
        to_stored(Decimal("1.23456"))
