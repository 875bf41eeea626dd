"""Opening an audit by keys and clicks: what is counted, how much is drawn, and who counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Scope
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.sampling import sample_size
from dealerdesk.services.audits import AuditRow
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.ui.audits.actions import NEW_KEYS
from dealerdesk.ui.new_audit.filter_line import NONE_SAVED
from dealerdesk.ui.new_audit.page import MEND, NewAuditPage
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person


class Opening:
    """The page for opening an audit, in front of a person."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def page(self) -> NewAuditPage:
        return self.person.page_as(PageName.NEW_AUDIT, NewAuditPage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def newest(self) -> AuditRow:
        return self.desk.audits.all()[0][0]

    @property
    def active(self) -> int:
        return len(self.desk.lists.file_ids())

    @property
    def place(self) -> Place | None:
        return self.person.window.pages.place

    def choose(self, scope: Scope) -> None:
        self.person.click(self.page.form.scopes[scope])

    def has_opened(self) -> bool:
        return self.place is not None and self.place.page is PageName.COUNTING


@pytest.fixture
def opening(person: Person) -> Opening:
    person.go(PageName.NEW_AUDIT)
    return Opening(person)


def test_all_files_are_audited_with_two_keys(person: Person) -> None:
    opening = Opening(person)
    person.go(PageName.AUDITS)
    person.press(NEW_KEYS)
    page = opening.page
    assert page.form.title.text == "Annual audit 2026"
    assert page.form.title.editor.hasFocus()
    assert page.form.as_of.text == "2026-03-12"
    assert page.summary.startswith(f"{opening.active} folders in ")
    person.press("Ctrl+S")
    audit = opening.newest
    assert opening.place == Place(PageName.COUNTING, item=audit.id)
    assert (audit.title, audit.scope, audit.population) == ("Annual audit 2026", Scope.ALL, opening.active)


def test_enter_in_a_field_opens_it_under_the_title_that_was_typed(opening: Opening) -> None:
    opening.person.write(opening.page.form.title.editor, "Cabinets  2026")
    opening.person.write(opening.page.form.as_of.editor, "2025-12-31")
    opening.person.press(Qt.Key.Key_Return)
    assert opening.has_opened()
    assert (opening.newest.title, opening.newest.as_of.isoformat()) == ("Cabinets 2026", "2025-12-31")


def test_an_opening_can_be_stopped_and_leaves_the_form_as_it_was(opening: Opening) -> None:
    before = opening.desk.audits.all()
    opening.person.write(opening.page.form.title.editor, "Cabinets 2026")
    opening.page.open_audit()
    assert opening.page.workplace.long_work.is_running
    opening.page.workplace.long_work.stop()
    opening.person.rest()
    assert opening.desk.audits.all() == before
    assert opening.place == Place(PageName.NEW_AUDIT)
    assert opening.page.form.title.text == "Cabinets 2026"
    opening.person.press("Ctrl+S")
    assert opening.newest.title == "Cabinets 2026"


def test_what_is_wrong_is_said_at_its_field_and_opens_nothing(opening: Opening) -> None:
    before = opening.desk.audits.all()
    form, person = opening.page.form, opening.person
    person.write(form.title.editor, " ")
    person.write(form.as_of.editor, "soon")
    person.press("Ctrl+S")
    assert "Give the audit a title" in form.title.editor.accessibleDescription()
    assert "Write a day" in form.as_of.editor.accessibleDescription()
    assert form.title.editor.hasFocus()
    assert not opening.has_opened()
    person.write(form.title.editor, "T" * 501)
    person.press("Ctrl+S")
    assert "500" in form.title.editor.accessibleDescription()
    assert opening.desk.audits.all() == before


def test_a_filter_is_said_in_words_or_why_it_cannot_be_read(opening: Opening) -> None:
    page, person = opening.page, opening.person
    opening.choose(Scope.FILTER)
    assert page.form.title.text.startswith("Audit of ")
    person.write(page.form.filter.field, "colours=red")
    assert "There is no field" in page.form.filter.words
    assert not page.open_button.isEnabled()
    assert page.summary == MEND.said()
    person.press(Qt.Key.Key_Return)
    assert not opening.has_opened()
    person.write(page.form.filter.field, "location~nowhere")
    assert "nothing to count" in page.form.problem
    assert not page.open_button.isEnabled()
    person.write(page.form.filter.field, "location~A-1")
    assert page.form.problem == ""
    assert "A-1" in page.form.filter.words.upper()
    person.click(page.open_button)
    assert opening.has_opened()
    assert (opening.newest.scope, opening.newest.conditions) == (Scope.FILTER, "location~A-1")


def test_a_saved_filter_is_chosen_unless_it_asks_more_than_conditions(opening: Opening) -> None:
    page, person = opening.page, opening.person
    opening.choose(Scope.FILTER)
    person.click(page.form.filter.saved)
    menu = person.focus
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [NONE_SAVED.said()]
    person.press(Qt.Key.Key_Escape)
    where = parse_filter("location~A-1", FILE_FIELDS)
    opening.desk.saved_filters.save("Shelf A-1", FilesFilter(where))
    opening.desk.saved_filters.save("Shelf of drafts", FilesFilter(where, frozenset({Quick.DRAFT})))
    person.click(page.form.filter.saved)
    menu = person.focus
    assert isinstance(menu, QMenu)
    plain, quick = menu.actions()
    assert not quick.isEnabled()
    assert "Draft" in quick.toolTip()
    plain.trigger()
    person.press(Qt.Key.Key_Escape)
    assert page.form.filter.where == "location~A-1"


def test_a_draw_is_explained_while_its_size_changes(opening: Opening) -> None:
    page, person, active = opening.page, opening.person, opening.active
    opening.choose(Scope.SAMPLE)
    draw = page.form.draw
    size = sample_size(active)
    assert draw.size_input.text == str(size)
    assert f"{size} out of {active} files" in draw.explained
    assert "95 of 100" in draw.explained
    person.click(draw.chips[0.10])
    assert draw.size_input.text == str(sample_size(active, 0.10))
    person.write(draw.size_input.editor, "7")
    assert not any(chip.isChecked() for chip in draw.chips.values())
    assert f"7 out of {active} files" in draw.explained
    assert page.summary.startswith("7 folders")
    assert page.summary.endswith(f"drawn from {active}")
    person.write(draw.seed_input.editor, "4711")
    person.press("Ctrl+S")
    audit = opening.newest
    assert (audit.scope, audit.seed, audit.population) == (Scope.SAMPLE, 4711, active)
    assert audit.title.startswith("Surprise audit of ")
    assert opening.desk.audits.figures(audit.id).expected == 7


def test_a_draw_needs_a_size_and_a_seed(opening: Opening) -> None:
    page, person = opening.page, opening.person
    opening.choose(Scope.SAMPLE)
    draw = page.form.draw
    person.write(draw.size_input.editor, "0")
    assert "at least 1" in draw.size_input.editor.accessibleDescription()
    assert not page.open_button.isEnabled()
    person.write(draw.size_input.editor, "9999")
    assert "Count all of them instead" in draw.explained
    person.write(draw.seed_input.editor, "lucky")
    assert "whole number" in draw.seed_input.editor.accessibleDescription()
    person.click(draw.another)
    assert draw.seed is not None
    assert page.open_button.isEnabled()


def test_a_surprise_audit_is_a_place(person: Person) -> None:
    person.go(Place(PageName.NEW_AUDIT, words="sample"))
    assert Opening(person).page.form.scope is Scope.SAMPLE


def test_chosen_files_are_counted_under_the_words_of_their_list(person: Person) -> None:
    opening = Opening(person)
    person.click_row(0)
    person.page.table.select_rows([0, 2, 3])
    person.rest()
    person.page.audit_list()
    person.rest()
    page = opening.page
    assert page.form.scope is Scope.LIST
    assert "3 selected files" in page.form.scopes[Scope.LIST].text()
    assert page.summary.startswith("3 folders")
    person.press("Ctrl+S")
    audit = opening.newest
    assert (audit.scope, audit.conditions) == (Scope.LIST, "3 selected files")
    assert opening.desk.audits.figures(audit.id).expected == 3


def test_a_list_that_is_a_filter_is_counted_as_one(person: Person) -> None:
    opening = Opening(person)
    person.page.narrowing.use(FilesFilter(parse_filter("location~A-1", FILE_FIELDS)))
    person.rest()
    person.page.audit_list()
    person.rest()
    assert (opening.page.form.scope, opening.page.form.filter.where) == (Scope.FILTER, "location~A-1")
    person.go(PageName.FILES)
    person.page.narrowing.use(
        FilesFilter(parse_filter("location~A-1", FILE_FIELDS), frozenset({Quick.THIS_MONTH}))
    )
    person.rest()
    person.page.audit_list()
    person.rest()
    assert opening.page.form.scope is Scope.LIST
    assert "In this month" in opening.page.form.scopes[Scope.LIST].text()


def test_cabinets_are_given_to_people_by_typing(opening: Opening) -> None:
    page, person = opening.page, opening.person
    row = next(at for at, line in enumerate(page.model.lines) if line.cabinet)
    cabinet = page.model.lines[row].cabinet
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, 0))
    person.type("Z")
    person.type("hou Jian")
    person.press(Qt.Key.Key_Return)
    assert page.model.people == {cabinet: "Zhou Jian"}
    assert "Zhou Jian" in page.table.people
    opening.choose(Scope.SAMPLE)
    opening.choose(Scope.ALL)
    assert page.model.people == {cabinet: "Zhou Jian"}, "a look at another scope forgets nobody"
    person.press("Ctrl+S")
    board = opening.desk.counting.board(opening.newest.id)
    assert {each.cabinet: each.person for each in board.cabinets if each.person} == {cabinet: "Zhou Jian"}
    person.go(PageName.NEW_AUDIT)
    assert page.model.people == {}


def test_a_name_that_is_still_being_typed_is_taken(opening: Opening) -> None:
    page, person = opening.page, opening.person
    row = next(at for at, line in enumerate(page.model.lines) if line.cabinet)
    person.click_cell(page.table, row, 2)
    menu = person.focus
    assert isinstance(menu, QMenu)
    menu.actions()[-2].trigger()
    menu.close()
    person.type("Ann")
    person.press("Ctrl+S")
    board = opening.desk.counting.board(opening.newest.id)
    assert [each.person for each in board.cabinets if each.person] == ["Ann"]
    assert "Ann" in opening.desk.audits.people()


def test_it_is_said_in_three_languages(opening: Opening) -> None:
    assert opening.page.form.title.text == "Annual audit 2026"
    opening.person.session.window.status.language_chosen.emit("zh_CN")
    opening.person.rest()
    assert opening.page.form.title.text != "Annual audit 2026", "what was proposed is proposed anew"
    assert opening.page.open_button.text() != "Open the audit"
