"""Whether a spreadsheet is still as it was when it was checked: nothing is imported that nobody looked at."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

CHANGED_SINCE = Message(
    "ui.import_changed_since",
    "{name} was changed since it was checked, so nothing was imported. Check it again.",
)

Mark = tuple[int, int] | None
"""A file's size and time, by which a change is noticed; None where it cannot be looked at."""


def mark_of(path: Path) -> Mark:
    """How the file is now."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def refuse_changed(path: Path, seen: Mark) -> None:
    """Raise ``ui.import_changed_since`` when the file is not as it was `seen`."""
    if mark_of(path) != seen:
        raise DealerDeskError(CHANGED_SINCE, name=path.name)
