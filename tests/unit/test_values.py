from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dealerdesk.domain.fields import FIELDS, Field, FieldType
from dealerdesk.domain.values import Value, from_stored, read_value, text_of, to_stored

BY_CODE: dict[str, Field] = {field.code: field for fields in FIELDS.values() for field in fields}


@pytest.mark.parametrize(
    ("code", "raw", "value"),
    [
        ("make", " 大众 ", "大众"),
        ("notes", "one\r\ntwo", "one\ntwo"),
        ("notes", 12.0, "12"),
        ("notes", 12.5, "12.5"),
        ("notes", date(2026, 3, 10), "2026-03-10"),
        ("notes", datetime(2026, 3, 10, 11, 0), "2026-03-10 11:00"),  # noqa: DTZ001  # local time of the desk
        ("notes", time(11, 5), "11:05"),
        ("notes", "a" * 32_767, "a" * 32_767),
        ("file_no", "Ｔ０００１", "T0001"),
        ("file_no", 417.0, "417"),
        ("file_no", 417, "417"),
        ("engine_no", "4E12", "4E12"),
        ("vin", "ＬＲＷＹＦＥＥＲ０ＧＡ５４９０１２", "LRWYFEER0GA549012"),
        ("plate", "粤b12345", "粤B·12345"),
        ("phone", 13800138000.0, "13800138000"),
        ("phone", "13800138000.0", "13800138000"),
        ("phone", "07386 810028", "07386 810028"),
        ("id_number", "11010819570724854x", "11010819570724854X"),
        ("company_number", "91110000600037341L", "91110000600037341L"),
        ("registration_date", "2016年11月14日", date(2016, 11, 14)),
        ("registration_date", datetime(2016, 11, 14, 9, 0), date(2016, 11, 14)),  # noqa: DTZ001  # local time
        ("registration_date", 43591.0, date(2019, 5, 6)),
        ("registration_date", 20190506, date(2019, 5, 6)),
        ("manufacture_date", 2014, "2014"),
        ("manufacture_date", 2014.0, "2014"),
        ("manufacture_date", "2015/07", "2015-07"),
        ("manufacture_date", date(2021, 2, 9), "2021-02-09"),
        ("date_in", "2026-03-10T11:00:59", datetime(2026, 3, 10, 11, 0)),  # noqa: DTZ001  # local time
        ("date_in", date(2026, 3, 10), datetime(2026, 3, 10)),  # noqa: DTZ001  # local time of the desk
        (
            "date_in",
            datetime(2026, 3, 10, 10, 59, 59, 999_000),  # noqa: DTZ001  # local time of the desk
            datetime(2026, 3, 10, 11, 0),  # noqa: DTZ001  # local time of the desk
        ),
        ("total", "¥1,234.50", Decimal("1234.5")),
        ("line_quantity", 0.5, Decimal("0.5")),
        ("odometer", 45762.0, 45762),
        ("odometer", "45,762 km", 45762),
        ("odometer", "45762公里", 45762),
        ("order_consent", "Y", True),
        ("order_consent", "不同意", False),
        ("order_consent", "✓", True),
        ("order_consent", 0.0, False),
        ("order_consent", False, False),
        ("kind", "new_sale", "new_sale"),
        ("kind", "New Sale", "new_sale"),
        ("kind", "二手車", "used_sale"),
        ("line_kind", "工时", "labour"),
        ("line_kind", "零件", "part"),
        ("policy_kind", "交强险", "compulsory"),
        ("policy_kind", "任意險", "commercial"),
        ("customer_kind", "单位", "company"),
        ("customer_kind", "個人", "person"),
    ],
)
def test_cells_are_read_by_the_type_of_their_field(code: str, raw: object, value: Value) -> None:
    reading = read_value(BY_CODE[code], raw)
    assert (reading.value, reading.error, reading.warnings) == (value, None, ())
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    ("code", "raw", "error"),
    [
        ("id_number", 4.403051993012647e17, "number_cut_by_excel"),
        ("id_number", 440305199301264700, "number_cut_by_excel"),
        ("company_number", 1e15, "number_cut_by_excel"),
        ("vin", 1.1111111111111112e16, "number_cut_by_excel"),
        ("policy_no", 1e16, "number_cut_by_excel"),
        ("phone", 8.613800138000e15, "number_cut_by_excel"),
        ("id_number", "4.40305E+17", "scientific_notation"),
        ("phone", "1.38E+10", "scientific_notation"),
        ("line_code", date(2026, 1, 2), "identifier_became_date"),
        ("make", "#N/A", "error_cell"),
        ("plate", "#REF!", "error_cell"),
        ("registration_date", "#VALUE!", "error_cell"),
        ("total", "#DIV/0!", "error_cell"),
        ("odometer", "#N/A", "error_cell"),
        ("order_consent", "Err:508", "error_cell"),
        ("kind", "#NAME?", "error_cell"),
        ("notes", "a" * 32_768, "too_long"),
        ("notes", "\U00020bb7" * 16_384, "too_long"),
        ("vin", "LFMKSSBS3R141269", "vin_length"),
        ("vin", "LFM7Y3ET2NAO90389", "vin_letters"),
        ("plate", "未上牌", "plate_unusable"),
        ("registration_date", "2015/07", "date_incomplete"),
        ("registration_date", "06/05/2019", "date_ambiguous"),
        ("registration_date", date(1949, 12, 31), "date_range"),
        ("registration_date", True, "date_unreadable"),
        ("registration_date", time(11, 0), "date_unreadable"),
        ("registration_date", timedelta(days=3), "date_unreadable"),
        ("manufacture_date", 3, "date_unreadable"),
        ("date_in", "2026-03", "date_incomplete"),
        ("total", True, "amount_unreadable"),
        ("total", date(2026, 1, 2), "amount_unreadable"),
        ("odometer", "12.5", "integer_unreadable"),
        ("odometer", 12.5, "integer_unreadable"),
        ("odometer", -1, "integer_range"),
        ("order_consent", "perhaps", "yes_no_unreadable"),
        ("order_consent", 2, "yes_no_unreadable"),
        ("kind", "scooter", "choice_unknown"),
    ],
)
def test_what_cannot_be_used_says_why(code: str, raw: object, error: str) -> None:
    reading = read_value(BY_CODE[code], raw)
    assert reading.value is None
    assert reading.error is not None
    assert reading.error.code == error
    assert reading.error.said()


@pytest.mark.parametrize("field", BY_CODE.values(), ids=lambda field: field.code)
@pytest.mark.parametrize("raw", [None, "", " 　\u200b "])
def test_blank_cells_are_blank_in_every_field(field: Field, raw: object) -> None:
    assert read_value(field, raw).blank


def test_a_check_digit_is_worth_a_warning_and_keeps_the_value() -> None:
    vin = read_value(BY_CODE["vin"], "LRW59U4Y2RD944072")
    assert vin.value == "LRW59U4Y2RD944072"
    assert [warning.code for warning in vin.warnings] == ["vin_check_digit"]
    person = read_value(BY_CODE["id_number"], "440305199609019618")
    assert person.value == "440305199609019618"
    assert [warning.code for warning in person.warnings] == ["id_check_digit"]


def test_a_number_and_a_yes_are_told_apart_though_python_calls_them_equal() -> None:
    assert read_value(BY_CODE["total"], 1).value == 1
    assert read_value(BY_CODE["total"], True).error is not None
    assert read_value(BY_CODE["notes"], 1.0).value == "1"
    assert read_value(BY_CODE["notes"], True).value == "yes"


def test_day_and_month_stand_in_the_order_of_the_column() -> None:
    field = BY_CODE["registration_date"]
    assert read_value(field, "06/05/2019", day_first=True).value == date(2019, 5, 6)
    assert read_value(field, "06/05/2019", day_first=False).value == date(2019, 6, 5)


def test_serials_count_from_the_workbooks_own_day() -> None:
    field = BY_CODE["registration_date"]
    assert read_value(field, 42129, epoch_1904=True).value == date(2019, 5, 6)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("total", Decimal(155883), "155883.00"),
        ("line_quantity", Decimal("2.0000"), "2"),
        ("date_in", datetime(2026, 3, 10, 11, 0), "2026-03-10T11:00"),  # noqa: DTZ001  # local time of the desk
        ("registration_date", date(2026, 3, 10), "2026-03-10"),
        ("order_consent", True, "yes"),
        ("odometer", 45762, "45762"),
        ("make", None, ""),
    ],
)
def test_values_have_one_text(code: str, value: Value, text: str) -> None:
    assert text_of(BY_CODE[code], value) == text


@pytest.mark.parametrize(
    ("field_type", "value", "stored"),
    [
        (FieldType.MONEY, Decimal("38.5"), 385_000),
        (FieldType.QUANTITY, Decimal(2), 20_000),
        (FieldType.YES_NO, True, 1),
        (FieldType.YES_NO, False, 0),
        (FieldType.DATE, date(2026, 3, 10), "2026-03-10"),
        (FieldType.DATETIME, datetime(2026, 3, 10, 11, 0), "2026-03-10 11:00:00"),  # noqa: DTZ001  # local time
        (FieldType.PARTIAL_DATE, "2026-03", "2026-03"),
        (FieldType.INTEGER, 7, 7),
        (FieldType.TEXT, "x", "x"),
        *((field_type, None, None) for field_type in FieldType),
    ],
)
def test_values_are_stored_as_the_database_keeps_them(
    field_type: FieldType, value: Value, stored: str | int | None
) -> None:
    kept = to_stored(field_type, value)
    assert kept == stored
    assert type(kept) is type(stored)
    assert from_stored(field_type, kept) == value
