"""Importing a spreadsheet: checked and looked at first, written by the last button, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.imports.page import TITLE, ImportPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.importing import REGISTER, TAIWAN, count_of, reading_here, sheet
from tests.support.spreadsheets import SAMPLES


@pytest.fixture(autouse=True)
def _read_here() -> Iterator[None]:
    with reading_here():
        yield


class Importer:
    """A person at the import page."""

    def __init__(self, person: Person, answers: Answers) -> None:
        self.person = person
        self.answers = answers
        person.go(Place(PageName.IMPORT))
        self.page = person.page_as(PageName.IMPORT, ImportPage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    def choose(self, path: Path) -> None:
        """Choose a file in the system's dialog."""
        self.answers.files_chosen = [path]
        self.person.press("Ctrl+O")

    def table(self) -> list[list[Any]]:
        """What the table of problems shows."""
        model = self.page.review.model
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def files(self, *rows: dict[str, object], kind: RecordKind = RecordKind.FILES) -> Path:
        return sheet(self.desk.folder.root.parent, kind, rows)


@pytest.fixture
def importer(person: Person, answers: Answers) -> Importer:
    return Importer(person, answers)


def test_a_register_is_checked_imported_and_taken_back(importer: Importer) -> None:
    page, desk = importer.page, importer.desk
    files = count_of(desk, "vehicle_file")
    importer.choose(SAMPLES / REGISTER)
    assert page._stack.currentWidget() is page.review
    assert count_of(desk, "vehicle_file") == files
    assert page.import_button.accessibleName() == "Import 395 rows"
    assert "8 stay out" in page._foot_words.text()
    results = [row[1] for row in importer.table()]
    assert results.count("Refused") == 8
    importer.person.click(page.review.tiles.tile("refused"))
    assert {row[1] for row in importer.table()} == {"Refused"}
    assert "which no VIN has" in importer.table()[0][4]
    importer.person.click(page.review.tiles.tile("refused"))
    assert len(importer.table()) == len(results)
    importer.person.press("Ctrl+S")
    assert page._stack.currentWidget() is page.finished
    assert "395 rows are imported" in page.finished.text
    assert count_of(desk, "vehicle_file") == files + 395
    assert list(desk.folder.backups.iterdir())
    importer.person.click(page.take_back_button)
    assert "taken back" in page.finished.text
    assert count_of(desk, "vehicle_file") == files
    assert not page.take_back_button.isVisible()
    importer.person.click(page.show_button)
    place = importer.person.window.pages.place
    assert place is not None
    assert place.page is PageName.FILES


def test_a_file_is_dropped_and_something_else_is_not_taken(importer: Importer, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    pixmap = QPixmap(2, 2)
    pixmap.fill()
    pixmap.save(str(picture))
    page = importer.page
    assert not importer.person.drop_files(page.choosing, [picture])
    assert not importer.person.drop_files(page.choosing, [SAMPLES / TAIWAN, SAMPLES / REGISTER])
    assert page._stack.currentWidget() is page.choosing
    assert importer.person.drop_files(page.choosing, [SAMPLES / TAIWAN])
    assert page._stack.currentWidget() is page.review
    assert page.review.options.encoding.isVisible()
    assert "Big5" in page.review._notes.text()


def test_what_is_here_already_cannot_be_imported_again(importer: Importer) -> None:
    path = importer.files({"plate": "粤B12345", "make": "大众"})
    page = importer.page
    page.back_up_first.setChecked(False)
    importer.choose(path)
    importer.person.press("Ctrl+S")
    assert "1 row is imported" in page.finished.text
    assert not importer.desk.folder.backups.exists() or not list(importer.desk.folder.backups.iterdir())
    importer.person.click(page.another_button)
    importer.choose(path)
    assert not page.import_button.isEnabled()
    assert "everything is here already" in page.import_button.toolTip()
    files = count_of(importer.desk, "change_set")
    importer.person.press("Ctrl+S")
    assert count_of(importer.desk, "change_set") == files


def test_in_a_conflict_a_person_says_whose_value_stands(importer: Importer) -> None:
    vin = "LSVAM4187C2184847"
    made = importer.desk.files.create({"vin": vin, "customer": "王伟"})
    importer.person.rest()
    page = importer.page
    page.back_up_first.setChecked(False)
    importer.choose(importer.files({"vin": vin, "customer": "李娜"}))
    assert page.review.tiles.tile("conflicts").accessibleName().startswith("Conflicts: 1")
    assert not page.import_button.isEnabled()
    importer.person.click(page.review.options.theirs)
    assert page.import_button.isEnabled()
    importer.person.press("Ctrl+S")
    assert importer.desk.files.show(made.file_no).values["customer"] == "李娜"


def test_another_kind_is_checked_anew_and_what_does_not_fit_is_said(importer: Importer) -> None:
    page = importer.page
    importer.choose(importer.files({"customer": "王伟", "phone": "13800138000"}, kind=RecordKind.CUSTOMERS))
    assert {row[1] for row in importer.table()} == {"Refused"}
    assert not page.import_button.isEnabled()
    assert "No row can be imported" in page.import_button.toolTip()
    importer.person.click(page.review.kinds.chip(RecordKind.CUSTOMERS))
    assert page.import_button.accessibleName() == "Import 1 row"
    importer.person.click(page.review.kinds.chip(RecordKind.POLICIES))
    assert page._stack.currentWidget() is page.refused
    assert "cannot be imported" in page.refused.text
    importer.person.press(Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page.choosing


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing")
    importer.choose(path)
    assert "not a spreadsheet" in importer.page.refused.text
    importer.answers.files_chosen = []
    importer.person.click(importer.page.other_button)
    assert importer.page._stack.currentWidget() is importer.page.refused


def test_reading_can_be_stopped(importer: Importer) -> None:
    page = importer.page
    page._path = SAMPLES / REGISTER
    page._check(RecordKind.FILES)
    assert page._stack.currentWidget() is page.waiting
    importer.person.session.long_work.stop()
    importer.person.rest()
    assert page._stack.currentWidget() is page.choosing
    assert not page._is_busy


def test_what_was_checked_is_said_anew_in_another_language(importer: Importer, look: Look) -> None:
    importer.choose(SAMPLES / REGISTER)
    english = importer.table()[0][4]
    look.use_language("zh_CN")
    importer.person.rest()
    assert importer.page._stack.currentWidget() is importer.page.review
    assert importer.table()[0][4] != english


def test_a_file_that_was_changed_after_the_check_is_not_imported_unseen(importer: Importer) -> None:
    page = importer.page
    page.back_up_first.setChecked(False)
    path = importer.files({"plate": "粤B12345"})
    importer.choose(path)
    before = count_of(importer.desk, "vehicle_file")
    importer.files({"plate": "粤B12345"}, {"plate": "粤B12346"}).replace(path)
    importer.person.press("Ctrl+S")
    assert "was changed since it was checked" in page.refused.text
    assert count_of(importer.desk, "vehicle_file") == before
    importer.person.click(page.again_button)
    assert page.import_button.accessibleName() == "Import 2 rows"
    importer.person.press("Ctrl+S")
    assert count_of(importer.desk, "vehicle_file") == before + 2


def test_importing_twice_in_a_hurry_imports_once(importer: Importer) -> None:
    page = importer.page
    page.back_up_first.setChecked(False)
    importer.choose(importer.files({"plate": "粤B12345"}))
    before = count_of(importer.desk, "change_set")
    page.import_checked()
    page.import_checked()
    importer.person.rest()
    assert page._stack.currentWidget() is page.finished
    assert count_of(importer.desk, "change_set") == before + 1


def test_another_file_while_one_is_read_is_not_taken_for_it(importer: Importer) -> None:
    page = importer.page
    first, second = importer.files({"plate": "粤B12345"}), SAMPLES / REGISTER
    page.open(first)
    page.open(second)
    importer.person.rest()
    assert page._path == first
    assert page.import_button.accessibleName() == "Import 1 row"


def test_stop_stops_the_import_and_not_what_else_is_under_way(importer: Importer) -> None:
    may_go_on, ended = Event(), []

    def slow(progress: Progress) -> None:
        may_go_on.wait()
        progress.step(TITLE, 1, 1)

    importer.person.session.long_work.run(slow, lambda _none: ended.append("done"), lambda _error: None)
    page = importer.page
    page.open(SAMPLES / REGISTER)
    page.stop_button.click()
    may_go_on.set()
    importer.person.rest()
    assert ended == ["done"]
    assert page._stack.currentWidget() is page.choosing


def test_what_was_taken_back_elsewhere_is_said_and_the_import_stays_on_screen(importer: Importer) -> None:
    page = importer.page
    page.back_up_first.setChecked(False)
    importer.choose(importer.files({"plate": "粤B12345"}))
    importer.person.press("Ctrl+S")
    importer.person.press("Ctrl+Z")
    importer.person.click(page.take_back_button)
    assert "taken back already" in importer.person.window.notice.sentence
    assert page._stack.currentWidget() is page.finished
    assert "1 row is imported" in page.finished.text
