"""The documents tab under hard use: hurry, odd files, an inbox that comes and goes, files that change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.ui.documents.printing import printing_on
from dealerdesk.ui.places import FileTab, PageName, Place
from tests.gui.conftest import Person
from tests.gui.test_documents_tab import CONTRACT, INVOICE, KIND, POLICY, AtTheDocuments, put_in
from tests.support import scans
from tests.support.answers import Answers
from tests.support.dragging import Drag, mime_of
from tests.support.windows import wait_until


@pytest.fixture
def at(person: Person) -> AtTheDocuments:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    return AtTheDocuments(person, desk.files.create({"plate": "粤B77777"}).file_no)


@pytest.fixture
def inbox(at: AtTheDocuments, answers: Answers, tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    answers.folder_chosen = folder
    at.tab.choose_inbox()
    at.person.rest()
    return folder


def drop_in_a_hurry(widget: QWidget, paths: list[Path]) -> None:
    """Let files go over `widget`, and do not wait for what comes of it."""
    drag = Drag(widget, mime_of(paths))
    drag.enter()
    drag.drop()


def test_two_hasty_drops_on_an_empty_slot_make_one_document(at: AtTheDocuments) -> None:
    card = at.card(KIND.SALES_CONTRACT)
    drop_in_a_hurry(card, [CONTRACT])
    drop_in_a_hurry(card, [POLICY])
    at.person.rest()
    (document,) = at.detail.documents
    assert [scan.name for scan in document.scans] == [CONTRACT.name, POLICY.name]


def test_space_twice_in_a_hurry_makes_one_document(at: AtTheDocuments) -> None:
    at.tab.take_focus()
    for _ in range(2):
        QTest.keyClick(at.person.focus, Qt.Key.Key_Space)
    at.person.rest()
    assert len(at.detail.documents) == 1


def test_saving_twice_in_a_hurry_makes_one_document(at: AtTheDocuments) -> None:
    at.choose(KIND.SALES_CONTRACT)
    at.person.click(at.tab.fields.inputs["number"].editor)
    QTest.keyClicks(at.person.focus, "HT-1")
    at.tab.save()
    at.tab.save()
    at.person.rest()
    (document,) = at.detail.documents
    assert document.number == "HT-1"


def test_what_was_refused_is_said_at_the_file_it_was_meant_for(at: AtTheDocuments, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    other = at.desk.files.create({"plate": "粤B88888"})
    first, second = at.detail.id, at.desk.files.show(other.file_no).id
    at.person.rest()
    may_go_on = Event()
    at.person.session.tasks.write(may_go_on.wait, lambda _set: None)
    drop_in_a_hurry(at.card(KIND.SALES_CONTRACT), [empty, CONTRACT])
    at.person.window.go(Place(PageName.FILE, second, FileTab.DOCUMENTS))
    wait_until(lambda: at.tab.shown is not None and at.tab.shown.id == second)
    may_go_on.set()
    at.person.rest()
    assert not at.tab.refusals.isVisible()
    assert at.ref in at.person.window.notice.sentence
    assert len(at.detail.documents) == 1
    at.person.go(Place(PageName.FILE, first, FileTab.DOCUMENTS))
    assert "empty.pdf is empty" in at.tab.refusals.sentences[0]


def test_an_empty_folder_that_is_dropped_is_not_met_with_silence(at: AtTheDocuments, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    (folder / "below").mkdir(parents=True)
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [folder])
    assert not at.detail.documents
    assert "nothing" in at.tab.refusals.sentences[0]


def test_odd_files_are_refused_one_by_one_and_the_rest_attached(at: AtTheDocuments, tmp_path: Path) -> None:
    odd = {
        "zero.pdf": b"",
        "locked.pdf": scans.locked_pdf(),
        "half.jpg": INVOICE.read_bytes()[:2000],
        "setup.pdf": b"MZ\x90\x00" + bytes(500),
        "torn.pdf": CONTRACT.read_bytes()[:300],
        "plain.tif": b"II*\x00\xff\xff\xff\x7f",
        "a:b*?.png" if os.name != "nt" else "ab.png": scans.encoded(scans.half_red_half_blue(), "PNG"),
    }
    paths = []
    for name, content in odd.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    paths.append(tmp_path / "never there.pdf")
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), paths)
    (document,) = at.detail.documents
    assert [scan.media_type for scan in document.scans] == ["image/png"]
    assert len(at.tab.refusals.sentences) == 7
    assert "And 1 further." in at.tab.refusals.sentences[-1]


def test_two_hundred_scans_at_once_come_in_one_action(at: AtTheDocuments, tmp_path: Path) -> None:
    paths = []
    for number in range(200):
        paths.append(tmp_path / f"{number:03}.pdf")
        paths[-1].write_bytes(scans.pdf(mark=number))
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [*paths, paths[0]])
    (document,) = at.detail.documents
    assert len(document.scans) == 200
    at.person.press("Ctrl+Z")
    assert not at.detail.documents


def test_a_huge_picture_that_is_pasted_is_refused_in_a_sentence(at: AtTheDocuments) -> None:
    at.choose(KIND.SALES_CONTRACT)
    picture = QImage(12_000, 9_000, QImage.Format.Format_Mono)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    at.person.press("Ctrl+V")
    QGuiApplication.clipboard().clear()
    assert not at.detail.documents
    assert "megapixels" in at.tab.refusals.sentences[0]


# --- the inbox ----------------------------------------------------------------------------------------


def test_an_inbox_that_vanishes_and_comes_back_is_watched_again(at: AtTheDocuments, inbox: Path) -> None:
    put_in(inbox, CONTRACT)
    wait_until(lambda: len(at.tab.strip.buttons) == 1)
    shutil.rmtree(inbox)
    wait_until(lambda: not at.tab.strip.buttons)
    at.person.rest()
    assert "cannot be read" in at.person.window.notice.sentence
    at.person.window.notice.hide()
    at.tab.arrive()
    at.person.rest()
    assert not at.person.window.notice.isVisible()
    inbox.mkdir()
    at.tab.arrive()
    at.person.rest()
    put_in(inbox, INVOICE)
    wait_until(lambda: len(at.tab.strip.buttons) == 1)
    shutil.rmtree(inbox)
    wait_until(lambda: "cannot be read" in at.person.window.notice.sentence)


def test_what_ctrl_z_takes_back_waits_in_the_inbox_again(at: AtTheDocuments, inbox: Path) -> None:
    path = put_in(inbox, CONTRACT)
    wait_until(lambda: len(at.tab.strip.buttons) == 1)
    at.choose(KIND.SALES_CONTRACT)
    at.person.press(Qt.Key.Key_1)
    assert not at.tab.strip.buttons
    at.person.press("Ctrl+Z")
    assert [button.scan.path for button in at.tab.strip.buttons] == [path]
    at.person.press("Ctrl+Shift+Z")
    assert len(at.detail.documents) == 1
    assert not at.tab.strip.buttons


def test_what_ctrl_z_takes_back_comes_out_of_done_again(at: AtTheDocuments, inbox: Path) -> None:
    path = put_in(inbox, CONTRACT)
    wait_until(lambda: len(at.tab.strip.buttons) == 1)
    at.person.click(at.tab.strip.done)
    at.choose(KIND.SALES_CONTRACT)
    at.person.press(Qt.Key.Key_1)
    wait_until(lambda: not path.exists())
    at.person.press("Ctrl+Z")
    wait_until(path.exists)
    wait_until(lambda: len(at.tab.strip.buttons) == 1)
    assert not list((inbox / "done").iterdir())


# --- printing, and scans that go behind our back ------------------------------------------------------


def to_a_file(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_a_range_beyond_the_pages_prints_nothing_and_says_nothing_was_sent(
    at: AtTheDocuments, tmp_path: Path
) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)

    def beyond(_parent: QWidget, pages: int) -> QPrinter:
        printer = to_a_file(tmp_path / "none.pdf")
        printer.setFromTo(pages + 5, pages + 6)
        return printer

    with printing_on(beyond):
        at.person.press("Ctrl+P")
    assert "sent to the printer" not in at.person.window.status.sentence


def test_a_scan_that_went_behind_our_back_stops_the_printing_with_a_sentence(
    at: AtTheDocuments, tmp_path: Path
) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    at.see_page()
    at.desk.vault.path_of(at.detail.documents[0].scans[0].sha256).unlink()
    with printing_on(lambda _parent, _pages: to_a_file(tmp_path / "none.pdf")):
        at.person.press("Ctrl+P")
    assert "is not in the folder of scans" in at.person.window.notice.sentence
    at.person.press(Qt.Key.Key_Delete)
    assert not at.detail.documents
    at.person.press("Ctrl+Z")
    assert len(at.detail.documents) == 1
