"""The problem rows as a copy of the user's own workbook: nothing lost, faults marked, ready to come in."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]  # it ships no types
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # it ships no types
from openpyxl.formatting.rule import CellIsRule  # type: ignore[import-untyped]  # it ships no types
from openpyxl.packaging.custom import StringProperty  # type: ignore[import-untyped]  # it ships no types
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]  # it ships no types
from openpyxl.worksheet.cell_range import CellRange  # type: ignore[import-untyped]  # it ships no types
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # it ships no types
from openpyxl.worksheet.table import Table  # type: ignore[import-untyped]  # it ships no types

from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Silent, Stoppable
from dealerdesk.exchange.messages import describe_problem
from dealerdesk.exchange.problems.problem_copy import BAD_TINT, WARN_TINT
from dealerdesk.exchange.problems.problem_rows import Asked, Remark, _write, write_problem_rows
from tests.support.hostile_files import MAKERS
from tests.support.spreadsheets import (
    SAMPLES,
    VINS,
    Found,
    biff_text,
    delimited,
    old_workbook,
    read,
    read_here,
)

REGISTER = "车辆档案登记表.xlsx"
SAID = "This cannot be."
Marks = dict[int, list[Remark]]


def write(source: Path, out: Path, marks: Marks, *, sheet: str = "Sheet", header_row: int = 1) -> int:
    """Through the child process, as the program does."""
    return write_problem_rows(
        source, out, sheet=sheet, header_row=header_row, remarks=marks, progress=Silent()
    )


def write_here(source: Path, out: Path, marks: Marks, *, sheet: str = "Sheet", header_row: int = 1) -> Any:
    """In this process, and the sheet that came of it."""
    mapping = ImportMapping(RecordKind.FILES, sheet=sheet, header_row=header_row)
    _write(lambda *_: None, Asked(source, out, mapping, header_row, marks, "Cut."), out)
    return load_workbook(out).worksheets[0]


def remarks_of(found: Found) -> Marks:
    columns = {column.heading: column.at for column in found.staged.columns}
    marks: Marks = {}
    for problem in found.problems:
        sentence = describe_problem(problem["code"], problem["params"])
        marks.setdefault(problem["n"], []).append(Remark(columns.get(problem["column"]), sentence))
    return marks


def notes(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def tint(cell: Any) -> str | None:
    return str(cell.fill.fgColor.rgb)[2:] if cell.fill.fill_type == "solid" else None


@pytest.fixture
def a_book(tmp_path: Path) -> Callable[[Callable[[Any, Any], None]], Path]:
    """A workbook with nine records below a title and headings in row 2, changed as a test needs it."""

    def made(change: Callable[[Any, Any], None]) -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Sheet"
        sheet.append(["A title of them all"])
        sheet.append(["VIN", "Customer", "Registration date", "Odometer"])
        for at in range(9):
            sheet.append([VINS[at], f"Name {at}", date(2020, 1, 1 + at), at * 1000])
        change(book, sheet)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return made


def test_the_register_comes_back_with_its_faults_marked_and_mended_rows_come_in(tmp_path: Path) -> None:
    source = Path(shutil.copy(SAMPLES / REGISTER, tmp_path))
    found = read(source)
    marks, out = remarks_of(found), tmp_path / "problems.xlsx"
    assert write(source, out, marks, sheet="车辆档案", header_row=3) == len(marks) == 11
    original, book = load_workbook(source), load_workbook(out)
    assert book.sheetnames == original.sheetnames
    assert [sheet.sheet_state for sheet in book] == [sheet.sheet_state for sheet in original]
    old, new = original["车辆档案"], book["车辆档案"]
    assert book.active.title == "车辆档案"
    assert new.max_row == 3 + len(marks)
    assert {str(cells) for cells in new.merged_cells} == {str(cells) for cells in old.merged_cells}
    assert new.freeze_panes == old.freeze_panes
    assert {key: width.width for key, width in new.column_dimensions.items()} == {
        key: width.width for key, width in old.column_dimensions.items()
    }
    places = {row: row for row in (1, 2, 3)} | {row: 4 + at for at, row in enumerate(sorted(marks))}
    for row, place in places.items():
        assert new.row_dimensions[place].height == old.row_dimensions[row].height
        for before, after in zip(old[row], new[place], strict=True):
            assert (after.value, after.number_format) == (before.value, before.number_format)
            assert repr((after.font, after.border, after.alignment)) == repr(
                (before.font, before.border, before.alignment)
            )
    at_fault = {(places[row], remark.at or 0): remark.sentence for row in marks for remark in marks[row]}
    assert {
        (cell.row, cell.column - 1): cell.comment.text for row in new for cell in row if cell.comment
    } == (at_fault)
    assert {tint(new.cell(row, at + 1)) for row, at in at_fault} == {BAD_TINT}
    again = read(out)
    assert sorted(problem["code"] for problem in again.problems) == sorted(
        problem["code"] for problem in found.problems if problem["code"] != "duplicate_in_sheet"
    )
    column = next(column.at for column in again.staged.columns if column.code == "vin") + 1
    for row in range(4, new.max_row + 1):
        new.cell(row, column).value = VINS[row]
    for row, at in at_fault:
        if at + 1 != column:
            new.cell(row, at + 1).value = None
    book.save(out)
    mended = read(out)
    assert (mended.problems, mended.staged.rows) == ([], 11)


def test_what_hangs_on_rows_moves_with_them(a_book: Callable[..., Path], tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("B4:B5")
        sheet.merge_cells("B7:C8")
        sheet["B6"].hyperlink = "https://example.com/"
        sheet["A9"].hyperlink = "https://example.com/gone"
        sheet["D6"].comment = Comment("Ask Mr Li.", "Li")
        sheet["D9"].comment = Comment("gone", "Li")
        sheet["A6"].font = Font(bold=True, color="FF00AA00")
        sheet.row_dimensions[6].height = 40
        sheet.row_dimensions[6].hidden = True
        choice = DataValidation("list", formula1='"1,2"', sqref="D3:D11")
        sheet.add_data_validation(choice)
        sheet.add_data_validation(DataValidation("list", formula1='"3"', sqref="D9:D10"))
        red = PatternFill("solid", bgColor="FFFF0000")
        sheet.conditional_formatting.add("D3:D11", CellIsRule("lessThan", ["5"], fill=red))
        sheet.conditional_formatting.add("C5:C11", CellIsRule("lessThan", ["C4"], fill=red))
        sheet.auto_filter.ref = "A2:D11"
        sheet.freeze_panes = "B3"
        book.create_sheet("Other").append(["kept"])
        book.create_sheet("Hidden").sheet_state = "veryHidden"
        book.properties.title = "Our register"
        book.custom_doc_props.append(StringProperty(name="DealerDeskLastMoment", value="7:a"))

    out = tmp_path / "out.xlsx"
    marks = {5: [Remark(1, SAID)], 6: [Remark(0, SAID), Remark(0, "Nor this."), Remark(3, SAID, warns=True)]}
    sheet = write_here(a_book(change), out, marks, header_row=2)
    book = sheet.parent
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["VIN", "Customer", "Registration date", "Odometer"],
        [VINS[2], None, datetime.fromisoformat("2020-01-03"), 2000],
        [VINS[3], "Name 3", datetime.fromisoformat("2020-01-04"), 3000],
    ]
    assert {str(cells) for cells in sheet.merged_cells} == {"A1:D1"}
    assert sheet["B4"].hyperlink.target == "https://example.com/"
    assert notes(sheet) == {"B3": SAID, "A4": f"{SAID}\nNor this.", "D4": f"{SAID}\n\nAsk Mr Li."}
    assert [tint(sheet[cell]) for cell in ("B3", "A4", "D4", "C4")] == [BAD_TINT, BAD_TINT, WARN_TINT, None]
    assert sheet["A4"].font == Font(bold=True, color="FF00AA00")
    assert (sheet.row_dimensions[4].height, sheet.row_dimensions[4].hidden) == (40, False)
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["D3:D4"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["D3:D4"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A2:D4", "B3")
    assert [(each.title, each.sheet_state) for each in book][1:] == [
        ("Other", "visible"),
        ("Hidden", "veryHidden"),
    ]
    assert (book["Other"]["A1"].value, book.properties.title) == ("kept", "Our register")
    assert book.custom_doc_props["DealerDeskLastMoment"].value == "7:a"


def test_merged_rows_stay_merged_where_both_of_them_come(a_book: Callable[..., Path], tmp_path: Path) -> None:
    path = a_book(lambda _, sheet: sheet.merge_cells("B5:B6"))
    sheet = write_here(
        path, tmp_path / "out.xlsx", {row: [Remark(0, SAID)] for row in (5, 6, 9)}, header_row=2
    )
    assert {str(cells) for cells in sheet.merged_cells} == {"B3:B4"}


def test_a_table_ends_with_the_rows(a_book: Callable[..., Path], tmp_path: Path) -> None:
    path = a_book(lambda _, sheet: sheet.add_table(Table(displayName="T", ref="A2:D11")))
    sheet = write_here(path, tmp_path / "out.xlsx", {7: [Remark(None, SAID)]}, header_row=2)
    assert sheet.tables["T"].ref == "A2:D3"
    assert notes(sheet) == {"A3": SAID}


def test_formulas_leave_their_values_and_text_stays_text(tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("Sheet")
        sheet.write_row(0, 0, ["VIN", "Notes", "Odometer", "Customer"])
        sheet.write_string(1, 1, "=1+1")
        sheet.write_formula(1, 2, "=A9*2", None, 1234)
        sheet.write_formula(1, 3, '="="&"2+2"', None, "=2+2")
    sheet = write_here(source, tmp_path / "out.xlsx", {2: [Remark(1, SAID)]})
    assert [cell.value for cell in sheet[2]] == [None, "=1+1", 1234, "=2+2"]
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "n", "s"]
    assert (sheet["B2"].quotePrefix, sheet["D2"].quotePrefix) == (True, True)


def test_a_copy_of_a_copy_carries_no_old_remarks(a_book: Callable[..., Path], tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_here(a_book(lambda *_: None), first, {4: [Remark(1, SAID)], 5: [Remark(0, SAID)]}, header_row=2)
    sheet = write_here(first, second, {3: [Remark(0, "Another.")]}, header_row=2)
    assert notes(sheet) == {"A3": "Another."}
    assert (tint(sheet["A3"]), tint(sheet["B3"])) == (BAD_TINT, None)


def test_a_hidden_sheet_that_was_asked_for_is_shown(a_book: Callable[..., Path], tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.sheet_state = "hidden"
        book.active = book.create_sheet("Other")

    sheet = write_here(a_book(change), tmp_path / "out.xlsx", {4: [Remark(0, SAID)]}, header_row=2)
    assert (sheet.sheet_state, sheet.parent.active) == ("visible", sheet)
    assert sheet["A1"].value == "A title of them all"


def test_ranges_over_the_whole_sheet_cost_nothing(a_book: Callable[..., Path], tmp_path: Path) -> None:
    def change(_: Any, sheet: Any) -> None:
        sheet.merged_cells.add(CellRange("A3:XFD1048576"))
        sheet["A4"].hyperlink = "https://example.com/"
        sheet["A4"].hyperlink.ref = "A4:XFD1048576"
        sheet.add_data_validation(DataValidation("list", formula1='"3"', sqref="A1:XFD1048576"))

    began = time.process_time()
    sheet = write_here(a_book(change), tmp_path / "out.xlsx", {4: [Remark(0, SAID)]}, header_row=2)
    assert time.process_time() - began < 5
    assert sheet.max_row == 3


def test_an_old_workbook_becomes_a_new_one(tmp_path: Path) -> None:
    cells = [biff_text(0, 0, "VIN"), biff_text(0, 1, "Notes")]
    cells += [biff_text(row, 0, f"V{row}") for row in range(1, 9)] + [biff_text(5, 1, "=1+1")]
    source = old_workbook(tmp_path / "old.xls", b"".join(cells))
    sheet = write_here(
        source, tmp_path / "out.xlsx", {4: [Remark(None, SAID)], 6: [Remark(1, SAID)]}, sheet="Cards"
    )
    assert [[cell.value for cell in row] for row in sheet] == [["VIN", "Notes"], ["V3", None], ["V5", "=1+1"]]
    assert (sheet["B3"].data_type, sheet["A2"].number_format) == ("s", "@")
    assert notes(sheet) == {"A2": SAID, "B3": SAID}
    assert (tint(sheet["A2"]), sheet.freeze_panes, sheet.title) == (BAD_TINT, "A2", "Cards")


def test_delimited_text_becomes_a_workbook_of_text(tmp_path: Path) -> None:
    text = "VIN,Phone,Notes,ID number\nA,013800138000,'=1+1,\nB,1,2,3\nC,2019-05-06,字,110101199003070011\n"
    source = delimited(tmp_path / "in.csv", text, "gb18030")
    sheet = write_here(
        source, tmp_path / "out.xlsx", {2: [Remark(3, SAID, warns=True)], 4: [Remark(0, SAID)]}, sheet="in"
    )
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["A", "013800138000", "=1+1", None],
        ["C", "2019-05-06", "字", "110101199003070011"],
    ]
    assert {cell.number_format for cell in sheet[3]} == {"@"}
    assert tint(sheet["D2"]) == WARN_TINT
    found = read_here(tmp_path / "out.xlsx")
    assert [row["id_number"] for row in found.rows.values()] == [None, "110101199003070011"]


def test_a_cell_beyond_excels_measure_is_cut_and_it_is_said(tmp_path: Path) -> None:
    source = delimited(tmp_path / "in.csv", f"VIN,Notes\nA,{'😀' * 20_000}\n")
    sheet = write_here(source, tmp_path / "out.xlsx", {2: [Remark(1, SAID)]}, sheet="in")
    assert sheet["B2"].value == "😀" * 16_383
    assert notes(sheet) == {"B2": f"{SAID}\nCut."}


def test_what_openpyxl_cannot_read_is_written_as_it_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    source.write_bytes(MAKERS["styles.xlsx"](random.Random(1)))
    sheet = write_here(source, tmp_path / "out.xlsx", {2: [Remark(0, SAID)]})
    assert notes(sheet) == {"A2": SAID}


def test_sentences_with_anything_in_them_make_a_sound_workbook(
    a_book: Callable[..., Path], tmp_path: Path
) -> None:
    nasty = "<b>\x01\ud800&\u202e" + "x" * 50_000
    for source in (a_book(lambda *_: None), delimited(tmp_path / "Sheet.csv", "t\nVIN\nA\nB\n")):
        sheet = write_here(source, tmp_path / "out.xlsx", {4: [Remark(0, nasty)]}, header_row=2)
        assert notes(sheet)["A3"].startswith("<b>\ufffd\ufffd&\ufffdxxx")
        assert len(notes(sheet)["A3"]) == 4_000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("book.xlsx", "problems_over_source"),
        ("out.csv", "problems_ending"),
        ("none/out.xlsx", "export_failed"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    a_book: Callable[..., Path], tmp_path: Path, name: str, code: str
) -> None:
    source = a_book(lambda *_: None)
    before = source.read_bytes()
    with pytest.raises(DealerDeskError) as refusal:
        write(source, tmp_path / name, {3: [Remark(0, SAID)]}, header_row=2)
    assert refusal.value.code == code
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


def test_stopping_or_failing_leaves_what_was_there(a_book: Callable[..., Path], tmp_path: Path) -> None:
    source, out = a_book(lambda *_: None), tmp_path / "out.xlsx"
    out.write_bytes(b"before")
    stopped = Stoppable()
    stopped.stop()
    with pytest.raises(Cancelled):
        write_problem_rows(source, out, sheet="Sheet", header_row=2, remarks={}, progress=stopped)
    source.write_bytes(b"%PDF")
    with pytest.raises(DealerDeskError, match="not a spreadsheet"):
        write(source, out, {})
    assert out.read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"book.xlsx", "out.xlsx"}


def test_the_time_grows_with_the_rows_and_no_faster(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    sheet.append(["VIN", "Customer", "Notes"])
    for at in range(20_000):
        sheet.append([f"V{at}", "Name", "x"])
    book.save(tmp_path / "in.xlsx")

    def seconds(rows: int) -> float:
        began = time.process_time()
        write_here(
            tmp_path / "in.xlsx", tmp_path / "out.xlsx", {2 + at: [Remark(0, SAID)] for at in range(rows)}
        )
        return time.process_time() - began

    few, many = seconds(400), seconds(3_200)
    assert many < 24 * few
