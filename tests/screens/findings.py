"""What an audit found: each view, nothing amiss, all explained, closed, and what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Explanation, Fault, Mark
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import AuditDraft, DiscrepancyFilter, DocumentMark, FolderTicks
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.findings.page import FindingsPage
from dealerdesk.ui.findings.views import View
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.scans import jpeg
from tests.support.screens import SMALL, Release, Screen, hold_up_reading
from tests.support.windows import settle, wait_until

RUNNING, CLOSED = 2, 1
"""The audits of a sample dealership: the one that is counted, and last year's."""
BECAUSE = Explanation("Lent out, and not noted", "Fetch it back", "周健", date(2026, 3, 26))


def desk_of(session: Session) -> Desk:
    assert isinstance(session.desk, Desk)
    return session.desk


def open_page(session: Session, words: str = "", audit: int = RUNNING) -> FindingsPage:
    session.window.go(Place(PageName.FINDINGS, item=audit, words=words))
    settle(session)
    page = session.window.current
    assert isinstance(page, FindingsPage)
    page.take_focus()
    return page


def choose(session: Session, page: FindingsPage, fault: Fault) -> None:
    """Choose the first discrepancy of a kind."""
    listing = page.lists[View.ALL]
    rows = range(listing.model.rowCount())
    listing.table.go_to(next(row for row in rows if listing.model.row_at(row).fault is fault))
    settle(session)


def everything(session: Session) -> None:
    page = open_page(session, "all")
    page.lists[View.ALL].narrow(frozenset(Fault) - {Fault.MISSING})
    page.lists[View.ALL].look()
    settle(session)
    choose(session, page, Fault.MISPLACED)


def one_kind(session: Session) -> None:
    page = open_page(session, Fault.CARD.value)
    page.lists[View.ALL].table.go_to(0)
    page.explaining.begin()
    settle(session)
    page.pane.form.write("cause", "登记时抄错一位")


def evidence(session: Session) -> None:
    open_page(session, Fault.UNKNOWN.value)


def photo(session: Session) -> None:
    desk = desk_of(session)
    row = desk.findings.left(RUNNING, count=1).rows[0]
    with TemporaryDirectory() as folder:
        picture = Path(folder) / "empty shelf.jpg"
        picture.write_bytes(jpeg(size=(640, 480)))
        desk.counting.add_evidence(
            RUNNING, row.file_no, note="The place on the shelf is empty", photo=picture
        )
    open_page(session, "left")


def suggested(session: Session) -> None:
    page = open_page(session, Fault.MISPLACED.value)
    page.explaining.begin()
    page.pane.form.suggestions["cause"].open()


def many_chosen(session: Session) -> None:
    page = open_page(session, "all")
    page.lists[View.ALL].table.selectAll()
    settle(session)


def left(session: Session) -> None:
    open_page(session, "left")


def recount(session: Session) -> None:
    open_page(session, "recount")


def meanwhile(session: Session) -> None:
    desk = desk_of(session)
    for row in desk.findings.left(RUNNING, count=3).rows:
        desk.files.edit(row.file_no, {"location": "C-1/12"})
    for row in desk.findings.left(RUNNING, start=5, count=2).rows:
        desk.files.archive(row.file_no)
    open_page(session, "meanwhile")


def beside(session: Session) -> None:
    open_page(session, "beside")


def worth(session: Session) -> None:
    desk = desk_of(session)
    rows = desk.findings.left(RUNNING, count=40).rows
    papers = [
        (row.file_no, paper) for row in rows for paper in desk.counting.folder(RUNNING, row.file_no).papers
    ]
    lacking = [(file_no, paper.type) for file_no, paper in papers if not paper.has_paper]
    for at, (file_no, kind) in enumerate(lacking[::3][:5]):
        mark = DocumentMark(kind, Mark.NOT_APPLICABLE if at == 2 else Mark.PRESENT, note="第一页缺角")
        desk.counting.tick(RUNNING, file_no, FolderTicks((mark,)), by="林梅")
    open_page(session, "worth")


def comparison(session: Session) -> None:
    open_page(session, "comparison")


def no_comparison(session: Session) -> None:
    open_page(session, "comparison", CLOSED)


def blocked(session: Session) -> None:
    open_page(session, "close")


def ready(session: Session) -> None:
    desk = desk_of(session)
    keys = [row.key for row in desk.findings.listed(RUNNING, DiscrepancyFilter(), 0, 5000).rows]
    desk.findings.explain_listed(RUNNING, keys, BECAUSE)
    page = open_page(session, "close")
    page.closing.signing.inputs["first"].write("林梅")
    page.closing.signing.inputs["second"].write("林梅")
    page.closing.signing.read()


def explained(session: Session) -> None:
    ready(session)
    open_page(session, "all")


def closed(session: Session) -> None:
    open_page(session, "close", CLOSED)


def closed_rows(session: Session) -> None:
    open_page(session, "all", CLOSED)


def nothing(session: Session) -> None:
    desk = desk_of(session)
    audit = desk.audits.open_audit(AuditDraft("Surprise audit", size=1, seed=1)).audit
    row = desk.findings.left(audit).rows[0]
    desk.counting.scan(audit, [row.file_no], at=row.location or "")
    open_page(session, "all", audit)


def nothing_fits(session: Session) -> None:
    page = open_page(session, "all")
    page.lists[View.ALL].bar.field.setText("ZZ 9999")


def unreadable(session: Session) -> None:
    page = open_page(session, "all")
    page.lists[View.ALL].show_failed(DealerDeskError(DISK_FULL, path="dealerdesk.db"))


def reading(session: Session) -> Release:
    release = hold_up_reading(session)
    session.window.go(Place(PageName.FINDINGS, item=RUNNING, words="all"))
    wait_until(lambda: isinstance(session.window.current, FindingsPage))
    return release


SCREENS = (
    Screen("findings", "full", everything, is_main=True),
    Screen("findings-one", "full", one_kind),
    Screen("findings-unknown", "full", evidence),
    Screen("findings-photo", "full", photo),
    Screen("findings-suggested", "full", suggested, tabs_round=False),
    Screen("findings-chosen", "full", many_chosen),
    Screen("findings-left", "full", left),
    Screen("findings-recount", "full", recount),
    Screen("findings-meanwhile", "full", meanwhile),
    Screen("findings-beside", "full", beside),
    Screen("findings-worth", "full", worth),
    Screen("findings-comparison", "full", comparison),
    Screen("findings-comparison-none", "full", no_comparison),
    Screen("findings-blocked", "full", blocked),
    Screen("findings-sign", "full", ready),
    Screen("findings-explained", "full", explained),
    Screen("findings-closed", "full", closed),
    Screen("findings-closed-rows", "full", closed_rows),
    Screen("findings-none", "full", nothing),
    Screen("findings-none-fit", "full", nothing_fits),
    Screen("findings-unreadable", "full", unreadable),
    Screen("findings-reading", "full", reading),
    Screen("findings-small", "full", everything, SMALL),
    Screen("findings-sign-small", "full", ready, SMALL),
    Screen("findings-worth-small", "full", worth, SMALL),
)
