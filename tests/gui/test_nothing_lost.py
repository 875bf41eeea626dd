"""What was typed is never lost, nor written where it does not belong: two people, slow disks, quick keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.service.order_editor import KEPT_AFTER_MS, OrderEditor
from dealerdesk.ui.service.tab import ServiceTab
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.gui.conftest import Person
from tests.support.windows import NOW, bury, doors, settle, wait_until, window_on

FILE, OTHER = 3, 4


class SlowDisk:
    """The writing lane of a session, held up until `release`, as by a long import."""

    def __init__(self, session: Session) -> None:
        self._gate = threading.Event()
        session.tasks.write(lambda: self._gate.wait(20), lambda _released: None)

    def release(self) -> None:
        """Let what waits be written."""
        self._gate.set()


def desk_of(person: Person) -> Desk:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    return desk


def file_page(person: Person, tab: FileTab, file_id: int = FILE) -> FilePage:
    person.go(Place(PageName.FILE, file_id, tab))
    return person.page_as(PageName.FILE, FilePage)


def service_tab(person: Person, file_id: int = FILE) -> ServiceTab:
    tab = file_page(person, FileTab.SERVICE, file_id).tab
    assert isinstance(tab, ServiceTab)
    return tab


def new_order(person: Person, file_id: int = FILE) -> OrderEditor:
    tab = service_tab(person, file_id)
    tab.take_focus()
    person.press("Ctrl+R")
    assert tab.editor.is_open
    return tab.editor


def fault_of(editor: OrderEditor, words: str) -> None:
    editor.form.inputs["reported_fault"].setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def orders_of(person: Person, file_id: int = FILE) -> list[str]:
    history = desk_of(person).orders.history_of(file_id)
    assert history is not None
    return sorted(str(entry.detail.values["reported_fault"]) for entry in history.entries)


def service_tab_now(person: Person) -> ServiceTab:
    tab = person.page_as(PageName.FILE, FilePage).tab
    assert isinstance(tab, ServiceTab)
    return tab


def wait_for(fulfilled: Callable[[], bool]) -> None:
    """Wait for what a writing lane that is held up does not hinder."""
    wait_until(fulfilled, 5000)


# --- two people ---------------------------------------------------------------------------------------


def test_what_was_typed_for_one_owner_waits_when_the_vehicle_gets_another(person: Person) -> None:
    page, desk = file_page(person, FileTab.OVERVIEW), desk_of(person)
    fields = page.overview.fields
    person.write(fields.inputs["special_days"].editor, "wedding day")
    assert page.loaded is not None
    desk.files.edit(str(page.loaded.detail.values["file_no"]), {"customer": "赵敏敏"})
    person.rest()
    assert set(fields.conflicts) == {"special_days"}
    person.press("Ctrl+S")
    detail = desk.lists.detail(FILE)
    assert detail is not None
    assert detail.customer is not None
    assert (detail.customer["customer"], detail.customer["special_days"]) == ("赵敏敏", None)
    person.click(next(note for note in fields.notes if note.isVisible()).keep)
    person.press("Ctrl+S")
    detail = desk.lists.detail(FILE)
    assert detail is not None
    assert detail.customer is not None
    assert detail.customer["special_days"] == "wedding day"


def test_a_kept_draft_of_a_card_knows_whose_card_it_was(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(folder, look, preferences) as first:
        person = Person(first)
        page = file_page(person, FileTab.OVERVIEW)
        person.write(page.overview.fields.inputs["special_days"].editor, "wedding day")
    desk = open_desk(folder, lambda: NOW)
    detail = desk.lists.detail(FILE)
    assert detail is not None
    desk.files.edit(str(detail.values["file_no"]), {"customer": "赵敏敏"})
    desk.close()
    with window_on(folder, look, preferences) as second:
        page = file_page(Person(second), FileTab.OVERVIEW)
        assert set(page.overview.fields.conflicts) == {"special_days"}


# --- slow disks and quick keys ------------------------------------------------------------------------


def test_an_order_that_is_begun_while_another_is_being_saved_stays_open(person: Person) -> None:
    editor = new_order(person)
    fault_of(editor, "first")
    person.rest()
    slow = SlowDisk(person.session)
    editor.save()
    editor.close_for_now()
    tab = service_tab_now(person)
    wait_for(lambda: not tab.editor.is_open)
    tab.begin_new()
    wait_for(lambda: tab.editor.is_open)
    fault_of(editor, "second")
    slow.release()
    person.rest()
    assert tab.editor.is_open
    assert "second" in editor.typed.values["reported_fault"]
    assert "first" in orders_of(person)
    person.press("Esc")
    assert desk_of(person).drafts.find(f"new-order-{FILE}") is not None


def test_what_is_typed_while_an_order_is_saved_is_kept_as_a_draft(person: Person) -> None:
    editor = new_order(person)
    fault_of(editor, "brakes")
    person.rest()
    slow = SlowDisk(person.session)
    editor.save()
    fault_of(editor, " and lamps")
    slow.release()
    person.rest()
    assert "brakes" in orders_of(person)
    history = desk_of(person).orders.history_of(FILE)
    assert history is not None
    made = next(e.detail.id for e in history.entries if e.detail.values["reported_fault"] == "brakes")
    draft = desk_of(person).drafts.find(f"order-{made}")
    assert draft is not None
    assert draft.typed["reported_fault"] == "brakes and lamps"
    assert desk_of(person).drafts.find(f"new-order-{FILE}") is None


def test_who_types_on_and_on_has_a_draft_of_it(person: Person) -> None:
    editor = new_order(person)
    desk, begun, typed = desk_of(person), monotonic(), 0
    while desk.drafts.find(f"new-order-{FILE}") is None:
        assert monotonic() - begun < KEPT_AFTER_MS * 5 / 1000, f"no draft after {typed} keys"
        fault_of(editor, "x")
        typed += 1
        QTest.qWait(20)


def test_the_draft_of_one_vehicle_never_opens_in_another(person: Person) -> None:
    editor = new_order(person)
    fault_of(editor, "of the first vehicle")
    person.press("Esc")
    tab = service_tab_now(person)
    tab.begin_new()
    person.window.go(Place(PageName.FILE, OTHER, FileTab.SERVICE))
    person.rest()
    assert not tab.editor.is_open or "first" not in tab.editor.typed.values["reported_fault"]


# --- undo by many keys --------------------------------------------------------------------------------


def test_undo_thirty_times_fast_while_writes_are_under_way_then_redo_all(person: Person) -> None:
    desk, session = desk_of(person), person.session
    page = file_page(person, FileTab.OVERVIEW)
    assert page.loaded is not None
    file_no = str(page.loaded.detail.values["file_no"])

    def colour() -> object:
        detail = desk.lists.detail(FILE)
        assert detail is not None
        return detail.values["colour"]

    first = colour()
    for number in range(12):
        session.tasks.write(
            partial(desk.files.edit, file_no, {"colour": f"c{number}"}),
            lambda _edited: None,
        )
        QTest.keyClick(person.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    for _ in range(30):
        QTest.keyClick(person.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.rest()
    while session.undoing.undoable is not None:
        person.press("Ctrl+Z")
    assert colour() == first
    steps = 0
    while session.undoing.redoable is not None:
        person.press("Ctrl+Y")
        steps += 1
        assert steps < 40
    person.rest()
    assert desk.checks.check(deep=True).problems == ()


# --- closing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ["overview", "order", "new file"])
def test_closing_in_the_middle_of_a_word_keeps_it(
    folder: Path, look: Look, preferences: Preferences, room: str
) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    wait_until(lambda: session.desk is not None)
    settle(session)
    person = Person(session)
    if room == "overview":
        name, page = f"file-{FILE}", file_page(person, FileTab.OVERVIEW)
        person.write(page.overview.fields.inputs["colour"].editor, "r")
        QTest.keyClicks(person.focus, "ed and gold")
    elif room == "order":
        name = f"new-order-{FILE}"
        fault_of(new_order(person), "red and gold")
    else:
        name = "new-file"
        person.go(Place(PageName.NEW_FILE))
        QTest.keyClicks(person.focus, "red and gold")
    session.window.close()
    bury(session)
    desk = open_desk(folder, lambda: NOW)
    draft = desk.drafts.find(name)
    desk.close()
    assert draft is not None
    assert any("gold" in text.casefold() for text in draft.typed.values()), draft


def test_undo_right_after_a_change_takes_that_one_back_and_not_the_one_before(person: Person) -> None:
    desk, session = desk_of(person), person.session
    page = file_page(person, FileTab.OVERVIEW)
    fields = page.overview.fields
    person.write(fields.inputs["make"].editor, "Mazda")
    person.press("Ctrl+S")
    model = fields.inputs["model"].text
    person.write(fields.inputs["model"].editor, "CX-5")
    slow = SlowDisk(session)
    QTest.keyClick(person.focus, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    session.undoing.undo()
    QApplication.processEvents()
    slow.release()
    person.rest()
    detail = desk.lists.detail(FILE)
    assert detail is not None
    assert (detail.values["make"], str(detail.values["model"] or "")) == ("Mazda", model)


def test_closing_while_an_order_is_saved_saves_it_and_leaves_no_draft(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    wait_until(lambda: session.desk is not None)
    settle(session)
    person = Person(session)
    editor = new_order(person)
    fault_of(editor, "brakes")
    settle(session)
    slow = SlowDisk(session)
    editor.save()
    QApplication.processEvents()
    slow.release()
    session.window.close()
    bury(session)
    desk = open_desk(folder, lambda: NOW)
    draft, history = desk.drafts.find(f"new-order-{FILE}"), desk.orders.history_of(FILE)
    desk.close()
    assert history is not None
    assert "brakes" in [entry.detail.values["reported_fault"] for entry in history.entries]
    assert draft is None
