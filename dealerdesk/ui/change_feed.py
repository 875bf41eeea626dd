"""The change feed: every commit, from whichever thread, as one signal on the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:  # start-up: the database's library is loaded after the first paint
    from dealerdesk.storage.unit_of_work import Change


class Source(Protocol):
    """Where changes come from."""

    def on_change(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after every commit that changed something, in the thread that committed."""
        ...


class ChangeFeed(QObject):
    """Tells every view what was committed; `files_changed` carries the ids as a frozenset of int."""

    files_changed = Signal(object)
    _committed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = True
        # Queued also for commits of the UI thread itself: views reload after the work is done, not inside it.
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)

    def listen_to(self, source: Source) -> None:
        """Pass on the changes of `source`, such as a database, until `close`."""
        source.on_change(self._pass_on)

    def close(self) -> None:
        """Pass on nothing any more; the source may outlive the feed."""
        self._is_open = False

    def _pass_on(self, change: Change) -> None:
        if self._is_open:
            self._committed.emit(change)

    def _on_committed(self, change: Change) -> None:
        if self._is_open:
            self.files_changed.emit(change.files)
