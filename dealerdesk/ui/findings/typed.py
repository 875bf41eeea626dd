"""Explanations that were typed and not saved yet, each beside its discrepancy, kept on the disk."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.services.drafts import Draft, Drafts
from dealerdesk.ui.draft_lane import DraftLane
from dealerdesk.ui.tasks import Failed, Tasks

MANY = "many"
"""What is typed for several discrepancies at once is kept under this key."""
SIGNERS = "signers"
"""The names that were typed for signing."""
_PAUSE_MS = 400
_BETWEEN = "/"
_TOPIC = "findings.typed"


def key_text(key: DiscrepancyKey) -> str:
    """A discrepancy as one word, the same every time."""
    return f"{key.entry_id or ''}:{key.stray_id or ''}:{key.fault.value}:{key.type_code}"


class Typed(QObject):
    """What is typed in one audit, by discrepancy and field; `read` tells that an older draft was found."""

    read = Signal()

    def __init__(self, drafts: Drafts, tasks: Tasks, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._tasks = tasks
        self._lane = DraftLane(drafts, tasks, failed)
        self._failed = failed
        self._name = ""
        self._texts: dict[str, dict[str, str]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)

    def open(self, audit_id: int) -> None:
        """Go on with what was typed in this audit."""
        name = f"audit-{audit_id}-findings"
        if name == self._name:
            return
        self.keep_waiting()
        self._name, self._texts = name, {}
        self._tasks.read(_TOPIC, lambda: self._drafts.find(name), self._on_read, self._failed)

    def texts(self, key: str) -> Mapping[str, str]:
        """What is typed under `key`, by field; empty where nothing is."""
        return self._texts.get(key, {})

    def count_but(self, key: str) -> int:
        """How many texts there are, without those under `key`."""
        return len(self._texts.keys() - {key})

    def write(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep what is typed under `key`, a moment from now; blank texts are nothing."""
        typed = {field: text for field, text in texts.items() if text.strip()}
        if typed == self._texts.get(key, {}):
            return
        self._texts[key] = typed
        if not typed:
            del self._texts[key]
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, key: str) -> None:
        """What was typed under `key` is saved, or not wanted any more."""
        if self._texts.pop(key, None) is not None:
            self._keep()

    def keep_waiting(self) -> None:
        """Keep now what would be kept in a moment."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        flat = {
            f"{key}{_BETWEEN}{field}": text
            for key, texts in self._texts.items()
            for field, text in texts.items()
        }
        if flat:
            self._lane.keep(self._name, Draft(flat))
        else:
            self._lane.discard(self._name)

    def _on_read(self, draft: Draft | None) -> None:
        if draft is None:
            return
        for name, text in draft.typed.items():
            key, _, field = name.rpartition(_BETWEEN)
            self._texts.setdefault(key, {}).setdefault(field, text)
        self.read.emit()
