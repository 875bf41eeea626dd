"""How a new file stands: what is missing, what is wrong, and what may be filled in later."""

from __future__ import annotations

from collections.abc import Sequence

from dealerdesk.domain.messages import Message, said_list
from dealerdesk.domain.values import read_value
from dealerdesk.ui.formats import label
from dealerdesk.ui.new_file.customer_form import CustomerForm
from dealerdesk.ui.new_file.vehicle_form import VehicleForm
from dealerdesk.ui.widgets.form import FieldInput

HAS_FILE = Message("ui.has_file_already", "This vehicle has a file already. Open that one.")
STILL_MISSING = Message("ui.still_missing", "Still missing: {what}.")
TO_CORRECT = Message("ui.to_correct", "To be corrected: {what}.")
NOT_FILLED = Message("ui.not_filled", "It can be created. Not filled in yet: {what}.")
NOT_FILLED_MORE = Message(
    "ui.not_filled_more",
    "It can be created. Not filled in yet: {what} and {count} more field.",
    "It can be created. Not filled in yet: {what} and {count} more fields.",
)
ALL_FILLED = Message("ui.all_filled", "Everything is filled in.")
VIN_OR_PLATE = Message("ui.vin_or_plate", "VIN or plate")
WHO_IS_MEANT = Message("ui.who_is_meant", "which customer is meant")
_MOST_NAMED = 4


def standing(vehicle: VehicleForm, customer: CustomerForm) -> str:
    """One sentence on what to do next, the gravest alone."""
    known = vehicle.known.known
    if known is not None and known.stands_against:
        return HAS_FILE.said()
    values = vehicle.values
    missing = [] if values["vin"].strip() or values["plate"].strip() else [VIN_OR_PLATE]
    missing += [WHO_IS_MEANT] if customer.undecided else []
    inputs = [each for each in (*vehicle.order, *customer.order) if isinstance(each, FieldInput)]
    wrong = [each for each in inputs if _is_wrong(each, vehicle)]
    if wrong:
        return TO_CORRECT.said(what=_names(wrong))
    if missing:
        return STILL_MISSING.said(what=missing)
    empty = [each for each in inputs if not each.text.strip()]
    if not empty:
        return ALL_FILLED.said()
    more = len(empty) - _MOST_NAMED
    if more > 1:
        return NOT_FILLED_MORE.said(what=_names(empty[:_MOST_NAMED]), count=more)
    return NOT_FILLED.said(what=_names(empty))


def _is_wrong(each: FieldInput, vehicle: VehicleForm) -> bool:
    if each is vehicle.vin and vehicle.reason.text.strip():
        return False
    return read_value(each.field, each.text).error is not None


def _names(inputs: Sequence[FieldInput]) -> str:
    return said_list(label(each.field.label) for each in inputs)
