"""REF: how people and scripts name a vehicle file (command-line.md)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.text import fold_identifier, fold_line
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.storage.models import PlateRecord, VehicleFile

UNKNOWN_REF = Message(
    "unknown_ref",
    "No vehicle file fits “{ref}”. Give a file number, a VIN, at least its last six characters, or a plate.",
)
AMBIGUOUS_REF = Message(
    "ambiguous_ref", "“{ref}” fits several vehicle files: {files}. Give the whole VIN or the file number."
)
SHORTEST_TAIL = 6
_MOST_NAMED = 5
FILE_GONE = Message(
    "file_gone", "This vehicle file is not there any more. Perhaps making it was taken back; see the history."
)


def get_file(session: Session, ref: str) -> VehicleFile:
    """The one vehicle file that `ref` names; raises ``unknown_ref`` or ``ambiguous_ref``."""
    for statement in _ways(ref):
        found = session.scalars(statement.order_by(VehicleFile.id).limit(_MOST_NAMED + 1)).all()
        if len(found) > 1:
            names = [file.file_no for file in found[:_MOST_NAMED]]
            raise DealerDeskError(AMBIGUOUS_REF, ref=ref, files=names)
        if found:
            return found[0]
    raise DealerDeskError(UNKNOWN_REF, ref=ref)


def get_known_file(session: Session, file_id: int) -> VehicleFile:
    """The vehicle file with this id; raises ``file_gone``."""
    file = session.get(VehicleFile, file_id)
    if file is None:
        raise DealerDeskError(FILE_GONE)
    return file


def _ways(ref: str) -> Iterator[Select[VehicleFile]]:
    """The ways to read `ref`, the most certain first; the first that fits any file counts."""
    vin, plate = normalise_vin(ref), plate_key(ref)
    files = select(VehicleFile)
    yield files.where(VehicleFile.file_no == fold_line(ref))
    yield files.where(VehicleFile.file_no == fold_identifier(ref))
    if vin:
        yield files.where(VehicleFile.vin == vin)
    if plate:
        had = select(PlateRecord.file_id).where(PlateRecord.plate_key == plate)
        yield files.where(VehicleFile.plate_key == plate, VehicleFile.archived_at.is_(None))
        yield files.where(VehicleFile.id.in_(had))
    if len(vin) >= SHORTEST_TAIL:
        yield files.where(
            func.substr(VehicleFile.vin, -SHORTEST_TAIL) == vin[-SHORTEST_TAIL:],
            VehicleFile.vin.endswith(vin, autoescape=True),
        )
    if plate:
        # Last, since plates of archived files are in no index.
        yield files.where(VehicleFile.plate_key == plate)
