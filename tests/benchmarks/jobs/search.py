"""Search as you type: CPU of one thread per query, for eleven kinds of query."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain

from dealerdesk.domain.search_query import parse_query
from dealerdesk.services.search import Search
from dealerdesk.storage.engine import connect
from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs.queries import NO_HIT, queries_of
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading, percentile

OURS = "50 hits with display fields"
FLOOR = "one exact FTS5 lookup"
PEER = "LIKE over 8 columns"
QUERIES = 100
"""Of each kind; fewer where a small sample has not so many different ones."""
QUERIES_OF_PEER = 10
"""At 100,000 files it takes a hundred times as long, and its times differ little."""
SEED = 11

_EXACT = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
_COLUMNS = ("f.vin", "f.plate", "f.file_no", "f.engine_no", "f.make", "f.model", "c.name", "c.phone")
_LIKE = (
    "SELECT f.id, f.file_no, f.vin, f.plate, f.make, f.model, c.name FROM vehicle_file f "
    "LEFT JOIN customer c ON c.id = f.customer_id "
    f"WHERE {' OR '.join(f'{column} LIKE ?1' for column in _COLUMNS)} ORDER BY f.id DESC LIMIT 50"
)

Ask = Callable[[str], object]
Times = dict[str, list[float]]


def measure(ground: Ground) -> Iterator[Measurement]:
    queries = queries_of(
        ground.sample.folder.database, min(QUERIES, max(1, ground.n // 10)), random.Random(SEED)
    )
    with ground.sample_desk() as desk, closing(connect(desk.folder.database)) as plain:
        _check(desk.search, queries)

        def exact(match: str) -> object:
            return plain.execute(_EXACT, (match,)).fetchall()

        def like(text: str) -> object:
            return plain.execute(_LIKE, (f"%{text}%",)).fetchall()

        matches = {kind: [_first_lookups(text) for text in texts] for kind, texts in queries.items()}
        few = {kind: texts[:QUERIES_OF_PEER] for kind, texts in queries.items()}
        runs = [
            (_times(desk.search.find, queries), _times(exact, matches), _times(like, few))
            for _ in range(ground.runs)
        ]
    ours, floors, peers = zip(*runs, strict=True)
    for kind in queries:
        yield _line(ground.n, kind, 50, (ours, floors, peers))
        yield _line(ground.n, kind, 99, (ours, floors, peers))
    yield _worst(ground.n, ours, floors, peers)


def _check(search: Search, queries: dict[str, list[str]]) -> None:
    """Ask everything once, to warm up: a query that finds nothing is fast, and its time says nothing."""
    for kind, texts in queries.items():
        for text in texts:
            if bool(search.find(text).total) is (kind == NO_HIT):
                raise RuntimeError(f"the query {text!r} ({kind}) finds what it should not, or nothing")


def _first_lookups(text: str) -> str:
    return " AND ".join(f'"{options[0]}"' for options in parse_query(text).lookups)


def _times(ask: Ask, queries: dict[str, list[str]]) -> Times:
    """Milliseconds of CPU for every query of every kind."""
    return {kind: [_ms(ask, text) for text in texts] for kind, texts in queries.items()}


def _ms(ask: Ask, text: str) -> float:
    start = time.thread_time_ns()
    ask(text)
    return (time.thread_time_ns() - start) / 1e6


def _line(n: int, kind: str, percent: int, sides: tuple[Sequence[Times], ...]) -> Measurement:
    ours, floor, peer = (tuple(percentile(run[kind], percent) for run in runs) for runs in sides)
    return Measurement(
        f"search.{kind}.p{percent}", n, "ms", Reading(OURS, ours), Reading(FLOOR, floor), Reading(PEER, peer)
    )


def _worst(n: int, ours: Sequence[Times], floors: Sequence[Times], peers: Sequence[Times]) -> Measurement:
    """The p99 of the worst kind beside the p99 of everything that floor and peer were asked."""
    worst = tuple(max(percentile(times, 99) for times in run.values()) for run in ours)
    floor, peer = (
        tuple(percentile(list(chain.from_iterable(run.values())), 99) for run in runs)
        for runs in (floors, peers)
    )
    many = 100_000
    goal = Goal(1) if n <= many else Goal(2)
    if n >= 10 * many:
        goal = Goal(1 / 500, Against.PEER)
    return Measurement(
        "search.worst.p99",
        n,
        "ms",
        Reading(f"{OURS}, worst of {len(ours[0])} kinds", worst),
        Reading(FLOOR, floor),
        Reading(PEER, peer),
        goal,
    )
