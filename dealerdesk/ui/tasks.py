"""Work off the UI thread: synchronous service functions in lanes, their results back on the UI thread.

Writes have one lane with a single worker, so that what a person did first is done first. Reads have a few
workers and may overtake each other; a read belongs to a topic, and a newer read of the topic makes the
older ones void, whether they wait, run, or have just finished. Long work that is no change of rows (a
backup, an export, a check) has a lane of its own, so that nobody waits for it.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Stoppable

READERS = 3
SECONDS_BETWEEN_STEPS = 0.1
"""Progress is shown this often at most."""

Failed = Callable[[Exception], None]
"""Is told on the UI thread what a piece of work raised."""
Told = Callable[[Message, int, int | None], None]
"""Is told on the UI thread where a long piece of work stands: stage, done, total."""

_T = TypeVar("_T")


class Tasks(QObject):
    """Runs service functions off the UI thread; to be used from the UI thread only.

    Errors of work that came without an error handler of its own go to `failed`. `rested` tells that all that
    was under way is handed back.
    """

    rested = Signal()
    _arrived = Signal()

    def __init__(self, failed: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self._writers = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._generations: dict[Hashable, int] = {}
        self._under_way = 0
        self._stops: set[_Watched] = set()
        self._closed = False
        # What waits to be called on the UI thread; the signal only says that there is something.
        self._calls: deque[Callable[[], None]] = deque()
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits, runs, or is about to be handed back."""
        return self._under_way == 0

    def read(
        self,
        topic: Hashable,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Failed | None = None,
    ) -> None:
        """Run `work` in a reading lane and hand its result to `then`, unless a newer read of `topic` came."""
        self.forget(topic)
        if self._closed:
            return
        generation = self._generations[topic]

        def is_wanted() -> bool:
            return not self._closed and self._generations[topic] == generation

        self._submit(self._readers, work, then, failed or self._failed, is_wanted)

    def forget(self, topic: Hashable) -> None:
        """Make all reads of `topic` so far void."""
        self._generations[topic] = self._generations.get(topic, 0) + 1

    def write(self, work: Callable[[], _T], then: Callable[[_T], None], failed: Failed | None = None) -> None:
        """Run `work` after all earlier writes and hand its result to `then`; it is never dropped."""
        self._submit(self._writers, work, then, failed or self._failed, _always)

    def write_long(
        self,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        told: Told,
        failed: Failed | None = None,
    ) -> Stoppable:
        """Like `write`, for work that takes long: `told` hears its progress, the answer can stop it."""
        return self._submit_watched(self._writers, work, then, told, failed)

    def run_long(
        self,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        told: Told,
        failed: Failed | None = None,
    ) -> Stoppable:
        """Like `write_long`, in a lane of its own: short reads and writes go on beside it."""
        return self._submit_watched(self._long, work, then, told, failed)

    def _submit_watched(
        self,
        lane: Executor,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        told: Told,
        failed: Failed | None,
    ) -> Stoppable:
        watched = _Watched(lambda *where: self._call(partial(told, *where)))
        self._stops.add(watched)

        def watched_work() -> _T:
            try:
                return work(watched)
            finally:
                self._stops.discard(watched)

        self._submit(lane, watched_work, then, failed or self._failed, _always)
        return watched

    def drain(self, last: Callable[[], object] | None = None) -> None:
        """Before the window goes: drop the reads, stop long work, finish the writes and hand back theirs.

        What is written when a write is handed back is finished, too. `last` runs off the UI thread when
        everything else has.
        """
        if self._closed:
            return
        self._closed = True
        for watched in list(self._stops):
            watched.stop()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._long.shutdown(wait=True, cancel_futures=True)
        self._finish_writes()
        if last is not None:
            self.write(last, _nothing_of)
        self._writers.shutdown(wait=True)
        self._hand_back()
        self._under_way = 0

    def _finish_writes(self) -> None:
        self._writers.submit(_nothing).result()
        while self._calls:
            self._hand_back()
            self._writers.submit(_nothing).result()

    def _hand_back(self) -> None:
        while self._calls:
            try:
                self._on_arrived()
            except Exception:  # noqa: BLE001  # one that fails must not keep the others from their results
                sys.excepthook(*sys.exc_info())

    def _submit(
        self,
        lane: Executor,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Failed,
        is_wanted: Callable[[], bool],
    ) -> None:
        if self._closed and lane is not self._writers:
            return
        self._under_way += 1
        job = Job(work, then, failed, is_wanted)
        lane.submit(self._do, job)

    def _do(self, job: Job[_T]) -> None:
        """In a lane: do the work, and send the job back to the UI thread."""
        try:
            job.do()
        finally:
            self._call(partial(self._done, job))

    def _done(self, job: Job[_T]) -> None:
        self._under_way -= 1
        try:
            job.hand_back()
        finally:
            if self.is_idle and not self._closed:
                self.rested.emit()

    def _call(self, what: Callable[[], None]) -> None:
        self._calls.append(what)
        self._arrived.emit()

    def _on_arrived(self) -> None:
        """Make one call a signal, so that one that raises takes no other with it."""
        if self._calls:
            self._calls.popleft()()


class Job(Generic[_T]):
    """A piece of work on its way through a lane and back.

    The UI thread takes out what belongs to it before it uses it: a lane may be the last to let go of the
    job, and a screen's objects must not end in a lane.
    """

    def __init__(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Failed,
        is_wanted: Callable[[], bool],
    ) -> None:
        self._work: Callable[[], _T] | None = work
        self._told: tuple[Callable[[_T], None], Failed] | None = (then, failed)
        self._is_wanted = is_wanted
        self._result: list[_T] = []
        self._error: Exception | None = None

    def do(self) -> None:
        """Do the work, in whichever thread, unless nobody wants it any more."""
        work = self._work
        try:
            if work is not None and self._is_wanted():
                self._result.append(work())
        except Exception as error:  # noqa: BLE001  # whatever it is belongs to the error handler
            self._error = error

    def hand_back(self) -> None:
        """On the UI thread: tell the result or the error, if it is still wanted."""
        told, self._told, self._work = self._told, None, None
        result, error, self._result, self._error = self._result, self._error, [], None
        if told is None or not self._is_wanted():
            return
        then, failed = told
        if error is not None:
            failed(error)
        elif result:
            then(*result)


class _Watched(Stoppable):
    """Progress that is told on the UI thread, not more often than a person can follow."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told
        self._next = 0.0

    def step(self, stage: Message, done: int, total: int | None) -> None:
        super().step(stage, done, total)
        if monotonic() >= self._next or done == total:
            self._next = monotonic() + SECONDS_BETWEEN_STEPS
            self._told(stage, done, total)


def _always() -> bool:
    return True


def _nothing() -> None:
    pass


def _nothing_of(_result: object) -> None:
    pass
