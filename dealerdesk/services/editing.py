"""What a person typed into the fields of a vehicle file: read, checked and written, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FIELDS, Field, RecordKind, field_of
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_text
from dealerdesk.domain.values import Reading, Value, read_value
from dealerdesk.services.file_details import file_values
from dealerdesk.services.owners import change_owner_card, number_of_others, owner_of
from dealerdesk.services.vehicles import accept_plate, accept_vin
from dealerdesk.storage.columns import customer_codes_of_file
from dealerdesk.storage.engine import driver
from dealerdesk.storage.file_history import had_number_before
from dealerdesk.storage.models import VehicleFile
from dealerdesk.storage.unit_of_work import UnitOfWork

UNKNOWN_FIELD = Message("unknown_field", "There is no field “{field}”. The fields are: {fields}.")
FIXED_FIELD = Message(
    "fixed_field", "The field “{field}” cannot be edited like this. Use “state”, “archive” or “unarchive”."
)
FILE_NO_TAKEN = Message(
    "file_no_taken", "The file number {file_no} is another file's, or was once. Choose another one."
)
CHOICE_EMPTY = Message("choice_empty", "The field “{field}” cannot be empty. Write one of: {choices}.")
FILE_NO_EMPTY = Message(
    "file_no_empty",
    "A vehicle file cannot be without its file number. Write another number, or leave it as it is.",
)
NO_VEHICLE = Message(
    "file_without_vehicle",
    "A vehicle file needs a VIN or a plate, so that the vehicle can be told from others.",
)

IN_FIELD = Message("in_field", "{field}: {sentence}")


class ValueRefusedError(DealerDeskError):
    """What was typed cannot be the field's value; the sentence names the field, the code is the rule's."""

    def __init__(self, field: Field, error: Finding) -> None:
        super().__init__(error.message, **error.params)
        self.field = field

    def __str__(self) -> str:
        return IN_FIELD.said(field=self.field.label, sentence=super().__str__())


_AS_MADE: Mapping[str, Value] = {"archived": False}


def apply_changes(
    work: UnitOfWork, file: VehicleFile, changes: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Write `changes`, text by field code, into `file`, which may be new.

    Returns the codes of the fields whose values differ now, and warnings. Raises ``unknown_field``,
    ``fixed_field``, ``file_no_taken``, ``file_no_empty``, ``file_without_vehicle``, what `accept_vin`,
    `accept_plate` and `change_owner_card` raise, ``choice_empty``, and `ValueRefusedError`.
    """
    session, today = work.session, work.at.date()
    values, warnings = _read(changes)
    owner = owner_of(session, file)  # held on to, since a session forgets what nobody holds
    before = file_values(file, owner) if file.id else _AS_MADE
    if "file_no" in values:
        file.file_no = _free_number(session, file, values.pop("file_no"))
    if "vin" in changes or "vin_note" in changes:
        note = fold_text(changes.get("vin_note", file.vin_note or ""))
        doubts = accept_vin(session, file, changes.get("vin", file.vin or ""), note)
        warnings += doubts if "vin" in changes else ()
    if "plate" in values:
        plate = values.pop("plate")
        accept_plate(session, file, str(plate) if plate else None, today)
    if not file.vin and not file.plate:
        raise DealerDeskError(NO_VEHICLE)
    card = {code: values.pop(code) for code in customer_codes_of_file() & values.keys()}
    change_owner_card(work, file, card)
    _refuse_numbers_of_others(
        session, file, {code: card[code] for code in card if card[code] != before.get(code)}
    )
    for code, value in values.items():
        setattr(file, code, value)
    session.add(file)
    session.flush()
    after = file_values(file, owner_of(session, file))
    return tuple(code for code in after if before.get(code) != after[code]), tuple(warnings)


def _refuse_numbers_of_others(session: Session, file: VehicleFile, changed: Mapping[str, Value]) -> None:
    refused = number_of_others(session, file.customer_id, changed) if file.customer_id else None
    if refused:
        raise ValueRefusedError(*refused)


def get_editable(kind: RecordKind, code: str) -> Field:
    """The field of such records that a person may edit; raises ``unknown_field`` or ``fixed_field``."""
    field = field_of(kind, code)
    if field is None:
        known = [known.code for known in FIELDS[kind] if known.editable]
        raise DealerDeskError(UNKNOWN_FIELD, field=code, fields=known)
    if not field.editable:
        raise DealerDeskError(FIXED_FIELD, field=code)
    return field


def read_typed(field: Field, text: str) -> Reading:
    """What `text` means in `field`; raises `ValueRefusedError`, or ``choice_empty`` for a choice left out."""
    reading = read_value(field, text)
    if reading.error:
        raise ValueRefusedError(field, reading.error)
    if reading.value is None and field.choices:
        choices = [choice for choice, _ in field.choices]
        raise DealerDeskError(CHOICE_EMPTY, field=field.label, choices=choices)
    return reading


def _read(changes: Mapping[str, str]) -> tuple[dict[str, Value], list[Finding]]:
    """The values that were typed, with warnings; a VIN is read later, when its reason is known."""
    values: dict[str, Value] = {}
    warnings: list[Finding] = []
    for code, text in changes.items():
        field = get_editable(RecordKind.FILES, code)
        if code == "vin":
            continue
        reading = read_typed(field, text)
        values[code] = reading.value
        warnings += reading.warnings
    return values, warnings


def _free_number(session: Session, file: VehicleFile, number: Value) -> str:
    """The number, if no file has it or had it: numbers are never reused (product.md, point 2)."""
    if not number:
        raise DealerDeskError(FILE_NO_EMPTY)
    taken = select(VehicleFile.id).where(VehicleFile.file_no == number, VehicleFile.id != file.id)
    given_before = had_number_before(driver(session.connection()), str(number), file.id or 0)
    if given_before or session.scalar(taken):
        raise DealerDeskError(FILE_NO_TAKEN, file_no=number)
    return str(number)
