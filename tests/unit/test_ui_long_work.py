"""Long work: beside the short lanes, with progress and a stop, and one by one."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.long_work import LongWork
from dealerdesk.ui.tasks import Tasks

COUNTING = Message("test.counting_long", "Counting")
PATIENCE = 10


class Desk:
    """Long work, and what came of it."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.stopped = 0
        self.steps: list[tuple[object, int, object]] = []
        self.ends = 0
        self.tasks = Tasks(self.errors.append)
        self.long_work = LongWork(self.tasks)
        self.long_work.stepped.connect(lambda *step: self.steps.append(step))
        self.long_work.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.ends += 1

    def _on_stopped(self) -> None:
        self.stopped += 1

    def run(self, work: object, *, in_order: bool = False) -> None:
        self.long_work.run(
            work,  # type: ignore[arg-type]  # tests hand in what they have
            self.results.append,
            self.errors.append,
            cancelled=self._on_stopped,
            in_order=in_order,
        )


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.tasks.drain()
    desk.long_work.deleteLater()
    desk.tasks.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_short_work_goes_on_beside_long_work(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    written: list[int] = []
    desk.run(lambda _progress: gate.wait(PATIENCE))
    desk.tasks.write(lambda: 7, written.append)
    qtbot.waitUntil(lambda: written == [7])
    assert desk.long_work.is_running
    gate.set()
    qtbot.waitUntil(lambda: desk.results == [True])
    assert not desk.long_work.is_running
    assert desk.ends == 1


def test_what_must_be_in_order_waits_for_the_writes_before_it(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    order: list[str] = []

    def write() -> None:
        gate.wait(PATIENCE)
        order.append("written")

    desk.tasks.write(write, lambda _none: None)
    desk.run(lambda _progress: order.append("long"), in_order=True)
    gate.set()
    qtbot.waitUntil(lambda: desk.ends == 1)
    assert order == ["written", "long"]


def test_stopping_tells_that_it_was_stopped_and_nothing_else(desk: Desk, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def count(progress: Progress) -> None:
        begun.set()
        go_on.wait(PATIENCE)
        progress.step(COUNTING, 1, 2)

    desk.run(count)
    assert begun.wait(PATIENCE)
    desk.long_work.stop()
    go_on.set()
    qtbot.waitUntil(lambda: desk.stopped == 1)
    assert desk.results == []
    assert desk.errors == []
    assert not desk.long_work.is_running


def test_progress_and_errors_are_told(desk: Desk, qtbot: QtBot) -> None:
    def fail(progress: Progress) -> None:
        progress.step(COUNTING, 2, 2)
        raise ZeroDivisionError

    desk.run(fail)
    qtbot.waitUntil(lambda: desk.ends == 1)
    assert desk.steps == [(COUNTING, 2, 2)]
    assert [type(error) for error in desk.errors] == [ZeroDivisionError]


def test_stopping_without_work_is_no_harm(desk: Desk) -> None:
    desk.long_work.stop()
    assert not desk.long_work.is_running
