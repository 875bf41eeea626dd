"""The ticks of a folder on the page of counting itself: scanned, ticked, saved, taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Mark
from dealerdesk.services.audits import AuditDraft, Folder
from dealerdesk.ui.counting.page import CountingPage
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.windows import wait_until


def opened(person: Person) -> tuple[CountingPage, int, list[str]]:
    """The page of an audit that was opened just now, and its two fullest folders."""
    desk = person.session.desk
    assert isinstance(desk, Desk)
    audit = desk.audits.open_audit(AuditDraft("By keys")).audit
    full = "SELECT file_no FROM audit_file WHERE audit_id = ? ORDER BY length(documents) DESC, id LIMIT 2"
    with desk.database.asking() as connection:
        refs = [row[0] for row in connection.execute(full, (audit,))]
    person.go(Place(PageName.COUNTING, item=audit))
    return person.page_as(PageName.COUNTING, CountingPage), audit, refs


def scan(person: Person, page: CountingPage, code: str) -> None:
    """Let a scanner type a code wherever the keyboard is."""
    QTest.keyClicks(person.focus, f"{code}\r")
    wait_until(lambda: page.panel.file_no == code)
    person.rest()


def folder(person: Person, audit: int, ref: str) -> Folder:
    """A folder as it is on the disk."""
    assert isinstance(person.session.desk, Desk)
    return person.session.desk.counting.folder(audit, ref)


def press(person: Person, page: CountingPage, key: Qt.Key) -> None:
    """Press a key that says something of the folder, and wait until it has come through."""
    before = page.panel.pending()
    QTest.keyClick(person.focus, key)
    wait_until(lambda: page.panel.pending() != before)


def test_a_folder_is_scanned_ticked_saved_and_taken_back(person: Person) -> None:
    page, audit, (ref, _) = opened(person)
    scan(person, page, ref)
    assert page.panel.isAncestorOf(person.focus)
    press(person, page, Qt.Key.Key_Space)
    press(person, page, Qt.Key.Key_5)
    QTest.keyClick(person.focus, Qt.Key.Key_Return)
    person.rest()
    assert folder(person, audit, ref).papers[4].paper is Mark.MISSING
    assert page.panel.pending() is None
    person.press("Ctrl+Z")
    assert folder(person, audit, ref).papers[4].paper is None
    wait_until(lambda: page.panel.model.rows[4].paper is None)


def test_the_next_scan_saves_what_nobody_did(person: Person) -> None:
    page, audit, (ref, other) = opened(person)
    scan(person, page, ref)
    press(person, page, Qt.Key.Key_1)
    scan(person, page, other)
    assert folder(person, audit, ref).papers[0].paper is Mark.MISSING
    assert folder(person, audit, other).papers[0].paper is None


def test_a_tick_is_taken_back_before_the_scan(person: Person) -> None:
    page, audit, (ref, _) = opened(person)
    scan(person, page, ref)
    press(person, page, Qt.Key.Key_1)
    person.press("Ctrl+Z")
    assert page.panel.pending() is None
    assert folder(person, audit, ref).sightings
    person.press("Ctrl+Z")
    assert not folder(person, audit, ref).sightings
