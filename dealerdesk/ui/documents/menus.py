"""The menus of the documents tab: what can be done with one slot, and which document to add."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper, Side
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import DocumentDetail, FileDetail, ScanDetail
from dealerdesk.services.documents import Target
from dealerdesk.ui.documents.actions import DocumentActions
from dealerdesk.ui.documents.board import NO_ORDER, SALES, SERVICE
from dealerdesk.ui.documents.slots import Slot, SlotState
from dealerdesk.ui.documents.words import in_a_line, visit_words
from dealerdesk.ui.formats import label, shown_date
from dealerdesk.ui.theme.icons import icon

ADD_SCANS = Message("ui.doc_menu_add", "Add scans …")
ADD_ANOTHER = Message("ui.doc_menu_another", "Add another document of this type …")
PAPER_THERE = Message("ui.doc_menu_paper_there", "The paper is here, without a scan")
PAPER = Message("ui.doc_menu_paper", "Paper")
CHANGE_TYPE = Message("ui.doc_menu_type", "Make it another type")
CHANGE_VISIT = Message("ui.doc_menu_visit", "Belongs to visit")
MOVE_SCAN = Message("ui.doc_menu_move_scan", "Move the shown scan to")
REMOVE_SCAN = Message("ui.doc_menu_remove_scan", "Remove the shown scan")
REMOVE = Message("ui.doc_menu_remove", "Remove the document")
WAIVE = Message("ui.doc_menu_waive", "Waive …")
WANT_AGAIN = Message("ui.doc_menu_want_again", "Require it again")

Browse = Callable[[DocumentType, Target], None]


class SlotMenu(QMenu):
    """What can be done with a slot; deletes itself when it closes."""

    def __init__(  # noqa: PLR0913, PLR0917  # what its entries do
        self,
        slot: Slot,
        detail: FileDetail,
        scan: ScanDetail | None,
        actions: DocumentActions,
        browse: Browse,
        waive: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        self._slot, self._detail, self._scan = slot, detail, scan
        self._do = actions
        document = slot.document
        target = Target(document=document.id if document else None, order=slot.order)
        self._entry(ADD_SCANS, "file-plus", partial(browse, slot.type, target))
        if document is None:
            self._fill_empty(waive)
        else:
            self._fill_filled(document, browse)

    def _fill_empty(self, waive: Callable[[], None]) -> None:
        slot = self._slot
        if slot.state is SlotState.WAIVED:
            self._entry(WANT_AGAIN, "", partial(self._do.unwaive, slot))
            return
        self._entry(PAPER_THERE, "check", partial(self._do.toggle_paper, slot))
        if slot.state is SlotState.MISSING:
            self._entry(WAIVE, "prohibit", waive)

    def _fill_filled(self, document: DocumentDetail, browse: Browse) -> None:
        slot = self._slot
        another = Target(order=slot.order, is_new=True)
        self._entry(ADD_ANOTHER, "plus", partial(browse, slot.type, another))
        self.addSeparator()
        self._fill_paper()
        self._fill_types()
        if slot.type.side is Side.SERVICE and self._detail.orders:
            self._fill_visits(document)
        if self._scan is not None:
            self._fill_scans(document, self._scan)
        self.addSeparator()
        if self._scan is not None:
            self._entry(REMOVE_SCAN, "trash", partial(self._do.remove_scan, self._scan))
        else:
            self._entry(REMOVE, "trash", partial(self._do.remove, slot))

    def _fill_paper(self) -> None:
        papers = self.addMenu(PAPER.said())
        for paper in Paper:
            act = papers.addAction(label(PAPER_LABELS[paper]))
            act.setCheckable(True)
            act.setChecked(self._slot.paper is paper)
            act.triggered.connect(partial(self._note, paper))

    def _note(self, paper: Paper, _checked: bool = False) -> None:  # Qt hands it in
        self._do.note_paper(self._slot, paper)

    def _fill_types(self) -> None:
        types = self.addMenu(CHANGE_TYPE.said())
        for kind in DocumentType:
            if kind is not self._slot.type:
                act = types.addAction(label(TYPE_LABELS[kind]))
                act.triggered.connect(partial(self._move, kind, self._slot.order))

    def _fill_visits(self, document: DocumentDetail) -> None:
        menu = self.addMenu(CHANGE_VISIT.said())
        choices: list[tuple[int | None, str]] = [
            (order.id, visit_words(order)) for order in reversed(self._detail.orders)
        ]
        for order, words in [*choices, (None, NO_ORDER.said())]:
            act = menu.addAction(words)
            act.setCheckable(True)
            act.setChecked(document.order_id == order)
            act.triggered.connect(partial(self._move, self._slot.type, order))

    def _move(self, kind: DocumentType, order: int | None, _checked: bool = False) -> None:  # Qt hands it in
        self._do.move(self._slot, kind, order)

    def _fill_scans(self, document: DocumentDetail, scan: ScanDetail) -> None:
        others = [each for each in self._detail.documents if each.id != document.id]
        if not others:
            return
        menu = self.addMenu(MOVE_SCAN.said())
        for other in others:
            kind = DocumentType(other.type)
            target = Slot(kind, SlotState.FILLED, other.order_id, other)
            parts = [label(TYPE_LABELS[kind]), other.number or "", shown_date(other.dated)]
            act = menu.addAction(in_a_line([part for part in parts if part]))
            act.triggered.connect(partial(self._move_scan, scan, target))

    def _move_scan(self, scan: ScanDetail, target: Slot, _checked: bool = False) -> None:  # Qt hands it in
        self._do.move_scan(scan, target)

    def _entry(self, name: Message, sign: str, run: Callable[[], None]) -> None:
        act = QAction(name.said(), self)
        if sign:
            act.setIcon(icon(sign))
        act.triggered.connect(lambda _checked=False: run())
        self.addAction(act)


class AddMenu(QMenu):
    """The types of documents that can be added, sales side first; deletes itself when it closes."""

    def __init__(self, order: int | None, browse: Browse, parent: QWidget) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        for side, name in ((Side.SALES, SALES), (Side.SERVICE, SERVICE)):
            self.addSection(name.said())
            for kind in DocumentType:
                if kind.side is side:
                    target = Target(order=order if side is Side.SERVICE else None)
                    act = self.addAction(label(TYPE_LABELS[kind]))
                    act.triggered.connect(
                        lambda _checked=False, kind=kind, target=target: browse(kind, target)
                    )
