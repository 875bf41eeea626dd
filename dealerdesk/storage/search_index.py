"""The search index: one full-text row per vehicle file, holding the tokens that `domain` writes out.

The index is SQLite's own (FTS5, contentless); the tokens are not. Its row ids are a recency sequence:
whatever was touched last comes first (performance.md, Search design).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_tokens import RULES, SearchableFile, SearchRule, shapes_fit
from dealerdesk.storage.search_cards import Kept, cards, kept_parts, kept_text, kept_values

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(tokens, content='', contentless_delete=1, "
    "detail=none, tokenize='ascii')"
)
MOST_COUNTED: Final = 1_000
"""Beyond so many hits nobody counts on: a million are no better an answer than more than a thousand."""
MOST_CHECKED: Final = 60
"""So many doubtful hits are looked at to count them."""

_NEWEST = 1 << 62
_SHOWN = [
    next(place for place, rule in enumerate(RULES) if rule.field == field)
    for field in ("file_no", "vin", "plate", "make", "model", "customer")
]
_HEARD: Final = ("customer", "contact_person", "actual_user", "make", "model")
"""Words that stand nowhere as they were typed are mostly the sound of one of these."""
_EAST_ASIAN = "\u3000"
_IS_PLAIN = re.compile("[0-9a-z\x1f]*")
_BY_EFFORT = sorted(enumerate(RULES), key=lambda placed: placed[1].field not in _HEARD)
_HITS = (
    "SELECT e.file_id FROM search s JOIN search_entry e ON e.seq = s.rowid "
    "WHERE s.search MATCH ? ORDER BY s.rowid DESC"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_ROWS = """
WITH found AS MATERIALIZED (
    SELECT rowid AS seq FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?
)
SELECT h.seq, (SELECT count(*) FROM found), e.file_id, e.card
FROM (SELECT seq FROM found LIMIT ?) h CROSS JOIN search_entry e ON e.seq = h.seq
ORDER BY h.seq DESC
"""
"""One statement for the hits, what is shown and explained of them, and how many there are."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A vehicle file that fits, and for each word a field in which it does."""

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
    rows = connection.execute(_ROWS, (match, _NEWEST, most + 1, limit)).fetchall()
    total = rows[0][1] if rows else 0
    return Found(tuple(_hits(connection, rows, query)), min(total, most), total <= most)


def _checked(connection: Any, match: str, query: Query, limit: int) -> Found:
    hits: list[Hit] = []
    below, batch = _NEWEST, max(limit, MOST_CHECKED) + 1
    while len(hits) <= limit:
        rows = connection.execute(_ROWS, (match, below, batch, batch)).fetchall()
        hits += _hits(connection, rows, query)
        if not rows or rows[0][1] < batch:
            return Found(tuple(hits[:limit]), len(hits), is_counted=True)
        below = rows[-1][0]
    total, is_counted = count(connection, query, MOST_CHECKED)
    return Found(tuple(hits[:limit]), max(total, len(hits)), is_counted)


def _hits(connection: Any, rows: Sequence[Any], query: Query) -> list[Hit]:
    """The rows that every word truly fits."""
    words = [(term.text, _fitting_rules(term.text)) for term in query.terms]
    is_all_chinese = all(min(word) >= _EAST_ASIAN for word, _ in words)
    hits = []
    for _, _, file_id, text in rows:
        kept = text or _written(connection, file_id)
        card = kept_parts(kept)
        letters = card if is_all_chinese else kept_parts(letters_of(kept))
        fields = [_field_of(word, card, letters, rules) for word, rules in words]
        if None not in fields:
            hits.append(_hit(file_id, card, tuple(filter(None, dict.fromkeys(fields)))))
    return hits


def _written(connection: Any, file_id: int) -> str:
    """The card of an entry that was made without one."""
    return kept_text(cards(connection, [file_id]).get(file_id, SearchableFile()))


def letters_of(kept: str) -> str:
    """A kept card nearly as the search compares it: good enough to see at once where most words are."""
    return kept.lower().replace("-", "").replace("·", "").replace(" ", "")


def _hit(file_id: int, card: Kept, matched: tuple[str, ...]) -> Hit:
    file_no, *shown = [card[place] for place in _SHOWN]
    vin, plate, make, model, customer = [text or None for text in shown]
    return Hit(file_id, file_no, vin, plate, make, model, customer, bool(card[-1]), matched)


_Placed = tuple[int, SearchRule]


def _fitting_rules(term: str) -> list[_Placed]:
    """The rules that `term` may fit, with the place of their values in a kept card."""
    return [(place, rule) for place, rule in _BY_EFFORT if shapes_fit(rule, term)]


def _field_of(word: str, card: Kept, letters: Kept, rules: Sequence[_Placed]) -> str | None:
    """A field that holds `word`: one where it stands as it was typed, else in other letters."""
    for place, rule in rules:
        if word in letters[place] and is_held(word, rule, card[place], letters[place]):
            return rule.field
    for place, rule in rules:
        if card[place] and is_held(word, rule, card[place], letters[place]):
            return rule.field
    return None


def is_held(word: str, rule: SearchRule, part: str, letters: str) -> bool:
    """Whether a value of a kept card's `part`, with these `letters`, fits `word`."""
    if rule.is_literal and word not in letters and _IS_PLAIN.fullmatch(letters):
        return False
    return any(rule.found(value, word) for value in kept_values(part))


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
    rows = connection.execute(_ROWS, (match, _NEWEST, limit, limit))
    return [(file_id, card or _written(connection, file_id)) for _, _, file_id, card in rows.fetchall()]


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
    doubtful = connection.execute(_ROWS, (match, _NEWEST, most_checked + 1, most_checked)).fetchall()
    are_all = not doubtful or doubtful[0][1] <= most_checked
    return sure + len(_hits(connection, doubtful, query)), are_all


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
