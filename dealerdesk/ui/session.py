"""One run of the window on one data folder: opening it, making one, and letting go of it in the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.ui.beginning import Beginning
from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.collector import Collector
from dealerdesk.ui.doors import Desk, Doors
from dealerdesk.ui.errors import crash_for_people, error_for_people
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.page import Workplace
from dealerdesk.ui.places import Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.shell.window import MainWindow
from dealerdesk.ui.tasks import Tasks
from dealerdesk.ui.theme.look import Look, ThemeChoice
from dealerdesk.ui.undoing import Undoing

if TYPE_CHECKING:  # start-up: storage is loaded after the first paint
    from dealerdesk.storage.unit_of_work import Change

DONE = Message("ui.done", "Done: {action}. Ctrl+Z takes it back.")
DONE_FOR_GOOD = Message("ui.done_for_good", "Done: {action}. This stays: it cannot be taken back.")


class Session(QObject):
    """Brings window, tasks and desk together; `ended` is told when everything is drained and closed."""

    ended = Signal()
    crashed = Signal(str)
    """To be emitted from any thread with the reference of a bug that nobody caught."""

    def __init__(
        self,
        folder: Path,
        doors: Doors,
        look: Look,
        preferences: Preferences,
        claim: Callable[[Path], bool] | None = None,
    ) -> None:
        super().__init__()
        self._look = look
        self._preferences = preferences
        self._desk: Desk | None = None
        self._is_over = False
        self._collector = Collector(self)
        self.tasks = Tasks(self._on_error, self)
        self.feed = ChangeFeed(self)
        self.long_work = LongWork(self.tasks, self)
        self.undoing = Undoing(self.feed, self.long_work, self._on_error, self)
        self.window = MainWindow(look, folder, preferences)
        start, status = self.window.start, self.window.status
        self.beginning = Beginning(folder, start, doors, self.tasks, status.show_progress, self, claim)
        self.beginning.opened.connect(self._on_opened)
        self.beginning.ended.connect(status.hide_progress)
        self.beginning.folder_changed.connect(self.window.show_folder)
        self.undoing.said.connect(status.say)
        self.feed.committed.connect(self._on_committed)
        self.long_work.stepped.connect(status.show_progress)
        self.long_work.ended.connect(self._on_long_work_ended)
        self.window.painted.connect(self.beginning.open)
        self.window.closed.connect(self.end)
        start.language_chosen.connect(self._on_language_chosen)
        start.theme_chosen.connect(self._on_theme_chosen)
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
        self.beginning.open()

    def end(self) -> None:
        """Finish what was begun, and let go of the data folder."""
        if self._is_over:
            return
        self._is_over = True
        self.beginning.close()
        self.feed.close()
        self.tasks.drain(self._desk.close if self._desk is not None else None)
        self._collector.stop()
        self.ended.emit()

    def _on_opened(self, desk: Desk, place: Place) -> None:
        self._desk = desk
        self.feed.listen_to(desk.database)
        self.undoing.use(lambda: desk.history)
        self._furnish(desk, place)

    def _furnish(self, desk: Desk, place: Place) -> None:
        workplace = Workplace(
            desk=desk,
            tasks=self.tasks,
            long_work=self.long_work,
            feed=self.feed,
            preferences=self._preferences,
            undoing=self.undoing,
            go=self.window.go,
            say=self.window.status.say,
            fail=self._on_error,
        )
        # start-up: pages know services, which the opening has loaded by now
        from dealerdesk.ui.shell.hall import Hall  # noqa: PLC0415  # start-up, see above

        self._hall = Hall(self.window, workplace, self._look, self)
        self._hall.open(place)

    def _on_cancelled(self) -> None:
        self.beginning.stop()
        self.long_work.stop()

    def _on_long_work_ended(self) -> None:
        if not self.long_work.is_running:
            self.window.status.hide_progress()

    def _on_committed(self, change: Change) -> None:
        """Say what was done; what was taken back says the undoing."""
        step = self.undoing.undoable
        if step is not None and step.set_id == change.set_id and change.undoes is None:
            done = DONE_FOR_GOOD if step.is_for_good else DONE
            self.window.status.say(done.said(action=step.action))

    def _on_language_chosen(self, language: str) -> None:
        self._preferences.language = language
        self._look.use_language(language)

    def _on_theme_chosen(self, choice: str) -> None:
        self._preferences.theme = ThemeChoice(choice)
        self._look.use_theme(ThemeChoice(choice))
        self.window.start.show_theme(ThemeChoice(choice))

    def _on_error(self, error: Exception) -> None:
        self.window.notice.show_error(error_for_people(error))

    def _on_crashed(self, reference: str) -> None:
        self.window.notice.show_error(crash_for_people(reference))
