"""Work off the UI thread: lanes, order, stale reads, errors, and an end without loose threads."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.ui.shell.status_bar import CANCEL
from dealerdesk.ui.tasks import READERS, Job, Tasks

PATIENCE = 10


class Desk:
    """Tasks, and what came back from them."""

    def __init__(self) -> None:
        self.results: list[Any] = []
        self.errors: list[Exception] = []
        self.tasks = Tasks(self.errors.append)

    def read(self, topic: str, work: Callable[[], object]) -> None:
        self.tasks.read(topic, work, self.results.append)

    def write(self, work: Callable[[], object]) -> None:
        self.tasks.write(work, self.results.append)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.tasks.drain()
    desk.tasks.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def lane_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("read_", "write_"))]


def fail(number: int) -> None:
    raise ZeroDivisionError(number)


def idle(desk: Desk) -> Callable[[], bool]:
    return lambda: desk.tasks.is_idle


def test_work_runs_off_the_ui_thread_and_its_result_arrives_on_it(desk: Desk, qtbot: QtBot) -> None:
    arrived_in: list[int] = []
    worked_in: list[int] = []
    work = lambda: worked_in.append(threading.get_ident())  # noqa: E731  # two of them, for two lanes
    desk.tasks.read("topic", work, lambda _none: arrived_in.append(threading.get_ident()))
    desk.tasks.write(work, lambda _none: arrived_in.append(threading.get_ident()))
    qtbot.waitUntil(idle(desk))
    assert arrived_in == [threading.get_ident()] * 2
    assert threading.get_ident() not in worked_in


def test_no_result_arrives_before_the_one_who_asked_is_done_asking(desk: Desk) -> None:
    done = threading.Event()
    desk.write(done.set)
    assert done.wait(PATIENCE)
    assert desk.results == []


def test_writes_run_one_at_a_time_in_the_order_of_submission(desk: Desk, qtbot: QtBot) -> None:
    running: list[int] = []
    overlaps: list[int] = []

    def write(number: int) -> int:
        running.append(number)
        overlaps.append(len(running))
        running.pop()
        return number

    for number in range(300):
        desk.write(lambda number=number: write(number))  # type: ignore[misc]  # bound now
    qtbot.waitUntil(idle(desk))
    assert desk.results == list(range(300))
    assert set(overlaps) == {1}


def test_a_slow_write_does_not_hold_up_reads(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.write(lambda: gate.wait(PATIENCE))
    desk.read("topic", lambda: "read")
    qtbot.waitUntil(lambda: desk.results == ["read"])
    gate.set()
    qtbot.waitUntil(idle(desk))
    assert desk.results == ["read", True]


def test_of_two_reads_of_a_topic_only_the_newer_arrives(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.read("search", lambda: (gate.wait(PATIENCE), "old"))
    desk.read("search", lambda: "new")
    desk.read("other", lambda: "other")
    qtbot.waitUntil(lambda: len(desk.results) == 2)
    gate.set()
    qtbot.waitUntil(idle(desk))
    assert sorted(desk.results) == ["new", "other"]


def test_a_read_that_finished_but_was_overtaken_before_it_was_handed_back_is_dropped(
    desk: Desk, qtbot: QtBot
) -> None:
    finished = threading.Event()

    def read() -> str:
        finished.set()
        return "old"

    desk.read("search", read)
    assert finished.wait(PATIENCE)
    desk.read("search", lambda: "new")
    qtbot.waitUntil(idle(desk))
    assert desk.results == ["new"]


def test_a_stale_read_that_still_waits_is_never_run(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    ran: list[str] = []
    for lane in range(READERS):
        desk.read(f"busy {lane}", lambda: gate.wait(PATIENCE))
    for letters in ("w", "wa", "wan", "wang"):
        desk.read("search", lambda letters=letters: ran.append(letters))  # type: ignore[misc]  # bound now
    gate.set()
    qtbot.waitUntil(idle(desk))
    assert ran == ["wang"]


def test_a_forgotten_topic_brings_neither_result_nor_error(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.read("result", lambda: gate.wait(PATIENCE))
    desk.read("error", lambda: gate.wait(PATIENCE) and 1 // 0)
    desk.tasks.forget("result")
    desk.tasks.forget("error")
    gate.set()
    qtbot.waitUntil(idle(desk))
    assert (desk.results, desk.errors) == ([], [])


def test_errors_go_to_the_handler_given_or_else_to_the_common_one(desk: Desk, qtbot: QtBot) -> None:
    own: list[Exception] = []
    desk.tasks.write(lambda: 1 // 0, desk.results.append, own.append)
    desk.tasks.write(lambda: int("seven"), desk.results.append)
    qtbot.waitUntil(idle(desk))
    assert [type(error) for error in own] == [ZeroDivisionError]
    assert [type(error) for error in desk.errors] == [ValueError]
    assert desk.results == []


def test_a_handler_that_raises_takes_no_other_result_with_it(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        desk.tasks.write(lambda: 1, fail)
        desk.write(lambda: 2)
        qtbot.waitUntil(idle(desk))
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert desk.results == [2]


def test_a_job_that_was_handed_back_holds_nothing_of_a_screen() -> None:
    """Its lane may be the last to let go of it, and Qt objects that end outside the UI thread crash."""

    class Screen:
        def show(self, _result: object) -> None:
            pass

    screen = Screen()
    seen = weakref.ref(screen)
    job = Job(lambda: 1, screen.show, screen.show, lambda: True)
    del screen
    job.do()
    assert seen() is not None
    job.hand_back()
    assert seen() is None


def test_thousands_of_results_arrive_and_no_reference_is_lost(desk: Desk, qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 dropped a reference to True with every signal, and aborted."""
    gc.collect()  # what earlier tests left behind would take its references away meanwhile
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(4000):
        desk.tasks.read(number, lambda: True, desk.results.append)
        desk.write(lambda: None)
    qtbot.waitUntil(idle(desk), timeout=30_000)
    assert len(desk.results) == 8000
    after = sys.getrefcount(True), sys.getrefcount(None)
    # A lost reference a signal would be 8,000; other objects come and go meanwhile.
    assert all(now > then - 4000 for then, now in zip(before, after, strict=True))


def test_a_plain_signal_can_be_sent_thousands_of_times(qtbot: QtBot) -> None:
    class Bell(QObject):
        rung = Signal(bool)
        carried = Signal(object)

    bell = Bell()
    heard: list[object] = []
    bell.rung.connect(heard.append)
    bell.carried.connect(heard.append, Qt.ConnectionType.QueuedConnection)
    before = sys.getrefcount(True)
    for _ in range(5000):
        bell.rung.emit(True)
        bell.carried.emit(None)
    qtbot.waitUntil(lambda: len(heard) == 10_000)
    heard.clear()
    assert sys.getrefcount(True) > before - 500


def test_draining_finishes_writes_hands_them_back_drops_reads_and_ends_the_threads(desk: Desk) -> None:
    gate = threading.Event()
    desk.write(lambda: gate.wait(PATIENCE))
    desk.write(lambda: "second")
    for topic in range(10):
        desk.read(str(topic), lambda: gate.wait(PATIENCE) and "read")
    assert lane_threads()
    threading.Timer(0.05, gate.set).start()
    desk.tasks.drain()
    assert desk.results == [True, "second"]
    assert desk.tasks.is_idle
    assert not lane_threads()


def test_a_failing_handler_does_not_keep_draining_from_handing_back_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: told.append(kind))
    desk.tasks.write(lambda: 1, fail)
    desk.write(lambda: 2)
    desk.tasks.drain()
    assert (told, desk.results) == ([ZeroDivisionError], [2])


def test_reads_after_draining_are_not_begun(desk: Desk, qtbot: QtBot) -> None:
    desk.tasks.drain()
    desk.read("topic", lambda: "late")
    assert desk.tasks.is_idle
    assert desk.results == []


def test_draining_twice_is_no_harm(desk: Desk) -> None:
    desk.tasks.drain()
    desk.tasks.drain()


def endless(begun: threading.Event, stage: Message) -> Callable[[Progress], None]:
    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(stage, 1, None)

    return work


def test_long_work_can_be_stopped(desk: Desk, qtbot: QtBot) -> None:
    begun = threading.Event()
    watched = desk.tasks.write_long(endless(begun, CANCEL), desk.results.append, lambda *_where: None)
    assert begun.wait(PATIENCE)
    watched.stop()
    qtbot.waitUntil(idle(desk))
    assert [type(error) for error in desk.errors] == [Cancelled]


def test_draining_stops_long_work(desk: Desk) -> None:
    begun = threading.Event()
    desk.tasks.write_long(endless(begun, CANCEL), desk.results.append, lambda *_where: None)
    assert begun.wait(PATIENCE)
    desk.tasks.drain()
    assert [type(error) for error in desk.errors] == [Cancelled]


def test_progress_is_told_on_the_ui_thread_its_end_always_and_the_rest_not_too_often(
    desk: Desk, qtbot: QtBot
) -> None:
    told: list[tuple[int, int | None]] = []
    threads: set[int] = set()

    def tell(_stage: Message, done: int, total: int | None) -> None:
        threads.add(threading.get_ident())
        told.append((done, total))

    def work(progress: Progress) -> str:
        for done in range(1, 1001):
            progress.step(CANCEL, done, 1000)
        return "done"

    desk.tasks.write_long(work, desk.results.append, tell)
    qtbot.waitUntil(idle(desk))
    assert told[0] == (1, 1000)
    assert told[-1] == (1000, 1000)
    assert len(told) < 100
    assert threads == {threading.get_ident()}
    assert desk.results == ["done"]
