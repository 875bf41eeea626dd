"""Which fields of a card a word is found in, told from the card as the search index keeps it.

It is asked for fifty cards with every key, so nearly all words are only looked for in a card's letters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from dealerdesk.domain.search_query import Query
from dealerdesk.domain.search_tokens import FIELD_ORDER, RULES, SearchRule, shapes_fit
from dealerdesk.storage.search_cards import BETWEEN_CARDS, BETWEEN_FIELDS, BETWEEN_VALUES, Kept, kept_values

_HEARD: Final = ("customer", "contact_person", "actual_user", "make", "model")
"""Words that stand nowhere as they were typed are mostly the sound of one of these."""
_BY_EFFORT = sorted(enumerate(RULES), key=lambda placed: placed[1].field not in _HEARD)
_BETWEEN = BETWEEN_FIELDS.encode()
_DOT = "·".encode()
_OTHER = bytes(
    code
    for code in range(128)
    if not chr(code).isalnum() and chr(code) not in BETWEEN_CARDS + BETWEEN_FIELDS + BETWEEN_VALUES
)


def letters_of(kept: Iterable[str]) -> list[bytes]:
    """The letters of kept cards nearly as the search compares them: of ASCII texts exactly so.

    All at once and as bytes, which takes a third of the time.
    """
    texts = BETWEEN_CARDS.join(kept).encode()
    return texts.translate(None, _OTHER).lower().replace(_DOT, b"").split(BETWEEN_CARDS.encode())


class Word:
    """A word that is looked for in one card after the other."""

    __slots__ = ("_by_effort", "_known", "_letters", "_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._letters = text.encode()
        self._by_effort = [(place, rule) for place, rule in _BY_EFFORT if shapes_fit(rule, text)]
        self._places = {place for place, _ in self._by_effort}
        self._known: dict[tuple[int, str], bool] = {}

    def field_in(self, card: Kept, letters: bytes) -> str | None:
        """A field that holds the word: one where it stands as it was typed, else in other letters."""
        for place in self._places_in(letters):
            if self._is_held(place, card[place]):
                return FIELD_ORDER[place]
        for place, rule in self._by_effort:
            part = card[place]
            if part and not (rule.is_literal and part.isascii()) and self._is_held(place, part):
                return rule.field
        return None

    def is_in(self, places: Collection[int], card: Kept, letters: bytes) -> bool:
        """Whether one of the fields at these places holds the word."""
        for place in self._places_in(letters):
            if place in places and self._is_held(place, card[place]):
                return True
        for place in places:
            part = card[place]
            if part and not (RULES[place].is_literal and part.isascii()) and self._is_held(place, part):
                return True
        return False

    def _places_in(self, letters: bytes) -> Iterator[int]:
        """The fields among whose letters the word stands as it was typed."""
        at = letters.find(self._letters)
        while at >= 0:
            yield letters.count(_BETWEEN, 0, at)
            next_field = letters.find(_BETWEEN, at)
            at = letters.find(self._letters, next_field) if next_field >= 0 else -1

    def _is_held(self, place: int, part: str) -> bool:
        """Whether a value of a card's field fits: makes and names come again and again."""
        if place not in self._places:
            return False
        rule = RULES[place]
        if rule.is_literal:
            return _is_any_found(rule, part, self.text)
        key = (place, part)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _is_any_found(rule, part, self.text)
        return known


def _is_any_found(rule: SearchRule, part: str, word: str) -> bool:
    if BETWEEN_VALUES not in part:
        return rule.found(part, word)
    return any(rule.found(value, word) for value in kept_values(part))


def words_of(query: Query) -> list[Word]:
    """The words of a query."""
    return [Word(term.text) for term in query.terms]


def explained(
    cards: Sequence[Kept], letters: Sequence[bytes], words: Sequence[Word]
) -> Iterator[tuple[str, ...] | None]:
    """For each card a field for each word, each field once; None where a word fits nothing in it."""
    if len(words) == 1:
        (word,) = words
        for card, text in zip(cards, letters, strict=True):
            field = word.field_in(card, text)
            yield (field,) if field else None
        return
    for card, text in zip(cards, letters, strict=True):
        fields = [word.field_in(card, text) for word in words]
        yield None if None in fields else tuple(filter(None, dict.fromkeys(fields)))
