"""A first look at a spreadsheet shows what is there and what it may be, and refuses only what is unsafe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.exchange.reading.preview import (
    MOST_COLUMNS,
    EncodingFound,
    Preview,
    PreviewRow,
    SheetFound,
    Why,
    read_preview,
)
from tests.support.spreadsheets import SAMPLES, VINS, delimited, look_here, workbook

ORDERS = RecordKind.REPAIR_ORDERS


def meant(look: Preview) -> list[tuple[str, str | None, Why]]:
    return [(column.heading, column.code, column.why) for column in look.columns]


def test_the_register_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = SAMPLES / "车辆档案登记表.xlsx"
    look = read_preview(path, ImportMapping(RecordKind.FILES), progress=Silent())
    assert (look.path, look.sheet, look.header_row, look.encoding) == (path, "车辆档案", 3, None)
    assert look.sheets[0].known == look.kinds[RecordKind.FILES] == max(look.kinds.values())
    assert [(sheet.name, sheet.hidden) for sheet in look.sheets[1:]] == [("旧表", True)]
    assert look.sheets[1].known == 2
    assert (look.hidden, dict(look.notes)["sheets_hidden"]) == (("旧表",), {"sheets": ["旧表"]})
    assert "headings_unknown" not in dict(look.notes)
    assert [row.number for row in look.rows] == list(range(1, 51))
    assert {len(row.cells) for row in look.rows} == {look.width}
    columns = {column.code: column for column in look.columns}
    assert (columns["vin"].why, columns["vin"].letters, columns["vin"].filled) == (Why.HEADING, "C", 200)
    assert columns["vin"].samples == tuple(row.cells[columns["vin"].at] for row in look.rows[3:8])
    assert columns[None].heading == "序号"


def test_a_kind_can_be_suggested_by_the_headings() -> None:
    look = look_here(SAMPLES / "repair-orders.xlsx")
    assert max(look.kinds, key=lambda kind: look.kinds[kind]) is ORDERS
    assert (look.kind, set(look.kinds)) == (RecordKind.FILES, set(RecordKind))
    opened = dict(zip([column.heading for column in look.columns], look.rows[1].cells, strict=True))
    assert "2026-02-03 13:53" in opened.values()


def test_cells_are_shown_as_people_see_them(tmp_path: Path) -> None:
    rows = [
        ["VIN", "Mileage", "Seen", "At", "Paid", "Notes"],
        [
            VINS[0],
            1234.0,
            datetime.fromisoformat("2026-03-01"),
            datetime.fromisoformat("2026-03-01T09:30"),
            True,
            "a\nb",
        ],
        [None, 0.5, "#N/A", "=1+1", None, "x" * 900],
    ]
    look = look_here(workbook(tmp_path / "a.xlsx", rows))
    assert look.rows[1:] == (
        PreviewRow(2, (VINS[0], "1234", "2026-03-01", "2026-03-01 09:30", "TRUE", "a\nb")),
        PreviewRow(3, ("", "0.5", "#N/A", "", "", "x" * 500)),
    )
    text = delimited(tmp_path / "b.csv", f"VIN,Phone\n{VINS[0]},'+44 1\n")
    assert look_here(text).rows[1].cells == (VINS[0], "+44 1")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", EncodingFound("UTF-8", assumed=False)),
        ("utf-8-sig", EncodingFound("UTF-8", assumed=False)),
        ("utf-16", EncodingFound("UTF-16", assumed=False)),
        ("utf-16-be", EncodingFound("UTF-16BE", assumed=True)),
        ("gb18030", EncodingFound("GB18030", assumed=True)),
        ("big5", EncodingFound("Big5", assumed=True)),
    ],
)
def test_the_encoding_found_can_be_asked_for_again(
    encoding: str, found: EncodingFound, tmp_path: Path
) -> None:
    path = delimited(tmp_path / "a.csv", f"VIN,客戶\n{VINS[0]},王小明\n", encoding)
    look = look_here(path)
    assert look.encoding == found
    again = look_here(path, encoding=found.name)
    assert (again.rows, again.encoding) == (look.rows, EncodingFound(found.name, assumed=False))
    assert (look.sheet, look.sheets, look.hidden) == ("a", (SheetFound("a", False, 2),), ())


def test_a_wrong_encoding_shows_other_letters_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", f"VIN,客户\n{VINS[0]},王伟\n", "gb18030")
    assert look_here(path, encoding="windows-1252").rows[1].cells[1] == "ÍõÎ°"
    for encoding, sheet, code in (
        ("klingon", None, "encoding_unknown"),
        ("utf-8", None, "encoding_wrong"),
        (None, "b", "sheet_unknown"),
    ):
        with pytest.raises(DealerDeskError) as refusal:
            look_here(path, encoding=encoding, sheet=sheet)
        assert refusal.value.code == code


def test_a_sheet_that_nobody_knows_is_shown_with_its_likely_headings(tmp_path: Path) -> None:
    rows = [
        ["Bestand 2026"],
        [],
        ["Fahrgestell", "Marke", "Kennzeichen"],
        *[
            [vin, "VW", plate]
            for vin, plate in zip(VINS[:3], ("粤B12345", "粤B12346", "粤B12347"), strict=True)
        ],
    ]
    look = look_here(workbook(tmp_path / "a.xlsx", rows))
    assert (look.header_row, look.kinds[RecordKind.FILES]) == (3, 0)
    assert meant(look) == [
        ("Fahrgestell", "vin", Why.CELLS),
        ("Marke", None, Why.NONE),
        ("Kennzeichen", "plate", Why.CELLS),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[VINS[0], "13800138000"], [VINS[1], "13800138001"], [VINS[2], "13800138002"]],
        [["a note"], ["another"]],
        [["x", "x"], ["1", "2"]],
        [["only", "headings"]],
        [[]],
    ],
)
def test_a_list_without_headings_is_shown_from_its_first_row(rows: list[list[str]], tmp_path: Path) -> None:
    look = look_here(workbook(tmp_path / "a.xlsx", rows))
    assert look.header_row == 0
    assert len(look.rows) == look.height
    if rows[0][:1] == [VINS[0]]:
        assert meant(look) == [("", "vin", Why.CELLS), ("", "phone", Why.CELLS)]
        assert look.columns[0].filled == 3


def test_what_was_chosen_is_shown_as_chosen(tmp_path: Path) -> None:
    rows = [["VIN", "Tel", "Junk", None], *[[vin, "13800138000", "粤B12345", "x"] for vin in VINS[:3]]]
    chosen = (ColumnChoice(1, "Tel", None), ColumnChoice(3, "", "notes"), ColumnChoice(9, "Gone", "colour"))
    look = look_here(workbook(tmp_path / "a.xlsx", rows), columns=chosen)
    assert meant(look) == [
        ("VIN", "vin", Why.HEADING),
        ("Tel", None, Why.CHOSEN),
        ("Junk", "plate", Why.CELLS),
        ("", "notes", Why.CHOSEN),
    ]
    assert dict(look.notes)["columns_missing"] == {"columns": ["Gone"]}
    assert look_here(tmp_path / "a.xlsx", header_row=2).columns[0].heading == VINS[0]
    bare = look_here(tmp_path / "a.xlsx", header_row=0, columns=(ColumnChoice(0, "", "vin"),))
    assert (bare.columns[0].filled, bare.columns[0].samples[0]) == (4, "VIN")


def test_a_phone_is_guessed_only_where_no_column_is_one(tmp_path: Path) -> None:
    rows = [["VIN", "User phone", "Other"], *[[vin, "1", "13800138000"] for vin in VINS[:3]]]
    assert look_here(workbook(tmp_path / "a.xlsx", rows)).columns[2].why is Why.NONE


@pytest.mark.parametrize(
    ("texts", "is_ambiguous", "day_first"),
    [
        (["06/05/2019", "07/05/2019"], True, None),
        (["06/05/2019", "13/05/2019"], False, True),
        (["06/05/2019", "05/13/2019"], False, False),
        (["06/05/2019", "05/13/2019", "13/05/2019"], True, None),
        (["2019-05-06", "2019-06-05"], False, None),
        (["06/05/2019"] * 300 + ["05/13/2019"], False, False),
    ],
)
def test_dates_whose_order_only_a_person_can_tell_are_marked(
    texts: list[str], is_ambiguous: bool, day_first: bool | None, tmp_path: Path
) -> None:
    rows = [["VIN", "Last visit"], *[["x", text] for text in texts]]
    path = workbook(tmp_path / "a.xlsx", rows)
    column = look_here(path).columns[1]
    assert (column.is_date_ambiguous, column.day_first) == (is_ambiguous, day_first)
    told = (ColumnChoice(1, "Last visit", "last_visit", False),)
    column = look_here(path, columns=told).columns[1]
    assert (column.is_date_ambiguous, column.day_first) == (is_ambiguous, False)


def test_merged_cells_are_shown_and_merged_headings_only_noted(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["VIN", "Owner", None], [VINS[0], "王伟", None], [VINS[1], None, None]):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    look = look_here(tmp_path / "a.xlsx")
    assert (look.merged, dict(look.notes)["headings_merged"]["cells"]) == (False, "B1:C1")
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    look = look_here(tmp_path / "a.xlsx")
    assert (look.merged, look.rows[2].cells[1]) == (True, "")
    look = look_here(tmp_path / "a.xlsx", fill_merged=True)
    assert (look.merged, look.rows[2].cells[1]) == (True, "王伟")


def test_a_look_at_another_sheet_still_counts_the_headings_of_all(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["VIN", "Make"])
    for name, state in (("Two", "visible"), ("Three", "hidden")):
        book.create_sheet(name).append(["Plate", "Make", "Model"])
        book[name].sheet_state = state
    book.save(tmp_path / "a.xlsx")
    sheets = (SheetFound("Sheet", False, 2), SheetFound("Two", False, 3), SheetFound("Three", True, 3))
    for sheet, found in ((None, "Two"), ("Three", "Three")):
        look = look_here(tmp_path / "a.xlsx", sheet=sheet)
        assert (look.sheet, look.sheets, look.hidden) == (found, sheets, ("Three",))
    with pytest.raises(DealerDeskError) as refusal:
        look_here(tmp_path / "a.xlsx", sheet="Four")
    assert refusal.value.code == "sheet_unknown"


def test_a_very_wide_sheet_is_shown_as_far_as_people_look(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["VIN", *range(MOST_COLUMNS)], [VINS[0], *range(MOST_COLUMNS)]])
    look = look_here(path)
    assert (look.width, len(look.columns), len(look.rows[0].cells)) == (MOST_COLUMNS + 1, *[MOST_COLUMNS] * 2)


def test_only_the_rows_that_are_looked_at_are_read(tmp_path: Path) -> None:
    rows = [["VIN", "Make"], *[["x", "VW"]] * 400]
    look = look_here(workbook(tmp_path / "a.xlsx", rows))
    assert (look.height, len(look.rows), look.columns[0].filled) == (401, 50, 200)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file_empty"), (b"PK\x03\x04junk", "file_damaged"), (b"\x7fELF", "file_not_spreadsheet")],
)
def test_what_cannot_be_read_is_refused_as_ever(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(DealerDeskError) as refusal:
        read_preview(path, ImportMapping(RecordKind.FILES), progress=Silent())
    assert refusal.value.code == code


def test_how_a_preview_reads_a_sheet_is_how_it_is_imported(tmp_path: Path) -> None:
    """What the preview shows can be told back as a mapping, and then changes nothing."""
    path = SAMPLES / "车辆档案登记表.xlsx"
    look = look_here(path)
    told: dict[str, Any] = {
        "sheet": look.sheet,
        "header_row": look.header_row,
        "columns": tuple(ColumnChoice(column.at, column.heading, column.code) for column in look.columns),
    }
    again = look_here(path, **told)
    assert [(column.at, column.code, column.samples) for column in again.columns] == [
        (column.at, column.code, column.samples) for column in look.columns
    ]
    assert {column.why for column in again.columns} == {Why.CHOSEN}
