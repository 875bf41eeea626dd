"""Registering vehicles by keyboard: nothing twice, problems beside the field, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.ui.new_file.page import NewFilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.importing import count_of, query
from tests.support.windows import settle, window_on

VIN, LIKE_IT = "LSVAM4187C2184847", "LSVAM4185C2184848"
ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


class Clerk:
    """A person at the page for new files, who types Chinese with an input method."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.session = person.session
        person.press("Ctrl+N")
        self.page = person.page_as(PageName.NEW_FILE, NewFilePage)

    @property
    def desk(self) -> Desk:
        desk = self.session.desk
        assert isinstance(desk, Desk)
        return desk

    def say(self, words: str) -> None:
        """Type words, ASCII by keys and other writing as an input method commits it."""
        focus = QApplication.focusWidget()
        assert focus is not None
        if words.isascii():
            QTest.keyClicks(focus, words)
        else:
            committed = QInputMethodEvent("", [])
            committed.setCommitString(words)
            QApplication.sendEvent(focus, committed)
        self.person.rest()

    def enter(self, *words: str) -> None:
        """Type words into one field after the other, Enter after each."""
        for each in words:
            self.say(each)
            self.person.press(ENTER)

    @property
    def place(self) -> Place | None:
        return self.session.window.pages.place

    def known(self, vin: str, plate: str, name: str = "", phone: str = "") -> int:
        """A file that is there already; its id."""
        made = self.desk.registration.register({"vin": vin, "plate": plate, "customer": name, "phone": phone})
        self.person.rest()
        return made.file_id

    def has_focus(self, widget: QWidget) -> bool:
        return QApplication.focusWidget() is (widget.focusProxy() or widget)


@pytest.fixture
def clerk(person: Person) -> Clerk:
    return Clerk(person)


def said(widget: QWidget) -> str:
    """What stands below an input."""
    return str(widget.editor.accessibleDescription())  # type: ignore[attr-defined]  # a FieldInput


def test_a_vehicle_with_a_new_customer_is_registered_by_keys_alone(clerk: Clerk) -> None:
    announced = clerk.page.foot._number.text()
    clerk.enter(VIN.lower(), "粤b12345")
    clerk.person.press(Qt.Key.Key_2)
    clerk.person.press(ENTER)
    clerk.enter("大众", "帕萨特", "白", "52000 km", "2019-5", "2019/6/7", "B-2/17", "")
    clerk.enter("陈嘉怡", "139 0755 4821", "", "11010519491231002X", "深圳")
    assert clerk.has_focus(clerk.page.foot.create_button)
    assert clerk.page.foot.text == "Everything is filled in."
    clerk.person.press(ENTER)
    place = clerk.place
    assert place is not None
    assert (place.page, place.tab) == (PageName.FILE, FileTab.DOCUMENTS)
    detail = clerk.desk.lists.detail(place.file_id or 0)
    assert detail is not None
    values = detail.values
    assert str(values["file_no"]) in announced
    assert (values["vin"], values["plate"], values["kind"]) == (VIN, "粤B·12345", "used_sale")
    assert (values["make"], values["model"], values["odometer"]) == ("大众", "帕萨特", 52000)
    assert (values["manufacture_date"], str(values["registration_date"])) == ("2019-05", "2019-06-07")
    assert (values["location"], values["responsible"]) == ("B-2/17", "Owner")
    assert (values["customer"], values["phone"]) == ("陈嘉怡", "139 0755 4821")
    assert values["mailing_address"] == "深圳"


def test_a_vin_that_has_a_file_opens_it_and_makes_nothing(clerk: Clerk) -> None:
    file_id = clerk.known(VIN, "粤B12345", "王伟")
    files = count_of(clerk.desk, "vehicle_file")
    clerk.say(VIN)
    card = clerk.page.vehicle.known
    assert card.isVisible()
    assert not clerk.page.foot.create_button.isEnabled()
    clerk.person.press("Ctrl+S")
    assert count_of(clerk.desk, "vehicle_file") == files
    clerk.person.press(ENTER)
    assert clerk.place is not None
    assert (clerk.place.page, clerk.place.file_id) == (PageName.FILE, file_id)


def test_a_scanned_vin_opens_its_file_though_enter_follows_at_once(clerk: Clerk) -> None:
    file_id = clerk.known(VIN, "粤B12345")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, VIN)
    QTest.keyClick(focus, ENTER)
    clerk.person.rest()
    assert clerk.place is not None
    assert clerk.place.file_id == file_id


def test_a_plate_on_an_active_file_opens_that_file_and_an_old_one_only_says_so(clerk: Clerk) -> None:
    file_id = clerk.known(VIN, "粤B12345")
    clerk.desk.files.edit(VIN, {"plate": "粤B54321"})
    clerk.enter("", "粤b12345")
    assert clerk.page.vehicle.known.isVisible()
    assert clerk.has_focus(clerk.page.vehicle.kind)
    assert clerk.page.foot.create_button.isEnabled()
    clerk.page.vehicle.plate.setFocus()
    clerk.page.vehicle.plate.editor.selectAll()  # type: ignore[union-attr]  # a line of text
    clerk.enter("粤b54321")
    assert clerk.place is not None
    assert clerk.place.file_id == file_id


def test_the_same_name_offers_the_known_customer_who_gets_no_second_card(clerk: Clerk) -> None:
    clerk.known(VIN, "粤B12345", "王小明", "13800138000")
    cards = count_of(clerk.desk, "customer")
    clerk.enter(LIKE_IT)
    clerk.page.customer.name.setFocus()
    clerk.say("王小明")
    assert [each.name for each in clerk.page.customer.candidates.candidates] == ["王小明"]
    assert "which customer is meant" in clerk.page.foot.text
    clerk.person.press("Ctrl+S")
    assert clerk.has_focus(clerk.page.customer.name)
    assert "There is a customer of this name" in said(clerk.page.customer.name)
    clerk.person.press(DOWN)
    clerk.person.press(ENTER)
    assert clerk.page.customer.card.isVisible()
    clerk.person.press("Ctrl+S")
    assert count_of(clerk.desk, "customer") == cards
    owners = query(
        clerk.desk, "SELECT DISTINCT customer_id FROM vehicle_file WHERE vin IN (?, ?)", VIN, LIKE_IT
    )
    assert len(owners) == 1
    assert owners[0][0] is not None


def test_somebody_else_of_the_same_name_gets_a_card_of_their_own(clerk: Clerk) -> None:
    clerk.known(VIN, "粤B12345", "王小明", "13800138000")
    cards = count_of(clerk.desk, "customer")
    clerk.enter(LIKE_IT)
    clerk.page.customer.name.setFocus()
    clerk.say("王小明")
    clerk.person.press(DOWN)
    clerk.person.press(DOWN)
    clerk.person.press(ENTER)
    assert clerk.has_focus(clerk.page.customer.phone)
    clerk.say("13900139000")
    clerk.person.press("Ctrl+S")
    assert count_of(clerk.desk, "customer") == cards + 1


def test_a_known_number_is_said_before_a_second_card_is_made(clerk: Clerk) -> None:
    clerk.known(VIN, "粤B12345", "王小明", "13800138000")
    clerk.enter(LIKE_IT)
    clerk.page.customer.name.setFocus()
    clerk.enter("王小明", "138-0013-8000")
    assert clerk.page.customer.candidates.candidates[0].certain
    clerk.person.press("Ctrl+S")
    assert "known already" in said(clerk.page.customer.name)
    assert clerk.place is not None
    assert clerk.place.page is PageName.NEW_FILE


def test_problems_stand_beside_their_fields_and_an_unusual_vin_needs_a_reason(clerk: Clerk) -> None:
    page = clerk.page
    clerk.person.press("Ctrl+S")
    assert "needs a VIN or a plate" in said(page.vehicle.vin)
    clerk.say("ABC123")
    assert not page.vehicle.reason.isVisible()
    clerk.person.press(ENTER)
    assert "must have 17" in said(page.vehicle.vin)
    assert clerk.has_focus(page.vehicle.reason)
    clerk.person.press("Ctrl+S")
    assert clerk.has_focus(page.vehicle.vin)
    page.vehicle.reason.setFocus()
    clerk.say("built in 1975")
    page.vehicle.inputs["registration_date"].setFocus()
    clerk.enter("2023-13-02")
    assert "2023-13-02" in said(page.vehicle.inputs["registration_date"])
    clerk.person.press("Ctrl+S")
    assert clerk.has_focus(page.vehicle.inputs["registration_date"])
    clerk.person.press("Ctrl+A")
    clerk.enter("1975-06-01")
    clerk.person.press("Ctrl+S")
    found = query(clerk.desk, "SELECT vin, vin_note FROM vehicle_file ORDER BY id DESC LIMIT 1")
    assert found == [("ABC123", "built in 1975")]


def test_what_the_vin_tells_is_taken_by_a_key_or_a_click(clerk: Clerk) -> None:
    page = clerk.page
    clerk.say("WBAKS4C50E0H12345")
    offered = [offer.value for offer in page.vehicle.vin.offers]
    assert offered[0] == "BMW"
    assert "2014" in offered
    clerk.person.press("Alt+1")
    assert page.vehicle.inputs["make"].text == "BMW"
    assert page.vehicle.vin.offers[0].value == "2014"
    clerk.person.click(page.vehicle.vin._chips[0])
    assert page.vehicle.inputs["manufacture_date"].text == "2014"


def test_suggestions_are_taken_with_the_arrow_keys_and_enter_goes_on(clerk: Clerk) -> None:
    page = clerk.page
    page.vehicle.inputs["make"].setFocus()
    clerk.say("masera")
    assert page.suggestions.offered == ["Maserati"]
    clerk.person.press(DOWN)
    clerk.person.press(ENTER)
    assert page.vehicle.inputs["make"].text == "Maserati"
    assert clerk.has_focus(page.vehicle.inputs["model"])
    page.vehicle.inputs["responsible"].setFocus()
    clerk.person.press(DOWN)
    assert page.suggestions.offered
    clerk.person.press(Qt.Key.Key_Escape)
    assert not page.suggestions.offered
    assert clerk.place is not None
    assert clerk.place.page is PageName.NEW_FILE


def test_what_was_typed_survives_other_pages(clerk: Clerk) -> None:
    clerk.enter(VIN, "粤B12345")
    clerk.person.press("Ctrl+1")
    clerk.person.press("Ctrl+N")
    assert clerk.page.vehicle.values["plate"] == "粤B·12345"
    assert not clerk.page.band.isVisible()


def test_what_was_typed_survives_a_crash_and_can_be_given_up(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(folder, look, preferences) as session:
        clerk = Clerk(Person(session))
        card = clerk.known(LIKE_IT, "粤B54321", "王小明", "13800138000")
        clerk.enter(VIN)
        clerk.page.customer.name.setFocus()
        clerk.say("王小明")
        clerk.person.press(DOWN)
        clerk.person.press(ENTER)
        assert clerk.page.customer.chosen is not None
    with window_on(folder, look, preferences) as session:
        clerk = Clerk(Person(session))
        settle(session)
        assert clerk.page.vehicle.values["vin"] == VIN
        assert clerk.page.customer.chosen is not None
        assert clerk.page.customer.chosen.vehicles[0].file_id == card
        assert clerk.page.band.isVisible()
        clerk.person.click(clerk.page.band.button)
        assert clerk.page.vehicle.values["vin"] == ""
        assert not clerk.page.band.isVisible()
        assert clerk.desk.drafts.find("new-file") is None


def test_after_creating_nothing_is_offered_again(clerk: Clerk) -> None:
    clerk.enter(VIN)
    clerk.person.press("Ctrl+S")
    assert clerk.desk.drafts.find("new-file") is None
    clerk.person.press("Ctrl+N")
    assert clerk.page.vehicle.values["vin"] == ""
    assert not clerk.page.band.isVisible()


def test_another_file_begins_with_the_kind_and_the_person_of_the_last(clerk: Clerk) -> None:
    clerk.enter("", "粤B12345")
    clerk.person.press(Qt.Key.Key_3)
    clerk.page.vehicle.inputs["responsible"].setFocus()
    clerk.person.press("Ctrl+A")
    clerk.say("Amy")
    clerk.person.press("Ctrl+Shift+S")
    assert clerk.place is not None
    assert clerk.place.page is PageName.NEW_FILE
    values = clerk.page.vehicle.values
    assert (values["plate"], values["kind"], values["responsible"]) == ("", "service_only", "Amy")
    assert clerk.has_focus(clerk.page.vehicle.vin)
    assert query(clerk.desk, "SELECT plate FROM vehicle_file ORDER BY id DESC LIMIT 1") == [("粤B·12345",)]


def test_creating_is_undone_by_its_name(clerk: Clerk) -> None:
    files = count_of(clerk.desk, "vehicle_file")
    clerk.enter(VIN)
    clerk.person.press("Ctrl+S")
    assert count_of(clerk.desk, "vehicle_file") == files + 1
    clerk.person.press("Ctrl+1")
    clerk.person.press("Ctrl+Z")
    assert count_of(clerk.desk, "vehicle_file") == files


@pytest.mark.parametrize(("words", "field"), [(VIN, "vin"), ("粤B12345", "plate"), ("AB12 CDE", "plate")])
def test_a_place_can_name_the_vin_or_the_plate(session: Session, words: str, field: str) -> None:
    person = Person(session)
    person.go(Place(PageName.NEW_FILE, words=words))
    page = person.page_as(PageName.NEW_FILE, NewFilePage)
    assert page.vehicle.values[field].replace("·", "") == words
    session.window.pages.back()
    settle(session)
    session.window.pages.forward()
    settle(session)
    assert page.vehicle.values[field].replace("·", "") == words


def test_a_language_change_says_everything_anew(clerk: Clerk, look: Look) -> None:
    clerk.say("LSV")
    before = clerk.page.vehicle.vin._told.text()
    look.use_language("zh_CN")
    clerk.person.rest()
    assert clerk.page.vehicle._labels[clerk.page.vehicle.plate].text() == "车牌号"
    look.use_language("en")
    clerk.person.rest()
    assert clerk.page.vehicle.vin._told.text() == before


def test_a_file_that_is_begun_is_not_written_over(clerk: Clerk) -> None:
    clerk.enter(VIN)
    clerk.person.go(Place(PageName.NEW_FILE, words=LIKE_IT))
    assert clerk.page.vehicle.values["vin"] == VIN


def test_the_documents_that_the_file_must_hold_follow_the_kind(clerk: Clerk) -> None:
    papers = clerk.page.papers
    assert papers.isVisible()
    assert "Delivery checklist" in papers.documents
    clerk.page.vehicle.kind.write("service_only")
    assert papers.documents == ("Registration certificate", "Insurance policy")
    required = clerk.desk.required_documents
    table = required.get_table()
    required.apply_required(replace(table, pairs=frozenset()), seen=table)
    clerk.person.rest()
    assert not papers.documents
