"""What stands in the list's place: that it is loading, empty, failed, or that nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.widgets.message_page import MessagePage

EMPTY = Message("ui.files_empty", "No vehicle files yet")
EMPTY_HINT = Message(
    "ui.files_empty_hint", "Make the first one, or import the list of vehicles that you have."
)
NEW_FILE = Message("ui.files_empty_new", "New file")
IMPORT = Message("ui.files_empty_import", "Import a list")
LOADING = Message("ui.files_loading", "Loading the vehicle files …")
NO_HITS = Message("ui.no_hits", "Nothing found for “{query}”")
NO_HITS_HINT = Message(
    "ui.no_hits_hint", "Every word must fit the same file: its plate, VIN, name, phone, pinyin or model."
)
DID_YOU_MEAN = Message("ui.did_you_mean", "Did you mean one of these?")
NONE_FITS = Message("ui.none_fits", "No file fits these conditions")
NONE_FITS_HINT = Message("ui.none_fits_hint", "Remove some of them, or show all files.")
SHOW_ALL = Message("ui.show_all_files", "Show all files")
FAILED = Message("ui.files_failed", "The list could not be read")
AGAIN = Message("ui.try_again", "Try again")
MOST_SUGGESTED = 3
PATIENCE_MS = 300
"""Loading that is shorter than this is not mentioned."""


class ListOrWords(QStackedWidget):
    """The list, or a page that says why there is none; `meant` carries suggested words that were chosen."""

    meant = Signal(str)

    def __init__(self, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._error: DealerDeskError | None = None
        self._query = ""
        self._suggestions: Sequence[str] = ()
        self._blank = QWidget()
        self._loading = MessagePage("folders")
        self._empty = MessagePage("folder-plus")
        self._no_hits = MessagePage("magnifying-glass")
        self._none_fits = MessagePage("funnel-simple")
        self._failed = MessagePage("warning-circle", "bad")
        self.new_file = self._empty.add_button(filled=True)
        self.import_ = self._empty.add_button()
        self.suggested = [self._no_hits.add_button(filled=at == 0) for at in range(MOST_SUGGESTED)]
        for button in self.suggested:
            button.clicked.connect(partial(self._on_suggested, button))
            button.hide()
        self.leave_search = self._no_hits.add_button()
        self.show_all = self._none_fits.add_button(filled=True)
        self.again = self._failed.add_button(filled=True)
        pages = (self._loading, self._empty, self._no_hits, self._none_fits, self._failed)
        for page in (self._blank, *pages, table):
            self.addWidget(page)
        retell(self, self._tell)
        QTimer.singleShot(PATIENCE_MS, self, self._on_patience_ended)

    @property
    def said(self) -> str:
        """What is said in the list's place; empty while there is a list."""
        page = self.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    @property
    def has_list(self) -> bool:
        """Whether the list is shown."""
        return self.currentWidget() is self._table

    @property
    def is_empty(self) -> bool:
        """Whether there is not a single file yet."""
        return self.currentWidget() is self._empty

    def show_list(self) -> None:
        """Show the list."""
        self.setCurrentWidget(self._table)

    def show_none(self, query: str, *, narrowed: bool, suggestions: Sequence[str] = ()) -> None:
        """Say why the list is empty: nothing was found for `query`, nothing fits, or there is nothing yet.

        `suggestions` are other words that find something.
        """
        self._query, self._suggestions = query, suggestions[:MOST_SUGGESTED]
        self._tell()
        if query:
            self.setCurrentWidget(self._no_hits)
        else:
            self.setCurrentWidget(self._none_fits if narrowed else self._empty)

    def show_error(self, error: DealerDeskError) -> None:
        """Say that the list could not be read, and why."""
        self._error = error
        self._tell()
        self.setCurrentWidget(self._failed)

    def focus_widget(self) -> QWidget:
        """Where the keyboard goes now."""
        buttons = {
            self._empty: self.new_file,
            self._no_hits: self.suggested[0] if self._suggestions else self.leave_search,
            self._none_fits: self.show_all,
            self._failed: self.again,
        }
        page = self.currentWidget()
        return buttons.get(page, self._table) if isinstance(page, MessagePage) else self._table

    def _on_suggested(self, button: QPushButton) -> None:
        self.meant.emit(button.text())

    def _on_patience_ended(self) -> None:
        if self.currentWidget() is self._blank:
            self.setCurrentWidget(self._loading)

    def _tell(self) -> None:
        self._loading.show_text(LOADING.said())
        self._empty.show_text(EMPTY.said(), EMPTY_HINT.said())
        hint = DID_YOU_MEAN if self._suggestions else NO_HITS_HINT
        self._no_hits.show_text(NO_HITS.said(query=self._query), hint.said())
        for at, button in enumerate(self.suggested):
            meant = self._suggestions[at] if at < len(self._suggestions) else ""
            button.setText(meant)
            button.setAccessibleName(meant)
            button.setVisible(bool(meant))
        self._none_fits.show_text(NONE_FITS.said(), NONE_FITS_HINT.said())
        self._failed.show_text(FAILED.said(), str(self._error) if self._error else "")
        for button, words in (
            (self.new_file, NEW_FILE),
            (self.import_, IMPORT),
            (self.leave_search, SHOW_ALL),
            (self.show_all, SHOW_ALL),
            (self.again, AGAIN),
        ):
            button.setText(words.said())
            button.setAccessibleName(words.said())
