"""How the age of the last backup is said, and how much it worries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dealerdesk.domain.messages import Message
from dealerdesk.services.backups import LastBackup
from dealerdesk.ui.formats import shown_day

NONE_YET = Message("ui.backup_none", "No backup yet")
TODAY = Message("ui.backup_today", "Backup {time}")
DAYS_AGO = Message("ui.backup_days_ago", "Last backup {count} day ago", "Last backup {count} days ago")
LAST = Message("ui.backup_last", "Last backup: {day}, {time}. It is {path}.")
LAST_GONE = Message(
    "ui.backup_last_gone",
    "Last backup: {day}, {time}. It was {path}, which cannot be seen now: is its drive connected?",
)
NEVER = Message("ui.backup_never", "There is no backup of this data yet. Make one now.")

WORRYING_DAYS = 7
"""Backups older than this are marked."""


@dataclass(frozen=True, slots=True)
class BackupAge:
    """A short sentence, and whether it is a warning."""

    sentence: str
    is_warning: bool


def backup_age(last: LastBackup | None, now: datetime) -> BackupAge:
    """How old the last backup is as of `now`, in a few words."""
    if last is None:
        return BackupAge(NONE_YET.said(), is_warning=True)
    days = (now.date() - last.at.date()).days
    if days <= 0:
        return BackupAge(TODAY.said(time=f"{last.at:%H:%M}"), is_warning=False)
    return BackupAge(DAYS_AGO.said(count=days), is_warning=days >= WORRYING_DAYS)


def last_backup_words(last: LastBackup | None) -> str:
    """When the last backup was made and where it lies, in full."""
    if last is None:
        return NEVER.said()
    sentence = LAST if last.is_there else LAST_GONE
    return sentence.said(day=shown_day(last.at.date()), time=f"{last.at:%H:%M}", path=last.path)
