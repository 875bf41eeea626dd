"""Whatever happens to the window: changes while it loads, a database that vanishes, a monkey at the keys."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealerdesk import i18n
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.storage.failures import DISK_FULL
from dealerdesk.ui.files.instead import FAILED, LOADING
from dealerdesk.ui.files.page import FilesPage
from dealerdesk.ui.models.files_columns import Column
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.tasks import READERS
from dealerdesk.ui.theme.colours import DARK, LIGHT
from dealerdesk.ui.theme.look import Look, ThemeChoice, colours
from dealerdesk.ui.welcome.start_page import OPENING
from dealerdesk.ui.welcome.welcome_page import WELCOME
from dealerdesk.ui.widgets import plate
from dealerdesk.ui.widgets.plate import PlateSign
from tests.conftest import LogWatch
from tests.gui.conftest import Person
from tests.support.answers import Answers
from tests.support.monkey import Doorman, Monkey
from tests.support.screens import SAMPLES
from tests.support.watching import watching
from tests.support.windows import bury, doors, settle, wait_until, window_on

MONKEY_MS = 20_000


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
    held = HeldUp(person.session)
    page = FilesPage(person.page.workplace)
    person.window.pages.addWidget(page)
    page.arrive(Place(PageName.FILES))
    wait_until(lambda: LOADING.said() in page.list.said)
    person.window.status.language_chosen.emit("zh_TW")
    person.window.status.theme_chosen.emit(ThemeChoice.DARK)
    QApplication.processEvents()
    assert page.list.said.strip() == LOADING.said() != LOADING.text
    assert colours() == DARK
    held.release()
    person.rest()
    assert page.list.said == ""
    assert page.model.rowCount() > 0


def test_closing_while_the_list_loads_drops_what_was_asked_for(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    wait_until(lambda: session.desk is not None)
    page = session.window.page(PageName.FILES)
    assert isinstance(page, FilesPage)
    session.window.close()
    assert session.tasks.is_idle
    assert page.model.rowCount() == 0
    bury(session)


def test_closing_while_a_sample_is_made_stops_it_without_a_crash(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    with window_on(tmp_path / "new", look, preferences, doors(3000)) as session:
        assert session.window.start.welcome is not None
        QTest.mouseClick(session.window.start.welcome.sample_card, Qt.MouseButton.LeftButton)
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

    person.go(Place(PageName.FILES, words="zzzz9999"))
    change()
    assert "zzzz9999" in person.page.list.said
    person.page.model.failed.emit(DealerDeskError(DISK_FULL, path="dealerdesk.db"))
    change()
    assert FAILED.said() in person.page.list.said
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
    person.go(Place(PageName.FILES, words="li"))
    assert FAILED.said() in person.page.list.said
    assert "Traceback" not in person.page.list.said
    assert not (folder / "dealerdesk.db").exists()


def test_a_bug_while_reading_is_logged_once_however_often_it_is_said(
    person: Person, logged: LogWatch, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(person.page.workplace.desk.search), "find", lambda *_: 1 // 0)
    before = len(logged.unexpected)
    person.go(Place(PageName.FILES, words="li"))
    look.use_language("zh_CN")
    QApplication.processEvents()
    assert FAILED.said() in person.page.list.said
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
    person.go(Place(PageName.FILES, words=" ".join(reversed(name.lower().split()))))
    assert name in person.column(Column.CUSTOMER)


def test_a_monkey_at_the_keys_finds_no_exception_and_no_warning(
    person: Person, look: Look, answers: Answers, tmp_path: Path
) -> None:
    papers = Path(shutil.copytree(SAMPLES, tmp_path / "papers"))
    doorman = Doorman()
    monkey = Monkey(person.session, look, 20260312, answers, papers)
    with watching() as troubles:
        troubles.under_way = monkey.told
        monkey.play(MONKEY_MS)
        person.session.long_work.stop()
        settle(person.session)
    doorman.leave()
    assert monkey.done > 100
    assert not troubles.seen, "\n\n".join(troubles.seen)


def test_a_bug_while_painting_is_only_a_bug(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was painted with must not live on in the error's traceback: its end would crash the process."""
    sign = PlateSign()
    sign.show_plate("粤B12345")
    monkeypatch.setattr(plate, "text_font", lambda _kind: 1 // 0)
    with qtbot.capture_exceptions() as errors:
        sign.show()
        wait_until(lambda: bool(errors))
    assert {kind for kind, _error, _traceback in errors} == {ZeroDivisionError}
    sign.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    errors.clear()


def test_changing_the_language_makes_one_translator_for_each(person: Person, look: Look) -> None:
    for language in ("zh_CN", "zh_TW", "en") * 3:
        look.use_language(language)
        person.rest()
    assert len(look.findChildren(QTranslator)) == len({"zh_CN", "zh_TW"})
