"""Before there is an open data folder: what is asked before a dealership is made, and what went wrong."""

from __future__ import annotations

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DATABASE_READ_ONLY
from dealerdesk.ui.session import Session
from dealerdesk.ui.welcome.start_page import RESTORING, Doing
from tests.support.screens import SMALL, Screen, stay
from tests.support.windows import wait_until


def ask_for_name(session: Session) -> None:
    assert session.window.start.welcome is not None
    session.window.start.welcome.empty_card.click()


def miss_the_name(session: Session) -> None:
    ask_for_name(session)
    assert session.window.start.welcome is not None
    session.window.start.welcome.form.make_button.click()


def ask_before_the_import(session: Session) -> None:
    assert session.window.start.welcome is not None
    session.window.start.welcome.import_card.click()


def refuse_permission(session: Session) -> None:
    session.window.start.show_error(DealerDeskError(DATABASE_READ_ONLY, path=session.window.folder))


def restore(session: Session) -> None:
    start = session.window.start
    start.wait(Doing.RESTORING)
    wait_until(lambda: RESTORING.said() in start.text)


SCREENS = (
    Screen("welcome-small", "none", stay, SMALL),
    Screen("begin-empty", "none", ask_for_name),
    Screen("begin-empty-problem", "none", miss_the_name),
    Screen("begin-import", "none", ask_before_the_import, SMALL),
    Screen("restoring", "none", restore),
    Screen("no-permission", "broken", refuse_permission),
)
