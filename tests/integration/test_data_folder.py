"""What a data folder holds, and when it was backed up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.paths import free_space
from dealerdesk.services.backups import find_last_backup
from tests.support.desks import small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path / "desk", files=5, scans_=2)
    yield desk
    desk.close()


def test_a_survey_counts_files_documents_scans_and_bytes(desk: Desk) -> None:
    desk.files.archive("T-00001", "sold")
    survey = desk.surveys.get_survey()
    assert (survey.files, survey.archived, survey.documents, survey.scans) == (4, 1, 2, 2)
    on_disk = sum(desk.vault.path_of(sha256).stat().st_size for sha256 in desk.vault.hashes())
    assert survey.scans_bytes == on_disk
    assert survey.database_bytes >= desk.folder.database.stat().st_size
    assert survey.free_bytes is not None
    assert survey.path == desk.folder.root


def test_an_empty_folder_is_surveyed_too(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "empty")
    survey = desk.surveys.get_survey()
    assert (survey.files, survey.archived, survey.documents, survey.scans, survey.scans_bytes) == (0,) * 5
    assert survey.last_backup is None
    desk.close()


def test_the_last_backup_is_known_wherever_it_went(desk: Desk, tmp_path: Path) -> None:
    assert desk.surveys.find_last_backup() is None
    first = desk.backups.backup()
    found = desk.surveys.find_last_backup()
    assert found is not None
    assert (found.path, found.is_there) == (first.path, True)
    drive = tmp_path / "drive"
    drive.mkdir()
    second = desk.backups.backup_into(drive)
    found = desk.surveys.find_last_backup()
    assert found is not None
    assert found.path == second.path
    second.path.unlink()
    found = desk.surveys.find_last_backup()
    assert found is not None
    assert (found.path, found.is_there) == (second.path, False)


def test_a_backup_folder_that_is_not_there_is_refused_and_not_made(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refusal:
        desk.backups.backup_into(tmp_path / "unplugged")
    assert refusal.value.code == "backup_no_folder"
    assert not (tmp_path / "unplugged").exists()


def test_backups_from_before_there_was_a_note_are_known_by_their_names(desk: Desk) -> None:
    backups = desk.folder.backups
    backups.mkdir()
    for name in (
        *("dealerdesk-2026-03-01T1230.zip", "dealerdesk-2026-03-04T0915-2.zip"),
        *("dealerdesk-2026-13-40T9999.zip", "holiday.zip"),
    ):
        (backups / name).write_bytes(b"")
    found = find_last_backup(desk.folder)
    assert found is not None
    assert (found.path.name, found.at) == (
        "dealerdesk-2026-03-04T0915-2.zip",
        datetime(2026, 3, 4, 9, 15),  # noqa: DTZ001  # DealerDesk's times are local
    )


@pytest.mark.parametrize(
    "note", [b"", b"\xff", b"[]", b"{}", b'{"path": 7, "at": "2026-03-01"}', b'{"path": "x", "at": "soon"}']
)
def test_a_note_that_is_none_is_done_without(note: bytes, desk: Desk) -> None:
    desk.folder.last_backup.write_bytes(note)
    assert desk.surveys.find_last_backup() is None


def test_a_backup_is_made_where_its_note_cannot_be_written(desk: Desk) -> None:
    desk.folder.last_backup.mkdir()
    assert desk.backups.backup().problems == ()


def test_the_note_says_path_and_time(desk: Desk) -> None:
    result = desk.backups.backup()
    note = json.loads(desk.folder.last_backup.read_text("utf-8"))
    assert note["path"] == str(result.path)
    assert datetime.fromisoformat(note["at"])


def test_free_space_is_that_of_the_nearest_folder(tmp_path: Path) -> None:
    here, deeper = free_space(tmp_path), free_space(tmp_path / "a" / "b" / "c")
    assert here is not None
    assert deeper is not None
    assert abs(here - deeper) < 1_000_000_000
