"""What a person decided of a spreadsheet is how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.exchange.reading import reader
from dealerdesk.exchange.reading.staging import ReadColumn
from tests.support.spreadsheets import VINS, delimited, read, read_here, workbook

CUSTOMERS = RecordKind.CUSTOMERS


def choices(*told: tuple[Any, ...]) -> tuple[ColumnChoice, ...]:
    return tuple(ColumnChoice(*each) for each in told)


def test_a_column_is_what_the_mapping_says_wherever_it_stands_now(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Make", "识别", "VIN", "备用"], ["VW", VINS[0], "x", "粤B12345"]])
    mapping = choices((0, " 識 别:", "vin"), (5, "备用", "plate"), (1, "Make", None), (2, "VIN", None))
    found = read(path, columns=mapping)
    assert found.staged.columns == (
        ReadColumn(0, "Make", None),
        ReadColumn(1, "识别", "vin"),
        ReadColumn(2, "VIN", None),
        ReadColumn(3, "备用", "plate"),
    )
    assert (found.rows[2]["vin"], found.rows[2]["plate"], found.rows[2]["make"]) == (
        VINS[0],
        "粤B·12345",
        None,
    )
    assert found.noted == {}


def test_a_column_that_the_mapping_does_not_know_is_known_by_its_heading(tmp_path: Path) -> None:
    rows = [["VIN", "手机", "电话", "Make"], [VINS[0], "138", "139", "VW"]]
    found = read_here(workbook(tmp_path / "a.xlsx", rows), columns=choices((7, "电话", "phone")))
    assert found.fields == [("VIN", "vin"), ("手机", None), ("电话", "phone"), ("Make", "make")]
    assert found.rows[2]["phone"] == "139"
    assert found.noted["heading_twice"]["second"] == "手机"


def test_a_column_that_the_sheet_lacks_is_named_if_it_was_to_be_read(tmp_path: Path) -> None:
    mapping = choices(
        (0, "VIN", "vin"), (4, "Old number", "engine_no"), (5, "Rubbish", None), (9, "", "colour")
    )
    found = read_here(workbook(tmp_path / "a.xlsx", [["VIN", "Make"], [VINS[0], "VW"]]), columns=mapping)
    assert found.noted == {"columns_missing": {"columns": ["Old number", "J"]}}
    assert list(found.rows) == [2]


def test_a_field_whose_column_went_is_found_by_another_heading(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Chassis no", "Make"], [VINS[0], "VW"]])
    assert read_here(path, columns=choices((0, "Frame", "vin"))).rows[2]["vin"] == VINS[0]


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        (["VIN", "Tel", "Tel"], ["vin", "contact_phone", "user_phone"]),
        (["Tel", "VIN", "Tel"], ["contact_phone", "vin", "user_phone"]),
        (["VIN", "x", "Tel"], ["vin", None, "user_phone"]),
        (["VIN", "x", "y", "Tel"], ["vin", None, None, "contact_phone"]),
    ],
)
def test_headings_that_repeat_are_told_apart_by_their_place(
    headings: list[str], codes: list[str | None], tmp_path: Path
) -> None:
    mapping = choices((0, "VIN", "vin"), (1, "Tel", "contact_phone"), (2, "Tel", "user_phone"))
    path = workbook(tmp_path / "a.xlsx", [headings, [VINS[0]] * 4])
    assert [column.code for column in read_here(path, columns=mapping).staged.columns] == codes


def test_columns_without_a_heading_are_read_where_the_mapping_has_them(tmp_path: Path) -> None:
    rows = [["VIN", None, "Make"], [VINS[0], "粤B12345", "VW"]]
    found = read_here(workbook(tmp_path / "a.xlsx", rows), columns=choices((1, "", "plate")))
    assert found.staged.columns[1] == ReadColumn(1, "", "plate")
    assert (found.staged.columns[1].name, found.rows[2]["plate"]) == ("B", "粤B·12345")
    assert found.noted == {}


def test_a_list_without_headings_is_read_by_place_from_its_first_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[VINS[0], "VW", "x"], [VINS[1], "Audi", "y"]])
    mapping = choices((1, "Marke", "make"), (0, "", "vin"))
    found = read_here(path, header_row=0, columns=mapping)
    assert (found.staged.header_row, found.staged.rows) == (0, 2)
    assert [(row["vin"], row["make"]) for row in found.rows.values()] == [(VINS[0], "VW"), (VINS[1], "Audi")]
    assert (list(found.rows), found.noted) == ([1, 2], {})


def test_the_row_of_the_headings_can_be_told_far_down_too(tmp_path: Path) -> None:
    rows = [
        ["VIN", "Make", "Plate"],
        ["a", "b", "c"],
        *[[None]] * 40,
        ["Fahrgestell", "Marke"],
        [VINS[0], "VW"],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    mapping = choices((0, "Fahrgestell", "vin"), (1, "Marke", "make"))
    assert list(read_here(path, header_row=43, columns=mapping).rows) == [44]
    # Headings that were mapped are as good as known ones.
    near = workbook(tmp_path / "b.xlsx", [["Liste"], ["Fahrgestell", "Marke"], [VINS[0], "VW"]])
    assert read_here(near, columns=mapping).staged.header_row == 2


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "no_headings"),
        ({"header_row": 1}, "no_columns"),
        ({"header_row": 0}, "no_columns"),
        ({"header_row": 99}, "no_columns"),
        ({"columns": choices((0, "Gone", "vin"))}, "no_columns"),
        ({"columns": choices((0, "x", None))}, "no_columns"),
    ],
)
def test_a_sheet_of_which_nothing_is_to_be_read_is_refused(
    wanted: dict[str, Any], code: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x", "y"], ["1", "2"]])
    with pytest.raises(DealerDeskError) as refusal:
        read_here(path, **wanted)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)


def test_a_hidden_sheet_is_read_once_it_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["VIN", "Make"])
    book.create_sheet("Old").append(["Plate", "Make"])
    book["Old"].append(["AB1", "VW"])
    book["Old"].sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx", sheet="Old")
    assert (found.staged.sheet, found.rows[2]["plate"], found.noted) == ("Old", "AB1", {})


@pytest.mark.parametrize(
    ("day_first", "read_as"), [(True, "2019-05-06"), (False, "2019-06-05"), (None, "2019-05-06")]
)
def test_the_order_of_day_and_month_can_be_told_for_a_column(
    day_first: bool | None, read_as: str, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["VIN", "Seen", "Next service"], [VINS[0], "06/05/2019", "13/05/2019"]]
    )
    found = read_here(path, columns=choices((1, "Seen", "last_visit", day_first)))
    assert (found.rows[2]["last_visit"], found.rows[2]["next_service"]) == (read_as, "2019-05-13")
    assert ("order_assumed" in found.noted) == (day_first is None)


def merged_book(path: Path) -> Path:
    """Two vehicles of one owner, whose cells are merged; a line of words, and merged sums below."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["VIN", "Customer", "Phone", "Make"],
        [VINS[0], "王伟", "138", "VW"],
        [VINS[1], None, None, "Audi"],
        [None, "第二页", None, None],
        [VINS[2], "同上", None, "VW"],
        ["本页合计：两辆", None, None, 3],
    ):
        sheet.append(row)
    for cells in ("B2:C3", "B4:D4", "B5:C5", "A6:C6"):
        sheet.merge_cells(cells)
    sheet["B2"] = "13800138000"
    book.save(path)
    return path


def test_merged_cells_give_their_value_to_all_of_them_where_that_is_wished(tmp_path: Path) -> None:
    path = merged_book(tmp_path / "a.xlsx")
    plain = read_here(path)
    assert (plain.rows[3]["customer"], "merged_cells" in plain.noted) == (None, True)
    found = read_here(path, fill_merged=True)
    assert "merged_cells" not in found.noted
    owners = {number: (row["customer"], row["phone"]) for number, row in found.rows.items()}
    assert owners == {
        2: ("13800138000", "13800138000"),
        3: ("13800138000", "13800138000"),
        4: ("第二页", None),
        5: ("同上", "同上"),
    }
    assert found.noted["totals_left_out"] == {"rows": ["6"]}


def test_merged_headings_are_no_hindrance_once_the_columns_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["VIN", "Owner", None])
    book.active.append([VINS[0], "王伟", "13800138000"])
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DealerDeskError) as refusal:
        read_here(tmp_path / "a.xlsx")
    assert refusal.value.code == "headings_merged"
    found = read_here(tmp_path / "a.xlsx", columns=choices((2, "", "phone")))
    assert (found.rows[2]["customer"], found.rows[2]["phone"]) == ("王伟", "13800138000")


def test_what_was_typed_stands_instead_of_the_cell(tmp_path: Path) -> None:
    rows = [
        ["VIN", "Mileage", "Make", "Reg date"],
        ["SHORT", "x", "VW", "31/02/2019"],
        [VINS[1], 5, "VW", None],
        [None, "printed by Lin", None, None],
    ]
    typed = {
        (2, "vin"): VINS[0],
        (2, "odometer"): "１２ km",
        (2, "registration_date"): "06/05/2019",
        (3, "odometer"): "about 7",
        (3, "make"): "",
        (3, "phone"): "138 0013 8000",
        (4, "vin"): "",
        (4, "odometer"): "",
        (99, "make"): "nobody",
    }
    found = read(workbook(tmp_path / "a.xlsx", rows), corrections=typed)
    assert found.rows[2] == found.rows[2] | {
        "vin": VINS[0],
        "odometer": 12,
        "registration_date": "2019-05-06",
        "phone": None,
    }
    assert (found.rows[3]["make"], found.rows[3]["phone"]) == (None, "138 0013 8000")
    assert [(problem["n"], problem["field"], problem["value"]) for problem in found.problems] == [
        (3, "odometer", "about 7")
    ]
    assert list(found.rows) == [2, 3]
    assert [column.code for column in found.staged.columns] == [
        "vin",
        "odometer",
        "make",
        "registration_date",
    ]


def test_what_was_typed_is_taken_as_it_is_in_text_files_too(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", f"VIN,Notes\n{VINS[0]},x\n{VINS[1]}\n")
    typed = {(2, "notes"): "'=1+1", (3, "notes"): '="007"', (3, "odometer"): "-1", (2, "colour"): "red"}
    found = read_here(path, corrections=typed)
    assert (found.rows[2]["notes"], found.rows[3]["notes"], found.rows[2]["colour"]) == (
        "'=1+1",
        '="007"',
        "red",
    )
    assert [(problem["n"], problem["value"]) for problem in found.problems] == [(3, "-1")]


def test_a_vin_that_was_typed_twice_is_refused_like_one_in_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["VIN", "Make"], [VINS[0], "VW"], ["x", "VW"]])
    found = read_here(path, corrections={(3, "vin"): VINS[0]})
    assert found.of("refused") == [(3, "duplicate_in_sheet")]


def test_headings_that_are_numbers_days_or_formulas_are_what_they_show(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["VIN", 2019, "=A1"], [VINS[0], "7", "x"]])
    found = read_here(path, columns=choices((1, "2019", "odometer")))
    assert found.fields == [("VIN", "vin"), ("2019", "odometer")]
    assert found.rows[2]["odometer"] == 7


def test_a_refused_mapping_leaves_no_staging_file(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"], ["y"]])
    staging = tmp_path / "staging"
    with pytest.raises(DealerDeskError):
        reader.read_into_staging(path, ImportMapping(CUSTOMERS, header_row=1), staging, progress=Silent())
    assert not staging.exists()
