"""What holds for every test: no screen, no unexpected log line, English, and the same luck in CI."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import settings

from dealerdesk import i18n, logs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


class LogWatch(logging.Handler):
    """Notes every log line at WARNING or above that the test did not announce."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.unexpected.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    @contextmanager
    def expecting(self, words: str) -> Iterator[None]:
        """Announce that the ``with`` block logs at least one line with `words`, and nothing else."""
        before = len(self.unexpected)
        yield
        lines = self.unexpected[before:]
        assert lines, f"nothing was logged, though a line with {words!r} was expected"
        self.unexpected[before:] = [line for line in lines if words not in line]


@pytest.fixture(autouse=True)
def logged() -> Iterator[LogWatch]:
    """Silence is part of the contract: an unexpected warning in the log fails the test."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    logs.close_log()
    assert not watch.unexpected, "unexpected in the log:\n" + "\n".join(watch.unexpected)


@pytest.fixture(autouse=True)
def language() -> Iterator[Callable[[str], None]]:
    """Every test begins in English; the fixture is the function that changes the language."""
    i18n.use_language("en")
    yield i18n.use_language
    i18n.use_language("en")
