"""Customers and vehicle files that may be there twice: found, shown, and set apart by a person."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.duplicates import (
    CustomerTraits,
    FileTraits,
    Pair,
    PairKind,
    pairs_of_customers,
    pairs_of_files,
)
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.services.actions import NOT_THE_SAME
from dealerdesk.services.candidates import candidates
from dealerdesk.services.search.customers import look_up_customers
from dealerdesk.services.search.files import look_up_files
from dealerdesk.storage.engine import driver
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.models import NotDuplicate
from dealerdesk.storage.unit_of_work import Database, Label

LOOKING = Message("looking_for_duplicates", "Looking for duplicates")
MOST_MEANT = 50
_BETWEEN_STEPS = 2000
_TABLES = {PairKind.CUSTOMERS: "customer", PairKind.FILES: "vehicle_file"}
_CARDS = "SELECT id, name, kind, id_number, company_number, phone, mailing_address FROM customer ORDER BY id"
_FILES = """
SELECT id, kind, state, vin, plate_key, engine_no, model, customer_id,
       (SELECT json_group_array(plate_key) FROM plate_record p WHERE p.file_id = f.id)
FROM vehicle_file f WHERE archived_at IS NULL ORDER BY id
"""
_CARD_ROWS = """
SELECT id, name, customer_no, phone FROM customer WHERE id IN (SELECT value FROM json_each(?))
"""
_FILE_ROWS = """
SELECT f.id, f.file_no, f.plate, coalesce(f.make || ' ', '') || coalesce(f.model, ''), c.name
FROM vehicle_file f LEFT JOIN customer c ON c.id = f.customer_id
WHERE f.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One record of a pair: the name people call it by, and what else they know it by."""

    id: int
    name: str
    facts: tuple[str, ...]


class Duplicates:
    """What may be there twice in one dealership; archived files are left alone."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def find(self, kind: PairKind, progress: Progress | None = None) -> tuple[Pair, ...]:
        """Every pair that may be one record, the surest first, but for those that a person set apart.

        Some tenths of a second for ten thousand records; raises `Cancelled`.
        """
        progress = progress or Silent()
        with self._database.asking() as connection, interruptible(connection, progress, LOOKING):
            pairs = _pairs(connection, kind, progress)
            apart = set(
                connection.execute("SELECT first_id, second_id FROM not_duplicate WHERE kind = ?", (kind,))
            )
        return tuple(pair for pair in pairs if (pair.first, pair.second) not in apart)

    def rows(self, kind: PairKind, ids: Collection[int]) -> Mapping[int, AlikeRow]:
        """What the list shows of these records, by id; those that are gone are left out."""
        sql = _CARD_ROWS if kind is PairKind.CUSTOMERS else _FILE_ROWS
        with self._database.asking() as connection:
            found = connection.execute(sql, (json.dumps(list(ids)),)).fetchall()
        return {row_id: AlikeRow(row_id, name, tuple(filter(None, facts))) for row_id, name, *facts in found}

    def among(self, change: int, kind: PairKind, progress: Progress | None = None) -> tuple[Pair, ...]:
        """The pairs with a record that the change set `change` made, as an import does."""
        with self._database.asking() as connection:
            made = {
                row_id
                for (row_id,) in connection.execute(
                    "SELECT row_id FROM row_change WHERE set_id = ? AND +tbl = ? AND op = 'i'",
                    (change, _TABLES[kind]),
                )
            }
        if not made:
            return ()
        return tuple(
            pair for pair in self.find(kind, progress) if not made.isdisjoint((pair.first, pair.second))
        )

    def count_among(self, change: int, progress: Progress | None = None) -> int:
        """How many pairs have a record that the change set `change` made."""
        return sum(len(self.among(change, kind, progress)) for kind in PairKind)

    def beside(
        self, kind: PairKind, file_id: int, words: str = "", progress: Progress | None = None
    ) -> tuple[Pair, ...]:
        """Pairs of a vehicle file (or of its owner's card) with those that `words` stand for.

        Without words, with those that look like it; none for a file without an owner, or that is gone.
        """
        with self._database.reading() as session:
            record = _record(driver(session.connection()), kind, file_id)
            others = _meant(session, kind, words) if words.strip() else ()
        if record is None:
            return ()
        likely = {
            (pair.first, pair.second): pair
            for pair in self.find(kind, progress)
            if record in {pair.first, pair.second}
        }
        if not words.strip():
            return tuple(likely.values())
        ids = ((min(record, other), max(record, other)) for other in others if other != record)
        return tuple(likely.get(pair, Pair(*pair, ())) for pair in ids)

    def set_apart(self, kind: PairKind, first: int, second: int) -> int | None:
        """Note that two records are not the same; the change set, None where that was known."""
        first, second = min(first, second), max(first, second)
        with self._database.writing(Label(NOT_THE_SAME), author=self._author) as work:
            known = work.session.scalar(
                select(NotDuplicate.id).where(
                    NotDuplicate.kind == kind.value,
                    NotDuplicate.first_id == first,
                    NotDuplicate.second_id == second,
                )
            )
            if known is None:
                work.session.add(NotDuplicate(kind=kind.value, first_id=first, second_id=second))
            work.name(**_called(work.connection, kind, first, second))
        return work.change.set_id if work.change else None


def _pairs(connection: Any, kind: PairKind, progress: Progress) -> list[Pair]:
    if kind is PairKind.CUSTOMERS:
        return pairs_of_customers(CustomerTraits(*row) for row in _stepping(connection, _CARDS, progress))
    return pairs_of_files(
        FileTraits(id_, file_kind, state, vin, plate, _listed(had), engine, model, owner)
        for id_, file_kind, state, vin, plate, engine, model, owner, had in _stepping(
            connection, _FILES, progress
        )
    )


def _record(connection: Any, kind: PairKind, file_id: int) -> int | None:
    """The file itself, or its owner's card."""
    column = "customer_id" if kind is PairKind.CUSTOMERS else "id"
    row = connection.execute(f"SELECT {column} FROM vehicle_file WHERE id = ?", (file_id,)).fetchone()
    return row[0] if row else None


def _meant(session: Session, kind: PairKind, words: str) -> tuple[int, ...]:
    """The records that words stand for, the best first; cards without a vehicle, too."""
    connection = driver(session.connection())
    matches, files = look_up_files(connection, words, MOST_MEANT)
    if not matches.query:
        return ()
    if kind is PairKind.FILES:
        return tuple(row.file_id for row in files.rows)
    known = candidates(session, name=words, phone=words, id_number=words, company_number=words)
    found = look_up_customers(connection, matches, MOST_MEANT).rows
    ids = [each.customer_id for each in known] + [each.customer_id for each in found]
    return tuple(dict.fromkeys(ids))


def _listed(texts: str) -> tuple[str, ...]:
    return tuple(json.loads(texts)) if texts != "[]" else ()


def _stepping(connection: Any, sql: str, progress: Progress) -> Iterator[tuple[Any, ...]]:
    for done, row in enumerate(connection.execute(sql)):
        if done % _BETWEEN_STEPS == 0:
            progress.step(LOOKING, done, None)
        yield row


def _called(connection: Any, kind: PairKind, first: int, second: int) -> dict[str, str]:
    """What people call the two, for the history."""
    column = "customer_no" if kind is PairKind.CUSTOMERS else "file_no"
    rows = dict(
        connection.execute(f"SELECT id, {column} FROM {_TABLES[kind]} WHERE id IN (?, ?)", (first, second))
    )
    return {"first": rows.get(first, ""), "second": rows.get(second, "")}
