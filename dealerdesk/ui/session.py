"""One run of the window on one data folder: opening it, making one, and letting go of it in the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.collector import Collector
from dealerdesk.ui.doors import Desk, Doors
from dealerdesk.ui.errors import crash_for_people, error_for_people
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.shell.window import MainWindow
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.theme.look import Look, ThemeChoice


class Session(QObject):
    """Brings window, tasks and desk together; `ended` is told when everything is drained and closed."""

    ended = Signal()
    crashed = Signal(str)
    """To be emitted from any thread with the reference of a bug that nobody caught."""

    def __init__(self, folder: Path, doors: Doors, look: Look, preferences: Preferences) -> None:
        super().__init__()
        self._folder = folder
        self._doors = doors
        self._look = look
        self._preferences = preferences
        self._desk: Desk | None = None
        self._making: Stoppable | None = None
        self._is_over = False
        self._collector = Collector(self)
        self.tasks = Tasks(self._on_error, self)
        self.feed = ChangeFeed(self)
        self.window = MainWindow(look, folder)
        start, status = self.window.start, self.window.status
        self.window.painted.connect(self.open)
        self.window.closed.connect(self.end)
        start.again_asked.connect(self.open)
        start.empty_asked.connect(self._on_empty_asked)
        start.sample_asked.connect(self._on_sample_asked)
        status.cancelled.connect(self._on_cancelled)
        status.language_chosen.connect(self._on_language_chosen)
        status.theme_chosen.connect(self._on_theme_chosen)
        self.crashed.connect(self._on_crashed)

    @property
    def desk(self) -> Desk | None:
        """The open data folder, once it is."""
        return self._desk

    def open(self) -> None:
        """Open the data folder off the UI thread, then show its files."""
        self.window.start.wait()
        self.tasks.write(lambda: self._doors.open_desk(self._folder), self._on_opened, self._on_refused)

    def end(self) -> None:
        """Finish what was begun, and let go of the data folder."""
        if self._is_over:
            return
        self._is_over = True
        self.feed.close()
        if self._desk is not None:
            self.tasks.write(self._desk.close, lambda _none: None)
        self.tasks.drain()
        self._collector.stop()
        self.ended.emit()

    def _on_opened(self, desk: Desk) -> None:
        self._making = None
        self.window.status.hide_progress()
        if self._is_over:
            desk.close()
            return
        self._desk = desk
        self.feed.listen_to(desk.database)
        self.window.show_files(desk, self.tasks, self.feed)

    def _on_refused(self, error: Exception) -> None:
        self._making = None
        if self._is_over:
            return
        self.window.status.hide_progress()
        if isinstance(error, Cancelled):
            self.open()
        else:
            self.window.start.show_error(error_for_people(error))

    def _on_empty_asked(self) -> None:
        self.window.start.wait(making=True)
        self.tasks.write(lambda: self._doors.make_desk(self._folder), self._on_opened, self._on_refused)

    def _on_sample_asked(self) -> None:
        self.window.start.wait(making=True)
        self._making = self.tasks.write_long(
            lambda progress: self._doors.make_sample(self._folder, progress),
            self._on_opened,
            self._on_progress,
            self._on_refused,
        )

    def _on_progress(self, stage: Message, done: int, total: int | None) -> None:
        self.window.status.show_progress(stage, done, total)

    def _on_cancelled(self) -> None:
        if self._making is not None:
            self._making.stop()

    def _on_language_chosen(self, language: str) -> None:
        self._preferences.language = language
        self._look.use_language(language)

    def _on_theme_chosen(self, choice: str) -> None:
        self._preferences.theme = ThemeChoice(choice)
        self._look.use_theme(ThemeChoice(choice))

    def _on_error(self, error: Exception) -> None:
        self.window.notice.show_error(error_for_people(error))

    def _on_crashed(self, reference: str) -> None:
        self.window.notice.show_error(crash_for_people(reference))
