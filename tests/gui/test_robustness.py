"""Whatever happens to the window: changes while it loads, a database that vanishes, a monkey at the keys."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dealerdesk import i18n
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.files.page import FAILED, LOADING, TITLE
from dealerdesk.ui.models.files_model import Column
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.start_page import OPENING, WELCOME
from dealerdesk.ui.tasks import READERS
from dealerdesk.ui.theme.colours import DARK, LIGHT
from dealerdesk.ui.theme.look import Look, ThemeChoice, colours
from tests.conftest import LogWatch
from tests.gui.conftest import Person
from tests.support.windows import bury, doors, settle, wait_until, window_on

MONKEY_MS = 20_000
KEYS = (
    *(
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
    ),
    *(Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6, Qt.Key.Key_Backspace),
)
WORDS = ("li", "王", "1", "粤B", "zzzz", " ", "o'b", "%", '"', "20", "wang wei 9", "\U0001f697")


@pytest.fixture
def qt_complaints() -> Iterator[list[str]]:
    """What Qt itself warns of."""
    complaints: list[str] = []

    def listen(kind: QtMsgType, _context: object, words: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            complaints.append(words)

    before = qInstallMessageHandler(listen)
    yield complaints
    qInstallMessageHandler(before)


class HeldUp:
    """The reading lanes of a session, held up until `release`."""

    def __init__(self, session: Session) -> None:
        self._gate = threading.Event()
        begun = [threading.Event() for _ in range(READERS)]
        for lane, event in enumerate(begun):
            session.tasks.read(f"held up {lane}", partial(self._wait, event), lambda _none: None)
        assert all(event.wait(10) for event in begun)

    def _wait(self, begun: threading.Event) -> None:
        begun.set()
        self._gate.wait(10)

    def release(self) -> None:
        """Let everybody read again."""
        self._gate.set()


def test_language_and_theme_change_while_the_list_loads(person: Person) -> None:
    desk = person.session.desk
    assert desk is not None
    held = HeldUp(person.session)
    person.window.show_files(desk, person.session.tasks, person.session.feed)
    wait_until(lambda: LOADING.said() in person.page.said_instead)
    person.window.status.language_chosen.emit("zh_TW")
    person.window.status.theme_chosen.emit(ThemeChoice.DARK)
    QApplication.processEvents()
    assert person.page.said_instead.strip() == LOADING.said() != LOADING.text
    assert colours() == DARK
    held.release()
    person.rest()
    assert person.page.said_instead == ""
    assert person.page.model.rowCount() > 0
    assert person.page._title.text() == TITLE.said() != TITLE.text


def test_closing_while_the_list_loads_drops_what_was_asked_for(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    wait_until(lambda: session.desk is not None)
    assert session.window.files is not None
    session.window.close()
    assert session.tasks.is_idle
    assert session.window.files.model.rowCount() == 0
    bury(session)


def test_closing_while_a_sample_is_made_stops_it_without_a_crash(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(tmp_path / "new", look, preferences, doors(3000)) as session:
        QTest.mouseClick(session.window.start.sample_button, Qt.MouseButton.LeftButton)
        wait_until(session.window.status._bar.isVisible)
    assert session.desk is None


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_every_state_changes_its_theme_and_its_language(
    person: Person, tmp_path: Path, look: Look, preferences: Preferences, choice: ThemeChoice
) -> None:
    def change() -> None:
        for language in i18n.LANGUAGES:
            look.use_language(language)
            look.use_theme(choice)
            QApplication.processEvents()
            assert not person.window.grab().isNull()
            assert colours() == (DARK if choice is ThemeChoice.DARK else LIGHT)
        look.use_language("en")
        QApplication.processEvents()

    person.search("zzzz9999")
    change()
    assert "zzzz9999" in person.page.said_instead
    person.page.model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))
    change()
    assert FAILED.said() in person.page.said_instead
    with window_on(tmp_path / "none", look, preferences) as other:
        change()
        assert WELCOME.said() in other.window.start.text
        other.window.start.wait()
        wait_until(lambda: OPENING.said() in other.window.start.text)
        change()
        assert OPENING.said() in other.window.start.text


def test_a_database_that_vanishes_is_said_in_a_sentence_and_is_not_made_anew(
    person: Person, folder: Path
) -> None:
    assert person.session.desk is not None
    person.session.desk.database.close()  # connections that are open would still see the file
    for file in folder.glob("dealerdesk.db*"):
        file.unlink()
    person.search("li")
    assert FAILED.said() in person.page.said_instead
    assert "Traceback" not in person.page.said_instead
    assert not (folder / "dealerdesk.db").exists()


def test_a_bug_while_reading_is_logged_once_however_often_it_is_said(
    person: Person, logged: LogWatch, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(person.page._desk.search), "find", lambda *_: 1 // 0)
    before = len(logged.unexpected)
    person.search("li")
    look.use_language("zh_CN")
    QApplication.processEvents()
    assert FAILED.said() in person.page.said_instead
    assert len(logged.unexpected) == before + 1
    logged.unexpected.clear()


def test_keys_belong_to_the_input_method_while_it_composes(person: Person) -> None:
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = person.window.top.search.field
    QApplication.sendEvent(field, QInputMethodEvent("li", []))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(field, key)
    settle(person.session)
    assert person.chosen_row() == 0
    assert field.hasFocus()


def test_names_of_several_parts_are_found_by_their_parts_in_any_order(person: Person) -> None:
    name = next(name for name in person.column(Column.CUSTOMER) if " " in name and name.isascii())
    person.search(" ".join(reversed(name.lower().split())))
    assert name in person.column(Column.CUSTOMER)


class Monkey:
    """Does one thing after the other, the same ones for the same seed."""

    def __init__(self, person: Person, look: Look, seed: int) -> None:
        self._window = person.window
        self._session = person.session
        self._look = look
        self._chance = random.Random(seed)
        self._acts: tuple[Callable[[], object], ...] = (
            *[self._press] * 8,
            *[self._type] * 4,
            *[self._click] * 4,
            *(self._resize, self._speak, self._paint, self._shortcut, self._change_a_file, self._wait),
        )

    def act(self) -> None:
        """Do one thing."""
        self._chance.choice(self._acts)()
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _press(self) -> None:
        QTest.keyClick(self._focus(), self._chance.choice(KEYS))

    def _type(self) -> None:
        field = self._window.top.search.field
        if field.hasFocus():
            field.insert(self._chance.choice(WORDS))

    def _shortcut(self) -> None:
        key = self._chance.choice((Qt.Key.Key_K, Qt.Key.Key_1, Qt.Key.Key_A, Qt.Key.Key_Z))
        QTest.keyClick(self._focus(), key, Qt.KeyboardModifier.ControlModifier)

    def _click(self) -> None:
        place = QPoint(
            self._chance.randrange(self._window.width()),
            self._chance.randrange(self._window.height() - self._window.status.height()),
        )
        target = self._window.childAt(place)
        if target is not None:
            how = self._chance.choice((QTest.mouseClick, QTest.mouseDClick))
            how(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(self._window, place))

    def _resize(self) -> None:
        self._window.resize(self._chance.randrange(880, 2000), self._chance.randrange(500, 1200))

    def _speak(self) -> None:
        self._window.status.language_chosen.emit(self._chance.choice(i18n.LANGUAGES))

    def _paint(self) -> None:
        self._window.status.theme_chosen.emit(self._chance.choice(list(ThemeChoice)))

    def _change_a_file(self) -> None:
        page, desk = self._window.files, self._session.desk
        assert page is not None
        row = page.model.index(self._chance.randrange(20), 0).data(page.model.ROW_ROLE)
        if row is not None:
            values = {"model": f"Model {self._chance.randrange(100)}"}
            self._session.tasks.write(
                lambda: desk.files.edit(row.file_no, values),  # type: ignore[union-attr]  # the program's desk
                lambda _edited: None,
            )

    def _wait(self) -> None:
        settle(self._session)


def test_a_monkey_at_the_keys_finds_no_exception_and_no_warning(
    person: Person, look: Look, qt_complaints: list[str]
) -> None:
    monkey = Monkey(person, look, seed=20260312)
    deadline = QDeadlineTimer(MONKEY_MS)
    acts = 0
    while not deadline.hasExpired():
        monkey.act()
        acts += 1
    settle(person.session)
    assert acts > 100
    assert not qt_complaints
    assert not person.window.notice.isVisible()
    assert FAILED.said() not in person.page.said_instead
