"""The search index: one full-text row per vehicle file, holding the tokens that `domain` writes out.

The index is SQLite's own (FTS5, contentless); the tokens are not. Its row ids are a recency sequence:
whatever was touched last comes first (performance.md, Search design).
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.search_query import Query, explain_match
from dealerdesk.domain.search_tokens import SearchableFile, tokens_of
from dealerdesk.storage.token_texts import token_texts

INDEXING = Message("indexing", "Making files findable")

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, "
    "detail=none, tokenize='ascii')"
)
_HITS = (
    "SELECT e.file_id FROM search s JOIN search_entry e ON e.seq = s.rowid "
    "WHERE s.search MATCH ? ORDER BY s.rowid DESC"
)
_COUNT = "SELECT count(*) FROM search WHERE search MATCH ?"
_BATCH = 500
_TERMS = 100_000

_CARDS = """
SELECT f.id, f.file_no, f.vin, f.plate, f.make, f.model, f.location, f.engine_no,
       c.name, concat_ws(' ', c.contact_person, f.contact_person),
       concat_ws(' ', c.actual_user, f.actual_user),
       json_array(c.phone, c.registered_phone, c.mailing_phone, f.contact_phone, f.user_phone)
FROM json_each(?) j JOIN vehicle_file f ON f.id = j.value LEFT JOIN customer c ON c.id = f.customer_id
ORDER BY j.key
"""
_TEXTS = (
    "file_no",
    "vin",
    "plate",
    "make",
    "model",
    "location",
    "engine_no",
    "customer",
    "contact_person",
    "actual_user",
)
_NUMBERS = {
    "old_plates": "SELECT file_id, plate FROM plate_record",
    "order_nos": "SELECT file_id, order_no FROM repair_order",
    "settlement_nos": "SELECT file_id, settlement_no FROM repair_order",
    "document_nos": "SELECT file_id, number FROM document",
    "policy_nos": "SELECT file_id, policy_no FROM policy",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A file that matches, and the codes of the fields in which it does."""

    file_id: int
    matched: tuple[str, ...]


def refresh(connection: Any, files: Collection[int], progress: Progress | None = None) -> None:
    """Make the index say what the database says of `files`; ids that are gone leave it."""
    # All that goes first and at once: FTS5 takes deletions that alternate with insertions in quadratic time.
    ids = sorted(files)
    gone = (json.dumps(ids),)
    connection.execute(
        "DELETE FROM search WHERE rowid IN (SELECT seq FROM search_entry WHERE file_id IN "
        "(SELECT value FROM json_each(?)))",
        gone,
    )
    connection.execute("DELETE FROM search_entry WHERE file_id IN (SELECT value FROM json_each(?))", gone)
    if connection.execute("SELECT 1 FROM search_entry LIMIT 1").fetchone() is None:
        # Nothing is left, but FTS5 would carry the marks of all deletions along for long.
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    _append(connection, ids, progress or Silent())


def rebuild(connection: Any, progress: Progress) -> None:
    """Write the whole index anew, keeping the order of recency."""
    ordered = [
        row[0]
        for row in connection.execute(
            "SELECT f.id FROM vehicle_file f LEFT JOIN search_entry e ON e.file_id = f.id "
            "ORDER BY e.seq, f.id"
        )
    ]
    connection.execute("DELETE FROM search_entry")
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    _append(connection, ordered, progress)


def _append(connection: Any, ids: Sequence[int], progress: Progress) -> None:
    """Index files that have no entry, as the ones touched last, in the order of `ids`."""
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM search_entry").fetchone()
    read: deque[list[int]] = deque()

    def batches() -> Iterator[list[SearchableFile]]:
        for start in range(0, len(ids), _BATCH):
            progress.step(INDEXING, start, len(ids))
            cards = list(_cards(connection, json.dumps(ids[start : start + _BATCH])))
            read.append([file_id for file_id, _ in cards])
            yield [card for _, card in cards]

    for texts in token_texts(batches(), len(ids)):
        places = range(seq + 1, seq + 1 + len(texts))
        seq += len(texts)
        connection.executemany(
            "INSERT INTO search_entry (seq, file_id) VALUES (?, ?)", zip(places, read.popleft(), strict=True)
        )
        connection.executemany(
            "INSERT INTO search (rowid, tokens) VALUES (?, ?)", zip(places, texts, strict=True)
        )


def find(connection: Any, query: Query, limit: int) -> tuple[list[Hit], int]:
    """The `limit` most recently touched files that match, and how many match in all.

    The index cuts long words, so hits are re-checked; the count is the index's once there are more hits
    than asked for.
    """
    match = _match_expression(query)
    if not match:
        return [], 0
    hits: list[Hit] = []
    below = 1 << 62
    while len(hits) <= limit:
        batch = connection.execute(
            "SELECT s.rowid, e.file_id FROM search s JOIN search_entry e ON e.seq = s.rowid "
            "WHERE s.search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?",
            (match, below, limit + 1),
        ).fetchall()
        if not batch:
            return hits, len(hits)
        below = batch[-1][0]
        cards = dict(_cards(connection, json.dumps([file_id for _, file_id in batch])))
        for _, file_id in batch:
            matched = explain_match(cards[file_id], query)
            if matched is not None:
                hits.append(Hit(file_id, matched))
    (total,) = connection.execute(_COUNT, (match,)).fetchone()
    return hits[:limit], total


def newest_matches(connection: Any, query: Query, limit: int) -> list[int]:
    """The `limit` most recently touched files that the index holds for `query`, which may be too generous."""
    match = _match_expression(query)
    if not match:
        return []
    return [row[0] for row in connection.execute(f"{_HITS} LIMIT ?", (match, limit))]


def count(connection: Any, query: Query, most_checked: int) -> tuple[int, bool]:
    """How many files truly match, and whether that is all of them.

    At most `most_checked` doubtful ones are looked at: those that only the generous lookups hold, of long
    words and for O and I in a VIN.
    """
    match = _match_expression(query)
    if not match:
        return 0, True
    sure = 0
    if all(term.text in term.lookups for term in query.terms):
        literally = " AND ".join(f'"{term.text}"' for term in query.terms)
        (sure,) = connection.execute(_COUNT, (literally,)).fetchone()
        if all(len(term.lookups) == 1 for term in query.terms):
            return sure, True
        match = f"({match}) NOT ({literally})"
    doubtful = [row[0] for row in connection.execute(f"{_HITS} LIMIT ?", (match, most_checked + 1))]
    found = sum(
        explain_match(card, query) is not None for card in cards(connection, doubtful[:most_checked]).values()
    )
    return sure + found, len(doubtful) <= most_checked


def cards(connection: Any, files: Collection[int]) -> dict[int, SearchableFile]:
    """What can be searched for of each of `files`, in their order; files that are gone are left out."""
    return dict(_cards(connection, json.dumps(list(files))))


def stale_files(connection: Any, progress: Progress) -> Iterator[int]:
    """The ids of files whose index row does not hold exactly their tokens, or that have none, or are gone.

    An id of 0 stands for index rows of no file at all.
    """
    sums = _token_sums(connection, progress)
    entries = dict(connection.execute("SELECT file_id, seq FROM search_entry").fetchall())
    ids = [row[0] for row in connection.execute("SELECT id FROM vehicle_file ORDER BY id")]
    yield from sorted(entries.keys() - set(ids))
    if sums.keys() - set(entries.values()):
        yield 0
    for start in range(0, len(ids), _BATCH):
        progress.step(INDEXING, start, len(ids))
        for file_id, card in _cards(connection, json.dumps(ids[start : start + _BATCH])):
            if sums.get(entries.get(file_id, 0)) != sum(map(hash, tokens_of(card))):
                yield file_id


def _token_sums(connection: Any, progress: Progress) -> dict[int, int]:
    """For each row of the index the sum of its tokens' hashes: two sets with one sum are the same set.

    Asking the index row by row for all tokens of a file takes longer the more files there are.
    """
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search, instance)"
    )
    sums: dict[int, int] = defaultdict(int)
    cursor = connection.execute("SELECT term, doc FROM temp.search_terms")
    while rows := cursor.fetchmany(_TERMS):
        progress.step(INDEXING, 0, None)
        for term, row in rows:
            sums[row] += hash(term)
    return sums


def _match_expression(query: Query) -> str:
    terms = ("(" + " OR ".join(f'"{token}"' for token in options) + ")" for options in query.lookups)
    return " AND ".join(terms)


def _cards(connection: Any, ids: str) -> Iterator[tuple[int, SearchableFile]]:
    numbers: dict[str, dict[int, list[str]]] = {}
    for name, sql in _NUMBERS.items():
        of_file = numbers[name] = defaultdict(list)
        for file_id, number in connection.execute(
            f"{sql} WHERE file_id IN (SELECT value FROM json_each(?))", (ids,)
        ):
            if number:
                of_file[file_id].append(number)
    for file_id, *texts, phones in connection.execute(_CARDS, (ids,)):
        card: dict[str, Any] = {name: text or "" for name, text in zip(_TEXTS, texts, strict=True)}
        card |= {name: tuple(of_file.get(file_id, ())) for name, of_file in numbers.items()}
        card["phones"] = tuple(phone for phone in json.loads(phones) if phone)
        yield file_id, SearchableFile(**card)
