"""What is worth a correction though nothing is amiss: out of the way, shown, corrected and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits import DocumentMark, FolderTicks
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.findings.worth_view import WorthView
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.findings import plant


class Tidy:
    """Somebody who corrects the record where a folder holds more than it says."""

    def __init__(self, person: Person) -> None:
        self.person = person
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        planted = plant(self.desk)
        self.audit, self.file_no = planted.audit, planted.card
        person.rest()

    @property
    def page(self) -> FindingsPage:
        return self.person.page_as(PageName.FINDINGS, FindingsPage)

    @property
    def worth(self) -> WorthView:
        return self.page.worth

    def mark(self, kind: DocumentType, mark: Mark) -> None:
        marks = (DocumentMark(kind, mark, note="behind the policy"),)
        self.desk.counting.tick(self.audit, self.file_no, FolderTicks(marks), by="Ann")

    def open(self, words: str = "all") -> None:
        self.person.go(Place(PageName.FINDINGS, item=self.audit, words=words))

    def tab_is_there(self) -> bool:
        tabs = self.page.head.tabs
        return tabs.isTabVisible(tabs.keys.index(View.WORTH.value))


@pytest.fixture
def tidy(person: Person) -> Tidy:
    return Tidy(person)


def test_without_any_there_is_no_tab_and_no_key_leads_to_it(tidy: Tidy) -> None:
    tidy.open()
    assert not tidy.tab_is_there()
    names = {command.name: command for command in tidy.page.commands()}
    reason = next(c for c in names.values() if c.name.code == "ui.findings_view_worth").why_not()
    assert reason is not None
    assert "contradicts" in reason.said()
    seen = set()
    for _ in View:
        seen.add(tidy.page.view)
        tidy.person.press("Ctrl+PgDown")
    assert seen == set(View) - {View.WORTH}
    tidy.open("worth")
    assert "Nothing is worth a correction" in tidy.worth.list.said_instead
    assert tidy.tab_is_there(), "whoever is led there sees where"


def test_a_paper_that_the_record_lacks_is_noted_by_one_button_and_taken_back(tidy: Tidy) -> None:
    tidy.mark(DocumentType.VEHICLE_INVOICE, Mark.PRESENT)
    tidy.open()
    assert tidy.tab_is_there()
    tidy.person.press("Alt+6")
    assert tidy.page.view is View.WORTH
    said = tidy.worth.pane.said
    assert "Vehicle invoice: the paper is in the folder, and the record has none." in said
    assert "behind the policy" in said
    assert "Ann" in said
    (button,) = tidy.worth.pane.corrections.buttons
    tidy.person.click(button)
    held = {each.type: each.paper for each in tidy.desk.files.show(tidy.file_no).documents}
    assert held[DocumentType.VEHICLE_INVOICE] == "present"
    assert tidy.file_no in tidy.page.outcome.words.text
    assert "Nothing is worth a correction" in tidy.worth.list.said_instead
    tidy.person.press("Ctrl+Z")
    assert tidy.worth.list.model.rowCount() == 1


def test_leaving_it_puts_the_tab_away_and_enter_opens_the_file(tidy: Tidy) -> None:
    tidy.mark(DocumentType.VEHICLE_INVOICE, Mark.PRESENT)
    tidy.open("worth")
    tidy.person.click(tidy.worth.pane.corrections.buttons[0])
    tidy.person.press("Alt+1")
    assert not tidy.tab_is_there()
    tidy.person.press("Ctrl+Z")
    tidy.open("worth")
    tidy.worth.list.table.setFocus()
    tidy.person.press(Qt.Key.Key_Return)
    place = tidy.person.window.pages.place
    assert place is not None
    assert place.page is PageName.FILE or place.words == tidy.file_no


def test_all_tabs_are_there_in_the_smallest_window(tidy: Tidy) -> None:
    tidy.mark(DocumentType.VEHICLE_INVOICE, Mark.PRESENT)
    tidy.person.window.resize(880, 500)
    tidy.open("worth")
    tabs = tidy.page.head.tabs
    assert tabs.tabRect(tabs.count() - 1).right() <= tidy.page.width()
    tidy.person.window.resize(1366, 768)
    tidy.person.rest()
    wide = tabs.tabRect(0).width()
    tidy.person.window.resize(880, 500)
    tidy.person.rest()
    assert tabs.tabRect(0).width() < wide, "counts come back with the room"
