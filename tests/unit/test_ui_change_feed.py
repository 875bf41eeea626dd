"""The change feed: commits of any thread, told on the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from dealerdesk.storage.unit_of_work import Change
from dealerdesk.ui.change_feed import ChangeFeed


class Commits:
    """Something that commits."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Change], None]] = []

    def on_change(self, listener: Callable[[Change], None]) -> None:
        self.listeners.append(listener)

    def commit(self, *files: int) -> None:
        for listener in self.listeners:
            listener(Change(1, frozenset(files)))


def heard_by(feed: ChangeFeed) -> list[tuple[frozenset[int], int]]:
    heard: list[tuple[frozenset[int], int]] = []
    feed.files_changed.connect(lambda files: heard.append((files, threading.get_ident())))
    return heard


def test_commits_of_other_threads_are_told_on_the_ui_thread_in_order(qtbot: QtBot) -> None:
    feed, source = ChangeFeed(), Commits()
    heard = heard_by(feed)
    feed.listen_to(source)

    def commit_often() -> None:
        for number in range(1000):
            source.commit(number)

    thread = threading.Thread(target=commit_often)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(heard) == 1000)
    assert heard == [(frozenset({number}), threading.get_ident()) for number in range(1000)]


def test_a_commit_of_the_ui_thread_is_told_after_it_not_inside_it(qtbot: QtBot) -> None:
    feed, source = ChangeFeed(), Commits()
    heard = heard_by(feed)
    feed.listen_to(source)
    source.commit(7)
    assert not heard
    qtbot.waitUntil(lambda: len(heard) == 1)


def test_a_closed_feed_tells_nothing_not_even_what_was_on_its_way(qtbot: QtBot) -> None:
    feed, source = ChangeFeed(), Commits()
    heard = heard_by(feed)
    feed.listen_to(source)
    source.commit(1)
    feed.close()
    source.commit(2)
    open_feed = ChangeFeed()
    heard_too = heard_by(open_feed)
    open_feed.listen_to(source)
    source.commit(3)
    qtbot.waitUntil(lambda: len(heard_too) == 1)
    assert not heard
