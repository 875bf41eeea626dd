"""The search index: one full-text row per vehicle file, holding the tokens that `domain` writes out.

The index is SQLite's own (FTS5, contentless); the tokens are not. Its row ids are a recency sequence:
whatever was touched last comes first (performance.md, Search design).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final, NamedTuple

from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_tokens import FIELD_ORDER, SearchableFile
from dealerdesk.storage.search_cards import Kept, cards, kept_parts, kept_text
from dealerdesk.storage.search_fields import explained, letters_of, words_of

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, "
    "detail=none, tokenize='ascii')"
)
MOST_COUNTED: Final = 1_000
"""Beyond so many hits nobody counts on: a million are no better an answer than more than a thousand."""
MOST_CHECKED: Final = 60
"""So many doubtful hits are looked at to count them."""

_NEWEST = 1 << 62
_shown = itemgetter(*map(FIELD_ORDER.index, ("file_no", "vin", "plate", "make", "model", "customer")), -1)
_HITS = (
    "SELECT e.file_id FROM search s JOIN search_entry e ON e.seq = s.rowid "
    "WHERE s.search MATCH ? ORDER BY s.rowid DESC"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_ROWS = (
    "SELECT e.seq, e.file_id, e.card FROM search s CROSS JOIN search_entry e ON e.seq = s.rowid "
    "WHERE s.search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?"
)
"""What is shown and explained of hits, and where each stands in the order of recency."""
_COUNTED_ROWS = (
    "WITH hit AS MATERIALIZED "
    "(SELECT rowid AS seq FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) "
    "SELECT e.seq, e.file_id, e.card, (SELECT count(*) FROM hit) "
    "FROM (SELECT seq FROM hit LIMIT ?) h CROSS JOIN search_entry e ON e.seq = h.seq ORDER BY h.seq DESC"
)
"""The same, and how many hits there are in all."""


class Hit(NamedTuple):
    """A vehicle file that fits, and for each word a field in which it does.

    Fifty are made with every key: a frozen dataclass takes three times as long.
    """

    file_id: int
    file_no: str
    vin: str | None
    plate: str | None
    make: str | None
    model: str | None
    customer: str | None
    archived: bool
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The last touched of the files that fit; `total` is how many do, or without `is_counted` at least do."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_counted: bool = True


def find(connection: Any, query: Query, limit: int) -> Found:
    """The `limit` most recently touched files that match.

    The index cuts long words and folds O and I, so hits of such words are looked at before they count.
    """
    match, is_sure = _expression(connection, query)
    if not match:
        return Found()
    if not is_sure:
        return _checked(connection, match, query, limit)
    most = max(MOST_COUNTED, limit)
    rows, total = _newest(connection, match, len(query.terms), limit, most)
    return Found(tuple(_hits(connection, rows, query)), min(total, most), total <= most)


def _newest(
    connection: Any, match: str, terms: int, limit: int, most: int
) -> tuple[list[tuple[Any, ...]], int]:
    """The newest rows for a `match` of so many `terms`, and how many there are: at most one above `most`."""
    if terms > 1:
        # What several words have in common is dear to find, so it is found once; for one word the index
        # counts faster by itself.
        rows = connection.execute(_COUNTED_ROWS, (match, most + 1, limit)).fetchall()
        return rows, rows[0][-1] if rows else 0
    rows = connection.execute(_ROWS, (match, _NEWEST, limit)).fetchall()
    total = len(rows)
    if total == limit:
        (total,) = connection.execute(_COUNT, (match, most + 1)).fetchone()
    return rows, total


def _checked(connection: Any, match: str, query: Query, limit: int) -> Found:
    hits: list[Hit] = []
    below, batch = _NEWEST, max(limit, MOST_CHECKED) + 1
    while len(hits) <= limit:
        rows = connection.execute(_ROWS, (match, below, batch)).fetchall()
        hits += _hits(connection, rows, query)
        if len(rows) < batch:
            return Found(tuple(hits[:limit]), len(hits), is_counted=True)
        below = rows[-1][0]
    total, is_counted = count(connection, query, MOST_CHECKED)
    return Found(tuple(hits[:limit]), max(total, len(hits)), is_counted)


def _hits(connection: Any, rows: Sequence[Any], query: Query) -> list[Hit]:
    """The rows that every word truly fits."""
    if not rows:
        return []
    kept = [text or _written(connection, file_id) for _, file_id, text, *_ in rows]
    fitting = [kept_parts(text) for text in kept]
    why = explained(fitting, letters_of(kept), words_of(query))
    return [
        _hit(row[1], card, matched)
        for row, card, matched in zip(rows, fitting, why, strict=True)
        if matched is not None
    ]


def _written(connection: Any, file_id: int) -> str:
    """The card of an entry that was made without one."""
    return kept_text(cards(connection, [file_id]).get(file_id, SearchableFile()))


def _hit(file_id: int, card: Kept, matched: tuple[str, ...]) -> Hit:
    file_no, vin, plate, make, model, customer, archived = _shown(card)
    return Hit(
        file_id,
        file_no,
        vin or None,
        plate or None,
        make or None,
        model or None,
        customer or None,
        bool(archived),
        matched,
    )


def is_any(connection: Any, query: Query, alternatives: Iterable[Sequence[str]] = ()) -> bool:
    """Whether the index holds a file for `query`, and for one of `alternatives` all its tokens."""
    either = " OR ".join(
        "(" + " AND ".join(f'"{token}"' for token in tokens) + ")" for tokens in alternatives
    )
    match = " AND ".join(part for part in (either and f"({either})", _match_expression(query)) if part)
    return _is_any(connection, match)


def newest_matches(connection: Any, query: Query, limit: int) -> list[int]:
    """The `limit` most recently touched files that the index holds for `query`, which may be too generous."""
    match = _match_expression(query)
    if not match:
        return []
    return [row[0] for row in connection.execute(f"{_HITS} LIMIT ?", (match, limit))]


def newest_cards(connection: Any, query: Query, limit: int) -> list[tuple[int, str]]:
    """The same with the cards that the index keeps."""
    match = _match_expression(query)
    if not match:
        return []
    rows = connection.execute(_ROWS, (match, _NEWEST, limit)).fetchall()
    return [(file_id, card or _written(connection, file_id)) for _, file_id, card in rows]


def count(connection: Any, query: Query, most_checked: int) -> tuple[int, bool]:
    """How many files truly match, up to `MOST_COUNTED`, and whether that is all of them.

    At most `most_checked` doubtful ones are looked at: those that only the generous lookups hold, of long
    words and for O and I in a VIN.
    """
    match = _match_expression(query)
    if not match:
        return 0, True
    sure = 0
    literally = _literal_expression(query)
    if literally:
        (sure,) = connection.execute(_COUNT, (literally, MOST_COUNTED + 1)).fetchone()
        if sure > MOST_COUNTED:
            return MOST_COUNTED, False
        if literally == match:
            return sure, True
        match = f"({match}) NOT ({literally})"
    doubtful = connection.execute(_ROWS, (match, _NEWEST, most_checked + 1)).fetchall()
    are_all = len(doubtful) <= most_checked
    return sure + len(_hits(connection, doubtful[:most_checked], query)), are_all


def _expression(connection: Any, query: Query) -> tuple[str, bool]:
    """What to ask of the index, and whether all that it holds for that is sure to match."""
    match, literally = _match_expression(query), _literal_expression(query)
    if not literally:
        return match, not query
    others = [option for term in query.terms for option in term.lookups if option != term.text]
    # Hardly ever is there a VIN with a 0 for the o of a name.
    if others and _is_any(connection, " OR ".join(f'"{option}"' for option in others)):
        return match, not _is_any(connection, f"({match}) NOT ({literally})")
    return literally, True


def _is_any(connection: Any, match: str) -> bool:
    return bool(connection.execute(_COUNT, (match, 1)).fetchone()[0])


def _match_expression(query: Query) -> str:
    terms = ("(" + " OR ".join(f'"{token}"' for token in options) + ")" for options in query.lookups)
    return " AND ".join(terms)


def _literal_expression(query: Query) -> str:
    """What the words themselves ask for; empty where one of them is too long to be written out."""
    if not all(term.text in term.lookups for term in query.terms):
        return ""
    return " AND ".join(f'("{term.text}")' for term in query.terms)
