"""The folder of scans, on real files."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from dealerdesk import durable
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.vault import MediaType, StoredScan, Vault
from tests.support import scans

GRACE = timedelta(hours=1)
PDF = scans.pdf(3)
PDF_HASH = hashlib.sha256(PDF).hexdigest()
OTHER_HASH = "0" * 64


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "house" / "scans")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "house" / "scans"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "合同 CON.pdf.jpg"
    path.write_bytes(PDF)
    return path


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def refusal_of(action: Callable[[], object]) -> DealerDeskError:
    with pytest.raises(DealerDeskError) as refusal:
        action()
    return refusal.value


def age(path: Path, by: timedelta) -> None:
    moment = time.time() - by.total_seconds()
    os.utime(path, (moment, moment))


def test_a_scan_is_kept_under_its_hash_and_its_content_tells_what_it_is(
    vault: Vault, folder: Path, source: Path
) -> None:
    scan = vault.store(source)
    assert scan == StoredScan(PDF_HASH, len(PDF), MediaType.PDF, 3, is_new=True)
    assert files_in(folder) == [f"{PDF_HASH[:2]}/{PDF_HASH}"]
    assert vault.path_of(PDF_HASH).read_bytes() == PDF
    assert source.read_bytes() == PDF


def test_nothing_is_made_before_the_first_scan(vault: Vault, folder: Path) -> None:
    assert list(vault.hashes()) == []
    assert vault.size() == 0
    assert not vault.contains(PDF_HASH)
    assert vault.sweep(set(), GRACE, datetime.now(UTC)) == ()
    assert not folder.exists()


def test_the_same_scan_twice_is_stored_once_and_said(vault: Vault, source: Path, folder: Path) -> None:
    vault.store(source)
    before = vault.path_of(PDF_HASH).stat().st_ino
    again = Vault(folder).store_bytes(PDF, "again.pdf")
    assert not again.is_new
    assert again.pages == 3
    assert vault.path_of(PDF_HASH).stat().st_ino == before
    assert files_in(folder) == [f"{PDF_HASH[:2]}/{PDF_HASH}"]


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store_bytes(scans.pdf(mark=1), "first.pdf")
    steps: list[str] = []

    def note(name: str) -> None:
        step = getattr(durable, name)

        def noted(*places: object) -> None:
            steps.append(name)
            step(*places)

        monkeypatch.setattr(durable, name, noted)

    for name in ("sync", "replace", "fsync_folder"):
        note(name)
    vault.store_bytes(PDF, "second.pdf")
    assert steps == ["sync", "replace", "fsync_folder"]
    steps.clear()
    vault.store_bytes(PDF, "second.pdf")
    assert steps == ["fsync_folder"], "the process that placed it may not have come so far"


@pytest.mark.parametrize(
    "damaged", [PDF[:-9], b"", PDF[:-9] + b"\x00" * 9], ids=["short", "empty", "altered"]
)
def test_a_scan_that_lies_there_damaged_is_replaced(damaged: bytes, vault: Vault, source: Path) -> None:
    vault.store(source)
    vault.path_of(PDF_HASH).write_bytes(damaged)
    assert not vault.verify(PDF_HASH)
    assert not vault.store(source).is_new
    assert vault.verify(PDF_HASH)


class Trickle(RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, content: bytes) -> None:
        self._rest = BytesIO(content)

    def read(self, _size: int = -1, /) -> bytes:
        return self._rest.read(7)


def test_a_stream_that_trickles_is_kept_whole(vault: Vault) -> None:
    scan = vault.store_stream(cast("BinaryIO", Trickle(PDF)), "from the scanner")
    assert scan.sha256 == PDF_HASH


def test_a_scan_of_many_chunks_is_kept_whole(vault: Vault) -> None:
    content = scans.jpeg() + os.urandom(3 * 1024 * 1024 + 17)
    assert vault.store_bytes(content, "photo").sha256 == hashlib.sha256(content).hexdigest()
    assert vault.size() == len(content)


def test_many_scans_are_kept_at_once_and_refusals_stand_in_their_places(vault: Vault, tmp_path: Path) -> None:
    sources = [tmp_path / f"{number}.pdf" for number in range(12)]
    for number, path in enumerate(sources):
        path.write_bytes(scans.pdf(mark=number))
    sources[5].write_bytes(b"")
    sources[7].unlink()
    answers = vault.store_all(sources)
    assert [answer.code for answer in answers if isinstance(answer, DealerDeskError)] == [
        "scan_empty",
        "scan_unreadable",
    ]
    kept = [answer.sha256 if isinstance(answer, StoredScan) else None for answer in answers]
    assert kept == [
        None if number in {5, 7} else hashlib.sha256(scans.pdf(mark=number)).hexdigest()
        for number in range(12)
    ]
    assert sorted(sha256 for sha256 in kept if sha256) == list(vault.hashes())


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    sources = [tmp_path / f"{number}.pdf" for number in range(40)]
    for number, path in enumerate(sources):
        path.write_bytes(scans.pdf(mark=number))
    return sources


def test_many_scans_are_each_on_the_disk_before_they_have_a_name_and_their_names_in_the_end(
    vault: Vault, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store(many[0])
    done: list[tuple[str, str]] = []
    sync, replace, fsync_folder = durable.sync, durable.replace, durable.fsync_folder

    def noted(kind: str, path: Path, work: Callable[[], None]) -> None:
        work()
        done.append((kind, path.name))

    monkeypatch.setattr(durable, "sync", lambda file: noted("sync", Path(file.name), lambda: sync(file)))
    monkeypatch.setattr(durable, "replace", lambda a, b: noted("move", a, lambda: replace(a, b)))
    monkeypatch.setattr(durable, "fsync_folder", lambda f: noted("settle", f, lambda: fsync_folder(f)))
    answers = vault.store_all(many)
    moved = [name for kind, name in done if kind == "move"]
    assert len(moved) == len(many) - 1
    assert all(done.index(("sync", name)) < done.index(("move", name)) for name in moved)
    shelves = sorted({answer.sha256[:2] for answer in answers if isinstance(answer, StoredScan)})
    assert done[-len(shelves) :] == [("settle", shelf) for shelf in shelves]
    assert [kind for kind, _ in done].count("settle") == len(shelves)


def test_many_scans_tell_how_far_they_are(vault: Vault, many: list[Path]) -> None:
    told: list[int] = []
    vault.store_all(many, told.append)
    assert told == list(range(len(many)))


def test_stopping_begins_no_other_scan_and_leaves_none_half(
    vault: Vault, many: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    class Threads(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            stopped.set()
            super().shutdown(wait=wait)

    def when_stopped(_path: Path, _media_type: MediaType, _name: str) -> int:
        assert stopped.wait(60)
        return 1

    def stop(_done: int) -> None:
        raise Cancelled

    monkeypatch.setattr("dealerdesk.vault.store.ThreadPoolExecutor", Threads)
    monkeypatch.setattr("dealerdesk.vault.store.count_pages", when_stopped)
    with pytest.raises(Cancelled):
        vault.store_all(many, stop)
    kept = list(vault.hashes())
    assert len(kept) <= 16 < len(many)
    assert all(map(vault.verify, kept))
    assert list((folder / "incoming").iterdir()) == []


def test_few_of_many_scans_are_looked_at_together(
    vault: Vault, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    looking: set[Path] = set()
    most = 0

    def slowly(path: Path, _media_type: MediaType, _name: str) -> int:
        nonlocal most
        looking.add(path)
        most = max(most, len(looking))
        os.sched_yield()
        looking.discard(path)
        return 1

    monkeypatch.setattr("dealerdesk.vault.store.count_pages", slowly)
    vault.store_all(many)
    assert 1 <= most <= 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (b"PK\x03\x04 a workbook", "scan_media_type"),
        (scans.locked_pdf(), "scan_password"),
        (scans.pdf()[:60], "scan_damaged"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    content: bytes, code: str, vault: Vault, folder: Path, source: Path
) -> None:
    source.write_bytes(content)
    refusal = refusal_of(lambda: vault.store(source))
    assert refusal.code == code
    assert source.name in str(refusal)
    assert files_in(folder) == []


def test_content_of_another_kind_is_refused_with_the_kinds_that_are_accepted(vault: Vault) -> None:
    words = str(refusal_of(lambda: vault.store_bytes(b"just text", "notes.pdf")))
    assert "PDF, JPEG, PNG, TIFF, HEIC" in words


def test_a_source_that_is_not_there_is_named(vault: Vault, tmp_path: Path) -> None:
    refusal = refusal_of(lambda: vault.store(tmp_path / "gone.pdf"))
    assert refusal.code == "scan_unreadable"
    assert "gone.pdf cannot be read: there is no such file" in str(refusal)


def test_a_folder_is_no_scan(vault: Vault, tmp_path: Path) -> None:
    refusal = refusal_of(lambda: vault.store(tmp_path))
    assert refusal.code == "scan_unreadable"
    assert "it is a folder" in str(refusal)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes among its files")
def test_a_pipe_is_refused_and_not_waited_for(vault: Vault, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert refusal_of(lambda: vault.store(tmp_path / "pipe.pdf")).code == "scan_unreadable"


def test_a_scan_that_is_not_there_is_said(vault: Vault, source: Path) -> None:
    vault.store(source)
    assert refusal_of(lambda: vault.open(OTHER_HASH)).code == "scan_missing"
    assert refusal_of(lambda: vault.verify(OTHER_HASH)).code == "scan_missing"
    assert refusal_of(lambda: vault.page_picture(OTHER_HASH, 1, 100)).code == "scan_missing"
    assert not vault.contains(OTHER_HASH)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", PDF_HASH.upper(), PDF_HASH + "0", PDF_HASH + "\n"])
def test_what_is_no_hash_leads_nowhere(name: str, vault: Vault) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        vault.path_of(name)


def test_a_page_of_a_stored_scan_has_a_picture(vault: Vault, source: Path) -> None:
    picture = vault.page_picture(vault.store(source).sha256, 3, 120)
    assert (picture.width, picture.height) == (120, 60)


def test_a_stored_scan_that_became_something_else_has_no_picture(vault: Vault, source: Path) -> None:
    vault.store(source)
    vault.path_of(PDF_HASH).write_bytes(b"zeros")
    assert refusal_of(lambda: vault.page_picture(PDF_HASH, 1, 100)).code == "scan_damaged"


def test_bytes_come_back_as_they_went_in(vault: Vault, source: Path) -> None:
    with vault.open(vault.store(source).sha256) as file:
        assert file.read() == PDF


def test_hashes_pass_over_strangers_in_the_folder(vault: Vault, source: Path, folder: Path) -> None:
    vault.store(source)
    (folder / "ab" / "Thumbs.db").touch()
    (folder / "ab" / OTHER_HASH).touch()
    (folder / "notes.txt").touch()
    assert list(vault.hashes()) == [PDF_HASH]
    assert vault.size() == len(PDF)


def test_a_sweep_removes_old_orphans_and_keeps_what_rows_name_and_what_is_young(vault: Vault) -> None:
    named, orphan, young = (vault.store_bytes(scans.pdf(mark=mark), "scan").sha256 for mark in range(3))
    for sha256 in (named, orphan):
        age(vault.path_of(sha256), 2 * GRACE)
    assert vault.sweep({named}, GRACE, datetime.now(UTC)) == (orphan,)
    assert list(vault.hashes()) == sorted([named, young])
    assert vault.sweep({named}, GRACE, datetime.now(UTC)) == ()


def test_an_orphan_that_is_stored_again_is_young(vault: Vault, source: Path) -> None:
    vault.store(source)
    age(vault.path_of(PDF_HASH), 2 * GRACE)
    vault.store(source)
    assert vault.sweep(set(), GRACE, datetime.now(UTC)) == ()
    assert vault.verify(PDF_HASH)


def test_a_sweep_removes_what_a_kill_left_in_the_incoming_folder_and_spares_work_under_way(
    vault: Vault, source: Path, folder: Path
) -> None:
    vault.store(source)
    old, fresh = folder / "incoming" / "a.part", folder / "incoming" / "b.part"
    for path in (old, fresh):
        path.write_bytes(b"half")
    age(old, 2 * GRACE)
    vault.sweep({PDF_HASH}, GRACE, datetime.now(UTC))
    assert not old.exists()
    assert fresh.exists()


@pytest.mark.parametrize(
    ("referenced", "is_old", "is_kept"), [(True, True, True), (False, False, True), (False, True, False)]
)
def test_what_a_killed_sweep_had_set_aside_is_judged_by_the_next_one(
    referenced: bool, is_old: bool, is_kept: bool, vault: Vault, folder: Path
) -> None:
    vault.store_bytes(PDF, "scan")
    aside = folder / "incoming" / f"{PDF_HASH}.orphan"
    vault.path_of(PDF_HASH).rename(aside)
    if is_old:
        age(aside, 2 * GRACE)
    vault.sweep({PDF_HASH} if referenced else set(), GRACE, datetime.now(UTC))
    assert vault.contains(PDF_HASH) == is_kept
    assert not aside.exists()


def test_threads_that_store_the_same_and_other_scans_lose_none(vault: Vault, folder: Path) -> None:
    contents = [scans.pdf(mark=mark) for mark in range(10)] * 8
    with ThreadPoolExecutor(8) as threads:
        stored = list(threads.map(lambda content: vault.store_bytes(content, "scan"), contents))
    assert [scan.sha256 for scan in stored] == [hashlib.sha256(content).hexdigest() for content in contents]
    assert sum(scan.is_new for scan in stored) == 10
    assert all(vault.verify(sha256) for sha256 in vault.hashes())
    assert len(files_in(folder)) == 10


def test_a_scan_stored_again_while_a_sweep_is_about_to_take_it_stays(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.store_bytes(PDF, "scan")
    age(vault.path_of(PDF_HASH), 2 * GRACE)
    move = durable.replace

    def move_a_moment_later(source: Path, target: Path) -> None:
        monkeypatch.setattr(durable, "replace", move)
        assert not Vault(folder).store_bytes(PDF, "scan").is_new
        move(source, target)

    monkeypatch.setattr(durable, "replace", move_a_moment_later)
    assert vault.sweep(set(), GRACE, datetime.now(UTC)) == ()
    assert vault.verify(PDF_HASH)


def test_a_sweep_never_takes_a_scan_that_is_stored_again_at_that_moment(vault: Vault) -> None:
    sha256 = vault.store_bytes(PDF, "scan").sha256
    with ThreadPoolExecutor(2) as threads:
        for _turn in range(60):
            age(vault.path_of(sha256), 2 * GRACE)
            sweeping = threads.submit(vault.sweep, set(), GRACE, datetime.now(UTC))
            storing = threads.submit(vault.store_bytes, PDF, "scan")
            sweeping.result()
            storing.result()
            assert vault.verify(sha256)


def test_streams_are_kept_one_after_another_each_with_its_own_refusal(vault: Vault) -> None:
    contents = {"a": PDF, "b": b"no scan", "c": scans.pdf(mark=2)}
    opened: list[str] = []

    def stream(name: str) -> BytesIO:
        opened.append(name)
        return BytesIO(contents[name])

    told: list[tuple[int, list[str]]] = []
    sources = ((name, partial(stream, name)) for name in contents)
    first, second, third = vault.store_streams(sources, lambda done: told.append((done, list(opened))))
    assert isinstance(first, StoredScan)
    assert isinstance(second, DealerDeskError)
    assert isinstance(third, StoredScan)
    assert second.code == "scan_media_type"
    assert vault.verify(first.sha256)
    assert vault.verify(third.sha256)
    assert told == [(0, []), (1, ["a"]), (2, ["a", "b"])]
