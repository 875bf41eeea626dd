"""A window with nothing but the search, for tests of it."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.messages import Message
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.commands import Command
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.search.results import Group
from dealerdesk.ui.search.searching import Searching
from dealerdesk.ui.shell.search_box import SearchBox
from dealerdesk.ui.tasks import READERS, Tasks
from dealerdesk.ui.undoing import Undoing
from tests.support.windows import wait_until

NOT_NOW = Message("test.search_not_now", "not while a test runs")
NEW_FILE = Message("test.search_new_file", "New file")
LOCKED = Message("test.search_locked", "Lock the door")


class SearchWindow:
    """A window with nothing but the search, and someone who types in it."""

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        self.places: list[Place] = []
        self.said: list[str] = []
        self.errors: list[Exception] = []
        self.done: list[str] = []
        self.desk = desk
        self.window = QMainWindow()
        self.window.resize(1100, 700)
        self.box = SearchBox()
        self.page = QLineEdit()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(self.box)
        column.addWidget(self.page)
        column.addStretch()
        self.window.setCentralWidget(middle)
        self.tasks = Tasks(self.errors.append, self.window)
        self.feed = ChangeFeed(self.window)
        self.feed.listen_to(desk.database)
        long_work = LongWork(self.tasks, self.window)
        self.workplace = Workplace(
            desk=desk,
            tasks=self.tasks,
            long_work=long_work,
            feed=self.feed,
            preferences=preferences,
            undoing=Undoing(self.feed, long_work, self.errors.append, self.window),
            go=self.places.append,
            say=self.said.append,
            fail=self.errors.append,
        )
        self.commands = [
            Command(NEW_FILE, lambda: self.done.append("new file"), "Ctrl+N"),
            Command(LOCKED, lambda: self.done.append("locked"), why_not=lambda: NOT_NOW),
        ]
        self.searching = Searching(self.box, self.workplace, lambda: self.commands, self.window)
        self.popup = self.searching.popup
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)
        self.page.setFocus()
        self.rest()

    @property
    def keys_explained(self) -> list[str]:
        """What the foot says that keys do."""
        return [label.text() for label in self.popup.hints.findChildren(QLabel)]

    @property
    def found(self) -> list[object]:
        return list(self.popup.model.found)

    @property
    def groups(self) -> list[Group]:
        return [heading.group for heading in self.popup.model.headings]

    def go_to_box(self) -> None:
        """As Ctrl+K does."""
        self.box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rest()

    def type(self, words: str) -> None:
        """Type one after the other, as people do."""
        for letter in words:
            QTest.keyClicks(self.box.field, letter) if letter.isascii() else self.box.field.insert(letter)
        self.rest()

    def search(self, words: str) -> None:
        self.go_to_box()
        self.type(words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.rest()

    def rest(self) -> None:
        wait_until(lambda: not self.box._pause.isActive() and self.tasks.is_idle)
        QApplication.processEvents()
        wait_until(lambda: self.tasks.is_idle)

    def click(self, row: int) -> None:
        index = self.popup.model.index(row, 0)
        place = self.popup.list.visualRect(index).center()
        QTest.mouseClick(self.popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.rest()

    def hold_up(self) -> Event:
        """Let nobody read until the event is set."""
        gate = Event()
        for lane in range(READERS):
            self.tasks.read(f"held up {lane}", gate.wait, lambda _none: None)
        return gate

    def file_id(self, file_no: str) -> int:
        (row,) = self.desk.search.look_up(file_no).files.rows
        return row.file_id
