"""The documents tab: slots, viewer, scans held over a slot, the scan inbox, waivers, narrow windows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.documents.incoming import Incoming
from dealerdesk.ui.documents.slot import SlotCard
from dealerdesk.ui.documents.slot_parts import Ask
from dealerdesk.ui.documents.tab import DocumentsTab
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.session import Session
from tests.support.dragging import Drag, mime_of
from tests.support.screens import SAMPLES, SMALL, Screen
from tests.support.windows import NOW, settle, wait_until

CONTRACT = SAMPLES / "sales_contract-636944.pdf"
SCANS = (CONTRACT, SAMPLES / "vehicle_invoice-835817.jpg", SAMPLES / "insurance_policy-012899.pdf")
Wanted = Callable[[FileDetail], object]


def has_visits(detail: FileDetail) -> bool:
    return len(detail.orders) > 1 and bool(detail.completeness.missing)


def is_new(detail: FileDetail) -> bool:
    return not detail.orders and len(detail.completeness.missing) > 1


def open_tab(session: Session, wanted: Wanted = has_visits) -> DocumentsTab:
    """The documents of the first file that is as `wanted`, else of the first."""
    desk = session.desk
    assert isinstance(desk, Desk)
    details = [desk.files.show(row.file_no) for row in desk.lists.rows(list(range(1, 41))).values()]
    detail = next((each for each in details if wanted(each)), details[0])
    session.window.go(Place(PageName.FILE, detail.id, FileTab.DOCUMENTS))
    settle(session)
    page = session.window.page(PageName.FILE)
    assert isinstance(page, FilePage)
    assert isinstance(page.tab, DocumentsTab)
    return page.tab


def card_of(tab: DocumentsTab, kind: DocumentType) -> SlotCard:
    return next(card for card in tab.board.cards if card.slot.type is kind)


def see_page(session: Session, tab: DocumentsTab) -> None:
    settle(session)
    wait_until(lambda: bool(tab.viewer.sentence) or tab.viewer.canvas.sheet.picture is not None)


def slots(session: Session) -> None:
    open_tab(session)


def attached(session: Session) -> None:
    """A contract of several pages, seen on its second."""
    tab = open_tab(session, is_new)
    _attach(session, tab)
    tab.viewer.step(1)
    see_page(session, tab)


def _attach(session: Session, tab: DocumentsTab) -> None:
    desk = session.desk
    assert isinstance(desk, Desk)
    assert tab.shown is not None
    desk.documents.attach(str(tab.shown.values["file_no"]), DocumentType.SALES_CONTRACT, [CONTRACT])
    settle(session)
    tab.board.choose(card_of(tab, DocumentType.SALES_CONTRACT).slot.key, focus=True)
    see_page(session, tab)


def held_over(session: Session) -> None:
    tab = open_tab(session)
    Drag(card_of(tab, DocumentType.INSPECTION_RESULT), mime_of([CONTRACT])).enter()


def waiving(session: Session) -> None:
    tab = open_tab(session, is_new)
    missing = next(card for card in tab.board.cards if card.slot.state.value == "missing")
    tab.board.choose(missing.slot.key)
    missing.ask_reason()


def waived(session: Session) -> None:
    tab = open_tab(session, is_new)
    missing = next(card for card in tab.board.cards if card.slot.state.value == "missing")
    tab.do.waive(missing.slot, "法院拍卖")


def arrived(session: Session) -> None:
    """Three scans wait in the folder that the scanner fills."""
    tab = open_tab(session)
    desk = session.desk
    assert isinstance(desk, Desk)
    folder = desk.folder.inbox
    folder.mkdir(exist_ok=True)
    for number, scan in enumerate(SCANS):
        path = Path(shutil.copy(scan, folder))
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    tab.inbox.use(folder)
    wait_until(lambda: len(tab.strip.buttons) == len(SCANS))


def refused(session: Session) -> None:
    tab = open_tab(session)
    desk = session.desk
    assert isinstance(desk, Desk)
    text = desk.folder.root / "notes.docx"
    text.write_text("no scan")
    empty = desk.folder.root / "scan 0007.pdf"
    empty.touch()
    tab.do.attach(DocumentType.SALES_CONTRACT, Incoming((text, empty)))


def fields_wrong(session: Session) -> None:
    tab = open_tab(session)
    tab.fields.inputs["dated"].write("31.2.2026")
    tab.save()


def is_ending(detail: FileDetail) -> bool:
    ends = detail.values["insurance_ends"]
    policies = [each for each in detail.documents if each.type == DocumentType.INSURANCE_POLICY]
    return bool(policies) and isinstance(ends, date) and NOW.date() <= ends <= detail.insurance_warned_from


def ending(session: Session) -> None:
    """A policy that ends soon; the fields below its page say so, too."""
    tab = open_tab(session, is_ending)
    tab.board.choose(card_of(tab, DocumentType.INSURANCE_POLICY).slot.key, focus=True)


def folded(session: Session) -> None:
    """The page has the fields' room."""
    attached(session)
    page = session.window.page(PageName.FILE)
    assert isinstance(page, FilePage)
    assert isinstance(page.tab, DocumentsTab)
    page.tab.fields.fold(folded=True)
    see_page(session, page.tab)


def small_viewer(session: Session) -> None:
    tab = open_tab(session, is_new)
    _attach(session, tab)
    tab.ask(Ask.OPEN)
    see_page(session, tab)


SCREENS = (
    Screen("documents", "full", slots, is_main=True),
    Screen("documents-viewer", "full", attached, is_main=True),
    Screen("documents-folded", "full", folded),
    Screen("documents-ending", "full", ending),
    Screen("documents-ending-small", "full", ending, SMALL),
    Screen("documents-held-over", "full", held_over),
    Screen("documents-waiving", "full", waiving),
    Screen("documents-waived", "full", waived),
    Screen("documents-inbox", "full", arrived),
    Screen("documents-refused", "full", refused),
    Screen("documents-field-problem", "full", fields_wrong),
    Screen("documents-small", "full", slots, SMALL),
    Screen("documents-small-viewer", "full", small_viewer, SMALL),
)
