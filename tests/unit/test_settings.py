"""What settings take, and what they say when they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.settings import OPTIONS, WORKING_HOURS, get_option
from dealerdesk.domain.working_hours import parse_working_hours


@pytest.mark.parametrize("key", OPTIONS)
def test_defaults_and_examples_are_values_that_the_setting_takes(key: str) -> None:
    option = OPTIONS[key]
    assert option.parse(option.default_text) == option.default
    example = option.parse(option.example)
    assert option.parse(option.write(example)) == example
    assert option.description.said()


@given(st.sampled_from(sorted(OPTIONS)), st.text())
def test_any_text_is_a_value_with_one_canonical_form_or_is_refused(key: str, text: str) -> None:
    option = OPTIONS[key]
    value = option.read(text)
    if value is None:
        with pytest.raises(DealerDeskError) as refusal:
            option.parse(text)
        assert refusal.value.code == "setting_value"
        assert option.example in str(refusal.value)
    else:
        canonical = option.write(value)
        assert option.parse(canonical) == value
        assert option.write(option.parse(canonical)) == canonical


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("dealership_name", "  粤通　汽车\n", "粤通 汽车"),
        ("market", "tw", "TW"),
        ("language", "ZH_tw", "zh_TW"),
        ("language", "", ""),
        ("theme", "Dark", "dark"),
        ("paper_and_scan", "是", "yes"),
        ("paper_and_scan", "off", "no"),
        ("working_hours", "9:00 – 17:30", "09:00-17:30"),
        ("working_hours", "09:00-12:00, 13:00-18:00", "09:00-12:00,13:00-18:00"),
        ("working_hours", "０９：００－１２：００，１３：００－１８：００", "09:00-12:00,13:00-18:00"),
        ("holidays", "gb", "GB"),
        ("lapsed_months", "０１２", "12"),
        ("followup_backlog_days", "3650", "3650"),
    ],
)
def test_what_people_type_becomes_canonical(key: str, text: str, stored: str) -> None:
    option = get_option(key)
    assert option.write(option.parse(text)) == stored


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("dealership_name", "x" * 201),
        ("market", "DE"),
        ("market", ""),
        ("language", "fr"),
        ("theme", "pink"),
        ("paper_and_scan", "perhaps"),
        ("working_hours", ""),
        ("working_hours", "09:00"),
        ("working_hours", "17:00-09:00"),
        ("working_hours", "09:00-09:00"),
        ("working_hours", "09:00-24:00"),
        ("working_hours", "09:60-10:00"),
        ("working_hours", "09:00-13:00,12:00-18:00"),
        ("working_hours", "09:00-12:00,12:00-18:00"),
        ("working_hours", "08:00-10:00,11:00-12:00,13:00-14:00"),
        ("holidays", "XX"),
        ("holidays", "China"),
        ("lapsed_months", "0"),
        ("lapsed_months", "121"),
        ("lapsed_months", "-6"),
        ("lapsed_months", "6.5"),
        ("lapsed_months", "9" * 5000),
    ],
)
def test_what_makes_no_sense_is_refused_with_an_example(key: str, text: str) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        get_option(key).parse(text)
    assert refusal.value.code == "setting_value"
    assert get_option(key).example in str(refusal.value)


def test_an_unknown_setting_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DealerDeskError) as refusal:
        get_option("colour")
    assert refusal.value.code == "setting_unknown"
    assert all(key in str(refusal.value) for key in OPTIONS)


def test_keys_are_found_as_people_write_them() -> None:
    assert get_option(" Working-Hours") is WORKING_HOURS


@pytest.mark.parametrize(
    ("text", "minutes"), [("09:00-17:00", 480), ("09:00-12:00,13:00-18:00", 480), ("00:00-23:59", 1439)]
)
def test_a_working_day_has_its_minutes_without_the_break(text: str, minutes: int) -> None:
    hours = parse_working_hours(text)
    assert hours is not None
    assert hours.minutes == minutes
