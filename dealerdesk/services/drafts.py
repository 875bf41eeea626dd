"""What was typed and not saved yet, kept beside the database so that no crash takes it away.

A draft is one small file that is replaced as a whole: after a kill there is the last one that was kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dealerdesk.durable import fsync_folder, make_folder, write_durably
from dealerdesk.paths import DataFolder
from dealerdesk.storage.failures import system_told_apart


@dataclass(frozen=True, slots=True)
class Draft:
    """Texts that were typed and that stood there before, by field code; `marks` is what else was chosen."""

    typed: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    """When it was kept; whoever keeps one leaves it out."""


class Drafts:
    """The drafts of one data folder, each under a name such as ``file-12``: letters, digits and dashes."""

    def __init__(self, folder: DataFolder, now: Callable[[], datetime]) -> None:
        self._folder = folder.drafts
        self._now = now

    def keep(self, name: str, draft: Draft) -> None:
        """Keep `draft` in the place of what was kept under this name, on the disk for good.

        Raises ``database_read_only``, ``disk_full`` and ``disk_failed``; then the one before is still there.
        """
        content = {
            "at": self._now().isoformat(timespec="seconds"),
            "typed": dict(draft.typed),
            "seen": dict(draft.seen),
            "marks": dict(draft.marks),
        }
        path = self._path(name)
        with system_told_apart(path):
            make_folder(self._folder)
            with write_durably(path) as file:
                file.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))

    def find(self, name: str) -> Draft | None:
        """The draft under this name; None where there is none, or nothing that can be read as one."""
        path = self._path(name)
        try:
            with system_told_apart(path), suppress(FileNotFoundError):
                # Asking first whether it is there would not do: another lane may discard it in between.
                return _draft_of(json.loads(path.read_bytes().decode("utf-8", "surrogatepass")))
        except ValueError:
            return None
        return None

    def discard(self, name: str) -> None:
        """Forget the draft under this name, if there is one."""
        path = self._path(name)
        with system_told_apart(path), suppress(FileNotFoundError):
            path.unlink()
            fsync_folder(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _draft_of(content: Any) -> Draft | None:
    """The draft in a file's content, which anything may have written there."""
    if not isinstance(content, dict) or not isinstance(content.get("typed"), dict) or not content["typed"]:
        return None
    try:
        at = datetime.fromisoformat(str(content.get("at")))
    except ValueError:
        return None
    typed, seen, marks = (_texts(content.get(part)) for part in ("typed", "seen", "marks"))
    return Draft(typed, seen, marks, at)


def _texts(part: Any) -> dict[str, str]:
    return {str(code): str(text) for code, text in part.items()} if isinstance(part, dict) else {}
