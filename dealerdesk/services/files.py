"""Single changes to vehicle files: made, edited, moved through their states, archived; each undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS, Field, RecordKind, field_of
from dealerdesk.domain.files import FileState, check_step
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.values import Value, read_value
from dealerdesk.services.details import FileDetail, file_detail, file_values
from dealerdesk.services.owners import change_owner_card
from dealerdesk.services.refs import get_file
from dealerdesk.services.vehicles import accept_plate, accept_vin, refuse_used_plate
from dealerdesk.storage.columns import CUSTOMER_CODES_OF_FILE
from dealerdesk.storage.models import Customer, User, VehicleFile
from dealerdesk.storage.numbers import next_file_number
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

MADE = Message("action.file_made", "file {file_no} made")
EDITED = Message("action.file_edited", "file {file_no} edited")
STATE_SET = Message("action.state_set", "file {file_no} set to {state}")
ARCHIVED = Message("action.file_archived", "file {file_no} archived")
UNARCHIVED = Message("action.file_unarchived", "file {file_no} taken back from the archive")

UNKNOWN_FIELD = Message("unknown_field", "There is no field “{field}”. The fields are: {fields}.")
FIXED_FIELD = Message("fixed_field", "The field “{field}” cannot be edited; there are commands for it.")
FILE_NO_TAKEN = Message("file_no_taken", "The file number {file_no} is taken. Choose another one.")
FILE_NO_EMPTY = Message("file_no_empty", "A vehicle file cannot be without its file number.")
NO_VEHICLE = Message(
    "file_without_vehicle",
    "A vehicle file needs a VIN or a plate, so that the vehicle can be told from others.",
)
VERIFIER_IS_CREATOR = Message(
    "verifier_is_creator", "Whoever made a file does not verify it. Ask a colleague to verify {file_no}."
)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a single change did; `change` is None when everything was so already."""

    file_no: str
    changed: tuple[str, ...]
    warnings: tuple[Finding, ...]
    change: int | None


class Files:
    """The vehicle files of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def show(self, ref: str) -> FileDetail:
        """One vehicle file in full; raises ``unknown_ref``, ``ambiguous_ref``."""
        with self._database.reading() as session:
            return file_detail(session, get_file(session, ref), self._database.now().date())

    def create(self, changes: Mapping[str, str]) -> Edited:
        """Make a draft from field codes and what was typed for them; gives it a file number unless it has one.

        Raises ``file_without_vehicle``, ``vin_has_file``, ``plate_has_file`` and the refusals of single values.
        """
        with self._database.writing(Label(MADE), author=self._author) as work:
            file = VehicleFile(file_no="", created_at=work.at, created_by=work.author)
            with work.session.no_autoflush:
                file.file_no = changes.get("file_no") or next_file_number(work.connection, work.at.year)
                changed, warnings = _apply(work, file, changes)
                if not file.vin and not file.plate:
                    raise DealerDeskError(NO_VEHICLE)
            work.name(file_no=file.file_no)
        return _edited(work, file.file_no, changed, warnings)

    def edit(self, ref: str, changes: Mapping[str, str]) -> Edited:
        """Write what was typed into fields, by field code; empty text empties a field.

        Raises ``unknown_field``, ``fixed_field``, ``vin_has_file``, ``plate_has_file``, ``no_owner`` and
        the refusals of single values; then nothing is changed.
        """
        with self._database.writing(Label(EDITED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed, warnings = _apply(work, file, changes)
            if not file.vin and not file.plate:
                raise DealerDeskError(NO_VEHICLE)
            work.name(file_no=file.file_no)
        return _edited(work, file.file_no, changed, warnings)

    def set_state(self, ref: str, state: FileState) -> Edited:
        """Take a file a step further, or back to draft; raises ``state_step``, ``verifier_is_creator``."""
        with self._database.writing(Label(STATE_SET), author=self._author) as work:
            file = get_file(work.session, ref)
            check_step(FileState(file.state), state)
            if state is FileState.VERIFIED and file.state != state:
                _check_verifier(work.session, file, work.author)
            before = file.state
            _write_state(file, state, work)
            work.name(file_no=file.file_no, state=state.value)
        return _edited(work, file.file_no, ("state",) if before != state else (), ())

    def archive(self, ref: str, reason: str | None = None) -> Edited:
        """Put a file away; it can come back, and nothing in it is lost."""
        with self._database.writing(Label(ARCHIVED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed = file.archived_at is None
            if changed:
                file.archived_at, file.archive_reason = work.at, reason or None
            work.name(file_no=file.file_no)
        return _edited(work, file.file_no, ("archived",) if changed else (), ())

    def unarchive(self, ref: str) -> Edited:
        """Take a file back from the archive; raises ``plate_has_file`` when its plate is used by now."""
        with self._database.writing(Label(UNARCHIVED), author=self._author) as work:
            file = get_file(work.session, ref)
            changed = file.archived_at is not None
            if changed:
                file.archived_at = file.archive_reason = None
                refuse_used_plate(work.session, file, file.plate)
            work.name(file_no=file.file_no)
        return _edited(work, file.file_no, ("archived",) if changed else (), ())


def _apply(
    work: UnitOfWork, file: VehicleFile, changes: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Write all changes into the session; returns the codes whose values differ now, and warnings."""
    fields = {code: _editable(code) for code in changes}
    session, today = work.session, work.at.date()
    before = _state_of(session, file) if file.id else {}
    warnings: list[Finding] = []
    values: dict[str, Value] = {}
    note = changes["vin_note"] if "vin_note" in changes else file.vin_note
    for code, field in fields.items():
        if code == "vin":
            continue
        reading = read_value(field, changes[code])
        if reading.error:
            raise DealerDeskError(reading.error.message, **reading.error.params)
        warnings += reading.warnings
        values[code] = reading.value
    if "file_no" in values:
        _accept_file_number(session, file, values.pop("file_no"))
    if "vin" in changes:
        warnings += accept_vin(session, file, changes["vin"], note)
    if not file.id:
        session.add(file)
        if "plate" in values:
            accept_plate(session, file, _text(values.pop("plate")), today)
        session.flush()
    elif "plate" in values:
        accept_plate(session, file, _text(values.pop("plate")), today)
    card = {code: values.pop(code) for code in list(values) if code in CUSTOMER_CODES_OF_FILE}
    if card:
        change_owner_card(session, work.connection, file, card, today)
    for code, value in values.items():
        setattr(file, code, value)
    session.flush()
    after = _state_of(session, file)
    changed = tuple(f.code for f in FILE_FIELDS if before.get(f.code) != after[f.code])
    return changed, tuple(warnings)


def _state_of(session: Session, file: VehicleFile) -> dict[str, Value]:
    return file_values(file, session.get(Customer, file.customer_id) if file.customer_id else None)


def _editable(code: str) -> Field:
    field = field_of(RecordKind.FILES, code)
    if field is None:
        known = ", ".join(known.code for known in FILE_FIELDS if known.editable)
        raise DealerDeskError(UNKNOWN_FIELD, field=code, fields=known)
    if not field.editable:
        raise DealerDeskError(FIXED_FIELD, field=code)
    return field


def _accept_file_number(session: Session, file: VehicleFile, number: Value) -> None:
    if not number:
        raise DealerDeskError(FILE_NO_EMPTY)
    taken = select(VehicleFile.id).where(VehicleFile.file_no == number, VehicleFile.id != (file.id or 0))
    if session.scalar(taken):
        raise DealerDeskError(FILE_NO_TAKEN, file_no=number)
    file.file_no = str(number)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _check_verifier(session: Session, file: VehicleFile, author: int) -> None:
    """Once there is more than one user, the verifier is not the creator, unless it is the owner."""
    users = session.scalar(select(func.count()).select_from(User).where(User.active))
    if (users or 0) > 1 and file.created_by == author and session.get_one(User, author).role != "owner":
        raise DealerDeskError(VERIFIER_IS_CREATOR, file_no=file.file_no)


def _write_state(file: VehicleFile, state: FileState, work: UnitOfWork) -> None:
    file.state = state.value
    if state is FileState.VERIFIED:
        file.verified_at, file.verified_by = work.at, work.author
    elif state is FileState.FILED:
        file.filed_at, file.filed_by = work.at, work.author
    else:
        file.verified_at = file.verified_by = file.filed_at = file.filed_by = None


def _edited(
    work: UnitOfWork, file_no: str, changed: tuple[str, ...], warnings: tuple[Finding, ...]
) -> Edited:
    return Edited(file_no, changed, warnings, work.change.set_id if work.change else None)
