"""One vehicle file at the window: corrected, verified, archived, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.files import FileState
from dealerdesk.services.drafts import Draft
from dealerdesk.ui.file.history import HistoryTab
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from dealerdesk.ui.widgets.calendar import CalendarPopup
from dealerdesk.ui.widgets.form import FieldInput
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.windows import wait_until, window_on

FILE, OTHER = 3, 4


class Clerk:
    """A person at the page of one file."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.window = person.window
        person.go(Place(PageName.FILE, FILE, FileTab.OVERVIEW))
        self.page = person.page_as(PageName.FILE, FilePage)

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def file_no(self) -> str:
        assert self.page.loaded is not None
        return str(self.page.loaded.detail.values["file_no"])

    @property
    def history(self) -> HistoryTab:
        tab = self.page.tab_called(FileTab.HISTORY)
        assert isinstance(tab, HistoryTab)
        return tab

    def input(self, code: str) -> FieldInput:
        return self.page.overview.fields.inputs[code]

    def write(self, code: str, words: str) -> None:
        """Go into a field and type over what stands there; other writing comes from an input method."""
        editor = self.input(code).editor
        self.page.overview.page.show_field(code)
        editor.setFocus()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        if words.isascii():
            QTest.keyClicks(editor, words)
        else:
            committed = QInputMethodEvent("", [])
            committed.setCommitString(words)
            QApplication.sendEvent(editor, committed)
        self.person.rest()

    def run(self, code: str) -> None:
        """Do what the command does whose name has `code`."""
        next(each for each in self.page.commands() if each.name.code == code).run()
        self.person.rest()

    def stored(self, code: str, file_id: int = FILE) -> str:
        """What the database holds."""
        detail = self.desk.lists.detail(file_id)
        assert detail is not None
        value = detail.values[code] if code in detail.values else (detail.customer or {})[code]
        return "" if value is None else str(value)


@pytest.fixture
def clerk(person: Person) -> Clerk:
    return Clerk(person)


# --- editing in place ---------------------------------------------------------------------------------


def test_a_phone_is_corrected_and_taken_back_by_keys(clerk: Clerk) -> None:
    before = clerk.stored("phone")
    clerk.write("phone", "139 0755 4821")
    assert clerk.page.overview.bar.isVisible()
    clerk.person.press("Ctrl+S")
    assert clerk.stored("phone") == "139 0755 4821"
    assert not clerk.page.overview.bar.isVisible()
    clerk.person.press("Ctrl+Z")
    assert clerk.stored("phone") == before == clerk.input("phone").text


def test_redo_is_done_again_while_the_keyboard_is_in_the_field(clerk: Clerk) -> None:
    for keys in ("Ctrl+Y", "Ctrl+Shift+Z"):
        before = clerk.stored("phone")
        clerk.write("phone", f"139 0755 482{len(keys) % 10}")
        clerk.person.press("Ctrl+S")
        after = clerk.stored("phone")
        clerk.person.press("Ctrl+Z")
        assert clerk.stored("phone") == before != after
        assert clerk.input("phone").editor.hasFocus()
        clerk.person.press(keys)
        assert clerk.stored("phone") == after


def test_several_fields_are_one_change(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.write("occupation", "teacher")
    clerk.write("location", "B-2/17")
    assert "3 changes" in clerk.page.overview.bar.words.text()
    before = len(clerk.desk.history.page_of_file(FILE).actions)
    clerk.person.click(clerk.page.overview.bar.save)
    assert len(clerk.desk.history.page_of_file(FILE).actions) == before + 1
    assert (clerk.stored("colour"), clerk.stored("occupation")) == ("red", "teacher")


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_saved(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.write("next_service", "31 February")
    clerk.person.press("Ctrl+S")
    each = clerk.input("next_service")
    assert each.editor.property("problem") == "bad"
    assert "31 February" in each.editor.accessibleDescription()
    assert each.editor.hasFocus()
    assert clerk.stored("colour") != "red"
    clerk.write("next_service", "2026-09-01")
    clerk.person.press("Ctrl+S")
    assert clerk.stored("colour") == "red"


def test_a_plate_of_another_file_is_refused_at_the_plate(clerk: Clerk) -> None:
    clerk.write("plate", clerk.stored("plate", OTHER))
    clerk.person.press("Ctrl+S")
    assert clerk.stored("file_no", OTHER) in clerk.input("plate").editor.accessibleDescription()


def test_an_unusual_vin_is_taken_with_a_reason(clerk: Clerk) -> None:
    assert not clerk.input("vin_note").isVisible()
    clerk.write("vin", "OLD123")
    clerk.person.press(Qt.Key.Key_Tab)
    assert clerk.input("vin").editor.property("problem") == "bad"
    clerk.write("vin_note", "built in 1965")
    clerk.person.press("Ctrl+S")
    assert (clerk.stored("vin"), clerk.stored("vin_note")) == ("OLD123", "built in 1965")


def test_what_is_doubtful_is_said_and_saved(clerk: Clerk) -> None:
    clerk.write("vin", "LSVAM4187C2184848")
    clerk.person.press(Qt.Key.Key_Tab)
    assert clerk.input("vin").editor.property("problem") == "warn"
    clerk.person.press("Ctrl+S")
    assert clerk.stored("vin") == "LSVAM4187C2184848"


def test_esc_discards_one_field_then_leaves_it(clerk: Clerk) -> None:
    before = clerk.stored("colour")
    clerk.write("make", "BYD")
    clerk.write("colour", "red")
    clerk.person.press(Qt.Key.Key_Escape)
    assert clerk.input("colour").text == before
    assert clerk.page.overview.fields.changes == {"make": "BYD"}
    clerk.person.press(Qt.Key.Key_Escape)
    assert not clerk.input("colour").editor.hasFocus()
    assert clerk.window.current is clerk.page


def test_a_day_is_chosen_from_the_calendar_by_keys(clerk: Clerk) -> None:
    clerk.write("next_service", "2026-09-01")
    editor = clerk.input("next_service").editor
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(popup.focusWidget() or popup, key)
    clerk.person.rest()
    assert clerk.input("next_service").text == "2026-09-02"
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert clerk.input("next_service").text == "2026-09-03"
    assert clerk.page.overview.fields.changes == {"next_service": "2026-09-03"}


@pytest.mark.parametrize("day", [QDate(12026, 3, 12), QDate(-44, 3, 15)])
def test_the_calendar_offers_only_days_that_a_field_takes(clerk: Clerk, day: QDate) -> None:
    editor = clerk.input("next_service").editor
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    (calendar,) = popup.findChildren(QCalendarWidget)
    calendar.setSelectedDate(day)
    QTest.keyClick(popup.focusWidget() or popup, Qt.Key.Key_Return)
    clerk.person.rest()
    assert 1950 <= int(clerk.input("next_service").text[:4]) <= 2100


def test_a_language_switch_while_typing_keeps_what_was_typed(clerk: Clerk, look: Look) -> None:
    clerk.write("vin", "SHORT")
    clerk.write("phone", "139")
    look.use_language("zh_CN")
    clerk.person.rest()
    assert clerk.page.overview.fields.changes == {"vin": "SHORT", "phone": "139"}
    assert "17" in clerk.input("vin").editor.accessibleDescription()
    assert "characters" not in clerk.input("vin").editor.accessibleDescription()


# --- owners -------------------------------------------------------------------------------------------


def test_another_name_means_a_new_owner_unless_it_is_corrected(clerk: Clerk) -> None:
    old = clerk.stored("customer")
    clerk.write("customer", "李娜")
    clerk.person.press(Qt.Key.Key_Tab)
    note = clerk.page.overview.fields.owner_note
    assert note.isVisible()
    assert clerk.input("phone").text == ""
    clerk.person.click(note.same_owner)
    assert clerk.input("phone").text == clerk.stored("phone") != ""
    clerk.person.click(note.new_owner)
    clerk.person.press("Ctrl+S")
    detail = clerk.desk.lists.detail(FILE)
    assert detail is not None
    assert (clerk.stored("customer"), detail.old_owners[-1].name) == ("李娜", old)
    assert not note.isVisible()


def test_a_name_is_corrected_for_the_same_owner(clerk: Clerk) -> None:
    before = clerk.desk.lists.detail(FILE)
    clerk.write("customer", "李娜")
    clerk.person.press(Qt.Key.Key_Tab)
    clerk.person.click(clerk.page.overview.fields.owner_note.same_owner)
    clerk.person.press("Ctrl+S")
    after = clerk.desk.lists.detail(FILE)
    assert before is not None
    assert after is not None
    assert (after.customer_id, after.old_owners) == (before.customer_id, before.old_owners)
    assert clerk.stored("customer") == "李娜"


# --- others at work -----------------------------------------------------------------------------------


def test_what_others_change_is_shown_and_what_is_typed_stays(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.desk.files.edit(clerk.file_no, {"location": "C-9/1"})
    clerk.person.rest()
    assert clerk.input("location").text == "C-9/1"
    assert clerk.page.overview.fields.changes == {"colour": "red"}
    assert clerk.input("colour").editor.hasFocus()


def test_the_same_field_changed_by_two_people_is_shown_both_ways(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.desk.files.edit(clerk.file_no, {"colour": "blue"})
    clerk.person.rest()
    assert clerk.page.overview.fields.conflicts == {"colour": "blue"}
    clerk.person.press("Ctrl+S")
    assert clerk.stored("colour") == "blue"
    notes = [note for note in clerk.page.overview.fields.notes if note.isVisible()]
    assert len(notes) == 1
    clerk.person.click(notes[0].keep)
    clerk.person.press("Ctrl+S")
    assert clerk.stored("colour") == "red"


def test_theirs_can_be_taken(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.desk.files.edit(clerk.file_no, {"colour": "blue"})
    clerk.person.rest()
    clerk.person.click(next(note for note in clerk.page.overview.fields.notes if note.isVisible()).take)
    assert clerk.input("colour").text == "blue"
    assert not clerk.page.overview.fields.changes


# --- drafts -------------------------------------------------------------------------------------------


def test_what_was_typed_waits_when_the_file_is_opened_again(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.person.go(Place(PageName.FILE, OTHER))
    assert not clerk.page.overview.bar.isVisible()
    clerk.person.go(Place(PageName.FILES))
    clerk.person.go(Place(PageName.FILE, FILE))
    assert clerk.page.overview.fields.changes == {"colour": "red"}
    assert "12 Mar 2026" in clerk.page.overview.bar.words.text()
    clerk.person.click(clerk.page.overview.bar.discard)
    wait_until(lambda: clerk.desk.drafts.find(f"file-{FILE}") is None)
    assert clerk.input("colour").text == clerk.stored("colour")


def test_a_saved_draft_is_gone(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    assert clerk.desk.drafts.find(f"file-{FILE}") is not None
    clerk.person.press("Ctrl+S")
    wait_until(lambda: clerk.desk.drafts.find(f"file-{FILE}") is None)


def test_a_draft_of_a_crash_is_there_in_the_next_window(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(folder, look, preferences) as first:
        desk = first.desk
        assert isinstance(desk, Desk)
        desk.drafts.keep(f"file-{FILE}", Draft({"colour": "red", "make": "BYD"}, {"make": "what was"}))
    with window_on(folder, look, preferences) as session:
        fields = Clerk(Person(session)).page.overview.fields
        assert fields.changes == {"colour": "red", "make": "BYD"}
        assert list(fields.conflicts) == ["make"]


# --- the whole file -----------------------------------------------------------------------------------


def test_a_draft_is_verified_then_filed_and_set_back(clerk: Clerk) -> None:
    clerk.desk.files.set_state(clerk.file_no, FileState.DRAFT)
    clerk.person.rest()
    for state in ("verified", "filed"):
        clerk.person.click(clerk.page.header.step_button)
        assert clerk.stored("state") == state
    assert not clerk.page.header.step_button.isVisible()
    clerk.run("ui.file.back_to_draft")
    assert clerk.stored("state") == "draft"


def test_a_file_is_archived_with_a_reason_and_taken_back_by_keys(clerk: Clerk) -> None:
    clerk.run("ui.file.archive_file")
    assert clerk.page.archiving.reason.hasFocus()
    clerk.person.type("sold")
    clerk.person.press(Qt.Key.Key_Return)
    clerk.person.press(Qt.Key.Key_Return)
    assert clerk.stored("archived") == "True"
    assert clerk.page.archived.isVisible()
    assert "sold" in clerk.page.archived.words.text()
    assert not clerk.page.header.add_button.isEnabled()
    clerk.person.click(clerk.page.archived.button)
    assert clerk.stored("archived") == "False"
    assert not clerk.page.archived.isVisible()


def test_esc_keeps_the_file(clerk: Clerk) -> None:
    clerk.run("ui.file.archive_file")
    clerk.person.press(Qt.Key.Key_Escape)
    assert not clerk.page.archiving.isVisible()
    assert clerk.stored("archived") == "False"


def test_del_in_a_field_is_for_the_text(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.person.press(Qt.Key.Key_Home)
    clerk.person.press(Qt.Key.Key_Delete)
    assert clerk.input("colour").text == "ed"


def test_del_belongs_to_the_tab_and_never_archives_the_file(clerk: Clerk) -> None:
    for tab in clerk.page.strip.tabs:
        clerk.page.strip.choose(tab)
        clerk.page.tab.take_focus()
        clerk.person.press(Qt.Key.Key_Delete)
        assert not clerk.page.archiving.isVisible()
        assert all(command.keys != "Del" for command in clerk.page.actions_of_file.others())


def test_the_vin_is_copied(clerk: Clerk) -> None:
    clerk.person.click(clerk.page.header.facts.copy)
    assert QGuiApplication.clipboard().text() == clerk.stored("vin")


def test_a_file_that_is_gone_says_so(clerk: Clerk) -> None:
    clerk.person.go(Place(PageName.FILE, 4711))
    assert "not there any more" in clerk.page.waiting.text
    assert clerk.page.commands() == ()


# --- tabs and history ---------------------------------------------------------------------------------


def test_tabs_are_reached_by_keys_and_stay_from_file_to_file(clerk: Clerk) -> None:
    clerk.person.press("Alt+4")
    assert clerk.page.strip.chosen is FileTab.HISTORY
    clerk.person.go(Place(PageName.FILE, OTHER))
    assert clerk.page.strip.chosen is FileTab.HISTORY
    chosen = []
    for keys in ("Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+PgUp"):
        clerk.person.press(keys)
        chosen.append(clerk.page.strip.chosen)
    assert chosen == [FileTab.OVERVIEW, FileTab.HISTORY, FileTab.SERVICE]


def test_a_change_is_taken_back_from_the_history(clerk: Clerk) -> None:
    before = clerk.stored("colour")
    clerk.write("colour", "red")
    clerk.person.press("Ctrl+S")
    clerk.write("location", "C-9/1")
    clerk.person.press("Ctrl+S")
    clerk.person.press("Alt+4")
    changed = clerk.history.entries[1]
    assert "red" in changed.text
    changed.setFocus()
    clerk.person.press(Qt.Key.Key_Return)
    assert (clerk.stored("colour"), clerk.stored("location")) == (before, "C-9/1")
    assert len(clerk.history.entries) == 4
    undone = next(entry for entry in clerk.history.entries if entry.action.change == changed.action.change)
    assert not undone.undo.isVisible()
    clerk.person.press("Ctrl+Y")
    assert clerk.stored("colour") == "red"


def test_taking_back_what_changed_other_files_is_asked_first(clerk: Clerk, answers: Answers) -> None:
    clerk.person.press("Alt+4")
    made = clerk.history.entries[-1]
    clerk.person.click(made.undo)
    assert "other vehicle files" in answers.asked[0]
    assert clerk.stored("file_no") == clerk.file_no


def test_an_entry_is_copied_as_text(clerk: Clerk) -> None:
    clerk.write("colour", "red")
    clerk.person.press("Ctrl+S")
    clerk.person.press("Alt+4")
    clerk.history.entries[0].setFocus()
    clerk.person.press("Ctrl+C")
    assert "Owner" in QGuiApplication.clipboard().text()
    assert "red" in QGuiApplication.clipboard().text()


def test_older_changes_are_fetched_when_they_are_asked_for(clerk: Clerk) -> None:
    for number in range(45):
        clerk.desk.files.edit(clerk.file_no, {"odometer": str(90_000 + number)})
    clerk.person.rest()
    clerk.person.press("Alt+4")
    assert len(clerk.history.entries) == 40
    clerk.history.more.click()
    clerk.person.rest()
    assert len(clerk.history.entries) > 45
    assert not clerk.history.more.isVisible()


def test_adding_a_document_leads_to_the_documents(session: Session, clerk: Clerk) -> None:
    clerk.person.press("Ctrl+D")
    assert clerk.page.strip.chosen is FileTab.DOCUMENTS
