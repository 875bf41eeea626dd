"""The main window: arranges rail, top bar, pages and status bar, and nothing more."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.page import Page, Workplace
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.shell.notice import Notice
from dealerdesk.ui.shell.pages import PageStack
from dealerdesk.ui.shell.rail import Rail
from dealerdesk.ui.shell.rooms import ROOMS, make_page
from dealerdesk.ui.shell.status_bar import StatusBar
from dealerdesk.ui.shell.top_bar import TopBar
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.icons import icon
from dealerdesk.ui.theme.look import Look
from dealerdesk.ui.welcome.start_page import StartPage
from dealerdesk.ui.widgets.reading_order import can_enter, step_focus

if TYPE_CHECKING:  # start-up: nothing can be done everywhere before a data folder is open
    from dealerdesk.ui.shell.everywhere import Everywhere
    from dealerdesk.ui.shell.keys import Keys

TITLE = Message("ui.window_title", "DealerDesk — {name}")
_GEOMETRY = "window.geometry"


class MainWindow(QMainWindow):
    """The frame around the pages; `painted` is told once, `closed` when the person closes it."""

    painted = Signal()
    closed = Signal()

    def __init__(self, look: Look, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self.setWindowIcon(icon("folders-fill", "accent"))
        self.setMinimumSize(*m.MINIMUM_WINDOW)
        self.resize(*m.USUAL_WINDOW)
        self.folder = folder
        self._preferences = preferences
        self._was_painted = False
        self._everywhere: Everywhere | None = None
        self.rail = Rail()
        self.top = TopBar()
        self.notice = Notice()
        self.start = StartPage(folder, look.choice)
        self.status = StatusBar(look)
        self.pages = PageStack()
        self._middle = QStackedWidget()
        self._middle.addWidget(self.start)
        self._middle.addWidget(self.pages)
        self._arrange()
        self._connect()
        self.show_name(folder.name)
        self.rail.setEnabled(False)
        self.restoreGeometry(QByteArray(b64decode(str(preferences.kept(_GEOMETRY, "")))))

    @cached_property
    def keys(self) -> Keys:
        """The keys of all commands."""
        from dealerdesk.ui.shell.keys import Keys  # noqa: PLC0415  # start-up: nothing is to be pressed yet

        keys = Keys(self, self.commands)
        keys.refused.connect(self.status.say)
        keys.back_pressed.connect(self.pages.back)
        keys.forward_pressed.connect(self.pages.forward)
        return keys

    @property
    def current(self) -> Page | None:
        """The page that is shown; None before a data folder is open."""
        return self.pages.current

    def page(self, name: PageName) -> Page:
        """The page called `name`, whether it is shown or not."""
        return self.pages.page(name)

    def go(self, place: Place) -> None:
        """Show `place`."""
        self._middle.setCurrentWidget(self.pages)
        self.pages.go(place)

    def furnish(self, workplace: Workplace, everywhere: Everywhere, place: Place) -> None:
        """Begin at `place`: a data folder is open, and pages can be made with `workplace`."""
        self._everywhere = everywhere
        self.pages.begin(partial(make_page, workplace=workplace))
        self.rail.setEnabled(True)
        self.top.show()
        self.top.show_open(is_open=True)
        self.go(place)

    def come_to_the_front(self) -> None:
        """Show the window above the others, also when it was made small."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def commands(self) -> Sequence[Command]:
        """What can be done now: on the page that is shown, then everywhere."""
        here = self.current.commands() if self.current is not None else ()
        return (*here, *(self._everywhere.commands() if self._everywhere is not None else ()))

    def show_folder(self, folder: Path) -> None:
        """The data folder is another one now."""
        self.folder = folder
        self.show_name(folder.name)

    def show_name(self, dealership: str) -> None:
        """Say in the title whose data this is."""
        self.setWindowTitle(TITLE.said(name=dealership))

    def panes(self) -> list[QWidget]:
        """What F6 walks through."""
        page: list[QWidget] = []
        if self.current is not None:
            page = [pane for pane in self.current.panes() if can_enter(pane)] or [self.current]
        return [pane for pane in (self.top.search.field, *page, self.status.theme_button) if can_enter(pane)]

    def go_back(self) -> None:
        """Leave one thing: something inside the page, else the page."""
        if self.current is None or self.current.go_back():
            return
        if self.pages.can_go_back:
            self.pages.back()
        else:
            self.current.take_focus()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.notice)
        right.addWidget(self._middle, 1)
        right.addWidget(self.status)
        middle = QWidget()
        both = QHBoxLayout(middle)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.rail)
        both.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.rail.page_chosen.connect(lambda name: self.go(Place(name)))
        self.top.new_file_asked.connect(lambda: self.go(Place(PageName.NEW_FILE)))
        self.start.welcomed.connect(lambda welcomes: self.top.setVisible(not welcomes))
        self.pages.made.connect(self._on_page_made)
        self.pages.moved.connect(self._on_moved)
        self.top.back_asked.connect(self.pages.back)
        self.top.forward_asked.connect(self.pages.forward)

    def _on_page_made(self, page: Page) -> None:
        page.counted.connect(partial(self._on_counted, page))
        page.commands_changed.connect(self.keys.refresh)
        page.language_chosen.connect(self.status.language_chosen)
        page.theme_chosen.connect(self.status.theme_chosen)

    def _on_counted(self, page: Page, listed: str, chosen: str) -> None:
        if page is self.current:
            self.status.show_counts(listed, chosen)

    def _on_moved(self) -> None:
        place = self.pages.place
        assert place is not None
        self.rail.choose(ROOMS[place.page].entry)
        self.top.show_ways(back=self.pages.can_go_back, forward=self.pages.can_go_forward)
        self.keys.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Give words up where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < m.NARROW_BELOW
        self.rail.show_narrow(narrow=narrow)
        self.top.show_narrow(narrow=narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Esc that nothing inside wanted goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802  # Qt's names
        """Tab walks as people read."""
        return step_focus(self, forward=next)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Tell that the first picture is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._on_painted)

    def _on_painted(self) -> None:
        self.keys.watch(self.windowHandle())
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Let the page keep what was typed, remember where the window was, and tell."""
        if self.current is not None:
            self.current.leave()
        geometry = b64encode(self.saveGeometry().data()).decode()
        self._preferences.keep(_GEOMETRY, geometry)
        self.closed.emit()
        super().closeEvent(event)
