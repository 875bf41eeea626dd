"""The import page in bad moments: keys pressed too early, enormous cells, empty sheets, a change of mind."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.domain.import_mapping import Side
from dealerdesk.services.imports import Imports, Verdict
from dealerdesk.ui.imports.check_model import CheckColumn
from dealerdesk.ui.imports.finished import KEPT
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.gui.importer import Importer
from tests.support.answers import Answers
from tests.support.importing import count_of, reading_here
from tests.support.spreadsheets import VINS, delimited, workbook

VIN = "LSVAM4187C2184847"
SHORT = "LSVAM4187C218484"


@pytest.fixture(autouse=True)
def _read_here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.fixture
def importer(person: Person, answers: Answers) -> Importer:
    return Importer(person, answers)


def conflicting(importer: Importer, count: int = 3) -> None:
    """Check a sheet with other owners than these files have."""
    for vin in VINS[:count]:
        importer.desk.files.create({"vin": vin, "customer": "王伟"})
    importer.person.rest()
    importer.check(importer.files(*({"vin": vin, "customer": "钱多多"} for vin in VINS[:count])))


def begin_typing(importer: Importer, text: str) -> None:
    """Open the first line's cell, and type instead of what is there, without Enter."""
    importer.person.click_cell(importer.page.checking.table, 0, CheckColumn.REASON)
    importer.person.press("F2")
    importer.editor.selectAll()
    QTest.keyClicks(importer.editor, text)


def test_what_is_being_typed_is_taken_over_before_anything_is_imported(importer: Importer) -> None:
    importer.check(importer.files({"vin": SHORT}, {"vin": VINS[0]}))
    changes = count_of(importer.desk, "change_set")
    begin_typing(importer, VIN)
    importer.person.press("Ctrl+S")
    assert importer.stage() is Stage.CHECK
    assert count_of(importer.desk, "change_set") == changes
    assert importer.results() == ["New", "New"]
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["vin"] == VIN


def test_letters_that_are_being_composed_stay_while_a_check_comes(importer: Importer) -> None:
    importer.check(importer.files({"vin": VIN, "insurance_ends": "2023/13/02"}, {"vin": VINS[0]}))
    begin_typing(importer, "")
    editor, line = importer.editor, importer.line
    QApplication.sendEvent(editor, QInputMethodEvent("er ling", []))
    importer.page.checking.model.corrected.emit(line, "2023-01-02")
    importer.person.rest()
    assert editor.isVisible()
    event = QInputMethodEvent("", [])
    event.setCommitString("2024-05-06")
    QApplication.sendEvent(editor, event)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    importer.person.rest()
    assert importer.page.work.mapping is not None
    assert importer.page.work.mapping.corrections == {(2, "insurance_ends"): "2024-05-06"}


def test_what_is_decided_while_a_rule_is_worked_out_stands(importer: Importer) -> None:
    conflicting(importer)
    checking = importer.page.checking
    checking.table.go_to(0)
    checking.ours.click()
    checking.decide_here(Side.THEIRS)
    importer.person.rest()
    decided = [line[CheckColumn.DECISION] for line in importer.lines()]
    assert decided == ["Use Excel", "Keep ours", "Keep ours"]


def test_a_rule_that_was_worked_out_for_another_file_is_dropped(importer: Importer) -> None:
    conflicting(importer)
    importer.page.checking.ours.click()
    importer.page.work.leave_check()
    importer.page.work.run_check()
    importer.person.rest()
    assert importer.page.work.check is not None
    assert not importer.page.work.check.mapping.decisions


def test_a_language_that_is_chosen_during_the_check_is_spoken_by_it(importer: Importer, look: Look) -> None:
    importer.choose(importer.files({"vin": SHORT}))
    checked, may_end = Event(), Event()
    check = Imports.check

    def slow(*given: object) -> object:
        made = check(*given)  # type: ignore[arg-type]  # whatever it takes
        checked.set()
        may_end.wait()
        return made

    with mock.patch.object(Imports, "check", slow):
        importer.page.work.run_check()
        checked.wait()
        look.use_language("zh_CN")
        may_end.set()
        importer.person.rest()
    assert "请对照行驶证核对" in importer.lines()[0][CheckColumn.REASON]


def test_a_sheet_without_rows_says_so_and_leads_back(importer: Importer) -> None:
    importer.check(workbook(importer.folder / "headings.xlsx", [["VIN", "Plate"]]))
    page = importer.page
    importer.person.window.resize(880, 500)
    importer.person.rest()
    assert "no row" in page.checking.nothing.text.lower()
    assert "no row" in page.foot.words.lower()
    assert QApplication.focusWidget() is page.checking.nothing_button
    importer.person.press(Qt.Key.Key_Space)
    assert importer.stage() is Stage.MATCH


def test_where_ticks_hide_every_line_one_button_shows_them(importer: Importer) -> None:
    path = importer.files({"plate": "粤B12345"})
    importer.check(path)
    importer.person.press("Ctrl+S")
    importer.person.click(importer.page.finished.another)
    importer.check(path)
    assert importer.lines() == []
    assert QApplication.focusWidget() is importer.page.checking.nothing_button
    importer.person.press(Qt.Key.Key_Space)
    assert importer.results() == ["Unchanged"]
    assert importer.page.checking.tiles.tile(Verdict.UNCHANGED).isChecked()
    assert QApplication.focusWidget() is importer.page.checking.table


def test_an_enormous_cell_leaves_room_for_the_lines(importer: Importer) -> None:
    importer.check(importer.files({"vin": "L " + "长文字 " * 6000}, {"vin": VIN}))
    checking = importer.page.checking
    assert importer.line.row == 2
    assert checking.table.height() > checking.detail.height()
    assert "it must have 17" in checking.detail.text
    tip = checking.model.index(0, CheckColumn.THEIRS).data(Qt.ItemDataRole.ToolTipRole)
    assert len(tip) < 2000


def test_the_button_that_is_pressed_too_early_does_not_send_the_keyboard_away(importer: Importer) -> None:
    importer.check(importer.files({"vin": SHORT}, {"vin": VINS[0]}))
    begin_typing(importer, VIN)
    QTest.mouseClick(importer.page.foot.import_, Qt.MouseButton.LeftButton)
    importer.person.rest()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert importer.page.isAncestorOf(focus)


def test_conflicts_where_ours_stayed_are_said_in_the_end(importer: Importer) -> None:
    conflicting(importer)
    importer.page.checking.table.go_to(0)
    importer.person.press("2")
    importer.person.press("Ctrl+S")
    assert f"2 {KEPT.said()}" in importer.page.finished.text


def test_an_import_that_is_undone_by_keys_says_so(importer: Importer) -> None:
    importer.check(importer.files({"vin": VIN, "colour": "red"}))
    importer.person.press("Ctrl+S")
    importer.person.press("Ctrl+Z")
    assert "taken back" in importer.page.finished.text
    assert not importer.page.finished.take_back.isVisible()


def test_the_line_at_hand_stays_in_sight_when_the_table_shrinks(importer: Importer) -> None:
    importer.check(importer.files(*({"plate": f"粤B1{number:04}"} for number in range(60))))
    table = importer.page.checking.table
    importer.person.click_cell(table, 30, CheckColumn.REASON)
    importer.person.window.resize(1100, 560)
    importer.person.rest()
    place = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(place.center())


def test_a_name_like_markup_is_no_markup_in_a_tip(importer: Importer) -> None:
    path = delimited(importer.folder / f"{'long ' * 20}a<b>b.csv", f"VIN\n{VIN}\n")
    importer.check(path)
    assert "<b>" not in importer.page.checking.summary.name.toolTip()
    assert "&lt;b&gt;" in importer.page.checking.summary.name.toolTip()
