"""The export page: what, which columns, which of them, and the file that comes of it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import FIELDS, RECORD_LABELS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.ui import exporting
from dealerdesk.ui.exports.form import _EXAMPLES
from dealerdesk.ui.exports.page import BUSY, FILTER_WRONG, NO_COLUMNS, ExportPage
from dealerdesk.ui.exports.what import What, Whole
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.importing import count_of, reading_here


class Exporter:
    """A person at the export page."""

    def __init__(self, person: Person, answers: Answers, folder: Path) -> None:
        self.person, self.answers, self.folder = person, answers, folder
        person.go(Place(PageName.EXPORT))
        self.page = person.page_as(PageName.EXPORT, ExportPage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def sentence(self) -> str:
        return self.page._foot_words.text

    def choose(self, what: What) -> None:
        self.person.click(self.page.what.chip(what))

    def export(self, name: str) -> Path:
        """Write by the keys into a file called `name`."""
        self.answers.place = self.folder / name
        self.person.press("Ctrl+E")
        return self.answers.place

    def rows(self, name: str) -> list[list[str]]:
        with self.export(name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))

    def menu(self) -> QMenu:
        """The menu of saved exports, opened by the keys."""
        self.person.press("Ctrl+O")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose_in(self, menu: QMenu, words: str) -> None:
        """Choose an entry of an open menu."""
        action = next(action for action in menu.actions() if action.text() == words)
        menu.setActiveAction(action)
        self.person.press(Qt.Key.Key_Return)


@pytest.fixture
def exporter(person: Person, answers: Answers, tmp_path: Path) -> Exporter:
    return Exporter(person, answers, tmp_path)


def labels(kind: RecordKind, codes: Sequence[str]) -> list[str]:
    names = {field.code: field.label.said() for field in FIELDS[kind]}
    return [names[code] for code in codes]


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_records_of_a_kind_are_counted_and_written(exporter: Exporter, kind: RecordKind) -> None:
    exporter.choose(kind)
    rows = exporter.desk.exports.count(kind)
    assert exporter.sentence.startswith(f"{rows:,} row")
    head, *written = exporter.rows("out.csv")
    assert len(written) == rows
    assert head == labels(kind, exporter.page.columns.ticked)
    assert f"{rows:,} row" in exporter.page.bar.words.text
    assert "out.csv" in exporter.page.bar.words.text


def test_columns_are_ticked_and_moved_by_keys(exporter: Exporter) -> None:
    page, person = exporter.page, exporter.person
    exporter.choose(RecordKind.CUSTOMERS)
    person.click(page.columns.none)
    assert not page.export_button.isEnabled()
    assert page.export_button.toolTip() == NO_COLUMNS.said()
    page.columns.list.setFocus()
    person.press(Qt.Key.Key_Home)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Space)
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Space)
    assert page.columns.ticked == ("customer", "customer_kind")
    person.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    person.click(page.columns.up)
    assert page.columns.ticked == ("customer_kind", "customer")
    assert "2 columns" in exporter.sentence
    assert exporter.rows("out.csv")[0] == ["Person or company", "Customer"]
    person.click(page.columns.all)
    assert len(page.columns.ticked) == len(FIELDS[RecordKind.CUSTOMERS])


def test_what_was_ticked_stays_while_another_kind_is_looked_at(exporter: Exporter) -> None:
    exporter.person.click(exporter.page.columns.none)
    exporter.choose(RecordKind.POLICIES)
    assert len(exporter.page.columns.ticked) == len(FIELDS[RecordKind.POLICIES])
    exporter.choose(RecordKind.FILES)
    assert exporter.page.columns.ticked == ()


def test_conditions_are_said_in_words_counted_and_corrected(exporter: Exporter) -> None:
    page, form = exporter.page, exporter.page.form
    exporter.person.write(form.filter, "state=draf")
    assert not page.export_button.isEnabled()
    assert page.export_button.toolTip() == FILTER_WRONG.said()
    assert form.filter.property("problem") == "bad"
    exporter.person.type("t")
    assert page.export_button.isEnabled()
    assert form.filter.property("problem") == ""
    assert "State: draft" in form._filter_words.text()
    drafts = exporter.desk.exports.count(RecordKind.FILES, "state=draft")
    assert 0 < drafts < exporter.desk.exports.count(RecordKind.FILES)
    assert exporter.sentence.startswith(f"{drafts} row")
    assert len(exporter.rows("out.csv")) == drafts + 1


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_example_of_conditions_is_one(kind: RecordKind) -> None:
    assert len(parse_filter(_EXAMPLES[kind], FIELDS[kind]).conditions) >= 1


def test_headings_speak_the_chosen_language(exporter: Exporter) -> None:
    language = exporter.page.form.language
    language.setFocus()
    exporter.person.press(Qt.Key.Key_Down)
    exporter.person.press(Qt.Key.Key_Down)
    assert exporter.page.form.chosen_language == "zh_CN"
    assert "车辆识别代号" in exporter.rows("out.csv")[0]


def test_the_kind_of_file_names_the_ending(exporter: Exporter, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[Path] = []
    monkeypatch.setattr(
        Answers, "place_to_save", lambda _answers, _parent, _title, path, _patterns: offered.append(path)
    )
    exporter.person.press("Ctrl+E")
    exporter.person.click(exporter.page.form.csv)
    exporter.person.press("Ctrl+E")
    exporter.choose(Whole.REGISTER)
    exporter.person.press("Ctrl+E")
    assert [path.suffix for path in offered] == [".xlsx", ".csv", ".xlsx"]
    assert offered[0].stem.startswith("Vehicle files 20")
    assert not exporter.page.bar.isVisible()
    assert exporter.page.export_button.isEnabled()


def test_a_template_is_written_and_holds_no_rows(exporter: Exporter) -> None:
    page = exporter.page
    exporter.person.click(page.form.template)
    assert not page.form.filter.isVisible()
    assert "state" not in page.columns.ticked
    path = exporter.export("template.xlsx")
    assert "The template is in template.xlsx" in page.bar.words.text
    with reading_here():
        assert exporter.desk.imports.run(path, ImportMapping(RecordKind.FILES)).rows == 0


def test_the_whole_register_has_a_sheet_for_each_kind(exporter: Exporter) -> None:
    exporter.choose(Whole.REGISTER)
    assert not exporter.page.columns.isVisible()
    assert not exporter.page.form.csv.isVisible()
    book = load_workbook(exporter.export("register.xlsx"), read_only=True)
    assert book.sheetnames == [RECORD_LABELS[kind].said() for kind in RecordKind]
    book.close()


def test_a_list_comes_along_with_its_columns_its_filter_and_its_order(
    person: Person, answers: Answers, tmp_path: Path
) -> None:
    page = person.page
    person.click(next(iter(page.chips.quick.values())))
    person.press("Ctrl+E")
    export = person.page_as(PageName.EXPORT, ExportPage)
    assert person.window.current is export
    assert export.what.what is Whole.LIST
    assert export.form._filter_words.text() == "Incomplete"
    assert f"{len(page.model.ids)} files of the list" in export._foot_words.text
    assert QApplication.focusWidget() is export.export_button
    answers.place = tmp_path / "list.csv"
    person.press(Qt.Key.Key_Return)
    with answers.place.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(page.model.ids) + 1
    person.press("Alt+Left")
    place = person.window.pages.place
    assert place is not None
    assert place.page is PageName.FILES
    person.go(PageName.EXPORT)
    assert export.what.what is Whole.LIST


def test_where_nobody_came_from_a_list_none_is_offered(exporter: Exporter) -> None:
    assert not exporter.page.what.chip(Whole.LIST).isVisible()


def test_an_export_is_saved_chosen_replaced_and_deleted(exporter: Exporter) -> None:
    page, person, saved = exporter.page, exporter.person, exporter.desk.saved_exports
    exporter.choose(RecordKind.POLICIES)
    person.write(page.form.filter, "ends<=2026-12-31")
    person.click(page.form.csv)
    exporter.choose_in(exporter.menu(), "Save this export …")
    QTest.keyClicks(page.saved.naming.field, "Ending this year")
    QTest.keyClick(page.saved.naming.field, Qt.Key.Key_Return)
    person.rest()
    (named,) = saved.all()
    assert (named.name, named.choice.where, named.choice.ending) == (
        "Ending this year",
        "ends<=2026-12-31",
        "csv",
    )
    exporter.choose(RecordKind.FILES)
    person.click(page.form.xlsx)
    person.write(page.form.filter, "state=draft")
    exporter.choose_in(exporter.menu(), "Ending this year")
    assert page.what.what is RecordKind.POLICIES
    assert (page.form.where, page.form.ending) == ("ends<=2026-12-31", "csv")
    assert page.columns.ticked == named.choice.columns
    menu = exporter.menu()
    assert menu.actions()[0].isChecked()
    delete = next(action.menu() for action in menu.actions() if action.menu())
    assert isinstance(delete, QMenu)
    delete.actions()[0].trigger()
    menu.close()
    person.rest()
    assert saved.all() == ()


def test_what_is_no_kind_of_record_cannot_be_saved_and_why_is_said(exporter: Exporter) -> None:
    exporter.choose(Whole.REGISTER)
    menu = exporter.menu()
    (save,) = (action for action in menu.actions() if action.text() == "Save this export …")
    assert not save.isEnabled()
    assert "cannot" in save.toolTip() or "can be saved" in save.toolTip()
    menu.close()


def test_writing_can_be_stopped_and_nothing_is_left(exporter: Exporter, tmp_path: Path) -> None:
    page = exporter.page
    exporter.answers.place = tmp_path / "out.xlsx"
    page.export()
    assert page._why_not() is BUSY
    assert not page.export_button.isEnabled()
    exporter.person.session.long_work.stop()
    exporter.person.rest()
    assert page.export_button.isEnabled()
    assert not (tmp_path / "out.xlsx").exists()
    assert not page.bar.isVisible()


def test_what_cannot_be_written_is_said_and_can_be_tried_again(exporter: Exporter) -> None:
    exporter.export("none/out.xlsx")
    assert "could not be written" in exporter.person.window.notice.sentence
    assert exporter.page.export_button.isEnabled()
    assert exporter.export("out.xlsx").exists()


def test_afterwards_the_spreadsheet_or_its_folder_is_opened(
    exporter: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    class Services:
        """The system, which opens what it is given."""

        @staticmethod
        def openUrl(url: QUrl) -> None:  # noqa: N802  # Qt's name
            opened.append(url.toLocalFile())

    monkeypatch.setattr(exporting, "QDesktopServices", Services)
    path = exporter.export("out.csv")
    exporter.person.click(exporter.page.bar.button)
    exporter.person.click(exporter.page.bar.also_button)
    assert opened == [str(path.parent), str(path)]
    exporter.person.press(Qt.Key.Key_Escape)
    assert not exporter.page.bar.isVisible()


def test_what_changes_meanwhile_is_counted_anew(exporter: Exporter) -> None:
    before = exporter.desk.exports.count(RecordKind.FILES)
    exporter.desk.files.create({"vin": "WVWZZZ1JZXW000001"})
    exporter.person.rest()
    assert exporter.sentence.startswith(f"{before + 1} rows")
    assert count_of(exporter.desk, "vehicle_file") > before


def test_another_language_is_spoken_at_once(exporter: Exporter, look: Look) -> None:
    exporter.person.click(exporter.page.columns.none)
    look.use_language("zh_CN")
    exporter.person.rest()
    page = exporter.page
    assert page.what.chip(RecordKind.FILES).words == "车辆档案"
    assert page.columns.list.item(2).text() == "车辆识别代号"
    assert page.columns.ticked == ()


def test_conditions_and_the_kind_of_file_come_back_with_the_kind_of_record(exporter: Exporter) -> None:
    page, form = exporter.page, exporter.page.form
    exporter.person.write(form.filter, "state=draft")
    exporter.person.click(form.csv)
    exporter.choose(RecordKind.CUSTOMERS)
    assert form.where == ""
    assert page.export_button.isEnabled()
    exporter.choose(Whole.REGISTER)
    assert form.ending == "xlsx"
    exporter.choose(RecordKind.FILES)
    assert (form.where, form.ending) == ("state=draft", "csv")


def test_what_is_typed_as_a_condition_is_no_markup(exporter: Exporter) -> None:
    exporter.person.write(exporter.page.form.filter, "<img src=x>=1")
    assert "<img" in exporter.page.form._filter_words.text()
    assert exporter.page.form._filter_words.textFormat() is Qt.TextFormat.PlainText


def test_the_keyboard_stays_on_the_page_while_the_button_cannot_be_pressed(exporter: Exporter) -> None:
    page = exporter.page
    exporter.answers.place = exporter.folder / "out.csv"
    page.export_button.setFocus()
    exporter.person.press(Qt.Key.Key_Space)
    assert exporter.answers.place.exists()
    assert QApplication.focusWidget() is page.export_button
