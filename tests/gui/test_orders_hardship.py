"""Repair orders under hard use: blocks from spreadsheets, orders that go and come back, huge numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.ui.file.history_entry import HistoryEntry
from dealerdesk.ui.file.history_words import lines_of
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.service.tab import ServiceTab
from tests.gui.conftest import Person


@pytest.fixture
def file_id(person: Person) -> int:
    desk = desk_of(person)
    return desk.files.show(desk.files.create({"plate": "粤B77777"}).file_no).id


def desk_of(person: Person) -> Desk:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    return desk


def service_tab(person: Person, file_id: int) -> ServiceTab:
    person.go(Place(PageName.FILE, file_id, FileTab.SERVICE))
    tab = person.page_as(PageName.FILE, FilePage).tab
    assert isinstance(tab, ServiceTab)
    return tab


def history_lines(person: Person, file_id: int) -> list[list[str]]:
    """What the newest actions of the file's History tab say, action by action."""
    person.go(Place(PageName.FILE, file_id, FileTab.HISTORY))
    tab = person.page_as(PageName.FILE, FilePage).tab
    assert tab is not None
    return [lines_of(entry.action) for entry in tab.findChildren(HistoryEntry)]


def test_a_removed_order_stays_in_the_history_tab_and_comes_back_with_all_of_it(
    person: Person, file_id: int
) -> None:
    desk = desk_of(person)
    lines = [{"line_description": "机油", "line_amount": "5"}, {"line_description": "滤清器"}]
    order = desk.orders.create(file_id, {"order_no": "RO-9", "date_in": "2026-03-01"}, lines).order_id
    desk.papers.create(file_id, DocumentType.SETTLEMENT_STATEMENT, {}, order=order)
    person.rest()
    desk.orders.remove(order)
    person.rest()
    newest = history_lines(person, file_id)[0]
    assert newest[1:] == ["Repair order taken away: RO-9", "Line taken away: 机油", "Line taken away: 滤清器"]
    assert newest[0].endswith("RO-9 → (empty)")
    person.press("Ctrl+Z")
    (back,) = desk.files.show(desk.lists.rows([file_id])[file_id].file_no).orders
    assert [line["line_description"] for line in back.lines] == ["机油", "滤清器"]
    assert desk.files.show(desk.lists.rows([file_id])[file_id].file_no).documents[0].order_id == order


def test_five_hundred_lines_are_pasted_with_what_spreadsheets_hold(person: Person, file_id: int) -> None:
    tab = service_tab(person, file_id)
    person.press("Ctrl+R")
    table = tab.editor.table
    rows = [f'\tA-{number}\t"Öl\t=1+1\n第{number}"\t２\t1,000.50\t' for number in range(500)]
    QGuiApplication.clipboard().setText("\r\n".join(rows))
    table.setFocus()
    table.begin()
    person.press("Ctrl+V")
    QGuiApplication.clipboard().clear()
    assert len(tab.editor.lines.lines) == 500
    person.press("Ctrl+S")
    (order,) = desk_of(person).files.show(desk_of(person).lists.rows([file_id])[file_id].file_no).orders
    assert len(order.lines) == 500
    assert order.values["total"] == 1000500


def test_an_amount_that_comes_out_too_large_is_said_in_its_cell(person: Person, file_id: int) -> None:
    tab = service_tab(person, file_id)
    person.press("Ctrl+R")
    table = tab.editor.table
    QGuiApplication.clipboard().setText("\t\tx\t99999999\t99999999\t")
    table.setFocus()
    table.begin()
    person.press("Ctrl+V")
    QGuiApplication.clipboard().clear()
    person.press("Ctrl+S")
    assert "Not saved" in tab.editor.sentence.text
    assert tab.editor.lines.index(0, 5).data(Qt.ItemDataRole.ToolTipRole).endswith("a digit too many.")
