"""The window as a whole: opening, refusing, keys that work everywhere, languages, themes, and closing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealerdesk import i18n
from dealerdesk.ui import app
from dealerdesk.ui.files.head import TITLE
from dealerdesk.ui.models.files_columns import Column, column_title
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.search_box import HINT
from dealerdesk.ui.theme.colours import DARK, LIGHT
from dealerdesk.ui.theme.look import Look, ThemeChoice, colours
from tests.conftest import LogWatch
from tests.gui.conftest import Person
from tests.support.windows import bury, doors, sample_desk, wait_until, window_on


def choose(button: QWidget, choice: str) -> None:
    """Choose an entry of a button's menu."""
    action = next(action for action in button.menu().actions() if action.data() == choice)  # type: ignore[attr-defined]  # a tool button
    action.trigger()


def run_anew(script: str, settings: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `script` in a process that has loaded nothing yet; its window keeps its settings in `settings`."""
    kept = {} if settings is None else {"XDG_CONFIG_HOME": str(settings)}
    return subprocess.run(
        [sys.executable, "-c", script], env=os.environ | kept, capture_output=True, text=True, check=False
    )


def lane_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("read_", "write_"))]


def test_what_is_no_database_is_refused_in_a_sentence_and_can_be_tried_again(
    tmp_path: Path, look: Look, preferences: Preferences
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    database = folder / "dealerdesk.db"
    database.write_text("a shopping list\n" * 300)
    with window_on(folder, look, preferences) as session:
        start = session.window.start
        assert start.again_button.isVisible()
        assert str(database) in start.text
        assert "Traceback" not in start.text
        database.unlink()
        sample_desk(folder, 5).close()
        QTest.mouseClick(start.again_button, Qt.MouseButton.LeftButton)
        wait_until(lambda: session.desk is not None)


def test_the_shell_is_there_before_the_data_is(folder: Path, look: Look, preferences: Preferences) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    assert session.window.current is None
    assert session.window.rail.isVisible()
    assert not session.window.top.search.isEnabled()
    wait_until(lambda: session.desk is not None)
    wait_until(session.window.top.search.isEnabled)
    session.window.close()
    bury(session)


def test_importing_the_window_brings_no_database_along() -> None:
    heavy = ("sqlalchemy", "sqlcipher3", "PIL", "pypdfium2", "python_calamine", "dealerdesk.services")
    script = f"import sys, dealerdesk.ui.app; sys.exit(str([m for m in {heavy} if m in sys.modules]))"
    ran = run_anew(script)
    assert ran.stderr.strip() == "[]"


def test_the_first_picture_does_without_what_only_later_ones_need(tmp_path: Path) -> None:
    late = (
        *("PySide6.QtNetwork", "hashlib", "decimal", "dealerdesk.ui.dialogs", "dealerdesk.ui.shell.keys"),
        *("dealerdesk.ui.shell.everywhere", "dealerdesk.ui.welcome.refusal_page"),
        *("dealerdesk.ui.widgets.message_page", "sqlalchemy", "dealerdesk.services"),
    )
    script = (
        "import sys\n"
        "from PySide6 import QtWidgets\n"
        "from dealerdesk.ui import app\n"
        "from dealerdesk.ui.doors import Doors\n"
        "from dealerdesk.ui.shell.window import MainWindow\n"
        "def look(window):\n"
        f"    print([name for name in {late} if name in sys.modules], 'QStyle' in vars(QtWidgets))\n"
        "    window.close()\n"
        "MainWindow._on_painted = look\n"
        f"app.run(app.Path({str(tmp_path)!r}), 'en', Doors(*[None] * 4))"
    )
    ran = run_anew(script, tmp_path)
    assert (ran.stdout.strip(), ran.stderr) == ("[] False", "")


def test_the_first_rows_do_without_what_only_later_work_needs(folder: Path, tmp_path: Path) -> None:
    late = (
        *("sqlalchemy", "alembic", "multiprocessing", "concurrent.futures.process", "filelock", "stdnum"),
        *("PIL", "pypdfium2", "xlsxwriter", "python_calamine", "dealerdesk.vault"),
        *("dealerdesk.storage.models", "dealerdesk.storage.incoming", "dealerdesk.storage.sealing"),
        *("dealerdesk.services.backups", "dealerdesk.services.bulk_edits", "dealerdesk.services.documents"),
        *("dealerdesk.services.exports", "dealerdesk.services.file_details", "dealerdesk.services.files"),
        *("dealerdesk.services.history", "dealerdesk.services.orders", "dealerdesk.services.search"),
        *("dealerdesk.domain.search_tokens", "dealerdesk.ui.search.popup", "dealerdesk.ui.palette.palette"),
        *("dealerdesk.ui.files.bulk_edit", "dealerdesk.ui.shell.backup_status", "dealerdesk.ui.help.page"),
    )
    script = (
        "import sys\n"
        "from dealerdesk import __main__ as door\n"
        "from dealerdesk.ui.widgets.rows_table import RowsTable\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "paint = RowsTable.paintEvent\n"
        "def watch(table, event):\n"
        "    paint(table, event)\n"
        "    cell = table.model().index(0, 1)\n"
        "    if cell.data() and not cell.data().startswith('loading'):\n"
        f"        print([name for name in {late} if name in sys.modules])\n"
        "        RowsTable.paintEvent = paint\n"
        "        QTimer.singleShot(0, QApplication.closeAllWindows)\n"
        "RowsTable.paintEvent = watch\n"
        f"sys.exit(door.main(['--data', {str(folder)!r}]))"
    )
    ran = run_anew(script, tmp_path)
    assert (ran.stdout.strip(), ran.stderr, ran.returncode) == ("[]", "", 0)


def test_opening_the_window_brings_no_command_along() -> None:
    heavy = ("dealerdesk.cli.registry", "dealerdesk.domain.values", "stdnum", "multiprocessing", "subprocess")
    script = (
        "import sys\nfrom dealerdesk import __main__ as door\n"
        f"door._open_window = lambda *_: [m for m in {heavy} if m in sys.modules]\n"
        "sys.exit(str(door.main([])))"
    )
    ran = run_anew(script)
    assert ran.stderr.strip() == "[]"


def test_keys_reach_every_pane_and_f6_walks_round(person: Person) -> None:
    window, page = person.window, person.page
    person.press("Ctrl+K")
    panes = [*page.panes(), window.status.theme_button, window.top.search.field]
    assert len(panes) > 3
    for pane in panes:
        person.press(Qt.Key.Key_F6)
        assert pane.hasFocus() or pane.isAncestorOf(person.focus)
    for pane in reversed(panes[:-1]):
        person.press("Shift+F6")
        assert pane.hasFocus() or pane.isAncestorOf(person.focus)
    person.press("Ctrl+1")
    assert page.table.hasFocus()


def test_the_status_bar_says_which_day_it_is(person: Person) -> None:
    assert person.window.status._day.text() == "Thu 12 Mar 2026"
    choose(person.window.status.language_button, "zh_CN")
    person.rest()
    assert person.window.status._day.text() == "2026-03-12 周四"


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_language_changes_everywhere_at_once(person: Person, language: str) -> None:
    visit = person.column(Column.LAST_VISIT)[0]
    choose(person.window.status.language_button, language)
    person.rest()
    assert i18n.current_language() == language
    assert person.page.head._title.text() == TITLE.said()
    assert person.window.top.search.field.placeholderText() == HINT.said()
    header = person.page.table.model().headerData(0, Qt.Orientation.Horizontal)
    assert header == column_title(Column.PLATE)
    assert person.column(Column.LAST_VISIT)[0] != visit
    assert person.window.status.language_button.text() in {"简", "繁"}
    choose(person.window.status.language_button, "en")
    person.rest()
    assert person.column(Column.LAST_VISIT)[0] == visit


def test_the_theme_changes_at_once_and_both_choices_are_remembered(
    person: Person, preferences: Preferences
) -> None:
    choose(person.window.status.theme_button, ThemeChoice.DARK)
    assert colours() is DARK
    ground = person.window.grab().toImage().pixelColor(400, 75)
    assert ground.name().upper() == DARK.surface
    choose(person.window.status.theme_button, ThemeChoice.LIGHT)
    assert colours() is LIGHT
    choose(person.window.status.language_button, "zh_TW")
    assert (preferences.theme, preferences.language) == (ThemeChoice.LIGHT, "zh_TW")


def test_a_bug_in_another_thread_is_said_in_the_window(person: Person, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: person.session.crashed.emit("1A2B3C4D"))
    thread.start()
    thread.join()
    qtbot.waitUntil(person.window.notice.isVisible)
    assert "1A2B3C4D" in person.window.notice.sentence


def test_a_bug_in_a_service_is_said_with_its_mark_and_logged(person: Person, logged: LogWatch) -> None:
    with logged.expecting("crash"):
        person.session.tasks.write(lambda: 1 // 0, lambda _number: None)
        person.rest()
    assert person.window.notice.isVisible()
    assert "ZeroDivisionError" not in person.window.notice.sentence


def test_closing_the_window_while_work_runs_finishes_the_work_and_leaves_no_thread(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    gate, begun = threading.Event(), threading.Event()
    done: list[str] = []
    with window_on(folder, look, preferences) as session:

        def write() -> bool:
            begun.set()
            return gate.wait(10)

        session.tasks.write(write, lambda _result: done.append("first"))
        session.tasks.write(lambda: None, lambda _result: done.append("second"))
        session.tasks.read("endless", lambda: gate.wait(10), lambda _result: done.append("read"))
        assert begun.wait(10)
        threading.Timer(0.05, gate.set).start()
        session.window.close()
        assert done == ["first", "second"]
        assert not lane_threads()


def test_closing_the_window_while_the_desk_opens_lets_go_of_it(
    folder: Path, look: Look, preferences: Preferences
) -> None:
    session = Session(folder, doors(), look, preferences)
    session.window.show()
    session.open()
    session.window.close()
    assert session.desk is None
    bury(session)
    assert not lane_threads()
    assert not list(folder.glob("dealerdesk.db-wal"))


def test_the_program_runs_until_its_window_is_closed(
    folder: Path, preferences: Preferences, qapp: QApplication
) -> None:
    windows: list[str] = []
    hook = sys.excepthook

    def close_it() -> None:
        for widget in qapp.topLevelWidgets():
            if widget.isVisible() and widget.isWindow():
                windows.append(widget.windowTitle())
                widget.close()

    QTimer.singleShot(300, close_it)
    assert app.run(folder, "zh_CN", doors(), preferences) == 0
    assert windows == ["DealerDesk — desk"]
    assert i18n.current_language() == "zh_CN"
    assert sys.excepthook is hook


def test_who_is_at_work_is_said_in_every_width_and_the_help_counts_no_files(person: Person) -> None:
    window = person.window
    for width in (880, 1366):
        window.resize(width, 600)
        person.rest()
        assert window.top._user.isVisible()
        assert not window.top._user.toolTip(), "a short name is not cut"
    assert window.status._count.text()
    person.press("F1")
    assert not window.status._count.text()
    window.status.say("Done.")
    assert not window.status._said_divider.isVisible()
