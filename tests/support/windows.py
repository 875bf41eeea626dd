"""Windows on real desks, for tests and pictures: a sample dealership, a fixed day, and a way to wait."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.services.backups import restore_backup
from dealerdesk.services.sample import SamplePlan, make_sample
from dealerdesk.ui.doors import Doors
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.session import Session
from dealerdesk.ui.theme.look import Look
from tests.support.dragging import end_drag

NOW = datetime(2026, 3, 12, 9, 30)  # noqa: DTZ001  # DealerDesk's times are local
PATIENCE_MS = 20_000
SHORT_PAUSE_MS = 400
"""Longer pauses, such as that before a sentence goes away, are not waited for."""


def sample_desk(folder: Path, count: int, progress: Progress | None = None) -> Desk:
    """A new data folder with `count` made-up files, the same ones every time."""
    desk = make_desk(folder, lambda: NOW)
    plan = SamplePlan(count, seed=1, today=NOW.date(), drawn=min(count, 3))
    make_sample(desk.database, desk.vault, plan, author=desk.author, progress=progress or Silent())
    return desk


def doors(count: int = 20) -> Doors:
    """The program's doors on a fixed day; samples have `count` files."""
    return Doors(
        open_desk=lambda folder: open_desk(folder, lambda: NOW),
        make_desk=lambda folder, name, market: make_desk(folder, lambda: NOW, market, name),
        make_sample=lambda folder, progress: sample_desk(folder, count, progress),
        restore=_restore,
    )


def _restore(backup: Path, folder: Path, progress: Progress) -> Desk:
    restore_backup(backup, folder, progress)
    return open_desk(folder, lambda: NOW)


def wait_until(fulfilled: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
    """Let the window work until `fulfilled`; raises ``TimeoutError`` when it never is."""
    deadline = QDeadlineTimer(patience_ms)
    while not fulfilled():
        if deadline.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)


def settle(session: Session) -> None:
    """Wait until the window has nothing more to fetch, to wait for, or to paint."""
    for _once_more in range(2):
        wait_until(lambda: is_settled(session))
        QApplication.processEvents()


def is_settled(session: Session) -> bool:
    """Whether no work is under way and no short pause runs, such as the one after a key in the search."""
    if not session.tasks.is_idle or session.long_work.is_running:
        return False
    timers = session.window.findChildren(QTimer)
    return not any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_PAUSE_MS for timer in timers
    )


@contextmanager
def window_on(
    folder: Path, look: Look, preferences: Preferences, ways_in: Doors | None = None
) -> Iterator[Session]:
    """A window on `folder`, shown and settled; closed and drained in the end."""
    session = Session(folder, ways_in or doors(), look, preferences)
    session.window.show()
    try:
        wait_until(lambda: session.desk is not None or not session.window.start.is_waiting)
        settle(session)
        yield session
    finally:
        session.window.close()
        bury(session)


def bury(session: Session) -> None:
    """Destroy a closed window now, and not when some garbage collection comes along."""
    end_drag(session.window)
    session.window.deleteLater()
    session.deleteLater()
    # Outside an event loop, processEvents leaves these for later: windows would pile up.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
