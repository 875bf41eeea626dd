"""The search by keys and clicks: found as one types, opened by Enter, in every language."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import open_desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.search import FoundCustomer, FoundDocument, FoundFile, FoundOrder
from dealerdesk.storage.models import VehicleFile
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.search.lines import FoundCommand, NewFileOffer, Suggestion
from dealerdesk.ui.search.popup import SearchPopup
from dealerdesk.ui.search.results import TITLES, Group
from dealerdesk.ui.shell.search_box import PAUSE_MS
from dealerdesk.ui.theme.look import Look, ThemeChoice
from tests.gui.conftest import Person
from tests.support.factories import (
    MADE_BY_A_TEST,
    NOW,
    a_customer,
    a_document,
    a_repair_order,
    a_vehicle_file,
    empty_desk,
)
from tests.support.search_window import NOT_NOW, SearchWindow
from tests.support.windows import wait_until

VIN = "LFVPG8B14MD636944"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """张伟明 with two vehicles, 赵文敏 with one; documents, and an order."""
    folder = tmp_path_factory.mktemp("search")
    with (
        closing(empty_desk(folder)) as desk,
        desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work,
    ):
        zhang = a_customer(work, name="张伟明", phone="13900007164")
        passat = a_vehicle_file(work, plate="浙A88K21", vin=VIN, file_no="2022-00093", customer_id=zhang.id)
        a_vehicle_file(work, plate="粤B12345", file_no="2022-00094", customer_id=zhang.id)
        a_document(work, passat, DocumentType.VEHICLE_INVOICE, number="04412888")
        a_repair_order(work, passat, order_no="RO-2025-0881", settlement_no="JS-5511")
        zhao = a_customer(work, name="赵文敏", phone="13900000001")
        a_vehicle_file(work, plate="苏EF88219", file_no="2022-00095", customer_id=zhao.id)
    return folder / "data"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def desktop(made: Path, tmp_path: Path, look: Look, preferences: Preferences) -> Iterator[SearchWindow]:
    folder = Path(shutil.copytree(made, tmp_path / "desk"))
    with closing(open_desk(folder, lambda: NOW)) as desk:
        desktop = SearchWindow(desk, preferences)
        yield desktop
        desktop.tasks.drain()
        desktop.feed.close()
        assert not desktop.errors
        desktop.window.close()
        desktop.window.deleteLater()
        QApplication.processEvents()


def test_pinyin_initials_find_a_file_and_enter_opens_it(desktop: SearchWindow) -> None:
    desktop.search("zwm 88k")
    assert desktop.searching.is_open
    assert desktop.box.field.hasFocus()
    chosen = desktop.popup.chosen
    assert isinstance(chosen, FoundFile)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.places == [Place(PageName.FILE, desktop.file_id("2022-00093"))]
    assert not desktop.searching.is_open
    assert not desktop.box.has_text


def test_arrows_walk_over_rows_and_never_rest_on_headings(desktop: SearchWindow) -> None:
    desktop.search("zwm 88")
    assert desktop.groups == [Group.FILES, Group.CUSTOMERS, Group.DOCUMENTS, Group.ORDERS]
    walked = [desktop.popup.chosen]
    for _ in range(len(desktop.found) + 2):
        desktop.press(Qt.Key.Key_Down)
        walked.append(desktop.popup.chosen)
    assert list(dict.fromkeys(walked)) == desktop.found
    assert walked[-1] == walked[-2] == desktop.found[-1]
    desktop.press(Qt.Key.Key_PageUp)
    assert desktop.popup.chosen == desktop.found[0]
    desktop.press(Qt.Key.Key_PageDown)
    desktop.press(Qt.Key.Key_Up)
    assert desktop.popup.chosen == desktop.found[-2]


def test_each_kind_opens_where_it_belongs(desktop: SearchWindow) -> None:
    file_id = desktop.file_id("2022-00093")
    for words, kind, tab in (
        ("04412888", FoundDocument, FileTab.DOCUMENTS),
        ("JS-5511", FoundOrder, FileTab.SERVICE),
    ):
        desktop.search(words)
        chosen = desktop.popup.chosen
        assert isinstance(chosen, kind), words
        item = chosen.document_id if isinstance(chosen, FoundDocument) else chosen.order_id
        desktop.press(Qt.Key.Key_Enter)
        assert desktop.places[-1] == Place(PageName.FILE, file_id, tab, item)


def test_a_customer_opens_the_one_vehicle_or_the_list_of_several(desktop: SearchWindow) -> None:
    for words, place in (
        ("赵文敏", Place(PageName.FILE, desktop.file_id("2022-00095"))),
        ("张伟明", Place(PageName.FILES, words="张伟明")),
    ):
        desktop.search(words)
        while not isinstance(desktop.popup.chosen, FoundCustomer):
            desktop.press(Qt.Key.Key_Down)
        desktop.press(Qt.Key.Key_Return)
        assert desktop.places[-1] == place


def test_tab_walks_through_the_groups_that_hold_something(desktop: SearchWindow) -> None:
    desktop.search("zwm")
    chips = desktop.popup.chips
    walked = []
    for _ in range(5):
        walked.append(chips.choice)
        desktop.press(Qt.Key.Key_Tab)
        assert desktop.box.field.hasFocus()
        if chips.choice is not None:
            assert desktop.groups == [chips.choice]
    assert walked == [None, Group.FILES, Group.CUSTOMERS, Group.ORDERS, None]
    desktop.press(Qt.Key.Key_Backtab)
    assert chips.choice is None
    assert not chips.buttons[Group.DOCUMENTS].isEnabled()
    assert chips.buttons[Group.DOCUMENTS].toolTip()
    desktop.type("x")
    assert chips.choice is None


def test_control_enter_shows_what_is_found_in_a_list(desktop: SearchWindow) -> None:
    desktop.search("zwm 88")
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desktop.places == [Place(PageName.FILES, words="zwm 88")]
    desktop.search("zwm")
    QTest.mouseClick(desktop.popup.chips.buttons[Group.ORDERS], Qt.MouseButton.LeftButton)
    desktop.rest()
    assert desktop.box.field.hasFocus()
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desktop.places[-1] == Place(PageName.SERVICE, words="zwm")


def test_a_click_opens_a_row_and_keeps_the_keyboard(desktop: SearchWindow) -> None:
    desktop.search("zwm 88")
    desktop.click(0)
    assert desktop.searching.is_open
    assert not desktop.places
    second = desktop.found[1]
    assert isinstance(second, FoundFile)
    desktop.click(2)
    assert desktop.places == [Place(PageName.FILE, second.file_id)]


def test_a_link_in_a_heading_shows_all_of_its_group(desktop: SearchWindow) -> None:
    with desktop.desk.database.writing(MADE_BY_A_TEST, author=desktop.desk.author) as work:
        customer = a_customer(work, name="欧阳修文")
        for _ in range(30):
            a_vehicle_file(work, customer_id=customer.id)
    desktop.search("欧阳修文")
    listed = desktop.popup.list
    heading = listed.visualRect(desktop.popup.model.index(0, 0))
    link = QPoint(heading.right() - 30, heading.center().y())
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=link)
    assert desktop.places == [Place(PageName.FILES, words="欧阳修文")]


def test_escape_closes_the_popup_then_empties_the_box(desktop: SearchWindow) -> None:
    desktop.search("zwm")
    desktop.press(Qt.Key.Key_Escape)
    assert not desktop.searching.is_open
    assert desktop.box.words == "zwm"
    desktop.press(Qt.Key.Key_Return)
    assert desktop.searching.is_open
    assert not desktop.places
    desktop.press(Qt.Key.Key_Escape)
    desktop.press(Qt.Key.Key_Escape)
    assert not desktop.box.has_text
    assert not desktop.searching.is_open


def test_the_popup_closes_when_the_keyboard_goes_elsewhere(desktop: SearchWindow) -> None:
    desktop.search("zwm")
    desktop.page.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not desktop.searching.is_open
    desktop.go_to_box()
    assert desktop.searching.is_open
    assert desktop.groups[0] is Group.FILES


def test_a_key_asks_at_once_and_a_burst_as_one(desktop: SearchWindow) -> None:
    asked: list[str] = []
    desktop.box.asked.connect(asked.append)
    desktop.go_to_box()
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Z)
    assert asked == ["z"]
    QTest.keyClicks(desktop.box.field, "wm 88k")
    assert asked == ["z"]
    desktop.rest()
    assert asked == ["z", "zwm 88k"]


def test_no_search_in_the_middle_of_a_composition(desktop: SearchWindow) -> None:
    desktop.go_to_box()
    QApplication.sendEvent(desktop.box.field, QInputMethodEvent("zhang", []))
    QTest.qWait(2 * PAUSE_MS)
    assert desktop.groups == []
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Down)
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    assert not desktop.places
    event = QInputMethodEvent()
    event.setCommitString("张伟明")
    QApplication.sendEvent(desktop.box.field, event)
    desktop.rest()
    assert desktop.groups[0] is Group.FILES
    assert desktop.popup.chips.buttons[Group.FILES].count == "2"


def test_an_older_answer_never_comes_after_a_newer_question(desktop: SearchWindow) -> None:
    desktop.go_to_box()
    gate = desktop.hold_up()
    asked: list[str] = []
    desktop.box.asked.connect(asked.append)
    for words in ("zwm 99", "zwm", "zwm 88k"):
        desktop.box.field.setText(words)
        desktop.box.ask()
    assert asked == ["zwm 99", "zwm", "zwm 88k"]
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    assert not desktop.places
    gate.set()
    desktop.rest()
    assert desktop.places == [Place(PageName.FILE, desktop.file_id("2022-00093"))]


def test_an_answer_to_words_that_are_gone_is_not_shown_and_its_words_are_asked_again(
    desktop: SearchWindow,
) -> None:
    desktop.search("zwm")
    before = desktop.found
    asked: list[str] = []
    desktop.box.asked.connect(asked.append)
    gate = desktop.hold_up()
    desktop.box.field.setText("zwm 88k")
    desktop.box.ask()
    desktop.box.field.setText("zwm 88kx")
    desktop.box._pause.stop()  # the answer comes before the question about these words
    gate.set()
    desktop.rest()
    assert desktop.found == before
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Backspace)
    desktop.rest()
    assert asked == ["zwm 88k", "zwm 88k"]
    assert desktop.found != before
    assert desktop.popup.chips.buttons[Group.FILES].count == "1"


def test_what_stands_where_it_stood_is_listed_once_with_a_key(desktop: SearchWindow) -> None:
    desktop.search("zw")
    listed: list[int] = []
    desktop.popup.model.modelReset.connect(lambda: listed.append(desktop.popup.model.rowCount()))
    desktop.type("m")
    assert len(listed) == 1


def test_typing_on_takes_enter_back(desktop: SearchWindow) -> None:
    desktop.go_to_box()
    gate = desktop.hold_up()
    QTest.keyClicks(desktop.box.field, "zwm")
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    QTest.keyClicks(desktop.box.field, " 88")
    gate.set()
    desktop.rest()
    assert not desktop.places
    assert desktop.popup.chips.buttons[Group.FILES].count == "2"


@pytest.mark.parametrize("scanned", [VIN, "2022-00093", "RO-2025-0881"])
def test_a_scanner_opens_exactly_what_was_scanned(desktop: SearchWindow, scanned: str) -> None:
    desktop.go_to_box()
    gate = desktop.hold_up()
    QTest.keyClicks(desktop.box.field, scanned)
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    gate.set()
    desktop.rest()
    (place,) = desktop.places
    assert place.file_id == desktop.file_id("2022-00093")


def test_a_scan_that_may_mean_several_opens_none(
    desktop: SearchWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealerdesk.ui.shell.search_box.SCANNER_GAP", 60.0)
    desktop.go_to_box()
    QTest.keyClicks(desktop.box.field, "2022-0009")
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    desktop.rest()
    assert not desktop.places
    assert desktop.searching.is_open


def test_long_waits_are_mentioned_and_short_ones_not(desktop: SearchWindow) -> None:
    desktop.go_to_box()
    gate = desktop.hold_up()
    QTest.keyClicks(desktop.box.field, "zwm")
    wait_until(lambda: "zwm" in desktop.popup.note.text())
    assert desktop.popup.isVisible()
    assert desktop.found == []
    gate.set()
    desktop.rest()
    assert desktop.groups[0] is Group.FILES
    assert not desktop.popup.note.isVisible()


def test_an_error_is_said_and_enter_tries_again(
    desktop: SearchWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no such disk")

    with monkeypatch.context() as broken, pytest.MonkeyPatch.context() as logs:
        logs.setattr("dealerdesk.ui.errors.log_crash", lambda _error: "1A2B")
        broken.setattr(type(desktop.desk.search), "look_up", refuse)
        desktop.search("zwm")
        assert "1A2B" in desktop.popup.note.text()
    desktop.press(Qt.Key.Key_Return)
    assert desktop.groups[0] is Group.FILES


def test_what_was_opened_last_is_listed_before_anything_is_typed(desktop: SearchWindow) -> None:
    passat, other = desktop.file_id("2022-00093"), desktop.file_id("2022-00095")
    for file_id in (passat, 987_654, other):
        desktop.searching.recent.note(file_id)
    desktop.go_to_box()
    assert desktop.groups == [Group.RECENT]
    assert [row.file_id for row in desktop.found if isinstance(row, FoundFile)] == [other, passat]
    assert desktop.searching.recent.ids == [other, passat]
    assert desktop.popup.note.text()
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.places == [Place(PageName.FILE, passat)]


def test_the_box_alone_opens_nothing(desktop: SearchWindow) -> None:
    desktop.box.field.setFocus(Qt.FocusReason.OtherFocusReason)
    desktop.rest()
    assert not desktop.searching.is_open
    desktop.press(Qt.Key.Key_Down)
    assert desktop.searching.is_open
    assert desktop.found == []
    desktop.press(Qt.Key.Key_Return)
    assert not desktop.places


def test_a_vin_or_plate_that_is_not_there_can_be_made_a_file(desktop: SearchWindow) -> None:
    for typed, number in (("粤b 98765", "粤B·98765"), ("LSVNB4180RN000001", "LSVNB4180RN000001")):
        desktop.search(typed)
        assert isinstance(desktop.popup.chosen, NewFileOffer)
        assert typed in desktop.popup.note.text()
        desktop.press(Qt.Key.Key_Down)
        desktop.press(Qt.Key.Key_Return)
        assert desktop.places[-1] == Place(PageName.NEW_FILE, words=number)
    desktop.search("zzzz 9999")
    assert desktop.found == []
    assert "zzzz 9999" in desktop.popup.note.text()


def test_words_with_a_slip_bring_up_others_that_enter_searches_for(desktop: SearchWindow) -> None:
    # Pasted: so many keys as fast as a test types them would be a scanner's.
    QGuiApplication.clipboard().setText("LFVPG8B14MD636494")
    desktop.go_to_box()
    desktop.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desktop.groups[0] is Group.SUGGESTIONS
    assert "LFVPG8B14MD636494" in desktop.popup.note.text()
    assert VIN in desktop.popup.note.text()
    assert desktop.popup.chosen == Suggestion(VIN)
    assert desktop.box.words == "LFVPG8B14MD636494"
    assert "Search for this" in desktop.keys_explained
    desktop.press(Qt.Key.Key_Return)
    assert not desktop.places
    assert desktop.box.words == VIN
    assert isinstance(desktop.popup.chosen, FoundFile)
    assert "Open" in desktop.keys_explained
    desktop.press(Qt.Key.Key_Return)
    assert desktop.places == [Place(PageName.FILE, desktop.file_id("2022-00093"))]


def test_the_page_behind_is_not_painted_with_every_key(desktop: SearchWindow, look: Look) -> None:
    popup, behind = desktop.popup, desktop.window.centralWidget()
    assert behind is not None
    painted: list[QRegion] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            if isinstance(event, QPaintEvent):
                painted.append(event.region())
            return False

    watch = Watch()
    look.use_theme(ThemeChoice.DARK)
    desktop.search("zw")
    stood = popup.geometry()
    behind.installEventFilter(watch)
    desktop.type("m")
    popup.update()
    desktop.rest()
    assert popup.geometry() == stood
    look.use_theme(ThemeChoice.LIGHT)
    behind.removeEventFilter(watch)
    assert painted  # the words in the box
    assert not any(region.intersects(stood) for region in painted)


def test_no_other_words_are_taken_before_they_are_seen(desktop: SearchWindow) -> None:
    desktop.go_to_box()
    gate = desktop.hold_up()
    QTest.keyClicks(desktop.box.field, "zmw 88k")
    QTest.keyClick(desktop.box.field, Qt.Key.Key_Return)
    gate.set()
    desktop.rest()
    assert not desktop.places
    assert desktop.box.words == "zmw 88k"
    assert desktop.popup.chosen == Suggestion("zwm 88k")


def test_commands_are_found_by_their_names(desktop: SearchWindow) -> None:
    desktop.search("new f")
    (command,) = desktop.found
    assert isinstance(command, FoundCommand)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.done == ["new file"]
    desktop.search("lock")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.done == ["new file"]
    assert desktop.said == [NOT_NOW.said()]


def test_a_change_is_seen_while_the_results_are_open(desktop: SearchWindow) -> None:
    desktop.search("zwm 88k")
    with desktop.desk.database.writing(MADE_BY_A_TEST, author=desktop.desk.author) as work:
        work.session.get_one(VehicleFile, desktop.file_id("2022-00093")).archived_at = NOW
    QApplication.processEvents()
    desktop.rest()
    chosen = desktop.popup.chosen
    assert isinstance(chosen, FoundFile)
    assert chosen.is_archived


def test_the_popup_stays_in_the_window_whatever_its_size(desktop: SearchWindow) -> None:
    desktop.search("zwm 88")
    for width, height in ((880, 500), (1366, 768), (700, 420)):
        desktop.window.resize(width, height)
        QApplication.processEvents()
        place = desktop.popup.geometry()
        assert desktop.window.rect().contains(place), (width, height, place)
        assert place.top() > desktop.box.mapTo(desktop.window, desktop.box.rect().bottomLeft()).y()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_results_are_told_in_every_language_and_rows_can_be_heard(
    desktop: SearchWindow, look: Look, language: str
) -> None:
    desktop.search("zwm 88")
    chosen = desktop.popup.chosen
    look.use_language(language)
    desktop.rest()
    assert desktop.popup.chosen == chosen
    model = desktop.popup.model
    said = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]
    assert TITLES[Group.FILES].said() in said[0]
    assert "张伟明" in "".join(said)
    assert all(said)
    assert not desktop.window.grab().isNull()


def place_now(person: Person) -> tuple[PageName, int | None]:
    """Which page the window shows, and of which file."""
    place = person.window.pages.place
    assert place is not None
    return place.page, place.file_id


def test_in_the_window_a_file_is_found_and_opened_without_the_mouse(person: Person) -> None:
    page = person.window.current
    assert page is not None
    file_id = 7
    (row,) = page.workplace.desk.search.recent([file_id])
    assert row.plate is not None
    popup = person.window.findChild(SearchPopup)
    assert isinstance(popup, SearchPopup)
    person.search(row.plate.text.replace("·", " ") if row.plate.text.isascii() else row.plate.text[3:])
    assert popup.isVisible()
    person.press("Return")
    assert not popup.isVisible()
    assert place_now(person) == (PageName.FILE, file_id)
    person.press("Ctrl+K")
    assert [found.file_id for found in popup.model.found if isinstance(found, FoundFile)] == [file_id]
    person.press("Esc")
    assert not popup.isVisible()
    assert place_now(person) == (PageName.FILE, file_id)


def test_in_the_window_the_files_page_takes_the_words(person: Person) -> None:
    person.search("wang")
    person.press("Ctrl+Return")
    place = person.window.pages.place
    assert place is not None
    assert (place.page, place.words) == (PageName.FILES, "wang")


def test_in_the_window_the_files_page_offers_words_that_find_something(person: Person) -> None:
    page = person.page
    vin = next(row.vin for row in page.workplace.desk.lists.rows(page.model.ids[:5]).values() if row.vin)
    at = next(at for at in range(4, 12) if vin[at] != vin[at + 1])
    wrong = vin[:at] + vin[at + 1] + vin[at] + vin[at + 2 :]
    person.go(Place(PageName.FILES, words=wrong))
    offered = [button for button in page.list.suggested if button.isVisible()]
    assert offered
    assert offered[0] is page.list.focus_widget()
    words = offered[0].text()
    person.click(offered[0])
    assert page.model.query == words
    assert page.model.rowCount()
    assert not page.model.suggestions
