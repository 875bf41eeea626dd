"""What a column may be by its cells alone: only what has a form of its own, and is not held elsewhere."""

from __future__ import annotations

import pytest

from dealerdesk.domain.fields import RecordKind
from dealerdesk.exchange.reading.guessing import guessed_codes
from tests.support.spreadsheets import VINS

FILES, CUSTOMERS = RecordKind.FILES, RecordKind.CUSTOMERS
CHINESE = ["粤B12345", "京A·D12345", "沪C1234学", "蘇E W7304"]
MOBILES = ["13800138000", "+86 139 0013 9000", "137-0013-7000", "13600136000.0"]
PEOPLE = ["11010519491231002X", "440524188001010014", "A123456789"]
COMPANY = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (VINS[:3], "vin"),
        (["1HGCM82633A004352", "lrw yfeer0ga549012", "VF1RFB00X56789012"], "vin"),
        ([*VINS[:4], "unknown"], "vin"),
        ([*VINS[:3], "unknown"], None),
        (VINS[:2], None),
        (["WX202602031353001", "WX202602031353002", "WX202602031353003"], None),
        (["L" * 17] * 3, None),
        (CHINESE, "plate"),
        (["AB12 CDE", "AB13 CDF", "CD61XYZ", "EF09 AAA", "GH20 BBB"], "plate"),
        (["ABC-1234", "ABD-1234", "XYZ-9876", "1234-AB", "RAA-0001"], "plate"),
        (["ST-0001", "ST-0002", "ST-0003", "ST-0004", "ST-0005"], None),
        (["AB12 CDE", "AB13 CDF", "CD61XYZ"], None),
        (["red", "blue", "green", "grey", "black"], None),
        (MOBILES, "phone"),
        (["0912-345-678", "0987654321", "0911 222 333"], "phone"),
        (["07700 900123", "+44 7700 900456", "07700900789"], "phone"),
        (["RO13800138000", "RO13800138001", "RO13800138002"], None),
        (["010-62770000", "0755-26001234", "020 83330000"], None),
        (PEOPLE, "id_number"),
        ([*PEOPLE, COMPANY], "id_number"),
        (["440305199301264704"] * 3, None),
        (["2019-05-06", "2020-01-02", "2021-12-31"], None),
        (["20190506", "20200102", "20211231", "20201111", "20190101"], None),
        ([], None),
    ],
)
def test_a_column_is_guessed_by_its_cells(texts: list[str], code: str | None) -> None:
    assert guessed_codes(FILES, {4: list(texts)}, ()) == ({4: code} if code else {})


def test_company_numbers_are_known_by_their_check_digit() -> None:
    taiwan = ["04595257", "22099131", "24549210", "84149961", "70790507"]
    assert guessed_codes(CUSTOMERS, {0: taiwan}, ()) == {0: "company_number"}
    assert guessed_codes(CUSTOMERS, {0: taiwan[:4]}, ()) == {}
    assert guessed_codes(CUSTOMERS, {0: [COMPANY] * 3}, ()) == {0: "company_number"}
    assert guessed_codes(CUSTOMERS, {0: [f"{COMPANY[:-1]}4"] * 3}, ()) == {}


def test_a_field_that_another_column_holds_is_not_guessed_again() -> None:
    columns = {0: VINS[:3], 1: CHINESE, 2: MOBILES}
    assert guessed_codes(FILES, columns, {"vin", "plate"}) == {2: "phone"}
    assert guessed_codes(FILES, columns, {"vin", "plate", "user_phone"}) == {}


def test_of_two_columns_that_look_alike_neither_is_guessed() -> None:
    assert guessed_codes(FILES, {0: VINS[:3], 1: VINS[3:6], 2: CHINESE}, ()) == {2: "plate"}


def test_a_kind_without_such_a_field_has_none_guessed() -> None:
    assert guessed_codes(CUSTOMERS, {0: VINS[:3], 1: MOBILES}, ()) == {1: "phone"}
    assert guessed_codes(RecordKind.REPAIR_ORDERS, {0: MOBILES}, ()) == {}
