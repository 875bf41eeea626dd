"""Signing an audit off by keys and clicks, what a closed one shows, and how it stands beside the last one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audit_findings import Compared
from dealerdesk.domain.audits import AuditState, Fault
from dealerdesk.ui.findings.closing_view import ClosingView
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.findings.tiles import UNEXPLAINED
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.findings import Planted, explain_all, plant


class Chief:
    """Somebody who signs an audit of twelve folders, of which six things are amiss."""

    def __init__(self, person: Person) -> None:
        self.person = person
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        self.planted: Planted = plant(self.desk)
        person.rest()

    @property
    def page(self) -> FindingsPage:
        page = self.person.window.current
        assert isinstance(page, FindingsPage)
        return page

    @property
    def closing(self) -> ClosingView:
        return self.page.closing

    @property
    def is_open(self) -> bool:
        return self.desk.audits.get(self.planted.audit).state is AuditState.OPEN

    def open(self, words: str = "close") -> None:
        self.person.go(Place(PageName.FINDINGS, item=self.planted.audit, words=words))

    def sign(self, first: str, second: str) -> None:
        for code, name in (("first", first), ("second", second)):
            self.closing.signing.inputs[code].write(name)
            self.closing.signing.edited.emit()
        self.person.click(self.closing.close_button)


@pytest.fixture
def chief(person: Person) -> Chief:
    return Chief(person)


def test_what_blocks_closing_is_said_and_leads_to_its_rows(chief: Chief) -> None:
    chief.open()
    assert "6 discrepancies are not explained yet." in chief.closing.said
    assert "2 folders are left to find." in chief.closing.said
    assert not chief.closing.close_button.isEnabled()
    assert "Explain first" in chief.closing.close_button.toolTip()
    chief.person.click(chief.closing.points.links[UNEXPLAINED])
    listing = chief.page.list
    assert listing is not None
    assert listing.tiles.is_unexplained
    assert listing.model.rowCount() == 6
    chief.open()
    chief.person.click(chief.closing.points.links["left"])
    assert chief.page.view is View.LEFT


def test_one_person_alone_is_refused_at_the_field(chief: Chief, answers: Answers) -> None:
    explain_all(chief.desk, chief.planted.audit)
    chief.open()
    answers.sure = True
    chief.sign("Ann", " ann ")
    second = chief.closing.signing.inputs["second"].editor
    assert "same person" in second.accessibleDescription()
    assert chief.is_open
    chief.sign("Ann", "")
    assert "Type the name" in second.accessibleDescription()
    assert not answers.asked


def test_two_people_close_it_and_only_when_they_are_sure(chief: Chief, answers: Answers) -> None:
    explain_all(chief.desk, chief.planted.audit)
    chief.open()
    assert "All 6 discrepancies are explained." in chief.closing.said
    chief.sign("Ann", "Bo")
    assert "Ann" in answers.asked[-1]
    assert "Bo" in answers.asked[-1]
    assert chief.is_open
    answers.sure = True
    chief.closing.signing.inputs["second"].setFocus()
    chief.person.press(Qt.Key.Key_Return)
    assert "Ann" in chief.closing.said
    closed = chief.desk.audits.get(chief.planted.audit)
    assert closed.state is AuditState.CLOSED
    assert "Closed" in chief.page.head.said
    chief.person.click(chief.closing.copy_button)
    assert QApplication.clipboard().text() == closed.fingerprint
    assert not chief.closing.signing.isVisible()


def test_nobody_is_told_that_closing_could_be_taken_back(chief: Chief, answers: Answers) -> None:
    explain_all(chief.desk, chief.planted.audit)
    chief.open()
    answers.sure = True
    chief.sign("Ann", "Bo")
    said = chief.person.window.status.sentence
    assert said == "Done: audit “Spring count” signed and closed. This stays: it cannot be taken back."
    chief.person.press("Ctrl+Z")
    assert chief.desk.audits.get(chief.planted.audit).state is AuditState.CLOSED
    assert "nothing of it is changed any more" in chief.person.window.notice.sentence


def test_names_that_were_typed_come_back(chief: Chief) -> None:
    chief.open()
    chief.closing.signing.inputs["second"].write("Zhou Jian")
    chief.closing.signing.edited.emit()
    chief.person.go(PageName.FILES)
    page = chief.person.page_as(PageName.FINDINGS, FindingsPage)
    other = FindingsPage(page.workplace)
    other.arrive(Place(PageName.FINDINGS, item=chief.planted.audit, words="close"))
    chief.person.rest()
    assert other.closing.signing.texts["second"] == "Zhou Jian"
    other.deleteLater()


def test_a_closed_audit_is_only_read(chief: Chief) -> None:
    explain_all(chief.desk, chief.planted.audit)
    chief.desk.audits.close(chief.planted.audit, ("Ann", "Bo"))
    chief.open("all")
    pane, listing = chief.page.pane, chief.page.list
    assert listing is not None
    assert not pane.form.isVisible()
    assert not listing.bar.explain.isVisible()
    assert not chief.page.head.count.isVisible()
    chief.person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is listing.table
    commands = {command.name.code: command.why_not() for command in chief.page.commands()}
    assert all(
        commands[code] for code in ("ui.findings_save", "ui.findings_explain_listed", "ui.findings_close")
    )
    before = chief.desk.audits.get(chief.planted.audit).fingerprint
    for key in ("Ctrl+S", "Ctrl+Return", "Ctrl+M"):
        chief.person.press(key)
    assert chief.desk.audits.get(chief.planted.audit).fingerprint == before


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_report_is_written_from_here(chief: Chief, answers: Answers, tmp_path: Path, ending: str) -> None:
    chief.open()
    answers.place = tmp_path / f"report.{ending}"
    button = chief.closing.pdf_button if ending == "pdf" else chief.closing.workbook_button
    chief.person.click(button)
    assert answers.place.stat().st_size > 1000
    assert "provisional" in chief.page.outcome.words.text


def test_beside_the_last_audit_every_number_opens_its_rows(chief: Chief) -> None:
    explain_all(chief.desk, chief.planted.audit)
    chief.desk.audits.close(chief.planted.audit, ("Ann", "Bo"))
    last, chief.planted = chief.planted, plant(chief.desk, "Autumn count")
    chief.desk.counting.scan(chief.planted.audit, [last.missing[0]], at="Q-1", by="Ann")
    chief.open("comparison")
    view = chief.page.comparison
    assert "Left to find 2 " in view.said
    buttons = view.chips.buttons
    found = chief.desk.findings.comparison(chief.planted.audit)
    assert found is not None
    assert {what: buttons[what.value].count for what in Compared} == {
        what: str(found.counts[what]) for what in Compared
    }
    chief.person.click(buttons[Compared.FOUND_AGAIN.value])
    assert [view.model.row_at(0).file_no, view.model.rowCount()] == [last.missing[0], 1]
    then, now = view.links(Fault.MISSING)
    chief.person.click(now)
    assert [chief.page.view, chief.page.lists[View.ALL].tiles.faults] == [View.ALL, {Fault.MISSING}]
    chief.open("comparison")
    chief.person.click(then)
    assert "Spring count" in chief.page.head.said
    assert chief.page.lists[View.ALL].model.rowCount() == 2


def test_the_first_audit_of_its_kind_stands_alone(chief: Chief) -> None:
    chief.open("comparison")
    assert "no earlier audit" in chief.page.comparison.said
