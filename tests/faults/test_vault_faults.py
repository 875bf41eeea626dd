"""The folder of scans when the machine fails: full disks, missing rights, kills, many processes at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.vault import Vault
from tests.support import scans, troubles
from tests.support.troubles import small_disk_at

ROOT = Path(__file__).parents[2]
PLENTY = scans.jpeg() + bytes(4 * 1024 * 1024)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits, signals and permission bits are made as POSIX has them"
)

PRELUDE = """
import resource
from io import BytesIO
from dealerdesk.vault import Vault
from tests.support import scans
"""


def child(script: str, folder: Path) -> subprocess.Popen[str]:
    return troubles.child(PRELUDE + script, folder)


def told_by(script: str, folder: Path) -> list[str]:
    return troubles.told_by(PRELUDE + script, folder)


def leftovers(folder: Path) -> list[Path]:
    return list((folder / "incoming").iterdir())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of three megabytes."""
    with small_disk_at(tmp_path / "disk", "3m") as folder:
        yield folder


def test_a_full_disk_is_said_and_leaves_nothing_behind(small_disk: Path) -> None:
    vault = Vault(small_disk / "scans")
    kept = vault.store_bytes(scans.pdf(), "small.pdf")
    with pytest.raises(DealerDeskError) as refusal:
        vault.store_bytes(PLENTY, "large.jpg")
    assert refusal.value.code == "vault_disk_full"
    assert str(small_disk) in str(refusal.value)
    assert leftovers(small_disk / "scans") == []
    assert list(vault.hashes()) == [kept.sha256]
    assert vault.store_bytes(scans.pdf(mark=1), "another.pdf").is_new


def test_a_file_larger_than_the_system_allows_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    script = """
vault = Vault(Path("scans"))
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
tell(lambda: vault.store_bytes(scans.jpeg() + bytes(4 << 20), "large.jpg"))
tell(lambda: vault.store_bytes(scans.pdf(), "small.pdf"))
"""
    assert told_by(script, tmp_path) == ["vault_disk_full", "done"]
    assert leftovers(tmp_path / "scans") == []
    assert len(list(Vault(tmp_path / "scans").hashes())) == 1


@pytest.mark.parametrize("was_used_before", [False, True])
def test_a_folder_that_may_not_be_written_is_said(was_used_before: bool, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "scans")
    if was_used_before:
        vault.store_bytes(scans.pdf(), "first.pdf")
    for folder in (tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())):
        folder.chmod(0o555)
    script = """
drop_rights()
tell(lambda: Vault(Path("scans")).store_bytes(scans.pdf(mark=2), "second.pdf"))
"""
    try:
        assert told_by(script, tmp_path) == ["vault_no_permission"]
    finally:
        for folder in (tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
    assert len(list(vault.hashes())) == was_used_before


def test_a_scan_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    (tmp_path / "secret.pdf").write_bytes(scans.pdf())
    (tmp_path / "secret.pdf").chmod(0)
    script = """
drop_rights()
tell(lambda: Vault(Path("scans")).store(Path("secret.pdf")))
"""
    assert told_by(script, tmp_path) == ["scan_unreadable"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "scans").touch()
    with pytest.raises(DealerDeskError) as refusal:
        Vault(tmp_path / "scans").store_bytes(scans.pdf(), "scan.pdf")
    assert refusal.value.code == "vault_failed"


def test_a_kill_in_the_middle_of_storing_leaves_no_half_scan(tmp_path: Path) -> None:
    script = """
class Stuck(BytesIO):
    def read(self, size=-1):
        if self.tell():
            print("half", flush=True)
            sys.stdin.read()
        return super().read(1 << 20)

Vault(Path("scans")).store_stream(Stuck(scans.jpeg() + bytes(4 << 20)), "photo.jpg")
print("stored", flush=True)
"""
    process = child(script, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)

    vault = Vault(tmp_path / "scans")
    assert list(vault.hashes()) == []
    assert len(leftovers(tmp_path / "scans")) == 1
    stored = vault.store_bytes(PLENTY, "photo.jpg")
    assert vault.verify(stored.sha256)
    vault.sweep({stored.sha256}, timedelta(hours=1), datetime.now(UTC) + timedelta(hours=2))
    assert leftovers(tmp_path / "scans") == []
    assert vault.verify(stored.sha256)


@pytest.mark.parametrize("scans_before_the_kill", [1, 4, 9])
def test_a_kill_at_any_moment_leaves_every_scan_that_was_told_and_no_damaged_one(
    scans_before_the_kill: int, tmp_path: Path
) -> None:
    script = """
vault = Vault(Path("scans"))
for mark in range(10**6):
    print(vault.store_bytes(scans.pdf(mark=mark) + bytes(300_000), "scan.pdf").sha256, flush=True)
"""
    process = child(script, tmp_path)
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(scans_before_the_kill)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    told += [line for line in rest.split("\n")[:-1] if line]

    vault = Vault(tmp_path / "scans")
    present = list(vault.hashes())
    assert set(told) <= set(present)
    assert all(vault.verify(sha256) for sha256 in present)


def test_processes_that_store_the_same_and_other_scans_lose_none(tmp_path: Path) -> None:
    script = """
vault = Vault(Path("scans"))
print("ready", flush=True)
sys.stdin.read()
for mark in range(25):
    vault.store_bytes(scans.pdf(mark=mark), "scan.pdf")
    vault.store_bytes(scans.pdf(mark=1000 + os.getpid() * 100 + mark), "scan.pdf")
tell(lambda: None)
"""
    processes = [child(script, tmp_path) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    assert [process.communicate(timeout=60)[0] for process in processes] == ["done\n"] * 3

    vault = Vault(tmp_path / "scans")
    present = list(vault.hashes())
    assert len(present) == 25 + 3 * 25
    assert all(vault.verify(sha256) for sha256 in present)
    assert leftovers(tmp_path / "scans") == []
