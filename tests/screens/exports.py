"""Screens of the export page."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.domain.fields import FILE_FIELDS, RecordKind
from dealerdesk.domain.filters import parse_filter
from dealerdesk.services.exports import ExportResult
from dealerdesk.services.file_filters import FilesFilter, Quick
from dealerdesk.services.saved_exports import ExportChoice
from dealerdesk.ui.exports.page import WRITTEN, ExportPage
from dealerdesk.ui.exports.what import What, Whole
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Screen
from tests.support.windows import settle


def begin(session: Session, what: What = RecordKind.FILES) -> ExportPage:
    session.window.go(Place(PageName.EXPORT))
    settle(session)
    page = session.window.page(PageName.EXPORT)
    assert isinstance(page, ExportPage)
    page.what.chip(what).click()
    settle(session)
    return page


def a_kind(session: Session) -> None:
    begin(session).form.filter.setText("state=draft and insurance_ends<=2026-12-31 and make~大众")


def orders(session: Session) -> None:
    begin(session, RecordKind.REPAIR_ORDERS)


def a_list(session: Session) -> None:
    files = session.window.current
    assert isinstance(files, FilesPage)
    wanted = FilesFilter(parse_filter("make=大众", FILE_FIELDS), frozenset({Quick.DRAFT}))
    files.narrowing.use(wanted)
    settle(session)
    files.export_list()


def register(session: Session) -> None:
    begin(session, Whole.REGISTER)


def template(session: Session) -> None:
    begin(session).form.template.click()


def wrong(session: Session) -> None:
    begin(session).form.filter.setText("colours=red")


def done(session: Session) -> None:
    page = begin(session)
    result = ExportResult(1284, Path("C:/Users/Lin Mei/Documents/Vehicle files 2026-03-12.xlsx"))
    page._exporting.show_written(result, WRITTEN)


def saved(session: Session) -> None:
    assert session.desk
    choice = ExportChoice(RecordKind.FILES, ("plate", "customer", "phone", "insurance_ends"))
    session.desk.saved_exports.save("Insurance ending / 保险到期", choice)
    session.desk.saved_exports.save("Customers for the spring letter", choice)
    page = begin(session)
    page.open_saved()


SCREENS = (
    Screen("export", "full", a_kind, is_main=True),
    Screen("export-small", "full", a_kind, SMALL),
    Screen("export-orders", "full", orders),
    Screen("export-list", "full", a_list),
    Screen("export-register", "full", register),
    Screen("export-template", "full", template),
    Screen("export-wrong", "full", wrong),
    Screen("export-done", "full", done),
    Screen("export-saved", "full", saved, tabs_round=False),
)
