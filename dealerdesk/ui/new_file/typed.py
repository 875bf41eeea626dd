"""What was typed of a new file, as a draft that can be gone on with."""

from __future__ import annotations

from dealerdesk.services.drafts import Draft
from dealerdesk.ui.new_file.customer_form import CustomerForm
from dealerdesk.ui.new_file.vehicle_form import VehicleForm

_BEGUN_WITH = {"kind", "responsible", "customer_kind"}
_CUSTOMER, _NEW_NAME = "customer", "new_name"


def is_touched(vehicle: VehicleForm, customer: CustomerForm) -> bool:
    """Whether there is anything that a person typed or chose, beyond what a new file begins with."""
    typed = {**vehicle.values, **customer.typed}
    own = (text for code, text in typed.items() if code not in _BEGUN_WITH)
    return customer.chosen is not None or any(text.strip() for text in own)


def draft_of(vehicle: VehicleForm, customer: CustomerForm) -> Draft | None:
    """All that was typed and chosen; None when that is nothing."""
    if not is_touched(vehicle, customer):
        return None
    chosen = customer.chosen
    marks = {_NEW_NAME: customer.new_name, _CUSTOMER: str(chosen.customer_id) if chosen else ""}
    return Draft({**vehicle.values, **customer.typed}, marks=marks)


def write_draft(draft: Draft, vehicle: VehicleForm, customer: CustomerForm) -> int | None:
    """Show a draft; the id of the customer who was chosen, whose card is to be read."""
    vehicle.write(draft.typed)
    customer.write(draft.typed, draft.marks.get(_NEW_NAME, ""))
    chosen = draft.marks.get(_CUSTOMER, "")
    return int(chosen) if chosen.isdecimal() else None
