from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from dealerdesk import logs
from tests.conftest import LogWatch

SECRET = "13800138000"


def fail(words: str) -> None:
    raise RuntimeError(words)


def caught(words: str) -> Exception:
    try:
        fail(words)
    except RuntimeError as error:
        return error
    raise AssertionError


def text_of(folder: Path) -> str:
    return (folder / logs.LOG_NAME).read_text(encoding="utf-8")


def test_what_the_program_does_is_written_into_the_data_folder(tmp_path: Path) -> None:
    logs.set_up_logging(tmp_path / "logs")
    logging.getLogger("dealerdesk.imports").info("import %s: %s rows", 7, 403)
    assert "INFO dealerdesk.imports: import 7: 403 rows" in text_of(tmp_path / "logs")


def test_setting_up_twice_writes_every_line_once(tmp_path: Path) -> None:
    logs.set_up_logging(tmp_path / "first")
    logs.set_up_logging(tmp_path / "second")
    logging.getLogger("dealerdesk").info("hello")
    assert text_of(tmp_path / "second").count("hello") == 1
    assert not (tmp_path / "first" / logs.LOG_NAME).exists()


def test_no_data_folder_is_made_for_the_log_alone(tmp_path: Path) -> None:
    logs.set_up_logging(tmp_path / "nowhere" / "logs")
    logging.getLogger("dealerdesk").info("hello")
    assert not (tmp_path / "nowhere").exists()


def test_a_log_that_cannot_be_written_does_not_disturb_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs" / logs.LOG_NAME).mkdir(parents=True)
    logs.set_up_logging(tmp_path / "logs")
    logging.getLogger("dealerdesk").info("hello")
    assert capsys.readouterr().err == ""


def test_a_file_in_the_place_of_the_logs_does_not_disturb_the_work(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file")
    logs.set_up_logging(tmp_path / "logs")
    logging.getLogger("dealerdesk").info("hello")
    assert (tmp_path / "logs").read_text() == "a file"


def test_old_logs_are_kept_a_while_and_then_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LOG_BYTES", 200)
    logs.set_up_logging(tmp_path / "logs")
    for number in range(50):
        logging.getLogger("dealerdesk").info("line %s", number)
    assert len(list((tmp_path / "logs").iterdir())) == 6


def test_a_crash_is_logged_without_the_words_of_the_error(tmp_path: Path, logged: LogWatch) -> None:
    logs.set_up_logging(tmp_path / "logs")
    with logged.expecting("crash"):
        reference = logs.log_crash(caught(f"bad phone {SECRET}"))
    written = text_of(tmp_path / "logs")
    assert f"crash {reference}" in written
    assert "test_logs.py" in written
    assert "RuntimeError" in written
    assert SECRET not in written


def test_the_same_line_always_crashes_with_the_same_reference(logged: LogWatch) -> None:
    with logged.expecting("crash"):
        assert len({logs.log_crash(caught(words)) for words in ("one", "two")}) == 1


def test_the_cause_of_a_crash_is_logged_too(logged: LogWatch) -> None:
    try:
        try:
            fail("first")
        except RuntimeError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        crash = error
    with logged.expecting("RuntimeError"):
        logs.log_crash(crash)


def test_a_crash_in_any_thread_is_told_by_its_reference(
    monkeypatch: pytest.MonkeyPatch, logged: LogWatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[str] = []
    logs.catch_crashes(told.append)
    with logged.expecting("crash"):
        thread = threading.Thread(target=fail, args=("in a thread",))
        thread.start()
        thread.join()
        error = caught("in the main thread")
        sys.excepthook(type(error), error, error.__traceback__)
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(told) == 2
