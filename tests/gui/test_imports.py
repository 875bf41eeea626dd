"""Importing a spreadsheet, step by step: chosen, its columns matched, and at the end taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import read_mapping
from dealerdesk.services.imports import Verdict
from dealerdesk.ui.imports.columns_model import ColumnPart
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.places import PageName
from tests.gui.conftest import Person
from tests.gui.importer import Importer
from tests.support.answers import Answers
from tests.support.importing import ORDERS, REGISTER, TAIWAN, count_of, reading_here
from tests.support.spreadsheets import SAMPLES, delimited, workbook

VIN = "LSVAM4187C2184847"


@pytest.fixture(autouse=True)
def _read_here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.fixture
def importer(person: Person, answers: Answers) -> Importer:
    return Importer(person, answers)


def test_a_register_is_matched_checked_imported_and_taken_back(importer: Importer) -> None:
    page, desk, press = importer.page, importer.desk, importer.person.press
    page.foot.back_up_first.setChecked(True)
    files = count_of(desk, "vehicle_file")
    importer.choose(SAMPLES / REGISTER)
    assert importer.stage() is Stage.MATCH
    assert page.matching.options.kinds.kind is RecordKind.FILES
    press("Ctrl+Return")
    assert importer.stage() is Stage.CHECK
    assert count_of(desk, "vehicle_file") == files
    assert page.foot.import_.text() == "Import 395 rows"
    assert page.checking.tiles.tile(Verdict.REFUSED).accessibleName().startswith("Refused: 8")
    press("Ctrl+S")
    assert importer.stage() is Stage.DONE
    assert "395 records are imported" in page.finished.text
    assert count_of(desk, "vehicle_file") == files + 395
    assert list(desk.folder.backups.iterdir())
    importer.person.click(page.finished.take_back)
    assert "taken back" in page.finished.text
    assert count_of(desk, "vehicle_file") == files
    assert not page.finished.take_back.isVisible()
    importer.person.click(page.finished.show_files)
    place = importer.person.window.pages.place
    assert place is not None
    assert place.page is PageName.FILES


def test_a_file_is_dropped_and_something_else_is_not_taken(importer: Importer, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    pixmap = QPixmap(2, 2)
    pixmap.fill()
    pixmap.save(str(picture))
    choosing = importer.page.choosing
    assert not importer.person.drop_files(choosing, [picture])
    assert not importer.person.drop_files(choosing, [SAMPLES / TAIWAN, SAMPLES / REGISTER])
    assert importer.stage() is Stage.CHOOSE
    assert importer.person.drop_files(choosing, [SAMPLES / TAIWAN])
    assert importer.stage() is Stage.MATCH
    assert importer.page.matching.options.encoding.currentText() == "Traditional Chinese (Big5)"
    assert "Big5" in importer.page.matching.notes.text


def test_what_a_row_holds_is_found_out_and_can_be_chosen(importer: Importer) -> None:
    importer.choose(SAMPLES / ORDERS)
    options = importer.page.matching.options
    assert options.kinds.kind is RecordKind.REPAIR_ORDERS
    assert options.make_files.isVisible()
    importer.person.click(options.kinds.chip(RecordKind.CUSTOMERS))
    assert importer.page.work.mapping is not None
    assert importer.page.work.mapping.kind is RecordKind.CUSTOMERS
    assert "Without them no row" in importer.page.matching.problem.text()


def test_a_kind_that_was_chosen_before_is_not_found_out(importer: Importer) -> None:
    importer.person.click(importer.page.choosing.kinds.chip(RecordKind.CUSTOMERS))
    importer.choose(SAMPLES / REGISTER)
    assert importer.page.matching.options.kinds.kind is RecordKind.CUSTOMERS


def test_a_column_is_matched_by_a_few_letters(importer: Importer) -> None:
    path = delimited(importer.folder / "list.csv", f"VIN,Lack\n{VIN},Ice blue\n")
    importer.choose(path)
    assert importer.columns() == {"VIN": "VIN", "Lack": "Do not import"}
    importer.match("Lack", "colo")
    assert importer.columns()["Lack"] == "Colour"
    assert importer.why() == {"VIN": "by its heading", "Lack": "chosen by you"}
    importer.person.press("Ctrl+Return")
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["colour"] == "Ice blue"


def test_as_last_time_is_said_of_the_next_such_file(importer: Importer) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Lack\n{VIN},Ice blue\n"))
    importer.match("Lack", "colo")
    importer.person.press("Ctrl+Return")
    importer.person.press("Ctrl+S")
    importer.person.click(importer.page.finished.another)
    importer.choose(delimited(importer.folder / "next.csv", f"VIN,Lack\n{VIN},Red\n"))
    assert importer.columns()["Lack"] == "Colour"
    assert importer.why()["Lack"] == "as last time"


def test_one_field_for_two_columns_is_said_and_keeps_from_going_on(importer: Importer) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Lack,Colour\n{VIN},a,b\n"))
    importer.match("Lack", "colo")
    matching = importer.page.matching
    assert "“Colour” is chosen for the columns B, C" in matching.problem.text()
    assert importer.why()["Lack"] == importer.why()["Colour"] == "taken twice"
    assert not importer.page.foot.check.isEnabled()
    importer.person.press("Ctrl+Return")
    assert importer.stage() is Stage.MATCH
    matching.table.setCurrentIndex(matching.model.index(2, ColumnPart.FIELD))
    importer.person.press(Qt.Key.Key_Space)
    QTest.keyClick(matching.popup.field, Qt.Key.Key_PageUp)
    for _field in range(99):
        QTest.keyClick(matching.popup.field, Qt.Key.Key_Up)
    QTest.keyClick(matching.popup.field, Qt.Key.Key_Return)
    importer.person.rest()
    assert importer.columns()["Colour"] == "Do not import"
    assert not matching.problem.text()
    assert importer.page.foot.check.isEnabled()


def test_another_sheet_and_another_row_of_headings_are_taken(importer: Importer, tmp_path: Path) -> None:
    book = Workbook()
    first, old, secret = book.active, book.create_sheet("Old"), book.create_sheet("Secret")
    assert first is not None
    for row in (
        ["Our cars"],
        ["VIN", "Colour"],
        [VIN, "blue"],
        ["VIN", "Make"],
        ["LSVCA4186D2100010", "BYD"],
    ):
        first.append(row)
    for row in (["Plate", "Notes"], ["粤B12345", "sold"]):
        old.append(row)
    secret.append(["VIN"])
    secret.sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    importer.choose(tmp_path / "book.xlsx")
    matching, options = importer.page.matching, importer.page.matching.options
    assert importer.columns() == {"VIN": "VIN", "Colour": "Colour"}
    assert options.sheet.itemText(2) == "Secret (hidden)"
    importer.person.click_cell(matching.grid, 3, 0)
    assert importer.columns() == {"VIN": "VIN", "Make": "Make"}
    options.sheet.setFocus()
    QTest.keyClick(options.sheet, Qt.Key.Key_Down)
    importer.person.rest()
    assert importer.columns() == {"Plate": "Plate", "Notes": "Notes"}
    importer.person.press("Ctrl+Return")
    assert importer.results() == ["New"]


def test_an_encoding_that_does_not_fit_is_said_and_another_is_chosen(importer: Importer) -> None:
    importer.choose(SAMPLES / TAIWAN)
    matching, box = importer.page.matching, importer.page.matching.options.encoding
    columns = importer.columns()
    box.setFocus()
    for _encoding in range(box.currentIndex()):
        QTest.keyClick(box, Qt.Key.Key_Up)
        importer.person.rest()
    assert box.currentText() == "Unicode (UTF-8)"
    assert "utf-8" in matching.problem.text().lower()
    assert not importer.page.foot.check.isEnabled()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    importer.person.rest()
    assert box.currentText() == "Traditional Chinese (Big5)"
    assert not matching.problem.text()
    assert importer.columns() == columns


def test_a_sheet_without_cells_is_no_hindrance(importer: Importer, tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["VIN"])
    first.append([VIN])
    book.create_sheet("Empty")
    book.save(tmp_path / "book.xlsx")
    importer.choose(tmp_path / "book.xlsx")
    sheet = importer.page.matching.options.sheet
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    importer.person.rest()
    assert not importer.page.foot.check.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Up)
    importer.person.rest()
    assert importer.columns() == {"VIN": "VIN"}
    assert importer.page.foot.check.isEnabled()


def test_markup_in_a_sheet_is_text(importer: Importer, tmp_path: Path) -> None:
    markup = '<img src="file://server/share/x.png">'
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["VIN", markup])
    sheet.append([markup, markup])
    book.save(tmp_path / "book.xlsx")
    importer.check(tmp_path / "book.xlsx")
    matching, checking = importer.page.matching, importer.page.checking
    for model in (matching.model, matching.grid_model, checking.model):
        tips = [
            str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
        assert any("&lt;img" in tip for tip in tips)
        assert not any("<img" in tip for tip in tips)
    assert "<img" not in checking.summary.matches.toolTip()


def test_the_order_of_day_and_month_is_asked_where_dates_do_not_tell(importer: Importer) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Insurance ends\n{VIN},06/05/2027\n"))
    table, model = importer.page.matching.table, importer.page.matching.model
    assert model.index(1, ColumnPart.DATES).data() == "Day or month first?"
    importer.person.click_cell(table, 1, ColumnPart.DATES)
    month_first = table.order_menu.actions()[1]
    month_first.trigger()
    table.order_menu.close()
    importer.person.rest()
    assert model.index(1, ColumnPart.DATES).data() == "Month first"
    importer.person.press("Ctrl+Return")
    importer.person.press("Ctrl+S")
    assert str(importer.desk.files.show(VIN).values["insurance_ends"]) == "2027-06-05"


def test_merged_cells_are_repeated_where_somebody_wants_it(importer: Importer, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["VIN", "Make"], [VIN, "BYD"], ["LSVCA4186D2100010", None]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "book.xlsx")
    importer.choose(tmp_path / "book.xlsx")
    importer.person.click(importer.page.matching.options.fill_merged)
    importer.person.press("Ctrl+Return")
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show("LSVCA4186D2100010").values["make"] == "BYD"


def test_cells_are_pasted(importer: Importer) -> None:
    importer.paste(f"VIN\tColour\n{VIN}\tblue\n")
    assert importer.columns() == {"VIN": "VIN", "Colour": "Colour"}
    importer.person.press("Ctrl+Return")
    assert importer.page.checking.summary.name.text == "Pasted cells"
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["colour"] == "blue"


def test_nothing_to_paste_is_said(importer: Importer) -> None:
    with mock.patch.object(QClipboard, "mimeData", return_value=None):
        importer.person.press("Ctrl+V")
    assert "nothing to paste" in importer.person.window.notice.sentence
    importer.paste(" ")
    assert importer.stage() is Stage.CHOOSE
    assert "nothing to paste" in importer.person.window.notice.sentence


def test_a_mapping_is_saved_chosen_for_another_file_and_deleted(importer: Importer) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Lack\n{VIN},lapis 17\n"))
    importer.match("Lack", "colo")
    mappings = importer.page.mappings
    mappings.open("list")
    mappings.menu.close()
    mappings.ask_name()
    QTest.keyClicks(mappings.naming.field, "From the painter")
    QTest.keyClick(mappings.naming.field, Qt.Key.Key_Return)
    importer.be_in_the_window()
    importer.choose(delimited(importer.folder / "next.csv", f"Lack,VIN,Rest\nlapis 18,{VIN},x\n"))
    assert importer.columns()["Lack"] == "Do not import"
    importer.person.click(importer.page.foot.mappings)
    mappings.menu.actions()[0].trigger()
    mappings.menu.close()
    importer.person.rest()
    assert importer.columns() == {"Lack": "Colour", "VIN": "VIN", "Rest": "Do not import"}
    mappings.open("next")
    delete = mappings.menu.actions()[-1].menu()
    assert isinstance(delete, QMenu)
    delete.actions()[0].trigger()
    mappings.menu.close()
    importer.person.rest()
    assert not importer.desk.imports.mappings.all(RecordKind.FILES)


def test_a_mapping_is_written_for_the_command_line(importer: Importer, tmp_path: Path) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Lack\n{VIN},lapis 17\n"))
    importer.match("Lack", "colo")
    importer.answers.place = tmp_path / "list.json"
    mappings = importer.page.mappings
    mappings.open("list")
    mappings.menu.actions()[3].trigger()
    mappings.menu.close()
    importer.person.rest()
    text = importer.answers.place.read_text(encoding="utf-8")
    mapping = read_mapping(text, "list.json")
    assert [column.code for column in mapping.columns or ()] == ["vin", "colour"]
    assert json.loads(text)["kind"] == "files"


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing")
    importer.choose(path)
    page = importer.page
    assert "not a spreadsheet" in page.refused.text
    importer.answers.files_chosen = []
    importer.person.click(page.other_button)
    assert importer.stage() is Stage.REFUSED
    workbook(path, [["VIN"], [VIN]])
    importer.person.click(page.again_button)
    assert importer.stage() is Stage.MATCH


def test_esc_goes_back_step_by_step_and_leaves_nothing(importer: Importer) -> None:
    changes = count_of(importer.desk, "change_set")
    importer.check(SAMPLES / REGISTER)
    for stage in (Stage.MATCH, Stage.CHOOSE):
        importer.person.press(Qt.Key.Key_Escape)
        assert importer.stage() is stage
    assert count_of(importer.desk, "change_set") == changes


def test_cancel_forgets_the_file_at_each_step(importer: Importer) -> None:
    changes = count_of(importer.desk, "change_set")
    path = importer.files({"vin": VIN})
    importer.choose(path)
    importer.person.click(importer.page.foot.cancel)
    assert importer.stage() is Stage.CHOOSE
    importer.check(path)
    importer.person.click(importer.page.foot.cancel)
    assert importer.stage() is Stage.CHOOSE
    assert importer.page.checking.model.rowCount() == 0
    assert count_of(importer.desk, "change_set") == changes


def test_reading_and_checking_can_be_stopped(importer: Importer) -> None:
    page = importer.page
    page.open(SAMPLES / REGISTER)
    assert importer.stage() is Stage.READING
    page.work.stop()
    importer.person.rest()
    assert importer.stage() is Stage.CHOOSE
    importer.choose(SAMPLES / REGISTER)
    page.work.run_check()
    assert importer.stage() is Stage.CHECKING
    page.work.stop()
    importer.person.rest()
    assert importer.stage() is Stage.MATCH


def test_another_file_while_one_is_read_is_not_taken_for_it(importer: Importer) -> None:
    first = importer.files({"plate": "粤B12345"})
    importer.page.open(first)
    importer.page.open(SAMPLES / REGISTER)
    importer.person.rest()
    assert importer.page.work.path == first
    assert importer.columns() == {"Plate": "Plate"}


def test_what_was_read_does_not_take_the_keyboard_from_somebody_who_types(importer: Importer) -> None:
    importer.page.open(SAMPLES / TAIWAN)
    importer.person.press("Ctrl+K")
    importer.person.rest()
    assert importer.stage() is Stage.MATCH
    assert importer.person.window.top.search.field.hasFocus()


def test_leaving_the_page_keeps_what_was_chosen(importer: Importer) -> None:
    importer.choose(delimited(importer.folder / "list.csv", f"VIN,Lack\n{VIN},lapis 17\n"))
    importer.match("Lack", "colo")
    importer.person.go(PageName.FILES)
    importer.person.go(PageName.IMPORT)
    assert importer.stage() is Stage.MATCH
    assert importer.columns()["Lack"] == "Colour"


def test_what_was_imported_before_is_listed_and_taken_back(importer: Importer) -> None:
    importer.check(importer.files({"plate": "粤B12345"}))
    importer.person.press("Ctrl+S")
    files = count_of(importer.desk, "vehicle_file")
    importer.person.click(importer.page.finished.another)
    (button,) = importer.page.choosing.recent.buttons
    assert ".csv" in button.accessibleName()
    importer.person.click(button)
    assert count_of(importer.desk, "vehicle_file") == files - 1
    assert not importer.page.choosing.recent.buttons


def test_a_zip_of_scans_goes_straight_to_the_check(importer: Importer, tmp_path: Path) -> None:
    importer.desk.files.create({"vin": VIN})
    importer.person.rest()
    scans = count_of(importer.desk, "scan")
    with ZipFile(tmp_path / "scans.zip", "w") as archive:
        archive.write(SAMPLES / "sales_contract-636944.pdf", f"{VIN} sales contract.pdf")
        archive.writestr("holiday.pdf", b"%PDF-1.4")
    importer.choose(tmp_path / "scans.zip")
    assert importer.stage() is Stage.CHECK
    assert importer.results() == ["Refused", "New"]
    assert not importer.page.checking.summary.edit.isVisible()
    assert not importer.page.foot.save_problems.isEnabled()
    importer.person.press("Ctrl+S")
    assert importer.stage() is Stage.DONE
    assert count_of(importer.desk, "scan") == scans + 1
    importer.person.click(importer.page.finished.another)
    importer.choose(tmp_path / "scans.zip")
    importer.person.press(Qt.Key.Key_Escape)
    assert importer.stage() is Stage.CHOOSE
