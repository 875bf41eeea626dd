"""Lists for the window: the ids of what is listed, and the rows that are in sight."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.completeness_board import CompletenessBoard
from dealerdesk.services.details import FileDetail, file_detail
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter, Quick, filter_sql, quick_sql
from dealerdesk.services.settings import value_of
from dealerdesk.storage.columns import expression
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, VehicleFile
from dealerdesk.storage.unit_of_work import Database


class FileOrder(StrEnum):
    """What a list of files can be sorted by; the values are fields, but for completeness."""

    LAST_VISIT = "last_visit"
    FILE_NO = "file_no"
    PLATE = "plate"
    VIN = "vin"
    MAKE = "make"
    CUSTOMER = "customer"
    STATE = "state"
    COMPLETENESS = "completeness"
    """Present ÷ required types; files of which nothing is required have none."""
    RESPONSIBLE = "responsible"
    LOCATION = "location"
    KIND = "kind"
    COLOUR = "colour"
    MANUFACTURE_DATE = "manufacture_date"
    ODOMETER = "odometer"
    INSURANCE_ENDS = "insurance_ends"
    NEXT_SERVICE = "next_service"
    NEXT_INSPECTION = "next_inspection"


VALUES_OFFERED = 200

_INSURANCE = (DocumentType.INSURANCE_POLICY,)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a list of vehicle files; documents of the types in `expiring` end soon or have ended."""

    id: int
    file_no: str
    plate: str | None
    vin: str | None
    make: str | None
    model: str | None
    customer: str | None
    state: str
    completeness: Completeness
    expiring: tuple[DocumentType, ...]
    last_visit: date | None
    responsible: str | None
    location: str | None
    archived: bool
    kind: str
    colour: str | None
    manufacture_date: str | None
    odometer: int | None
    phone: str | None
    insurance_ends: date | None
    next_service: date | None
    next_inspection: date | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many active files there are, how many meet each quick question, and how many are archived.

    `insurance_days` are the days within which an insurance counts as ending.
    """

    active: int
    quick: Mapping[Quick, int]
    archived: int
    insurance_days: int


class Lists:
    """Lists of one dealership's vehicle files, as seen by `author`."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author
        self._board = CompletenessBoard()

    def file_ids(
        self,
        order: FileOrder = FileOrder.LAST_VISIT,
        *,
        descending: bool = True,
        wanted: FilesFilter = NO_FILTER,
    ) -> array[int]:
        """The ids of the files that fit `wanted`, in order; files without the value come last."""
        today = self._database.now().date()
        with self._database.reading() as session:
            by_rate = order is FileOrder.COMPLETENESS
            ids = self._fitting(session, wanted, today, "" if by_rate else _order_sql(order, descending))
            return self._by_rate(session, ids, today, descending) if by_rate else ids

    def fitting(self, ids: Sequence[int], wanted: FilesFilter) -> array[int]:
        """Those of `ids` that fit `wanted`, in their order."""
        with self._database.reading() as session:
            fit = set(self._fitting(session, wanted, self._database.now().date(), ""))
        return array("q", filter(fit.__contains__, ids))

    def counts(self) -> FileCounts:
        """What there is to count for the quick questions, in one picture of the database."""
        today = self._database.now().date()
        with self._database.reading() as session:
            incomplete = self._incomplete(session, today)
            asked = [quick for quick in Quick if quick is not Quick.INCOMPLETE]
            questions = [quick_sql(session, quick, today, self._author) for quick in asked]
            sums = ", ".join(f"coalesce(sum({sql}), 0)" for sql, _ in questions)
            connection = driver(session.connection())
            active, *found = connection.execute(
                f"SELECT count(*), {sums} FROM vehicle_file WHERE archived_at IS NULL",
                [value for _, values in questions for value in values],
            ).fetchone()
            archived = [
                file_id
                for (file_id,) in connection.execute(
                    "SELECT id FROM vehicle_file WHERE archived_at IS NOT NULL"
                )
            ]
            quick = dict(zip(asked, found, strict=True))
            quick[Quick.INCOMPLETE] = len(incomplete.difference(archived))
            days = value_of(session, INSURANCE_WARNING_DAYS)
            return FileCounts(active, quick, len(archived), days)

    def known_values(self, code: str) -> tuple[str, ...]:
        """What stands in the field `code` of active files, for people to choose from; the commonest first.

        Takes ``make``, ``responsible`` and ``location``; raises ``KeyError`` for other fields.
        """
        column = {"make": "make", "responsible": "responsible", "location": "location"}[code]
        with self._database.reading() as session:
            rows = driver(session.connection()).execute(
                f"SELECT {column} FROM vehicle_file WHERE archived_at IS NULL AND {column} <> '' "
                f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?",
                (VALUES_OFFERED,),
            )
            return tuple(value for (value,) in rows)

    def _fitting(self, session: Session, wanted: FilesFilter, today: date, by: str) -> array[int]:
        where, values = filter_sql(session, wanted, today, self._author)
        rows: Any = driver(session.connection()).execute(
            "SELECT vehicle_file.id FROM vehicle_file "
            "LEFT JOIN customer ON customer.id = vehicle_file.customer_id "
            f"WHERE {where} {by}",
            values,
        )
        ids = array("q", (file_id for (file_id,) in rows))
        if Quick.INCOMPLETE in wanted.quick:
            incomplete = self._incomplete(session, today)
            ids = array("q", filter(incomplete.__contains__, ids))
        return ids

    def _incomplete(self, session: Session, today: date) -> set[int]:
        counts = self._board.counts(session, today)
        return {file_id for file_id, (required, present) in counts.items() if present < required}

    def _by_rate(self, session: Session, ids: array[int], today: date, descending: bool) -> array[int]:
        counts = self._board.counts(session, today)
        known = sorted(
            (file_id for file_id in ids if file_id in counts),
            key=lambda file_id: (counts[file_id][1] / counts[file_id][0], file_id),
            reverse=descending,
        )
        return array("q", [*known, *(file_id for file_id in ids if file_id not in counts)])

    def rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """The rows of some files, by id; files that are gone are left out."""
        with self._database.reading() as session:
            return _rows(session, ids, self._database.now().date())

    def detail(self, file_id: int) -> FileDetail | None:
        """One vehicle file in full, or None when it is gone."""
        with self._database.reading() as session:
            file = session.get(VehicleFile, file_id)
            return file_detail(session, file, self._database.now().date()) if file else None


def _order_sql(order: FileOrder, descending: bool) -> str:
    column = expression(RecordKind.FILES, order.value)
    then = f", {expression(RecordKind.FILES, 'model')}" if order is FileOrder.MAKE else ""
    # SQLite sorts NULL first, so that the descending order can be read off the index.
    if descending:
        then = then and f"{then} DESC"
        return f"ORDER BY {column} DESC{then}, vehicle_file.id DESC"
    return f"ORDER BY {column} IS NULL, {column}{then}, vehicle_file.id"


def _rows(session: Session, ids: Sequence[int], today: date) -> dict[int, FileRow]:
    complete = completeness_of(session, ids, today)
    warned_from = today + timedelta(days=value_of(session, INSURANCE_WARNING_DAYS))
    found = session.execute(
        select(VehicleFile, Customer.name, Customer.phone)
        .outerjoin(Customer, Customer.id == VehicleFile.customer_id)
        .where(VehicleFile.id.in_(ids))
    )
    return {
        file.id: FileRow(
            id=file.id,
            file_no=file.file_no,
            plate=file.plate,
            vin=file.vin,
            make=file.make,
            model=file.model,
            customer=owner,
            state=file.state,
            completeness=complete[file.id],
            expiring=_INSURANCE if file.insurance_ends and file.insurance_ends <= warned_from else (),
            last_visit=file.last_visit,
            responsible=file.responsible,
            location=file.location,
            archived=file.archived_at is not None,
            kind=file.kind,
            colour=file.colour,
            manufacture_date=file.manufacture_date,
            odometer=file.odometer,
            phone=phone,
            insurance_ends=file.insurance_ends,
            next_service=file.next_service,
            next_inspection=file.next_inspection,
            notes=file.notes,
        )
        for file, owner, phone in found
    }
