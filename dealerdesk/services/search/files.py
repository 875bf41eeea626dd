"""Vehicle files that words stand for: the ground on which everything else is looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.search_marks import Reason, explain, marks
from dealerdesk.domain.search_query import Query, parse_query
from dealerdesk.domain.search_tokens import SearchableFile, values_of
from dealerdesk.domain.search_words import compact
from dealerdesk.domain.text import fold_upper
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.services.search.found import FoundFile, FoundGroup, Shown
from dealerdesk.storage import search_cards, search_index
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import VehicleFile

MOST_CHECKED: Final = 60
"""So many doubtful hits are looked at to count them."""
MOST_FILES: Final = 100
"""Customers, documents and orders are looked for in so many files, the last touched of those that match."""
FILES_PER_ROW: Final = 10
"""Whoever wants more rows has them looked for in more files: so many for each."""
FEW_FILES: Final = 10
"""The orders of all matching files are listed while there are no more of these."""

_SHOWN_OF_FILE = ("customer", "make", "model", "file_no", "location")
_NUMBERS_WITHIN = {"order_no", "settlement_no", "document_no", "policy_no"}
_EXACT_FIELDS = ("plate", "vin", "file_no")


@dataclass(frozen=True, slots=True)
class Matches:
    """The files that the words of a query stand for, as a ground for everything else that they may."""

    query: Query
    text: str
    newest: tuple[int, ...]
    """The last touched, some of them perhaps too generously."""
    are_all_known: bool
    """Whether `newest` holds all files that match."""
    cards: Mapping[int, SearchableFile]
    """Of the files that are shown."""

    def is_whole(self, number: str | None) -> bool:
        """Whether the words are just this number."""
        return bool(number) and compact(number or "") == compact(self.text)


def look_up_files(session: Session, text: str, per_group: int) -> tuple[Matches, FoundGroup[FoundFile]]:
    """The files that `text` stands for, and what else can be found through them."""
    connection = driver(session.connection())
    query = parse_query(text)
    exact = _exact_files(session, text) if query else []
    hits, _ = search_index.find(connection, query, max(per_group, FEW_FILES))
    best = list(dict.fromkeys((*exact, *(hit.file_id for hit in hits))))
    cards = search_cards.cards(connection, best)
    most = max(MOST_FILES, FILES_PER_ROW * per_group)
    newest = search_index.newest_matches(connection, query, most + 1)
    total, is_counted = search_index.count(connection, query, MOST_CHECKED)
    matches = Matches(query, text, tuple(newest[:most]), len(newest) <= most, cards)
    rows = found_files(session, cards, query, text)
    return matches, FoundGroup(rows[:per_group], total, is_counted)


def found_files(
    session: Session, cards: Mapping[int, SearchableFile], query: Query, text: str
) -> tuple[FoundFile, ...]:
    """The rows of those files that `query` truly fits, in order; exact ones first."""
    chosen = select(VehicleFile.id, VehicleFile.archived_at).where(VehicleFile.id.in_(list(cards)))
    archived = {row.id: row.archived_at is not None for row in session.execute(chosen)}
    whole = compact(text)
    rows = []
    for file_id, card in cards.items():
        why = explain(values_of_card(card), query)
        if why is not None and file_id in archived:
            rows.append(
                FoundFile(
                    file_id,
                    shown("plate", card.plate, query) if card.plate else None,
                    _parts(card, query, why),
                    why,
                    archived[file_id],
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


def _exact_files(session: Session, text: str) -> list[int]:
    """Files whose plate, VIN or file number is the whole text, active ones first."""
    key, vin, number = plate_key(text), normalise_vin(text), fold_upper(text)
    if not key:
        return []
    # One question each, so that each is answered from an index.
    found: dict[int, bool] = {}
    for column, value in (
        (VehicleFile.plate_key, key),
        (VehicleFile.vin, vin),
        (VehicleFile.file_no, number),
    ):
        chosen = select(VehicleFile.id, VehicleFile.archived_at).where(column == value)
        if column is VehicleFile.plate_key:
            chosen = chosen.where(VehicleFile.archived_at.is_(None))
        found |= {row.id: row.archived_at is not None for row in session.execute(chosen)}
    return sorted(found, key=lambda file_id: (found[file_id], file_id))


def recent_files(session: Session, ids: Sequence[int]) -> tuple[FoundFile, ...]:
    """The rows of some files in the order of `ids`; files that are gone are left out."""
    connection: Any = driver(session.connection())
    return found_files(session, search_cards.cards(connection, ids), Query(), "")
