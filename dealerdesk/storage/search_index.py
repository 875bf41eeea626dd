"""The search index: one full-text row per vehicle file, holding the tokens that `domain` writes out.

The index is SQLite's own (FTS5, contentless); the tokens are not. Its row ids are a recency sequence:
whatever was touched last comes first (performance.md, Search design).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.search_query import Query, explain_match
from dealerdesk.storage.search_cards import cards

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, "
    "detail=none, tokenize='ascii')"
)
_HITS = (
    "SELECT e.file_id FROM search s JOIN search_entry e ON e.seq = s.rowid "
    "WHERE s.search MATCH ? ORDER BY s.rowid DESC"
)
_COUNT = "SELECT count(*) FROM search WHERE search MATCH ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A file that matches, and the codes of the fields in which it does."""

    file_id: int
    matched: tuple[str, ...]


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
        known = cards(connection, [file_id for _, file_id in batch])
        for _, file_id in batch:
            matched = explain_match(known[file_id], query)
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


def _match_expression(query: Query) -> str:
    terms = ("(" + " OR ".join(f'"{token}"' for token in options) + ")" for options in query.lookups)
    return " AND ".join(terms)
