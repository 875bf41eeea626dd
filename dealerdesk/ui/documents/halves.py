"""The slots and the viewer beside each other, shared as the person left them, else as it suits the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme import measures as m

KEPT_SIZES = "documents.sizes"


class Halves(QSplitter):
    """Gives the viewer what the slots do not need, until the person moves the line between them."""

    def __init__(
        self, slots: QWidget, viewer: QWidget, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._halves = (slots, viewer)
        self._preferences = preferences
        self.setChildrenCollapsible(False)
        self.setHandleWidth(m.BORDER)
        self.addWidget(slots)
        self.addWidget(viewer)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        kept = preferences.kept(KEPT_SIZES)
        self._is_by_hand = (
            isinstance(kept, list)
            and len(kept) == self.count()
            and all(isinstance(each, int) for each in kept)
        )
        if self._is_by_hand:
            self.setSizes(kept)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Share the room anew."""
        super().resizeEvent(event)
        if not self._is_by_hand:
            wide = min(max(self.width() - m.BOARD_WANTED, m.VIEWER_WIDTH), m.VIEWER_WIDEST)
            self.setSizes([self.width() - wide, wide])

    def _on_moved(self) -> None:
        if not any(half.isHidden() for half in self._halves):
            self._is_by_hand = True
            self._preferences.keep(KEPT_SIZES, self.sizes())
