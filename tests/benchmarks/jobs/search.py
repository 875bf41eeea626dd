"""Search as you type: CPU of one thread per query, for eleven kinds of query.

``search.*`` is finding files, ``search.lookup.*`` what the popup asks with each key (customers, documents and
orders, too), ``search.suggest`` what else may be meant by words that find nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice

from dealerdesk.domain.search_query import parse_query
from dealerdesk.services.search import Search
from dealerdesk.storage.engine import connect
from tests.benchmarks.ground import Ground
from tests.benchmarks.jobs.queries import NO_HIT, queries_of
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading, percentile

OURS = "50 hits with display fields"
LOOKED_UP = "8 rows of each group, with marks"
SUGGESTED = "up to 3 suggestions"
FLOOR = "one exact FTS5 lookup"
PEER = "LIKE over 8 columns"
QUERIES = 100
"""Of each kind; fewer where a small sample has not so many different ones."""
QUERIES_OF_PEER = 10
QUERIES_OF_SLOW_PEER = 3
MANY = 1_000_000
"""At 100,000 files it takes a hundred times as long, from so many on two seconds; its times differ little."""
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
        of_peer = QUERIES_OF_PEER if ground.n < MANY else QUERIES_OF_SLOW_PEER
        few = {kind: texts[:of_peer] for kind, texts in queries.items()}
        slips = {"slip": _slips(desk.search, queries)}
        runs = [
            (
                _times(desk.search.find, queries),
                _times(desk.search.look_up, queries),
                _times(desk.search.suggest, slips),
                _times(exact, matches),
                _times(like, few),
            )
            for _ in range(ground.runs)
        ]
    found, looked_up, suggested, *others = zip(*runs, strict=True)
    for name, label, ours in (("search", OURS, found), ("search.lookup", LOOKED_UP, looked_up)):
        for kind in queries:
            yield _line(
                f"{name}.{kind}", ground.n, 50, label, (_of(ours, kind), *(_of(o, kind) for o in others))
            )
            yield _line(
                f"{name}.{kind}", ground.n, 99, label, (_of(ours, kind), *(_of(o, kind) for o in others))
            )
        yield from _worst(name, label, ground.n, ours, others)
    values = tuple(percentile(times["slip"], 99) for times in suggested)
    yield Measurement("search.suggest.p99", ground.n, "ms", Reading(SUGGESTED, values), goal=Goal(20))


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


def _slips(search: Search, queries: dict[str, list[str]]) -> list[str]:
    """Queries with two letters swapped that find nothing for it."""
    swapped = (
        text[: len(text) // 2] + text[len(text) // 2 :][:2][::-1] + text[len(text) // 2 + 2 :]
        for texts in zip(*queries.values(), strict=True)
        for text in texts
        if len(text) > len("zwm")
    )
    return list(islice((text for text in swapped if not search.find(text, 1).hits), QUERIES))


def _of(runs: Sequence[Times], kind: str) -> list[list[float]]:
    return [run[kind] for run in runs]


def _line(name: str, n: int, percent: int, label: str, sides: Sequence[list[list[float]]]) -> Measurement:
    ours, floor, peer = (tuple(percentile(times, percent) for times in runs) for runs in sides)
    return Measurement(
        f"{name}.p{percent}", n, "ms", Reading(label, ours), Reading(FLOOR, floor), Reading(PEER, peer)
    )


def _worst(
    name: str, label: str, n: int, ours: Sequence[Times], others: Sequence[Sequence[Times]]
) -> Iterator[Measurement]:
    """The p99 of the worst kind beside the p99 of everything that floor and peer were asked."""
    worst = tuple(max(percentile(times, 99) for times in run.values()) for run in ours)
    floor, peer = (
        tuple(percentile(list(chain.from_iterable(run.values())), 99) for run in runs) for runs in others
    )
    sides = (
        Reading(f"{label}, worst of {len(ours[0])} kinds", worst),
        Reading(FLOOR, floor),
        Reading(PEER, peer),
    )
    if name != "search":
        yield Measurement(f"{name}.worst.p99", n, "ms", *sides, Goal(5))
        return
    yield Measurement(f"{name}.worst.p99", n, "ms", *sides, Goal(1 if n <= MANY // 10 else 2))
    if n >= MANY:
        yield Measurement(f"{name}.worst.share", n, "ms", *sides, Goal(1 / 500, Against.PEER))
