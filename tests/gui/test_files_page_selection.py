"""Several files at once: chosen, copied, exported, edited and archived."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.exchange.clipboard import table_html, table_text
from dealerdesk.ui.exports.page import ExportPage
from dealerdesk.ui.exports.what import Whole
from dealerdesk.ui.files.bulk_edit import BulkEditDialog
from dealerdesk.ui.files.layout import ColumnLayout
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.places import PageName
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.windows import wait_until

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def choose_first(person: Person, count: int) -> list[int]:
    """Choose the first files by keyboard; their ids."""
    person.click_row(0)
    for _ in range(count - 1):
        QTest.keyClick(person.page.table, Qt.Key.Key_Down, SHIFT)
    person.rest()
    return list(person.page.table.selected_ids())


def selected_said(person: Person) -> str:
    return person.window.status._selected.text


def values(person: Person, column: str) -> list[str | None]:
    """What the first files have in a column of the database, by their ids."""
    model = person.page.model
    return [getattr(model.index(row, 0).data(FilesModel.ROW_ROLE), column) for row in range(model.rowCount())]


def test_several_are_chosen_by_keys_and_clicks_and_the_status_bar_says_how_many(person: Person) -> None:
    assert len(choose_first(person, 4)) == 4
    assert selected_said(person) == "4 selected"
    person.click_cell(person.page.table, 6, 0, CTRL)
    assert selected_said(person) == "5 selected"
    person.press(Qt.Key.Key_A, CTRL)
    assert len(person.page.table.selected_ids()) == person.page.model.rowCount()
    person.press(Qt.Key.Key_Down)
    assert selected_said(person) == "1 selected"


def test_what_is_chosen_stays_chosen_when_the_list_is_read_anew_and_sorted(person: Person) -> None:
    ids = choose_first(person, 3)
    person.page.table.sortByColumn(Column.VIN, Qt.SortOrder.AscendingOrder)
    person.rest()
    assert sorted(person.page.table.selected_ids()) == sorted(ids)
    desk = person.session.desk
    assert desk is not None
    other = next(file_id for file_id in person.page.model.ids if file_id not in ids)
    desk.bulk_edits.archive([other])
    person.rest()
    assert sorted(person.page.table.selected_ids()) == sorted(ids)


def test_many_are_edited_after_they_were_shown_and_undo_takes_it_back(person: Person) -> None:
    before = values(person, "responsible")
    choose_first(person, 3)
    person.press("F2")
    dialog = person.page.findChild(BulkEditDialog)
    assert dialog is not None
    assert not dialog.change.isEnabled()
    how = dialog.hows["responsible"]
    how.setFocus()
    QTest.keyClick(how, Qt.Key.Key_Down)
    how.activated.emit(how.currentIndex())
    QTest.keyClicks(dialog.texts["responsible"], "Nobody Yet")
    person.rest()
    assert "3 files change" in dialog.sentences
    assert "→ Nobody Yet" in dialog.sentences
    assert values(person, "responsible") == before
    QTest.keyClick(dialog.texts["responsible"], Qt.Key.Key_Return)
    person.rest()
    assert values(person, "responsible")[:3] == ["Nobody Yet"] * 3
    assert len(person.page.table.selected_ids()) == 3
    person.window.activateWindow()
    wait_until(person.window.isActiveWindow)
    person.press("Ctrl+Z")
    assert values(person, "responsible") == before


def test_what_cannot_be_kept_is_said_before(person: Person) -> None:
    choose_first(person, 2)
    person.press("F2")
    dialog = person.page.findChild(BulkEditDialog)
    assert dialog is not None
    dialog.hows["location"].setCurrentIndex(1)
    dialog._on_how_chosen("location")
    QTest.keyClicks(dialog.texts["location"], "#N/A")
    person.rest()
    assert "#N/A" in dialog.sentences
    assert not dialog.change.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.rest()
    assert not [each for each in person.page.findChildren(BulkEditDialog) if each.isVisible()]


def test_several_are_archived_only_after_asking_and_come_back_by_undo(
    person: Person, answers: Answers
) -> None:
    count = person.page.model.rowCount()
    choose_first(person, 3)
    person.press(Qt.Key.Key_Delete)
    assert answers.asked == ["Archive 3 files? They leave all lists, and can be taken back at any time."]
    assert person.page.model.rowCount() == count
    answers.sure = True
    person.press(Qt.Key.Key_Delete)
    assert person.page.model.rowCount() == count - 3
    person.press("Ctrl+Z")
    assert person.page.model.rowCount() == count


def test_one_file_is_archived_at_once_and_taken_back_where_archived_ones_are_listed(person: Person) -> None:
    (file_id,) = choose_first(person, 1)
    person.press(Qt.Key.Key_Delete)
    assert file_id not in person.page.model.ids
    person.press("Ctrl+Shift+F")
    person.page.narrowing.panel.archived.click()
    person.page.narrowing.panel.close()
    person.rest()
    row = person.page.model.row_of(file_id)
    assert row is not None
    person.click_row(row)
    unarchive = next(c for c in person.page.commands() if "back from the archive" in c.name.text)
    archive = next(c for c in person.page.commands() if c.keys == "Del")
    assert archive.why_not() is not None
    assert unarchive.why_not() is None
    unarchive.run()
    person.rest()
    assert file_id not in person.page.model.ids


def test_what_is_chosen_is_copied_with_titles_as_text_and_as_a_table(person: Person) -> None:
    person.page.table.choose_columns(
        ColumnLayout((Column.FILE_NO, Column.VIN, Column.LAST_VISIT, Column.ODOMETER))
    )
    choose_first(person, 3)
    person.press("Ctrl+C")
    content = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in content.text().splitlines()]
    assert lines[0] == ["File no.", "VIN", "Last visit", "Odometer"]
    assert [line[0] for line in lines[1:]] == values(person, "file_no")[:3]
    assert [line[2] for line in lines[1:]] == [str(day or "") for day in values(person, "last_visit")[:3]]
    assert content.html().count("<tr>") == 4
    assert 'mso-number-format:"\\@"' in content.html()


def test_no_cell_that_is_pasted_becomes_a_formula_or_breaks_the_table() -> None:
    rows = [["A", "B"], ["=1+1", "one\ttwo\nthree"], ["007", "<b>&"]]
    assert table_text(rows) == "A\tB\r\n'=1+1\tone two three\r\n007\t<b>&\r\n"
    html = table_html(rows, typed=[1])
    assert "<td style='mso-number-format:\"\\@\"'>=1+1</td>" in html
    assert "<td>&lt;b&gt;&amp;</td>" in html


@pytest.mark.parametrize("several", [False, True])
def test_the_list_is_exported_as_it_is_shown(
    person: Person, answers: Answers, tmp_path: Path, several: bool
) -> None:
    answers.place = tmp_path / "list.csv"
    person.page.table.choose_columns(ColumnLayout((Column.VIN, Column.VEHICLE, Column.DOCUMENTS)))
    chosen = choose_first(person, 3 if several else 1)
    person.press("Ctrl+E")
    page = person.page_as(PageName.EXPORT, ExportPage)
    assert page.what.what is Whole.LIST
    person.press("Ctrl+E")
    with answers.place.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["VIN", "Make", "Model", "Completeness"]
    expected = values(person, "vin")[: len(chosen)] if several else values(person, "vin")
    assert [row[0] for row in rows] == [vin or "" for vin in expected]
    assert "list.csv" in page.bar.words.text
    assert page.bar.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert person.window.current is person.page


def test_the_preview_s_menu_offers_what_can_be_done(person: Person) -> None:
    person.click(person.page.preview.more)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        command.name.said() for command in person.page.actions_.commands
    ]
    person.press(Qt.Key.Key_Escape)
    person.click(person.page.preview.copy_vin)
    assert QGuiApplication.clipboard().text() == person.page.preview.vin
