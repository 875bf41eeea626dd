"""Tokens written out by other processes are the same, in the same order, whatever happens to those."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from dealerdesk.domain.search_tokens import SearchableFile
from dealerdesk.storage import token_texts as texts
from dealerdesk.storage.search_cards import kept_text, token_text

FILES = 40
BATCHES = [
    [kept_text(SearchableFile(file_no=f"2026-{number:05d}", make="大众", vin=f"LSVAM4187C2{number:06d}"))]
    for number in range(FILES)
]
WRITTEN = [[token_text(card) for card in batch] for batch in BATCHES]


@pytest.fixture(autouse=True)
def _even_few_are_worth_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "WORTH_WORKERS", 1)


def test_workers_write_what_the_process_itself_would(monkeypatch: pytest.MonkeyPatch) -> None:
    # All by the workers: none is written while they start.
    monkeypatch.setattr(texts, "_until", lambda started, _batches: iter(started.result() or ()))
    assert list(texts.token_texts(iter(BATCHES), FILES)) == WRITTEN


def test_until_the_workers_are_up_the_process_writes_itself() -> None:
    assert list(texts.token_texts(iter(BATCHES), FILES)) == WRITTEN


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_workers_that_are_killed_cost_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_until", lambda started, _batches: iter(started.result() or ()))
    written, workers = [], []
    for number, result in enumerate(texts.token_texts(iter(BATCHES), FILES)):
        written.append(result)
        if number == 3:
            workers = [child.pid for child in multiprocessing.active_children() if child.pid]
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
    assert workers
    assert written == WRITTEN
