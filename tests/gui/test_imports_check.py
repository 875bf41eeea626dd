"""The check of an import: what would happen is seen, decided and mended before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dealerdesk.domain.import_mapping import Rule, Side
from dealerdesk.domain.progress import Progress
from dealerdesk.services.imports import Verdict
from dealerdesk.ui.duplicates.page import DuplicatesPage
from dealerdesk.ui.imports.check_model import ROWS_AHEAD, CheckColumn
from dealerdesk.ui.imports.stages import Stage
from dealerdesk.ui.imports.words import TITLE
from dealerdesk.ui.places import PageName
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.gui.importer import Importer
from tests.support.answers import Answers
from tests.support.importing import REGISTER, count_of, reading_here
from tests.support.registers import register_of
from tests.support.spreadsheets import SAMPLES, VINS, workbook

VIN = "LSVAM4187C2184847"


@pytest.fixture(autouse=True)
def _read_here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.fixture
def importer(person: Person, answers: Answers) -> Importer:
    return Importer(person, answers)


def conflicting(importer: Importer, names: Sequence[str] = ("王伟", "李娜", "赵敏")) -> dict[str, str]:
    """Check a sheet with other owners than these files have; the files' numbers by VIN."""
    desk = importer.desk
    numbers = {
        vin: desk.files.create({"vin": vin, "customer": name}).file_no
        for vin, name in zip(VINS, names, strict=False)
    }
    importer.person.rest()
    importer.check(importer.files(*({"vin": vin, "customer": "钱多多"} for vin in numbers)))
    return numbers


def owners(importer: Importer, numbers: dict[str, str]) -> list[object]:
    return [importer.desk.files.show(number).values["customer"] for number in numbers.values()]


def test_conflicts_are_decided_by_keys_and_then_imported(importer: Importer) -> None:
    numbers = conflicting(importer)
    page, press = importer.page, importer.person.press
    assert importer.results() == ["Conflict"] * 3
    assert not page.foot.import_.isEnabled()
    assert "ours is kept" in page.foot.words
    page.checking.table.go_to(0)
    press("2")
    press("1")
    assert importer.line.row == 4
    assert [line[CheckColumn.DECISION] for line in importer.lines()] == ["Use Excel", "Keep ours", "Choose"]
    assert page.checking.tiles.tile(Verdict.CONFLICT).accessibleName() == "Conflict: 3, 1 waits for you"
    assert page.foot.words == "1 undecided, where ours stays, 1 kept as it is"
    press("E")
    press("Ctrl+S")
    assert importer.stage() is Stage.DONE
    assert owners(importer, numbers) == ["钱多多", "李娜", "钱多多"]


def test_a_decision_is_chosen_from_its_menu_and_taken_back(importer: Importer) -> None:
    conflicting(importer)
    checking = importer.page.checking
    importer.person.click_cell(checking.table, 1, CheckColumn.DECISION)
    checking.table.menu.actions()[1].trigger()
    checking.table.menu.close()
    importer.be_in_the_window()
    assert importer.lines()[1][CheckColumn.DECISION] == "Use Excel"
    assert importer.page.foot.import_.text() == "Import 1 row"
    importer.person.press("Del")
    assert importer.lines()[1][CheckColumn.DECISION] == "Choose"
    assert not importer.page.foot.import_.isEnabled()


def test_all_conflicts_are_decided_at_once_and_at_once_otherwise(importer: Importer) -> None:
    numbers = conflicting(importer)
    page, click = importer.page, importer.person.click
    click(page.checking.ours)
    assert page.work.check is not None
    assert page.work.check.undecided == 0
    assert set(page.work.check.mapping.decisions.values()) == {Side.OURS}
    assert not page.foot.import_.isEnabled()
    click(page.checking.empty)
    assert page.work.check.mapping.on_conflict is Rule.EMPTY
    assert not page.foot.import_.isEnabled()
    click(page.checking.theirs)
    assert page.foot.import_.text() == "Import 3 rows"
    assert [line[CheckColumn.DECISION] for line in importer.lines()] == ["Use Excel"] * 3
    page.checking.table.go_to(1)
    importer.person.press("O")
    assert [line[CheckColumn.DECISION] for line in importer.lines()] == [
        "Use Excel",
        "Keep ours",
        "Use Excel",
    ]
    importer.person.press("Ctrl+S")
    assert owners(importer, numbers) == ["钱多多", "李娜", "钱多多"]


def test_to_fill_only_empty_ones_replaces_no_value(importer: Importer) -> None:
    importer.desk.files.create({"vin": VIN, "colour": "red"})
    importer.person.rest()
    importer.check(importer.files({"vin": VIN, "colour": "blue", "make": "BYD"}))
    assert importer.results() == ["Changed", "Changed"]
    importer.person.click(importer.page.checking.empty)
    decided = {line[CheckColumn.FIELD]: line[CheckColumn.DECISION] for line in importer.lines()}
    assert decided == {"Make": "Use Excel", "Colour": "Keep ours"}
    importer.person.press("Ctrl+S")
    values = importer.desk.files.show(VIN).values
    assert (values["colour"], values["make"]) == ("red", "BYD")


def test_a_refused_vin_is_mended_in_the_table_and_imported(importer: Importer) -> None:
    importer.check(importer.files({"vin": "LSVAM4187C218484", "colour": "blue"}, {"vin": VINS[0]}))
    assert importer.results() == ["Refused", "New"]
    assert importer.page.foot.import_.text() == "Import 1 row"
    importer.fix(0, VIN)
    assert importer.results() == ["New", "New"]
    assert importer.page.foot.import_.text() == "Import 2 rows"
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["colour"] == "blue"


def test_esc_while_typing_leaves_the_cell_as_it_was(importer: Importer) -> None:
    importer.check(importer.files({"vin": "LSVAM4187C218484"}))
    importer.page.checking.table.go_to(0)
    importer.person.press(Qt.Key.Key_Return)
    importer.person.type("XX")
    importer.person.press(Qt.Key.Key_Escape)
    assert importer.stage() is Stage.CHECK
    assert importer.lines()[0][CheckColumn.THEIRS] == "LSVAM4187C218484"
    assert importer.page.work.mapping is not None
    assert not importer.page.work.mapping.corrections


def test_quick_decisions_are_checked_together(importer: Importer) -> None:
    conflicting(importer)
    checks: list[None] = []
    importer.page.work.checked.connect(lambda: checks.append(None))
    importer.page.checking.table.go_to(0)
    for _line in range(3):
        QTest.keyClick(importer.page.checking.table, Qt.Key.Key_1)
    importer.person.rest()
    assert len(checks) == 1
    assert importer.page.work.check is not None
    assert importer.page.work.check.undecided == 0


def test_what_is_being_typed_is_not_lost_when_the_check_comes(importer: Importer) -> None:
    rows = [{"vin": f"LSVAM4187C21848{place}"} for place in range(3)]
    importer.check(importer.files(*rows))
    checking = importer.page.checking
    importer.fix(2, VINS[0])
    checking.table.go_to(0)
    checking.model.corrected.emit(importer.line, VINS[1])
    checking.table.begin_typing()
    editor = importer.editor
    editor.setText(VINS[2])
    importer.person.rest()
    assert editor.text() == VINS[2]
    assert importer.page.work.check is not None
    assert importer.page.work.check.writes == 2
    QTest.keyClick(editor, Qt.Key.Key_Return)
    importer.person.rest()
    assert importer.results() == ["Refused", "New", "New"]
    assert importer.page.work.mapping is not None
    assert importer.page.work.mapping.corrections[2, "vin"] == VINS[2]


def test_the_table_keeps_its_place_when_something_is_decided(importer: Importer) -> None:
    conflicting(importer, [f"客户{place}" for place in range(40)])
    table = importer.page.checking.table
    importer.person.click_cell(table, 30, CheckColumn.REASON)
    scrolled, row = table.verticalScrollBar().value(), importer.line.row
    assert scrolled > 0
    importer.person.click_cell(table, 30, CheckColumn.DECISION)
    table.menu.actions()[0].trigger()
    table.menu.close()
    importer.be_in_the_window()
    assert importer.line.row == row
    assert importer.line.decision is Side.OURS
    assert table.verticalScrollBar().value() == scrolled


def test_tiles_choose_what_is_listed(importer: Importer) -> None:
    importer.check(register_of(importer.desk, importer.folder))
    tiles = importer.page.checking.tiles
    assert "Unchanged" not in importer.results()
    assert importer.results()[0] == "Conflict"
    for verdict in (Verdict.CONFLICT, Verdict.REFUSED, Verdict.WARNING, Verdict.CHANGED):
        importer.person.click(tiles.tile(verdict))
    assert set(importer.results()) == {"New"}
    assert importer.page.checking.table.currentIndex().row() == 0
    importer.person.click(tiles.tile(Verdict.NEW))
    assert importer.page.checking.nothing.isVisible()
    importer.person.click(tiles.tile(Verdict.UNCHANGED))
    assert set(importer.results()) == {"Unchanged"}


def test_of_thousands_of_lines_only_those_in_sight_are_read(importer: Importer) -> None:
    rows = [[f"WVWZZZ1JZXW{number:06d}", "blue"] for number in range(3000)]
    importer.check(workbook(importer.folder / "many.xlsx", [["VIN", "Colour"], *rows]))
    model, table = importer.page.checking.model, importer.page.checking.table
    assert model.rowCount() >= 3000
    assert sum(model.line_at(row) is not None for row in range(model.rowCount())) <= 3 * ROWS_AHEAD
    table.setFocus()
    importer.person.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert model.line_at(model.rowCount() - 1) is not None
    assert importer.line.row == 3001


def test_problem_rows_are_saved_corrected_and_imported_again(importer: Importer) -> None:
    path = workbook(
        importer.folder / "list.xlsx", [["VIN", "Colour"], ["LSVAM4187C218484", "blue"], [VINS[0], "red"]]
    )
    importer.check(path)
    importer.answers.place = importer.folder / "list - to correct.xlsx"
    importer.person.click(importer.page.foot.save_problems)
    assert "1 row is in list - to correct.xlsx" in importer.page.outcome.words.text
    importer.person.press("Ctrl+S")
    assert importer.stage() is Stage.DONE
    importer.person.click(importer.page.finished.another)
    importer.check(importer.answers.place)
    assert importer.results() == ["Refused"]
    importer.fix(0, VIN)
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["colour"] == "blue"


def test_what_looks_like_another_record_now_is_said_and_led_to(importer: Importer) -> None:
    importer.check(
        importer.files({"vin": VINS[0], "engine_no": "EA2110042"}, {"vin": VINS[1], "engine_no": "EA2117777"})
    )
    importer.person.press("Ctrl+S")
    assert importer.page.finished.alike.isHidden()
    importer.person.click(importer.page.finished.another)
    importer.check(importer.files({"plate": "粤B12345", "engine_no": "EA2110042"}))
    importer.person.press("Ctrl+S")
    importer.person.rest()
    button = importer.page.finished.alike
    assert button.text() == "Look at 1 possible duplicate"
    importer.person.click(button)
    page = importer.person.page_as(PageName.DUPLICATES, DuplicatesPage)
    assert len(page.model.pairs) == 1
    importer.person.press("Alt+Left")
    importer.person.click(importer.page.finished.take_back)
    importer.person.rest()
    assert button.isHidden()


def test_a_double_click_on_import_imports_once(importer: Importer) -> None:
    importer.check(importer.files({"plate": "粤B12345"}))
    changes = count_of(importer.desk, "change_set")
    QTest.mouseDClick(importer.page.foot.import_, Qt.MouseButton.LeftButton)
    importer.page.import_checked()
    importer.person.rest()
    assert importer.stage() is Stage.DONE
    assert count_of(importer.desk, "change_set") == changes + 1


def test_what_is_here_already_cannot_be_imported_again(importer: Importer) -> None:
    path = importer.files({"plate": "粤B12345", "make": "大众"})
    page = importer.page
    importer.check(path)
    importer.person.press("Ctrl+S")
    assert not importer.desk.folder.backups.exists() or not list(importer.desk.folder.backups.iterdir())
    importer.person.click(page.finished.another)
    importer.check(path)
    assert not page.foot.import_.isEnabled()
    assert "everything is here already" in page.foot.import_.toolTip()
    assert page.checking.nothing.isVisible()
    changes = count_of(importer.desk, "change_set")
    importer.person.press("Ctrl+S")
    assert count_of(importer.desk, "change_set") == changes


def test_what_others_changed_meanwhile_is_looked_at_again(importer: Importer) -> None:
    importer.check(importer.files({"vin": VIN, "colour": "blue"}))
    assert importer.results() == ["New"]
    importer.desk.files.create({"vin": VIN, "colour": "red"})
    importer.person.rest()
    importer.person.press("Ctrl+S")
    assert importer.stage() is Stage.CHECK
    assert "Somebody changed records" in importer.person.window.notice.sentence
    assert importer.results() == ["Changed"]
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(VIN).values["colour"] == "blue"


def test_nothing_is_imported_while_a_decision_is_being_checked(importer: Importer) -> None:
    conflicting(importer)
    page, changes = importer.page, count_of(importer.desk, "change_set")
    page.checking.table.go_to(0)
    page.checking.decide_here(Side.THEIRS)
    assert not page.foot.import_.isEnabled()
    page.import_checked()
    assert importer.stage() is Stage.CHECK
    importer.person.rest()
    assert page.foot.import_.isEnabled()
    assert count_of(importer.desk, "change_set") == changes


def test_what_was_decided_is_kept_while_columns_are_edited(importer: Importer) -> None:
    conflicting(importer)
    importer.page.checking.table.go_to(0)
    importer.person.press("2")
    importer.person.click(importer.page.checking.summary.edit)
    assert importer.stage() is Stage.MATCH
    importer.person.press("Ctrl+Return")
    assert importer.lines()[0][CheckColumn.DECISION] == "Use Excel"
    assert importer.page.foot.import_.text() == "Import 1 row"


def test_what_was_checked_is_said_anew_in_another_language(importer: Importer, look: Look) -> None:
    importer.check(SAMPLES / REGISTER)
    english = importer.lines()[0][CheckColumn.REASON]
    look.use_language("zh_CN")
    importer.person.rest()
    assert importer.stage() is Stage.CHECK
    assert importer.lines()[0][CheckColumn.REASON] != english


def test_stop_stops_the_import_and_not_what_else_is_under_way(importer: Importer) -> None:
    may_go_on, ended = Event(), []

    def slow(progress: Progress) -> None:
        may_go_on.wait()
        progress.step(TITLE, 1, 1)

    importer.check(importer.files({"plate": "粤B12345"}))
    changes = count_of(importer.desk, "change_set")
    importer.person.session.tasks.write(may_go_on.wait, lambda _none: None)
    importer.person.session.long_work.run(slow, lambda _none: ended.append("done"), lambda _error: None)
    importer.page.import_checked()
    importer.page.waiting.button.click()
    may_go_on.set()
    importer.person.rest()
    assert ended == ["done"]
    assert importer.stage() is Stage.CHECK
    assert count_of(importer.desk, "change_set") == changes


def test_what_was_taken_back_elsewhere_is_said_and_the_import_stays_on_screen(importer: Importer) -> None:
    importer.check(importer.files({"plate": "粤B12345"}))
    importer.person.press("Ctrl+S")
    work = importer.page.work
    assert work.result is not None
    assert work.result.import_id is not None
    importer.desk.history.undo(work.result.import_id)
    work.take_back()
    importer.person.rest()
    assert "taken back already" in importer.person.window.notice.sentence
    assert importer.stage() is Stage.DONE
    assert "taken back" in importer.page.finished.text


def test_the_status_bar_says_where_the_import_stands(importer: Importer) -> None:
    said: list[tuple[str, str]] = []
    importer.page.counted.connect(lambda *words: said.append(words))
    conflicting(importer)
    stands, left = said[-1]
    assert stands == "Import: step 3 of 4"
    assert left.endswith(".csv · 3 decisions left")


def test_what_is_typed_stays_while_one_is_elsewhere(importer: Importer) -> None:
    importer.check(importer.files({"vin": "LSVAM4187C218484"}))
    importer.fix(0, VIN)
    importer.person.go(PageName.FILES)
    importer.person.go(PageName.IMPORT)
    assert importer.stage() is Stage.CHECK
    assert importer.page.work.mapping is not None
    assert list(importer.page.work.mapping.corrections.values()) == [VIN]
