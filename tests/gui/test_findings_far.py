"""Two thousand discrepancies: read by windows, the last one at once, and explained in one go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dealerdesk.bootstrap import Desk
from dealerdesk.services.audits import AuditDraft
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.findings.window_model import ROWS_AHEAD
from dealerdesk.ui.places import PageName, Place
from tests.gui.conftest import Person
from tests.support.desks import add_files

COUNT = 2000


@pytest.fixture
def page(person: Person) -> FindingsPage:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    add_files(desk, 1, COUNT)
    audit = desk.audits.open_audit(AuditDraft("Whole house", where="file_no~T-")).audit
    person.rest()
    person.go(Place(PageName.FINDINGS, item=audit, words="all"))
    page = person.window.current
    assert isinstance(page, FindingsPage)
    return page


def loaded(page: FindingsPage) -> list[int]:
    listing = page.list
    assert listing is not None
    return [row for row in range(listing.model.rowCount()) if listing.model.row_at(row) is not None]


def test_only_what_is_near_is_read_and_the_end_is_one_key_away(page: FindingsPage, person: Person) -> None:
    listing = page.list
    assert listing is not None
    assert listing.model.rowCount() == COUNT
    assert len(loaded(page)) <= 4 * ROWS_AHEAD
    person.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert listing.table.currentIndex().row() == COUNT - 1
    assert listing.row is not None
    assert page.pane.found == listing.row
    assert len(loaded(page)) <= 8 * ROWS_AHEAD


def test_all_are_chosen_with_one_key_and_explained_as_one_change(page: FindingsPage, person: Person) -> None:
    listing = page.list
    assert listing is not None
    person.press("Ctrl+A")
    assert listing.table.chosen_count == COUNT
    for code, words in (("cause", "Flood"), ("action", "Dry them"), ("responsible", "Ann")):
        page.pane.form.write(code, words)
    person.press("Ctrl+Return")
    assert page.known is not None
    assert page.known.unexplained == 0
    assert len(loaded(page)) <= 4 * ROWS_AHEAD
    person.press("Ctrl+Z")
    assert page.known.unexplained == COUNT
