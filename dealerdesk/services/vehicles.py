"""What makes a vehicle one vehicle: its VIN and its plate, guarded wherever a file gets one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import VIN
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.values import read_value
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.storage.models import PlateRecord, VehicleFile

VIN_HAS_FILE = Message("vin_has_file", "The VIN {vin} has a file already: {file_no}. Open that one instead.")
PLATE_HAS_FILE = Message(
    "plate_has_file",
    "The plate {plate} belongs to the active file {file_no}. Change or archive that one first.",
)


def accept_vin(session: Session, file: VehicleFile, text: str, note: str | None) -> tuple[Finding, ...]:
    """Give `file` the VIN in `text`; returns warnings.

    An unusual VIN is refused unless `note` gives the reason (product.md, The vehicle file, point 5);
    a VIN that has a file is refused always (``vin_has_file``).
    """
    reading = read_value(VIN, text)
    if reading.error and not note:
        raise DealerDeskError(reading.error.message, **reading.error.params)
    vin = normalise_vin(text) if reading.error else reading.value
    if vin:
        other = session.scalar(
            select(VehicleFile.file_no).where(VehicleFile.vin == vin, VehicleFile.id != file.id)
        )
        if other:
            raise DealerDeskError(VIN_HAS_FILE, vin=vin, file_no=other)
    file.vin = str(vin) if vin else None
    return reading.warnings


def accept_plate(session: Session, file: VehicleFile, plate: str | None, today: date) -> None:
    """Give `file` a plate, keeping the one it had in its plate history.

    Raises ``plate_has_file``, except for an archived file: a plate is unique among active ones only.
    """
    key = plate_key(plate) if plate else None
    if key == file.plate_key:
        file.plate = plate
        return
    if file.archived_at is None:
        refuse_used_plate(session, file, plate)
    if file.plate and file.plate_key:
        session.add(PlateRecord(file_id=file.id, plate=file.plate, plate_key=file.plate_key, until=today))
    file.plate, file.plate_key = plate, key


def refuse_used_plate(session: Session, file: VehicleFile, plate: str | None) -> None:
    """Refuse a plate that another active file than `file` has (``plate_has_file``)."""
    if plate is None:
        return
    other = session.scalar(
        select(VehicleFile.file_no).where(
            VehicleFile.plate_key == plate_key(plate),
            VehicleFile.archived_at.is_(None),
            VehicleFile.id != file.id,
        )
    )
    if other:
        raise DealerDeskError(PLATE_HAS_FILE, plate=plate, file_no=other)
