"""The Documents tab of a vehicle file: slots on the left, pages and fields of the chosen one on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.services.documents import Attached, Survey, Target, WaitingScan
from dealerdesk.ui.commands import Command
from dealerdesk.ui.dialogs import FilePattern, choose_files, choose_folder
from dealerdesk.ui.documents.actions import DocumentActions
from dealerdesk.ui.documents.board import SlotBoard
from dealerdesk.ui.documents.fields import DocumentFields
from dealerdesk.ui.documents.halves import Halves
from dealerdesk.ui.documents.inbox import InboxStrip, ScanInbox
from dealerdesk.ui.documents.incoming import Incoming, incoming_from
from dealerdesk.ui.documents.menus import AddMenu, SlotMenu
from dealerdesk.ui.documents.pictures import PagePictures
from dealerdesk.ui.documents.refusals import Refusals
from dealerdesk.ui.documents.slot_parts import Ask
from dealerdesk.ui.documents.slot_thumbs import SlotThumbs
from dealerdesk.ui.documents.slots import Slot, SlotState
from dealerdesk.ui.documents.tab_commands import CHOOSE_INBOX, commands_of
from dealerdesk.ui.documents.viewer import Viewer
from dealerdesk.ui.documents.words import PAGES, in_a_line, titled
from dealerdesk.ui.documents.words import SCANS as SCANS_COUNTED
from dealerdesk.ui.file.tab import FileTabWidget
from dealerdesk.ui.formats import shown_size
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.meter import DOCUMENTS_OF

CHOOSE_SCANS = Message("ui.doc_choose_scans", "Choose scans")
SCANS = Message("ui.doc_scan_files", "Scans")
KEPT_FOLDED = "documents.fields_folded"
SCAN_PATTERN = FilePattern(
    SCANS, ("*.pdf", "*.jpg", "*.jpeg", "*.png", "*.tif", "*.tiff", "*.heic", "*.webp", "*.bmp", "*.gif")
)
_PAGE_ROOM = 96 << 20
_THUMB_ROOM = 8 << 20
_NARROW = 900
"""A tab narrower than this shows either the slots or the viewer."""


class DocumentsTab(FileTabWidget):
    """Slots, viewer and fields; whatever is written comes back through the file page's reload."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        scans, tasks = workplace.desk.scans, workplace.tasks
        self._detail: FileDetail | None = None
        self._item: int | None = None
        self._is_narrow = False
        self._is_open = False
        pages = PagePictures(tasks, scans.page, "documents.pages", _PAGE_ROOM, self)
        small = PagePictures(tasks, scans.page, "documents.thumbs", _THUMB_ROOM, self)
        arriving = PagePictures(tasks, scans.page_of_file, "documents.arriving", _THUMB_ROOM, self)
        self.do = DocumentActions(workplace, self)
        self.board = SlotBoard()
        self._thumbs = SlotThumbs(self.board, small)
        self.viewer = Viewer(pages)
        self.fields = DocumentFields()
        self.refusals = Refusals()
        self.inbox = ScanInbox(workplace, self)
        self.strip = InboxStrip(self.inbox, arriving)
        self._side = QFrame()
        self._side.setProperty("look", "page")
        self._side_layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._halves = Halves(self.board, self._side, workplace.preferences)
        self._arrange()
        self._connect()
        self._commands = commands_of(self)

    @property
    def shown(self) -> FileDetail | None:
        """The file whose documents are shown."""
        return self._detail

    # --- the contract of tabs -------------------------------------------------------------------------

    def show_file(self, detail: FileDetail) -> None:
        """Show the documents of `detail`."""
        if self._detail is not None and self._detail.id != detail.id:
            self.fields.save(in_passing=True)
            self._is_open = False
        self._detail = detail
        self.do.show_file(detail)
        self.refusals.show_file(detail.id)
        self.board.show_file(detail, self.workplace.desk.database.now().date())
        if self._item is not None and self.board.choose_document(self._item):
            self._item = None
        self._thumbs.show()
        self._count()

    def choose(self, item: int) -> None:
        """Choose the document with the id `item`, now or when its file is shown."""
        self._item = None if self._detail and self.board.choose_document(item) else item

    def arrive(self) -> None:
        """See what the scanner has brought, and what was drawn out of sight."""
        self.inbox.begin()
        self._thumbs.show()
        self._count()

    def leave(self) -> None:
        """Save what was typed, where it can be read; the rest stays typed."""
        self.fields.save(in_passing=True)

    def take_focus(self) -> None:
        """Begin at the chosen slot."""
        self.board.take_focus()

    def panes(self) -> Sequence[QWidget]:
        """Slots, pages, fields; and the scan inbox while something waits in it."""
        found: list[QWidget] = [self.strip.buttons[0]] if self.strip.buttons else []
        if self.board.isVisible() and self.board.card is not None:
            found.append(self.board.card)
        if self._side.isVisible():
            found += [self.viewer, self.fields.first]
        return found

    def go_back(self) -> bool:
        """Leave the waiver, the chosen scan of the inbox, or the viewer."""
        card = self.board.card
        if card is not None and card.is_waiving:
            card.stop_waiving()
            return True
        if self.strip.let_go():
            return True
        if self._is_narrow and self._is_open:
            self._open_side(open_=False)
            self.board.take_focus()
            return True
        focus = QApplication.focusWidget()
        if focus is not None and self._side.isAncestorOf(focus):
            self.board.take_focus()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done with documents."""
        return self._commands

    # --- what people do -------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask which document to add, then for its scans."""
        self._on_add_asked(self.board.add_other.mapToGlobal(QPoint(0, self.board.add_other.height())))

    def save(self) -> None:
        """Save what was typed into the fields."""
        self.fields.save()

    def paste(self) -> None:
        """Attach what is on the clipboard to the chosen slot."""
        slot = self.board.slot
        incoming = incoming_from(QGuiApplication.clipboard().mimeData())
        if slot is not None:
            self.do.attach(slot.type, incoming, target_of(slot))

    def browse(self, type_: DocumentType, target: Target) -> None:
        """Ask for files and attach them."""
        paths = choose_files(self, CHOOSE_SCANS, (SCAN_PATTERN,))
        self.do.attach(type_, Incoming(tuple(paths)), target)

    def choose_inbox(self) -> None:
        """Ask for the folder that the scanner writes into."""
        folder = choose_folder(self, CHOOSE_INBOX)
        if folder is not None:
            self.inbox.use(folder)

    def browse_chosen(self) -> None:
        """Ask for scans of the chosen document."""
        if self.board.slot is not None:
            self.browse(self.board.slot.type, target_of(self.board.slot))

    def waive_chosen(self) -> None:
        """Ask why the chosen document is not required."""
        if self.board.card is not None:
            self.board.card.ask_reason()

    def ask(self, ask: Ask) -> None:
        """Do with the chosen slot what its keys and buttons do."""
        if self.board.slot is not None:
            self._on_asked(self.board.slot, ask)

    def open_menu(self) -> None:
        """Open the menu of the chosen document."""
        card = self.board.card
        if card is not None:
            self._on_menu_asked(card.slot, card.mapToGlobal(QPoint(m.GAP_5, m.GAP_5)))

    # --- from the slots -------------------------------------------------------------------------------

    def _on_chosen(self, slot: Slot | None) -> None:
        file_id = self._detail.id if self._detail else 0
        if not self.fields.shows(slot, file_id):
            self.fields.save(in_passing=True)
        self.viewer.show_slot(slot)
        self.fields.show_slot(slot, file_id)
        self._count()

    def _on_clicked(self, slot: Slot) -> None:
        scan = self.strip.scan
        if scan is not None:
            self._assign(slot, scan)

    def _on_asked(self, slot: Slot, ask: Ask) -> None:
        if ask is Ask.OPEN:
            self._open_side(open_=True)
            has_scans = bool(slot.document and slot.document.scans)
            self.fields.fold(folded=self.fields.is_folded and has_scans)
            target = self.viewer if has_scans else self.fields.first
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif ask is Ask.PAPER and slot.state is not SlotState.WAIVED:
            self.do.toggle_paper(slot)
        elif ask is Ask.BROWSE:
            self.browse(slot.type, target_of(slot))
        elif ask is Ask.UNWAIVE:
            self.do.unwaive(slot)
        elif ask is Ask.REMOVE and slot.document is not None:
            scan = self.viewer.scan
            if scan is not None:
                self.do.remove_scan(scan)
            else:
                self.do.remove(slot)

    def _on_menu_asked(self, slot: Slot, place: QPoint) -> None:
        if self._detail is None:
            return
        menu = SlotMenu(slot, self._detail, self.viewer.scan, self.do, self.browse, self.waive_chosen, self)
        _pop_up(menu, place)

    def _on_add_asked(self, place: QPoint) -> None:
        _pop_up(AddMenu(self.board.order, self.browse, self), place)

    def _on_dropped(self, slot: Slot, incoming: Incoming) -> None:
        waiting = {scan.path: scan for scan in self.inbox.scans}
        from_inbox = [waiting[path] for path in incoming.paths if path in waiting]
        self.do.attach(slot.type, incoming, target_of(slot), partial(self._on_assigned, from_inbox))

    def _on_digit(self, slot: Slot, digit: int) -> None:
        scan = self.strip.number(digit)
        if scan is not None:
            self._assign(slot, scan)

    def _assign(self, slot: Slot, scan: WaitingScan) -> None:
        self.strip.let_go()
        self.do.attach(slot.type, Incoming((scan.path,)), target_of(slot), partial(self._on_assigned, [scan]))

    def _on_assigned(self, scans: Sequence[WaitingScan], attached: Attached) -> None:
        there = {scan.path for scan in attached.attached}
        self.inbox.assigned([scan for scan in scans if scan.path in there], attached.change)

    def _on_held_over(self, incoming: Incoming) -> None:
        if not incoming.paths:
            return
        scans, paths = self.workplace.desk.scans, incoming.paths
        self.workplace.tasks.read(
            "documents.survey", lambda: scans.survey(paths), self._on_surveyed, lambda _error: None
        )

    def _on_surveyed(self, survey: Survey) -> None:
        parts = [PAGES.said(count=survey.pages), shown_size(survey.size)]
        if survey.files > 1:
            parts.insert(0, SCANS_COUNTED.said(count=survey.files))
        for card in self.board.cards:
            card.show_over(in_a_line(parts))

    # --- from the fields ------------------------------------------------------------------------------

    def _on_not_saved(self, error: Exception) -> None:
        if not self.fields.show_refusal(error):
            self.workplace.fail(error)

    # --- making it ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._side_layout.setContentsMargins(0, 0, 0, 0)
        self._side_layout.setSpacing(0)
        self._side_layout.addWidget(self.viewer, 1)
        self._side_layout.addWidget(self.fields, 0)
        self._side.setMinimumWidth(m.VIEWER_WIDTH)
        self.fields.fold(folded=self.workplace.preferences.kept(KEPT_FOLDED) is True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.refusals)
        column.addWidget(self.strip)
        column.addWidget(self._halves, 1)

    def _connect(self) -> None:
        board, do = self.board, self.do
        board.chosen.connect(self._on_chosen)
        board.clicked.connect(self._on_clicked)
        board.asked.connect(self._on_asked)
        board.menu_asked.connect(self._on_menu_asked)
        board.add_asked.connect(self._on_add_asked)
        board.dropped.connect(self._on_dropped)
        board.held_over.connect(self._on_held_over)
        board.digit.connect(self._on_digit)
        board.waived.connect(do.waive)
        board.service_asked.connect(self._on_service_asked)
        self.fields.save_asked.connect(do.save)
        self.fields.scan_asked.connect(self.browse_chosen)
        do.saved.connect(self.fields.saved)
        do.not_saved.connect(self._on_not_saved)
        do.refused.connect(self.refusals.show_refused)
        self.viewer.print_asked.connect(self._on_print_asked)
        self.viewer.copy_asked.connect(self._on_copy_asked)
        self.viewer.open_asked.connect(self._on_open_asked)
        self.inbox.failed.connect(self.workplace.fail)
        self.fields.folded.connect(partial(self.workplace.preferences.keep, KEPT_FOLDED))

    def _on_print_asked(self) -> None:
        if self.board.slot is not None:
            self.do.print_pages(self.board.slot, self.viewer.pages)

    def _on_copy_asked(self) -> None:
        if self.viewer.scan is not None:
            self.do.save_copy(self.viewer.scan)

    def _on_open_asked(self) -> None:
        if self.viewer.scan is not None:
            self.do.open_outside(self.viewer.scan)

    def _on_service_asked(self) -> None:
        if self._detail is not None:
            self.workplace.go(Place(PageName.FILE, self._detail.id, FileTab.SERVICE))

    # --- narrow windows -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Show slots and viewer beside each other, or one of them where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            direction = QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom
            self._side_layout.setDirection(direction)
            self._side_layout.setStretch(1, 1 if narrow else 0)
            self.fields.allow_folding(not narrow)
        self._open_side(open_=self._is_open)

    def _open_side(self, *, open_: bool) -> None:
        self._is_open = open_
        self.board.setVisible(not self._is_narrow or not open_)
        self._side.setVisible(not self._is_narrow or open_)

    def _count(self) -> None:
        if self._detail is None or not self.isVisible():
            return
        complete = self._detail.completeness
        words = DOCUMENTS_OF.said(present=len(complete.present), required=len(complete.required))
        slot = self.board.slot
        self.counted.emit(words, titled(slot) if slot else "")


def target_of(slot: Slot) -> Target:
    """Where scans for `slot` go."""
    if slot.document is None:
        return Target(order=slot.order, was_empty=True)
    return Target(document=slot.document.id)


def _pop_up(menu: QMenu, place: QPoint) -> None:
    menu.popup(place if not place.isNull() else QCursor.pos())
    first = next((act for act in menu.actions() if not act.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)
