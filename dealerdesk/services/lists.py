"""Lists for the window: the ids of what is listed, and the rows that are in sight."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.settings import INSURANCE_WARNING_DAYS
from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.details import FileDetail, file_detail
from dealerdesk.services.settings import value_of
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import Customer, VehicleFile
from dealerdesk.storage.unit_of_work import Database


class FileOrder(StrEnum):
    """What a list of files can be sorted by."""

    LAST_VISIT = "last_visit"
    FILE_NO = "file_no"
    PLATE = "plate"
    VIN = "vin"
    MAKE = "make"
    STATE = "state"
    RESPONSIBLE = "responsible"
    LOCATION = "location"


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


class Lists:
    """Lists of one dealership's vehicle files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file_ids(self, order: FileOrder = FileOrder.LAST_VISIT, *, descending: bool = True) -> array[int]:
        """The ids of all active files in order; files without the value come last."""
        # SQLite sorts NULL first, so that the descending order can be read off the index.
        by = f"{order} DESC, id DESC" if descending else f"{order} IS NULL, {order}, id"
        with self._database.reading() as session:
            rows = driver(session.connection()).execute(
                f"SELECT id FROM vehicle_file WHERE archived_at IS NULL ORDER BY {by}"
            )
            return array("q", (file_id for (file_id,) in rows))

    def rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """The rows of some files, by id; files that are gone are left out."""
        with self._database.reading() as session:
            return _rows(session, ids, self._database.now().date())

    def detail(self, file_id: int) -> FileDetail | None:
        """One vehicle file in full, or None when it is gone."""
        with self._database.reading() as session:
            file = session.get(VehicleFile, file_id)
            return file_detail(session, file, self._database.now().date()) if file else None


def _rows(session: Session, ids: Sequence[int], today: date) -> dict[int, FileRow]:
    complete = completeness_of(session, ids, today)
    warned_from = today + timedelta(days=value_of(session, INSURANCE_WARNING_DAYS))
    found = session.execute(
        select(VehicleFile, Customer.name)
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
        )
        for file, owner in found
    }
