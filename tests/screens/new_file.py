"""Screens of the page for new files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.services.drafts import Draft
from dealerdesk.ui.new_file.keeping import NAME
from dealerdesk.ui.new_file.page import NewFilePage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Screen
from tests.support.windows import settle

VIN = "LSVNB4188C2184847"
FILLED = {
    "plate": "粤B·D12345",
    "make": "大众",
    "model": "朗逸",
    "colour": "白",
    "odometer": "12",
    "manufacture_date": "2026-01",
    "registration_date": "2026-03-10",
    "location": "B-2/17",
}


def begin(session: Session) -> NewFilePage:
    session.window.activateWindow()
    session.window.go(Place(PageName.NEW_FILE))
    settle(session)
    page = session.window.page(PageName.NEW_FILE)
    assert isinstance(page, NewFilePage)
    return page


def say(session: Session, words: str) -> None:
    """Type words where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    committed = QInputMethodEvent("", [])
    committed.setCommitString(words)
    QApplication.sendEvent(focus, committed)
    settle(session)


def press(session: Session, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    settle(session)


def first_file(session: Session) -> dict[str, str]:
    """A file of the sample: its VIN and its customer."""
    assert session.desk is not None
    for file_id in session.desk.lists.file_ids():
        detail = session.desk.lists.detail(file_id)
        if detail and detail.values["customer"] and detail.values["vin"]:
            return {code: str(detail.values[code]) for code in ("vin", "customer")}
    raise LookupError


def nothing_typed(session: Session) -> None:
    begin(session)


def suggestions(session: Session) -> None:
    page = begin(session)
    say(session, VIN)
    page.vehicle.inputs["make"].setFocus()
    say(session, "d")


def known_vin(session: Session) -> None:
    begin(session)
    say(session, first_file(session)["vin"])


def problems(session: Session) -> None:
    page = begin(session)
    say(session, "LSVNBO18")
    page.vehicle.inputs["registration_date"].setFocus()
    say(session, "2023-13-02")
    page.create_file()


def same_name(session: Session) -> NewFilePage:
    page = begin(session)
    say(session, VIN)
    for code, text in FILLED.items():
        page.vehicle.inputs[code].write(text)
    page.customer.name.setFocus()
    say(session, first_file(session)["customer"])
    press(session, Qt.Key.Key_Down)
    return page


def same_name_shown(session: Session) -> None:
    same_name(session)


def chosen_customer(session: Session) -> None:
    same_name(session)
    press(session, Qt.Key.Key_Return)


def typed_before(session: Session) -> None:
    """What a crash left behind is offered again."""
    desk = session.desk
    assert desk is not None
    draft = Draft({"vin": VIN, **FILLED})
    session.tasks.write(lambda: desk.drafts.keep(NAME, draft), lambda _none: None)
    settle(session)
    begin(session)


def _screens() -> tuple[Screen, ...]:
    reached: dict[str, Callable[[Session], None]] = {
        "new-file": nothing_typed,
        "new-file-suggestions": suggestions,
        "new-file-known": known_vin,
        "new-file-problems": problems,
        "new-file-same-name": same_name_shown,
        "new-file-chosen": chosen_customer,
        "new-file-typed-before": typed_before,
    }
    main = {"new-file-same-name"}
    usual = tuple(Screen(name, "full", reach, is_main=name in main) for name, reach in reached.items())
    return (*usual, Screen("new-file-small", "full", known_vin, SMALL))


SCREENS = _screens()
