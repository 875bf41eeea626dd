"""How the documents tab shares its room: titles and badges, the page and the fields, slots and viewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.ui.documents.halves import KEPT_SIZES
from dealerdesk.ui.documents.slot import SlotCard
from dealerdesk.ui.documents.slots import Slot, SlotState
from dealerdesk.ui.documents.tab import KEPT_FOLDED, DocumentsTab
from dealerdesk.ui.documents.text_line import TextLine
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CONTRACT, POLICY = SAMPLES / "sales_contract-636944.pdf", SAMPLES / "insurance_policy-012899.pdf"
KIND = DocumentType
VIN = "LSVAM4184C2184847"
USUAL = (1366, 736)


@pytest.fixture
def tab(person: Person) -> DocumentsTab:
    """The documents of a file whose insurance ends next year, and is warned of today."""
    desk = person.session.desk
    assert isinstance(desk, Desk)
    desk.settings.set("insurance_warning_days", "330")
    file = desk.files.create({"vin": VIN, "vin_note": "a test", "insurance_ends": "2027-01-20"})
    person.window.resize(*USUAL)
    person.go(Place(PageName.FILE, desk.files.show(file.file_no).id, FileTab.DOCUMENTS))
    tab = person.page_as(PageName.FILE, FilePage).tab
    assert isinstance(tab, DocumentsTab)
    return tab


def card_of(tab: DocumentsTab, kind: DocumentType) -> SlotCard:
    return next(card for card in tab.board.cards if card.slot.type is kind)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_titles_stand_whole_whatever_stands_beside_them(
    person: Person, tab: DocumentsTab, look: Look, language: str
) -> None:
    person.drop_files(card_of(tab, KIND.INSURANCE_POLICY), [POLICY])
    look.use_language(language)
    for width in (880, 1100, 1366, 1920):
        person.window.resize(width, USUAL[1])
        person.rest()
        titles = [card.findChildren(TextLine)[0] for card in tab.board.cards]
        assert not [title.text for title in titles if title.width() < title.sizeHint().width()], width


def test_the_badge_says_when_without_the_year(person: Person, tab: DocumentsTab) -> None:
    person.drop_files(card_of(tab, KIND.INSURANCE_POLICY), [POLICY])
    assert card_of(tab, KIND.INSURANCE_POLICY).texts[2] == "Ends 20 Jan, 314 days"


def test_what_nobody_asks_for_is_one_quiet_line(look: Look, qtbot: QtBot) -> None:
    look.use_language("en")
    heights = {}
    for state in (SlotState.OPTIONAL, SlotState.MISSING):
        card = SlotCard()
        qtbot.addWidget(card)
        card.show_slot(Slot(KIND.INSPECTION_RESULT, state))
        card.resize(m.SLOT_NARROW, card.sizeHint().height())
        heights[state] = card.height()
        assert card.texts[0] == "Inspection result"
        assert card.texts[1] == ("Optional" if state is SlotState.OPTIONAL else "Missing. Drop a scan here")
    assert heights[SlotState.OPTIONAL] <= m.SLOT_CALM + m.GAP_1 < heights[SlotState.MISSING]


def test_the_page_takes_the_room_of_the_fields_until_they_are_needed(
    person: Person, tab: DocumentsTab, preferences: Preferences
) -> None:
    person.drop_files(card_of(tab, KIND.SALES_CONTRACT), [CONTRACT])
    person.click(card_of(tab, KIND.SALES_CONTRACT), QPoint(60, 10))
    number, shown = tab.fields.inputs["number"].editor, tab.viewer
    person.write(number, "HT-1")
    before = shown.height()
    person.press("F11")
    assert shown.height() > before + 100
    assert not number.isVisible()
    assert isinstance(person.focus, QPushButton)
    assert preferences.kept(KEPT_FOLDED) is True
    person.press("Ctrl+S")
    assert not tab.fields.is_dirty
    person.click(card_of(tab, KIND.VEHICLE_INVOICE), QPoint(60, 10))
    person.press(Qt.Key.Key_Return)
    assert number.hasFocus()
    assert preferences.kept(KEPT_FOLDED) is True
    person.press("F11")
    person.click(tab.fields.fold_button)
    assert number.isVisible()
    assert preferences.kept(KEPT_FOLDED) is False


def test_what_cannot_be_saved_unfolds_the_fields(person: Person, tab: DocumentsTab) -> None:
    person.click(card_of(tab, KIND.SALES_CONTRACT), QPoint(60, 10))
    dated = tab.fields.inputs["dated"].editor
    person.write(dated, "31.2.2026")
    person.press("F11")
    assert not dated.isVisible()
    person.press("Ctrl+S")
    assert dated.isVisible()
    assert dated.hasFocus()


def test_beside_the_page_the_fields_are_never_folded(person: Person, tab: DocumentsTab) -> None:
    tab.fields.turn_over()
    person.window.resize(880, 500)
    person.rest()
    person.click(card_of(tab, KIND.SALES_CONTRACT), QPoint(60, 10))
    person.press(Qt.Key.Key_Return)
    assert tab.fields.inputs["number"].editor.hasFocus()
    assert not tab.fields.fold_button.isVisible()


def test_the_viewer_gets_what_the_slots_do_not_need_unless_it_was_moved(
    person: Person, tab: DocumentsTab, preferences: Preferences
) -> None:
    widths = []
    for width in (1366, 1700):
        person.window.resize(width, USUAL[1])
        person.rest()
        widths.append(tab.viewer.width())
    assert widths[1] > widths[0] + 250
    tab._halves.moveSplitter(1000, 1)
    person.rest()
    left = tab.viewer.width()
    assert preferences.kept(KEPT_SIZES)[1] == left
    person.window.resize(*USUAL)
    person.window.resize(1700, USUAL[1])
    person.rest()
    assert abs(tab.viewer.width() - left) <= m.GAP_1
