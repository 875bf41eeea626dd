"""Vehicle files, with the plates and owners a vehicle had."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.storage.models.base import Base, Recorded

_LISTED_BY = (
    ("last_visit",),
    ("make", "model"),
    ("state",),
    ("responsible",),
    ("location",),
    ("kind",),
    ("colour",),
    ("manufacture_date",),
    ("odometer",),
    ("insurance_ends",),
    ("next_service",),
    ("next_inspection",),
)
"""What lists of active files are sorted by, besides what has an index for other reasons."""


def _listing_index(*columns: str) -> Index:
    return Index(
        f"ix_vehicle_file_{columns[0]}",
        *columns,
        "id",
        sqlite_where=text("archived_at IS NULL"),
        postgresql_where=text("archived_at IS NULL"),
    )


class VehicleFile(Recorded, Base):
    """The file of one vehicle (product.md, The vehicle file).

    ``vin`` is unique among all files, ``plate_key`` (the plate without separators) among active ones.
    ``manufacture_date`` is text known to the year, month or day. ``insurance_ends`` is the last day of
    the longest-running known insurance; recording a policy moves it forward.
    """

    __tablename__ = "vehicle_file"
    constraints = (
        Index(
            "uq_vehicle_file_plate_key",
            "plate_key",
            unique=True,
            sqlite_where=text("archived_at IS NULL"),
            postgresql_where=text("archived_at IS NULL"),
        ),
        *(_listing_index(*columns) for columns in _LISTED_BY),
        Index(
            "ix_vehicle_file_archived",
            "id",
            sqlite_where=text("archived_at IS NOT NULL"),
            postgresql_where=text("archived_at IS NOT NULL"),
        ),
        Index("ix_vehicle_file_vin_tail", text("substr(vin, -6)")),
    )

    file_no: Mapped[str] = mapped_column(unique=True)
    vin: Mapped[str | None] = mapped_column(unique=True)
    vin_note: Mapped[str | None]
    plate: Mapped[str | None]
    plate_key: Mapped[str | None]
    engine_no: Mapped[str | None]
    make: Mapped[str | None]
    model: Mapped[str | None]
    colour: Mapped[str | None]
    manufacture_date: Mapped[str | None]
    registration_date: Mapped[date | None]
    use: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default=FileKind.NEW_SALE.value)
    location: Mapped[str | None]
    responsible: Mapped[str | None]
    odometer: Mapped[int | None]
    last_visit: Mapped[date | None]
    next_service: Mapped[date | None]
    next_inspection: Mapped[date | None]
    insurance_ends: Mapped[date | None]
    notes: Mapped[str | None]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    contact_person: Mapped[str | None]
    contact_phone: Mapped[str | None]
    actual_user: Mapped[str | None]
    user_phone: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=FileState.DRAFT.value)
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    filed_at: Mapped[datetime | None]
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    archived_at: Mapped[datetime | None]
    archive_reason: Mapped[str | None]


class PlateRecord(Recorded, Base):
    """A plate the vehicle had before: `until` is the day on which another took its place."""

    __tablename__ = "plate_record"

    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"), index=True)
    plate: Mapped[str]
    plate_key: Mapped[str] = mapped_column(index=True)
    until: Mapped[date]


class OwnerRecord(Recorded, Base):
    """A customer who owned the vehicle before: `until` is the day on which another took over."""

    __tablename__ = "owner_record"

    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    until: Mapped[date]
