"""Backup, verify and restore on real data folders."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk, make_desk, open_desk
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services import places
from dealerdesk.services.backups import restore_backup, verify_backup
from dealerdesk.services.backups.manifest import Member
from dealerdesk.storage import schema
from tests.support.desks import add_files, all_changes, attach, last_change, small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path / "desk")
    yield desk
    desk.close()


def refusal_of(action: Callable[[], object]) -> DealerDeskError:
    with pytest.raises(DealerDeskError) as refusal:
        action()
    return refusal.value


def resealed(backup: Path, change: Callable[[zipfile.ZipFile, zipfile.ZipFile], None]) -> Path:
    """A ZIP with other members but a seal that fits: what somebody could make by hand."""
    target = backup.with_name("by-hand.zip")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(target, "w") as made:
        change(source, made)
        made.comment = b"0" * 64
    content = target.read_bytes()[:-64]
    target.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return target


def copied(source: zipfile.ZipFile, made: zipfile.ZipFile, **replaced: bytes) -> None:
    for name in source.namelist():
        made.writestr(name, replaced.get(name.partition(".")[0], source.read(name)))


class StopsAt:
    """Progress that a person stops at the n-th step of a stage."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.seen: list[str] = []

    def step(self, stage: Message, done: int, total: int | None) -> None:
        assert done >= 0
        assert total is None or done <= total
        self.seen.append(stage.code)
        if stage.code == self.stage:
            raise Cancelled


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.name.endswith("-shm")}


def test_a_backup_holds_database_and_scans_and_is_sound(desk: Desk) -> None:
    result = desk.backups.backup()
    assert (result.files, result.documents, result.problems) == (5, 2, ())
    assert result.bytes == result.path.stat().st_size
    assert result.sha256 == hashlib.sha256(result.path.read_bytes()).hexdigest()
    found = verify_backup(result.path)
    assert (found.ok, found.problems, found.files, found.documents) == (True, (), 5, 2)
    assert (found.bytes, found.sha256) == (result.bytes, result.sha256)


def test_any_zip_program_can_read_a_backup(desk: Desk) -> None:
    result = desk.backups.backup()
    with zipfile.ZipFile(result.path) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        hashes = {
            name: [hashlib.sha256(archive.read(name)).hexdigest(), archive.getinfo(name).file_size]
            for name in archive.namelist()
            if name != "manifest.json"
        }
    assert manifest["members"] == hashes
    assert {name.split("/")[-1] for name in hashes} == {"dealerdesk.db", *desk.vault.hashes()}
    assert (manifest["format"], manifest["files"], manifest["scans"]) == (1, 5, 2)


def test_a_restored_data_folder_is_the_same_and_is_well(desk: Desk, tmp_path: Path) -> None:
    desk.files.edit("T-00001", {"notes": "seen twice"})
    result = desk.backups.backup()
    restored = restore_backup(result.path, tmp_path / "again")
    assert (restored.path, restored.files, restored.documents) == (tmp_path / "again", 5, 2)
    copy = open_desk(tmp_path / "again")
    assert copy.files.show("T-00001") == desk.files.show("T-00001")
    assert all_changes(copy) == all_changes(desk) != []
    assert list(copy.vault.hashes()) == list(desk.vault.hashes())
    assert copy.checks.check(deep=True).problems == ()
    copy.files.edit("T-00001", {"notes": "and edited"})
    copy.close()
    assert everything_below(tmp_path / "again") >= {"dealerdesk.db", "scans"}
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_what_is_committed_but_only_in_the_journal_is_in_the_backup(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    size = desk.folder.database.stat().st_size
    add_files(desk, 1, 40)
    journal = desk.folder.database.with_name("dealerdesk.db-wal")
    assert journal.stat().st_size > 0
    assert desk.folder.database.stat().st_size == size
    restore_backup(desk.backups.backup().path, tmp_path / "again")
    desk.close()
    copy = open_desk(tmp_path / "again")
    assert copy.files.show("T-00040").values["make"] == "大众"
    copy.close()


def test_backups_of_one_minute_get_names_of_their_own(desk: Desk) -> None:
    paths = [desk.backups.backup().path for _ in range(3)]
    assert len(set(paths)) == 3
    assert all(verify_backup(path).ok for path in paths)
    assert paths[1].name == f"{paths[0].stem}-2.zip" or paths[1].stem != paths[0].stem


def test_the_name_tells_when_it_was_made(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", clock=lambda: datetime(2026, 10, 31, 15, 30))  # noqa: DTZ001 - local
    assert desk.backups.backup().path == desk.folder.backups / "dealerdesk-2026-10-31T1530.zip"
    assert desk.backups.backup().path == desk.folder.backups / "dealerdesk-2026-10-31T1530-2.zip"
    (tmp_path / "stick").mkdir()
    assert desk.backups.backup(tmp_path / "stick").path.parent == tmp_path / "stick"
    assert desk.backups.backup(tmp_path / "mine.zip").path == tmp_path / "mine.zip"
    desk.close()


def test_a_backup_never_goes_over_another_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "photos.zip").write_text("holiday")
    assert refusal_of(lambda: desk.backups.backup(tmp_path / "photos.zip")).code == "backup_exists"
    assert (tmp_path / "photos.zip").read_text() == "holiday"


def test_a_file_that_comes_up_meanwhile_is_not_overwritten_either(desk: Desk, tmp_path: Path) -> None:
    class Rival:
        def step(self, stage: Message, done: int, total: int | None) -> None:
            (tmp_path / "mine.zip").write_text("rival")

    refusal = refusal_of(lambda: desk.backups.backup(tmp_path / "mine.zip", Rival()))
    assert refusal.code == "backup_exists"
    assert (tmp_path / "mine.zip").read_text() == "rival"


def test_a_folder_that_is_not_there_is_said(desk: Desk, tmp_path: Path) -> None:
    refusal = refusal_of(lambda: desk.backups.backup(tmp_path / "stick" / "mine.zip"))
    assert refusal.code == "backup_no_folder"
    assert str(tmp_path / "stick") in str(refusal)


def test_a_missing_scan_does_not_stop_a_backup_and_is_reported(desk: Desk, tmp_path: Path) -> None:
    lost, kept = sorted(desk.vault.hashes())
    desk.vault.path_of(lost).unlink()
    result = desk.backups.backup()
    (problem,) = result.problems
    assert "contract-" in problem
    assert "T-0000" in problem
    assert verify_backup(result.path).ok
    restore_backup(result.path, tmp_path / "again")
    copy = open_desk(tmp_path / "again")
    assert list(copy.vault.hashes()) == [kept]
    copy.close()


def test_a_damaged_scan_goes_along_and_is_reported(desk: Desk) -> None:
    damaged = min(desk.vault.hashes())
    desk.vault.path_of(damaged).write_bytes(b"%PDF-1.4 broken")
    result = desk.backups.backup()
    assert [damaged in problem for problem in result.problems] == [True]
    assert verify_backup(result.path).ok


def test_a_scan_whose_document_was_taken_back_is_in_the_backup(desk: Desk, tmp_path: Path) -> None:
    sha256 = attach(desk, tmp_path, 4, 44)
    desk.history.undo(last_change(desk))
    restore_backup(desk.backups.backup().path, tmp_path / "again")
    copy = open_desk(tmp_path / "again")
    copy.history.undo(last_change(copy))
    assert [scan.sha256 for scan in copy.files.show("T-00004").documents[0].scans] == [sha256]
    assert copy.checks.check(deep=True).problems == ()
    copy.close()


@pytest.mark.parametrize("stage", ["copying_database", "packing_backup", "reading_backup"])
def test_a_backup_that_is_stopped_leaves_nothing(stage: str, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with pytest.raises(Cancelled):
        desk.backups.backup(tmp_path / "stick", StopsAt(stage))
    assert list((tmp_path / "stick").iterdir()) == []
    assert desk.backups.backup(tmp_path / "stick").files == 5


@pytest.mark.parametrize("stage", ["reading_backup", "unpacking_backup"])
def test_a_restore_that_is_stopped_leaves_nothing(stage: str, desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup().path
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        restore_backup(backup, tmp_path / "again", StopsAt(stage))
    assert set(tmp_path.iterdir()) == before


def test_a_verification_can_be_stopped(desk: Desk) -> None:
    backup = desk.backups.backup().path
    with pytest.raises(Cancelled):
        verify_backup(backup, StopsAt("checking_backup_database"))


@pytest.mark.parametrize("content", ["dealerdesk.db", "anything.txt"])
def test_a_restore_goes_into_no_folder_that_is_used(content: str, desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup().path
    into = tmp_path / "used"
    into.mkdir()
    (into / content).write_text("mine")
    assert refusal_of(lambda: restore_backup(backup, into)).code == "restore_into_used"
    assert [path.read_text() for path in into.iterdir()] == ["mine"]


def test_a_restore_never_goes_over_the_data_folder_it_came_from(desk: Desk) -> None:
    backup = desk.backups.backup().path
    assert refusal_of(lambda: restore_backup(backup, desk.folder.root)).code == "restore_into_used"
    assert desk.files.show("T-00005").values["make"] == "大众"


def test_a_restore_into_a_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup().path
    assert refusal_of(lambda: restore_backup(backup, backup)).code == "restore_into_used"


def test_an_empty_folder_and_missing_parents_are_fine(desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup().path
    (tmp_path / "empty").mkdir()
    for into in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        restore_backup(backup, into)
        open_desk(into).close()


def test_a_backup_of_a_newer_database_is_sound_but_not_restored(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = desk.backups.backup().path
    monkeypatch.setattr(schema, "HEAD", "0000")
    refusal = refusal_of(lambda: restore_backup(backup, tmp_path / "again"))
    assert refusal.code == "database_newer"
    assert str(backup) in str(refusal)
    assert not (tmp_path / "again").exists()
    assert verify_backup(backup).ok


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "scans/../../evil", "scans/ab/evil", "other.db"])
def test_a_member_with_a_strange_name_is_refused(name: str, desk: Desk, tmp_path: Path) -> None:
    def with_stranger(source: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
        manifest = json.loads(source.read("manifest.json"))
        manifest["members"][name] = [hashlib.sha256(b"evil").hexdigest(), 4]
        copied(source, made, manifest=json.dumps(manifest).encode())
        made.writestr(name, b"evil")

    made = resealed(desk.backups.backup().path, with_stranger)
    before = everything_below(tmp_path)
    assert refusal_of(lambda: restore_backup(made, tmp_path / "again")).code == "not_a_backup"
    assert refusal_of(lambda: verify_backup(made)).code == "not_a_backup"
    assert everything_below(tmp_path) == before


def test_a_member_that_the_manifest_does_not_name_is_refused(desk: Desk, tmp_path: Path) -> None:
    def with_stowaway(source: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
        copied(source, made)
        made.writestr("scans/aa/" + "a" * 64, b"stowaway")

    made = resealed(desk.backups.backup().path, with_stowaway)
    assert refusal_of(lambda: restore_backup(made, tmp_path / "again")).code == "not_a_backup"


def test_a_member_whose_bytes_are_not_what_the_manifest_says_is_refused(desk: Desk, tmp_path: Path) -> None:
    def with_other_scan(source: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, content[::-1] if name.startswith("scans/") else content)

    made = resealed(desk.backups.backup().path, with_other_scan)
    assert refusal_of(lambda: restore_backup(made, tmp_path / "again")).code == "backup_damaged"
    assert not (tmp_path / "again").exists()


def test_a_backup_whose_database_was_damaged_before_is_told(desk: Desk, tmp_path: Path) -> None:
    def with_broken_database(source: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
        content = bytearray(source.read("dealerdesk.db"))
        content[8192:40960] = bytes(32768)
        manifest = json.loads(source.read("manifest.json"))
        member = Member(hashlib.sha256(content).hexdigest(), len(content))
        manifest["members"]["dealerdesk.db"] = [member.sha256, member.size]
        copied(source, made, manifest=json.dumps(manifest).encode(), dealerdesk=bytes(content))

    made = resealed(desk.backups.backup().path, with_broken_database)
    assert verify_backup(made).ok is False
    assert refusal_of(lambda: restore_backup(made, tmp_path / "again")).code == "backup_database_unsound"
    assert not (tmp_path / "again").exists()


def test_a_layout_of_a_newer_version_is_refused(desk: Desk, tmp_path: Path) -> None:
    def of_tomorrow(source: zipfile.ZipFile, made: zipfile.ZipFile) -> None:
        manifest = json.loads(source.read("manifest.json")) | {"format": 2}
        copied(source, made, manifest=json.dumps(manifest).encode())

    made = resealed(desk.backups.backup().path, of_tomorrow)
    assert refusal_of(lambda: restore_backup(made, tmp_path / "again")).code == "backup_newer"


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06" + bytes(18), os.urandom(5000), b"0" * 63])
def test_what_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(content)
    assert refusal_of(lambda: verify_backup(tmp_path / "file.zip")).code == "not_a_backup"
    assert refusal_of(lambda: restore_backup(tmp_path / "file.zip", tmp_path / "x")).code == "not_a_backup"


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    assert refusal_of(lambda: verify_backup(tmp_path / name)).code == "backup_unreadable"


def test_a_damaged_member_is_named(desk: Desk, tmp_path: Path) -> None:
    backup = desk.backups.backup().path
    content = bytearray(backup.read_bytes())
    sha256 = min(desk.vault.hashes())
    content[content.index(desk.vault.path_of(sha256).read_bytes()) + 20] ^= 1
    backup.write_bytes(content)
    found = verify_backup(backup)
    assert not found.ok
    assert [sha256 in problem for problem in found.problems] == [False, True]
    assert refusal_of(lambda: restore_backup(backup, tmp_path / "again")).code == "backup_damaged"
    assert not (tmp_path / "again").exists()


def test_a_folder_on_another_computer_is_no_place_for_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the answer of the system is made up: no test machine has a share of its own."""
    desk = small_desk(tmp_path / "desk")
    backup = desk.backups.backup().path
    desk.close()
    monkeypatch.setattr(places, "is_network_share", lambda path: path != tmp_path / "desk")
    for way in (
        lambda: make_desk(tmp_path / "share"),
        lambda: open_desk(tmp_path / "share"),
        lambda: restore_backup(backup, tmp_path / "share"),
    ):
        with pytest.raises(DealerDeskError) as refusal:
            way()
        assert refusal.value.code == "data_folder_on_network"
    assert not (tmp_path / "share").exists()
