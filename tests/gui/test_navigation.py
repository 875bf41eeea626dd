"""Ways through the window: places, back and forward, keys of pages, undo by name, what is remembered."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dealerdesk.bootstrap import open_desk
from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Page
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.everywhere import NOTHING_TO_UNDO
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.windows import NOW, settle, wait_until, window_on

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
TRIED = Message("test.tried", "Try it")
NOT_NOW = Message("test.not_now", "Not while it rains.")


def page_name(session: Session) -> PageName | None:
    place = session.window.pages.place
    return place.page if place else None


def first_file(session: Session) -> tuple[int, str]:
    """A file of the sample, and its number."""
    assert session.desk is not None
    file_id = session.desk.lists.file_ids()[0]
    detail = session.desk.lists.detail(file_id)
    assert detail is not None
    return file_id, str(detail.values["file_no"])


def test_pages_are_reached_by_number_and_gone_back_from_by_key_and_mouse(person: Person) -> None:
    session = person.session
    person.press(Qt.Key.Key_2, CONTROL)
    assert page_name(session) is PageName.SERVICE
    person.press(Qt.Key.Key_3, CONTROL)
    assert page_name(session) is PageName.AUDITS
    person.press(Qt.Key.Key_4, CONTROL)
    assert page_name(session) is PageName.SETTINGS
    person.press(Qt.Key.Key_Left, ALT)
    assert page_name(session) is PageName.AUDITS
    person.press(Qt.Key.Key_Left, ALT)
    assert page_name(session) is PageName.SERVICE
    person.press(Qt.Key.Key_Left, ALT)
    assert page_name(session) is PageName.FILES
    assert not session.window.top.back.isEnabled()
    person.press(Qt.Key.Key_Right, ALT)
    assert page_name(session) is PageName.SERVICE
    QTest.mouseClick(session.window.windowHandle(), Qt.MouseButton.BackButton, pos=QPoint(400, 300))
    person.rest()
    assert page_name(session) is PageName.FILES
    QTest.mouseClick(session.window.windowHandle(), Qt.MouseButton.ForwardButton, pos=QPoint(400, 300))
    person.rest()
    assert page_name(session) is PageName.SERVICE


def test_the_rail_leads_to_its_pages_and_marks_the_one_that_is_shown(person: Person) -> None:
    foot = person.window.rail._lists[1]
    QTest.mouseClick(foot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    person.rest()
    assert page_name(person.session) is PageName.SETTINGS
    assert foot.currentIndex().row() == 0
    assert not person.window.rail._lists[0].currentIndex().isValid()


def test_a_key_does_what_the_page_says_and_says_why_it_cannot(person: Person) -> None:
    tried: list[str] = []
    reasons: list[Message | None] = [None]

    class Trying(Page):
        def commands(self) -> tuple[Command, ...]:
            return (Command(TRIED, lambda: tried.append("tried"), "Ctrl+J", "", lambda: reasons[0]),)

    window = person.window
    session = person.session
    page = Trying(window.page(PageName.FILES).workplace)
    window.pages._pages[PageName.HELP] = page
    window.pages.addWidget(page)
    window.go(Place(PageName.HELP))
    person.press(Qt.Key.Key_J, CONTROL)
    assert tried == ["tried"]
    reasons[0] = NOT_NOW
    person.press(Qt.Key.Key_J, CONTROL)
    assert tried == ["tried"]
    assert window.status.sentence == NOT_NOW.text
    window.go(Place(PageName.FILES))
    settle(session)
    person.press(Qt.Key.Key_J, CONTROL)
    assert tried == ["tried"]


def test_what_is_done_is_said_taken_back_and_done_again_by_its_name(person: Person) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    file_id, file_no = first_file(session)

    def colour() -> object:
        detail = desk.lists.detail(file_id)
        assert detail is not None
        return detail.values["colour"]

    person.press(Qt.Key.Key_Z, CONTROL)
    assert session.window.status.sentence == NOTHING_TO_UNDO.text
    before = colour()
    session.tasks.write(lambda: desk.files.edit(file_no, {"colour": "pink"}), lambda _edited: None)
    person.rest()
    assert session.window.status.sentence == f"Done: file {file_no} edited. Ctrl+Z takes it back."
    person.press(Qt.Key.Key_Z, CONTROL)
    assert colour() == before
    assert session.window.status.sentence == f"Taken back: file {file_no} edited"
    person.press(Qt.Key.Key_Y, CONTROL)
    assert colour() == "pink"
    person.press(Qt.Key.Key_Z, CONTROL)
    assert colour() == before


def test_undo_in_a_text_field_is_typing_first_and_the_last_change_after_it(person: Person) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    file_id, file_no = first_file(session)
    session.tasks.write(lambda: desk.files.edit(file_no, {"colour": "pink"}), lambda _edited: None)
    person.rest()
    line = QLineEdit(session.window)
    line.show()
    line.setFocus()
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    person.rest()
    assert line.text() == ""
    assert session.undoing.redoable is None
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    person.rest()
    detail = desk.lists.detail(file_id)
    assert detail is not None
    assert detail.values["colour"] != "pink"
    line.deleteLater()


def test_what_the_history_took_back_is_done_again_with_redo(person: Person) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    file_id, file_no = first_file(session)
    changes: list[int | None] = []
    session.tasks.write(
        lambda: desk.files.edit(file_no, {"colour": "pink"}), lambda edited: changes.append(edited.change)
    )
    person.rest()
    (change,) = changes
    assert change is not None
    session.tasks.write(lambda: desk.history.undo(change), lambda _undone: None)
    person.rest()
    person.press(Qt.Key.Key_Y, CONTROL)
    detail = desk.lists.detail(file_id)
    assert detail is not None
    assert detail.values["colour"] == "pink"


def test_what_another_program_changed_since_stays_and_is_said(person: Person, folder: Path) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    file_id, file_no = first_file(session)
    session.tasks.write(lambda: desk.files.edit(file_no, {"colour": "pink"}), lambda _edited: None)
    person.rest()
    with closing(open_desk(folder, lambda: NOW)) as other:
        other.files.edit(file_no, {"colour": "red"})
    person.press(Qt.Key.Key_Z, CONTROL)
    assert file_no in session.window.status.sentence
    assert "changed since" in session.window.status.sentence
    assert session.undoing.undoable is None
    detail = desk.lists.detail(file_id)
    assert detail is not None
    assert detail.values["colour"] == "red"


def test_the_window_comes_back_where_it_was(folder: Path, look: Look, preferences: Preferences) -> None:
    with window_on(folder, look, preferences) as session:
        session.window.resize(1000, 600)
        QApplication.processEvents()
    with window_on(folder, look, preferences) as session:
        # As wide as it can be on a screen that is smaller than windows may be, and as high as it was.
        assert session.window.height() == 600


def test_the_title_says_whose_data_it_is(person: Person) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    session.tasks.write(lambda: desk.settings.set("dealership_name", "港湾汽车"), lambda _text: None)
    person.rest()
    settle(session)
    assert session.window.windowTitle() == "DealerDesk — 港湾汽车"


def test_what_another_program_does_is_seen_without_being_asked_for(person: Person, folder: Path) -> None:
    session, desk = person.session, person.session.desk
    assert desk is not None
    file_id, file_no = first_file(session)
    seen: list[frozenset[int]] = []
    session.feed.files_changed.connect(seen.append)
    with closing(open_desk(folder, lambda: NOW)) as other:
        other.files.edit(file_no, {"colour": "red"})
        other.settings.set("dealership_name", "Harbour Motors")
    wait_until(lambda: session.window.windowTitle() == "DealerDesk — Harbour Motors")
    assert seen == [frozenset({file_id})]
    assert session.undoing.undoable is None
