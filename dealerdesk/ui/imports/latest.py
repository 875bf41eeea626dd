"""Long work of which only the latest piece counts: what comes of an earlier one is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dealerdesk.domain.progress import Progress
from dealerdesk.ui.long_work import LongWork

_T = TypeVar("_T")


class Latest:
    """Runs one piece of work after the other, and tells of the latest what came of it."""

    def __init__(self, long_work: LongWork) -> None:
        self._long_work = long_work
        self._stop: Callable[[], None] = _nothing
        self._round = 0

    @property
    def round(self) -> int:
        """A number that changes whenever what was under way is void."""
        return self._round

    def stop(self) -> None:
        """Ask the work to end, and hear what comes of that."""
        self._stop()

    def drop(self) -> None:
        """Ask the work to end, and hear no more of it."""
        self._stop()
        self._stop = _nothing
        self._round += 1

    def run(
        self,
        work: Callable[[Progress], _T],
        then: Callable[[_T], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
        *,
        in_order: bool = False,
    ) -> None:
        """Do `work` instead of what is under way; see `LongWork.run`."""
        self.drop()
        of_now = self._round

        def if_wanted(call: Callable[[], None]) -> None:
            if of_now == self._round:
                self._stop = _nothing
                call()

        self._stop = self._long_work.run(
            work,
            lambda result: if_wanted(lambda: then(result)),
            lambda error: if_wanted(lambda: failed(error)),
            cancelled=lambda: if_wanted(cancelled),
            in_order=in_order,
        )


def _nothing() -> None:
    pass
