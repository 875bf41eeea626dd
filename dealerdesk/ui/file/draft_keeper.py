"""Keeps what is being typed on the disk, often enough that a crash takes no more than a second of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from dealerdesk.services.drafts import Draft
from dealerdesk.ui.draft_lane import DraftLane
from dealerdesk.ui.file.loading import draft_name
from dealerdesk.ui.page import Workplace

INTERVAL_MS = 1000


class DraftKeeper(QObject):
    """Writes the first change at once, and what follows at most every second, off the UI thread."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._file_id: int | None = None
        self._waiting: Draft | None = None
        self._is_kept = False
        self._lane = DraftLane(workplace.desk.drafts, workplace.tasks, workplace.fail)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(INTERVAL_MS)
        self._pause.timeout.connect(self._on_pause_over)

    def begin(self, file_id: int, *, is_kept: bool) -> None:
        """Keep drafts of another file from now on; `is_kept` when there is one."""
        self.flush()
        self._file_id, self._is_kept = file_id, is_kept

    def keep(self, draft: Draft) -> None:
        """Keep `draft` soon; one without anything typed is forgotten."""
        self._waiting = draft
        if not self._pause.isActive():
            self.flush()
            self._pause.start()

    def flush(self) -> None:
        """Keep now what waits."""
        draft, file_id = self._waiting, self._file_id
        self._waiting = None
        if draft is None or file_id is None or not (draft.typed or self._is_kept):
            return
        self._is_kept = bool(draft.typed)
        if draft.typed:
            self._lane.keep(draft_name(file_id), draft)
        else:
            self._lane.discard(draft_name(file_id))

    def _on_pause_over(self) -> None:
        if self._waiting is not None:
            self.flush()
            self._pause.start()
