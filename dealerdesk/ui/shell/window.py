"""The main window: arranges rail, top bar, pages and status bar, and knows what keys do everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.shell.notice import Notice
from dealerdesk.ui.shell.rail import Rail, RailPage
from dealerdesk.ui.shell.start_page import StartPage
from dealerdesk.ui.shell.status_bar import StatusBar
from dealerdesk.ui.shell.top_bar import TopBar
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import Look

if TYPE_CHECKING:  # start-up: pages know services, which are loaded after the first paint
    from dealerdesk.ui.files.page import FilesPage

FILES = Message("ui.rail_files", "Files")
PAGES = (RailPage("folders", FILES),)
DAY_CHECKED_MS = 60_000
"""Windows stay open over midnight."""


class MainWindow(QMainWindow):
    """The frame around the pages; `painted` is told once, `closed` when the person closes it."""

    painted = Signal()
    closed = Signal()

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self.setWindowTitle(f"DealerDesk — {folder.name}")
        self.setWindowIcon(icon("folders-fill", "accent"))
        self.setMinimumSize(*m.MINIMUM_WINDOW)
        self.resize(*m.USUAL_WINDOW)
        self._was_painted = False
        self._desk: Desk | None = None
        self._day_passes = QTimer(self)
        self._day_passes.setInterval(DAY_CHECKED_MS)
        self._day_passes.timeout.connect(self._on_day_passes)
        self.rail = Rail(PAGES)
        self.top = TopBar()
        self.notice = Notice()
        self.start = StartPage(folder)
        self.status = StatusBar(look)
        self.files: FilesPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._arrange()
        self._set_keys()
        self.rail.setEnabled(False)
        self.top.search.setEnabled(False)

    def show_files(self, desk: Desk, tasks: Tasks, feed: ChangeFeed) -> None:
        """Show the files of `desk`, which has been opened."""
        # start-up: the page brings services along, which the desk's opening has loaded by now
        from dealerdesk.ui.files.page import FilesPage  # noqa: PLC0415  # start-up, see above

        page = FilesPage(desk, tasks, feed)
        self.files = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        search = self.top.search
        search.asked.connect(page.search_for)
        search.stepped.connect(page.step)
        search.entered.connect(page.open_chosen)
        page.counted.connect(self.status.show_counts)
        page.search_left.connect(search.clear)
        self._desk = desk
        self._on_day_passes()
        self._day_passes.start()
        self.rail.setEnabled(True)
        search.setEnabled(True)
        search.field.setFocus()
        for before, after in (
            (search.field, page.table),
            (page.table, page.preview),
            (page.preview, self.status.theme_button),
        ):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.notice)
        right.addWidget(self._pages, 1)
        right.addWidget(self.status)
        middle = QWidget()
        both = QHBoxLayout(middle)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.rail)
        both.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _set_keys(self) -> None:
        for keys, action in (
            ("Ctrl+K", self._go_to_search),
            ("Ctrl+1", self._go_to_list),
            ("F6", self._go_to_next_pane),
            ("Esc", self._go_back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _on_day_passes(self) -> None:
        if self._desk is not None:
            self.status.show_today(self._desk.database.now().date())

    def _go_to_search(self) -> None:
        self.top.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.field.selectAll()

    def _go_to_list(self) -> None:
        self.rail.choose(0)
        if self.files is not None:
            self.files.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to_next_pane(self) -> None:
        """Walk from search to list, preview, status bar, and round again."""
        panes: list[QWidget] = [self.top.search.field]
        panes += self.files.panes() if self.files is not None else []
        panes.append(self.status.theme_button)
        focus = QApplication.focusWidget()
        at = panes.index(focus) if focus in panes else -1
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        """Leave one thing: the preview, then the search, then the search box."""
        if self.files is None or self.files.leave_preview():
            return
        if self.top.search.has_text:
            self.top.search.clear()
        else:
            self.files.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give the rail's words up where the window is narrow."""
        super().resizeEvent(event)
        self.rail.show_narrow(narrow=self.width() < m.NARROW_BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Tell that the first picture is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Tell before the window is gone."""
        self.closed.emit()
        super().closeEvent(event)
