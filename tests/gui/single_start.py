"""A start of the window in a process of its own, for tests: tells on standard output what happens to it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dealerdesk.ui import app
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.shell.window import MainWindow
from dealerdesk.ui.single_instance import SingleInstance
from dealerdesk.ui.welcome.already_open import AlreadyOpen
from tests.support.windows import doors


def tell(word: str) -> None:
    print(word, flush=True)  # noqa: T201  # how the tests hear of it


def main() -> int:
    """Run the window on the folder in the first word; in the second, how many milliseconds to be patient."""
    folder, patience = Path(sys.argv[1]), int(sys.argv[2])
    application = QApplication([])
    come, init = MainWindow.come_to_the_front, Session.__init__

    def come_and_tell(window: MainWindow) -> None:
        come(window)
        tell("raised")

    def init_and_tell(session: Session, *arguments: object) -> None:
        init(session, *arguments)  # type: ignore[arg-type]  # handed on as they came
        # Told last, when other starts are heard.
        session.window.painted.connect(lambda: QTimer.singleShot(0, lambda: tell("window")))

    def told(dialog: AlreadyOpen) -> bool:
        tell("silent")
        return False

    for owner, name, stand_in in (
        (MainWindow, "come_to_the_front", come_and_tell),
        (Session, "__init__", init_and_tell),
        (AlreadyOpen, "wants_again", told),
        (app, "SingleInstance", partial(SingleInstance, patience_ms=patience)),
    ):
        setattr(owner, name, stand_in)
    QTimer.singleShot(60_000, application.quit)
    return app.run(folder, "en", doors(), Preferences(folder.parent / "window.ini"))


if __name__ == "__main__":
    sys.exit(main())
