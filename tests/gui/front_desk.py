"""Somebody at the front desk for a day: what they do, and what the screen has to say to them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.details import FileDetail
from dealerdesk.services.search import FoundFile
from dealerdesk.ui.documents.slot import SlotCard
from dealerdesk.ui.documents.tab import DocumentsTab
from dealerdesk.ui.file.history import HistoryTab
from dealerdesk.ui.file.page import FilePage
from dealerdesk.ui.new_file.page import NewFilePage
from dealerdesk.ui.places import FileTab, PageName
from dealerdesk.ui.search.lines import line_of
from dealerdesk.ui.search.popup import SearchPopup
from dealerdesk.ui.service.tab import ServiceTab
from tests.gui.conftest import Person
from tests.support.importing import query
from tests.support.windows import wait_until

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
KIND = DocumentType
SCANS = {
    KIND.SALES_CONTRACT: SAMPLES / "sales_contract-636944.pdf",
    KIND.VEHICLE_INVOICE: SAMPLES / "vehicle_invoice-835817.jpg",
    KIND.INSURANCE_POLICY: SAMPLES / "insurance_policy-012899.pdf",
}
VIN, PLATE, NAME, INITIALS = "LSVAM4187C2184847", "粤B·7Q2X9", "欧阳慕雪", "oymx"
PHONE, RIGHT_PHONE = "139 0755 4821", "139 0755 4812"
LINES = (
    ("lab", "GF-1", "Air conditioning", "1.5", "180"),
    ("Part", "P-1", "Coolant", "2", "65"),
    ("other", "W-1", "Disposal", "1", "9.50"),
)
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Clerk:
    """Somebody at the front desk, and what the screen says to them."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.window = person.window

    @property
    def desk(self) -> Desk:
        desk = self.person.session.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def new_file(self) -> NewFilePage:
        return self.person.page_as(PageName.NEW_FILE, NewFilePage)

    @property
    def file(self) -> FilePage:
        page = self.window.current
        assert isinstance(page, FilePage)
        return page

    @property
    def documents(self) -> DocumentsTab:
        tab = self.file.tab
        assert isinstance(tab, DocumentsTab)
        return tab

    @property
    def service(self) -> ServiceTab:
        tab = self.file.tab
        assert isinstance(tab, ServiceTab)
        return tab

    @property
    def popup(self) -> SearchPopup:
        popup = self.window.findChild(SearchPopup)
        assert isinstance(popup, SearchPopup)
        return popup

    @property
    def said(self) -> str:
        """What the status bar says of what was done last."""
        return self.window.status.sentence

    @property
    def detail(self) -> FileDetail:
        """The file of the day, from the database."""
        return self.desk.files.show(VIN)

    def slot(self, kind: DocumentType) -> SlotCard:
        return next(card for card in self.documents.board.cards if card.slot.type is kind)

    def type(self, words: str) -> None:
        """Type wherever the keyboard is; what is no ASCII comes from an input method."""
        if words.isascii():
            for letter in words:  # the first one opens a cell, and the others belong into it
                QTest.keyClicks(self.person.focus, letter)
            self.person.rest()
            return
        committed = QInputMethodEvent("", [])
        committed.setCommitString(words)
        QApplication.sendEvent(self.person.focus, committed)
        self.person.rest()

    def enter(self, *words: str) -> None:
        """Type into one field after the other, Enter after each."""
        for each in words:
            if each:
                self.type(each)
            self.person.press(ENTER)

    def tab_to(self, widget: QWidget) -> None:
        """Walk with Tab until `widget` has the keyboard."""
        for _step in range(60):
            if self.person.focus is (widget.focusProxy() or widget):
                return
            self.person.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {widget.accessibleName()}")

    def walk_to(self, kind: DocumentType) -> None:
        """Go to a slot with the arrow keys."""
        for arrow in (*[Qt.Key.Key_Up] * 8, *[Qt.Key.Key_Down] * 16):
            slot = self.documents.board.slot
            if slot is not None and slot.type is kind and self.slot(kind).hasFocus():
                return
            self.person.press(arrow)
        raise AssertionError(f"the arrows never come to {kind}")

    def command(self, words: str) -> None:
        """Find a command in the palette, and do it."""
        self.person.press("Ctrl+Shift+P")
        self.type(words)
        self.person.press(ENTER)

    def choose_in_menu(self, button: QToolButton, entry: str) -> None:
        """Click on a button, and in its menu, which waits for that, on the entry that begins so."""

        def click_on_entry() -> None:
            menu = QApplication.activePopupWidget()
            assert menu is not None
            action = next(each for each in menu.actions() if each.text().startswith(entry))
            place = menu.actionGeometry(action).center()  # type: ignore[attr-defined]  # a menu
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)

        QTimer.singleShot(0, click_on_entry)
        self.person.click(button)
        # Without a screen, nobody hands the keyboard back to the window below a menu.
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)

    def click_tab(self, tab: FileTab) -> None:
        strip = self.file.strip
        self.person.click(strip, strip.tabRect(strip.tabs.index(tab)).center())
        assert strip.chosen is tab

    def find(self) -> None:
        """Look for the customer by the initials of the name, and see why the file was found."""
        self.person.search(INITIALS)
        found = self.popup.chosen
        assert self.popup.isVisible()
        assert isinstance(found, FoundFile)
        said = line_of(found).said()
        assert PLATE in said
        assert NAME in said
        assert said.endswith("found by initials")

    def click_what_was_found(self) -> None:
        found = self.popup.chosen
        assert found is not None
        self.person.click_cell(self.popup.list, self.popup.model.row_of(found))

    def sees_the_file(self, tab: FileTab) -> None:
        page = self.file
        assert page.strip.chosen is tab
        assert page.header.plate.accessibleName().endswith(PLATE)
        assert page.header.title.text == "大众 帕萨特"

    def sees_three_scans(self) -> None:
        for kind, path in SCANS.items():
            assert self.slot(kind).slot.state.value == "filled", kind
            assert "no scan" not in self.slot(kind).accessibleName()
            assert (
                next(each for each in self.detail.documents if each.type == kind).scans[0].name == path.name
            )
        assert self.file.meter.accessibleName().startswith("3 of 7 documents, ")
        assert "scan" in self.said

    def sees_the_phone(self, phone: str) -> None:
        assert self.file.overview.fields.inputs["phone"].text == phone
        assert not self.file.overview.bar.isVisible()
        assert (self.detail.customer or {})["phone"] == phone

    def takes_it_back_and_does_it_again(self) -> None:
        """Ctrl+Z and Ctrl+Y on the phone, wherever the keyboard is."""
        self.person.press("Ctrl+Z")
        self.sees_the_phone(PHONE)
        assert self.said.startswith("Taken back: ")
        self.person.press("Ctrl+Y")
        self.sees_the_phone(RIGHT_PHONE)
        assert self.said.startswith("Done again: ")

    def sees_the_sum(self) -> None:
        total = self.service.editor.sums.inputs["total"].editor
        assert isinstance(total, QLineEdit)
        assert total.placeholderText() == "409.50"

    def sees_the_order(self) -> None:
        chosen = self.service.chosen
        assert chosen is not None
        assert not self.service.editor.is_open
        assert [str(line["line_description"]) for line in chosen.detail.lines] == [line[2] for line in LINES]
        assert str(chosen.row.total) == "409.5000"
        assert chosen.row.order_no in self.said
        assert self.window.status._selected.text == chosen.row.order_no
        assert self.file.strip.tabText(self.file.strip.currentIndex()) == "Service history, 1"

    def sees_so_many(self, files: int) -> None:
        """On the page of files."""
        assert self.window.status._count.text() == f"{files:,} files"

    def sees_it_archived(self) -> None:
        assert self.file.archived.isVisible()
        assert self.file.archived.words.text() == "Archived on 12 Mar 2026: sold"
        assert self.detail.archived

    def sees_the_history(self, before: int) -> None:
        """The file's history tells all that was done, and the chain of changes is whole."""
        tab = self.file.tab
        assert isinstance(tab, HistoryTab)
        told = [entry.text for entry in tab.entries]
        order_no = str(self.detail.orders[0].values["order_no"])
        scans = (f"Scan added: {path.name}" for path in SCANS.values())
        phones = (f"Phone: {PHONE} → {RIGHT_PHONE}", f"Phone: {RIGHT_PHONE} → {PHONE}")
        done = ("made", "archived", "taken back from the archive", f"Repair order added: {order_no}")
        for words in (*scans, *phones, *done, "Taken back: file", "Done again: file"):
            assert any(words in each for each in told), words
        assert tab.entries[0].isVisible()
        assert self.window.status._count.text() == f"{len(told)} changes"
        (made,) = query(self.desk, "SELECT count(*) FROM change_set WHERE id > ?", before)
        assert made == (len(told),)
        orders = query(
            self.desk,
            "SELECT count(*) FROM repair_line l JOIN repair_order o ON o.id = l.order_id WHERE o.file_id = ?",
            self.detail.id,
        )
        assert orders == [(len(LINES),)]
        assert not self.detail.archived


def copy_file(path: Path) -> None:
    """Put a file on the clipboard, as the system's file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(mime)
