"""What the fields of every kind of record hold, for whoever fills in a spreadsheet: in words, by an example.

Templates explain their columns with these; the words are those of product.md, "The vehicle file".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from dealerdesk.domain.fields import Field, FieldType, RecordKind
from dealerdesk.domain.messages import Message


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What a field holds, and an example: a code of a choice, a canonical value, or words; "" for none."""

    words: Message
    example: str | Message = ""


_PLATE = Message("example.plate", "AB12 CDE")
_NAME = Message("example.name", "Ann Example")
_PHONE = Message("example.phone", "020 7946 0958")
_ADDRESS = Message("example.address", "12 Station Road, Newtown")
_SECOND_NAME = Message("example.second_name", "Ben Example")
_SECOND_PHONE = Message("example.second_phone", "020 7946 0123")
_ADVISOR = Message("example.advisor", "Lee")
_VIN = "LSVAM4187C2184847"

_VEHICLE: Final = {
    "file_no": FieldNote(
        Message(
            "note.file_no",
            "The file's number in DealerDesk. Leave it empty for a new file, which is given one.",
        )
    ),
    "plate": FieldNote(
        Message("note.plate", "The number plate that the vehicle has now, from any country."), _PLATE
    ),
    "vin": FieldNote(
        Message(
            "note.vin",
            "The vehicle identification number: 17 letters and digits, never I, O or Q. A "
            "vehicle is known by it.",
        ),
        _VIN,
    ),
}
_PEOPLE: Final = {
    "customer": FieldNote(
        Message("note.customer", "The name of the person or company that owns the vehicle."), _NAME
    ),
    "customer_kind": FieldNote(
        Message("note.customer_kind", "Whether the customer is a person or a company."), "person"
    ),
    "id_number": FieldNote(
        Message("note.id_number", "The ID card number of a person."), "11010519491231002X"
    ),
    "company_number": FieldNote(
        Message("note.company_number", "The registration or tax number of a company.")
    ),
    "phone": FieldNote(Message("note.phone", "The customer's phone number, with its area code."), _PHONE),
    "mailing_address": FieldNote(
        Message("note.mailing_address", "Where letters to the customer go."), _ADDRESS
    ),
    "registered_address": FieldNote(
        Message(
            "note.registered_address", "The address that stands on the customer's ID card or registration."
        )
    ),
    "contact_person": FieldNote(
        Message("note.contact_person", "Who is spoken with about the vehicle, if not the customer.")
    ),
    "contact_phone": FieldNote(Message("note.contact_phone", "The phone number of the contact person.")),
    "actual_user": FieldNote(
        Message("note.actual_user", "Who drives the vehicle, if not the customer."), _SECOND_NAME
    ),
    "user_phone": FieldNote(
        Message("note.user_phone", "The phone number of the actual user."), _SECOND_PHONE
    ),
    "notes": FieldNote(
        Message("note.notes", "Anything else that is worth knowing."),
        Message("example.notes", "Wants a call before work"),
    ),
}
_FILES: Final = {
    "engine_no": FieldNote(
        Message("note.engine_no", "The number that is stamped on the engine."), "EA888123456"
    ),
    "make": FieldNote(
        Message("note.make", "The brand of the vehicle."), Message("example.make", "Volkswagen")
    ),
    "model": FieldNote(
        Message("note.model", "The model, as the brand calls it."), Message("example.model", "Golf 1.5")
    ),
    "colour": FieldNote(
        Message("note.colour", "The colour of the body."), Message("example.colour", "white")
    ),
    "manufacture_date": FieldNote(
        Message("note.manufacture_date", "When the vehicle was built, as far as that is known."), "2019-05"
    ),
    "registration_date": FieldNote(
        Message("note.registration_date", "When the vehicle was first registered."), "2019-06-18"
    ),
    "use": FieldNote(Message("note.use", "What the vehicle is used for."), Message("example.use", "private")),
    "kind": FieldNote(
        Message(
            "note.kind",
            "Whether the vehicle was sold new or used here, or only comes for service. It "
            "says which documents the file must hold.",
        ),
        "new_sale",
    ),
    "location": FieldNote(
        Message("note.location", "Where the paper folder stands in the cabinet."),
        "A-03",
    ),
    "responsible": FieldNote(
        Message("note.responsible", "Who of the staff looks after this customer."), _ADVISOR
    ),
    "odometer": FieldNote(
        Message("note.odometer", "The last reading that is known, in whole kilometres or miles."), "48200"
    ),
    "last_visit": FieldNote(Message("note.last_visit", "When the vehicle was here last."), "2026-03-10"),
    "next_service": FieldNote(Message("note.next_service", "When the next service is due."), "2026-09-10"),
    "next_inspection": FieldNote(
        Message("note.next_inspection", "When the next statutory inspection is due."), "2027-06-18"
    ),
    "insurance_ends": FieldNote(
        Message("note.insurance_ends", "The last day of the insurance."), "2026-12-31"
    ),
    "vin_note": FieldNote(
        Message(
            "note.vin_note", "Why a VIN has another length or other letters than usual, as on old vehicles."
        )
    ),
}
_CUSTOMERS: Final = {
    "customer_no": FieldNote(
        Message(
            "note.customer_no",
            "The customer's number in DealerDesk. Leave it empty for a new customer, who is given one.",
        )
    ),
    "occupation": FieldNote(
        Message("note.occupation", "What a person does, or a company's trade."),
        Message("example.occupation", "teacher"),
    ),
    "birth_date": FieldNote(Message("note.birth_date", "The person's date of birth."), "1985-04-21"),
    "registered_phone": FieldNote(
        Message("note.registered_phone", "The phone number at the registered address.")
    ),
    "mailing_phone": FieldNote(Message("note.mailing_phone", "The phone number at the mailing address.")),
    "consent_to_call": FieldNote(
        Message("note.consent_to_call", "Whether the customer agreed to be called after a visit."), "yes"
    ),
    "preferences": FieldNote(
        Message("note.preferences", "What the customer likes."),
        Message("example.preferences", "calls after 5 pm"),
    ),
    "special_days": FieldNote(
        Message("note.special_days", "Days to think of the customer."),
        Message("example.special_days", "wedding day 1 May"),
    ),
}
_ORDERS: Final = {
    "order_no": FieldNote(
        Message(
            "note.order_no",
            "The number of the repair order. Rows with the same number are lines of one order.",
        ),
        "RO-2026-0158",
    ),
    "date_in": FieldNote(Message("note.date_in", "When the vehicle came in."), "2026-03-10T09:15"),
    "date_out": FieldNote(Message("note.date_out", "When the vehicle left."), "2026-03-10T16:40"),
    "odometer_in": FieldNote(Message("note.odometer_in", "The odometer reading when it came in."), "48200"),
    "odometer_out": FieldNote(Message("note.odometer_out", "The odometer reading when it left."), "48203"),
    "advisor": FieldNote(Message("note.advisor", "The service advisor who took the vehicle in."), _ADVISOR),
    "technician": FieldNote(Message("note.technician", "Who did the work."), _SECOND_NAME),
    "reported_fault": FieldNote(
        Message("note.reported_fault", "What the customer says is wrong, or wants done."),
        Message("example.reported_fault", "squeaks when braking"),
    ),
    "parts_cost": FieldNote(Message("note.parts_cost", "What all parts cost together."), "386.5"),
    "labour_cost": FieldNote(Message("note.labour_cost", "What all labour costs together."), "120"),
    "other_cost": FieldNote(Message("note.other_cost", "What is neither parts nor labour."), "0"),
    "total": FieldNote(Message("note.total", "What the customer pays for the order."), "506.5"),
    "settlement_no": FieldNote(
        Message("note.settlement_no", "The number of the settlement statement."), "S-2026-0158"
    ),
    "settled_on": FieldNote(
        Message("note.settled_on", "The day on which the order was settled."), "2026-03-10"
    ),
    "repeat_of": FieldNote(Message("note.repeat_of", "The number of the order whose repair did not last.")),
    "order_consent": FieldNote(
        Message("note.order_consent", "Whether the customer agreed to a call about this visit."), "yes"
    ),
    "line_no": FieldNote(Message("note.line_no", "The place of the line in the order, from 1."), "1"),
    "line_kind": FieldNote(
        Message("note.line_kind", "Whether the line bills labour, a part, or something else."), "part"
    ),
    "line_code": FieldNote(
        Message("note.line_code", "The number of the part or of the operation."), "5Q0698151"
    ),
    "line_description": FieldNote(
        Message("note.line_description", "The part or the operation in words."),
        Message("example.line_description", "front brake pads"),
    ),
    "line_quantity": FieldNote(Message("note.line_quantity", "How many parts, or how many hours."), "1"),
    "line_unit_price": FieldNote(
        Message("note.line_unit_price", "The price of one part or one hour."), "386.5"
    ),
    "line_amount": FieldNote(Message("note.line_amount", "What the line costs."), "386.5"),
}
_POLICIES: Final = {
    "policy_no": FieldNote(
        Message("note.policy_no", "The number of the insurance policy."), "PDZA202644030000001"
    ),
    "policy_kind": FieldNote(Message("note.policy_kind", "Which of the two insurances it is."), "commercial"),
    "insurer": FieldNote(
        Message("note.insurer", "The company that insures."), Message("example.insurer", "Example Insurance")
    ),
    "starts": FieldNote(Message("note.starts", "The first day of the insurance."), "2026-01-01"),
    "ends": FieldNote(Message("note.ends", "The last day of the insurance."), "2026-12-31"),
    "premium": FieldNote(Message("note.premium", "What the insurance costs."), "3980"),
}
_DOCUMENTS: Final = {
    "type": FieldNote(Message("note.type", "What the document is."), "vehicle_invoice"),
    "number": FieldNote(Message("note.number", "The number that stands on the document."), "044031900111"),
    "dated": FieldNote(Message("note.dated", "The date that stands on the document."), "2026-03-10"),
    "amount": FieldNote(Message("note.amount", "The amount that stands on the document."), "128000"),
    "expiry": FieldNote(Message("note.expiry", "The last day on which the document is valid.")),
    "note": FieldNote(Message("note.note", "Anything that is worth knowing of the document.")),
    "paper": FieldNote(Message("note.paper", "Whether the paper itself lies in the folder."), "present"),
    "order_no": FieldNote(
        Message("note.document_order", "The number of the repair order that the document belongs to.")
    ),
    "scans": FieldNote(
        Message(
            "note.scans",
            "The files with the scans: names, or paths from where this spreadsheet lies; "
            "several with ; between.",
        ),
        "invoice-0158.pdf",
    ),
}
_NOTES: Final = {
    RecordKind.FILES: _FILES,
    RecordKind.CUSTOMERS: _CUSTOMERS,
    RecordKind.REPAIR_ORDERS: _ORDERS,
    RecordKind.POLICIES: _POLICIES,
    RecordKind.DOCUMENTS: _DOCUMENTS,
}
_COMMON: Final = _VEHICLE | _PEOPLE

_FORMS: Final = {
    FieldType.DATE: Message("form.date", "A date such as 2026-03-10."),
    FieldType.PARTIAL_DATE: Message(
        "form.partial_date", "A date, a month or a year, such as 2019-05-06, 2019-05 or 2019."
    ),
    FieldType.DATETIME: Message("form.datetime", "A date, with the time if it is known: 2026-03-10 09:15."),
    FieldType.MONEY: Message("form.money", "An amount without a currency, such as 1280.50."),
    FieldType.QUANTITY: Message("form.quantity", "A number, such as 2 or 0.5."),
    FieldType.INTEGER: Message("form.integer", "A whole number."),
    FieldType.YES_NO: Message("form.yes_no", "Yes or no."),
    FieldType.CHOICE: Message("form.choice", "One of the words of the list."),
    FieldType.PATHS: Message("form.paths", "Names of files."),
}
_TEXT_FORM: Final = Message("form.text", "Text.")
_AS_TEXT: Final = Message("form.identifier", "Kept as text, so that no digit is lost.")
_IDENTIFIERS: Final = frozenset(
    {
        FieldType.IDENTIFIER,
        FieldType.VIN,
        FieldType.PLATE,
        FieldType.PHONE,
        FieldType.ID_NUMBER,
        FieldType.COMPANY_NUMBER,
    }
)

_NAMES_VEHICLE: Final = ("vin", "plate", "file_no")
_NEEDED: Final[dict[RecordKind, tuple[tuple[str, ...], ...]]] = {
    RecordKind.FILES: (("vin", "plate"),),
    RecordKind.CUSTOMERS: (("customer",),),
    RecordKind.REPAIR_ORDERS: (("order_no",), _NAMES_VEHICLE),
    RecordKind.POLICIES: (("policy_no", "ends"), _NAMES_VEHICLE),
    RecordKind.DOCUMENTS: (("type",), _NAMES_VEHICLE),
}
"""A row is refused that has none of the fields of a group (command-line.md, what an import says of a row)."""


def note_of(kind: RecordKind, field: Field) -> FieldNote:
    """What a field of `kind` holds; every field that can be imported has a note."""
    return _NOTES[kind].get(field.code) or _COMMON[field.code]


def form_of(field: Field) -> Message:
    """How the values of a field are written."""
    return _AS_TEXT if field.type in _IDENTIFIERS else _FORMS.get(field.type, _TEXT_FORM)


def can_be_read_again(kind: RecordKind, codes: Collection[str]) -> bool:
    """Whether a spreadsheet with these columns names what its records of `kind` need."""
    return all(any(code in codes for code in group) for group in _NEEDED[kind])


def needed_with(kind: RecordKind, code: str) -> tuple[str, ...]:
    """The fields of which a record of `kind` needs one, this one among them; none where it does without."""
    return next((group for group in _NEEDED[kind] if code in group), ())
