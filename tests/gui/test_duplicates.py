"""Possible duplicates by keys and clicks: compared, chosen between, merged, set apart, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.duplicates.comparison import Side
from dealerdesk.ui.duplicates.page import DuplicatesPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.gui.conftest import Person
from tests.support.databases import rows_of, value
from tests.support.desks import last_change
from tests.support.factories import MADE_BY_A_TEST, a_customer, a_repair_order, a_vehicle_file

CARDS, FILES = PairKind.CUSTOMERS, PairKind.FILES


class Clerk:
    """Somebody who tidies up: 何雯 has two cards, and one vehicle two files."""

    def __init__(self, person: Person) -> None:
        self.person = person
        assert isinstance(person.session.desk, Desk)
        self.desk = person.session.desk
        with self.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
            kept = a_customer(work, name="何雯", phone="13911112222", id_number="A1", occupation="nurse")
            other = a_customer(work, name="何雯", phone="139-1111-2222", id_number="A1", notes="tall")
            sale = a_vehicle_file(work, vin=None, engine_no="QX7700991", customer_id=kept.id)
            shop = a_vehicle_file(work, engine_no="QX7700991", customer_id=kept.id, colour="红色")
            a_repair_order(work, shop)
            self.kept, self.other, self.sale, self.shop = kept.id, other.id, sale.id, shop.id
        self.change = last_change(self.desk)

    @property
    def stranger(self) -> int:
        """A file of the sample with a VIN of its own."""
        return int(value(self.desk.database, "SELECT min(id) FROM vehicle_file WHERE vin IS NOT NULL"))

    def number_of(self, file_id: int) -> str:
        return str(value(self.desk.database, "SELECT file_no FROM vehicle_file WHERE id = ?", file_id))

    @property
    def page(self) -> DuplicatesPage:
        page = self.person.window.current
        assert isinstance(page, DuplicatesPage)
        return page

    def open(self, kind: PairKind = CARDS, change: int | None = None) -> None:
        self.person.go(Place(PageName.DUPLICATES, words=kind, item=change))

    def names(self) -> list[frozenset[int]]:
        return [frozenset((pair.first, pair.second)) for pair in self.page.model.pairs]

    def row_of(self, code: str) -> int:
        comparison = self.page.pane.comparison
        assert comparison is not None
        return [row.field.code for row in comparison.rows].index(code)

    def stands(self, code: str) -> Side | None:
        return self.page.pane.model.stands(self.row_of(code))

    def on_card(self, code: str) -> object:
        return self.desk.customers.get(self.kept).values[code]


@pytest.fixture
def clerk(person: Person) -> Clerk:
    return Clerk(person)


def test_the_palette_leads_there_and_both_kinds_are_counted(clerk: Clerk) -> None:
    clerk.person.press("Ctrl+Shift+P")
    clerk.person.type("possible dup")
    clerk.person.press(Qt.Key.Key_Return)
    assert {clerk.kept, clerk.other} in clerk.names()
    counts = [button.count for button in clerk.page.head.chips.buttons.values()]
    assert counts == [str(len(clerk.desk.duplicates.find(kind))) for kind in PairKind]
    clerk.person.click(clerk.page.head.chips.buttons[FILES])
    assert {clerk.sale, clerk.shop} in clerk.names()


def test_merging_by_keys_alone_and_taking_it_back(clerk: Clerk) -> None:
    before = rows_of(clerk.desk.database)
    clerk.open(change=clerk.change)
    clerk.person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is clerk.page.pane.table
    clerk.page.pane.table.selectRow(clerk.row_of("occupation"))
    clerk.person.press(Qt.Key.Key_Right)
    assert clerk.stands("occupation") is Side.RIGHT
    clerk.person.press("Ctrl+Return")
    assert clerk.on_card("occupation") is None
    assert clerk.on_card("notes") == "tall"
    assert clerk.names() == []
    assert "T-" in clerk.page.outcome.words.text
    clerk.person.press("Ctrl+Z")
    assert rows_of(clerk.desk.database) == before
    assert clerk.names() == [{clerk.kept, clerk.other}]
    assert not clerk.page.outcome.isVisible()


def test_undo_on_the_notice_takes_it_back(clerk: Clerk) -> None:
    before = rows_of(clerk.desk.database)
    clerk.open(FILES, clerk.change)
    clerk.person.click(clerk.page.pane.merge_button)
    assert rows_of(clerk.desk.database) != before
    clerk.person.click(clerk.page.outcome.button)
    assert rows_of(clerk.desk.database) == before


def test_space_and_clicks_choose_and_notes_can_be_joined(clerk: Clerk) -> None:
    clerk.desk.customers.edit(clerk.kept, {"notes": "calm"})
    clerk.open(change=clerk.change)
    table, row = clerk.page.pane.table, clerk.row_of("notes")
    assert clerk.stands("notes") is Side.BOTH
    clerk.person.click_cell(table, row, 1)
    assert clerk.stands("notes") is Side.LEFT
    table.setFocus()
    clerk.person.press(Qt.Key.Key_Space)
    assert clerk.stands("notes") is Side.RIGHT
    clerk.person.press(Qt.Key.Key_Space)
    assert clerk.stands("notes") is Side.BOTH
    clerk.person.click_cell(table, row, 2)
    clerk.person.press("Ctrl+Return")
    assert clerk.on_card("notes") == "tall"


def test_the_other_one_can_stay_and_what_was_picked_stays_picked(clerk: Clerk) -> None:
    clerk.open(change=clerk.change)
    clerk.person.click_cell(clerk.page.pane.table, clerk.row_of("occupation"), 2)
    clerk.person.click(clerk.page.pane.heads[1].stays)
    comparison = clerk.page.pane.comparison
    assert comparison is not None
    assert comparison.plan.kept.id == clerk.other
    assert clerk.stands("occupation") is Side.RIGHT
    clerk.person.press("Ctrl+T")
    assert clerk.page.pane.heads[0].stays.isChecked()
    clerk.person.press("Ctrl+T")
    clerk.person.click(clerk.page.pane.merge_button)
    assert [vehicle.file_id for vehicle in clerk.desk.customers.get(clerk.other).vehicles]


def test_numbers_that_contradict_are_chosen_first(clerk: Clerk) -> None:
    clerk.desk.customers.edit(clerk.other, {"id_number": "A2"})
    clerk.open(change=clerk.change)
    pane = clerk.page.pane
    assert not pane.merge_button.isEnabled()
    assert "ID number" in pane.said
    clerk.person.press("Ctrl+Return")
    assert clerk.names() == [{clerk.kept, clerk.other}]
    clerk.person.click_cell(pane.table, clerk.row_of("id_number"), 2)
    clerk.person.click(pane.merge_button)
    assert clerk.on_card("id_number") == "A2"


def test_a_file_is_merged_with_one_that_is_found_by_words(clerk: Clerk) -> None:
    clerk.person.go(Place(PageName.FILE, clerk.sale))
    clerk.person.press("Ctrl+Shift+P")
    clerk.person.type("merge with another")
    clerk.person.press(Qt.Key.Key_Return)
    assert clerk.names() == [{clerk.sale, clerk.shop}]
    clerk.person.type(clerk.number_of(clerk.stranger))
    assert clerk.names() == [{clerk.sale, clerk.stranger}]
    clerk.person.write(clerk.page.head.field, "nothing is called so")
    assert clerk.names() == []
    assert "Write above" in clerk.page.said_instead


def test_two_sound_vins_are_refused_with_a_sentence(clerk: Clerk) -> None:
    clerk.person.go(Place(PageName.DUPLICATES, clerk.shop, words=FILES))
    clerk.person.type(clerk.number_of(clerk.stranger))
    pane = clerk.page.pane
    assert {clerk.shop, clerk.stranger} in clerk.names()
    assert "two vehicles" in pane.said
    assert not pane.merge_button.isEnabled()
    clerk.person.press("Ctrl+Return")
    assert clerk.page.pane.comparison is not None


def test_a_customer_is_merged_from_the_page_of_a_file(clerk: Clerk) -> None:
    clerk.person.go(Place(PageName.DUPLICATES, clerk.sale, words=CARDS))
    clerk.person.type("13911112222")
    assert clerk.names() == [{clerk.kept, clerk.other}]
    clerk.person.press("Ctrl+Return")
    assert clerk.on_card("notes") == "tall"


def test_what_is_not_the_same_is_not_shown_again(clerk: Clerk) -> None:
    clerk.open(change=clerk.change)
    clerk.person.press(Qt.Key.Key_Delete)
    assert clerk.names() == []
    assert "Nothing looks twice" in clerk.page.said_instead
    clerk.person.press("Ctrl+Z")
    assert clerk.names() == [{clerk.kept, clerk.other}]


def test_what_somebody_else_changes_meanwhile_is_shown_and_not_merged_over(clerk: Clerk) -> None:
    clerk.open(change=clerk.change)
    clerk.page.workplace.feed.close()  # so that the page does not hear of it in time
    clerk.desk.customers.edit(clerk.other, {"occupation": "driver"})
    clerk.person.click(clerk.page.pane.merge_button)
    assert clerk.on_card("occupation") == "nurse"
    assert clerk.page.pane.model.text(clerk.row_of("occupation"), 2) == "driver"


def test_the_import_chip_leads_to_all_pairs(clerk: Clerk) -> None:
    with clerk.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        a_customer(work, name="郝仁", phone="13933334444")
        a_customer(work, name="郝仁", phone="13933334444")
    clerk.open(change=last_change(clerk.desk))
    assert len(clerk.names()) == 1
    clerk.person.click(clerk.page.head.scope_chip)
    assert len(clerk.names()) > 1
    assert not clerk.page.head.scope_chip.isVisible()


def test_a_file_is_opened_from_its_head(clerk: Clerk) -> None:
    clerk.open(FILES, clerk.change)
    clerk.person.click(clerk.page.pane.heads[0].open_button)
    place = clerk.person.window.pages.place
    assert place is not None
    assert (place.page, place.file_id) == (PageName.FILE, clerk.sale)
    clerk.person.press("Alt+Left")
    assert clerk.names() == [{clerk.sale, clerk.shop}]


def test_thousands_of_pairs_are_read_in_windows(clerk: Clerk) -> None:
    with clerk.desk.database.writing(MADE_BY_A_TEST, author=1) as work:
        for number in range(1500):
            for _twice in range(2):
                a_customer(work, name="双", phone=f"137{number:08d}")
    clerk.open(change=last_change(clerk.desk))
    model = clerk.page.model
    assert model.rowCount() == 1500
    assert model.names_of(model.pairs[0]) is not None
    assert model.names_of(model.pairs[1499]) is None
    clerk.page.list.setFocus()
    clerk.person.press("Ctrl+End")
    clerk.person.press(Qt.Key.Key_End)
    clerk.page.list.choose(1499)
    clerk.person.rest()
    assert model.names_of(model.pairs[1499]) is not None


def test_a_failure_is_said_and_looked_for_again(clerk: Clerk) -> None:
    clerk.open(change=clerk.change)
    clerk.page.show_failed(DealerDeskError(DISK_FULL, path="x"))
    assert "could not be looked for" in clerk.page.said_instead
    clerk.person.click(clerk.page.again_button)
    assert clerk.names() == [{clerk.kept, clerk.other}]


def test_readers_hear_which_value_stands(clerk: Clerk, session: Session) -> None:
    assert session.window is clerk.person.window
    clerk.open(change=clerk.change)
    model, row = clerk.page.pane.model, clerk.row_of("occupation")
    heard = [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in (1, 2)]
    assert heard == ["nurse, stands", "nothing"]


def test_notes_like_markup_are_no_markup_in_tips(clerk: Clerk) -> None:
    clerk.desk.customers.edit(
        clerk.other, {"notes": '<img src="file://server/x.png">', "customer": "<b>何雯"}
    )
    clerk.open(change=clerk.change)
    for model in (clerk.page.pane.model, clerk.page.model):
        tips = [
            str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
        assert any("&lt;" in tip for tip in tips)
        assert not any("<img" in tip or "<b>" in tip for tip in tips)


def test_the_keyboard_stays_with_the_two_after_a_button_was_pressed(clerk: Clerk) -> None:
    clerk.open()
    assert len(clerk.page.model.pairs) >= 1
    clerk.page.pane.apart_button.setFocus()
    clerk.person.press(Qt.Key.Key_Space)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert clerk.page.isAncestorOf(focus)
