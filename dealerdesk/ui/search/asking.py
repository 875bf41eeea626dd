"""Asking what words stand for: off the UI thread, never a stale answer, and with a word about long waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dealerdesk.services.search import FoundFile, Lookup, Search
from dealerdesk.ui.tasks import Tasks

LOOK_UP_TOPIC = "search.look_up"
RECENT_TOPIC = "search.recent"
PATIENCE_MS = 300
"""Looking up that is shorter than this is not mentioned."""


class Asking(QObject):
    """One question at a time: a newer one makes the older void.

    `found` carries a `Lookup`, `remembered` the rows of recent files, `failed` an exception; `took_long` says
    that the answer is still on its way.
    """

    found = Signal(object)
    remembered = Signal(object)
    failed = Signal(object)
    took_long = Signal()

    def __init__(self, search: Search, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._search = search
        self._tasks = tasks
        self.is_under_way = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.took_long)

    def look_up(self, words: str, per_group: int) -> None:
        """Ask what `words` stand for."""
        self.forget()
        self.is_under_way = True
        self._patience.start()
        ask = partial(_answer, self._search, words, per_group)
        self._tasks.read(LOOK_UP_TOPIC, ask, self._on_found, self._on_failed)

    def remember(self, file_ids: Sequence[int]) -> None:
        """Ask for the rows of files that were opened before."""
        self.forget()
        ask = partial(self._search.recent, file_ids)
        self._tasks.read(RECENT_TOPIC, ask, self._on_remembered, self._on_failed)

    def forget(self) -> None:
        """Want no answer to what was asked."""
        self._settle()
        self._tasks.forget(LOOK_UP_TOPIC)
        self._tasks.forget(RECENT_TOPIC)

    def _on_found(self, lookup: Lookup) -> None:
        self._settle()
        self.found.emit(lookup)

    def _on_remembered(self, files: tuple[FoundFile, ...]) -> None:
        self.remembered.emit(files)

    def _on_failed(self, error: Exception) -> None:
        self._settle()
        self.failed.emit(error)

    def _settle(self) -> None:
        self._patience.stop()
        self.is_under_way = False


def _answer(search: Search, words: str, per_group: int) -> Lookup:
    """What `words` stand for; where that is nothing, what else may have been meant."""
    lookup = search.look_up(words, per_group)
    return replace(lookup, suggestions=search.suggest(words)) if lookup.is_empty else lookup
