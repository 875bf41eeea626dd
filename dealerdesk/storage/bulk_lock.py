"""The data folder's bulk lock: one long operation at a time, and the others are told whose it is.

The lock is the operating system's, so a holder that is killed leaves none. A file beside it names the
holder; only together with a held lock does that file mean anything.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message, said_again
from dealerdesk.paths import DataFolder
from dealerdesk.storage.failures import DATABASE_BUSY, system_told_apart

BULK_LOCKED = Message(
    "bulk_locked",
    "{person} on {host} is at work in this data folder (since {since}): {activity}. "
    "Wait until that has ended, then try again.",
)
# What stands in the sentence when the holder did not get to write down who it is.
SOMEBODY = Message("bulk_locked.somebody", "somebody")
LONG_WORK = Message("bulk_locked.long_work", "an import, an undo or a repair")
A_MOMENT = Message("bulk_locked.a_moment", "a moment ago")

# Long enough for one who has just got the lock to write the name, and for one who only looked to let go.
_PATIENCE_S = 0.2


@dataclass(frozen=True, slots=True)
class Activity:
    """What a holder does, as it wrote it down: a message that this program may not know (yet)."""

    code: str
    text: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        try:
            return said_again(self.text, self.params)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return self.text


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the bulk lock; `since` in local time."""

    person: str
    host: str
    pid: int
    activity: Activity
    since: datetime


@contextmanager
def bulk_lock(folder: DataFolder, activity: Message, **params: str | int) -> Iterator[None]:
    """Hold the folder's bulk lock for the block; raises ``bulk_locked``, which names who holds it.

    The holder is shown to others as doing `activity`, with the parameters of its sentence. Taking it twice,
    also in one thread, is refused.

    >>> with bulk_lock(folder, IMPORTING, path=path.name):
    ...     read(path)
    """
    lock = _lock_of(folder)
    with system_told_apart(folder.root):
        try:
            lock.acquire(timeout=_PATIENCE_S)
        except Timeout:
            raise _refusal(folder) from None
    try:
        with system_told_apart(folder.root):
            _write_holder(folder, activity, params)
        yield
    finally:
        with suppress(OSError):  # Windows, while somebody reads it; without the lock it says nothing
            _name_file(folder).unlink(missing_ok=True)
        lock.release()


def holder(folder: DataFolder) -> Holder | None:
    """Who holds the folder's bulk lock now; None when nobody does, or nobody who left a name."""
    if not folder.bulk_lock.exists():
        return None
    lock = _lock_of(folder)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _named(folder)
    except OSError:
        return None
    lock.release()
    return None


@contextmanager
def naming_the_holder(folder: DataFolder) -> Iterator[None]:
    """Say ``bulk_locked`` instead of ``database_busy`` where another process's long operation is why."""
    try:
        yield
    except DealerDeskError as error:
        found = holder(folder) if error.message is DATABASE_BUSY else None
        if found is None or found.pid == os.getpid():
            raise
        raise _refusal(folder) from error


def _lock_of(folder: DataFolder) -> FileLock:
    return FileLock(folder.bulk_lock, thread_local=False)


def _name_file(folder: DataFolder) -> Path:
    return folder.bulk_lock.with_name(folder.bulk_lock.name + ".json")


def _refusal(folder: DataFolder) -> DealerDeskError:
    found = _named(folder)
    if found is None:
        # Data folders on other computers are refused, so the holder is on this one.
        return DealerDeskError(
            BULK_LOCKED, person=SOMEBODY, host=socket.gethostname(), activity=LONG_WORK, since=A_MOMENT
        )
    return DealerDeskError(
        BULK_LOCKED,
        person=found.person or SOMEBODY,
        host=found.host,
        activity=found.activity,
        since=found.since.strftime("%Y-%m-%d %H:%M"),
    )


def _write_holder(folder: DataFolder, activity: Message, params: dict[str, str | int]) -> None:
    name = {
        "person": _person(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "activity": activity.code,
        "text": _form_of(activity, params),
        "params": params,
        "since": datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    # Not synced: after a power cut nobody holds the lock, whatever this file says.
    _name_file(folder).write_text(json.dumps(name, ensure_ascii=False), encoding="utf-8")


def _form_of(activity: Message, params: dict[str, str | int]) -> str:
    return activity.plural if activity.plural and params.get("count") != 1 else activity.text


def _named(folder: DataFolder) -> Holder | None:
    try:
        name = json.loads(_name_file(folder).read_text(encoding="utf-8"))
        activity = Activity(str(name["activity"]), str(name["text"]), dict(name["params"]))
        since = datetime.fromisoformat(name["since"])
        return Holder(str(name["person"]), str(name["host"]), int(name["pid"]), activity, since)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
