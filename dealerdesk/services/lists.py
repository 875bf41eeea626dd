"""Lists for the window: the ids of what is listed, and the rows that are in sight."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.services.completeness import completeness_of
from dealerdesk.services.details import FileDetail, file_detail
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


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a list of vehicle files; `present` of `required` document types are there."""

    id: int
    file_no: str
    plate: str | None
    vin: str | None
    make: str | None
    model: str | None
    customer: str | None
    state: str
    present: int
    required: int
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
        column = VehicleFile.__table__.columns[order.value]
        by = column.desc() if descending else column.asc()
        with self._database.reading() as session:
            ids = session.scalars(
                select(VehicleFile.id)
                .where(VehicleFile.archived_at.is_(None))
                .order_by(by.nulls_last(), VehicleFile.id)
            )
            return array("q", ids)

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
    found = session.execute(
        select(
            VehicleFile.id,
            VehicleFile.file_no,
            VehicleFile.plate,
            VehicleFile.vin,
            VehicleFile.make,
            VehicleFile.model,
            Customer.name,
            VehicleFile.state,
            VehicleFile.last_visit,
            VehicleFile.responsible,
            VehicleFile.location,
            VehicleFile.archived_at,
        )
        .outerjoin(Customer, Customer.id == VehicleFile.customer_id)
        .where(VehicleFile.id.in_(ids))
    )
    return {
        row.id: FileRow(
            id=row.id,
            file_no=row.file_no,
            plate=row.plate,
            vin=row.vin,
            make=row.make,
            model=row.model,
            customer=row.name,
            state=row.state,
            present=len(complete[row.id].present),
            required=len(complete[row.id].required),
            last_visit=row.last_visit,
            responsible=row.responsible,
            location=row.location,
            archived=row.archived_at is not None,
        )
        for row in found
    }
