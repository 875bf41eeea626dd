"""One window a data folder, with real processes: raised, taken over, two at once, and one that hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealerdesk.ui.single_instance import Claimed, SingleInstance, name_of
from dealerdesk.ui.welcome.already_open import AlreadyOpen
from tests.support.windows import wait_until

PATIENCE_S = 30
Start = Callable[..., "subprocess.Popen[str]"]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither signal")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the window in a process of its own on the same data folder."""
    running: list[subprocess.Popen[str]] = []
    folder = tmp_path / "desk"

    def begin(patience_ms: int = 10_000) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.gui.single_start", str(folder), str(patience_ms)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ)
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE_S)


def heard(process: subprocess.Popen[str]) -> str:
    """The next word that a process tells."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_raises_the_first_window_and_leaves_quietly(start: Start) -> None:
    first = start()
    assert heard(first) == "window"
    for _ in range(2):
        second = start()
        said, _ = second.communicate(timeout=PATIENCE_S)
        assert (second.returncode, said) == (0, "")
        assert heard(first) == "raised"
    assert first.poll() is None


def test_two_starts_at_one_moment_end_with_one_window(start: Start) -> None:
    both = [start(), start()]
    with ThreadPoolExecutor(2) as threads:
        done, _ = wait([threads.submit(process.wait) for process in both], PATIENCE_S, FIRST_COMPLETED)
        assert len(done) == 1
        (winner,) = (process for process in both if process.poll() is None)
        assert {heard(winner), heard(winner)} == {"window", "raised"}
        winner.terminate()
    (other,) = (process for process in both if process is not winner)
    said, _ = other.communicate()
    assert (other.returncode, said) == (0, "")


@needs_signals
def test_what_a_killed_window_left_behind_is_taken_over(start: Start) -> None:
    first = start()
    assert heard(first) == "window"
    first.send_signal(signal.SIGKILL)
    first.wait(PATIENCE_S)
    second = start()
    assert heard(second) == "window"


@needs_signals
def test_a_window_that_hangs_is_told_of_after_a_short_time(start: Start) -> None:
    first = start()
    assert heard(first) == "window"
    first.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    second = start(800)
    assert heard(second) == "silent"
    assert second.wait(PATIENCE_S) == 1
    assert time.monotonic() - began < 15
    first.send_signal(signal.SIGCONT)
    assert heard(first) == "raised"


@pytest.fixture
def instances(qapp: QApplication) -> Iterator[tuple[SingleInstance, SingleInstance]]:
    both = SingleInstance(patience_ms=200), SingleInstance(patience_ms=200)
    yield both
    for each in both:
        each.release()


def test_each_folder_has_a_window_of_its_own(
    instances: tuple[SingleInstance, SingleInstance], tmp_path: Path
) -> None:
    one, other = instances
    assert one.claim(tmp_path / "a") is Claimed.FIRST
    assert other.claim(tmp_path / "b") is Claimed.FIRST


def test_who_goes_over_to_another_folder_lets_go_of_the_first(
    instances: tuple[SingleInstance, SingleInstance], tmp_path: Path
) -> None:
    one, other = instances
    assert one.claim(tmp_path / "a") is Claimed.FIRST
    assert other.claim(tmp_path / "a") is Claimed.SILENT  # nobody turns the first one's event loop here
    assert one.claim(tmp_path / "b") is Claimed.FIRST
    assert other.claim(tmp_path / "a") is Claimed.FIRST
    assert one.claim(tmp_path / "a") is Claimed.SILENT
    assert other.claim(tmp_path / "b") is Claimed.SILENT  # a claim that fails lets go of nothing


def test_the_same_folder_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert name_of(folder) == name_of(link) == name_of(tmp_path / "x" / ".." / "desk")
    assert name_of(folder) != name_of(tmp_path / "other")
    assert str(folder) not in name_of(folder)


def test_the_words_about_a_hanging_window_ask_whether_to_try_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    for pressed, wants in (("again_button", True), ("leave_button", False)):
        dialog = AlreadyOpen(tmp_path)
        dialog.show()
        wait_until(dialog.isVisible)
        assert dialog.accessibleName()
        QTest.mouseClick(getattr(dialog, pressed), Qt.MouseButton.LeftButton)
        assert (dialog.result() == AlreadyOpen.DialogCode.Accepted) is wants
        dialog.deleteLater()
