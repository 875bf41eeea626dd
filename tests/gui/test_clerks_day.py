"""A clerk's whole day on 20,000 files: with the mouse, without it, and with many files at once."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from dealerdesk.services.file_filters import Quick
from dealerdesk.ui.exports.page import ExportPage
from dealerdesk.ui.files.bulk_edit import BulkEditDialog
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.places import FileTab, PageName
from dealerdesk.ui.theme.colours import DARK, LIGHT
from dealerdesk.ui.theme.look import colours
from tests.gui.conftest import Person
from tests.gui.front_desk import (
    CTRL,
    ENTER,
    LINES,
    NAME,
    PHONE,
    PLATE,
    RIGHT_PHONE,
    SCANS,
    VIN,
    Clerk,
    copy_file,
)
from tests.support.answers import Answers
from tests.support.importing import query
from tests.support.windows import sample_desk, wait_until

FILES = 20_000


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of 20,000 files, made once in a run of the tests, whichever worker needs it first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, made = shared / "large" / "desk", shared / "large" / "made"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(shared / "large.lock"):
        if not made.exists():
            sample_desk(folder, FILES).close()
            made.touch()
    return folder


@pytest.fixture
def folder(large: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the test's own, gone with it."""
    folder = tmp_path / "desk"
    yield Path(shutil.copytree(large, folder))
    shutil.rmtree(folder)


@pytest.fixture
def clerk(person: Person) -> Clerk:
    return Clerk(person)


@pytest.fixture
def last_change(clerk: Clerk) -> int:
    ((last,),) = query(clerk.desk, "SELECT max(id) FROM change_set")
    return int(last)


@pytest.fixture
def mouse_presses() -> Iterator[list[QEvent.Type]]:
    """Every press of a mouse button that any widget gets."""
    watch = _MouseWatch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # there is one
    yield watch.presses
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]  # there is one


class _MouseWatch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.presses: list[QEvent.Type] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.Drop, QEvent.Type.DragEnter}:
            self.presses.append(event.type())
        return False


# --- a day with the mouse -----------------------------------------------------------------------------


def test_a_day_at_the_desk(clerk: Clerk, last_change: int) -> None:
    person, window = clerk.person, clerk.window
    files = person.page.model.rowCount()
    register(clerk)
    for kind, path in SCANS.items():
        assert person.drop_files(clerk.slot(kind), [path])
    clerk.sees_three_scans()

    clerk.choose_in_menu(window.status.language_button, "简体")
    assert window.top.new_file.text() == "新建档案"
    clerk.choose_in_menu(window.status.theme_button, "深")
    assert colours() is DARK
    clerk.choose_in_menu(window.status.language_button, "English")
    assert window.top.new_file.text() == "New file"

    person.press("Ctrl+1")
    clerk.sees_so_many(files + 1)
    clerk.find()
    clerk.click_what_was_found()
    clerk.sees_the_file(FileTab.DOCUMENTS)
    correct_the_phone(clerk)
    make_an_order(clerk)
    archive(clerk)
    person.press("Ctrl+1")
    clerk.sees_so_many(files)
    person.click(window.top.back)
    person.click(clerk.file.archived.button)
    assert not clerk.file.archived.isVisible()
    clerk.click_tab(FileTab.HISTORY)
    clerk.sees_the_history(last_change)
    clerk.choose_in_menu(window.status.theme_button, "Light")
    assert colours() is LIGHT


def register(clerk: Clerk) -> None:
    """A vehicle that nobody knows, and its owner."""
    clerk.person.click(clerk.window.top.new_file)
    vehicle, customer = clerk.new_file.vehicle, clerk.new_file.customer
    for field, words in (
        (vehicle.vin, VIN),
        (vehicle.plate, PLATE),
        (vehicle.inputs["make"], "大众"),
        (vehicle.inputs["model"], "帕萨特"),
        (customer.name, NAME),
        (customer.phone, PHONE),
    ):
        clerk.person.click(field.editor)
        clerk.type(words)
    clerk.person.click(clerk.new_file.foot.create_button)
    clerk.sees_the_file(FileTab.DOCUMENTS)
    assert str(clerk.detail.values["file_no"]) in clerk.said


def correct_the_phone(clerk: Clerk) -> None:
    """Twice, as it is taken back in between."""
    clerk.click_tab(FileTab.OVERVIEW)
    clerk.sees_the_phone(PHONE)
    clerk.person.write(clerk.file.overview.fields.inputs["phone"].editor, RIGHT_PHONE)
    assert "1 change" in clerk.file.overview.bar.words.text()
    clerk.person.click(clerk.file.overview.bar.save)
    clerk.sees_the_phone(RIGHT_PHONE)
    clerk.takes_it_back_and_does_it_again()


def make_an_order(clerk: Clerk) -> None:
    """With three lines."""
    clerk.click_tab(FileTab.SERVICE)
    clerk.person.click(clerk.service.first_button)
    editor = clerk.service.editor
    for row, cells in enumerate(LINES):
        for column, words in enumerate(cells):
            clerk.person.click_cell(editor.table, row, column)
            clerk.type(words)
            clerk.person.press(Qt.Key.Key_Tab)
    clerk.sees_the_sum()
    clerk.person.click(editor.save_button)
    clerk.sees_the_order()


def archive(clerk: Clerk) -> None:
    """Put the file away, for a reason."""
    clerk.command("archive")
    clerk.person.click(clerk.file.archiving.reason)
    clerk.type("sold")
    clerk.person.click(clerk.file.archiving.yes)
    clerk.sees_it_archived()


# --- a day without the mouse --------------------------------------------------------------------------


def test_a_day_without_the_mouse(
    clerk: Clerk, last_change: int, answers: Answers, mouse_presses: list[QEvent.Type]
) -> None:
    person, window = clerk.person, clerk.window
    files = person.page.model.rowCount()
    register_by_keys(clerk)
    attach_by_keys(clerk, answers)

    clerk.command("simplified")
    assert window.top.new_file.text() == "新建档案"
    clerk.command("dark")
    assert colours() is DARK
    clerk.command("english")
    assert window.top.new_file.text() == "New file"

    person.press("Ctrl+1")
    clerk.sees_so_many(files + 1)
    clerk.find()
    person.press(ENTER)
    clerk.sees_the_file(FileTab.DOCUMENTS)
    correct_the_phone_by_keys(clerk)
    make_an_order_by_keys(clerk)

    clerk.command("archive")
    assert person.focus is clerk.file.archiving.reason
    clerk.enter("sold", "")
    clerk.sees_it_archived()
    person.press("Ctrl+1")
    clerk.sees_so_many(files)
    person.press("Alt+Left")
    clerk.command("take back")
    assert not clerk.file.archived.isVisible()
    person.press("Alt+4")
    clerk.sees_the_history(last_change)
    clerk.command("theme: light")
    assert colours() is LIGHT
    assert mouse_presses == []


def register_by_keys(clerk: Clerk) -> None:
    """Enter goes through all fields to the button."""
    clerk.person.press("Ctrl+N")
    clerk.enter(VIN, PLATE)
    clerk.person.press(Qt.Key.Key_1)
    clerk.person.press(ENTER)
    clerk.enter("大众", "帕萨特", "", "", "", "", "", "")
    clerk.enter(NAME, PHONE, "", "", "")
    assert clerk.person.focus is clerk.new_file.foot.create_button
    assert clerk.new_file.foot.text.startswith("It can be created.")
    clerk.person.press(ENTER)
    clerk.sees_the_file(FileTab.DOCUMENTS)
    assert str(clerk.detail.values["file_no"]) in clerk.said


def attach_by_keys(clerk: Clerk, answers: Answers) -> None:
    """Two scans are pasted, one is looked for."""
    *pasted, browsed = SCANS
    for kind in pasted:
        clerk.walk_to(kind)
        copy_file(SCANS[kind])
        clerk.person.press("Ctrl+V")
    answers.files_chosen = [SCANS[browsed]]
    clerk.walk_to(browsed)
    clerk.person.press("Ctrl+O")
    clerk.sees_three_scans()


def correct_the_phone_by_keys(clerk: Clerk) -> None:
    """The keyboard stays in the field all the time."""
    clerk.person.press("Alt+1")
    clerk.tab_to(clerk.file.overview.fields.inputs["phone"].editor)
    clerk.person.press(Qt.Key.Key_A, CTRL)
    clerk.type(RIGHT_PHONE)
    clerk.person.press("Ctrl+S")
    clerk.sees_the_phone(RIGHT_PHONE)
    clerk.takes_it_back_and_does_it_again()


def make_an_order_by_keys(clerk: Clerk) -> None:
    """Tab goes from cell to cell, Enter to the next line."""
    clerk.person.press("Alt+3")
    assert clerk.person.focus is clerk.service.first_button
    clerk.person.press("Ctrl+R")
    clerk.tab_to(clerk.service.editor.table)
    for cells in LINES:
        for column, words in enumerate(cells):
            if column:
                clerk.person.press(Qt.Key.Key_Tab)
            clerk.type(words)
        clerk.person.press(ENTER)
    clerk.sees_the_sum()
    clerk.person.press("Ctrl+S")
    clerk.sees_the_order()


# --- many files at once -------------------------------------------------------------------------------


def test_many_files_are_narrowed_edited_exported_and_taken_back(
    clerk: Clerk, answers: Answers, tmp_path: Path
) -> None:
    person, page, window = clerk.person, clerk.person.page, clerk.window
    where = "FROM vehicle_file WHERE state = 'draft' AND archived_at IS NULL"
    before = query(clerk.desk, f"SELECT id, responsible {where} ORDER BY id")
    number = f"{len(before):,}"
    chip = page.chips.quick[Quick.DRAFT]
    assert chip.count == number
    person.click(chip)
    assert window.status._count.text() == f"{number} files fit"
    person.click_row(0)
    person.press(Qt.Key.Key_A, CTRL)
    assert window.status._selected.text == f"{number} selected"

    person.press("F2")
    dialog = page.findChild(BulkEditDialog)
    assert dialog is not None
    assert dialog.windowTitle() == f"Edit {number} files"
    how = dialog.hows["responsible"]
    how.setFocus()
    person.press(Qt.Key.Key_Down)
    how.activated.emit(how.currentIndex())
    clerk.type("Nobody Yet")
    assert f"{number} files change" in dialog.sentences
    assert "→ Nobody Yet" in dialog.sentences
    assert dialog.change.text() == f"Change {number} files"
    assert query(clerk.desk, f"SELECT id, responsible {where} ORDER BY id") == before
    person.press(ENTER)
    assert query(clerk.desk, f"SELECT responsible, count(*) {where} GROUP BY 1") == [
        ("Nobody Yet", len(before))
    ]
    window.activateWindow()
    wait_until(window.isActiveWindow)
    assert f"{number} files" in clerk.said
    assert window.status._selected.text == f"{number} selected"
    assert set(person.column(Column.RESPONSIBLE)[:10]) == {"Nobody Yet"}

    answers.place = tmp_path / "drafts.csv"
    person.press("Ctrl+E")
    person.press("Ctrl+E")
    exported = person.page_as(PageName.EXPORT, ExportPage)
    assert f"{number} rows written to drafts.csv" in exported.bar.words.text
    with answers.place.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert [row[head.index("Plate")] for row in rows[:20]] == person.column(Column.PLATE)[:20]
    assert [row[head.index("Responsible person")] for row in rows] == ["Nobody Yet"] * len(before)
    person.press("Alt+Left")

    person.press("Ctrl+Z")
    assert clerk.said.startswith("Taken back: ")
    assert query(clerk.desk, f"SELECT id, responsible {where} ORDER BY id") == before
    assert "Nobody Yet" not in person.column(Column.RESPONSIBLE)[:10]
    person.click(page.chips.everything)
    assert window.status._count.text() == f"{page.chips.everything.count} files"
