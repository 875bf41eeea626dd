"""What the search box does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dealerdesk.domain.search_query import parse_query
from dealerdesk.services.search.customers import look_up_customers
from dealerdesk.services.search.files import look_up_files, recent_files
from dealerdesk.services.search.found import FoundFile, Lookup
from dealerdesk.services.search.records import look_up_documents, look_up_orders
from dealerdesk.services.search.suggesting import suggest
from dealerdesk.storage import search_index
from dealerdesk.storage.search_index import Hit
from dealerdesk.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The last touched files that fit; `total` is how many do, or without `is_counted` at least do."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    is_counted: bool = True


class Search:
    """Finding vehicle files by whatever a person remembers of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look_up(self, text: str, per_group: int = 8) -> Lookup:
        """Files, customers, documents and repair orders that every word of `text` fits, each at its best."""
        with self._database.asking() as connection:
            matches, files = look_up_files(connection, text, per_group)
            if not matches.query:
                return Lookup(text)
            return Lookup(
                text,
                files,
                look_up_customers(connection, matches, per_group),
                look_up_documents(connection, matches, per_group),
                look_up_orders(connection, matches, per_group),
            )

    def suggest(self, text: str) -> tuple[str, ...]:
        """Other words for `text`, which finds nothing: up to three, each one slip away and of some file."""
        with self._database.asking() as connection:
            return suggest(connection, text)

    def recent(self, file_ids: Sequence[int]) -> tuple[FoundFile, ...]:
        """Some files as rows of a look-up, in the order of `file_ids`; files that are gone are left out."""
        with self._database.asking() as connection:
            return recent_files(connection, file_ids)

    def find(self, text: str, limit: int = 50) -> SearchAnswer:
        """Files in which every word of `text` is found, in any order and of any kind."""
        with self._database.asking() as connection:
            found = search_index.find(connection, parse_query(text), limit)
        return SearchAnswer(text, found.total, found.hits, found.is_counted)
