"""The small pictures in the slots, fetched while they are in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dealerdesk.ui.documents.board import SlotBoard
from dealerdesk.ui.documents.pictures import PagePictures, PageRef
from dealerdesk.ui.documents.slots import Slot
from dealerdesk.ui.theme import measures as m


class SlotThumbs(QObject):
    """Gives each card of `board` the first page of its document."""

    def __init__(self, board: SlotBoard, pictures: PagePictures) -> None:
        super().__init__(board)
        self._board = board
        self._pictures = pictures
        pictures.arrived.connect(self._on_arrived)
        board.filled.connect(self.show)

    def show(self) -> None:
        """Show what is drawn by now, and fetch the rest where somebody looks."""
        if not self._board.isVisible():
            return
        width = round(m.THUMB_WIDTH * self._board.devicePixelRatioF())
        for card in self._board.cards:
            page = _first_page(card.slot)
            if page is not None:
                self._pictures.want(page, width)
        self._board.show_thumbs(self._find)

    def _find(self, slot: Slot) -> QImage | None:
        page = _first_page(slot)
        return self._pictures.find(page) if page else None

    def _on_arrived(self, page: PageRef) -> None:
        for card in self._board.cards:
            if _first_page(card.slot) == page:
                card.show_thumb(self._pictures.find(page))


def _first_page(slot: Slot) -> PageRef | None:
    if slot.document is None or not slot.document.scans:
        return None
    scan = slot.document.scans[0]
    return PageRef(scan.sha256, scan.name)
