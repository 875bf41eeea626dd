"""Backups when the machine fails: full disks, missing rights, kills, and others at work meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dealerdesk import durable
from dealerdesk.bootstrap import Desk, open_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.backups import restore_backup, verify_backup
from tests.support import troubles
from tests.support.desks import attach, small_desk
from tests.support.troubles import small_disk_at

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits, signals and permission bits are made as POSIX has them"
)

PRELUDE = """
from dealerdesk.bootstrap import open_desk
from dealerdesk.services.backups import restore_backup, verify_backup

class Stuck:
    def __init__(self, wanted):
        self.wanted = wanted

    def step(self, stage, done, total):
        if stage.code == self.wanted:
            print("stuck", flush=True)
            sys.stdin.read()
"""


def child(script: str, folder: Path) -> subprocess.Popen[str]:
    return troubles.child(PRELUDE + script, folder)


def told_by(script: str, folder: Path) -> list[str]:
    return troubles.told_by(PRELUDE + script, folder)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path / "desk")
    yield desk
    desk.close()


@pytest.mark.parametrize("answers_before", [0, 1, 2])
def test_a_failed_write_that_a_sync_tells_of_meanwhile_is_said_and_leaves_no_backup(
    answers_before: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([*[None] * answers_before, OSError(errno.EIO, "a write failed")])

    def sync(_file: object) -> None:
        if (answer := next(answers, None)) is not None:  # the system tells of it once
            raise answer

    monkeypatch.setattr(durable, "sync", sync)
    monkeypatch.setattr("dealerdesk.services.backups.backing_up._WORTH_A_SYNC", 1)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(DealerDeskError) as refusal:
        desk.backups.backup(out)
    assert refusal.value.code == "disk_failed"
    assert list(out.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 600 kilobytes: room for one backup of the small desk, not for two at work."""
    with small_disk_at(tmp_path / "disk", "600k") as folder:
        yield folder


@pytest.mark.parametrize("room", [50_000, 250_000, 500_000])
def test_a_full_disk_is_said_and_leaves_nothing_behind(room: int, desk: Desk, small_disk: Path) -> None:
    """Full while the database is copied, and while the backup is written from the copy."""
    (small_disk / "filler").write_bytes(bytes(600_000 - room))
    with pytest.raises(DealerDeskError) as refusal:
        desk.backups.backup(small_disk)
    assert refusal.value.code in {"disk_full", "disk_failed"}
    assert str(small_disk) in str(refusal.value)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_restore_onto_a_full_disk_is_said_and_leaves_nothing_behind(
    desk: Desk, small_disk: Path, tmp_path: Path
) -> None:
    attach(desk, tmp_path, 3, 33, padding=700_000)
    backup = desk.backups.backup().path
    with pytest.raises(DealerDeskError) as refusal:
        restore_backup(backup, small_disk / "again")
    assert refusal.value.code == "disk_full"
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("stage", ["copying_database", "packing_backup", "reading_backup"])
def test_a_kill_leaves_no_backup_under_its_name(stage: str, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    process = child(
        f"""open_desk(Path("desk")).backups.backup(Path("mine.zip"), Stuck({stage!r}))""", tmp_path
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "stuck\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert not target.exists()
    assert desk.backups.backup(target).path == target
    assert verify_backup(target).ok
    assert desk.checks.check(deep=True).problems == ()


def test_what_a_kill_left_among_the_backups_goes_after_a_day(desk: Desk, tmp_path: Path) -> None:
    process = child("""open_desk(Path("desk")).backups.backup(None, Stuck("packing_backup"))""", tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "stuck\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    (left,) = desk.folder.backups.iterdir()
    desk.backups.backup()
    assert left.is_dir()
    os.utime(left, (0, 0))
    desk.backups.backup()
    assert not left.exists()


def test_a_kill_in_the_middle_of_a_restore_leaves_no_data_folder(desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup(tmp_path / "mine.zip").path
    script = """restore_backup(Path("mine.zip"), Path("again"), Stuck("unpacking_backup"))"""
    process = child(script, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "stuck\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert not (tmp_path / "again").exists()
    restore_backup(backup, tmp_path / "again")
    open_desk(tmp_path / "again").close()


def test_a_backup_while_another_process_writes_is_whole(desk: Desk, tmp_path: Path) -> None:
    script = """
desk = open_desk(Path("desk"))
print("ready", flush=True)
number = 0
while not Path("enough").exists():
    desk.files.edit(f"T-{number % 5 + 1:05d}", {"notes": f"written {number}"})
    number += 1
desk.close()
print("done", flush=True)
"""
    process = child(script, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    backups = [desk.backups.backup(tmp_path / f"{number}.zip").path for number in range(3)]
    (tmp_path / "enough").touch()
    assert process.communicate(timeout=60)[0] == "done\n"
    for number, backup in enumerate(backups):
        assert verify_backup(backup).ok
        restore_backup(backup, tmp_path / f"again-{number}")
        copy = open_desk(tmp_path / f"again-{number}")
        assert copy.checks.check(deep=True).problems == ()
        copy.close()


@pytest.fixture
def public(desk: Desk) -> Iterator[Path]:
    """A folder with a data folder and a backup that everybody may use; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        backup = desk.backups.backup(folder / "mine.zip").path
        restore_backup(backup, folder / "desk")
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777)
        yield folder


def test_a_folder_that_may_not_be_written_is_said(public: Path) -> None:
    (public / "closed").mkdir(mode=0o555)
    script = """
drop_rights()
desk = open_desk(Path("desk"))
tell(lambda: desk.backups.backup(Path("closed")))
tell(lambda: desk.backups.backup(Path("closed/mine.zip")))
tell(lambda: restore_backup(Path("mine.zip"), Path("closed/again")))
desk.close()
"""
    assert told_by(script, public) == ["folder_no_permission"] * 3
    assert list((public / "closed").iterdir()) == []


def test_a_backup_that_may_not_be_read_is_said(public: Path) -> None:
    (public / "mine.zip").chmod(0)
    script = """
drop_rights()
tell(lambda: verify_backup(Path("mine.zip")))
tell(lambda: restore_backup(Path("mine.zip"), Path("again")))
"""
    assert told_by(script, public) == ["backup_unreadable"] * 2


def test_two_restores_into_one_folder_make_one_data_folder(desk: Desk, tmp_path: Path) -> None:
    desk.backups.backup(tmp_path / "mine.zip")
    script = """tell(lambda: restore_backup(Path("mine.zip"), Path("again"), Stuck("unpacking_backup")))"""
    processes = [child(script, tmp_path) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "stuck\n"
    answers = [process.communicate(timeout=60)[0].split()[-1] for process in processes]
    assert answers == ["done", "restore_into_used"]
    open_desk(tmp_path / "again").close()
