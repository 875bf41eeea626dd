"""Two files of one vehicle become one; the other is archived, and says into which it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import CUSTOMER, FILE_FIELDS, NOTES, PLATE, VIN, Field
from dealerdesk.domain.files import STATE_LABELS, FileKind, FileState
from dealerdesk.domain.findings import Finding, finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import text_of
from dealerdesk.domain.vin import is_vin_form
from dealerdesk.services.editing import NO_VEHICLE
from dealerdesk.services.merging.contents import hanging_on, move_contents
from dealerdesk.services.merging.past import keep_owner, keep_plate, move_past
from dealerdesk.services.merging.plans import Choice, MergeField, MergePlan, MergeSide, joined
from dealerdesk.services.merging.set_apart import follow_marks
from dealerdesk.services.owners import owner_of
from dealerdesk.services.refs import get_known_file
from dealerdesk.services.vehicles import accept_plate
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.models import Customer, VehicleFile
from dealerdesk.storage.unit_of_work import UnitOfWork

SAME_FILE = Message("merge_same_file", "This is one file. Choose another one to merge it with.")
TWO_VEHICLES = Message(
    "merge_two_vehicles",
    "{vin} and {other} are both sound VINs: these are two vehicles. "
    "If one of them is wrong, correct or empty it in its file first.",
)
KEPT_ARCHIVED = Message(
    "merge_kept_archived",
    "File {file_no} is archived. Let the other one stay, or take this one back from the archive first.",
)
MERGED_INTO = Message("merge_archive_reason", "merged into {file_no}")
VIN_WENT = Message("merge_vin_went", "The VIN {vin} went to file {file_no}.")
STAYS_FILED = Message(
    "merge_stays_filed", "File {file_no} is {state} and stays so. Check it once more after merging."
)
OTHER_IS_FURTHER = Message(
    "merge_other_is_further", "File {file_no} is {state}, but the one that stays is only a draft."
)
OWNER_BECOMES_FORMER = Message(
    "merge_owner_becomes_former", "The owners differ. The one who is not chosen becomes a former owner."
)
PLATE_BECOMES_OLD = Message(
    "merge_plate_becomes_old", "The plates differ. The one that is not chosen becomes an old plate."
)

_LATEST = {"odometer", "last_visit", "insurance_ends"}
"""Fields whose larger value is the newer one."""
_LEFT_OUT = {"file_no", "vin_note"}
"""A file keeps its number; the reason for an unusual VIN goes with the VIN."""


def plan_of_files(session: Session, kept: int, other: int) -> MergePlan:
    """What merging the file `other` into `kept` would do; raises ``file_gone``."""
    files = get_known_file(session, kept), get_known_file(session, other)
    owners = owner_of(session, files[0]), owner_of(session, files[1])
    one, two = (_side(session, file) for file in files)
    return MergePlan(
        PairKind.FILES,
        one,
        two,
        tuple(_fields(files, owners)),
        tuple(_warnings(*files)),
        _refusal(*files),
    )


def merge_files(work: UnitOfWork, plan: MergePlan, taken: Mapping[str, Choice]) -> None:
    """Carry `plan` out, with the values that are `taken`; raises ``file_without_vehicle``."""
    session = work.session
    kept, other = get_known_file(session, plan.kept.id), get_known_file(session, plan.other.id)
    left_on = other.archived_at.date() if other.archived_at else work.at.date()
    _archive(work, kept, other)
    if taken[VIN.code] is Choice.OTHER and other.vin:
        _move_vin(session, kept, other)
    plates = kept.plate, other.plate
    accept_plate(session, kept, plates[taken[PLATE.code] is Choice.OTHER], work.at.date())
    keep_plate(session, kept, other, left_on)
    if not kept.vin and not kept.plate:
        raise DealerDeskError(NO_VEHICLE)
    _take_owner(work, kept, other, taken[CUSTOMER.code])
    for field in _own_fields():
        if field not in {VIN, PLATE}:
            value = _value(getattr(kept, field.code), getattr(other, field.code), taken[field.code])
            setattr(kept, field.code, value)
    session.flush()
    move_past(work.connection, kept, other)
    move_contents(session, kept.id, other.id)
    follow_marks(work.connection, PairKind.FILES, kept.id, other.id)


def _archive(work: UnitOfWork, kept: VehicleFile, other: VehicleFile) -> None:
    """Put the other file away before anything else: a plate is unique among active files."""
    reason = MERGED_INTO.said(file_no=kept.file_no)
    other.archive_reason = "; ".join(filter(None, (reason, other.archive_reason)))
    if other.archived_at is None:
        other.archived_at = work.at
    work.session.flush()


def _move_vin(session: Session, kept: VehicleFile, other: VehicleFile) -> None:
    """Take the VIN off the other file first, since it is unique among all files."""
    vin, note = other.vin, other.vin_note
    other.vin = other.vin_note = None
    other.notes = joined(other.notes or "", VIN_WENT.said(vin=vin, file_no=kept.file_no))
    session.flush()
    kept.vin, kept.vin_note = vin, note


def _take_owner(work: UnitOfWork, kept: VehicleFile, other: VehicleFile, choice: Choice) -> None:
    """The owner who is chosen owns the vehicle; the other one is kept as a former owner."""
    owners = kept.customer_id, other.customer_id
    kept.customer_id = owners[choice is Choice.OTHER]
    for owner in owners:
        if owner is not None and owner != kept.customer_id:
            keep_owner(work.session, kept.id, owner, work.at.date())


def _side(session: Session, file: VehicleFile) -> MergeSide:
    name = " ".join(filter(None, (file.plate, file.make, file.model)))
    archived = file.archived_at is not None
    return MergeSide(file.id, file.file_no, name, hanging_on(session, file.id), file.state, archived)


def _own_fields() -> Iterator[Field]:
    """The fields that a file has by itself and that merging chooses between."""
    apart = customer_codes_of_file() | _LEFT_OUT
    return (field for field in FILE_FIELDS if field.editable and field.code not in apart)


def _fields(
    files: tuple[VehicleFile, VehicleFile], owners: tuple[Customer | None, Customer | None]
) -> Iterator[MergeField]:
    own = {field.code for field in _own_fields()}
    for field in FILE_FIELDS:
        if field is CUSTOMER:
            kept, other = (f"{owner.name} ({owner.customer_no})" if owner else "" for owner in owners)
            yield MergeField(field, kept, other, Choice.KEPT if kept or not other else Choice.OTHER)
        elif field.code in own:
            yield _field(field, files)


def _field(field: Field, files: tuple[VehicleFile, VehicleFile]) -> MergeField:
    values = tuple(getattr(file, field.code) for file in files)
    kept, other = (text_of(field, value) for value in values)
    clashes = bool(kept and other) and kept != other
    default = Choice.KEPT if kept or not other else Choice.OTHER
    if clashes:
        default = _default(field, files)
    is_notes = field is NOTES and clashes
    return MergeField(field, kept, other, default, is_notes, fixed=field is VIN and not clashes)


def _default(field: Field, files: tuple[VehicleFile, VehicleFile]) -> Choice:
    """Which of two values is likely right: of VINs the sound one, of kinds the sale, else what is kept."""
    kept, other = (getattr(file, field.code) for file in files)
    if field is NOTES:
        return Choice.BOTH
    if field is VIN:
        return Choice.OTHER if _is_sound(files[1]) and not _is_sound(files[0]) else Choice.KEPT
    if field.code == "kind":
        return Choice.OTHER if kept == FileKind.SERVICE_ONLY else Choice.KEPT
    return Choice.OTHER if field.code in _LATEST and other > kept else Choice.KEPT


def _is_sound(file: VehicleFile) -> bool:
    """Whether the VIN tells the vehicle for certain, and was not let pass as an unusual one."""
    return bool(file.vin and is_vin_form(file.vin) and not file.vin_note)


def _value(kept: Any, other: Any, choice: Choice) -> Any:
    if choice is Choice.BOTH:
        return joined(kept or "", other or "") or None
    return kept if choice is Choice.KEPT else other


def _refusal(kept: VehicleFile, other: VehicleFile) -> Finding | None:
    if kept.id == other.id:
        return finding(SAME_FILE)
    if kept.vin != other.vin and _is_sound(kept) and _is_sound(other):
        return finding(TWO_VEHICLES, vin=kept.vin, other=other.vin)
    if kept.archived_at is not None:
        return finding(KEPT_ARCHIVED, file_no=kept.file_no)
    return None


def _warnings(kept: VehicleFile, other: VehicleFile) -> Iterator[Finding]:
    if kept.state != FileState.DRAFT:
        yield finding(STAYS_FILED, file_no=kept.file_no, state=STATE_LABELS[FileState(kept.state)])
    elif other.state != FileState.DRAFT:
        yield finding(OTHER_IS_FURTHER, file_no=other.file_no, state=STATE_LABELS[FileState(other.state)])
    if kept.customer_id and other.customer_id and kept.customer_id != other.customer_id:
        yield finding(OWNER_BECOMES_FORMER)
    if kept.plate_key and other.plate_key and kept.plate_key != other.plate_key:
        yield finding(PLATE_BECOMES_OLD)
