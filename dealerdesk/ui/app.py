"""The window as a program: `run` opens it, and returns when it is closed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dealerdesk import i18n
from dealerdesk.logs import catch_crashes
from dealerdesk.ui.doors import Doors
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look


def run(folder: Path, language: str | None, doors: Doors, preferences: Preferences | None = None) -> int:
    """Show the window on the data folder `folder` until it is closed; the program's exit code.

    `language` (one of ``i18n.LANGUAGES``) goes before what the person chose last. A data folder that
    cannot be opened is said in the window, and so is a bug that nobody caught, with its mark in the log.
    """
    preferences = preferences or Preferences()
    i18n.use_language(language or preferences.language)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("DealerDesk")
    # The session ends the program, once it has finished what was begun.
    application.setQuitOnLastWindowClosed(False)
    look = Look(application, preferences.theme)
    session = Session(folder, doors, look, preferences)
    session.ended.connect(application.quit)
    with _crashes_said_by(session):
        session.window.show()
        return application.exec()


@contextmanager
def _crashes_said_by(session: Session) -> Iterator[None]:
    """While the window is open, a bug that nobody caught is logged and said in it."""
    before, before_in_threads = sys.excepthook, threading.excepthook
    catch_crashes(session.crashed.emit)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before, before_in_threads
