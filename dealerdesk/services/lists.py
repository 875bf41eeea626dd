"""Lists for the window: the ids of what is listed, and the rows that are in sight."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.details import FileDetail
from dealerdesk.services.file_filters import NO_FILTER, FilesFilter, Quick, quick_sql
from dealerdesk.services.file_listing import FileLister, FileListing, FilesQuestion, count_files
from dealerdesk.services.file_orders import FileOrder
from dealerdesk.services.settings import value_of
from dealerdesk.storage.completeness import count_incomplete_sql
from dealerdesk.storage.unit_of_work import Database

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

    def first_page(self, question: FilesQuestion) -> FileListing:
        """The beginning of what answers `question`, as quick as its index is read."""
        with self._database.asking() as connection:
            return self._lister(connection, question).first_page()

    def listing(self, question: FilesQuestion) -> FileListing:
        """All that answers `question`, in order; files without the value come last."""
        with self._database.asking() as connection:
            return self._lister(connection, question).whole()

    def renewed(self, listing: FileListing, question: FilesQuestion) -> FileListing:
        """The `listing` of `question` as of now: the same where nothing in it has changed."""
        with self._database.asking() as connection:
            return self._lister(connection, question).renewed(listing)

    def file_ids(
        self,
        order: FileOrder = FileOrder.LAST_VISIT,
        *,
        descending: bool = True,
        wanted: FilesFilter = NO_FILTER,
    ) -> array[int]:
        """The ids of the files that fit `wanted`, in order; files without the value come last."""
        return self.listing(FilesQuestion(order, descending, wanted)).ids

    def fitting(self, ids: Sequence[int], wanted: FilesFilter) -> array[int]:
        """Those of `ids` that fit `wanted`, in their order."""
        with self._database.asking() as connection:
            fit = set(self._lister(connection, FilesQuestion(wanted=wanted)).fitting(ids))
        return array("q", filter(fit.__contains__, ids))

    def counts(self) -> FileCounts:
        """What there is to count for the quick questions, in one picture of the database."""
        today = self._database.now().date()
        with self._database.asking() as connection:
            quick = {each: self._count(connection, each, today) for each in Quick}
            active, archived = count_files(connection)
            return FileCounts(active, quick, archived, value_of(connection, INSURANCE_WARNING_DAYS))

    def known_values(self, code: str) -> tuple[str, ...]:
        """What stands in the field `code` of active files, for people to choose from; the commonest first.

        Takes ``make``, ``responsible`` and ``location``; raises ``KeyError`` for other fields.
        """
        column = {"make": "make", "responsible": "responsible", "location": "location"}[code]
        with self._database.asking() as connection:
            rows = connection.execute(
                f"SELECT {column} FROM vehicle_file WHERE archived_at IS NULL AND {column} <> '' "
                f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?",
                (VALUES_OFFERED,),
            )
            return tuple(value for (value,) in rows)

    def _lister(self, connection: Any, question: FilesQuestion) -> FileLister:
        return FileLister(connection, question, self._database.now().date(), self._author)

    def _count(self, connection: Any, quick: Quick, today: date) -> int:
        if quick is Quick.INCOMPLETE:
            where, values = "", list[Any]()
            sql = count_incomplete_sql(connection, today)
        else:
            where, values = quick_sql(connection, quick, today, self._author)
            sql = f"SELECT count(*) FROM vehicle_file WHERE archived_at IS NULL AND {where}"
        (count,) = connection.execute(sql, values).fetchone()
        return int(count)

    def rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """The rows of some files, by id; files that are gone are left out."""
        with self._database.asking() as connection:
            return _rows(connection, ids, self._database.now().date())

    def detail(self, file_id: int) -> FileDetail | None:
        """One vehicle file in full, or None when it is gone."""
        # Start-up: lists are read without SQLAlchemy.
        from dealerdesk.services.file_details import file_detail  # noqa: PLC0415 - start-up, see above
        from dealerdesk.storage.models import VehicleFile  # noqa: PLC0415 - start-up, see above

        with self._database.reading() as session:
            file = session.get(VehicleFile, file_id)
            return file_detail(session, file, self._database.now().date()) if file else None


_FIELDS = (
    *("id", "file_no", "plate", "vin", "make", "model", "state", "responsible", "location", "kind"),
    *("colour", "manufacture_date", "odometer", "notes"),
)
_DAYS = ("last_visit", "insurance_ends", "next_service", "next_inspection")
# The driver's rows as they are: the session's own take three times as long, and people scroll fast.
_ROWS = (
    f"SELECT {', '.join(f'f.{name}' for name in (*_FIELDS, *_DAYS))}, "
    "f.archived_at IS NOT NULL, c.name, c.phone "
    "FROM vehicle_file f LEFT JOIN customer c ON c.id = f.customer_id "
    "WHERE f.id IN (SELECT value FROM json_each(?))"
)


def _rows(connection: Any, ids: Sequence[int], today: date) -> dict[int, FileRow]:
    complete = completeness_of(connection, ids, today)
    warned_from = today + timedelta(days=value_of(connection, INSURANCE_WARNING_DAYS))
    rows: dict[int, FileRow] = {}
    for values in connection.execute(_ROWS, (json.dumps(list(ids)),)):
        *plain, archived, customer, phone = values
        fields: dict[str, Any] = dict(zip(_FIELDS, plain, strict=False))
        days: dict[str, Any] = {
            name: day and date.fromisoformat(day)
            for name, day in zip(_DAYS, plain[len(_FIELDS) :], strict=True)
        }
        ends = days["insurance_ends"]
        file_id = fields["id"]
        rows[file_id] = FileRow(
            **fields,
            **days,
            archived=bool(archived),
            customer=customer,
            phone=phone,
            completeness=complete[file_id],
            expiring=_INSURANCE if ends and ends <= warned_from else (),
        )
    return rows
