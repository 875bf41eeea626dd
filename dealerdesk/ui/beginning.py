"""From a start to an open data folder: opening it, or making one as the person asks on the start page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Stoppable
from dealerdesk.paths import free_space
from dealerdesk.ui.doors import Desk, Doors
from dealerdesk.ui.errors import error_for_people
from dealerdesk.ui.places import PageName, Place
from dealerdesk.ui.tasks import Tasks, Told
from dealerdesk.ui.welcome.start_page import Doing, StartPage

OPEN_ELSEWHERE = Message(
    "ui.open_elsewhere",
    "{folder} is open in another window of DealerDesk. Work there, or choose another folder.",
)
SPACE_TOPIC = "beginning.space"


class Beginning(QObject):
    """Works for the start page; `opened` carries the open `Desk` and the `Place` to begin at.

    `folder_changed` carries the data folder that the person chose instead. `claim` says whether this window
    may have a folder. `told` hears of the progress of long work, `ended` that it is over.
    """

    opened = Signal(object, object)
    folder_changed = Signal(object)
    ended = Signal()

    def __init__(  # noqa: PLR0913, PLR0917 - what a beginning brings together
        self,
        folder: Path,
        start: StartPage,
        doors: Doors,
        tasks: Tasks,
        told: Told,
        parent: QObject,
        claim: Callable[[Path], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._start = start
        self._doors = doors
        self._tasks = tasks
        self._told = told
        self._claim = claim
        self._making: Stoppable | None = None
        self._is_over = False
        start.again_asked.connect(self.open)
        start.empty_asked.connect(self._on_empty_asked)
        start.import_asked.connect(self._on_import_asked)
        start.sample_asked.connect(self._on_sample_asked)
        start.restore_asked.connect(self._on_restore_asked)
        start.folder_chosen.connect(self._on_folder_chosen)
        start.welcomed.connect(self._on_welcomed)

    def open(self) -> None:
        """Open the data folder off the UI thread."""
        folder = self.folder
        self._start.wait()
        self._tasks.write(lambda: self._doors.open_desk(folder), self._on_opened, self._on_refused)

    def stop(self) -> None:
        """Stop what is being made."""
        if self._making is not None:
            self._making.stop()

    def close(self) -> None:
        """The window is gone: let go of whatever opens from now on."""
        self._is_over = True

    def _on_empty_asked(self, name: str, market: Market) -> None:
        self._make(name, market, Place(PageName.FILES))

    def _on_import_asked(self, name: str, market: Market) -> None:
        self._make(name, market, Place(PageName.IMPORT))

    def _make(self, name: str, market: Market, place: Place) -> None:
        folder = self.folder
        self._start.wait(Doing.MAKING)
        self._tasks.write(
            lambda: self._doors.make_desk(folder, name, market),
            lambda desk: self._on_opened(desk, place),
            self._on_refused,
        )

    def _on_sample_asked(self) -> None:
        folder = self.folder
        self._start.wait(Doing.MAKING)
        self._begin_long(lambda progress: self._doors.make_sample(folder, progress))

    def _on_restore_asked(self, backup: Path, into: Path) -> None:
        if into != self.folder and not self._go_over(into):
            return
        self._start.wait(Doing.RESTORING)
        self._begin_long(lambda progress: self._doors.restore(backup, into, progress))

    def _begin_long(self, work: Callable[[Progress], Desk]) -> None:
        self._making = self._tasks.write_long(work, self._on_opened, self._told, self._on_refused)

    def _on_folder_chosen(self, folder: Path) -> None:
        if self._go_over(folder):
            self.open()

    def _go_over(self, folder: Path) -> bool:
        """Work for another folder from now on; False where another window has it."""
        if self._claim is not None and not self._claim(folder):
            self._start.show_error(DealerDeskError(OPEN_ELSEWHERE, folder=folder))
            return False
        self.folder = folder
        self._start.show_folder(folder)
        self.folder_changed.emit(folder)
        return True

    def _on_welcomed(self, is_shown: bool) -> None:
        folder = self.folder
        if is_shown:
            self._tasks.read(SPACE_TOPIC, lambda: free_space(folder), self._start.show_space)

    def _on_opened(self, desk: Desk, place: Place | None = None) -> None:
        self._making = None
        self.ended.emit()
        if self._is_over:
            desk.close()
        else:
            self.opened.emit(desk, place or Place(PageName.FILES))

    def _on_refused(self, error: Exception) -> None:
        self._making = None
        self.ended.emit()
        if self._is_over:
            return
        if isinstance(error, Cancelled):
            self.open()
        else:
            self._start.show_error(error_for_people(error))
