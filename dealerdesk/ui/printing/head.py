"""The head of the print page: whose papers these are, how large a page is shown, and which one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import WITH_KEYS, Command
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.widgets.eliding_label import ElidingLabel

TITLE = Message("ui.print_title", "Print labels and cover sheets")
PAGE = Message("ui.print_page", "Page {page} of {pages}")
PAGE_BEFORE = Message("ui.print_page_before", "Page before")
NEXT_PAGE = Message("ui.print_next_page", "Next page")
ZOOM_OUT = Message("ui.print_zoom_out", "Zoom out")
ZOOM_IN = Message("ui.print_zoom_in", "Zoom in")
ZOOM_FIT = Message("ui.print_zoom_fit", "Fit the page")
FIT = Message("ui.print_fit", "Fit")
_KEYS = {PAGE_BEFORE: "PgUp", NEXT_PAGE: "PgDown", ZOOM_OUT: "Ctrl+-", ZOOM_FIT: "Ctrl+0", ZOOM_IN: "Ctrl++"}
_ICONS = {
    PAGE_BEFORE: "caret-left",
    NEXT_PAGE: "caret-right",
    ZOOM_OUT: "magnifying-glass-minus",
    ZOOM_FIT: "corners-out",
    ZOOM_IN: "magnifying-glass-plus",
}


class PrintHead(QWidget):
    """`turned` tells so many pages on or back, `zoomed` so many steps larger or smaller, `fitted` neither."""

    turned = Signal(int)
    zoomed = Signal(int)
    fitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whose = ElidingLabel(kind="second")
        self.at = QLabel()
        self._title = QLabel()
        self._acts: dict[Message, Callable[[], None]] = {
            ZOOM_OUT: lambda: self.zoomed.emit(-1),
            ZOOM_FIT: self.fitted.emit,
            ZOOM_IN: lambda: self.zoomed.emit(1),
            PAGE_BEFORE: lambda: self.turned.emit(-1),
            NEXT_PAGE: lambda: self.turned.emit(1),
        }
        self.buttons = {words: QToolButton() for words in self._acts}
        self._arrange()
        retell(self, self._tell)

    @property
    def before(self) -> QToolButton:
        """Turns to the page before."""
        return self.buttons[PAGE_BEFORE]

    @property
    def after(self) -> QToolButton:
        """Turns to the next page."""
        return self.buttons[NEXT_PAGE]

    def commands(self) -> list[Command]:
        """The same by keys."""
        return [Command(words, act, _KEYS[words], _ICONS[words]) for words, act in self._acts.items()]

    def show_page(self, page: int, pages: int) -> None:
        """Say which page, from 0 on, is in sight, and offer others."""
        self.at.setText(PAGE.said(page=page + 1, pages=pages) if pages else "")
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < pages)

    def _arrange(self) -> None:
        self.setFixedHeight(m.PAGE_HEAD)
        self._title.setProperty("text_kind", "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        row.setSpacing(m.GAP_3)
        row.addWidget(self._title)
        row.addWidget(self.whose, 1)
        for words, button in self.buttons.items():
            if words is PAGE_BEFORE:
                row.addSpacing(m.GAP_3)
            row.addWidget(button)
            if words is PAGE_BEFORE:
                row.addWidget(self.at)
            button.clicked.connect(self._acts[words])
            if words is not ZOOM_FIT:
                button.setIcon(icon(_ICONS[words]))

    def _tell(self) -> None:
        self._title.setText(TITLE.said())
        self.buttons[ZOOM_FIT].setText(FIT.said())
        for words, button in self.buttons.items():
            button.setAccessibleName(words.said())
            button.setToolTip(WITH_KEYS.said(name=words, keys=_KEYS[words]))
