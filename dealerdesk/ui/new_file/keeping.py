"""What is typed of a new file is kept beside the database until it is created."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from dealerdesk.domain.messages import Message
from dealerdesk.services.drafts import Draft, Drafts
from dealerdesk.ui.draft_lane import DraftLane
from dealerdesk.ui.formats import shown_date
from dealerdesk.ui.retelling import retell
from dealerdesk.ui.tasks import Failed, Tasks
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.widgets.icon_sign import IconSign

NAME = "new-file"
TYPED_BEFORE = Message(
    "ui.draft_typed_before", "This was typed on {date} at {time}, and no file was created of it yet."
)
BEGIN_ANEW = Message("ui.begin_anew", "Begin anew")
_PAUSE_MS = 400


class Keeping(QObject):
    """Keeps a draft a moment after a key, and forgets it when there is nothing to keep."""

    def __init__(
        self,
        drafts: Drafts,
        tasks: Tasks,
        draft: Callable[[], Draft | None],
        failed: Failed,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._lane = DraftLane(drafts, tasks, failed)
        self._draft = draft
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed."""
        if not self._pause.isActive():
            self._pause.start()

    def keep(self) -> None:
        """Keep what there is now."""
        self._pause.stop()
        draft = self._draft()
        if draft is None:
            self.forget()
            return
        self._lane.keep(NAME, draft)

    def keep_waiting(self) -> None:
        """Keep now what would be kept in a moment."""
        if self._pause.isActive():
            self.keep()

    def forget(self) -> None:
        """Keep nothing any more."""
        self._pause.stop()
        self._lane.discard(NAME)


class DraftBand(QFrame):
    """Says that something was typed before; `anew_asked` tells that it shall be forgotten."""

    anew_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self._at: datetime | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.button = QPushButton()
        self.button.setProperty("look", "link")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.anew_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(m.GAP_4, m.GAP_2, m.GAP_4, m.GAP_2)
        row.setSpacing(m.GAP_2)
        row.addWidget(IconSign("clock-counter-clockwise", "warn"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()
        retell(self, self._tell)

    def show_time(self, at: datetime | None) -> None:
        """Say when it was typed; None says nothing."""
        self._at = at
        self._tell()
        self.setVisible(at is not None)

    def _tell(self) -> None:
        if self._at is not None:
            self._words.setText(TYPED_BEFORE.said(date=shown_date(self._at.date()), time=f"{self._at:%H:%M}"))
        self.button.setText(BEGIN_ANEW.said())
        self.button.setAccessibleName(BEGIN_ANEW.said())
