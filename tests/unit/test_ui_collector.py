"""Garbage is collected on the UI thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from dealerdesk.ui.collector import Collector


class Knot:
    """Refers to itself, and tells in which thread it goes."""

    gone_in: list[int] = []  # noqa: RUF012  # shared on purpose

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.gone_in.append(threading.get_ident())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    Knot.gone_in.clear()
    collector = Collector()
    yield collector
    collector.stop()
    assert gc.isenabled()


def test_a_worker_that_makes_garbage_does_not_collect_it(collector: Collector) -> None:
    thread = threading.Thread(target=lambda: [Knot() for _ in range(5000)])
    thread.start()
    thread.join()
    assert Knot.gone_in == []
    collector.collect_due()
    assert len(Knot.gone_in) == 5000
    assert set(Knot.gone_in) == {threading.get_ident()}


def test_garbage_goes_by_itself_while_the_window_is_open(collector: Collector, qtbot: QtBot) -> None:
    knots = [Knot() for _ in range(5000)]
    last = weakref.ref(knots[-1])
    knots.clear()
    qtbot.waitUntil(lambda: last() is None)
