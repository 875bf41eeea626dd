"""Repair orders: the service history of a file, the editor of an order, and the Service page."""

from __future__ import annotations

from collections import Counter

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.orders import OrdersQuick
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.service.page import LOADING, ServicePage
from dealerdesk.ui.service.tab import ServiceTab
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Release, Screen, hold_up_reading
from tests.support.windows import settle, wait_until

LINES = (
    ("labour", "GF-0322", "Brake fluid change", "0.6", "163.33"),
    ("part", "BYD-14852", "Brake fluid DOT 4, 1 L", "1", "142"),
    ("part", "BYD-10338", "Cabin filter PM2.5", "two", "196"),
    ("part", "BYD-11007", "Wiper blade set", "1", "284", "280"),
)


def busiest_file(session: Session) -> int:
    """The file with the most visits."""
    assert session.desk is not None
    orders = session.desk.orders
    rows = orders.rows(list(orders.listing().ids))
    return Counter(row.file_id for row in sorted(rows.values(), key=lambda row: row.id)).most_common(1)[0][0]


def open_tab(session: Session) -> ServiceTab:
    """The service history of the file with the most visits."""
    session.window.go(Place(PageName.FILE, busiest_file(session), FileTab.SERVICE))
    settle(session)
    page = session.window.current
    assert page is not None
    return next(tab for tab in page.findChildren(ServiceTab) if tab.isVisible())


def history(session: Session) -> None:
    open_tab(session)


def settling(session: Session) -> None:
    tab = open_tab(session)
    assert session.desk is not None
    file_id = busiest_file(session)
    made = session.desk.orders.create(file_id, {"date_in": "2026-03-12T08:00", "odometer_in": "500"})
    tab.choose(made.order_id)
    settle(session)
    tab.list.choose(made.order_id)
    tab.begin_settling()


def new_order(session: Session) -> None:
    tab = open_tab(session)
    tab.begin_new()
    settle(session)
    editor = tab.editor
    editor.form.inputs["odometer_in"].write("120")
    editor.form.inputs["reported_fault"].write("Brake pedal feels soft")
    editor.lines.write_block(0, 0, LINES)
    editor.table.go_to(2, 3)
    editor.table.setFocus()
    editor.save()


def edited_order(session: Session) -> None:
    tab = open_tab(session)
    tab.begin_edit()
    settle(session)


def kept_draft(session: Session) -> None:
    new_order(session)
    page = session.window.current
    assert page is not None
    tab = next(tab for tab in page.findChildren(ServiceTab) if tab.isVisible())
    tab.go_back()
    settle(session)


def no_orders(session: Session) -> None:
    assert session.desk is not None
    made = session.desk.files.create({"plate": "京A88888", "make": "BYD", "model": "Han EV"})
    file_id = session.desk.files.show(made.file_no).id
    session.window.go(Place(PageName.FILE, file_id, FileTab.SERVICE))


def open_page(session: Session) -> ServicePage:
    session.window.go(Place(PageName.SERVICE))
    settle(session)
    page = session.window.current
    assert isinstance(page, ServicePage)
    return page


def page_of_all(session: Session) -> None:
    open_page(session)


def page_narrowed(session: Session) -> None:
    page = open_page(session)
    page.narrowing.quick[OrdersQuick.SETTLED].click()
    panel = page.narrowing.panel
    total = next(each for (code, _), each in panel.inputs.items() if code == "total")
    total.write("1000")
    total.edited.emit()
    settle(session)


def page_panel(session: Session) -> None:
    open_page(session).narrowing.open_panel()


def page_advisors(session: Session) -> None:
    open_page(session).narrowing.advisor.click()


def page_nothing_fits(session: Session) -> None:
    session.window.go(Place(PageName.SERVICE, words="zzzz 9999"))


def page_failed(session: Session) -> None:
    open_page(session).model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))


def page_loading(session: Session) -> Release:
    release = hold_up_reading(session)
    session.window.go(Place(PageName.SERVICE))
    page = session.window.current
    assert isinstance(page, ServicePage)
    wait_until(lambda: LOADING.said() in page.said_instead)
    return release


SCREENS = (
    Screen("service", "full", page_of_all, is_main=True),
    Screen("service-narrowed", "full", page_narrowed),
    Screen("service-conditions", "full", page_panel),
    Screen("service-advisors", "full", page_advisors),
    Screen("service-nothing-fits", "full", page_nothing_fits),
    Screen("service-empty", "empty", page_of_all),
    Screen("service-unreadable", "full", page_failed),
    Screen("service-loading", "full", page_loading),
    Screen("service-small", "full", page_of_all, SMALL),
    Screen("file-service", "full", history, is_main=True),
    Screen("file-service-small", "full", history, SMALL),
    Screen("file-service-none", "full", no_orders),
    Screen("file-service-settling", "full", settling),
    Screen("file-service-draft", "full", kept_draft),
    Screen("order-new", "full", new_order, is_main=True),
    Screen("order-edited", "full", edited_order),
    Screen("order-small", "full", edited_order, SMALL),
)
