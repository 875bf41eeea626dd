"""Keeping the search index true: writing changed files into it, making it anew, and finding what is stale."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.search_tokens import SearchableFile, tokens_of
from dealerdesk.storage.search_cards import read_cards
from dealerdesk.storage.token_texts import token_texts

INDEXING = Message("indexing", "Making files findable")

_BATCH = 500
_TERMS = 100_000


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
            cards = list(read_cards(connection, ids[start : start + _BATCH]))
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
        for file_id, card in read_cards(connection, ids[start : start + _BATCH]):
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
