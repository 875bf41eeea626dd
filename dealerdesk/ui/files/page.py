"""The files page: a list of vehicle files, narrowed by chips or words, and the preview of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.filters import format_filter
from dealerdesk.domain.messages import Message
from dealerdesk.services.details import FileDetail
from dealerdesk.services.file_filters import NO_FILTER
from dealerdesk.services.lists import FileCounts, Lists
from dealerdesk.ui.commands import Command
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.files.actions import FileActions
from dealerdesk.ui.files.chips import ChipsRow
from dealerdesk.ui.files.exporting import files_shown
from dealerdesk.ui.files.head import FilesHead
from dealerdesk.ui.files.instead import ListOrWords
from dealerdesk.ui.files.layout import read_layout, read_sorting, written_sorting
from dealerdesk.ui.files.narrowing import Narrowing
from dealerdesk.ui.files.preview import PreviewPane
from dealerdesk.ui.files.table import FilesTable
from dealerdesk.ui.formats import shown_number, shown_total
from dealerdesk.ui.models.files_model import FilesModel
from dealerdesk.ui.models.reading import STILL_READING
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.outcome_bar import OutcomeBar

if TYPE_CHECKING:
    from dealerdesk.storage.unit_of_work import Change
    from dealerdesk.ui.listed import ShownList

FILES_COUNT = Message("ui.files_count", "{number} file", "{number} files")
FITTING_COUNT = Message("ui.fitting_count", "{number} file fits", "{number} files fit")
FOUND_COUNT = Message("ui.found_count", "{number} found", "{number} found")
FOUND_MORE = Message("ui.found_more", "{number} found, the first {shown} are listed: type more to see fewer")
SELECTED_COUNT = Message("ui.selected_count", "{number} selected", "{number} selected")
TABLE = Message("ui.files_table", "List of vehicle files")
EXPORT = Message("ui.command_export_files", "Export the list")
AUDIT = Message("ui.command_audit_files", "Audit these files …")
COLUMNS = Message("ui.command_columns", "Choose the columns")
NOTHING_LISTED = Message("ui.nothing_listed", "There is nothing in the list.")

AFTER_ROWS_MS = 100
"""Until the first rows are painted, no preview is read: it needs far more of the program than they do."""
COUNTS_TOPIC = "files.counts"
DETAIL_TOPIC = "files.detail"
KEPT_COLUMNS, KEPT_SORTING, KEPT_PREVIEW = "files.columns", "files.sorting", "files.preview"


class FilesPage(Page):
    """Lists files and previews the chosen one; Enter opens it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        desk = workplace.desk
        self._chosen: int | None = None
        self._selected: Sequence[int] = ()
        self._is_answered = False
        self._is_filled = False
        self._is_stale = True
        self._open_when_answered = False
        self._wants_focus = False
        self._answered_query = ""
        self._after_rows = QTimer(self)
        self._after_rows.setSingleShot(True)
        self._after_rows.setInterval(AFTER_ROWS_MS)
        self.model = FilesModel(workplace.tasks, desk.lists, lambda: desk.search, self)
        self.table = FilesTable(self.model)
        self.preview = PreviewPane()
        self.head = FilesHead()
        self.list = ListOrWords(self.table)
        self.bar = OutcomeBar()
        self.actions_ = FileActions(workplace, self.model, self.table, self.bar, self)
        self.chips = ChipsRow()
        self.narrowing = Narrowing(workplace, self.chips, self.table, self.head.columns)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._remember()
        self._connect()
        retell(self, self._tell)

    def arrive(self, place: Place) -> None:
        """List the hits of the place's words, or all files; what was listed and chosen before stays."""
        if place.words.strip() != self.model.query:
            self.narrowing.search(place.words.strip())
        if self._is_stale:
            self._reload(None)
        self._tell()

    def here(self, place: Place) -> Place:
        """The place with the words that are searched for."""
        return Place(PageName.FILES, words=self.model.query, file_id=place.file_id)

    def take_focus(self) -> None:
        """Into the list, or to the button that stands in its place, also if that is known later only."""
        self._wants_focus = not self._is_answered
        self.list.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """What F6 walks through."""
        panes = (self.chips, self.list.focus_widget(), self.preview)
        return [pane for pane in panes if pane.isVisible()]

    def go_back(self) -> bool:
        """From chips or preview back to the list; then the message in its foot goes."""
        if self.list.has_list and not self.table.hasFocus() and self.focusWidget() is not None:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if self.bar.isVisible():
            self.bar.hide()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """What can be done with the list and with what is chosen in it."""
        return (
            *self.actions_.commands,
            Command(EXPORT, self.export_list, "Ctrl+E", "export", self._why_no_export),
            Command(AUDIT, self.audit_list, "", "clipboard-text", self._why_no_export),
            Command(COLUMNS, self.narrowing.open_columns, "Ctrl+Shift+L", "columns"),
            *self.narrowing.commands,
        )

    def step(self, rows: int) -> None:
        """Choose the file so many rows further down, or up."""
        self.table.step(rows)

    def open_chosen(self) -> None:
        """Open the chosen file; while the answer is on its way, the best one of it."""
        if self.model.is_asking:
            self._open_when_answered = True
        else:
            self.actions_.open()

    def export_list(self) -> None:
        """Hand what is selected to the export page where that is more than one file, else the whole list."""
        self.workplace.go(Place(PageName.EXPORT, listed=self._shown_list()))

    def audit_list(self) -> None:
        """Hand what is selected to be counted where that is more than one file, else the whole list."""
        self.workplace.go(Place(PageName.NEW_AUDIT, listed=self._shown_list()))

    def _shown_list(self) -> ShownList:
        several, wanted = len(self._selected) > 1, self.model.wanted
        ids = self._selected if several else self.model.ids
        is_more = several or self.model.query or wanted.quick or wanted.asks_for_archived
        where = None if is_more else format_filter(wanted.where)
        columns, said = self.table.visible_columns, self.chips.said
        return files_shown(ids, columns, said, are_selected=several, where=where)

    def _arrange(self) -> None:
        strip = QWidget()
        chips = QVBoxLayout(strip)
        chips.setContentsMargins(m.GAP_4, 0, m.GAP_4, m.GAP_3)
        chips.addWidget(self.chips)
        self._strip = strip
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(strip)
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.preview)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(0)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._splitter)

    def _remember(self) -> None:
        kept = self.workplace.preferences.kept
        self.table.use_columns(read_layout(kept(KEPT_COLUMNS)))
        self.table.use_sorting(read_sorting(kept(KEPT_SORTING)))
        width = kept(KEPT_PREVIEW)
        known = isinstance(width, int) and m.PREVIEW_LEAST <= width <= m.PREVIEW_WIDEST
        self._preview_width = width if known else m.PREVIEW_WIDTH

    def _connect(self) -> None:
        go = self.workplace.go
        self.workplace.feed.committed.connect(self._on_committed)
        self.model.answered.connect(self._on_answered)
        self.model.failed.connect(self._on_failed)
        self.model.dataChanged.connect(self._on_rows_there)
        self._after_rows.timeout.connect(self._on_filled)
        self.narrowing.asked.connect(self.model.ask)
        self.table.chosen.connect(self._on_chosen)
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(self.open_chosen)
        self.table.layout_changed.connect(self._on_layout_changed)
        self.table.sorting_changed.connect(self._on_sorting_changed)
        self.preview.open_asked.connect(self.actions_.open)
        self.preview.vin_asked.connect(self.actions_.copy_vin)
        self.preview.more_asked.connect(self._on_more_asked)
        self.head.import_.clicked.connect(lambda: go(Place(PageName.IMPORT)))
        self.head.export.clicked.connect(self.export_list)
        self.list.new_file.clicked.connect(lambda: go(Place(PageName.NEW_FILE)))
        self.list.import_.clicked.connect(lambda: go(Place(PageName.IMPORT)))
        self.list.leave_search.clicked.connect(self._on_all_asked)
        self.list.show_all.clicked.connect(self._on_all_asked)
        self.list.again.clicked.connect(self.model.refresh)
        self.list.meant.connect(lambda words: go(Place(PageName.FILES, words=words)))
        self.chips.words_left.connect(self._on_all_asked)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)

    def _tell(self) -> None:
        count = self._count_words() if self._is_answered and self.model.is_whole else ""
        self.head.show_count(count)
        self.table.setAccessibleName(TABLE.said())
        reason = self._why_no_export()
        self.head.export.setEnabled(reason is None)
        if reason is not None:
            self.head.export.setToolTip(reason.said())
        number = len(self._selected)
        chosen = SELECTED_COUNT.said(count=number, number=shown_number(number)) if number else ""
        self.counted.emit(count, chosen)

    def _count_words(self) -> str:
        model = self.model
        number, listed = shown_total(model.total, is_counted=not model.has_more), model.rowCount()
        if model.query and model.total > listed:
            return FOUND_MORE.said(number=number, shown=shown_number(listed))
        if model.query:
            return FOUND_COUNT.said(number=number, count=model.total)
        counted = FILES_COUNT if model.wanted.is_empty else FITTING_COUNT
        return counted.said(number=number, count=model.total)

    def _why_no_export(self) -> Message | None:
        if not self.model.is_whole:
            return STILL_READING
        return None if self.model.rowCount() else NOTHING_LISTED

    def _reload(self, files: frozenset[int] | None) -> None:
        """Read anew what is shown; `files` are the ones that changed, None or nobody all of them."""
        self._is_stale = False
        if files:
            self.model.forget_rows(files)
        else:
            self.model.forget_all_rows()
        self.narrowing.reload_saved()
        self._read_counts()
        if self._chosen is not None and (not files or self._chosen in files):
            self._load_preview(self._chosen)

    def _read_counts(self) -> None:
        lists = self.workplace.desk.lists
        self.workplace.tasks.read(COUNTS_TOPIC, lists.counts, self._on_counts, self.workplace.fail)

    def _on_counts(self, counts: FileCounts) -> None:
        self.chips.show_counts(counts)

    def _on_answered(self) -> None:
        self._is_answered = True
        if self.model.rowCount():
            self.list.show_list()
        else:
            narrowed = not self.model.wanted.is_empty
            self.list.show_none(self.model.query, narrowed=narrowed, suggestions=self.model.suggestions)
        self._strip.setVisible(not self.list.is_empty)
        self.table.show_matches(searching=bool(self.model.query))
        self.table.look_around()
        self._choose_again()
        self._fit_preview()
        self._tell()
        if self._wants_focus:
            self.take_focus()
        if self._open_when_answered:
            self._open_when_answered = False
            self.actions_.open()

    def _choose_again(self) -> None:
        """Choose the best hit of a new search; otherwise stay with what is chosen while it is listed."""
        is_new_search = self.model.query != self._answered_query and bool(self.model.query)
        self._answered_query = self.model.query
        chosen, selected = self._chosen, self._selected
        current = self.table.currentIndex()
        # Where the keyboard came to the list before its rows did, Qt has a current row, but chose none.
        if current.isValid() and self.table.selected_count and not is_new_search:
            self._on_chosen(current.row())  # the same list, which may know more of itself by now
            return
        row = self.model.row_of(chosen) if chosen is not None and not is_new_search else None
        if chosen is not None and row is None and not self.model.is_whole:
            return
        if not self.model.rowCount():
            self._selected = ()
            self._on_chosen(-1)
            return
        self.table.choose(row or 0)
        if len(selected) > 1 and not is_new_search:
            self.table.select_rows(self.model.rows_of(selected))

    def _on_selected(self) -> None:
        self._selected = self.table.selected_ids()
        self._tell()

    def _on_chosen(self, row: int) -> None:
        file_id = self.model.id_at(row)
        if file_id is None and self.model.rowCount():
            return  # the list is being exchanged; its new one chooses
        self._chosen = file_id
        if file_id is None:
            self.workplace.tasks.forget(DETAIL_TOPIC)
            self.preview.show_nothing()
        elif file_id != self.preview.file_id:
            self._load_preview(file_id)

    def _on_rows_there(self) -> None:
        if not self._is_filled and not self._after_rows.isActive():
            self._after_rows.start()

    def _on_filled(self) -> None:
        self._is_filled = True
        if self._chosen is not None:
            self._load_preview(self._chosen)

    def _load_preview(self, file_id: int) -> None:
        if not self._is_filled:
            return
        read = partial(_detail_of, self.workplace.desk.lists, file_id)
        self.workplace.tasks.read(DETAIL_TOPIC, read, self._on_detail, self._on_failed)

    def _on_detail(self, found: tuple[FileDetail, Sequence[DocumentType]] | None) -> None:
        if found is None:
            self.preview.show_nothing()
        else:
            self.preview.show_file(*found, self.workplace.desk.database.now().date())

    def _on_committed(self, change: Change) -> None:
        if self.isVisible():
            self._reload(change.files)
        else:
            self._is_stale = True

    def _on_all_asked(self) -> None:
        self.narrowing.use(NO_FILTER)
        if self.model.query:
            self.workplace.go(Place(PageName.FILES))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._open_when_answered = False
        self.list.show_error(error_for_people(error))
        self._fit_preview()
        self._tell()

    def _on_layout_changed(self) -> None:
        self.workplace.preferences.keep(KEPT_COLUMNS, self.table.columns.written())

    def _on_sorting_changed(self) -> None:
        self.workplace.preferences.keep(KEPT_SORTING, written_sorting(self.table.sorting))

    def _on_splitter_moved(self) -> None:
        self._preview_width = self.preview.width()
        self.workplace.preferences.keep(KEPT_PREVIEW, self._preview_width)

    def _on_more_asked(self) -> None:
        button = self.preview.more
        self.actions_.open_menu(button.mapToGlobal(QPoint(0, 0)), above=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """Offer what can be done with the chosen files, where the list was clicked."""
        if self.table.isVisible() and self.table.rect().contains(self.table.mapFromGlobal(event.globalPos())):
            self.actions_.open_menu(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Close the preview where there is no room for it."""
        super().resizeEvent(event)
        self._fit_preview()

    def _fit_preview(self) -> None:
        self.preview.setVisible(self.list.has_list and self.window().width() >= m.NARROW_BELOW)
        self._splitter.setSizes([self.width() - self._preview_width, self._preview_width])


def _detail_of(lists: Lists, file_id: int) -> tuple[FileDetail, Sequence[DocumentType]] | None:
    """A file in full and which of its documents end soon, or None when it is gone."""
    detail, row = lists.detail(file_id), lists.rows([file_id]).get(file_id)
    return (detail, row.expiring) if detail and row else None
