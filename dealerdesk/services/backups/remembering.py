"""When the last backup was made, and where it lies: noted in the data folder, since it may lie elsewhere."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dealerdesk import durable
from dealerdesk.paths import DataFolder, kept_text

_NAME = re.compile(r"dealerdesk-(\d{4}-\d{2}-\d{2}T\d{4})(?:-\d+)?\.zip", re.ASCII)
_FORM = "%Y-%m-%dT%H%M"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup that is known of; `at` is local time, `is_there` whether its file can be seen now."""

    path: Path
    at: datetime
    is_there: bool


def remember_backup(folder: DataFolder, path: Path, at: datetime) -> None:
    """Note that a backup was made; a note that cannot be written is done without."""
    note = {"path": kept_text(path), "at": at.isoformat(timespec="seconds")}
    with suppress(OSError), durable.write_durably(folder.last_backup) as file:
        file.write(json.dumps(note, ensure_ascii=False).encode())


def find_last_backup(folder: DataFolder) -> LastBackup | None:
    """The newest backup that was noted or lies among the data folder's own."""
    known = [backup for backup in (_noted(folder), _newest_among(folder.backups)) if backup is not None]
    return max(known, key=lambda backup: backup.at, default=None)


def _noted(folder: DataFolder) -> LastBackup | None:
    try:
        note = json.loads(folder.last_backup.read_text(encoding="utf-8"))
        path, at = Path(note["path"]), datetime.fromisoformat(note["at"]).replace(tzinfo=None)
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or not what was written
        return None
    return LastBackup(path, at, _is_there(path))


def _newest_among(backups: Path) -> LastBackup | None:
    try:
        names = [path.name for path in backups.iterdir()]
    except OSError:
        return None
    dated = []
    for name in names:
        match = _NAME.fullmatch(name)
        with suppress(ValueError):  # a day that no calendar has
            dated += [(datetime.strptime(match[1], _FORM), name)] if match else []  # noqa: DTZ007 - local time
    return LastBackup(backups / max(dated)[1], max(dated)[0], is_there=True) if dated else None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
