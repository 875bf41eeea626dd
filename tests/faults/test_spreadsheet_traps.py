"""Every trap that spreadsheets are known to set, on their way in and out, with what becomes of it.

One table to read: what was done to the sheet, and the refusal, the problems, the notes or the values that
must come of it. Files that were made to do harm are in test_exchange_bad_files and test_corpus.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Silent
from dealerdesk.exchange.writing.writer import write_records
from tests.integration.conftest import clock, desk, made_empty  # noqa: F401  # fixtures
from tests.support.importing import outcome, records
from tests.support.spreadsheets import VINS, delimited, read_here, workbook

Value = tuple[int, str, object]
"""A row, a field's code, and what must have been read there."""


@dataclass(frozen=True, slots=True)
class Trap:
    """A sheet with something in it, and what must come of it; `notes` are codes with part of the sentence."""

    make: Callable[[Path], Path]
    refusal: str | None = None
    problems: Mapping[tuple[int, str], str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    values: tuple[Value, ...] = ()
    wanted: Mapping[str, Any] = field(default_factory=dict)


def rows(*lines: Sequence[object]) -> Callable[[Path], Path]:
    return lambda folder: workbook(folder / "a.xlsx", map(list, lines))


def text(said: str, encoding: str = "utf-8", name: str = "a.csv") -> Callable[[Path], Path]:
    return lambda folder: delimited(folder / name, said, encoding)


def book(change: Callable[[Any, Any], None]) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        new = Workbook()
        change(new, new.active)
        new.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return made


def _hidden(new: Any, sheet: Any) -> None:
    for title, state in (("Old", "hidden"), ("Older", "veryHidden")):
        other = new.create_sheet(title)
        other.sheet_state = state
        for line in (["VIN", "Make", "Plate"], [VINS[9], "x", "y"]):
            other.append(line)
    for line in (["VIN", "Make"], [VINS[0], "VW"]):
        sheet.append(line)


def _merged_heading(_: Any, sheet: Any) -> None:
    for line in (["VIN", "Make", None], [VINS[0], "VW", "Golf"]):
        sheet.append(line)
    sheet.merge_cells("B1:C1")


def _merged_cells(_: Any, sheet: Any) -> None:
    for line in (["VIN", "Make"], [VINS[0], "VW"], [VINS[1], None]):
        sheet.append(line)
    sheet.merge_cells("B2:B3")


def _epoch_1904(new: Any, sheet: Any) -> None:
    new.epoch = CALENDAR_MAC_1904
    for line in (["VIN", "Reg date", "Last visit"], [VINS[0], date(2019, 5, 6), 42129]):
        sheet.append(line)


def _last_row(_: Any, sheet: Any) -> None:
    for line in (["VIN", "Make"], [VINS[0], "VW"]):
        sheet.append(line)
    sheet["A900000"].number_format = "@"


IN = {
    "an ID number of 18 digits kept as a number": Trap(
        rows(["VIN", "ID number"], [VINS[0], 440305199301264704]),
        problems={(2, "number_cut_by_excel"): "left_out"},
        values=((2, "id_number", None),),
    ),
    "a VIN kept as a number of 17 digits": Trap(
        rows(["VIN", "Make"], [12345678901234567, "VW"]), problems={(2, "number_cut_by_excel"): "refused"}
    ),
    "a phone kept as a number": Trap(
        rows(["VIN", "Phone"], [VINS[0], 13800138000.0]), values=((2, "phone", "13800138000"),)
    ),
    "a phone that lost its first nought": Trap(
        rows(["VIN", "Phone"], [VINS[0], 7700900123]), values=((2, "phone", "7700900123"),)
    ),
    "an identifier in scientific notation": Trap(
        text(f"VIN,ID number,Plate\n{VINS[0]},1.23E+17,A1\n"),
        problems={(2, "scientific_notation"): "left_out"},
        values=((2, "id_number", None),),
    ),
    "a VIN in scientific notation": Trap(
        text("VIN,Make\n1.23E+16,VW\n"), problems={(2, "scientific_notation"): "refused"}
    ),
    "a real date, a serial, and dates as text": Trap(
        rows(
            ["VIN", "Reg date", "Last visit", "Next service", "Manufacture date"],
            [VINS[0], date(2019, 5, 6), 43591, "2019年5月6日", "2019.05"],
        ),
        values=(
            (2, "registration_date", "2019-05-06"),
            (2, "last_visit", "2019-05-06"),
            (2, "next_service", "2019-05-06"),
            (2, "manufacture_date", "2019-05"),
        ),
    ),
    "dates that count from 1904": Trap(
        book(_epoch_1904),
        values=((2, "registration_date", "2019-05-06"), (2, "last_visit", "2019-05-06")),
    ),
    "dates in which day and month could change places": Trap(
        rows(["VIN", "Reg date"], [VINS[0], "06/05/2019"]),
        notes={"order_assumed": "day first"},
        values=((2, "registration_date", "2019-05-06"),),
    ),
    "years before 1950 and after 2100": Trap(
        rows(["VIN", "Reg date"], [VINS[0], "1949-12-31"], [VINS[1], "2101-01-01"], [VINS[2], 99_999]),
        problems={
            (2, "date_range"): "left_out",
            (3, "date_range"): "left_out",
            (4, "date_range"): "left_out",
        },
    ),
    "a day that is not": Trap(
        rows(["VIN", "Reg date"], [VINS[0], "2019-02-30"]),
        problems={(2, "date_impossible"): "left_out"},
    ),
    "an error cell": Trap(rows(["VIN", "Make"], [VINS[0], "#N/A"]), problems={(2, "error_cell"): "left_out"}),
    "an error in a text file": Trap(
        text(f"VIN,Make\n{VINS[0]},#N/A\n"), problems={(2, "error_cell"): "left_out"}
    ),
    "a formula that was never calculated": Trap(
        rows(["VIN", "Make"], [VINS[0], "=B9"]),
        problems={(2, "formula_without_value"): "left_out"},
        notes={"formulas_not_computed": "1 cell holds a formula"},
    ),
    "hidden and very hidden sheets": Trap(book(_hidden), notes={"sheets_hidden": "Old, Older"}),
    "a hidden sheet asked for by name": Trap(
        book(_hidden), values=((2, "vin", VINS[9]),), wanted={"sheet": "Older"}
    ),
    "merged cells in the headings": Trap(book(_merged_heading), refusal="headings_merged"),
    "merged cells among the rows": Trap(
        book(_merged_cells), notes={"merged_cells": "B2:B3"}, values=((3, "make", None),)
    ),
    "merged cells among the rows, filled": Trap(
        book(_merged_cells), values=((3, "make", "VW"),), wanted={"fill_merged": True}
    ),
    "headings in the second row": Trap(
        rows(["Our register"], ["VIN", "Make"], [VINS[0], "VW"]), values=((3, "make", "VW"),)
    ),
    "headings in the fourth row below a title, a note and a blank": Trap(
        rows(["车辆登记表"], ["填表日期：2026-01-01"], [], ["车架号", "厂牌"], [VINS[0], "大众"]),
        values=((5, "make", "大众"),),
    ),
    "rows of totals": Trap(
        rows(["VIN", "Mileage"], [VINS[0], 10], ["合　计", 10], ["Total", 10]),
        notes={"totals_left_out": "3, 4"},
    ),
    "full-width letters and digits, wide and invisible spaces": Trap(
        rows(
            ["\u3000ＶＩＮ\u200b", "车牌号\ufeff"],
            ["ＷＶＷＺＺＺ１ＪＺＸＷ０００００１\u3000", "粤Ｂ\u200b１２３４５"],
        ),
        values=((2, "vin", "WVWZZZ1JZXW000001"), (2, "plate", "粤B·12345")),
    ),
    "digits of other scripts": Trap(
        rows(["VIN", "Mileage"], [VINS[0], "\u0661\u0662"]),
        problems={(2, "integer_unreadable"): "left_out"},
    ),
    "letters that a VIN never has": Trap(
        rows(["VIN"], ["WVWZZZ1JZXWO00001"]), problems={(2, "vin_letters"): "refused"}
    ),
    "one VIN on two rows": Trap(
        rows(["VIN", "Make"], [VINS[0], "VW"], [VINS[0].lower(), "Audi"]),
        problems={(3, "duplicate_in_sheet"): "refused"},
    ),
    "a plate without a letter or digit": Trap(
        rows(["VIN", "Plate"], [VINS[0], "———"]), problems={(2, "plate_unusable"): "left_out"}
    ),
    "short Chinese text in GB18030": Trap(
        text(f"VIN,车主\n{VINS[0]},王伟\n", "gb18030"),
        notes={"encoding_assumed": "GB18030"},
        values=((2, "customer", "王伟"),),
    ),
    "Chinese text in Big5": Trap(
        text(f"VIN,車主\n{VINS[0]},陳美玲\n", "big5"),
        notes={"encoding_assumed": "Big5"},
        values=((2, "customer", "陳美玲"),),
    ),
    "European text in Windows-1252": Trap(
        text(f"VIN;Keeper\n{VINS[0]};Zoë Müller\n", "cp1252"),
        notes={"encoding_assumed": "Windows-1252"},
        values=((2, "customer", "Zoë Müller"),),
    ),
    "UTF-8 with a mark": Trap(
        text(f"VIN,车主\n{VINS[0]},王伟\n", "utf-8-sig"), values=((2, "customer", "王伟"),)
    ),
    "UTF-16 without a mark": Trap(
        text(f"VIN\t车主\n{VINS[0]}\t王伟\n", "utf-16-le", "a.tsv"), values=((2, "customer", "王伟"),)
    ),
    "an encoding that the person names wrongly": Trap(
        text(f"VIN,车主\n{VINS[0]},王伟\n", "gb18030"), refusal="encoding_wrong", wanted={"encoding": "utf-8"}
    ),
    "no headings that are known": Trap(rows(["a", "b"], [1, 2]), refusal="no_headings"),
    "a format far below the last row": Trap(book(_last_row), values=((2, "make", "VW"),)),
    "a workbook with the name of a text file": Trap(
        lambda folder: rows(["VIN", "Make"], [VINS[0], "VW"])(folder).rename(folder / "b.csv"),
        values=((2, "make", "VW"),),
    ),
}


@pytest.mark.parametrize("name", IN)
def test_a_trap_on_the_way_in(name: str, tmp_path: Path) -> None:
    trap = IN[name]
    path = trap.make(tmp_path)
    if trap.refusal:
        with pytest.raises(DealerDeskError) as refusal:
            read_here(path, **trap.wanted)
        assert refusal.value.code == trap.refusal
        assert "{" not in str(refusal.value)
        return
    found = read_here(path, **trap.wanted)
    assert {(each["n"], each["code"]): each["severity"] for each in found.problems} == trap.problems
    sentences = found.said()
    for code, part in trap.notes.items():
        assert code in found.noted
        assert any(part in sentence for sentence in sentences), sentences
    for row, code, value in trap.values:
        assert found.rows[row][code] == value


def test_the_same_file_twice_changes_nothing(desk: Desk, tmp_path: Path) -> None:  # noqa: F811  # a fixture
    path = rows(["VIN", "Customer", "Phone"], *([vin, f"Name {vin}", "1"] for vin in VINS[:9]))(tmp_path)
    mapping = ImportMapping(RecordKind.FILES)
    assert outcome(desk.imports.run(path, mapping)) == {"new": 9}
    before = records(desk)
    assert outcome(desk.imports.run(path, mapping)) == {"unchanged": 9}
    assert records(desk) == before


def written(tmp_path: Path, ending: str, *values: tuple[str, str | int | None]) -> Path:
    """One record with these fields, exported."""
    fields = [found for code, _ in values if (found := field_of(RecordKind.FILES, code))]
    out = tmp_path / f"out.{ending}"
    write_records(
        out,
        RecordKind.FILES,
        fields,
        [[value for _, value in values]],
        title="Our register",
        exported_at=datetime.fromisoformat("2026-10-08T11:00"),
        last_moment="7:a",
        progress=Silent(),
    )
    return out


def test_identifiers_go_out_as_text_dates_as_dates_and_numbers_as_numbers(tmp_path: Path) -> None:
    out = written(
        tmp_path,
        "xlsx",
        ("vin", VINS[0]),
        ("phone", "013800138000"),
        ("id_number", "110101199003070011"),
        ("registration_date", "2020-01-02"),
        ("odometer", 1234),
    )
    sheet = load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [
        VINS[0],
        "013800138000",
        "110101199003070011",
        datetime.fromisoformat("2020-01-02"),
        1234,
    ]
    assert [cell.number_format for cell in sheet[2]][:3] == ["@", "@", "@"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E2")
    assert all(width.width for width in sheet.column_dimensions.values())
    assert sheet.parent.properties.title == "Our register"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_text_beyond_a_cells_measure_is_refused(ending: str, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        written(tmp_path, ending, ("notes", "字" * 32_768))
    assert refusal.value.code == "cell_too_long"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_control_characters_harm_no_reader(ending: str, tmp_path: Path) -> None:
    out = written(tmp_path, ending, ("vin", VINS[0]), ("notes", "a\x00\x01\x1fb\ufffe"))
    assert read_here(out).rows[2]["notes"] == "ab"


def test_a_text_file_says_that_it_is_utf_8(tmp_path: Path) -> None:
    content = written(tmp_path, "csv", ("customer", "王伟"), ("notes", "-1")).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1] == ["王伟", "'-1"]


def test_formulas_of_the_users_own_workbook_are_read_by_their_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as own:
        sheet = own.add_worksheet()
        sheet.write_row(0, 0, ["VIN", "Mileage", "Make"])
        sheet.write_string(1, 0, VINS[0])
        sheet.write_formula(1, 1, "=1+1", None, 4711)
        sheet.write_formula(1, 2, '="V"&"W"', None, "VW")
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" in archive.read("xl/worksheets/sheet1.xml")
    row = read_here(path).rows[2]
    assert (row["odometer"], row["make"]) == (4711, "VW")
