"""Repair orders by keys and clicks: made, corrected, taken back, settled, listed, opened in their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import ORDER_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.services.orders import OrderRow, OrdersFilter, OrdersQuick
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.dialogs import answering
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.service.page import ServicePage
from dealerdesk.ui.service.tab import ServiceTab
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme import measures as m
from tests.support.answers import Answers
from tests.support.windows import settle, wait_until

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Clerk:
    """Somebody at the workshop's desk, with a vehicle that has been there before."""

    def __init__(self, session: Session) -> None:
        self.session = session
        assert session.desk is not None
        self.desk = session.desk
        rows = self.desk.orders.rows(list(self.desk.orders.listing().ids))
        self.row: OrderRow = max(
            (row for row in rows.values() if row.settled_on and row.odometer),
            key=lambda row: str(row.date_in),
        )

    @property
    def tab(self) -> ServiceTab:
        page = self.session.window.current
        assert page is not None
        return next(tab for tab in page.findChildren(ServiceTab) if tab.isVisible())

    @property
    def page(self) -> ServicePage:
        page = self.session.window.current
        assert isinstance(page, ServicePage)
        return page

    def go(self, place: Place) -> None:
        self.session.window.go(place)
        self.rest()

    def open_file(self) -> ServiceTab:
        self.go(Place(PageName.FILE, self.row.file_id, FileTab.SERVICE))
        self.tab.take_focus()
        return self.tab

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        self.rest()

    def type(self, *texts: str) -> None:
        """Type texts into cells or fields, Tab between them."""
        for place, text in enumerate(texts):
            if place:
                QTest.keyClick(self.focus, Qt.Key.Key_Tab)
            for letter in text:
                QTest.keyClicks(self.focus, letter)
        self.rest()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.session.window

    def rest(self) -> None:
        settle(self.session)

    def orders(self) -> int:
        return len(self.desk.orders.listing().ids)


@pytest.fixture
def clerk(session: Session) -> Clerk:
    return Clerk(session)


def lines_by_keys(clerk: Clerk) -> None:
    """Three lines, typed from the first cell of the table on."""
    clerk.tab.editor.table.setFocus()
    clerk.tab.editor.table.go_to(0, 0)
    clerk.type("lab", "GF-1", "Air conditioning", "1.5", "180")
    clerk.press(Qt.Key.Key_Return)
    clerk.type("Part", "P-1", "Coolant", "2", "65")
    clerk.press(Qt.Key.Key_Return)
    clerk.type("other", "", "Disposal")
    clerk.type("", "1", "", "9.50")
    clerk.press(Qt.Key.Key_Return)


def test_an_order_with_three_lines_is_made_and_taken_back_by_keys(clerk: Clerk) -> None:
    tab, before = clerk.open_file(), clerk.orders()
    clerk.press(Qt.Key.Key_R, CONTROL)
    assert tab.editor.is_open
    clerk.type(str((clerk.row.odometer or 0) + 900))
    lines_by_keys(clerk)
    editor = tab.editor
    assert [line["line_kind"] for line in editor.lines.lines] == ["labour", "part", "other"]
    assert editor.sums.inputs["total"].editor.placeholderText() == "409.50"
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert not editor.is_open
    assert clerk.orders() == before + 1
    chosen = tab.chosen
    assert chosen is not None
    assert (len(chosen.detail.lines), str(chosen.row.total)) == (3, "409.5000")
    assert chosen.row.odometer == (clerk.row.odometer or 0) + 900
    clerk.press(Qt.Key.Key_Z, CONTROL)
    assert clerk.orders() == before
    clerk.press(Qt.Key.Key_Y, CONTROL)
    assert clerk.orders() == before + 1


def test_what_is_wrong_in_a_cell_is_said_and_keeps_the_order_from_being_saved(clerk: Clerk) -> None:
    tab, before = clerk.open_file(), clerk.orders()
    clerk.press(Qt.Key.Key_R, CONTROL)
    editor = tab.editor
    editor.table.setFocus()
    editor.table.go_to(0, 3)
    clerk.type("two")
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert editor.is_open
    assert clerk.orders() == before
    index = editor.lines.index(0, 3)
    assert "“two” is not an amount" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "“two” is not an amount" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Line 1, Quantity" in editor.part.problem.text
    assert "1 thing" in editor.sentence.text
    assert editor.table.currentIndex() == index
    clerk.type("2")
    clerk.press(Qt.Key.Key_Return)
    assert editor.part.problem.text == ""
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert clerk.orders() == before + 1


def test_what_is_wrong_in_a_field_is_said_below_it(clerk: Clerk) -> None:
    tab = clerk.open_file()
    clerk.press(Qt.Key.Key_R, CONTROL)
    form = tab.editor.form
    form.inputs["date_in"].write("someday")
    form.inputs["order_no"].write(clerk.row.order_no)
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert form.inputs["date_in"].editor.property("problem") == "bad"
    assert QApplication.focusWidget() is form.inputs["date_in"].editor
    form.inputs["date_in"].write("2026-03-12 09:00")
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert form.inputs["order_no"].editor.property("problem") == "bad"
    assert "is in use" in tab.editor.sentence.text


def test_an_odometer_that_runs_backwards_is_doubted_and_can_be_saved(clerk: Clerk) -> None:
    tab, before = clerk.open_file(), clerk.orders()
    clerk.press(Qt.Key.Key_R, CONTROL)
    clerk.type("12")
    clerk.press(Qt.Key.Key_Tab)
    field = tab.editor.form.inputs["odometer_in"]
    assert field.editor.property("problem") == "warn"
    assert "runs backwards" in field.editor.accessibleDescription()
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert clerk.orders() == before + 1
    assert tab.chosen is not None
    assert any("backwards" in doubt.finding.said() for doubt in tab.chosen.doubts)


def test_an_order_is_corrected_from_the_list(clerk: Clerk) -> None:
    tab = clerk.open_file()
    tab.choose(clerk.row.id)
    clerk.press(Qt.Key.Key_Return)
    editor = tab.editor
    assert (editor.is_open, editor.order_id, editor.is_changed) == (True, clerk.row.id, False)
    editor.form.inputs["technician"].setFocus()
    clerk.press(Qt.Key.Key_End)
    clerk.type("X")
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert tab.chosen is not None
    assert (tab.chosen.detail.id, tab.chosen.row.technician) == (clerk.row.id, f"{clerk.row.technician}X")


def test_what_was_typed_survives_leaving_and_is_gone_when_discarded(clerk: Clerk) -> None:
    tab, before = clerk.open_file(), clerk.orders()
    clerk.press(Qt.Key.Key_R, CONTROL)
    lines_by_keys(clerk)
    clerk.press(Qt.Key.Key_Escape)
    assert not tab.editor.is_open
    assert clerk.orders() == before
    tab.take_focus()
    clerk.press(Qt.Key.Key_R, CONTROL)
    assert len(tab.editor.lines.lines) == 3
    with answering(Answers(sure=False)):
        tab.editor.discard_button.click()
    assert tab.editor.is_open
    with answering(Answers(sure=True)):
        tab.editor.discard_button.click()
    clerk.rest()
    clerk.press(Qt.Key.Key_R, CONTROL)
    assert tab.editor.lines.lines == []


def test_a_block_is_pasted_and_lines_are_emptied_removed_and_put_between(clerk: Clerk) -> None:
    tab = clerk.open_file()
    clerk.press(Qt.Key.Key_R, CONTROL)
    table, lines = tab.editor.table, tab.editor.lines
    table.setFocus()
    table.go_to(0, 1)
    QGuiApplication.clipboard().setText("A-1\tWheel\t4\t100\r\nA-2\tNut\t16\t2.5\r\n")
    clerk.press(Qt.Key.Key_V, CONTROL)
    assert [line["line_code"] for line in lines.lines] == ["A-1", "A-2"]
    assert [line["line_kind"] for line in lines.lines] == ["labour", "labour"]
    assert tab.editor.sums.inputs["total"].editor.placeholderText() == "440.00"
    clerk.press(Qt.Key.Key_Return, CONTROL)
    assert [line["line_code"] for line in lines.lines] == ["A-1", "", "A-2"]
    clerk.press(Qt.Key.Key_Delete, CONTROL)
    assert [line["line_code"] for line in lines.lines] == ["A-1", "A-2"]
    table.go_to(0, 3)
    clerk.press(Qt.Key.Key_Delete)
    assert lines.lines[0]["line_quantity"] == ""
    table.selectAll()
    clerk.press(Qt.Key.Key_C, CONTROL)
    assert "A-2\tNut\t16" in QGuiApplication.clipboard().text()


def test_tab_leaves_the_lines_at_their_end(clerk: Clerk) -> None:
    tab = clerk.open_file()
    clerk.press(Qt.Key.Key_R, CONTROL)
    table = tab.editor.table
    table.setFocus()
    table.go_to(0, 4)
    clerk.press(Qt.Key.Key_Tab)
    assert (table.hasFocus(), table.currentIndex().column()) == (True, 5)
    clerk.press(Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_an_order_is_settled_and_opened_again_in_place(clerk: Clerk) -> None:
    made = clerk.desk.orders.create(clerk.row.file_id, {"date_in": "2026-03-12T08:00"})
    tab = clerk.open_file()
    tab.choose(made.order_id)
    clerk.rest()
    tab.list.settle_button.click()
    clerk.rest()
    bar = tab.list.settle_bar
    assert bar.number.text.startswith("S2026-")
    bar.day.write("never")
    clerk.press(Qt.Key.Key_Return)
    assert bar.isVisible()
    assert bar.day.editor.property("problem") == "bad"
    bar.day.write("2026-03-12")
    clerk.press(Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert tab.chosen is not None
    assert tab.chosen.is_settled
    tab.list.reopen_button.click()
    clerk.rest()
    assert tab.chosen is not None
    assert not tab.chosen.is_settled


def test_a_removed_order_comes_back_with_undo(clerk: Clerk) -> None:
    tab, before = clerk.open_file(), clerk.orders()
    tab.choose(clerk.row.id)
    tab.list.remove_button.click()
    clerk.rest()
    assert clerk.orders() == before - 1
    tab.take_focus()
    clerk.press(Qt.Key.Key_Z, CONTROL)
    assert clerk.orders() == before


def test_the_file_says_so_when_it_has_no_order(clerk: Clerk) -> None:
    made = clerk.desk.files.create({"plate": "京A88888"})
    detail = clerk.desk.files.show(made.file_no)
    clerk.go(Place(PageName.FILE, detail.id, FileTab.SERVICE))
    clerk.tab.take_focus()
    assert QApplication.focusWidget() is clerk.tab.first_button
    clerk.press(Qt.Key.Key_Space)
    assert clerk.tab.editor.is_open


# --- the Service page ---------------------------------------------------------------------------------


@pytest.fixture
def service(clerk: Clerk) -> Clerk:
    clerk.go(Place(PageName.SERVICE))
    return clerk


def test_chips_narrow_the_list_and_its_sums(service: Clerk) -> None:
    page = service.page
    everything = page.sums.text
    listing = service.desk.orders.listing(OrdersFilter(OrdersQuick.OPEN))
    page.narrowing.quick[OrdersQuick.OPEN].click()
    service.rest()
    assert list(page.model.ids) == list(listing.ids)
    assert page.sums.text != everything
    assert f"{listing.totals.total:,.2f}" in page.sums.text
    page.narrowing.quick[OrdersQuick.ALL].click()
    service.rest()
    assert page.sums.text == everything


def test_conditions_are_typed_shown_as_chips_and_removed(service: Clerk) -> None:
    page = service.page
    page.narrowing.open_panel()
    panel = page.narrowing.panel
    total = next(each for (code, _), each in panel.inputs.items() if code == "total")
    total.setFocus()
    QTest.keyClicks(total.editor, "1000")
    service.rest()
    wanted = OrdersFilter(where=parse_filter("total>=1000", ORDER_FIELDS))
    assert list(page.model.ids) == list(service.desk.orders.listing(wanted).ids)
    assert 0 < page.model.rowCount() < service.orders()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    page.narrowing.conditions[0].click()
    service.rest()
    assert page.model.rowCount() == service.orders()


def test_an_advisor_is_chosen_from_the_menu(service: Clerk) -> None:
    page = service.page
    menu = page.narrowing.advisors_menu()
    menu.actions()[1].trigger()
    service.rest()
    name, count = service.desk.orders.overview().advisors[0]
    assert page.model.rowCount() == count
    assert page.narrowing.advisor.words == name


def test_words_of_the_place_narrow_the_list_and_escape_takes_them_back(service: Clerk) -> None:
    service.go(Place(PageName.SERVICE, words=service.row.order_no))
    page = service.page
    assert list(page.model.ids) == [service.row.id]
    page.take_focus()
    service.press(Qt.Key.Key_Escape)
    assert page.model.rowCount() == service.orders()
    service.go(Place(PageName.SERVICE, words="nothing-like-it"))
    assert "No repair order fits" in page.said_instead
    page.show_all_button.click()
    service.rest()
    assert page.model.rowCount() == service.orders()


def test_a_title_sorts_and_again_the_other_way(service: Clerk) -> None:
    page = service.page
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 8, 8)
    for falling in (False, True):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        service.rest()
        rows = service.desk.orders.rows(list(page.model.ids))
        numbers = [rows[order_id].order_no for order_id in page.model.ids]
        assert numbers == sorted(numbers, reverse=falling)


def test_enter_opens_the_order_in_its_file_and_back_leads_to_it(service: Clerk) -> None:
    page = service.page
    page.take_focus()
    service.press(Qt.Key.Key_Down)
    chosen = page.model.id_at(page.table.currentIndex().row())
    service.press(Qt.Key.Key_Return)
    assert service.tab.chosen is not None
    assert service.tab.chosen.detail.id == chosen
    service.session.window.pages.back()
    service.rest()
    assert service.page.model.id_at(page.table.currentIndex().row()) == chosen


def test_changes_made_elsewhere_appear(service: Clerk) -> None:
    page, before = service.page, service.orders()
    service.desk.orders.create(service.row.file_id, {"date_in": "2026-03-12T08:00"})
    wait_until(lambda: page.model.rowCount() == before + 1)
    service.rest()
    assert page.model.row_at(0) is not None


def test_what_is_listed_is_exported_in_its_order(service: Clerk, tmp_path: Path) -> None:
    page, out = service.page, tmp_path / "orders.csv"
    page.narrowing.quick[OrdersQuick.REPEATS].click()
    service.rest()
    page.take_focus()
    with answering(Answers(place=out)):
        service.press(Qt.Key.Key_E, CONTROL)
        service.press(Qt.Key.Key_E, CONTROL)
        wait_until(lambda: not service.session.long_work.is_running)
    rows = service.desk.orders.rows(list(page.model.ids))
    text = out.read_text(encoding="utf-8-sig")
    assert all(row.order_no in text for row in rows.values())
    assert len(text.splitlines()) > len(rows) > 0


def test_the_page_says_when_it_cannot_read(service: Clerk) -> None:
    service.page.model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))
    assert "could not be read" in service.page.said_instead


def test_the_rail_counts_the_orders_that_wait_to_be_settled(clerk: Clerk) -> None:
    entries = clerk.session.window.rail._lists[0].model()

    def spoken() -> str:
        return str(entries.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken() == "Service"
    for said in ("1 repair order not settled", "2 repair orders not settled"):
        clerk.desk.orders.create(clerk.row.file_id, {"date_in": "2026-03-12 09:00"})
        clerk.rest()
        assert spoken() == f"Service, {said}"
        assert said in str(entries.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    open_orders = clerk.desk.orders.listing(OrdersFilter(quick=OrdersQuick.OPEN)).ids
    clerk.desk.orders.settle(open_orders[0], "S-1", "2026-03-12")
    clerk.rest()
    assert spoken() == "Service, 1 repair order not settled"
    assert str(entries.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)) == "Files"


def test_the_sums_take_one_line_in_a_small_window_and_go_where_nothing_is_listed(clerk: Clerk) -> None:
    clerk.session.window.resize(880, 500)
    clerk.go(Place(PageName.SERVICE))
    assert clerk.page.sums.isVisible()
    assert clerk.page.sums.height() <= m.ROW + m.BORDER
    clerk.go(Place(PageName.SERVICE, words="zzzz 9999"))
    assert not clerk.page.sums.isVisible()
