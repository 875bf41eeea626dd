"""The viewer: a document's pages one by one, with what can be done to look closer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.details import ScanDetail
from dealerdesk.ui.commands import Command
from dealerdesk.ui.documents.canvas import ZOOM_STEP, PageCanvas
from dealerdesk.ui.documents.pictures import PagePictures, PageRef
from dealerdesk.ui.documents.slots import Slot
from dealerdesk.ui.documents.text_line import TextLine
from dealerdesk.ui.documents.words import WITH_KEYS, type_name
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.icon_sign import IconSign

VIEWER = Message("ui.doc_viewer", "Pages of the document")
PAGE_SPOKEN = Message("ui.doc_page_spoken", "{document}, page {page} of {pages}")
PAGE_OF = Message("ui.doc_page_of", "{page} / {pages}")
NO_SCAN = Message("ui.doc_viewer_no_scan", "No scan yet")
NO_SCAN_HINT = Message("ui.doc_viewer_hint", "Drop a PDF or photo on a document, paste a picture, or browse.")
NOTHING_CHOSEN = Message("ui.doc_viewer_nothing", "No document chosen")
LOADING = Message("ui.doc_viewer_loading", "Drawing the page …")
ZOOM_IN = Message("ui.doc_zoom_in", "Zoom in")
ZOOM_OUT = Message("ui.doc_zoom_out", "Zoom out")
ZOOM_FIT = Message("ui.doc_zoom_fit", "Fit the page")
TURN = Message("ui.doc_turn", "Rotate the page")
NEXT_PAGE = Message("ui.doc_next_page", "Next page")
PAGE_BEFORE = Message("ui.doc_page_before", "Previous page")
PRINT = Message("ui.doc_print", "Print the document")
OPEN = Message("ui.doc_open_outside", "Open in another program")
SAVE_COPY = Message("ui.doc_save_copy", "Save a copy of the scan")
WHY_NO_SCAN = Message("ui.doc_why_no_scan", "The chosen document has no scan.")
NO_MORE_PAGES = Message("ui.doc_no_more_pages", "There is no further page.")
_AHEAD = (1, -1, 2)


class Viewer(QFrame):
    """Shows the pages of a slot's scans; printing, copying and opening are left to whoever listens."""

    print_asked = Signal()
    copy_asked = Signal()
    open_asked = Signal()
    page_changed = Signal()

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._slot: Slot | None = None
        self._pages: list[tuple[ScanDetail, PageRef]] = []
        self._at = 0
        self.canvas = PageCanvas()
        self.setFocusProxy(self.canvas)
        self._title = TextLine(Text.STRONG)
        self._sign = IconSign("file-dashed", "text_3", m.NAVIGATION_ICON)
        self._words = QLabel()
        self._words.setProperty("text_kind", "second")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = QStackedWidget()
        self._count = QLabel()
        self._count.setProperty("text_kind", "tag_plain")
        self._commands = self._made_commands()
        self._buttons: list[tuple[QPushButton, Command]] = []
        self._arrange()
        pictures.arrived.connect(self._on_arrived)
        self.canvas.resized.connect(self._fetch)
        self.canvas.turned_over.connect(self.step)
        retell(self, self._tell)

    # --- what is shown --------------------------------------------------------------------------------

    @property
    def scan(self) -> ScanDetail | None:
        """The scan whose page is shown."""
        return self._pages[self._at][0] if self._pages else None

    @property
    def page(self) -> tuple[int, int]:
        """The number of the page that is shown, and how many the document has."""
        return (self._at + 1 if self._pages else 0), len(self._pages)

    @property
    def pages(self) -> list[PageRef]:
        """All pages of the document."""
        return [page for _scan, page in self._pages]

    @property
    def sentence(self) -> str:
        """What stands in the page's place; empty while a page is shown."""
        return self._words.text() if self._shown.currentIndex() else ""

    def show_slot(self, slot: Slot | None) -> None:
        """Show the pages of `slot`; of the same scans the same page stays."""
        scans = slot.document.scans if slot and slot.document else ()
        pages = [
            (scan, PageRef(scan.sha256, scan.name, number))
            for scan in scans
            for number in range(1, scan.pages + 1)
        ]
        is_other = [page for _scan, page in pages] != self.pages
        self._slot, self._pages = slot, pages
        if is_other:
            self._at = 0
            self._pictures.forget_wishes()
            self._pictures.forget_errors()
            self.canvas.reset()
        self._tell()
        self._fetch()

    def step(self, steps: int) -> None:
        """Show another page, as far as there is one."""
        at = min(max(self._at + steps, 0), max(len(self._pages) - 1, 0))
        if at != self._at:
            self._at = at
            self.canvas.verticalScrollBar().setValue(0)
            self._tell()
            self._fetch()
            self.page_changed.emit()

    def commands(self) -> list[Command]:
        """What can be done with the document that is shown."""
        return list(self._commands)

    # --- pictures -------------------------------------------------------------------------------------

    def _fetch(self) -> None:
        """Want the page that is shown, sharp, and then its neighbours."""
        if not self._pages or not self.isVisible():
            return
        width = self.canvas.wanted_px
        self._pictures.want(self.pages[self._at], width, urgent=True)
        for step in _AHEAD:
            if 0 <= self._at + step < len(self._pages):
                self._pictures.want(self.pages[self._at + step], width)

    def _on_arrived(self, page: PageRef) -> None:
        if self._pages and page == self.pages[self._at]:
            self._show_page()
            # The first picture tells the page's proportions, and with them how wide it should be.
            self._fetch()

    def _show_page(self) -> None:
        page = self.pages[self._at] if self._pages else None
        picture = self._pictures.find(page) if page else None
        error = self._pictures.error(page) if page and picture is None else None
        self.canvas.show_picture(picture)
        self._shown.setCurrentIndex(0 if picture is not None else 1)
        self._sign.show_icon(*(("warning-circle", "bad") if error else ("file-dashed", "text_3")))
        if error:
            self._words.setText(str(error))
        elif page:
            self._words.setText(LOADING.said())
        elif self._slot is None:
            self._words.setText(NOTHING_CHOSEN.said())
        else:
            self._words.setText(f"{NO_SCAN.said()}\n{NO_SCAN_HINT.said()}")

    # --- commands -------------------------------------------------------------------------------------

    def _made_commands(self) -> tuple[Command, ...]:
        def if_scan() -> Message | None:
            return None if self._pages else WHY_NO_SCAN

        def if_page(step: int) -> Message | None:
            if not self._pages:
                return WHY_NO_SCAN
            return None if 0 <= self._at + step < len(self._pages) else NO_MORE_PAGES

        canvas = self.canvas
        return (
            Command(
                ZOOM_OUT,
                lambda: canvas.set_zoom(canvas.zoom / ZOOM_STEP),
                "Ctrl+-",
                "magnifying-glass-minus",
                if_scan,
            ),
            Command(
                ZOOM_IN,
                lambda: canvas.set_zoom(canvas.zoom * ZOOM_STEP),
                "Ctrl++",
                "magnifying-glass-plus",
                if_scan,
            ),
            Command(ZOOM_FIT, lambda: canvas.set_zoom(1), "Ctrl+0", "corners-out", if_scan),
            Command(TURN, canvas.turn, "Ctrl+Shift+R", "arrow-clockwise", if_scan),
            Command(PAGE_BEFORE, lambda: self.step(-1), "PgUp", "caret-left", lambda: if_page(-1)),
            Command(NEXT_PAGE, lambda: self.step(1), "PgDown", "caret-right", lambda: if_page(1)),
            Command(PRINT, self.print_asked.emit, "Ctrl+P", "printer", if_scan),
            Command(SAVE_COPY, self.copy_asked.emit, "Ctrl+Shift+S", "download-simple", if_scan),
            Command(OPEN, self.open_asked.emit, "", "arrow-square-out", if_scan),
        )

    # --- making it ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(m.GAP_4, m.GAP_1, m.GAP_2, m.GAP_1)
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        for command in self._commands:
            if command.name not in {PAGE_BEFORE, NEXT_PAGE, ZOOM_FIT}:
                head.addWidget(self._button(command))
        sentence = QWidget()
        sentence.setProperty("look", "desk")
        sentence.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = QVBoxLayout(sentence)
        middle.setContentsMargins(m.GAP_5, m.GAP_4, m.GAP_5, m.GAP_4)
        middle.addStretch(1)
        middle.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._words)
        middle.addStretch(1)
        self._shown.addWidget(self.canvas)
        self._shown.addWidget(sentence)
        self._foot = QWidget()
        self._foot.setProperty("look", "desk")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(m.GAP_2, 0, m.GAP_2, m.GAP_1)
        foot.setSpacing(m.GAP_1)
        foot.addStretch(1)
        by_name = {command.name: command for command in self._commands}
        foot.addWidget(self._button(by_name[PAGE_BEFORE]))
        foot.addWidget(self._count)
        foot.addWidget(self._button(by_name[NEXT_PAGE]))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._shown, 1)
        column.addWidget(self._foot)
        self._shown.setMinimumHeight(m.PAGE_LEAST)

    def _button(self, command: Command) -> QPushButton:
        button = QPushButton()
        button.setProperty("look", "icon")
        button.setIcon(icon(command.icon))
        button.setIconSize(QSize(m.ICON, m.ICON))
        button.clicked.connect(command.run)
        self._buttons.append((button, command))
        return button

    def _tell(self) -> None:
        name = type_name(self._slot) if self._slot else NOTHING_CHOSEN.said()
        page, pages = self.page
        self._title.show_text(name)
        self._count.setText(PAGE_OF.said(page=page, pages=pages))
        self._foot.setVisible(pages > 1)
        spoken = PAGE_SPOKEN.said(document=name, page=page, pages=pages) if pages else VIEWER.said()
        self.canvas.setAccessibleName(spoken)
        for button, command in self._buttons:
            reason = command.why_not()
            button.setEnabled(reason is None)
            button.setAccessibleName(command.name.said())
            words = WITH_KEYS.said(action=command.name, keys=command.keys) if command.keys else ""
            button.setToolTip(reason.said() if reason else words or command.name.said())
        self._show_page()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Fetch what was not fetched out of sight."""
        super().showEvent(event)
        self._fetch()
