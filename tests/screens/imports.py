"""Screens of the import page."""

from __future__ import annotations

from dealerdesk.ui.imports.page import ImportPage
from dealerdesk.ui.imports.steps import Step
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.importing import REGISTER, TAIWAN, reading_here
from tests.support.screens import SAMPLES, SMALL, Screen
from tests.support.windows import settle


def begin(session: Session) -> ImportPage:
    session.window.go(Place(PageName.IMPORT))
    settle(session)
    page = session.window.page(PageName.IMPORT)
    assert isinstance(page, ImportPage)
    return page


def open_sample(session: Session, name: str) -> ImportPage:
    page = begin(session)
    with reading_here():
        page.open(SAMPLES / name)
        settle(session)
    return page


def choose(session: Session) -> None:
    begin(session)


def check(session: Session) -> None:
    open_sample(session, REGISTER)


def check_text(session: Session) -> None:
    open_sample(session, TAIWAN)


def wait(session: Session) -> None:
    page = begin(session)
    page._path = SAMPLES / REGISTER
    page._wait(Step.CHECK)


def refuse(session: Session) -> None:
    open_sample(session, "insurance_policy-012899.pdf")


def finish(session: Session) -> ImportPage:
    page = open_sample(session, REGISTER)
    page.back_up_first.setChecked(False)
    with reading_here():
        page.import_checked()
        settle(session)
    return page


def finished(session: Session) -> None:
    finish(session)


def take_back(session: Session) -> None:
    finish(session).take_back()


SCREENS = (
    Screen("import", "full", choose),
    Screen("import-empty", "empty", choose),
    Screen("import-checked", "full", check, is_main=True),
    Screen("import-checked-small", "full", check, SMALL),
    Screen("import-checked-text", "full", check_text),
    Screen("import-waiting", "full", wait),
    Screen("import-refused", "full", refuse),
    Screen("import-done", "empty", finished),
    Screen("import-taken-back", "empty", take_back),
)
