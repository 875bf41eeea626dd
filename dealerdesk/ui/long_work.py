"""Work that takes long, beside the lanes of short reads and writes: its progress, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Stoppable
from dealerdesk.ui.tasks import Failed, Tasks

_T = TypeVar("_T")


class LongWork(QObject):
    """Runs long work; whoever shows progress listens to `stepped` and `ended`."""

    stepped = Signal(object, int, object)
    """The stage (a `Message`), how much is done, and of how much (None where that is unknown)."""
    ended = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._running: list[Stoppable] = []

    @property
    def is_running(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._running)

    def run(
        self,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        failed: Failed,
        *,
        cancelled: Callable[[], None] | None = None,
        in_order: bool = False,
    ) -> Callable[[], None]:
        """Run `work` and hand its result to `then`; `in_order` after all writes that were asked for before.

        Work that the person stops leaves all as before; then `cancelled` is called and not `failed`. What is
        returned stops this work, whatever else runs.
        """

        def on_done(result: _T) -> None:
            self._forget(stoppable)
            then(result)

        def on_failed(error: Exception) -> None:
            self._forget(stoppable)
            if not isinstance(error, Cancelled):
                failed(error)
            elif cancelled is not None:
                cancelled()

        lane = self._tasks.write_long if in_order else self._tasks.run_long
        stoppable = lane(work, on_done, self._on_stepped, on_failed)
        self._running.append(stoppable)
        return stoppable.stop

    def in_turn(self, then: Callable[[], None], *, waits: bool = False) -> None:
        """Call `then` once all writes so far are done; now, where long work runs and not `waits`."""
        if self.is_running and not waits:
            then()
        else:
            self._tasks.write(_nothing, lambda _none: then())

    def stop(self) -> None:
        """Stop what runs, at its next step."""
        if self._running:
            self._running[0].stop()

    def _on_stepped(self, stage: Message, done: int, total: int | None) -> None:
        self.stepped.emit(stage, done, total)

    def _forget(self, stoppable: Stoppable) -> None:
        self._running.remove(stoppable)
        self.ended.emit()


def _nothing() -> None:
    pass
