"""The bar above every page: the search box."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dealerdesk.ui.shell.search_box import SearchBox
from dealerdesk.ui.theme import measures as m


class TopBar(QFrame):
    """Holds what is at hand on every page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "top")
        self.setFixedHeight(m.TOP_BAR)
        self.search = SearchBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.addWidget(self.search, 2)
        row.addStretch(1)
