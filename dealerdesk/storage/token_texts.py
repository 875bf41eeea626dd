"""Search tokens of many files, written out by other processes while this one puts them into the index."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from dealerdesk.storage.search_cards import token_text

WORTH_WORKERS = 10_000
"""So many files take longer than starting other processes does."""
_AHEAD = 3
_MOST_WORKERS = 4
"""One core is left to the process that puts the tokens into the index, which is as much work."""

Texts = list[str]
"""For each file its tokens, with spaces between."""


def token_texts(batches: Iterable[Sequence[str]], files: int) -> Iterator[Texts]:
    """For each batch of cards as the index keeps them their texts, in order; `files` is how many in all."""
    if files < WORTH_WORKERS:
        yield from map(_texts, batches)
        return
    workers = max(1, min((os.cpu_count() or 1) - 1, _MOST_WORKERS))
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        yield from _spread(pool, batches, workers + _AHEAD)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _spread(pool: ProcessPoolExecutor, batches: Iterable[Sequence[str]], most: int) -> Iterator[Texts]:
    """Keep `most` batches under way, so that memory stays bounded."""
    batches = iter(batches)
    yield from _until(_begun(pool, ()), batches)
    under_way: deque[tuple[Sequence[str], Future[Texts] | None]] = deque()
    for batch in batches:
        under_way.append((batch, _begun(pool, batch)))
        if len(under_way) >= most:
            yield _result(*under_way.popleft())
    while under_way:
        yield _result(*under_way.popleft())


def _until(started: Future[Texts] | None, batches: Iterator[Sequence[str]]) -> Iterator[Texts]:
    """Do without the workers until the first of them has started, which takes a second."""
    while started and not started.done() and (batch := next(batches, None)) is not None:
        yield _texts(batch)


# A worker may be killed, perhaps for want of memory: slower is better than not at all.


def _begun(pool: ProcessPoolExecutor, batch: Sequence[str]) -> Future[Texts] | None:
    try:
        return pool.submit(_texts, batch)
    except BrokenProcessPool:
        return None


def _result(batch: Sequence[str], future: Future[Texts] | None) -> Texts:
    try:
        return future.result() if future else _texts(batch)
    except BrokenProcessPool:
        return _texts(batch)


def _texts(batch: Sequence[str]) -> Texts:
    return list(map(token_text, batch))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
