"""The page of one vehicle file: its head, its tabs, and what is said while there is no file to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.documents.tab import DocumentsTab
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.file.actions import IS_ARCHIVED, FileActions
from dealerdesk.ui.file.bands import ArchivedBand, ArchivePanel
from dealerdesk.ui.file.header import FileHeader
from dealerdesk.ui.file.history import HistoryTab
from dealerdesk.ui.file.loading import LoadedFile, load_file
from dealerdesk.ui.file.overview import OverviewTab
from dealerdesk.ui.file.tab import FileTabWidget
from dealerdesk.ui.file.tab_strip import NAMES, DocumentsMeter, TabStrip
from dealerdesk.ui.file.waiting import FileWaiting
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.service.tab import ServiceTab
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.meter import reading_of, said_with_missing

ADD_DOCUMENT = Message("ui.file.add_document", "Add document")
NEXT_TAB = Message("ui.file.next_tab", "Next part of the file")
PREVIOUS_TAB = Message("ui.file.previous_tab", "Previous part of the file")
FILE_COUNTED = Message("ui.file.counted", "File {file_no}")
_TOPIC = "file page"
_TABS: dict[FileTab, Callable[[Workplace], FileTabWidget]] = {
    FileTab.OVERVIEW: OverviewTab,
    FileTab.DOCUMENTS: DocumentsTab,
    FileTab.SERVICE: ServiceTab,
    FileTab.HISTORY: HistoryTab,
}


class FilePage(Page):
    """Shows `Place(FILE, file_id, tab, item)`; the tab stays the same from file to file."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._file_id: int | None = None
        self._loaded: LoadedFile | None = None
        self._item: int | None = None
        self.actions_of_file = FileActions(workplace, self)
        self.header = FileHeader()
        self.archived = ArchivedBand()
        self.archiving = ArchivePanel()
        self.strip = TabStrip()
        self.meter = DocumentsMeter()
        # Tabs are made when they are first seen: putting a large one into the window takes time.
        self._tabs: dict[FileTab, FileTabWidget] = {}
        self._stale: set[FileTab] = set()
        self.waiting = FileWaiting()
        self._stack = QStackedWidget()
        self._all = QStackedWidget()
        self._arrange()
        self._connect()

    # --- the frame's contract

    def arrive(self, place: Place) -> None:
        """Show the file of `place`, on its tab, with its item chosen."""
        if place.tab is not None:
            self.strip.choose(place.tab)
        self._stack.setCurrentWidget(self.tab)
        self._item = place.item
        if place.file_id != self._file_id or self._loaded is None:
            self.leave()
            self.archiving.hide()
            self._file_id, self._loaded = place.file_id, None
            self._stale.update(FileTab)
            self._load()
        else:
            self.tab.arrive()
            self._choose_item()

    def leave(self) -> None:
        """What was typed is kept as a draft."""
        for tab in self._tabs.values():
            tab.leave()

    def here(self, place: Place) -> Place:
        """The place with the tab that is in sight."""
        return replace(place, tab=self.strip.chosen, item=None)

    def take_focus(self) -> None:
        """Begin where a person begins on the tab."""
        if self._loaded is not None:
            self.tab.take_focus()
        else:
            self.waiting.take_focus()

    def panes(self) -> Sequence[QWidget]:
        """The tabs' names, then what the tab has."""
        return (self.strip, *self.tab.panes()) if self._loaded is not None else ()

    def go_back(self) -> bool:
        """Close the question about the archive, then leave one thing inside the tab."""
        if self.archiving.isVisible():
            self.archiving.close_panel()
            return True
        return self._loaded is not None and self.tab.go_back()

    def commands(self) -> Sequence[Command]:
        """Those of the tab, then those of the file; where both have a key, the tab's goes first."""
        if self._loaded is None:
            return ()
        step = self.actions_of_file.step()
        others = [step] if step else []
        others += [self._add_command(), *self.actions_of_file.others(), *self._tab_commands()]
        of_tab = self.tab.commands()
        taken = {command.keys for command in of_tab}
        return (*of_tab, *(replace(each, keys="") if each.keys in taken else each for each in others))

    # --- what is shown

    @property
    def tab(self) -> FileTabWidget:
        """The tab in sight."""
        return self.tab_called(self.strip.chosen)

    @property
    def overview(self) -> OverviewTab:
        """The overview."""
        tab = self.tab_called(FileTab.OVERVIEW)
        assert isinstance(tab, OverviewTab)
        return tab

    def tab_called(self, name: FileTab) -> FileTabWidget:
        """The tab called `name`, made now if it was not yet."""
        if name not in self._tabs:
            tab = self._tabs[name] = _TABS[name](self.workplace)
            self._stack.addWidget(tab)
            tab.counted.connect(partial(self._on_counted, tab))
            if isinstance(tab, OverviewTab):
                tab.saved.connect(self._on_loaded)
        return self._tabs[name]

    @property
    def loaded(self) -> LoadedFile | None:
        """What is shown; None while it is on its way."""
        return self._loaded

    def add_document(self) -> None:
        """Go to the documents, and begin to add one."""
        self.strip.choose(FileTab.DOCUMENTS)
        add = getattr(self.tab, "add", None)
        if callable(add):
            add()

    def step_tab(self, by: int) -> None:
        """Go to the next tab (1) or the one before (-1), round and round."""
        count = self.strip.count()
        self.strip.setCurrentIndex((self.strip.currentIndex() + by) % count)
        self.tab.take_focus()

    def show_waiting(self) -> None:
        """Show what is said in the place of a file."""
        self._all.setCurrentWidget(self.waiting)

    def _load(self) -> None:
        file_id, desk = self._file_id, self.workplace.desk
        if file_id is None:
            self._show_gone()
            return
        if self._loaded is None:
            self.waiting.wait()
            self.show_waiting()
        self.workplace.tasks.read(_TOPIC, lambda: load_file(desk, file_id), self._on_loaded, self._on_failed)

    def _on_loaded(self, loaded: LoadedFile | None) -> None:
        if loaded is None:
            self._show_gone()
            return
        is_first = self._loaded is None
        self._loaded = loaded
        self.waiting.stop()
        self.actions_of_file.show_file(loaded.detail)
        self.header.show_file(loaded)
        self.archived.show_file(loaded.detail)
        self._show_head()
        self._stale.update(FileTab)
        self._freshen()
        self._all.setCurrentIndex(0)
        if is_first:
            self._say_counts()
            self.tab.arrive()
            self._choose_item()
            if self.isVisible() and not self._is_busy_elsewhere():
                self.take_focus()
        self.commands_changed.emit()

    def _freshen(self) -> None:
        """Let the tab in sight show what was loaded last; the others do when they come into sight."""
        name, loaded = self.strip.chosen, self._loaded
        if loaded is None or name not in self._stale:
            return
        self._stale.discard(name)
        tab = self.tab
        if isinstance(tab, OverviewTab):
            tab.show_loaded(loaded)
        else:
            tab.show_file(loaded.detail)

    def _is_busy_elsewhere(self) -> bool:
        """Whether the keyboard is in use outside of this page, as in the search box."""
        focus = QApplication.focusWidget()
        return focus is not None and focus is not self and not self.isAncestorOf(focus)

    def _choose_item(self) -> None:
        if self._item is not None and self._loaded is not None:
            self.tab.choose(self._item)
            self._item = None

    def _on_failed(self, error: Exception) -> None:
        if self._loaded is not None:
            self.workplace.fail(error)
        else:
            self.waiting.show_error(error_for_people(error))
            self.show_waiting()

    def _show_gone(self) -> None:
        self._loaded = None
        self.actions_of_file.show_file(None)
        self.waiting.show_gone()
        self.show_waiting()
        self._say_counts()
        self.commands_changed.emit()

    def _show_head(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        complete = loaded.detail.completeness
        reading = reading_of(complete, loaded.expiring)
        self.meter.show_reading(reading, said_with_missing(complete))
        self.strip.show_count(FileTab.DOCUMENTS, reading.count)
        orders = len(loaded.detail.orders)
        self.strip.show_count(FileTab.SERVICE, str(orders) if orders else "")
        self.header.show_commands(
            self.actions_of_file.step(), self._add_command(), self.actions_of_file.others()
        )

    # --- how it is put together

    def _add_command(self) -> Command:
        def why_not() -> Message | None:
            return IS_ARCHIVED if self._loaded is not None and self._loaded.detail.archived else None

        return Command(ADD_DOCUMENT, self.add_document, "Ctrl+D", "plus", why_not)

    def _tab_commands(self) -> list[Command]:
        commands = [
            Command(NEXT_TAB, lambda: self.step_tab(1), "Ctrl+PgDown", "caret-right"),
            Command(PREVIOUS_TAB, lambda: self.step_tab(-1), "Ctrl+PgUp", "caret-left"),
        ]
        for number, tab in enumerate(self.strip.tabs, start=1):
            commands.append(Command(NAMES[tab], partial(self._go_to_tab, tab), f"Alt+{number}", "files"))
        return commands

    def _go_to_tab(self, tab: FileTab) -> None:
        self.strip.choose(tab)
        self.tab.take_focus()

    def _arrange(self) -> None:
        # From the outside to the inside: a widget's style is reckoned anew each time it is put into another.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._all)
        contents = QWidget()
        self._all.addWidget(contents)
        self._all.addWidget(self.waiting)
        inner = QVBoxLayout(contents)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.header, self.archived, self.archiving):
            inner.addWidget(widget)
        for name in FileTab:
            self.strip.add(name)
        tab_row = QHBoxLayout()
        tab_row.setContentsMargins(m.GAP_4 - m.GAP_3, 0, m.GAP_4, 0)
        tab_row.addWidget(self.strip)
        tab_row.addStretch(1)
        tab_row.addWidget(self.meter)
        inner.addLayout(tab_row)
        line = QFrame()
        line.setProperty("look", "divider")
        line.setFixedHeight(m.BORDER)
        inner.addWidget(line)
        inner.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.strip.currentChanged.connect(self._on_tab_changed)
        self.header.copy_vin_asked.connect(lambda: self.actions_of_file.copy("vin"))
        self.archived.taken_back.connect(self.actions_of_file.unarchive)
        self.actions_of_file.archive_asked.connect(self.archiving.ask)
        self.archiving.agreed.connect(self.actions_of_file.archive)
        self.archiving.closed.connect(lambda: QTimer.singleShot(0, self, self.take_focus))
        self.waiting.again_asked.connect(self._load)
        self.waiting.back_asked.connect(self._to_files)
        self.workplace.feed.files_changed.connect(self._on_files_changed)

    def _to_files(self) -> None:
        self.workplace.go(Place(PageName.FILES))

    def _on_tab_changed(self) -> None:
        now = self.tab
        for tab in self._tabs.values():
            if tab is not now:
                tab.leave()
        self._stack.setCurrentWidget(now)
        self._say_counts()
        self._freshen()
        if self._loaded is not None:
            self.tab.arrive()
        self.commands_changed.emit()

    def _say_counts(self) -> None:
        values = self._loaded.detail.values if self._loaded is not None else {}
        self.counted.emit(FILE_COUNTED.said(file_no=values["file_no"]) if values else "", "")

    def _on_counted(self, tab: FileTabWidget, listed: str, chosen: str) -> None:
        if tab is self.tab and self._loaded is not None:
            self.counted.emit(listed, chosen)

    def _on_files_changed(self, files: frozenset[int]) -> None:
        if self._file_id in files:
            self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give words up where there is little room."""
        super().resizeEvent(event)
        self.meter.show_narrow(narrow=self.width() < m.FILE_HEAD_NARROW)
