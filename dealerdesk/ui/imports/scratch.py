"""Folders for what an import puts aside while somebody looks at it."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path


class Scratch:
    """A temporary folder that is there from its first use on, and gone with whoever holds this."""

    def __init__(self) -> None:
        self._path: Path | None = None

    def path(self) -> Path:
        """The folder; to be called off the UI thread."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix="dealerdesk-"))
            weakref.finalize(self, shutil.rmtree, self._path, ignore_errors=True)
        return self._path

    def holds(self, path: Path) -> bool:
        """Whether `path` lies in the folder."""
        return self._path is not None and path.is_relative_to(self._path)
