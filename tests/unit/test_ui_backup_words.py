"""How old a backup is, and how large things are, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dealerdesk.services.backups import LastBackup
from dealerdesk.ui.formats import shown_size
from dealerdesk.ui.settings.backup_words import backup_age, last_backup_words

NOW = datetime(2026, 3, 12, 9, 30)  # noqa: DTZ001  # DealerDesk's times are local


def backup(ago: timedelta, *, is_there: bool = True) -> LastBackup:
    return LastBackup(Path("backup.zip"), NOW - ago, is_there)


@pytest.mark.parametrize(
    ("ago", "sentence", "is_warning"),
    [
        (timedelta(hours=1), "Backup 08:30", False),
        (timedelta(hours=-1), "Backup 10:30", False),
        (timedelta(hours=10), "Last backup 1 day ago", False),
        (timedelta(days=6), "Last backup 6 days ago", False),
        (timedelta(days=9), "Last backup 9 days ago", True),
    ],
)
def test_an_old_backup_is_a_warning(ago: timedelta, sentence: str, is_warning: bool) -> None:
    age = backup_age(backup(ago), NOW)
    assert (age.sentence, age.is_warning) == (sentence, is_warning)


def test_no_backup_at_all_is_a_warning() -> None:
    age = backup_age(None, NOW)
    assert (age.sentence, age.is_warning) == ("No backup yet", True)
    assert "no backup" in last_backup_words(None)


def test_a_backup_that_cannot_be_seen_is_told_as_such() -> None:
    assert "drive" not in last_backup_words(backup(timedelta()))
    assert "drive" in last_backup_words(backup(timedelta(), is_there=False))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (1_800_000, "1.7 MB"),
        (195_421_011_968, "182 GB"),
        (10**15, "909 TB"),
    ],
)
def test_sizes_have_the_unit_that_keeps_them_short(size: int, shown: str) -> None:
    assert shown_size(size) == shown
