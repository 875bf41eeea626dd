"""Loads the pages that nobody has opened yet while nothing else is to be done, so that none opens slowly.

One by one and the simple ones first, so that no step holds up the person who types.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer

from dealerdesk import ui
from dealerdesk.ui.tasks import Tasks

BEGIN_MS = 1500
"""Long enough that what the first page reads is on the screen."""
STEP_MS = 50
"""Between two modules, for keys and clicks."""
SCREENS = (
    *("widgets", "models", "documents", "service", "file", "new_file"),
    *("palette", "settings", "help", "imports", "exports"),
    *("duplicates", "printing"),
    *("audits", "new_audit", "findings", "counting"),
)
"""Rooms of `dealerdesk.ui` as people come to need them; one that rests upon others comes after them."""
SERVICES = (
    *("files", "file_details", "users", "search", "drafts", "history", "cards", "documents", "orders"),
    *("registration", "customers", "bulk_edits", "saved_filters", "setting_up", "required_documents"),
    *("backups", "checks", "data_folder", "imports", "exports", "saved_exports"),
    *("duplicates", "merging", "labels", "cover_sheets", "audits"),
)
"""What those pages ask, and what every change needs."""
WITHOUT_QT = ("dealerdesk.printing.label_layout",)
"""What brings libraries along that are none of Qt's, for the pages that print."""
TOPIC = "shell.warming"


class Warming(QObject):
    """Loads one module a step, as long as no work waits.

    Services, with the libraries that they bring, are loaded in a lane. Screens are loaded on the UI thread:
    Qt makes its classes for Python when they are first wanted, which two threads must not want at once.
    """

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._left: deque[str] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.step)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to load."""
        return not self._left

    def begin(self) -> None:
        """Load everything, beginning in a moment."""
        self._left.extend(screens())
        self._timer.setInterval(STEP_MS)
        QTimer.singleShot(BEGIN_MS, self, self.load_services)

    def load_services(self) -> None:
        """Load the services off the UI thread, then the screens, step by step."""
        self._tasks.read(TOPIC, _load_services, lambda _none: self._timer.start())

    def step(self) -> None:
        """Load the next screen's module that nobody has loaded meanwhile, unless there is work."""
        if not self._tasks.is_idle:
            return
        while self._left and self._left[0] in sys.modules:
            self._left.popleft()
        if self._left:
            import_module(self._left.popleft())
        else:
            self._timer.stop()


def screens() -> Iterator[str]:
    """The modules of all screens, in the order in which they are loaded."""
    for room in SCREENS:
        folders = [f"{folder}/{room}" for folder in ui.__path__]
        yield from (f"{ui.__name__}.{room}.{module.name}" for module in iter_modules(folders))


def _load_services() -> None:
    for service in SERVICES:
        import_module(f"dealerdesk.services.{service}")
    for module in WITHOUT_QT:
        import_module(module)
