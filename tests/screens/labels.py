"""Screens of the page that prints labels, cover sheets and the cabinet's index."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.labels import FORMATS, LabelPart
from dealerdesk.services.labels import LabelResult
from dealerdesk.ui.listed import ShownList
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.printing.job import PaperKind
from dealerdesk.ui.printing.page import PrintPage
from dealerdesk.ui.session import Session
from tests.support.screens import SMALL, Screen
from tests.support.windows import settle


def begin(session: Session, code: str = "a4-70x37", kind: PaperKind = PaperKind.LABELS) -> PrintPage:
    assert session.desk is not None
    ids = list(session.desk.lists.file_ids())[:14]
    listed = ShownList(RecordKind.FILES, ids, (), lambda: "")
    session.window.go(Place(PageName.PRINT, listed=listed))
    settle(session)
    page = session.window.page(PageName.PRINT)
    assert isinstance(page, PrintPage)
    page.form.chips[kind].click()
    page.form.format.setCurrentIndex(list(FORMATS).index(code))
    page.form.format.activated.emit(page.form.format.currentIndex())
    settle(session)
    return page


def sheet(session: Session) -> None:
    page = begin(session)
    page.picture.start_chosen.emit(3)


def names(session: Session) -> None:
    begin(session, "a4-99.1x38.1").form.parts.ticks[LabelPart.CUSTOMER].click()


def parts(session: Session) -> None:
    page = begin(session)
    for part in (LabelPart.VIN, LabelPart.FILE_NO, LabelPart.VEHICLE):
        page.form.parts.ticks[part].click()


def larger(session: Session) -> None:
    page = begin(session)
    page.view.zoom_by(4)
    page.picture.start_chosen.emit(5)


def roll(session: Session) -> None:
    begin(session, "roll-62x29")


def covers(session: Session) -> None:
    page = begin(session, kind=PaperKind.COVERS)
    page.turn(13)
    settle(session)
    page.view.zoom_by(3)


def index(session: Session) -> None:
    begin(session, kind=PaperKind.INDEX)


def wrong(session: Session) -> None:
    begin(session).form.right.setText("far")


def done(session: Session) -> None:
    page = begin(session)
    job = page._job()
    assert job is not None
    page._on_written(job, LabelResult(14, Path("C:/Users/Lin Mei/Documents/Labels.pdf")))


SCREENS = (
    Screen("labels", "full", sheet, is_main=True),
    Screen("labels-small", "full", sheet, SMALL),
    Screen("labels-names", "full", names),
    Screen("labels-parts", "full", parts),
    Screen("labels-larger", "full", larger),
    Screen("labels-roll", "full", roll),
    Screen("labels-covers", "full", covers),
    Screen("labels-index", "full", index),
    Screen("labels-wrong", "full", wrong),
    Screen("labels-done", "full", done),
)
