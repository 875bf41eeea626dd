"""The window as a program: `run` opens it, and returns when it is closed."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.logs import catch_crashes, set_up_logging
from dealerdesk.paths import DataFolder, data_folder
from dealerdesk.ui.beginning import Beginning
from dealerdesk.ui.doors import Desk, Doors
from dealerdesk.ui.memory import share_one_heap
from dealerdesk.ui.places import Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.single_instance import Claimed, SingleInstance
from dealerdesk.ui.theme.look import STYLE_WORDS, Look

CHOSEN_FOLDER = "data_folder"
"""Under which the preferences keep the data folder that was chosen in the window."""
ANOTHER_WINDOW_IS_SILENT = 1
"""The exit code when the window that has the data folder does not answer."""


def run(folder: Path, language: str | None, doors: Doors, preferences: Preferences | None = None) -> int:
    """Show the window on the data folder `folder` until it is closed; the program's exit code.

    `language` (one of ``i18n.LANGUAGES``) goes before what the person chose last. A data folder that
    cannot be opened is said in the window, and so is a bug that nobody caught, with its mark in the log.
    Where another window has the data folder already, that one comes to the front, and there is no second.
    """
    share_one_heap()
    preferences = preferences or Preferences()
    i18n.use_language(language or preferences.language)
    application = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE_WORDS])
    assert isinstance(application, QApplication)
    application.setApplicationName("DealerDesk")
    # The session ends the program, once it has finished what was begun.
    application.setQuitOnLastWindowClosed(False)
    look = Look(application, preferences.theme)
    folder = folder_to_open(folder, preferences)
    instance = SingleInstance(application)
    claimed = _claimed(instance, folder)
    if claimed is not Claimed.FIRST:
        return ANOTHER_WINDOW_IS_SILENT if claimed is Claimed.SILENT else 0

    def may_have(other: Path) -> bool:
        may = instance.claim(other) is Claimed.FIRST
        instance.listen()
        return may

    session = Session(folder, doors, look, preferences, may_have)
    instance.raise_asked.connect(session.window.come_to_the_front)
    session.window.painted.connect(instance.listen)
    session.beginning.opened.connect(partial(_on_opened, session.beginning, folder, preferences))
    session.ended.connect(instance.release)
    session.ended.connect(application.quit)
    with _crashes_said_by(session):
        session.window.show()
        return application.exec()


def folder_to_open(folder: Path, preferences: Preferences) -> Path:
    """`folder`; where that is the platform's own, the one that was chosen in the window, if it is there."""
    chosen = preferences.kept(CHOSEN_FOLDER)
    is_usual = folder == data_folder(None, {})
    if is_usual and isinstance(chosen, str) and DataFolder(Path(chosen)).database.is_file():
        return Path(chosen)
    return folder


def _on_opened(
    beginning: Beginning, first: Path, preferences: Preferences, _desk: Desk, _place: Place
) -> None:
    """Write the log where the data is, and remember a folder that was chosen in the window.

    What is there by now, all modules above all, stays: to look through it for garbage again and again would
    hold the window up for a tenth of a second each time.
    """
    gc.freeze()
    set_up_logging(DataFolder(beginning.folder).logs)
    if beginning.folder != first:
        preferences.keep(CHOSEN_FOLDER, str(beginning.folder))


def _claimed(instance: SingleInstance, folder: Path) -> Claimed:
    """Claim the data folder; while another window has it and does not answer, the person is asked."""
    while (claimed := instance.claim(folder)) is Claimed.SILENT:
        # Start-up: hardly ever wanted.
        from dealerdesk.ui.welcome.already_open import AlreadyOpen  # noqa: PLC0415 - start-up, see above

        if not AlreadyOpen(folder).wants_again():
            break
    return claimed


@contextmanager
def _crashes_said_by(session: Session) -> Iterator[None]:
    """While the window is open, a bug that nobody caught is logged and said in it."""
    before, before_in_threads = sys.excepthook, threading.excepthook
    catch_crashes(session.crashed.emit)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before, before_in_threads
