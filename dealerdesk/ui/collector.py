"""Garbage is collected on the UI thread only.

Python collects cycles in whichever thread happens to allocate. When that is a worker, Qt objects in a cycle
are destroyed outside the UI thread, and the process crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
_OLDEST = 2


class Collector(QObject):
    """Takes automatic collection's place from its making until `stop`; both on the UI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start(INTERVAL_MS)
        gc.disable()

    def stop(self) -> None:
        """Collect what there is, and let Python collect by itself again."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    def collect_due(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python would have done meanwhile."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in range(_OLDEST, -1, -1):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
