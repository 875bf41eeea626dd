from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, ORDER_FIELDS, POLICY_FIELDS
from dealerdesk.domain.filters import Operator, format_filter, parse_filter
from dealerdesk.domain.values import Value


def conditions_of(text: str) -> list[tuple[str, str, tuple[Value, ...]]]:
    wanted = parse_filter(text, FILE_FIELDS)
    return [
        (condition.field.code, condition.operator.value, condition.values) for condition in wanted.conditions
    ]


def test_the_example_of_the_command_line_is_understood() -> None:
    assert conditions_of("state=draft and insurance_ends<=2026-12-31 and make~大众") == [
        ("state", "=", ("draft",)),
        ("insurance_ends", "<=", (date(2026, 12, 31),)),
        ("make", "~", ("大众",)),
    ]


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_is_told_from_the_others(operator: Operator) -> None:
    code = "model" if operator is Operator.CONTAINS else "odometer"
    [(_, found, _)] = conditions_of(f"{code}{operator}3")
    assert found == operator


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("", []),
        ("  ", []),
        ("plate=", [("plate", "=", ())]),
        ("plate!= and vin=", [("plate", "!=", ()), ("vin", "=", ())]),
        ("state=draft|verified", [("state", "=", ("draft", "verified"))]),
        ("State = 草稿 | 已核实", [("state", "=", ("draft", "verified"))]),
        (
            "customer=Daniel O'Connor and Sons AND make=Ford",
            [("customer", "=", ("Daniel O'Connor and Sons",)), ("make", "=", ("Ford",))],
        ),
        ('notes="a|b and make=c"', [("notes", "=", ("a|b and make=c",))]),
        ('notes="say ""hi"""|x', [("notes", "=", ('say "hi"', "x"))]),
        ("plate=粤b12345", [("plate", "=", ("粤B·12345",))]),
        ("vin=abc123", [("vin", "=", ("ABC123",))]),
        ("odometer>=50,000", [("odometer", ">=", (50_000,))]),
        ('notes="Ford" Focus', [("notes", "=", ('"Ford" Focus',))]),
        ("notes=salt and", [("notes", "=", ("salt and",))]),
        ("notes=a=b", [("notes", "=", ("a=b",))]),
    ],
)
def test_conditions_are_read_with_the_values_of_their_fields(
    text: str, conditions: list[tuple[str, str, tuple[Value, ...]]]
) -> None:
    assert conditions_of(text) == conditions


def test_money_and_moments_are_values_too() -> None:
    wanted = parse_filter(
        "total>=1,000.50 and date_in>=2026-03-01 and date_out<2026-03-01T00:00", ORDER_FIELDS
    )
    total, date_in, date_out = (condition.values[0] for condition in wanted.conditions)
    assert total == Decimal("1000.5")
    assert (type(date_in), date_in) == (date, date(2026, 3, 1))
    assert date_out == datetime(2026, 3, 1)  # noqa: DTZ001  # local time of the desk


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("colour=red and wheels=4", "filter_field", "wheels"),
        ("Ford", "filter_syntax", "Ford"),
        ("state=draft|", "filter_syntax", "state=draft|"),
        ("odometer<1|2", "filter_syntax", "odometer<1|2"),
        ("odometer<", "filter_syntax", "odometer<"),
        ("make~", "filter_syntax", "make~"),
        ("state=sold", "filter_value", "sold"),
        ("insurance_ends<31/12", "filter_value", "31/12"),
        ("state<draft", "filter_operator", "State"),
        ("odometer~3", "filter_operator", "Odometer"),
    ],
)
def test_what_is_wrong_with_a_filter_is_said(text: str, code: str, words: str) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        conditions_of(text)
    assert refusal.value.code == code
    assert words in str(refusal.value)


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DealerDeskError, match="policy_no, file_no, plate"):
        parse_filter("x=1", POLICY_FIELDS)


def test_a_filter_is_written_as_it_was_read() -> None:
    text = 'state=draft|verified and plate!= and make~"a|b" and insurance_ends<=2026-12-31'
    assert format_filter(parse_filter(text, FILE_FIELDS)) == text
