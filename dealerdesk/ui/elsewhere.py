"""What other programs change in the same data folder: the command line, or a second account on this PC."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dealerdesk.ui.change_feed import ChangeFeed
from dealerdesk.ui.tasks import Tasks

if TYPE_CHECKING:  # start-up: services are loaded after the first paint
    from dealerdesk.services.recent_changes import RecentChanges, Since
    from dealerdesk.storage.unit_of_work import Change

LOOKED_MS = 3000
TOPIC = "elsewhere"


class Elsewhere(QObject):
    """Looks every few seconds for changes that did not come by the feed, and passes them on to it."""

    def __init__(self, recent: RecentChanges, tasks: Tasks, feed: ChangeFeed, parent: QObject) -> None:
        super().__init__(parent)
        self._recent = recent
        self._tasks = tasks
        self._feed = feed
        self._known: int | None = None
        self._ours: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_MS)
        self._timer.timeout.connect(self.look)
        feed.committed.connect(self._on_committed)
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Look now, off the UI thread."""
        # The files of what this window did, an import perhaps, are known already: they are not asked for.
        ask = partial(self._recent.since, self._known, frozenset(self._ours))
        # What fails here fails elsewhere too, where somebody waits for it and is told.
        self._tasks.read(TOPIC, ask, self._on_seen, lambda _error: None)

    def _on_seen(self, since: Since) -> None:
        # A commit of this window may have been told between the question and its answer.
        theirs = [change for change in since.changes if change not in self._ours]
        self._known = since.newest
        self._ours = {change for change in self._ours if change > since.newest}
        if theirs:
            self._feed.tell_elsewhere(since.files)

    def _on_committed(self, change: Change) -> None:
        self._ours.add(change.set_id)
