"""Narrowing the list by chips, by the panel of conditions, and by filters under names."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from dealerdesk.services.file_filters import Quick
from dealerdesk.services.lists import FileRow
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.windows import NOW


def rows(person: Person) -> list[FileRow]:
    """All rows of the list; the sample is small enough to be fetched whole."""
    model = person.page.model
    return [model.index(row, 0).data(FilesModel.ROW_ROLE) for row in range(model.rowCount())]


def chips(person: Person) -> list[str]:
    """The conditions that stand as chips."""
    return [chip.words for chip in person.page.chips._conditions]


def choose(person: Person, code: str, value: str) -> None:
    """Choose a value in the panel."""
    choice = person.page.narrowing.panel.choices[code]
    choice.setFocus()
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())
    person.rest()


def test_chips_count_what_they_list_and_add_up(person: Person) -> None:
    page = person.page
    assert page.chips.everything.isChecked()
    assert page.chips.everything.count == str(page.model.total)
    for quick, chip in page.chips.quick.items():
        person.click(chip)
        assert chip.isChecked()
        assert not page.chips.everything.isChecked()
        assert page.model.wanted.quick == {quick}
        assert chip.count == str(page.model.total)
        person.click(chip)
    person.click(page.chips.quick[Quick.INCOMPLETE])
    person.click(page.chips.quick[Quick.DRAFT])
    both = rows(person)
    assert all(row.state == "draft" and row.completeness.missing for row in both)
    person.click(page.chips.everything)
    assert page.model.wanted.is_empty
    assert len(both) == sum(row.state == "draft" and bool(row.completeness.missing) for row in rows(person))


def test_counts_are_live(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    before = int(person.page.chips.quick[Quick.MINE].count)
    desk.files.edit(rows(person)[0].file_no, {"responsible": "Owner"})
    person.rest()
    assert int(person.page.chips.quick[Quick.MINE].count) == before + 1


def test_conditions_work_while_they_are_chosen_and_each_is_a_chip_that_goes_away(person: Person) -> None:
    person.press("Ctrl+Shift+F")
    panel = person.page.narrowing.panel
    assert panel.isVisible()
    choose(person, "kind", "new_sale")
    assert {row.kind for row in rows(person)} == {"new_sale"}
    QTest.keyClicks(panel.location, "a-")
    person.rest()
    assert rows(person)
    assert all("a-" in (row.location or "").casefold() for row in rows(person))
    assert chips(person) == ["Kind of file: new sale", "Cabinet location: with “a-”"]
    person.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    person.click(person.page.chips._conditions[0])
    assert chips(person) == ["Cabinet location: with “a-”"]
    assert len({row.kind for row in rows(person)}) > 1


def test_a_date_that_cannot_be_read_is_said_below_and_asks_for_nothing(person: Person) -> None:
    person.press("Ctrl+Shift+F")
    panel = person.page.narrowing.panel
    since = next(iter(panel.dates.values()))
    all_of_them = person.page.model.total
    editor = since.editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    QTest.keyClicks(editor, "yesterday")
    person.rest()
    assert since.editor.accessibleDescription()
    assert person.page.model.total == all_of_them
    editor.clear()
    QTest.keyClicks(editor, "2026-03-01")
    person.rest()
    assert not since.editor.accessibleDescription()
    assert all(row.last_visit and row.last_visit >= date(2026, 3, 1) for row in rows(person))
    assert chips(person) == ["Last visit: 01 Mar 2026 or later"]


def test_draft_in_the_panel_is_the_chip_and_archived_ones_are_listed_when_asked_for(person: Person) -> None:
    person.press("Ctrl+Shift+F")
    choose(person, "state", "draft")
    assert person.page.model.wanted.quick == {Quick.DRAFT}
    assert chips(person) == []
    panel = person.page.narrowing.panel
    panel.clear.click()
    panel.archived.click()
    person.rest()
    assert rows(person)
    assert all(row.archived for row in rows(person))
    assert chips(person) == ["Archived files"]


def test_nothing_that_fits_is_said_and_all_files_are_one_button_away(person: Person) -> None:
    person.press("Ctrl+Shift+F")
    QTest.keyClicks(person.page.narrowing.panel.location, "nowhere")
    person.rest()
    person.page.narrowing.panel.close()
    assert "No file fits" in person.page.list.said
    person.click(person.page.list.show_all)
    assert person.page.model.wanted.is_empty
    assert rows(person)


def test_words_are_looked_for_among_all_files_and_the_filter_comes_back_after_them(person: Person) -> None:
    incomplete = person.page.chips.quick[Quick.INCOMPLETE]
    person.click(incomplete)
    before = len(rows(person))
    person.go(Place(PageName.FILES, words="20"))
    assert not incomplete.isChecked()
    hits = len(rows(person))
    person.click(incomplete)
    assert 0 < len(rows(person)) < hits
    assert all(row.completeness.missing for row in rows(person))
    person.click(incomplete)
    assert len(rows(person)) == hits
    person.click(person.page.chips.found)
    assert incomplete.isChecked()
    assert len(rows(person)) == before


def open_menu(person: Person) -> QMenu:
    person.press("Ctrl+Shift+S")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_filter_is_saved_under_a_name_chosen_again_deleted_and_brought_back_by_undo(person: Person) -> None:
    person.click(person.page.chips.quick[Quick.INCOMPLETE])
    listed = len(rows(person))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        if key is Qt.Key.Key_Down:
            open_menu(person)
        person.press(key)
    naming = person.page.narrowing.saved.naming
    assert naming.isVisible()
    QTest.keyClicks(naming.field, "Open & late")
    QTest.keyClick(naming.field, Qt.Key.Key_Return)
    person.rest()
    person.click(person.page.chips.everything)
    menu = open_menu(person)
    assert menu.actions()[0].text() == "Open && late"
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert len(rows(person)) == listed
    assert person.page.chips.quick[Quick.INCOMPLETE].isChecked()
    desk = person.session.desk
    assert desk is not None
    person.page.narrowing.saved._on_deleted("Open & late")
    person.rest()
    assert not person.page.narrowing.saved.kept
    person.press("Ctrl+Z")
    assert [each.name for each in desk.saved_filters.all()] == ["Open & late"]
    assert len(person.page.narrowing.saved.kept) == 1


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_chips_change_their_language_while_they_are_there(person: Person, language: str) -> None:
    person.press("Ctrl+Shift+F")
    choose(person, "kind", "new_sale")
    person.page.narrowing.panel.close()
    before = chips(person)
    person.session._on_language_chosen(language)
    person.rest()
    assert chips(person) != before
    assert NOW.year == 2026
