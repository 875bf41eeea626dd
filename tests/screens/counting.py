"""Screens of counting along the cabinet: each verdict, ticks, what waits to be seen, closed, narrow."""

from __future__ import annotations

from PySide6.QtTest import QTest

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Fault
from dealerdesk.services.audits import AuditDraft, DiscrepancyFilter
from dealerdesk.ui.counting.page import CountingPage
from dealerdesk.ui.counting.scanning import Asked
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.scanner import scan
from tests.support.screens import SMALL, Screen
from tests.support.windows import settle

ELSEWHERE = "Z"
"""Where nothing belongs, in a house with one cabinet."""
RUNNING, CLOSED = 2, 1
"""The audits of a sample dealership: the one that is counted, and last year's."""


def desk_of(session: Session) -> Desk:
    assert isinstance(session.desk, Desk)
    return session.desk


def open_page(session: Session, audit: int = RUNNING, words: str = "") -> CountingPage:
    session.window.go(Place(PageName.COUNTING, item=audit, words=words))
    settle(session)
    page = session.window.current
    assert isinstance(page, CountingPage)
    page.take_focus()
    settle(session)
    return page


def left_of(session: Session, audit: int = RUNNING, number: int = 0) -> tuple[str, str]:
    """The number and the cabinet of a folder that nobody has found."""
    row = desk_of(session).findings.left(audit, start=number, count=1).rows[0]
    return row.file_no, row.cabinet


def counted(session: Session) -> None:
    file_no, cabinet = left_of(session)
    page = open_page(session)
    page.tiles.picked.emit(cabinet)
    page.tiles.choose(cabinet)
    scan(session, file_no)
    settle(session)


def differing(session: Session) -> None:
    counted(session)
    for keys in (" ", "5"):
        page = session.window.current
        assert isinstance(page, CountingPage)
        page.panel.table.setFocus()
        QTest.keyClicks(page.panel.table, keys)
    settle(session)


def card(session: Session) -> None:
    counted(session)
    page = session.window.current
    assert isinstance(page, CountingPage)
    panel = page.panel
    desk_of(session).counting.add_evidence(RUNNING, panel.file_no, note="A parking ticket lay in its place")
    panel.card.press(0)
    for _press in range(2):
        panel.card.press(1)
    QTest.keyClicks(panel.card.inputs[1], "WM 8833")
    settle(session)


def misplaced(session: Session) -> None:
    file_no, cabinet = left_of(session)
    page = open_page(session)
    other = next((each for each in page.tiles.cabinets if each not in {cabinet, ""}), ELSEWHERE)
    page.tiles.picked.emit(other)
    page.tiles.choose(other)
    scan(session, file_no)
    settle(session)


def unknown(session: Session) -> None:
    misplaced(session)
    scan(session, "DD:2019-0X77")
    settle(session)


def already(session: Session) -> None:
    counted(session)
    page = session.window.current
    assert isinstance(page, CountingPage)
    heard = page.verdict.heard
    assert heard is not None
    scan(session, heard.code)
    settle(session)


def listed(session: Session) -> None:
    page = open_page(session)
    rows = desk_of(session).findings.left(RUNNING, start=0, count=40).rows
    page.count_text("\n".join([*(row.file_no for row in rows), "nobody", "knows-this"]))
    settle(session)
    page.side.tabs.choose("found")
    settle(session)


def fresh(session: Session) -> None:
    opened = desk_of(session).audits.open_audit(AuditDraft("Annual audit 2027"))
    open_page(session, opened.audit)


def closed(session: Session) -> None:
    desk = desk_of(session)
    wanted = DiscrepancyFilter(frozenset({Fault.PAPER}))
    row = desk.findings.listed(CLOSED, wanted, 0, 1).rows[0]
    open_page(session, CLOSED, row.file_no or "")


def whole_audit(session: Session) -> None:
    open_page(session)


def beside(session: Session) -> None:
    misplaced(session)
    page = session.window.current
    assert isinstance(page, CountingPage)
    page.head.lists.click()


def not_saved(session: Session) -> None:
    counted(session)
    page = session.window.current
    assert isinstance(page, CountingPage)
    for number in range(3):
        page.not_written.add(Asked((left_of(session, number=number)[0],), RUNNING, "A", ""))


SCREENS = (
    Screen("counting", "full", whole_audit, is_main=True),
    Screen("counting-counted", "full", counted),
    Screen("counting-differs", "full", differing),
    Screen("counting-card", "full", card),
    Screen("counting-misplaced", "full", misplaced),
    Screen("counting-unknown", "full", unknown),
    Screen("counting-already", "full", already),
    Screen("counting-list", "full", listed),
    Screen("counting-fresh", "full", fresh),
    Screen("counting-closed", "full", closed),
    Screen("counting-not-saved", "full", not_saved),
    Screen("counting-small", "full", counted, size=SMALL),
    Screen("counting-small-waiting", "full", unknown, size=SMALL),
    Screen("counting-small-lists", "full", beside, size=SMALL),
)
