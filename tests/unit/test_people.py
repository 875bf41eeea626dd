from __future__ import annotations

import pytest

from dealerdesk.domain.people import inspect_company_number, inspect_id_number


@pytest.mark.parametrize(
    "number",
    [
        "440305199609019619",
        "11010819570724854X",
        "110108570724854",  # 15 digits, before 1999
        "A123456789",  # Taiwan
        "A800000014",  # Taiwan, resident since 2021
        "91110000600037341L",  # a company in the people's column
        "AB123456C",  # British
        "M1234567(8)",
    ],
)
def test_sound_and_foreign_id_numbers_pass(number: str) -> None:
    report = inspect_id_number(number)
    assert (report.number, report.warning) == (number, None)


@pytest.mark.parametrize(
    "number", ["440305199609019618", "110108195707248540", "A123456788", "91110000600037341M"]
)
def test_a_failed_check_digit_of_a_person_is_a_warning(number: str) -> None:
    warning = inspect_id_number(number).warning
    assert warning is not None
    assert warning.code == "id_check_digit"
    assert number in warning.said()


def test_a_district_that_was_never_known_is_no_reason_to_warn() -> None:
    assert inspect_id_number("00000019900101000X").warning is None


def test_numbers_are_folded() -> None:
    assert inspect_id_number("４４０３０５ 19960901 9619").number == "440305199609019619"
    assert inspect_id_number("11010819570724854x").number == "11010819570724854X"
    assert inspect_company_number("91110000-600037341L").number == "91110000600037341L"


@pytest.mark.parametrize(
    "number",
    [
        "91110000600037341L",
        "00501503",
        "10458575",  # one short of a multiple of ten, seven in seventh place
        "440305199609019619",  # a sole trader's own number
        "SC123456",
        "DE123456789",
    ],
)
def test_sound_and_foreign_company_numbers_pass(number: str) -> None:
    report = inspect_company_number(number)
    assert (report.number, report.warning) == (number, None)


@pytest.mark.parametrize("number", ["91110000600037341M", "00501502"])
def test_a_failed_check_digit_of_a_company_is_a_warning(number: str) -> None:
    warning = inspect_company_number(number).warning
    assert warning is not None
    assert warning.code == "company_check_digit"


def test_company_numbers_given_in_taiwan_since_2023_pass_with_a_multiple_of_five() -> None:
    # Weighted digits of 00501508 add up to 15, those of 00501503 to 10.
    assert inspect_company_number("00501508").warning is None
