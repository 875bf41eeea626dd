"""What is to be said beside a field: read as it will be stored, errors in bad, doubts in warn colour."""

from __future__ import annotations

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.values import Reading, read_value, text_of
from dealerdesk.domain.vin import VIN_LENGTH, VIN_LETTERS
from dealerdesk.services.editing import FILE_NO_TAKEN, NO_VEHICLE, ValueRefusedError
from dealerdesk.services.owners import NUMBER_OF_ANOTHER
from dealerdesk.services.vehicles import PLATE_HAS_FILE, VIN_HAS_FILE
from dealerdesk.ui.widgets.form import FieldInput

_FIELD_OF = {
    VIN_HAS_FILE.code: "vin",
    VIN_LENGTH.code: "vin",
    VIN_LETTERS.code: "vin",
    NO_VEHICLE.code: "vin",
    PLATE_HAS_FILE.code: "plate",
    FILE_NO_TAKEN.code: "file_no",
    NUMBER_OF_ANOTHER.code: "id_number",
}


def field_of_error(error: Exception) -> str:
    """The code of the field that a refusal is about; empty where it is about none."""
    if isinstance(error, ValueRefusedError):
        return error.field.code
    return _FIELD_OF.get(error.code, "") if isinstance(error, DealerDeskError) else ""


def show_reading(each: FieldInput) -> Reading:
    """Say beside the input what there is to say of its text."""
    reading = read_value(each.field, each.text)
    if reading.error:
        each.show_problem(reading.error.said())
    else:
        each.show_problem(" ".join(map(str, reading.warnings)), warning=True)
    return reading


def tidy(each: FieldInput) -> Reading:
    """Show an input's text in the form in which it will be stored, and what there is to say of it."""
    reading = show_reading(each)
    if reading.value is not None:
        text = text_of(each.field, reading.value)
        if text != each.text:
            each.write(text)
    return reading
