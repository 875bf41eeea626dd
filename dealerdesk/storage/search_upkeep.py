"""Keeping the search index true: writing changed files into it, making it anew, and finding what is stale."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.storage.search_cards import are_found_alike, read_cards
from dealerdesk.storage.token_texts import token_texts

INDEXING = Message("indexing", "Making files findable")

BATCH = 500
MANY = 1_000
"""From so many files on, a change is one of many at once, and FTS5 merges in the end."""
_TERMS = 100_000
_MOST_SEGMENTS = 2_000
_AUTOMERGE, _CRISISMERGE = 4, 16
"""FTS5's own settings."""
_PAGES = 2_000
_A_MERGE = 2
"""The rows that any merging changes at least (SQLite's documentation of FTS5, The 'merge' Command)."""


def refresh(connection: Any, files: Collection[int], progress: Progress | None = None) -> None:
    """Make the index say what the database says of `files`; ids that are gone leave it.

    A file that is worked on becomes the last touched. Who changes very many at once has touched none of them
    in particular: those stay in their places, unless they are found by other words now.
    """
    anew, old = sorted(files), set(files)
    if len(files) >= MANY:
        there = _those_in(connection, "SELECT id FROM vehicle_file WHERE id", files)
        same = set(_found_as_before(connection, there))
        anew, old = [file_id for file_id in there if file_id not in same], old - same
    _forget(connection, old)
    _append(connection, anew, progress or Silent())


def _found_as_before(connection: Any, files: Sequence[int]) -> Iterator[int]:
    """Those of `files` that are indexed under what they are found by; their kept cards are made true."""
    indexed = _those_in(connection, "SELECT file_id FROM search_entry WHERE file_id", files)
    for start in range(0, len(indexed), BATCH):
        batch = indexed[start : start + BATCH]
        kept = dict(
            connection.execute(
                "SELECT file_id, card FROM search_entry WHERE file_id IN (SELECT value FROM json_each(?))",
                (json.dumps(batch),),
            )
        )
        now = dict(read_cards(connection, batch))
        same = [file_id for file_id in batch if are_found_alike(kept[file_id], now[file_id])]
        connection.executemany(
            "UPDATE search_entry SET card = ? WHERE file_id = ?",
            [(now[file_id], file_id) for file_id in same if now[file_id] != kept[file_id]],
        )
        yield from same


def _those_in(connection: Any, ids: str, files: Collection[int]) -> list[int]:
    """The ids of `files` that the query `ids`, which ends with a column, has, in their order."""
    wanted = (json.dumps(list(files)),)
    rows = connection.execute(f"{ids} IN (SELECT value FROM json_each(?)) ORDER BY 1", wanted)
    return [row[0] for row in rows]


def _forget(connection: Any, files: Collection[int]) -> None:
    # All that goes first and at once: FTS5 takes deletions that alternate with insertions in quadratic time.
    gone = (json.dumps(list(files)),)
    connection.execute(
        "DELETE FROM search WHERE rowid IN (SELECT seq FROM search_entry WHERE file_id IN "
        "(SELECT value FROM json_each(?)))",
        gone,
    )
    connection.execute("DELETE FROM search_entry WHERE file_id IN (SELECT value FROM json_each(?))", gone)
    if connection.execute("SELECT 1 FROM search_entry LIMIT 1").fetchone() is None:
        # Nothing is left, but FTS5 would carry the marks of all deletions along for long.
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")


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
    if not ids:
        return
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM search_entry").fetchone()
    piled_up = len(ids) >= MANY
    if piled_up:
        _configure(connection, automerge=0, crisismerge=_MOST_SEGMENTS)
    done = 0
    progress.step(INDEXING, done, len(ids))
    for rows in _written_out(connection, ids):
        placed = [(seq + n, *row) for n, row in enumerate(rows, 1)]
        seq += len(rows)
        connection.executemany(
            "INSERT INTO search_entry (seq, file_id, card) VALUES (?, ?, ?)", (row[:3] for row in placed)
        )
        connection.executemany(
            "INSERT INTO search (rowid, tokens) VALUES (?, ?)", ((place, text) for place, *_, text in placed)
        )
        done = min(done + BATCH, len(ids))
        progress.step(INDEXING, done, len(ids))
    if piled_up:
        _configure(connection, automerge=_AUTOMERGE, crisismerge=_CRISISMERGE)
        _merge(connection, lambda: progress.step(INDEXING, done, len(ids)))


def _written_out(connection: Any, ids: Sequence[int]) -> Iterator[list[tuple[int, str, str]]]:
    """By batches of `ids`, for each file that is there: its id, its card as it is kept, and its tokens."""
    read: deque[list[tuple[int, str]]] = deque()

    def batches() -> Iterator[list[str]]:
        for start in range(0, len(ids), BATCH):
            read.append(list(read_cards(connection, ids[start : start + BATCH])))
            yield [card for _, card in read[-1]]

    for texts in token_texts(batches(), len(ids)):
        yield [(*card, text) for card, text in zip(read.popleft(), texts, strict=True)]


# Of many rows FTS5 makes many small segments, and merges them over and over. Left to pile up and merged once,
# that takes a little less, and leaves one segment for searches to look into instead of eight.


def _configure(connection: Any, **settings: int) -> None:
    connection.executemany("INSERT INTO search (search, rank) VALUES (?, ?)", list(settings.items()))


def _merge(connection: Any, breathe: Callable[[], None]) -> None:
    """Merge segments of one size, some pages at a time, as FTS5 would have by and by."""
    before = -_A_MERGE
    while connection.total_changes - before >= _A_MERGE:
        breathe()
        before = connection.total_changes
        _configure(connection, merge=_PAGES)


def stale_files(connection: Any, progress: Progress) -> Iterator[int]:
    """The ids of files whose index row is not exactly their tokens and card, is missing, or of no file.

    An id of 0 stands for index rows of no file at all.
    """
    sums = _token_sums(connection, progress)
    entries, kept = {}, {}
    for file_id, seq, card in connection.execute("SELECT file_id, seq, card FROM search_entry"):
        entries[file_id], kept[file_id] = seq, hash(card)
    ids = [row[0] for row in connection.execute("SELECT id FROM vehicle_file ORDER BY id")]
    yield from sorted(entries.keys() - set(ids))
    if sums.keys() - set(entries.values()):
        yield 0
    done = 0
    for rows in _written_out(connection, ids):
        progress.step(INDEXING, done, len(ids))
        for file_id, card, text in rows:
            is_true = sums.get(entries.get(file_id, 0)) == sum(map(hash, set(text.split())))
            if not is_true or kept[file_id] != hash(card):
                yield file_id
        done += len(rows)


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
