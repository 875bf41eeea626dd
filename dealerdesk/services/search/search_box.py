"""What the search box does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from dealerdesk.domain.search_query import parse_query
from dealerdesk.services.search.customers import look_up_customers
from dealerdesk.services.search.files import look_up_files, recent_files
from dealerdesk.services.search.found import FoundFile, Lookup
from dealerdesk.services.search.records import look_up_documents, look_up_orders
from dealerdesk.storage import search_index
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, VehicleFile
from dealerdesk.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A vehicle file that fits, and the codes of the fields in which it does (``old_plate`` among them)."""

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
class SearchAnswer:
    """The most recently touched files that fit, and how many fit in all."""

    query: str
    total: int
    hits: tuple[SearchHit, ...]


class Search:
    """Finding vehicle files by whatever a person remembers of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look_up(self, text: str, per_group: int = 8) -> Lookup:
        """Files, customers, documents and repair orders that every word of `text` fits, each at its best."""
        with self._database.reading() as session:
            matches, files = look_up_files(session, text, per_group)
            if not matches.query:
                return Lookup(text)
            return Lookup(
                text,
                files,
                look_up_customers(session, matches, per_group),
                look_up_documents(session, matches, per_group),
                look_up_orders(session, matches, per_group),
            )

    def recent(self, file_ids: Sequence[int]) -> tuple[FoundFile, ...]:
        """Some files as rows of a look-up, in the order of `file_ids`; files that are gone are left out."""
        with self._database.reading() as session:
            return recent_files(session, file_ids)

    def find(self, text: str, limit: int = 50) -> SearchAnswer:
        """Files in which every word of `text` is found, in any order and of any kind."""
        with self._database.reading() as session:
            found, total = search_index.find(driver(session.connection()), parse_query(text), limit)
            rows = {
                row.id: row
                for row in session.execute(
                    select(
                        VehicleFile.id,
                        VehicleFile.file_no,
                        VehicleFile.vin,
                        VehicleFile.plate,
                        VehicleFile.make,
                        VehicleFile.model,
                        VehicleFile.archived_at,
                        Customer.name,
                    )
                    .outerjoin(Customer, Customer.id == VehicleFile.customer_id)
                    .where(VehicleFile.id.in_([hit.file_id for hit in found]))
                )
            }
        hits = tuple(
            SearchHit(
                hit.file_id,
                row.file_no,
                row.vin,
                row.plate,
                row.make,
                row.model,
                row.name,
                row.archived_at is not None,
                hit.matched,
            )
            for hit in found
            if (row := rows.get(hit.file_id))
        )
        return SearchAnswer(text, total, hits)
