"""The page of one vehicle file: its head, the overview while it is edited, the history, the archive."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileState
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.file.waiting import LOADING
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Release, Screen, hold_up_reading
from tests.support.windows import settle, wait_until

FILE = 3
GONE = 999_999
Reach = Callable[[Session], Release | None]


def open_file(session: Session, tab: FileTab = FileTab.OVERVIEW) -> FilePage:
    """The page of the file, with everything fetched."""
    session.window.go(Place(PageName.FILE, FILE, tab))
    settle(session)
    page = session.window.current
    assert isinstance(page, FilePage)
    return page


def write(page: FilePage, code: str, words: str) -> None:
    """Type over what stands in a field; other writing is put there as an input method does."""
    editor = page.overview.fields.inputs[code].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    if words.isascii():
        QTest.keyClicks(editor, words)
    else:
        editor.insert(words)
        editor.textEdited.emit(words)


def desk_of(session: Session) -> Desk:
    assert isinstance(session.desk, Desk)
    return session.desk


def number_of(session: Session) -> str:
    detail = desk_of(session).lists.detail(FILE)
    assert detail is not None
    return str(detail.values["file_no"])


def at(tab: FileTab) -> Reach:
    def reach(session: Session) -> None:
        change_a_few_times(session)
        open_file(session, tab)

    return reach


def change_a_few_times(session: Session) -> None:
    """Give the file a history: an old plate, an old owner, a step that was taken back."""
    desk, file_no = desk_of(session), number_of(session)
    desk.files.edit(file_no, {"plate": "粤B88888", "odometer": "52340", "location": "B-2/17"})
    verified = desk.files.set_state(file_no, FileState.VERIFIED).change
    desk.files.edit(file_no, {"customer": "陈嘉怡", "phone": "13907554821", "contact_person": "李娜"})
    if verified is not None:
        desk.history.undo(verified)
        desk.files.set_state(file_no, FileState.VERIFIED)


def edit(session: Session) -> None:
    """Leave three changes unsaved: a new owner, a VIN that cannot be one, a phone."""
    page = open_file(session)
    write(page, "phone", "139 0755 4821")
    write(page, "vin", "LGXCE6CB2PO41726")
    write(page, "customer", "陈嘉怡")
    page.overview.fields.inputs["make"].editor.setFocus()


def disagree(session: Session) -> None:
    """Two people change the same field."""
    page = open_file(session)
    write(page, "colour", "red")
    desk_of(session).files.edit(number_of(session), {"colour": "blue"})


def open_calendar(session: Session) -> None:
    page = open_file(session)
    each = page.overview.fields.inputs["next_service"]
    each.show_text("2026-09-01")
    each.editor.setFocus()
    each.open_calendar()


def show_archived(session: Session) -> None:
    desk_of(session).files.archive(number_of(session), "sold abroad")
    open_file(session)


def ask_why(session: Session) -> None:
    open_file(session).archiving.ask()


def open_menu(session: Session) -> None:
    open_file(session).header.open_menu()


def open_gone(session: Session) -> None:
    session.window.go(Place(PageName.FILE, GONE))


def fail(session: Session) -> None:
    page = open_file(session)
    page.waiting.show_error(DealerDeskError(DISK_FULL, path="dealerdesk.db"))
    page.show_waiting()


def open_slowly(session: Session) -> Release:
    release = hold_up_reading(session)
    session.window.go(Place(PageName.FILE, FILE))
    page = session.window.current
    assert isinstance(page, FilePage)
    wait_until(lambda: LOADING.said() in page.waiting.text)
    return release


SCREENS = (
    Screen("file-overview", "full", at(FileTab.OVERVIEW), is_main=True),
    Screen("file-overview-edited", "full", edit),
    Screen("file-overview-conflict", "full", disagree),
    Screen("file-overview-small", "full", at(FileTab.OVERVIEW), SMALL),
    Screen("file-overview-edited-small", "full", edit, SMALL),
    Screen("file-calendar", "full", open_calendar),
    Screen("file-history", "full", at(FileTab.HISTORY), is_main=True),
    Screen("file-history-small", "full", at(FileTab.HISTORY), SMALL),
    Screen("file-archived", "full", show_archived),
    Screen("file-archiving", "full", ask_why),
    Screen("file-archiving-small", "full", ask_why, SMALL),
    Screen("file-menu", "full", open_menu),
    Screen("file-gone", "full", open_gone),
    Screen("file-error", "full", fail),
    Screen("file-loading", "full", open_slowly),
)
