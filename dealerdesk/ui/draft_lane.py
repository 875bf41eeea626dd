"""The way of a draft to the disk, off the UI thread: what cannot be kept is said once, not at every key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dealerdesk.services.drafts import Draft, Drafts
from dealerdesk.ui.tasks import Failed, Tasks


class DraftLane:
    """Keeps and discards drafts in the order in which it was asked to."""

    def __init__(self, drafts: Drafts, tasks: Tasks, failed: Failed) -> None:
        self._drafts = drafts
        self._tasks = tasks
        self._failed = failed
        self._has_failed = False

    def keep(self, name: str, draft: Draft) -> None:
        """Keep `draft` under `name`."""
        self._tasks.write(partial(self._drafts.keep, name, draft), self._on_kept, self._on_failed)

    def keep_made(self, name: str, make: Callable[[], Draft]) -> None:
        """Keep under `name` what `make` makes, which may take long, off the UI thread."""
        self._tasks.write(lambda: self._drafts.keep(name, make()), self._on_kept, self._on_failed)

    def discard(self, name: str) -> None:
        """Forget what was kept under `name`."""
        self._tasks.write(partial(self._drafts.discard, name), self._on_kept, self._on_failed)

    def _on_kept(self, _none: None) -> None:
        self._has_failed = False

    def _on_failed(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            self._failed(error)
