"""Progress in a terminal, and Ctrl+C."""

from __future__ import annotations

import io
import signal
import sys
import threading

import pytest

from dealerdesk.cli.output import Output
from dealerdesk.cli.progress import TerminalProgress, picture, stopped_by_ctrl_c
from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message

READING = Message("test.reading", "Reading")
WRITING = Message("test.writing", "Writing")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_picture_shows_share_and_counts() -> None:
    assert picture(READING, 500, 1000) == f"Reading  {'█' * 12}{'░' * 12}  50%  500 / 1,000"
    assert picture(READING, 1200, 1000).endswith("100%  1,200 / 1,000")
    assert picture(READING, 1200, None) == "Reading  1,200"
    assert picture(READING, 0, None) == "Reading …"


def test_the_bar_is_drawn_ten_times_a_second_at_most_and_at_each_new_stage() -> None:
    terminal, clock = io.StringIO(), Clock()
    progress = TerminalProgress(terminal, clock)
    for done in range(100):
        progress.step(READING, done, 100)
    assert terminal.getvalue().count("\r") == 1
    clock.now += 0.2
    progress.step(READING, 100, 100)
    progress.step(WRITING, 0, None)
    assert terminal.getvalue().count("\r") == 3
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_without_a_terminal_nothing_is_drawn_and_stopping_still_works() -> None:
    progress = TerminalProgress(None)
    progress.step(READING, 1, 2)
    progress.clear()
    progress.stop()
    with pytest.raises(Cancelled):
        progress.step(READING, 2, 2)


def test_a_bar_never_takes_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = io.StringIO()
    TerminalProgress(terminal).step(READING, 500, 1000)
    assert terminal.getvalue() == f"\rReading  {'█' * 10}\x1b[K"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "quiet", "drawn"),
    [(Terminal, False, True), (Terminal, True, False), (io.StringIO, False, False)],
)
def test_progress_is_drawn_on_a_terminal_unless_quiet(
    monkeypatch: pytest.MonkeyPatch, stderr: type[io.StringIO], quiet: bool, drawn: bool
) -> None:
    stream = stderr()
    monkeypatch.setattr(sys, "stderr", stream)
    with Output(json=False, quiet=quiet).progress() as progress:
        progress.step(READING, 1, 2)
    assert bool(stream.getvalue()) is drawn


def test_ctrl_c_stops_the_work_at_its_next_step_and_a_second_one_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    progress = TerminalProgress(None)
    with stopped_by_ctrl_c(progress):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress.step(READING, 1, 2)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_ctrl_c_is_left_alone() -> None:
    seen: list[object] = []

    def work() -> None:
        with stopped_by_ctrl_c(TerminalProgress(None)):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]
