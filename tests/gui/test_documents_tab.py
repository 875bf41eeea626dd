"""The documents tab by keys, clicks and drops: slots, viewer, fields, the scan inbox."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.details import FileDetail
from dealerdesk.ui.documents.printing import printing_on
from dealerdesk.ui.documents.slot import SlotCard
from dealerdesk.ui.documents.tab import DocumentsTab
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.places import FileTab, PageName, Place
from tests.gui.conftest import Person
from tests.support import scans
from tests.support.answers import Answers
from tests.support.dragging import Drag, end_drag, mime_of
from tests.support.windows import wait_until

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CONTRACT, POLICY = SAMPLES / "sales_contract-636944.pdf", SAMPLES / "insurance_policy-012899.pdf"
INVOICE = SAMPLES / "vehicle_invoice-835817.jpg"
KIND = DocumentType
VIN = "LSVAM4184C2184847"


class AtTheDocuments:
    """A person at the documents of one new file."""

    def __init__(self, person: Person, ref: str) -> None:
        self.person = person
        self.ref = ref
        self.person.go(Place(PageName.FILE, self.detail.id, FileTab.DOCUMENTS))

    @property
    def desk(self) -> Desk:
        assert isinstance(self.person.session.desk, Desk)
        return self.person.session.desk

    @property
    def detail(self) -> FileDetail:
        return self.desk.files.show(self.ref)

    @property
    def tab(self) -> DocumentsTab:
        tab = self.person.page_as(PageName.FILE, FilePage).tab
        assert isinstance(tab, DocumentsTab)
        return tab

    def card(self, kind: DocumentType, number: int = 0) -> SlotCard:
        return [card for card in self.tab.board.cards if card.slot.type is kind][number]

    def choose(self, kind: DocumentType) -> SlotCard:
        card = self.card(kind)
        self.person.click(card, QPoint(60, 10))
        return card

    def see_page(self) -> None:
        """Wait until a page, or why there is none, is shown."""
        wait_until(lambda: "Drawing" not in self.tab.viewer.sentence)
        self.person.rest()


@pytest.fixture
def at(person: Person) -> AtTheDocuments:
    desk = person.session.desk
    assert isinstance(desk, Desk)
    return AtTheDocuments(person, desk.files.create({"vin": VIN, "vin_note": "a test"}).file_no)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put_in(folder: Path, source: Path) -> Path:
    """A scan in the folder that was finished a minute ago."""
    path = Path(shutil.copy(source, folder))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


# --- dropping, pasting, browsing ----------------------------------------------------------------------


def test_three_scans_are_dropped_on_their_slots(at: AtTheDocuments) -> None:
    for kind, path in (
        (KIND.SALES_CONTRACT, CONTRACT),
        (KIND.VEHICLE_INVOICE, INVOICE),
        (KIND.INSURANCE_POLICY, POLICY),
    ):
        assert at.card(kind).slot.state.value == "missing"
        assert at.person.drop_files(at.card(kind), [path])
        assert at.card(kind).slot.state.value == "filled"
        assert at.card(kind).scan.isChecked()
        assert not at.card(kind).paper.isChecked()
    assert {(each.type, each.scans[0].name) for each in at.detail.documents} == {
        ("sales_contract", CONTRACT.name),
        ("vehicle_invoice", INVOICE.name),
        ("insurance_policy", POLICY.name),
    }
    assert CONTRACT.exists()
    assert len(at.detail.completeness.present) == 3
    at.person.press("Ctrl+Z")
    assert at.card(KIND.INSURANCE_POLICY).slot.state.value == "missing"
    assert len(at.detail.documents) == 2


def test_a_scan_held_over_a_slot_says_what_would_happen(at: AtTheDocuments) -> None:
    card = at.card(KIND.INSURANCE_POLICY)
    assert Drag(card, mime_of([POLICY]), action=Qt.DropAction.MoveAction).enter()
    at.person.rest()
    assert card.texts[0] == "Release to add as Insurance policy"
    assert card.texts[1].startswith("1 page · ")
    end_drag(card)
    text = QMimeData()
    text.setText("no scan")
    assert not Drag(at.card(KIND.SALES_CONTRACT), text).enter()
    assert at.card(KIND.SALES_CONTRACT).texts[0] == "Sales contract"


def test_several_files_and_a_folder_at_once_and_refusals_one_by_one(
    at: AtTheDocuments, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(scans.pdf(mark=1))
    (folder / "note.txt").write_text("no scan")
    empty = tmp_path / "empty.pdf"
    empty.touch()
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [folder, empty, CONTRACT])
    (document,) = at.detail.documents
    assert [scan.name for scan in document.scans] == ["a.pdf", CONTRACT.name]
    assert at.tab.refusals.isVisible()
    first, second = at.tab.refusals.sentences
    assert "note.txt is not a scan" in first
    assert "empty.pdf is empty" in second
    at.person.click(at.tab.refusals.close_button)
    assert not at.tab.refusals.isVisible()


def test_a_picture_is_pasted_from_the_clipboard(at: AtTheDocuments) -> None:
    at.choose(KIND.REGISTRATION_CERTIFICATE)
    QGuiApplication.clipboard().clear()
    at.person.press("Ctrl+V")
    assert not at.detail.documents
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(picture)
    at.person.press("Ctrl+V")
    (document,) = at.detail.documents
    assert (document.type, document.scans[0].media_type) == ("registration_certificate", "image/png")


def test_browse_adds_to_the_chosen_document_and_another_makes_one_more(
    at: AtTheDocuments, answers: Answers
) -> None:
    answers.files_chosen = [POLICY]
    at.person.click(at.card(KIND.INSURANCE_POLICY).browse)
    assert len(at.card(KIND.INSURANCE_POLICY).slot.document.scans) == 1  # type: ignore[union-attr]  # None fails too
    answers.files_chosen = [CONTRACT]
    at.person.press("Ctrl+O")
    (document,) = at.detail.documents
    assert [scan.name for scan in document.scans] == [POLICY.name, CONTRACT.name]
    choose_in_menu(at, "Add another document of this type …")
    assert len(at.detail.documents) == 2
    assert at.card(KIND.INSURANCE_POLICY, 1)


def choose_in_menu(at: AtTheDocuments, *names: str) -> None:
    """Open the menu of the chosen slot by its key, and run the entry."""
    QTest.keyClick(at.person.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    opened = menu
    for name in names:
        entry = next(act for act in menu.actions() if act.text() == name)
        inside = entry.menu()
        if isinstance(inside, QMenu):
            menu = inside
            continue
        entry.trigger()
    opened.close()
    at.person.window.activateWindow()
    wait_until(at.person.window.isActiveWindow)
    at.person.rest()


def test_ctrl_d_asks_which_document_and_attaches_it(at: AtTheDocuments, answers: Answers) -> None:
    answers.files_chosen = [CONTRACT]
    QTest.keyClick(at.person.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(act for act in menu.actions() if act.text() == "Other sales document").trigger()
    menu.close()
    at.person.rest()
    (document,) = at.detail.documents
    assert document.type == "other_sales"
    assert at.card(KIND.OTHER_SALES).isVisible()


# --- by keys ------------------------------------------------------------------------------------------


def test_arrows_walk_and_space_ticks_the_paper(at: AtTheDocuments) -> None:
    at.tab.take_focus()
    assert at.tab.board.slot is not None
    assert at.tab.board.slot.type is KIND.SALES_CONTRACT
    at.person.press(Qt.Key.Key_Down)
    at.person.press(Qt.Key.Key_Space)
    (document,) = at.detail.documents
    assert (document.type, document.paper) == ("preparation_order", "present")
    assert at.card(KIND.PREPARATION_ORDER).hasFocus()
    assert at.card(KIND.PREPARATION_ORDER).accessibleName() == (
        "preparation order (PDI), no scan, paper present"
    )
    at.person.press(Qt.Key.Key_Space)
    assert not at.detail.documents
    at.person.press("Ctrl+Z")
    assert at.card(KIND.PREPARATION_ORDER).paper.isChecked()
    at.person.press(Qt.Key.Key_Up)
    assert at.card(KIND.SALES_CONTRACT).hasFocus()


def test_a_type_is_waived_with_a_reason_and_wanted_again(at: AtTheDocuments) -> None:
    card = at.card(KIND.DELIVERY_CHECKLIST)
    at.person.click(card.waive)
    at.person.press(Qt.Key.Key_Return)
    assert card.is_waiving
    at.person.type("bought at auction")
    at.person.press(Qt.Key.Key_Return)
    card = at.card(KIND.DELIVERY_CHECKLIST)
    assert card.texts[1] == "Not required: bought at auction (Owner)"
    assert DocumentType.DELIVERY_CHECKLIST not in at.detail.completeness.required
    at.person.click(card.want_again)
    assert at.card(KIND.DELIVERY_CHECKLIST).slot.state.value == "missing"
    at.person.click(at.card(KIND.DELIVERY_CHECKLIST).waive)
    at.person.press(Qt.Key.Key_Escape)
    assert not at.card(KIND.DELIVERY_CHECKLIST).is_waiving
    assert at.tab.isVisible()


def test_del_removes_the_scan_and_ctrl_z_brings_it_back(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    at.person.press(Qt.Key.Key_Delete)
    assert not at.detail.documents
    at.person.press("Ctrl+Z")
    assert len(at.detail.documents[0].scans) == 1


def test_a_document_is_made_another_type_by_its_menu(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    choose_in_menu(at, "Make it another type", "Vehicle invoice")
    assert at.detail.documents[0].type == "vehicle_invoice"
    assert at.card(KIND.VEHICLE_INVOICE).slot.state.value == "filled"
    at.choose(KIND.VEHICLE_INVOICE)
    choose_in_menu(at, "Paper", "Checked out")
    assert at.detail.documents[0].paper == "checked_out"
    assert at.card(KIND.VEHICLE_INVOICE).paper.checkState() is Qt.CheckState.PartiallyChecked


# --- fields -------------------------------------------------------------------------------------------


def test_fields_are_saved_with_problems_beside_them(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.INSURANCE_POLICY), [POLICY])
    at.choose(KIND.INSURANCE_POLICY)
    fields = at.tab.fields
    at.person.write(fields.inputs["number"].editor, "PDAA-1")
    at.person.write(fields.inputs["expiry"].editor, "sometime")
    at.person.press("Ctrl+S")
    assert "sometime" in fields.inputs["expiry"].editor.accessibleDescription()
    assert fields.inputs["expiry"].editor.hasFocus()
    assert at.detail.documents[0].number is None
    at.person.write(fields.inputs["expiry"].editor, "2026-03-24")
    at.person.press("Ctrl+S")
    (document,) = at.detail.documents
    assert (document.number, document.expiry) == ("PDAA-1", date(2026, 3, 24))
    assert not fields.is_dirty
    assert at.card(KIND.INSURANCE_POLICY).texts == (
        "Insurance policy",
        "PDAA-1 · 1 page",
        "Ends 24 Mar, 12 days",
    )
    assert fields.inputs["expiry"].editor.accessibleDescription() == "Ends 24 Mar, 12 days"


def test_what_was_typed_is_saved_on_the_way_and_kept_where_it_cannot_be(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    number, dated = (at.tab.fields.inputs[code].editor for code in ("number", "dated"))
    at.person.write(number, "HT-1")
    at.choose(KIND.VEHICLE_INVOICE)
    assert at.detail.documents[0].number == "HT-1"
    at.choose(KIND.SALES_CONTRACT)
    at.person.write(dated, "31.2.2026")
    at.choose(KIND.VEHICLE_INVOICE)
    assert at.tab.fields.inputs["dated"].text == ""
    at.choose(KIND.SALES_CONTRACT)
    assert at.tab.fields.inputs["dated"].text == "31.2.2026"
    assert at.detail.documents[0].dated is None
    at.choose(KIND.VEHICLE_INVOICE)
    at.person.write(number, "INV-9")
    at.person.press("Ctrl+S")
    invoice = next(each for each in at.detail.documents if each.type == "vehicle_invoice")
    assert (invoice.number, invoice.paper) == ("INV-9", "present")


def test_what_somebody_else_changed_is_not_written_over(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    at.person.write(at.tab.fields.inputs["number"].editor, "mine")
    (document,) = at.detail.documents
    at.desk.papers.edit(document.id, {"number": "theirs"})
    at.person.rest()
    assert at.tab.fields.inputs["number"].text == "mine"
    at.person.press("Ctrl+S")
    assert at.detail.documents[0].number == "theirs"


# --- the viewer ---------------------------------------------------------------------------------------


def test_pages_zoom_and_turning(at: AtTheDocuments, tmp_path: Path) -> None:
    path = tmp_path / "three.pdf"
    path.write_bytes(scans.pdf(3, size=(595, 842)))
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [path, CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    viewer = at.tab.viewer
    at.see_page()
    pages = 3 + at.detail.documents[0].scans[1].pages
    assert viewer.page == (1, pages)
    at.person.press(Qt.Key.Key_Return)
    assert viewer.canvas.hasFocus()
    at.person.press(Qt.Key.Key_PageDown)
    at.person.press(Qt.Key.Key_PageDown)
    at.person.press(Qt.Key.Key_PageDown)
    at.see_page()
    assert viewer.page == (4, pages)
    assert viewer.scan is not None
    assert viewer.scan.name == CONTRACT.name
    at.person.press(Qt.Key.Key_PageUp)
    assert viewer.page == (3, pages)
    at.see_page()
    sheet = viewer.canvas.sheet
    fitting = sheet.size()
    at.person.press("Ctrl++")
    at.see_page()
    assert sheet.width() > fitting.width()
    assert sheet.picture is not None
    assert sheet.picture.width() >= sheet.width()
    at.person.press("Ctrl+0")
    assert sheet.size() == fitting
    at.person.press("Ctrl+Shift+R")
    assert sheet.width() > sheet.height()
    zoom = viewer.canvas.zoom
    wheel = QWheelEvent(
        QPointF(20, 20),
        QPointF(20, 20),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # Qt takes it by place only
    )
    QApplication.sendEvent(viewer.canvas.viewport(), wheel)
    assert viewer.canvas.zoom > zoom
    at.person.rest()
    at.person.press(Qt.Key.Key_Escape)
    assert at.card(KIND.SALES_CONTRACT).hasFocus()


def test_a_damaged_and_a_missing_scan_say_so_in_place(at: AtTheDocuments, answers: Answers) -> None:
    at.person.window.resize(880, 500)  # no page is drawn before the viewer is opened
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.person.drop_files(at.card(KIND.VEHICLE_INVOICE), [INVOICE])
    held = {each.type: each.scans[0].sha256 for each in at.detail.documents}
    at.desk.vault.path_of(held["vehicle_invoice"]).unlink()
    at.desk.vault.path_of(held["sales_contract"]).write_bytes(b"%PDF-1.4 broken")
    viewer = at.tab.viewer
    for kind, name, words in (
        (KIND.SALES_CONTRACT, CONTRACT.name, "is damaged"),
        (KIND.VEHICLE_INVOICE, INVOICE.name, "is not in the folder of scans"),
    ):
        at.choose(kind)
        at.person.press(Qt.Key.Key_Return)
        at.see_page()
        assert f"The scan {name} {words}" in viewer.sentence
        answers.place = at.desk.folder.root / "copy"
        at.person.press("Ctrl+Shift+S")
        assert name in at.person.window.notice.sentence
        assert not answers.place.exists()
        at.person.press(Qt.Key.Key_Escape)


def test_a_copy_is_saved_under_the_scans_name(at: AtTheDocuments, answers: Answers, tmp_path: Path) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    at.choose(KIND.SALES_CONTRACT)
    answers.place = tmp_path / "copy.pdf"
    at.person.press("Ctrl+Shift+S")
    assert answers.place.read_bytes() == CONTRACT.read_bytes()


def test_a_document_is_printed(at: AtTheDocuments, tmp_path: Path) -> None:
    three = tmp_path / "three.pdf"
    three.write_bytes(scans.pdf(3))
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [three])
    at.choose(KIND.SALES_CONTRACT)
    target = tmp_path / "printed.pdf"

    def on_paper(_parent: QWidget, pages: int) -> QPrinter:
        assert pages == 3
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        return printer

    with printing_on(on_paper):
        at.person.press("Ctrl+P")
    with pypdfium2.PdfDocument(target) as printed:
        assert len(printed) == 3
        width, height = printed[0].get_size()
        assert width > height
        image = printed[0].render(scale=0.5).to_pil()
    red, green, _blue = image.getpixel((image.width // 8, image.height * 3 // 4))
    assert red > 200
    assert green < 60
    with printing_on(lambda _parent, _pages: None):
        at.person.press("Ctrl+P")


# --- the scan inbox -----------------------------------------------------------------------------------


def test_scans_of_the_inbox_are_assigned_by_number_click_and_drop(
    at: AtTheDocuments, inbox: Path, answers: Answers
) -> None:
    answers.folder_chosen = inbox
    put_in(inbox, CONTRACT)
    (inbox / "readme.txt").write_text("no scan")
    at.tab.choose_inbox()
    at.person.rest()
    strip = at.tab.strip
    assert [button.scan.path.name for button in strip.buttons] == [CONTRACT.name]
    assert strip.isVisible()
    invoice, policy = put_in(inbox, INVOICE), put_in(inbox, POLICY)
    wait_until(lambda: len(strip.buttons) == 3)
    names = [button.scan.path.name for button in strip.buttons]
    at.choose(KIND.SALES_CONTRACT)
    at.person.press(Qt.Key(Qt.Key.Key_1 + names.index(CONTRACT.name)))
    assert len(strip.buttons) == 2
    at.person.click(next(each for each in strip.buttons if each.scan.path == invoice))
    at.person.click(at.card(KIND.VEHICLE_INVOICE), QPoint(60, 10))
    at.person.click(strip.done)
    at.person.drop_files(at.card(KIND.INSURANCE_POLICY), [policy])
    assert {each.type: each.scans[0].name for each in at.detail.documents} == {
        "sales_contract": CONTRACT.name,
        "vehicle_invoice": INVOICE.name,
        "insurance_policy": POLICY.name,
    }
    assert not strip.isVisible()
    assert (inbox / CONTRACT.name).exists()
    wait_until((inbox / "done" / POLICY.name).exists)
    assert not policy.exists()


def test_an_inbox_that_is_gone_is_said(at: AtTheDocuments, inbox: Path, answers: Answers) -> None:
    answers.folder_chosen = inbox / "gone"
    at.tab.choose_inbox()
    at.person.rest()
    assert "cannot be read" in at.person.window.notice.sentence


# --- narrow windows, names ----------------------------------------------------------------------------


def test_a_narrow_window_shows_slots_or_viewer(at: AtTheDocuments) -> None:
    at.person.window.resize(880, 500)
    at.person.rest()
    assert not at.tab.viewer.isVisible()
    at.choose(KIND.SALES_CONTRACT)
    at.person.press(Qt.Key.Key_Return)
    assert at.tab.viewer.isVisible()
    assert at.tab.fields.first.hasFocus()
    at.person.press(Qt.Key.Key_Escape)
    assert not at.tab.viewer.isVisible()
    assert at.card(KIND.SALES_CONTRACT).hasFocus()


def test_everything_is_said_in_the_language(at: AtTheDocuments) -> None:
    at.person.drop_files(at.card(KIND.SALES_CONTRACT), [CONTRACT])
    before = {card.accessibleName() for card in at.tab.board.cards}
    at.person.window.status.language_chosen.emit("zh_CN")
    at.person.rest()
    after = {card.accessibleName() for card in at.tab.board.cards}
    assert not before & after
