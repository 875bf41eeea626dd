"""What may have been meant by words that find nothing: words that are there and one slip away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

from dealerdesk.domain import pinyin
from dealerdesk.domain.search_edits import LEAST_CHINESE, edits, is_one_edit, is_written_out, respelled
from dealerdesk.domain.search_query import Query, Term, parse_query
from dealerdesk.domain.search_tokens import SearchableFile, values_of
from dealerdesk.domain.search_words import (
    LONG_CUTS,
    LONGEST,
    LONGEST_CHINESE,
    compact,
    is_chinese,
    lookups_for,
    name_spellings,
    word_spellings,
)
from dealerdesk.storage import search_index
from dealerdesk.storage.search_cards import kept_card

MOST_SUGGESTED: Final = 3
MOST_TERMS: Final = 4
"""Of longer queries nobody knows which word is wrong."""
_TRIED = 8
_TRIED_AT_ONCE = 48
_FILES_LOOKED_AT = 25
_LEAST_HEAD = 4
"""VINs are written out from so many letters on."""
_NAMES = ("customer", "contact_person", "actual_user", "make", "model", "location")


def suggest(connection: Any, text: str) -> tuple[str, ...]:
    """Other words for `text`, which finds nothing: each differs by one slip in a term, and finds something.

    The terms that find nothing by themselves are changed; where all of them find something, one of them is.
    """
    query = parse_query(text)
    if not 0 < len(query.terms) <= MOST_TERMS:
        return ()
    wrong = [term for term in query.terms if not search_index.is_any(connection, Query((term,)))]
    found: dict[str, tuple[bool, int]] = {}
    for changed in [wrong] if wrong else [[term] for term in query.terms]:
        others = [term for term in query.terms if term not in changed]
        typed = [term.text for term in changed]
        for words in islice(_instead(connection, changed, others), _TRIED):
            other = respelled(text, dict(zip(typed, words, strict=True)))
            total = search_index.find(connection, parse_query(other), 1).total
            if total:
                # Swapped letters are the likeliest slip by far; then what is there most often.
                is_swap = all(sorted(one) == sorted(word) for one, word in zip(typed, words, strict=True))
                found[other] = (not is_swap, -total)
    best = sorted(found, key=found.__getitem__)
    # "toyot" says nothing beside "toyota".
    telling = [
        word for at, word in enumerate(best) if not any(better.startswith(word) for better in best[:at])
    ]
    return tuple(telling[:MOST_SUGGESTED])


def _instead(connection: Any, changed: Sequence[Term], others: Sequence[Term]) -> Iterator[tuple[str, ...]]:
    """Words instead of each of `changed`, that are there in a file with the `others`."""
    if len(changed) == 1:
        yield from ((word,) for word in _near(connection, changed[0].text, others))
        return
    each = [list(islice(_near(connection, term.text, others), MOST_SUGGESTED)) for term in changed]
    yield from product(*each)


def _near(connection: Any, term: str, others: Sequence[Term]) -> Iterator[str]:
    if is_written_out(term):
        yield from _near_tokens(connection, edits(term), others)
    elif len(term) >= LEAST_CHINESE:
        yield from _near_values(connection, term, others)
        if term.isalpha() and term.isascii():
            begins = (beginning + term[LONGEST:] for beginning in edits(term[:LONGEST]))
            yield from _near_tokens(connection, begins, others)


def _near_tokens(connection: Any, words: Iterator[str], others: Sequence[Term]) -> Iterator[str]:
    """Those of `words` that the index holds: asked for many at once, since hardly any is there."""
    query = Query(tuple(others))
    while batch := list(islice(words, _TRIED_AT_ONCE)):
        if search_index.is_any(connection, query, map(_tokens_of, batch)):
            yield from (word for word in batch if search_index.is_any(connection, query, [_tokens_of(word)]))


def _tokens_of(word: str) -> tuple[str, ...]:
    """The tokens that a file must hold for a word: the word itself, or what is written out of a long one."""
    lookups = tuple(lookups_for(word))
    return lookups[:1] if word in lookups or word.isalpha() else lookups


def _near_values(connection: Any, term: str, others: Sequence[Term]) -> Iterator[str]:
    """Words one slip away in files that hold all of the term but the place of the slip."""
    sound = pinyin.everyday_reading(term)
    found: Counter[str] = Counter()
    for pieces in _intact(term):
        query = Query((*(Term(piece, (piece,)) for piece in pieces), *others))
        for _, kept in search_index.newest_cards(connection, query, _FILES_LOOKED_AT):
            found.update(set(_words_like(term, kept_card(kept))))
    yield from sorted(
        found,
        key=lambda word: (
            sorted(word) != sorted(term),
            pinyin.everyday_reading(word) != sound,
            len(word) != len(term),
            -found[word],
            word,
        ),
    )


def _intact(term: str) -> list[list[str]]:
    """What may be left of a term without the place of the slip, as far as it is written out."""
    if is_chinese(term):
        places = [(term[:at], term[at + left :]) for at in range(len(term)) for left in (1, 2)]
        return [[piece[:LONGEST_CHINESE] for piece in place if piece] for place in places if any(place)]
    if term.isalpha():
        return [[term[:LONGEST]]]
    places = [(term[:at], term[at + 2 :][-LONGEST:]) for at in range(len(term) - 1)]
    return [[*_written_head(head), *([tail] if len(tail) > 1 else [])] for head, tail in places]


def _written_head(head: str) -> tuple[str, ...]:
    cut = next((cut for cut in (LONG_CUTS[0], LONGEST) if cut <= len(head)), len(head))
    return (head[:cut],) if cut >= _LEAST_HEAD else ()


def _words_like(term: str, card: SearchableFile) -> Iterator[str]:
    """What may be typed for the file and is one slip away: whole words, else parts as long as the term."""
    is_name = term.isalpha()
    spellings = name_spellings if is_name and term.isascii() else word_spellings
    for rule, value in values_of(card):
        if not is_name:
            yield from _nearest(term, compact(value), is_number=True)
        elif rule.field in _NAMES:
            for spelling in spellings(value):
                yield from _nearest(term, spelling, is_number=False)


def _nearest(term: str, whole: str, *, is_number: bool) -> list[str]:
    if is_one_edit(term, whole):
        return [whole]
    lengths = (len(term), len(term) + 1, len(term) - 1)
    parts = [whole[:length] for length in lengths]
    if is_number:
        parts += [whole[-length:] for length in lengths]
    return [part for part in parts if is_one_edit(term, part)]
