"""Screens of the import page."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.progress import Progress
from dealerdesk.services.imports import Verdict
from dealerdesk.ui.imports.columns_model import ColumnPart
from dealerdesk.ui.imports.page import ImportPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.importing import TAIWAN, reading_here
from tests.support.registers import register_of
from tests.support.screens import SAMPLES, SMALL, Release, Screen
from tests.support.windows import PATIENCE_MS, settle, wait_until

MANY = 900


def begin(session: Session) -> ImportPage:
    session.window.go(Place(PageName.IMPORT))
    settle(session)
    page = session.window.page(PageName.IMPORT)
    assert isinstance(page, ImportPage)
    return page


def open_file(session: Session, path: Path) -> ImportPage:
    page = begin(session)
    with reading_here():
        page.open(path)
        settle(session)
    return page


def desk_of(session: Session) -> Desk:
    desk = session.desk
    assert isinstance(desk, Desk)
    return desk


def register(session: Session, known: int = 30) -> Path:
    desk = desk_of(session)
    return register_of(desk, desk.folder.root.parent, known)


def choose(session: Session) -> None:
    begin(session)


def match(session: Session) -> None:
    open_file(session, register(session))


def match_text(session: Session) -> None:
    open_file(session, SAMPLES / TAIWAN)


def match_twice(session: Session) -> None:
    page = open_file(session, register(session))
    page.matching.table.setCurrentIndex(page.matching.model.index(7, ColumnPart.FIELD))
    page.matching._asked_row = 7
    page.matching.popup.chosen.emit("plate")


def ask_field(session: Session) -> None:
    page = open_file(session, register(session))
    page.matching.table.field_asked.emit(3, "")


def check(session: Session) -> None:
    checked(session)


def checked(session: Session, known: int = 30) -> ImportPage:
    page = open_file(session, register(session, known))
    with reading_here():
        page.work.run_check()
        settle(session)
    return page


def check_decided(session: Session) -> None:
    page = checked(session)
    with reading_here():
        page.commands()[1].run()
        page.checking.table.go_to(0)
        settle(session)


def check_many(session: Session) -> None:
    page = checked(session, MANY)
    page.checking.tiles.tile(Verdict.UNCHANGED).click()


def check_nothing(session: Session) -> None:
    page = checked(session)
    for verdict in (Verdict.CONFLICT, Verdict.REFUSED, Verdict.WARNING, Verdict.CHANGED, Verdict.NEW):
        page.checking.tiles.tile(verdict).click()


def wait(session: Session) -> Release:
    page, gate = begin(session), Event()

    def held_up(_progress: Progress) -> None:
        gate.wait()

    session.long_work.run(held_up, lambda _none: None, lambda _error: None)
    page.open(SAMPLES / TAIWAN)
    wait_until(page.waiting.isVisible, PATIENCE_MS)
    return gate.set


def refuse(session: Session) -> None:
    open_file(session, SAMPLES / "insurance_policy-012899.pdf")


def finish(session: Session) -> ImportPage:
    page = checked(session)
    page.foot.back_up_first.setChecked(False)
    page.import_checked()
    settle(session)
    return page


def finished(session: Session) -> None:
    finish(session)


def take_back(session: Session) -> None:
    finish(session).work.take_back()


def choose_again(session: Session) -> None:
    page = finish(session)
    page.work.begin_anew()


SCREENS = (
    Screen("import", "full", choose),
    Screen("import-empty", "empty", choose),
    Screen("import-recent", "full", choose_again),
    Screen("import-matching", "full", match, is_main=True),
    Screen("import-matching-small", "full", match, SMALL),
    Screen("import-matching-text", "empty", match_text),
    Screen("import-matching-twice", "full", match_twice),
    Screen("import-matching-field", "full", ask_field, tabs_round=False),
    Screen("import-checked", "full", check, is_main=True),
    Screen("import-checked-small", "full", check, SMALL),
    Screen("import-checked-decided", "full", check_decided),
    Screen("import-checked-many", "full", check_many),
    Screen("import-checked-nothing", "full", check_nothing),
    Screen("import-waiting", "full", wait),
    Screen("import-refused", "full", refuse),
    Screen("import-done", "full", finished),
    Screen("import-taken-back", "full", take_back),
)
