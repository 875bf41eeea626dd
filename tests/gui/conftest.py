"""Windows on real, small desks: a sample dealership is made once and copied for each test."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from dealerdesk.ui.dialogs import answering
from dealerdesk.ui.page import Page
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.rooms import ROOMS
from dealerdesk.ui.theme.look import Look
from tests.support.answers import Answers
from tests.support.dragging import Drag, mime_of
from tests.support.thread_guard import guarded_ui_thread
from tests.support.windows import sample_desk, settle, wait_until, window_on

if TYPE_CHECKING:  # pages are loaded when they are first shown
    from dealerdesk.ui.files.page import FilesPage

FILES = 40

_P = TypeVar("_P", bound=Page)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "desk"
    sample_desk(folder, FILES).close()
    return folder


@pytest.fixture(scope="session", autouse=True)
def _modules_are_no_garbage(sample: Path) -> None:
    """Every window collects garbage in its end, which takes long where modules are looked through, too."""
    assert sample.exists()
    for room in ROOMS.values():
        import_module(room.module)
    gc.collect()
    gc.freeze()


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return Path(shutil.copytree(sample, tmp_path / "desk"))


@pytest.fixture(autouse=True)
def _windows_come_and_go(qapp: QApplication) -> None:
    """Without this the last window's closing would end every event loop of the tests after it."""
    qapp.setQuitOnLastWindowClosed(False)


@pytest.fixture(scope="session", autouse=True)
def _clipboard_is_left_empty(qapp: QApplication) -> Iterator[None]:
    """Without a screen the clipboard outlives Python, with what a test has copied: exit would crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp)
    yield look
    look.use_language("en")
    look.deleteLater()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture(autouse=True)
def answers() -> Iterator[Answers]:
    """What is answered where the system's dialogs would open; at first nothing is chosen."""
    answers = Answers()
    with answering(answers):
        yield answers


@pytest.fixture
def session(folder: Path, look: Look, preferences: Preferences) -> Iterator[Session]:
    with window_on(folder, look, preferences) as session:
        session.window.activateWindow()
        wait_until(session.window.isActiveWindow)
        yield session


@pytest.fixture(autouse=True)
def ui_thread_offences() -> Iterator[list[str]]:
    """No screen uses the database or the scans on the UI thread, also where the error was caught."""
    with guarded_ui_thread() as offences:
        yield offences
    assert not offences, "\n".join(offences)


class Person:
    """Someone at the window: types, presses keys, clicks, and waits until it has settled."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = session.window

    @property
    def page(self) -> FilesPage:
        """The files page, shown or not."""
        return cast("FilesPage", self.window.page(PageName.FILES))

    def page_as(self, name: PageName, kind: type[_P]) -> _P:
        """The page called `name`, as what it is."""
        page = self.window.page(name)
        assert isinstance(page, kind)
        return page

    def go(self, place: Place | PageName) -> None:
        """Be led to a place, as by a link."""
        self.window.go(place if isinstance(place, Place) else Place(place))
        self.rest()

    def press(
        self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the focus is; a string is keys as Qt writes them, such as ``Ctrl+N``."""
        if isinstance(key, str):
            QTest.keySequence(self.focus, QKeySequence(key))
        else:
            QTest.keyClick(self.focus, key, modifiers)
        self.rest()

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is: in a menu, a dialog, or the window."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def type(self, words: str) -> None:
        """Type words wherever the focus is, and wait until they were looked for."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)
        self.rest()

    def write(self, field: QWidget, words: str) -> None:
        """Click into a field, and type words instead of what is there."""
        self.click(field)
        QTest.keyClick(self.focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(words)

    def search(self, words: str) -> None:
        """Go to the search box and type."""
        self.press("Ctrl+K")
        self.type(words)

    def click(
        self,
        widget: QWidget,
        place: QPoint | None = None,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Click on a widget that is there to be clicked, in its middle or at `place`."""
        assert widget.isVisible(), f"{widget} cannot be seen"
        assert widget.isEnabled(), f"{widget} is disabled"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, place or widget.rect().center())
        self.rest()

    def click_cell(
        self,
        view: QAbstractItemView,
        row: int,
        column: int = 0,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Scroll to a cell of a list or a table, and click on it."""
        index = view.model().index(row, column)
        assert index.isValid()
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center(), modifiers)

    def click_row(self, row: int) -> None:
        """Click on a row of the list of files."""
        table = self.page.table
        self.click(table.viewport(), QPoint(20, table.rowViewportPosition(row) + 5))

    def drop_files(self, widget: QWidget, paths: Sequence[Path], place: QPoint | None = None) -> bool:
        """Drag files from the system's file manager over `widget` and let them go; whether it took them."""
        taken = Drag(widget, mime_of(paths), place).drop_if_taken()
        self.rest()
        return taken

    def rest(self) -> None:
        """Wait until nothing is to come."""
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
