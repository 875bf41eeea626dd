"""Vehicle files that words stand for: the ground on which everything else is looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.search_marks import Reason, explain, marks
from dealerdesk.domain.search_query import Query, parse_query
from dealerdesk.domain.search_tokens import FIELD_ORDER, SearchableFile, values_of
from dealerdesk.domain.search_words import compact
from dealerdesk.domain.text import fold_upper
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.services.search.found import FoundFile, FoundGroup, Shown
from dealerdesk.storage import search_cards, search_index
from dealerdesk.storage.search_cards import Kept, kept_card, kept_parts
from dealerdesk.storage.search_fields import Word, letters_of, words_of

MOST_FILES: Final = 50
"""Customers, documents and orders are looked for in so many files, the last touched of those that match."""
FILES_PER_ROW: Final = 6
"""Whoever wants more rows has them looked for in more files: so many for each."""
LOOKED_AT_PER_ROW: Final = 3
"""Of the files that hold a word in their owner or records so many are looked into, for each row wanted."""
FEW_FILES: Final = 10
"""The orders of all matching files are listed while there are no more of these."""

# One question each, so that each is answered from an index.
_EXACT = """
SELECT id, 0 FROM vehicle_file WHERE plate_key = ? AND archived_at IS NULL
UNION ALL SELECT id, archived_at IS NOT NULL FROM vehicle_file WHERE vin = ?
UNION ALL SELECT id, archived_at IS NOT NULL FROM vehicle_file WHERE file_no = ?
"""
_SHOWN_OF_FILE = ("customer", "make", "model", "file_no", "location")
_NUMBERS_WITHIN = {"order_no", "settlement_no", "document_no", "policy_no"}
_EXACT_FIELDS = ("plate", "vin", "file_no")


@dataclass(frozen=True, slots=True)
class Matches:
    """The files that the words of a query stand for, as a ground for everything else that they may."""

    query: Query
    text: str
    kept: Mapping[int, str]
    """The last touched, some of them perhaps too generously, with their cards as the index keeps them."""
    are_all_known: bool
    """Whether `kept` holds all files that match."""
    _cards: dict[int, SearchableFile] = field(default_factory=dict)
    _parts: list[tuple[int, Kept, bytes]] = field(default_factory=list)
    _words: list[Word] = field(default_factory=list)

    @property
    def newest(self) -> Sequence[int]:
        """The last touched."""
        return list(self.kept)

    def card(self, file_id: int) -> SearchableFile:
        """The card of one of them."""
        if file_id not in self._cards:
            self._cards[file_id] = kept_card(self.kept[file_id])
        return self._cards[file_id]

    def holding(self, fields: Sequence[str], per_group: int) -> tuple[list[int], bool]:
        """Those in which any word is found in one of these fields, as many as `per_group` rows need.

        Also whether these are all that there are.
        """
        if not self._parts and self.kept:
            self._words.extend(words_of(self.query))
            texts = self.kept.values()
            self._parts.extend(zip(self.kept, map(kept_parts, texts), letters_of(texts), strict=True))
        places = [FIELD_ORDER.index(field) for field in fields]
        holding = (
            file_id
            for file_id, card, letters in self._parts
            if any(word.is_in(places, card, letters) for word in self._words)
        )
        most = LOOKED_AT_PER_ROW * per_group
        found = list(islice(holding, most + 1))
        return found[:most], self.are_all_known and len(found) <= most

    def is_whole(self, number: str | None) -> bool:
        """Whether the words are just this number."""
        return bool(number) and compact(number or "") == compact(self.text)


def look_up_files(connection: Any, text: str, per_group: int) -> tuple[Matches, FoundGroup[FoundFile]]:
    """The files that `text` stands for, and what else can be found through them."""
    query = parse_query(text)
    exact = _exact_files(connection, text) if query else []
    found = search_index.find(connection, query, per_group)
    best = list(dict.fromkeys((*exact, *(hit.file_id for hit in found.hits))))
    most = max(MOST_FILES, FILES_PER_ROW * per_group)
    newest = search_index.newest_cards(connection, query, most + 1)
    matches = Matches(query, text, dict(newest[:most]), len(newest) <= most)
    unkept = [file_id for file_id in best if file_id not in matches.kept]
    cards = search_cards.cards(connection, unkept) if unkept else {}
    cards |= {file_id: matches.card(file_id) for file_id in best if file_id in matches.kept}
    rows = found_files({file_id: cards[file_id] for file_id in best if file_id in cards}, query, text)
    return matches, FoundGroup(rows[:per_group], found.total, found.is_counted)


def found_files(cards: Mapping[int, SearchableFile], query: Query, text: str) -> tuple[FoundFile, ...]:
    """The rows of those files that `query` truly fits, in order; exact ones first."""
    whole = compact(text)
    rows = []
    for file_id, card in cards.items():
        why = explain(values_of_card(card), query)
        if why is not None:
            rows.append(
                FoundFile(
                    file_id,
                    shown("plate", card.plate, query) if card.plate else None,
                    _parts(card, query, why),
                    why,
                    card.is_archived,
                    bool(query) and any(compact(getattr(card, field)) == whole for field in _EXACT_FIELDS),
                )
            )
    return tuple(sorted(rows, key=lambda row: (not row.is_exact, row.is_exact and row.is_archived)))


def _parts(card: SearchableFile, query: Query, why: Sequence[Reason]) -> tuple[Shown, ...]:
    usual = {field: shown(field, text, query) for field in _SHOWN_OF_FILE if (text := getattr(card, field))}
    customer = [usual.pop("customer")] if card.customer else []
    return (*customer, *matched_parts(why, query, (*_SHOWN_OF_FILE, "plate")), *usual.values())


def values_of_card(card: SearchableFile, *, own: bool = False) -> list[tuple[str, str]]:
    """What a file can be found by, field by field; with `own`, without the numbers of what lies in it."""
    return [
        (rule.field, value) for rule, value in values_of(card) if not own or rule.field not in _NUMBERS_WITHIN
    ]


def shown(field: str, text: str, query: Query) -> Shown:
    """A text with what the query marks in it."""
    return Shown(field, text, marks(field, text, query))


def matched_parts(why: Sequence[Reason], query: Query, already: Sequence[str]) -> list[Shown]:
    """The values that matched and would not be seen otherwise, in fields other than `already`."""
    return [shown(reason.field, _once(reason.value), query) for reason in why if reason.field not in already]


def _once(text: str) -> str:
    """A text without its repetition: the same person may be named in the file and on the owner's card."""
    half = text[: len(text) // 2]
    return half if text == f"{half} {half}" else text


def _exact_files(connection: Any, text: str) -> list[int]:
    """Files whose plate, VIN or file number is the whole text, active ones first."""
    typed = (plate_key(text), normalise_vin(text), fold_upper(text))
    if not typed[0]:
        return []
    found: dict[int, int] = dict(connection.execute(_EXACT, typed).fetchall())
    return sorted(found, key=lambda file_id: (found[file_id], file_id))


def recent_files(connection: Any, ids: Sequence[int]) -> tuple[FoundFile, ...]:
    """The rows of some files in the order of `ids`; files that are gone are left out."""
    return found_files(search_cards.cards(connection, ids), Query(), "")
