"""The folder that a scanner writes into, and scans that are in no file yet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.documents import Scans, Survey, put_away, take_out, waiting_scans
from dealerdesk.vault import Vault
from tests.support import scans

NOW = 1_700_000_100_000_000_000


def put(folder: Path, name: str, content: bytes, seconds_ago: float) -> Path:
    path = folder / name
    path.write_bytes(content)
    moment = NOW - round(seconds_ago * 1e9)
    os.utime(path, ns=(moment, moment))
    return path


def test_finished_scans_wait_the_newest_first(tmp_path: Path) -> None:
    put(tmp_path, "old.pdf", scans.pdf(mark=1), 60)
    put(tmp_path, "new.jpg", scans.jpeg(), 5)
    put(tmp_path, "notes.txt", b"no scan", 5)
    put(tmp_path, ".hidden.pdf", scans.pdf(), 5)
    (tmp_path / "done").mkdir()
    waiting = waiting_scans(tmp_path, NOW)
    assert [scan.path.name for scan in waiting.scans] == ["new.jpg", "old.pdf"]
    assert not waiting.is_growing


def test_a_scan_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    path = put(tmp_path, "half.pdf", scans.pdf()[:50], 0.3)
    waiting = waiting_scans(tmp_path, NOW)
    assert (waiting.scans, waiting.is_growing) == ((), True)
    first = waiting_scans(tmp_path, NOW + 2_000_000_000).scans[0].mark
    put(tmp_path, path.name, scans.pdf(), 2)
    assert waiting_scans(tmp_path, NOW).scans[0].mark != first


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(DealerDeskError) as refused:
        waiting_scans(tmp_path / "gone", NOW)
    assert refused.value.code == "scan_inbox_unreadable"


def test_what_is_done_with_never_takes_anothers_place(tmp_path: Path) -> None:
    put_away(put(tmp_path, "scan.pdf", b"first", 5))
    second = put_away(put(tmp_path, "scan.pdf", b"second", 5))
    assert second.name == "scan (2).pdf"
    assert (tmp_path / "done" / "scan.pdf").read_bytes() == b"first"
    with pytest.raises(DealerDeskError) as refused:
        put_away(tmp_path / "gone.pdf")
    assert refused.value.code == "scan_not_put_away"


def test_what_is_in_no_file_yet_is_looked_at(tmp_path: Path) -> None:
    shown = Scans(Vault(tmp_path / "vault"))
    folder = tmp_path / "folder"
    folder.mkdir()
    path = put(folder, "three.pdf", scans.pdf(3), 5)
    text = put(folder, "notes.txt", b"no scan", 5)
    assert shown.page_of_file(str(path), 3, 50).width == 50
    with pytest.raises(DealerDeskError) as refused:
        shown.page_of_file(str(text), 1, 50)
    assert refused.value.code == "scan_media_type"
    size = path.stat().st_size + text.stat().st_size
    assert shown.survey([folder, tmp_path / "gone.pdf"]) == Survey(3, 3, size)


def test_scans_that_were_put_aside_do_not_hide_older_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealerdesk.services.documents.inbox.MOST_SHOWN", 2)
    for age in range(2, 6):
        put(tmp_path, f"{age}.pdf", scans.pdf(mark=age), age)
    first = waiting_scans(tmp_path, NOW)
    assert [scan.path.name for scan in first.scans] == ["2.pdf", "3.pdf"]
    aside = {scan.mark for scan in first.scans}
    then = waiting_scans(tmp_path, NOW, aside | {"gone.pdf|1|1"})
    assert [scan.path.name for scan in then.scans] == ["4.pdf", "5.pdf"]
    assert then.put_aside == aside


def test_a_scan_that_was_put_away_is_taken_out_where_its_place_is_free(tmp_path: Path) -> None:
    path = put(tmp_path, "a.pdf", scans.pdf(), 9)
    moved = put_away(path)
    take_out(moved, path)
    assert path.exists()
    moved = put_away(path)
    put(tmp_path, "a.pdf", scans.pdf(mark=2), 9)
    take_out(moved, path)
    assert moved.exists()
