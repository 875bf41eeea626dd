"""The files page: lists, what narrows them, the preview, and what stands there when there is no list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.services.bulk_edits import BulkResult
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.files.bulk_edit import BulkEditDialog
from dealerdesk.ui.files.instead import LOADING
from dealerdesk.ui.files.layout import ColumnLayout
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Release, Screen, hold_up_reading, stay
from tests.support.windows import settle, wait_until

OTHER_COLUMNS = (
    Column.FILE_NO,
    Column.PLATE,
    Column.VEHICLE,
    Column.KIND,
    Column.LOCATION,
    Column.ODOMETER,
    Column.INSURANCE_ENDS,
    Column.PHONE,
    Column.NEXT_SERVICE,
)


def page_of(session: Session) -> FilesPage:
    page = session.window.current
    assert isinstance(page, FilesPage)
    return page


def found(words: str) -> Callable[[Session], None]:
    def reach(session: Session) -> None:
        session.window.go(Place(PageName.FILES, words=words))

    return reach


def narrowed(where: str, *quick: Quick) -> Callable[[Session], None]:
    def reach(session: Session) -> None:
        wanted = FilesFilter(parse_filter(where, FILE_FIELDS), frozenset(quick))
        page_of(session).narrowing.use(wanted)

    return reach


def choose_incomplete(session: Session) -> None:
    """Choose the first file in sight that misses something."""
    page = page_of(session)
    for row in range(12):
        listed = page.model.index(row, 0).data(FilesModel.ROW_ROLE)
        if listed.completeness.missing:
            page.table.choose(row)
            return


def focus_preview(session: Session) -> None:
    page_of(session).preview.setFocus()


def open_panel(session: Session) -> None:
    narrowed("kind=used_sale and last_visit>=2026-01-01", Quick.INCOMPLETE)(session)
    settle(session)
    page_of(session).narrowing.open_panel()


def open_columns(session: Session) -> None:
    page_of(session).narrowing.open_columns()


def show_other_columns(session: Session) -> None:
    page_of(session).table.choose_columns(ColumnLayout(OTHER_COLUMNS))


def save_filters(session: Session) -> None:
    desk = session.desk
    assert desk is not None
    desk.saved_filters.save("Used cars", FilesFilter(parse_filter("kind=used_sale", FILE_FIELDS)))
    desk.saved_filters.save("Papers to chase", FilesFilter(quick=frozenset({Quick.INCOMPLETE, Quick.DRAFT})))
    settle(session)


def open_saved(session: Session) -> None:
    save_filters(session)
    narrowed("", Quick.INCOMPLETE, Quick.DRAFT)(session)
    settle(session)
    page_of(session).narrowing.open_saved()


def name_filter(session: Session) -> None:
    save_filters(session)
    narrowed("", Quick.INCOMPLETE)(session)
    settle(session)
    saved = page_of(session).narrowing.saved
    saved.ask_name()
    saved.naming.field.setText("Used cars")


def choose_several(session: Session, rows: Sequence[int] = (0, 1, 2, 5, 6, 9)) -> None:
    page_of(session).table.select_rows(rows)


def edit_several(session: Session) -> None:
    choose_several(session)
    page = page_of(session)
    page.actions_.edit()
    dialog = page.findChild(BulkEditDialog)
    assert dialog is not None
    for code, how, text in (("responsible", "set", "A. Patel"), ("notes", "add", "Ask for the spare key")):
        dialog.hows[code].setCurrentIndex(dialog.hows[code].findData(how))
        dialog.texts[code].setText(text)
        dialog._on_how_chosen(code)


def open_menu(session: Session) -> None:
    choose_several(session)
    page_of(session)._on_more_asked()


def say_what_was_kept(session: Session) -> None:
    page_of(session).actions_._on_done(BulkResult(4, ("2019-00017", "2021-00204")))


def fail_to_read(session: Session) -> None:
    page_of(session).model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))


def open_slowly(session: Session) -> Release:
    """Show the page as it is while nobody can read."""
    release = hold_up_reading(session)
    page = FilesPage(page_of(session).workplace)
    session.window.pages.addWidget(page)
    session.window.pages.setCurrentWidget(page)
    session.window.status.show_counts("", "")
    page.arrive(Place(PageName.FILES))
    wait_until(lambda: LOADING.said() in page.list.said)
    return release


def scroll_far(session: Session) -> Release:
    """Scroll to rows that are still on their way."""
    page = page_of(session)
    release = hold_up_reading(session)
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum() // 2)
    wait_until(page.table.viewport().updatesEnabled)  # the old picture stays for a frame
    return release


def screen(name: str, reach: Callable[[Session], Release | None], desk: str = "full") -> Screen:
    return Screen(name, desk, reach)


small = partial(replace, size=SMALL)

SCREENS = (
    screen("files", stay),
    replace(screen("files-incomplete", choose_incomplete), is_main=True),
    screen("files-preview-focused", focus_preview),
    replace(screen("files-imported", stay, "imported"), is_main=True),
    small(screen("files-small", stay)),
    screen("files-narrowed", narrowed("kind=used_sale and location~B", Quick.INCOMPLETE)),
    small(screen("files-small-narrowed", narrowed("kind=used_sale and location~B", Quick.INCOMPLETE))),
    screen("files-found", found("li")),
    screen("files-found-by-name", found("王")),
    screen("files-no-hits", found("zzzz 9999")),
    screen("files-slip", found("toyoat")),
    screen("files-none-fits", narrowed("make=Ferrari")),
    screen("files-panel", open_panel),
    small(screen("files-small-panel", open_panel)),
    screen("files-columns", open_columns),
    screen("files-other-columns", show_other_columns),
    small(screen("files-small-other-columns", show_other_columns)),
    screen("files-saved", open_saved),
    screen("files-name-filter", name_filter),
    screen("files-several", choose_several),
    screen("files-bulk-edit", edit_several),
    screen("files-menu", open_menu),
    screen("files-kept-archived", say_what_was_kept),
    screen("files-loading", open_slowly),
    screen("files-scrolling", scroll_far),
    screen("files-empty", stay, "empty"),
    screen("files-unreadable", fail_to_read),
)
