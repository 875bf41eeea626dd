"""Files that survive a power cut."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dealerdesk import durable


class WindowsError(OSError):
    """An error as Windows reports it."""

    def __init__(self, winerror: int) -> None:
        super().__init__(13, "busy")
        self.winerror = winerror


class Rename:
    """Refuses so many times with a Windows error, then renames."""

    def __init__(self, refusals: int, winerror: int) -> None:
        self.refusals = refusals
        self.winerror = winerror

    def __call__(self, source: Path, target: Path) -> None:
        if self.refusals:
            self.refusals -= 1
            raise WindowsError(self.winerror)
        source.replace(target)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(b"new")
    return path


def test_what_is_written_stands_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    with durable.write_durably(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_when_writing_fails_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")

    def break_off() -> None:
        with durable.write_durably(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("车" * 85)
    with durable.write_durably(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits are not Windows's")
def test_what_is_written_may_be_read_by_whom_the_folder_lets(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    with durable.write_durably(tmp_path / "durable"):
        pass
    assert (tmp_path / "durable").stat().st_mode == ordinary.stat().st_mode


def test_missing_folders_are_made_and_present_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two" / "three"
    durable.make_folder(folder)
    (folder / "file").touch()
    durable.make_folder(folder)
    assert (folder / "file").exists()


def test_a_file_where_a_folder_should_be_is_an_error(source: Path) -> None:
    with pytest.raises(OSError, match="source"):
        durable.make_folder(source / "below")


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_move_waits_while_windows_says_the_file_is_busy(winerror: int, source: Path) -> None:
    target = source.with_name("target")
    pauses: list[float] = []
    durable.replace(source, target, rename=Rename(4, winerror), pause=pauses.append)
    assert target.read_bytes() == b"new"
    assert len(pauses) == 4


def test_a_move_gives_up_after_two_and_a_half_seconds(source: Path) -> None:
    pauses: list[float] = []
    with pytest.raises(WindowsError) as refusal:
        durable.replace(source, source.with_name("target"), rename=Rename(10**6, 32), pause=pauses.append)
    assert durable.is_busy(refusal.value)
    assert sum(pauses) == pytest.approx(2.5)
    assert source.exists()


@pytest.mark.parametrize("winerror", [2, 3, 17, 112])
def test_a_move_does_not_wait_for_other_errors(winerror: int, source: Path) -> None:
    pauses: list[float] = []
    with pytest.raises(WindowsError) as refusal:
        durable.replace(source, source.with_name("target"), rename=Rename(1, winerror), pause=pauses.append)
    assert not durable.is_busy(refusal.value)
    assert not pauses
