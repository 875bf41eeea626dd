"""Screens of all audits, of opening one, and of what comes of count sheets and reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import VERDICT_LABELS, Explanation, Mark, Said, Scope, Verdict
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditDraft, DocumentMark, SheetRead, Verified
from dealerdesk.services.audits.sheet_words import SAID_LABELS
from dealerdesk.services.audits.sheets import (
    CODE_UNKNOWN,
    CONFLICT,
    FOUND_UNCLEAR,
    MISSING_UNKNOWN,
    Severity,
    SheetProblem,
)
from dealerdesk.services.audits.verifying import NO_REPORT, Doubt
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.storage.unit_of_work import Label
from dealerdesk.ui.audits.page import AuditsPage
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.new_audit.page import NewAuditPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Screen
from tests.support.windows import settle

BECAUSE = Explanation("Lent to the workshop", "Fetch it back", "Lin Mei", date(2026, 4, 1))
PAST = Label(Message("test.past", "put into the past by a picture"))
SHEET = Path("C:/Users/Lin Mei/Documents/Annual audit 2026 count sheet.xlsx")
REPORT = Path("C:/Users/Lin Mei/Documents/Annual audit 2025 report.pdf")


def desk_of(session: Session) -> Desk:
    assert isinstance(session.desk, Desk)
    return session.desk


def expected(desk: Desk, audit: int) -> list[tuple[str, str]]:
    """The files on the list, with where they belong."""
    rows = desk.findings.left_to_find(audit)
    return [(row.file_no, row.location or "") for row in rows]


def count(desk: Desk, audit: int, share: float, by: str) -> None:
    """Count the first part of the cabinet, with a few slips."""
    folders = expected(desk, audit)
    for file_no, place in folders[: int(len(folders) * share)]:
        desk.counting.scan(audit, [file_no], at=place, by=by)
    desk.counting.scan(audit, [folders[0][0]], at="Z-9", by=by)
    desk.counting.scan(audit, ["DD:2019-0X77"], at="A", by=by)
    for file_no, _ in folders[2:6]:
        desk.counting.mark(audit, file_no, DocumentMark(DocumentType.VEHICLE_INVOICE, paper=Mark.MISSING))


def a_closed_draw(desk: Desk) -> int:
    audit = desk.audits.open_audit(AuditDraft("Surprise audit, December", size=25, seed=4711)).audit
    count(desk, audit, 0.96, "Zhou Jian")
    for found in desk.findings.discrepancies(audit):
        desk.findings.explain(audit, found.code, BECAUSE)
    desk.audits.close(audit, ["Lin Mei", "Zhou Jian"])
    return audit


def a_running_one(desk: Desk, share: float = 0.6) -> int:
    people = {"A": "Lin Mei", "B": "Zhou Jian"}
    draft = AuditDraft("Annual audit 2026", where="make=大众", people=people)
    audit = desk.audits.open_audit(draft).audit
    count(desk, audit, share, "Lin Mei")
    return audit


def begin(session: Session, item: int | None = None) -> AuditsPage:
    session.window.go(Place(PageName.AUDITS, item=item))
    settle(session)
    page = session.window.page(PageName.AUDITS)
    assert isinstance(page, AuditsPage)
    page.take_focus()
    return page


def make_overdue(desk: Desk) -> None:
    """Fill a small cabinet of which nothing was closed for long."""
    for number in range(60):
        place = f"{'ABCD'[number // 20]}-{number % 4 + 1}/{number:02}"
        desk.files.create({"plate": f"沪A·{10000 + number}", "location": place, "make": "大众"})
    with desk.database.writing(PAST, author=desk.author) as work:
        work.connection.execute("UPDATE vehicle_file SET created_at = '2024-01-24 09:00:00'")


def empty(session: Session) -> None:
    begin(session)


def listed(session: Session) -> None:
    a_closed_draw(desk_of(session))
    begin(session, a_running_one(desk_of(session)))


def overdue(session: Session) -> None:
    make_overdue(desk_of(session))
    listed(session)


def draw(session: Session) -> None:
    audit = a_closed_draw(desk_of(session))
    a_running_one(desk_of(session))
    begin(session, audit)


def menu(session: Session) -> None:
    page = begin(session, a_running_one(desk_of(session)))
    page.actions_.offer_sheets()


def sheet(session: Session) -> None:
    page = begin(session, a_running_one(desk_of(session)))
    row = page._row()
    assert row is not None
    page.actions_.sheet_read.emit(row, SHEET, SheetRead(214, 3, 2, tuple(problems())))


def good_sheet(session: Session) -> None:
    page = begin(session, a_running_one(desk_of(session)))
    row = page._row()
    assert row is not None
    page.actions_.sheet_read.emit(row, SHEET, SheetRead(214, 0, 0, ()))


def problems() -> Iterator[SheetProblem]:
    said = {"by": "Zhou Jian", "said": SAID_LABELS[Said.MISSING]}
    said |= {"other": "Lin Mei", "other_said": SAID_LABELS[Said.FOUND]}
    yield SheetProblem(Severity.CONFLICT, 18, "2022-0093", DealerDeskError(CONFLICT, **said))
    yield SheetProblem(
        Severity.REFUSED, 21, "maybe", DealerDeskError(FOUND_UNCLEAR, value="maybe"), "Cabinet B"
    )
    yield SheetProblem(Severity.REFUSED, 44, "2019-0X77", DealerDeskError(MISSING_UNKNOWN, value="2019-0X77"))
    told = {"value": "2026-0188", "verdict": VERDICT_LABELS[Verdict.UNKNOWN]}
    yield SheetProblem(Severity.WARNING, 57, "2026-0188", DealerDeskError(CODE_UNKNOWN, **told))


def verified(session: Session) -> None:
    audit = a_closed_draw(desk_of(session))
    begin(session).actions_.checked.emit(REPORT, Verified(audit, ()))


def doubted(session: Session) -> None:
    audit = a_closed_draw(desk_of(session))
    doubts = (Doubt.SEAL, Doubt.ROWS, Doubt.CONTENT)
    begin(session).actions_.checked.emit(REPORT, Verified(audit, doubts))


def unread(session: Session) -> None:
    begin(session).actions_.checked.emit(REPORT, DealerDeskError(NO_REPORT, path=REPORT))


def opening(session: Session, scope: Scope = Scope.ALL) -> NewAuditPage:
    session.window.go(Place(PageName.NEW_AUDIT))
    settle(session)
    page = session.window.page(PageName.NEW_AUDIT)
    assert isinstance(page, NewAuditPage)
    page.form.scopes[scope].click()
    page.form.draw.seed_input.write("4711")
    settle(session)
    return page


def new_full(session: Session) -> None:
    page = opening(session)
    page.model.setData(page.model.index(0, 2), "Lin Mei")


def new_filter(session: Session) -> None:
    opening(session, Scope.FILTER).form.filter.field.setText("location~B-2 and make~大众|丰田")


def new_wrong(session: Session) -> None:
    page = opening(session, Scope.FILTER)
    page.form.filter.field.setText("colours=red")
    page.form.title.write(" ")
    page.form.as_of.write("soon")
    page.form.check()


def new_nothing(session: Session) -> None:
    opening(session, Scope.FILTER).form.filter.field.setText("location~nowhere")


def new_draw(session: Session) -> None:
    opening(session, Scope.SAMPLE)


def new_list(session: Session) -> None:
    files = session.window.current
    assert isinstance(files, FilesPage)
    files.narrowing.use(FilesFilter(parse_filter("make=大众", FILE_FIELDS), frozenset({Quick.DRAFT})))
    settle(session)
    files.audit_list()


SCREENS = (
    Screen("audits-empty", "empty", empty),
    Screen("audits", "full", listed, is_main=True),
    Screen("audits-small", "full", listed, SMALL),
    Screen("audits-overdue", "empty", overdue),
    Screen("audits-draw", "full", draw),
    Screen("audits-menu", "full", menu, tabs_round=False),
    Screen("audits-sheet", "full", sheet),
    Screen("audits-sheet-good", "full", good_sheet),
    Screen("audits-verified", "full", verified),
    Screen("audits-doubted", "full", doubted),
    Screen("audits-unread", "full", unread),
    Screen("audit-new", "full", new_full, is_main=True),
    Screen("audit-new-small", "full", new_draw, SMALL),
    Screen("audit-new-filter", "full", new_filter),
    Screen("audit-new-wrong", "full", new_wrong),
    Screen("audit-new-nothing", "full", new_nothing),
    Screen("audit-new-draw", "full", new_draw),
    Screen("audit-new-list", "full", new_list),
)
