"""Possible duplicates: customers and vehicle files beside each other, or that there are none."""

from __future__ import annotations

from threading import Event

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.duplicates.page import LOADING, DuplicatesPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.factories import (
    MADE_BY_A_TEST,
    a_customer,
    a_document,
    a_policy,
    a_repair_order,
    a_vehicle_file,
)
from tests.support.screens import SMALL, Release, Screen
from tests.support.windows import settle, wait_until


def add_lookalikes(desk: Desk) -> None:
    """Customers and files that are there twice, as registers of several hands bring them."""
    with desk.database.writing(MADE_BY_A_TEST, author=desk.author) as work:
        kept = a_customer(
            work,
            name="陈嘉怡",
            phone="13907554821",
            id_number="11010519491231002X",
            mailing_address="深圳市南山区科技园南路 18 号",
            occupation="教师",
            notes="Calls in the morning",
        )
        other = a_customer(
            work,
            name="陳嘉怡",
            phone="139 0755 4821",
            id_number="110105194912310011",
            contact_person="王强",
            consent_to_call=True,
            notes="Wants the blue one",
        )
        for name in ("王小明", "刘洋", "Anna Schmidt"):
            a_customer(work, name=name, phone="13800138000")
            a_customer(work, name=name, phone="138-0013-8000", occupation="driver")
        sale = a_vehicle_file(
            work, vin=None, plate="粤B·8D2K5", engine_no="EA2110042", customer_id=kept.id, model="朗逸"
        )
        shop = a_vehicle_file(
            work,
            plate="粤B·7C1J4",
            engine_no="EA211-0042",
            customer_id=other.id,
            model="朗逸",
            kind="service_only",
            odometer=48_200,
        )
        a_document(work, sale, number="HT-2024-118")
        a_repair_order(work, shop)
        a_policy(work, shop)
        a_vehicle_file(work, vin="LSVAA49J1320473O1", customer_id=kept.id, engine_no=None)
        a_vehicle_file(work, vin="LSVAA49J132047301", customer_id=other.id, engine_no=None)


def open_page(session: Session, kind: PairKind = PairKind.CUSTOMERS) -> DuplicatesPage:
    assert isinstance(session.desk, Desk)
    with session.desk.database.asking() as connection:
        is_there = connection.execute("SELECT 1 FROM customer WHERE name = '陳嘉怡'").fetchone()
    if not is_there:
        add_lookalikes(session.desk)
    session.window.go(Place(PageName.DUPLICATES, words=kind))
    settle(session)
    page = session.window.current
    assert isinstance(page, DuplicatesPage)
    return page


def customers(session: Session) -> None:
    page = open_page(session)
    page.list.choose(next(row for row, pair in enumerate(page.model.pairs) if _contradicts(page, row)))
    settle(session)
    page.pane.table.setFocus()


def _contradicts(page: DuplicatesPage, row: int) -> bool:
    names = page.model.names_of(page.model.pairs[row])
    return names is not None and names[0].name == "陈嘉怡"


def files(session: Session) -> None:
    page = open_page(session, PairKind.FILES)
    page.list.choose(len(page.model.pairs) - 1)


def beside(session: Session) -> None:
    page = open_page(session, PairKind.FILES)
    file_id = page.model.pairs[-1].first
    session.window.go(Place(PageName.DUPLICATES, file_id, words=PairKind.FILES))
    settle(session)
    page.head.field.setText("T-")
    page.head.field.textEdited.emit("T-")


def merged(session: Session) -> None:
    page = open_page(session)
    page.list.choose(len(page.model.pairs) - 1)
    settle(session)
    page.merge()


def nothing(session: Session) -> None:
    session.window.go(Place(PageName.DUPLICATES))


def failed(session: Session) -> None:
    open_page(session).show_failed(DealerDeskError(DISK_FULL, path="dealerdesk.db"))


def looking(session: Session) -> Release:
    gate = Event()
    session.tasks.run_long(lambda _progress: gate.wait(), lambda _none: None, lambda *_where: None)
    session.window.go(Place(PageName.DUPLICATES))
    page = session.window.current
    assert isinstance(page, DuplicatesPage)
    wait_until(lambda: LOADING.said() in page.said_instead)
    return gate.set


SCREENS = (
    Screen("duplicates", "full", customers, is_main=True),
    Screen("duplicates-files", "full", files),
    Screen("duplicates-merged", "full", merged),
    Screen("duplicates-small", "full", customers, SMALL),
    Screen("duplicates-none", "empty", nothing),
    Screen("duplicates-unreadable", "full", failed),
    Screen("duplicates-beside", "full", beside),
    Screen("duplicates-looking", "full", looking),
)
