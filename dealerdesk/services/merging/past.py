"""The plates and owners that two files of one vehicle tell of, as one past."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.storage.models import OwnerRecord, PlateRecord, VehicleFile


def keep_plate(session: Session, kept: VehicleFile, other: VehicleFile, until: date) -> None:
    """Note the plate of the other file as an old one, unless it stands or is noted already."""
    if not other.plate or not other.plate_key or other.plate_key == kept.plate_key:
        return
    session.flush()
    known = select(PlateRecord.id).where(
        PlateRecord.file_id == kept.id, PlateRecord.plate_key == other.plate_key
    )
    if session.scalar(known.limit(1)) is None:
        session.add(PlateRecord(file_id=kept.id, plate=other.plate, plate_key=other.plate_key, until=until))


def keep_owner(session: Session, file_id: int, owner: int, until: date) -> None:
    """Note a former owner, unless that is known."""
    known = select(OwnerRecord.id).where(OwnerRecord.file_id == file_id, OwnerRecord.customer_id == owner)
    if session.scalar(known.limit(1)) is None:
        session.add(OwnerRecord(file_id=file_id, customer_id=owner, until=until))


def move_past(connection: Any, kept: VehicleFile, other: VehicleFile) -> None:
    """Move the plates and owners before; what the file that stays tells already is left where it is."""
    for table, column, now in (
        ("plate_record", "plate_key", kept.plate_key),
        ("owner_record", "customer_id", kept.customer_id),
    ):
        connection.execute(
            f"UPDATE {table} AS r SET file_id = ?1, version = version + 1 WHERE file_id = ?2 "
            f"AND {column} IS NOT ?3 AND NOT EXISTS (SELECT 1 FROM {table} k "
            f"WHERE k.file_id = ?1 AND k.{column} = r.{column} AND k.until = r.until)",
            (kept.id, other.id, now),
        )
