"""Windows on real, small desks: a sample dealership is made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.support.windows import sample_desk, settle, wait_until, window_on

FILES = 40


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "desk"
    sample_desk(folder, FILES).close()
    return folder


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return Path(shutil.copytree(sample, tmp_path / "desk"))


@pytest.fixture(autouse=True)
def _windows_come_and_go(qapp: QApplication) -> None:
    """Without this the last window's closing would end every event loop of the tests after it."""
    qapp.setQuitOnLastWindowClosed(False)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp)
    yield look
    look.use_language("en")
    look.deleteLater()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def session(folder: Path, look: Look, preferences: Preferences) -> Iterator[Session]:
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        wait_until(session.window.isActiveWindow)
        yield session


class Person:
    """Someone at the window: types, presses keys, clicks, and waits until it has settled."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = session.window

    @property
    def page(self) -> FilesPage:
        """The files page, which must be open."""
        assert self.window.files is not None
        return self.window.files

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key, modifiers)
        self.rest()

    def type(self, words: str) -> None:
        """Type words wherever the focus is, and wait until they were looked for."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)
        self.rest()

    def search(self, words: str) -> None:
        """Go to the search box and type."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.type(words)

    def click_row(self, row: int) -> None:
        """Click on a row of the list."""
        table = self.page.table
        place = QPoint(20, table.rowViewportPosition(row) + 5)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is to come."""
        box = self.window.top.search
        if self.window.files is not None and not box.field.is_composing:
            words = box.field.text().strip()
            wait_until(lambda: self.page.model.query == words)
        settle(self.session)

    def chosen_row(self) -> int:
        """Which row is chosen."""
        return self.page.table.currentIndex().row()

    def column(self, column: int) -> list[str]:
        """What a column shows, from top to bottom."""
        model = self.page.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.fixture
def person(session: Session) -> Person:
    return Person(session)
