"""Progress in a terminal: a bar on standard error, and Ctrl+C that stops the work between two steps."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from dealerdesk.cli.tables import one_line, width
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Stoppable

_BAR = 24
_SECONDS_BETWEEN_PICTURES = 0.1


class TerminalProgress(Stoppable):
    """Draws where the work stands on `terminal`, or nothing without one; `stop` ends the work."""

    def __init__(self, terminal: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._terminal = terminal
        self._clock = clock
        self._drawn_at: float | None = None
        self._stage: Message | None = None

    def step(self, stage: Message, done: int, total: int | None) -> None:
        """Draw the step, ten times a second at most; raises `Cancelled` once `stop` was called."""
        super().step(stage, done, total)
        now = self._clock()
        due = self._drawn_at is None or now - self._drawn_at >= _SECONDS_BETWEEN_PICTURES
        if self._terminal and (due or stage != self._stage):
            self._drawn_at, self._stage = now, stage
            self._draw(picture(stage, done, total))

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if self._terminal and self._drawn_at is not None:
            self._draw("")

    def _draw(self, line: str) -> None:
        assert self._terminal
        columns = shutil.get_terminal_size().columns - 1
        while width(line) > columns:
            line = line[:-1]
        self._terminal.write(f"\r{line}\x1b[K")
        self._terminal.flush()


def picture(stage: Message, done: int, total: int | None) -> str:
    """One line for a step: a bar where the total is known, else the count."""
    words = one_line(stage.said())
    if not total:
        return f"{words}  {done:,}" if done else f"{words} …"
    share = min(done / total, 1.0)
    filled = round(share * _BAR)
    return f"{words}  {'█' * filled}{'░' * (_BAR - filled)} {share:4.0%}  {done:,} / {total:,}"


@contextmanager
def stopped_by_ctrl_c(progress: TerminalProgress) -> Iterator[None]:
    """Inside the block, Ctrl+C stops the work at its next step; a second one interrupts it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        progress.stop()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        progress.clear()
