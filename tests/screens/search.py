"""The search: results of every group, one group, what was opened last, nothing, waiting, and a refusal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.search.popup import SearchPopup
from dealerdesk.ui.search.results import Group
from dealerdesk.ui.search.searching import Searching
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Release, Screen, hold_up_reading
from tests.support.windows import settle, wait_until


def popup_of(session: Session) -> SearchPopup:
    popup = session.window.findChild(SearchPopup)
    assert isinstance(popup, SearchPopup)
    return popup


def searching_of(session: Session) -> Searching:
    searching = session.findChild(Searching)
    assert isinstance(searching, Searching)
    return searching


def go_to_box(session: Session) -> None:
    session.window.activateWindow()
    wait_until(session.window.isActiveWindow)
    session.window.top.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    settle(session)


def search_for(words: str) -> Callable[[Session], None]:
    def reach(session: Session) -> None:
        go_to_box(session)
        session.window.top.search.field.insert(words)
        settle(session)
        assert popup_of(session).isVisible()

    return reach


def one_group(session: Session) -> None:
    search_for("王")(session)
    popup_of(session).chips.buttons[Group.CUSTOMERS].click()
    settle(session)


def opened_last(session: Session) -> None:
    for file_id in (31, 20, 9, 3):
        searching_of(session).recent.note(file_id)
    go_to_box(session)


def wait_long(session: Session) -> Release:
    go_to_box(session)
    release = hold_up_reading(session)
    session.window.top.search.field.insert("88")
    popup = popup_of(session)
    wait_until(lambda: popup.isVisible() and "88" in popup.note.text())
    return release


def fail(session: Session) -> None:
    go_to_box(session)
    assert session.desk is not None

    def refuse(*_: object) -> None:
        raise DealerDeskError(DISK_FULL, path="dealerdesk.db")

    session.desk.search.look_up = refuse  # type: ignore[method-assign,assignment]  # what a full disk does
    session.window.top.search.field.insert("88")
    settle(session)


# While several groups are shown, Tab walks through them and Esc gives it back.
SCREENS = (
    Screen("search", "full", search_for("88"), is_main=True, tabs_round=False),
    Screen("search-by-name", "full", search_for("王"), tabs_round=False),
    Screen("search-two-words", "full", search_for("w 20"), tabs_round=False),
    Screen("search-one-group", "full", one_group, tabs_round=False),
    Screen("search-opened-last", "full", opened_last),
    Screen("search-commands", "full", search_for("theme")),
    Screen("search-new-vin", "full", search_for("LFVPG8B14MD636944")),
    Screen("search-nothing", "full", search_for("zzzz 9999")),
    Screen("search-slip", "full", search_for("toyoat")),
    Screen("search-waiting", "full", wait_long),
    Screen("search-refused", "full", fail),
    Screen("search-small", "full", search_for("li"), SMALL, tabs_round=False),
)
