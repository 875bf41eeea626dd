"""Spreadsheets as people really keep them: every trap of reading, one workbook each."""

from __future__ import annotations

import os
import struct
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from tests.support.spreadsheets import (
    VINS,
    biff,
    biff_text,
    delimited,
    old_workbook,
    read,
    read_here,
    rezipped,
    workbook,
)

ORDERS, CUSTOMERS, POLICIES = RecordKind.REPAIR_ORDERS, RecordKind.CUSTOMERS, RecordKind.POLICIES


def test_titles_notes_and_blank_rows_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    rows = [
        ["Vehicle register 2026"],
        [],
        ["VIN", "see below"],
        ["VIN", "Make", "柜位"],
        [VINS[0], "VW", "A-1"],
        [],
    ]
    found = read(workbook(tmp_path / "a.xlsx", [*rows, [VINS[1], "VW", None], ["Total", 2]]))
    assert (found.staged.header_row, list(found.rows), found.staged.rows) == (4, [5, 7], 2)
    assert found.noted["totals_left_out"] == {"rows": ["8"]}


@pytest.mark.parametrize(
    "word", ["合计", "合 计：", "總計", "小计", "Total", "Grand total:", "Subtotal", "TOTALS"]
)
def test_rows_of_totals_are_no_records(word: str, tmp_path: Path) -> None:
    found = read_here(
        workbook(tmp_path / "a.xlsx", [["Plate", "VIN", "Mileage"], ["AB1", VINS[0], 5], [word, 403, 5]])
    )
    assert (list(found.rows), found.problems) == ([2], [])


def test_a_customer_whose_name_begins_like_a_sum_is_a_customer(tmp_path: Path) -> None:
    rows = [["Customer", "Phone"], ["Total", "0123456"], ["Totally Cars Ltd", "0123457"], ["Total", 12]]
    found = read_here(workbook(tmp_path / "a.xlsx", rows), CUSTOMERS)
    assert [row["customer"] for row in found.rows.values()] == ["Total", "Totally Cars Ltd"]


def test_hidden_sheets_stay_out_and_another_sheet_can_be_named(tmp_path: Path) -> None:
    book = Workbook()
    for title, state, plate in (
        ("Notes", "visible", ""),
        ("Cars", "visible", "A1"),
        ("Old", "hidden", "B2"),
        ("Older", "veryHidden", "C3"),
    ):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        if plate:
            for row in (["Plate", "VIN", "Make"], [plate, VINS[0], "VW"]):
                sheet.append(row)
    del book["Sheet"]
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = read(path)
    assert found.staged.sheet == "Cars"
    assert found.noted["sheets_hidden"] == {"sheets": ["Old", "Older"]}
    assert read(path, sheet="Older").rows[2]["plate"] == "C3"
    with pytest.raises(DealerDeskError, match="Cars") as refusal:
        read(path, sheet="Nope")
    assert refusal.value.code == "sheet_unknown"


def test_merged_cells_are_refused_where_they_hide_headings_and_noted_elsewhere(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Register", None, None],
        ["VIN", "Make", None],
        [VINS[0], "VW", "Golf"],
        [VINS[1], None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "fine.xlsx")
    found = read_here(tmp_path / "fine.xlsx")
    assert found.noted["merged_cells"] == {"cells": ["B3:B4"]}
    assert found.noted["column_without_heading"] == {"columns": ["C"]}
    assert found.rows[4]["make"] is None
    sheet.merge_cells("B2:C2")
    book.save(tmp_path / "bad.xlsx")
    with pytest.raises(DealerDeskError, match="B2:C2") as refusal:
        read(tmp_path / "bad.xlsx")
    assert refusal.value.code == "headings_merged"


def test_error_cells_are_errors_and_not_blanks(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["VIN", "Plate", "Mileage", "Notes"],
        [VINS[0], "A1", "#N/A", "#DIV/0!"],
        ["#REF!", "A2", 1, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert found.of("left_out") == [(2, "error_cell"), (2, "error_cell")]
    assert found.of("refused") == [(3, "error_cell")]
    assert [problem["value"] for problem in found.problems] == ["#N/A", "#DIV/0!", "#REF!"]


def test_formulas_that_were_never_calculated_are_not_taken_for_blanks(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["VIN", "Mileage", "Make"], [VINS[0], "=1+1", "VW"], ['=A2&""', 5, "VW"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert (found.of("left_out"), found.of("refused")) == (
        [(2, "formula_without_value")],
        [(3, "formula_without_value")],
    )
    assert found.noted["formulas_not_computed"] == {"count": 2}


def test_a_calculated_formula_with_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["VIN", "Make"], [VINS[0], "x"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    cell = b'<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>'
    start = sheet.index(b'<c r="B2"')
    end = sheet.index(b"</c>", start) + 4
    rezipped(path, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": sheet[:start] + cell + sheet[end:]})
    found = read_here(tmp_path / "b.xlsx")
    assert (found.problems, found.rows[2]["make"]) == ([], None)


def test_numbers_that_excel_cut_are_left_out_or_refuse_the_row(tmp_path: Path) -> None:
    rows = [
        ["VIN", "身份证号", "Phone", "File no"],
        [VINS[0], 440305199301264704, 13800138000.0, 7],
        [1.2e16, "", "", 8],
    ]
    found = read_here(workbook(tmp_path / "a.xlsx", rows))
    assert (found.of("left_out"), found.of("refused")) == (
        [(2, "number_cut_by_excel")],
        [(3, "number_cut_by_excel")],
    )
    assert (found.rows[2]["phone"], found.rows[2]["file_no"], found.rows[2]["id_number"]) == (
        "13800138000",
        "7",
        None,
    )


def test_dates_of_both_systems_and_in_many_spellings_are_read(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["VIN", "上牌日期", "Last visit", "Next service"])
    book.active.append([VINS[0], datetime.fromisoformat("2019-05-06"), "2019年5月6日", "2019.05.06"])
    book.active.append([VINS[1], "６/５/２０１９", 42130, "31/02/2019"])
    book.save(tmp_path / "a.xlsx")
    found = read_here(tmp_path / "a.xlsx")
    dates = ("registration_date", "last_visit", "next_service")
    assert [found.rows[2][name] for name in dates] == ["2019-05-06"] * 3
    assert [found.rows[3][name] for name in dates] == ["2019-05-06", "2019-05-07", None]
    assert found.of("left_out") == [(3, "date_impossible")]


@pytest.mark.parametrize(
    ("texts", "read_as", "order"),
    [
        (["13/05/2019", "06/05/2019"], "2019-05-06", "day_first"),
        (["05/13/2019", "06/05/2019"], "2019-06-05", "month_first"),
        (["07/05/2019", "06/05/2019"], "2019-05-06", "day_first"),
        (["05/13/2019", "13/05/2019", "06/05/2019"], None, None),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_column_and_is_said(
    tmp_path: Path, texts: list[str], read_as: str | None, order: str | None
) -> None:
    rows = [[vin, text] for vin, text in zip(VINS, texts, strict=False)]
    found = read_here(workbook(tmp_path / "a.xlsx", [["VIN", "Reg date"], *rows]))
    assert found.rows[len(texts) + 1]["registration_date"] == read_as
    noted = found.noted.get("order_assumed")
    assert (noted and noted["order"]) == (order and {"message": order})
    assert found.of("left_out") == ([] if read_as else [(4, "date_ambiguous")])


def test_two_columns_for_one_field_the_first_wins_and_it_is_said(tmp_path: Path) -> None:
    found = read_here(
        workbook(tmp_path / "a.xlsx", [["VIN", "手机", "电话", "State"], [VINS[0], "1", "2", "x"]])
    )
    assert found.rows[2]["phone"] == "1"
    assert found.noted["heading_twice"]["second"] == "电话"
    assert found.noted["headings_not_imported"] == {"headings": ["State"]}
    assert found.fields == [("VIN", "vin"), ("手机", "phone"), ("电话", None), ("State", None)]


def test_a_row_with_several_faults_has_one_refusal_only(tmp_path: Path) -> None:
    rows = [
        ["VIN", "Plate", "Mileage"],
        ["SHORT", "A1", "x"],
        [None, "--", "y"],
        [None, None, 7],
        [None, "AB 12", 8],
        [None, "ab12", 9],
    ]
    found = read_here(workbook(tmp_path / "a.xlsx", rows))
    assert found.of("refused") == [
        (2, "vin_length"),
        (3, "no_vehicle"),
        (4, "no_vehicle"),
        (6, "duplicate_in_sheet"),
    ]
    assert len(found.problems) == 4
    assert found.rows[5]["plate_key"] == "AB12"


def test_an_unusual_vin_with_a_reason_comes_in(tmp_path: Path) -> None:
    rows = [["VIN", "Reason for an unusual VIN"], ["123-45", "built 1951"], ["1234", None]]
    found = read_here(workbook(tmp_path / "a.xlsx", rows))
    assert (found.rows[2]["vin"], found.rows[2]["refused"]) == ("12345", 0)
    assert found.of("refused") == [(3, "vin_length")]


def test_orders_and_policies_need_their_number_and_customers_their_name(tmp_path: Path) -> None:
    orders = [["RO No.", "VIN", "Description"], ["R1", VINS[0], "a"], [None, VINS[0], "b"], ["R2", None, "c"]]
    assert read_here(workbook(tmp_path / "o.xlsx", orders), ORDERS).of("refused") == [
        (3, "no_order_no"),
        (4, "no_vehicle"),
    ]
    policies = [
        ["Policy No", "VIN", "Ends"],
        ["P1", VINS[0], date(2027, 1, 1)],
        ["P1", VINS[0], date(2028, 1, 1)],
        [None, VINS[0], None],
    ]
    found = read_here(workbook(tmp_path / "p.xlsx", policies), POLICIES)
    assert found.of("refused") == [(3, "duplicate_in_sheet"), (4, "no_policy")]
    customers = [
        ["客户姓名", "电话"],
        ["王伟", "1"],
        [None, "2"],
        ["王伟", "1"],
        ["王伟", "3"],
        ["李芳", None],
        ["李芳", None],
    ]
    assert read_here(workbook(tmp_path / "c.xlsx", customers), CUSTOMERS).of("refused") == [(3, "no_name")]
    customers = [
        ["客户姓名", "身份证号", "地址"],
        ["王伟", "A123", "x"],
        ["王伟", "A123", "y"],
        ["王伟", "A123", "x"],
    ]
    assert read_here(workbook(tmp_path / "d.xlsx", customers), CUSTOMERS).of("refused") == [
        (3, "duplicate_in_sheet")
    ]


def test_rows_without_anything_to_read_are_counted_and_headings_may_repeat(tmp_path: Path) -> None:
    rows = [
        ["No", "VIN", "Make"],
        [1, VINS[0], "VW"],
        ["No", "VIN", "Make"],
        [2, None, None],
        ["printed by Lin", None, None],
    ]
    found = read_here(workbook(tmp_path / "a.xlsx", rows))
    assert list(found.rows) == [2]
    assert found.noted["rows_without_values"] == {"count": 1, "first": 5}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_chinese_text_is_read_in_any_encoding_and_delimiter(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    text = "\r\n".join(
        delimiter.join(row) for row in (["车牌号", "车架号", "车主姓名"], ["粤B·12345", VINS[0], "单飞俊"])
    )
    found = read_here(delimited(tmp_path / "a.csv", text, encoding))
    assert (found.rows[2]["plate"], found.rows[2]["customer"]) == ("粤B·12345", "单飞俊")


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Jürgen Müller"), ("gb18030", "王小明"), ("big5", "王小明")]
)
def test_the_encoding_is_found_under_english_headings_too(encoding: str, name: str, tmp_path: Path) -> None:
    found = read_here(delimited(tmp_path / "a.csv", f"VIN,Keeper\n{VINS[0]},{name}\n", encoding))
    assert found.rows[2]["customer"] == name
    assert "encoding_assumed" in found.noted


def test_an_encoding_can_be_named_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", f"VIN,车主\n{VINS[0]},王伟\n", "gbk")
    assert read_here(path, encoding="gbk").rows[2]["customer"] == "王伟"
    for encoding, code in (
        ("utf-8", "encoding_wrong"),
        ("klingon", "encoding_unknown"),
        ("rot13", "encoding_unknown"),
    ):
        with pytest.raises(DealerDeskError) as refusal:
            read(path, encoding=encoding)
        assert refusal.value.code == code


def test_the_spellings_of_csv_are_understood(tmp_path: Path) -> None:
    first = f'{VINS[0]};"two\nlines; here";"=""007""";\'+44 1'
    text = f"sep=;\r\nVIN;Notes;Phone;ID\r\n{first}\r\n;;;\r\n{VINS[1]};;;1.23E+17\r\n"
    found = read_here(delimited(tmp_path / "a.csv", text))
    assert (found.staged.header_row, list(found.rows)) == (2, [3, 5])
    assert (found.rows[3]["notes"], found.rows[3]["phone"], found.rows[3]["id_number"]) == (
        "two\nlines; here",
        "007",
        "+441",
    )
    assert found.of("left_out") == [(5, "scientific_notation")]


@pytest.mark.parametrize(
    ("tail", "code"), [('"never closed,\nx\ny\n', "quote_open"), ('"' + "x" * 200_000, "cell_endless")]
)
def test_a_quotation_mark_that_never_closes_is_said(tail: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        read(delimited(tmp_path / "a.csv", f"VIN,Notes\n{VINS[0]},{tail}"))
    assert refusal.value.code == code


def test_old_workbooks_tell_their_errors_and_their_date_system(tmp_path: Path) -> None:
    cells = b"".join(biff_text(0, at, text) for at, text in enumerate(("VIN", "Mileage", "Last visit")))
    cells += biff_text(1, 0, VINS[0]) + biff(0x205, struct.pack("<HHHBB", 1, 1, 0, 0x2A, 1))
    cells += biff(0x203, struct.pack("<HHHd", 1, 2, 0, 42130.0))
    path = old_workbook(tmp_path / "a.xls", cells, globals_=biff(0x22, b"\x01\x00"))
    found = read(path)
    assert found.of("left_out") == [(2, "error_cell")]
    assert found.rows[2]["last_visit"] == "2019-05-07"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_workbook_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    made = workbook(tmp_path / "made.xlsx", [["VIN", "Make"], [VINS[0], "Audi"]])
    odd = made.rename(tmp_path / os.fsdecode(b"\xff\xfe.xlsx"))
    assert read(odd).rows[2]["make"] == "Audi"


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["VIN", "Make"], [VINS[0], "VW"]])
    assert read_here(path.rename(tmp_path / "a.xls")).rows[2]["make"] == "VW"
    assert read_here((tmp_path / "a.xls").rename(tmp_path / "b.csv")).rows[2]["make"] == "VW"
