"""The files page: a list of vehicle files or of search hits, and the preview of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.services.lists import Lists
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.files.preview import PreviewPane
from dealerdesk.ui.files.table import FilesTable
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.widgets.message_page import MessagePage
from dealerdesk.ui.widgets.painting import baseline_drop

TITLE = Message("ui.files_title", "Vehicle files")
FILES_COUNT = Message("ui.files_count", "{number} file", "{number} files")
FOUND_COUNT = Message("ui.found_count", "{number} found", "{number} found")
FOUND_MORE = Message("ui.found_more", "{number} found, the first {shown} are listed: type more to see fewer")
SELECTED_COUNT = Message("ui.selected_count", "{count} selected", "{count} selected")
EMPTY = Message("ui.files_empty", "No vehicle files yet")
EMPTY_HINT = Message(
    "ui.files_empty_hint", "Import the list of vehicles that you have: dealerdesk import files LIST.xlsx"
)
LOADING = Message("ui.files_loading", "Loading the vehicle files …")
NO_HITS = Message("ui.no_hits", "Nothing found for “{query}”")
NO_HITS_HINT = Message(
    "ui.no_hits_hint", "Every word must fit the same file: its plate, VIN, name, phone, pinyin or model."
)
SHOW_ALL = Message("ui.show_all_files", "Show all files")
FAILED = Message("ui.files_failed", "The list could not be read")
AGAIN = Message("ui.try_again", "Try again")
TABLE = Message("ui.files_table", "List of vehicle files")

DETAIL_TOPIC = "files.detail"
PATIENCE_MS = 300
"""Loading that is shorter than this is not mentioned."""


class FilesPage(QWidget):
    """Shows what `search_for` asks for; `counted` says for the status bar what is listed and chosen."""

    counted = Signal(str, str)
    search_left = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, feed: ChangeFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._tasks = tasks
        self._error: DealerDeskError | None = None
        self._chosen: int | None = None
        self._is_answered = False
        self._opened_by_hand = False
        self._open_when_answered = False
        self._answered_query = ""
        self.model = FilesModel(tasks, desk.lists, desk.search, self)
        self.table = FilesTable(self.model)
        self.preview = PreviewPane()
        self._title = QLabel()
        self._title.setProperty("text_kind", "title")
        self._count = QLabel()
        self._count.setProperty("text_kind", "second")
        self._loading = MessagePage("folders")
        self._empty = MessagePage("folder-plus")
        self._no_hits = MessagePage("magnifying-glass")
        self._failed = MessagePage("warning-circle", "bad")
        self._show_all = self._no_hits.add_button()
        self._again = self._failed.add_button(filled=True)
        self._list = QStackedWidget()
        self._arrange()
        self._connect(feed)
        retell(self, self._tell)
        QTimer.singleShot(PATIENCE_MS, self, self._on_patience_ended)
        self.model.refresh()

    @property
    def said_instead(self) -> str:
        """What is said in the list's place; empty while there is a list."""
        page = self._list.currentWidget()
        return page.text if isinstance(page, MessagePage) else ""

    def search_for(self, query: str) -> None:
        """List the hits of `query`, or all files when it is empty."""
        self.model.find(query)

    def step(self, rows: int) -> None:
        """Choose the file so many rows further down, or up."""
        self.table.step(rows)

    def open_chosen(self) -> None:
        """Look at the chosen file: its preview opens, where there was no room for it, and is read."""
        if self.model.is_asking:
            self._open_when_answered = True
        elif self._chosen is not None:
            self._opened_by_hand = True
            self._fit_preview()
            self.preview.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> list[QWidget]:
        """What F6 walks through."""
        return [pane for pane in (self.table, self.preview) if pane.isVisible()]

    def leave_preview(self) -> bool:
        """Go back from the preview to the list; False when the list has the focus already."""
        if not self.preview.hasFocus():
            return False
        self._opened_by_hand = False
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._fit_preview()
        return True

    def _arrange(self) -> None:
        strip = QWidget()
        strip.setFixedHeight(m.PAGE_HEAD)
        head = QHBoxLayout(strip)
        head.setContentsMargins(m.GAP_4, 0, m.GAP_4, 0)
        head.setSpacing(m.GAP_3)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        blank = QWidget()
        for page in (blank, self._loading, self._empty, self._no_hits, self._failed, self.table):
            self._list.addWidget(page)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(strip)
        left.addWidget(self._list, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(self.preview)

    def _connect(self, feed: ChangeFeed) -> None:
        feed.files_changed.connect(self._on_files_changed)
        self.model.answered.connect(self._on_answered)
        self.model.failed.connect(self._on_failed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_chosen)
        self._show_all.clicked.connect(self.search_left)
        self._again.clicked.connect(self.model.refresh)

    def _tell(self) -> None:
        model = self.model
        number, listed = shown_number(model.total), model.rowCount()
        if not self._is_answered:
            count = ""
        elif not model.query:
            count = FILES_COUNT.said(number=number, count=model.total)
        elif model.total > listed:
            count = FOUND_MORE.said(number=number, shown=shown_number(listed))
        else:
            count = FOUND_COUNT.said(number=number, count=model.total)
        self._title.setText(TITLE.said())
        self._count.setText(count)
        self._count.setContentsMargins(0, baseline_drop(Text.BODY, Text.TITLE), 0, 0)
        self._count.setVisible(self._list.currentWidget() is self.table)
        self.table.setAccessibleName(TABLE.said())
        self._loading.show_text(LOADING.said())
        self._empty.show_text(EMPTY.said(), EMPTY_HINT.said())
        self._no_hits.show_text(NO_HITS.said(query=model.query), NO_HITS_HINT.said())
        self._failed.show_text(FAILED.said(), str(self._error) if self._error else "")
        self._show_all.setText(SHOW_ALL.said())
        self._again.setText(AGAIN.said())
        self.counted.emit(count, SELECTED_COUNT.said(count=1) if self._chosen is not None else "")

    def _on_answered(self) -> None:
        self._is_answered = True
        self._error = None
        listed = self.model.rowCount()
        if listed:
            self._list.setCurrentWidget(self.table)
        else:
            self._list.setCurrentWidget(self._no_hits if self.model.query else self._empty)
        self.table.show_matches(searching=bool(self.model.query))
        self.table.look_around()
        self._choose_again()
        self._fit_preview()
        self._tell()
        if self._open_when_answered:
            self._open_when_answered = False
            self.open_chosen()

    def _choose_again(self) -> None:
        """Choose the best hit of a new search; otherwise stay with the chosen file while it is listed."""
        is_new_search = self.model.query != self._answered_query and bool(self.model.query)
        self._answered_query = self.model.query
        row = self.model.row_of(self._chosen) if self._chosen is not None and not is_new_search else None
        if self.model.rowCount():
            self.table.choose(row or 0)
        else:
            self._on_chosen(-1)

    def _on_chosen(self, row: int) -> None:
        file_id = self.model.id_at(row)
        if file_id is None and self.model.rowCount():
            return  # the list is being exchanged; its new one chooses
        if file_id != self._chosen:
            self._chosen = file_id
            self._tell()
        if file_id is None:
            self._tasks.forget(DETAIL_TOPIC)
            self.preview.show_nothing()
        elif file_id != self.preview.file_id:
            self._load_preview(file_id)

    def _load_preview(self, file_id: int) -> None:
        self._tasks.read(
            DETAIL_TOPIC, partial(_detail_of, self._desk.lists, file_id), self._on_detail, self._on_failed
        )

    def _on_detail(self, found: tuple[FileDetail, Sequence[DocumentType]] | None) -> None:
        if found is None:
            self.preview.show_nothing()
        else:
            self.preview.show_file(*found, self._desk.database.now().date())

    def _on_files_changed(self, file_ids: frozenset[int]) -> None:
        self.model.forget_rows(file_ids)
        if self._chosen in file_ids:
            self._load_preview(self._chosen)

    def _on_failed(self, error: Exception) -> None:
        self._error = error_for_people(error)
        self._open_when_answered = False
        self._list.setCurrentWidget(self._failed)
        self._fit_preview()
        self._tell()

    def _on_patience_ended(self) -> None:
        if not self._is_answered and self._error is None:
            self._list.setCurrentWidget(self._loading)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Close the preview where there is no room for it."""
        super().resizeEvent(event)
        self._fit_preview()

    def _fit_preview(self) -> None:
        is_wide = self.window().width() >= m.NARROW_BELOW
        has_list = self._list.currentWidget() is self.table
        self.preview.setVisible(has_list and (is_wide or self._opened_by_hand))
        spare = self.width() - m.NARROW_BELOW - m.PREVIEW_WIDTH
        self.preview.setFixedWidth(min(max(m.PREVIEW_WIDTH, m.PREVIEW_WIDTH + spare // 3), m.PREVIEW_WIDEST))


def _detail_of(lists: Lists, file_id: int) -> tuple[FileDetail, Sequence[DocumentType]] | None:
    """A file in full and which of its documents end soon, or None when it is gone."""
    detail, row = lists.detail(file_id), lists.rows([file_id]).get(file_id)
    return (detail, row.expiring) if detail and row else None
