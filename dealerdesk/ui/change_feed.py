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
    """Tells every view what was committed: `files_changed` carries the files' ids as a frozenset of int.

    `committed` carries the whole `Change`, also of what belongs to no file, such as a setting.
    `changed_elsewhere` tells that another program committed something, which was not done in this window.
    """

    files_changed = Signal(object)
    committed = Signal(object)
    changed_elsewhere = Signal()
    _passed_on = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = True
        # Queued also for commits of the UI thread itself: views reload after the work is done, not inside it.
        self._passed_on.connect(self._on_passed_on, Qt.ConnectionType.QueuedConnection)

    def listen_to(self, source: Source) -> None:
        """Pass on the changes of `source`, such as a database, until `close`."""
        source.on_change(self._pass_on)

    def tell_elsewhere(self, files: frozenset[int]) -> None:
        """Tell that another program changed `files`, or what belongs to none."""
        if self._is_open:
            self.changed_elsewhere.emit()
            self.files_changed.emit(files)

    def close(self) -> None:
        """Pass on nothing any more; the source may outlive the feed."""
        self._is_open = False

    def _pass_on(self, change: Change) -> None:
        if self._is_open:
            self._passed_on.emit(change)

    def _on_passed_on(self, change: Change) -> None:
        if self._is_open:
            self.committed.emit(change)
            self.files_changed.emit(change.files)
