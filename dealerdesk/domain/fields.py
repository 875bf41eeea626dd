"""The fields of every kind of record: their codes, their types and their names for people.

One table serves spreadsheets in and out, ``edit``, filters, history and screens. The codes are a promise
to scripts (command-line.md); the words are those of product.md, "Vocabulary".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.files import KIND_LABELS, STATE_LABELS, FileKind, FileState
from dealerdesk.domain.messages import Message


class RecordKind(StrEnum):
    """What a spreadsheet can hold; the values are the KINDs of the command line."""

    FILES = "files"
    REPAIR_ORDERS = "repair-orders"
    CUSTOMERS = "customers"
    DOCUMENTS = "documents"
    POLICIES = "policies"


class CustomerKind(StrEnum):
    """Whom a customer card stands for."""

    PERSON = "person"
    COMPANY = "company"


class PolicyKind(StrEnum):
    """The two insurances a vehicle has."""

    COMPULSORY = "compulsory"
    COMMERCIAL = "commercial"


class LineKind(StrEnum):
    """What a line of a repair order bills."""

    LABOUR = "labour"
    PART = "part"
    OTHER = "other"


class FieldType(StrEnum):
    """How a value is written down; each has one canonical text form in files and on the command line."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    """A number that is not for counting: folded to half width, kept as text, never a spreadsheet number."""
    VIN = "vin"
    PLATE = "plate"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    COMPANY_NUMBER = "company_number"
    DATE = "date"
    """``2026-03-10``"""
    PARTIAL_DATE = "partial_date"
    """``2026``, ``2026-03`` or ``2026-03-10``: known to the year, the month or the day."""
    DATETIME = "datetime"
    """Local time to the minute, ``2026-03-10T11:00``."""
    MONEY = "money"
    """A decimal with at most four places, no currency."""
    QUANTITY = "quantity"
    """A decimal with at most four places."""
    INTEGER = "integer"
    YES_NO = "yes_no"
    CHOICE = "choice"
    PATHS = "paths"
    """Names or paths of files, several with ``;`` or line breaks between them; as they stand on the disk."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record; `choices` are the codes and words a CHOICE can take."""

    code: str
    type: FieldType
    label: Message
    choices: tuple[tuple[str, Message], ...] = ()
    importable: bool = True
    editable: bool = True


YES = Message("yes", "yes")
NO = Message("no", "no")
CUSTOMER_KIND_LABELS = {
    CustomerKind.PERSON: Message("customer_kind.person", "person"),
    CustomerKind.COMPANY: Message("customer_kind.company", "company"),
}
POLICY_KIND_LABELS = {
    PolicyKind.COMPULSORY: Message("policy_kind.compulsory", "compulsory"),
    PolicyKind.COMMERCIAL: Message("policy_kind.commercial", "commercial"),
}
LINE_KIND_LABELS = {
    LineKind.LABOUR: Message("line_kind.labour", "labour"),
    LineKind.PART: Message("line_kind.part", "part"),
    LineKind.OTHER: Message("line_kind.other", "other"),
}

_FILE_KINDS = tuple((kind.value, KIND_LABELS[kind]) for kind in FileKind)
_STATES = tuple((state.value, STATE_LABELS[state]) for state in FileState)
_CUSTOMER_KINDS = tuple((kind.value, CUSTOMER_KIND_LABELS[kind]) for kind in CustomerKind)
_POLICY_KINDS = tuple((kind.value, POLICY_KIND_LABELS[kind]) for kind in PolicyKind)
_LINE_KINDS = tuple((kind.value, LINE_KIND_LABELS[kind]) for kind in LineKind)

FILE_NO = Field("file_no", FieldType.IDENTIFIER, Message("field.file_no", "File number"))
PLATE = Field("plate", FieldType.PLATE, Message("field.plate", "Plate"))
VIN = Field("vin", FieldType.VIN, Message("field.vin", "VIN"))
CUSTOMER = Field("customer", FieldType.TEXT, Message("field.customer", "Customer"))
CUSTOMER_KIND = Field(
    "customer_kind", FieldType.CHOICE, Message("field.customer_kind", "Person or company"), _CUSTOMER_KINDS
)
ID_NUMBER = Field("id_number", FieldType.ID_NUMBER, Message("field.id_number", "ID number"))
COMPANY_NUMBER = Field(
    "company_number", FieldType.COMPANY_NUMBER, Message("field.company_number", "Company number")
)
PHONE = Field("phone", FieldType.PHONE, Message("field.phone", "Phone"))
MAILING_ADDRESS = Field(
    "mailing_address", FieldType.TEXT, Message("field.mailing_address", "Mailing address")
)
REGISTERED_ADDRESS = Field(
    "registered_address", FieldType.TEXT, Message("field.registered_address", "Registered address")
)
CONTACT_PERSON = Field("contact_person", FieldType.TEXT, Message("field.contact_person", "Contact person"))
ACTUAL_USER = Field("actual_user", FieldType.TEXT, Message("field.actual_user", "Actual user"))
NOTES = Field("notes", FieldType.TEXT, Message("field.notes", "Notes"))

FILE_FIELDS = (
    FILE_NO,
    PLATE,
    VIN,
    Field("engine_no", FieldType.IDENTIFIER, Message("field.engine_no", "Engine number")),
    Field("make", FieldType.TEXT, Message("field.make", "Make")),
    Field("model", FieldType.TEXT, Message("field.model", "Model")),
    Field("colour", FieldType.TEXT, Message("field.colour", "Colour")),
    Field("manufacture_date", FieldType.PARTIAL_DATE, Message("field.manufacture_date", "Manufacture date")),
    Field("registration_date", FieldType.DATE, Message("field.registration_date", "Registration date")),
    Field("use", FieldType.TEXT, Message("field.use", "Use")),
    Field("kind", FieldType.CHOICE, Message("field.kind", "Kind of file"), _FILE_KINDS),
    Field("state", FieldType.CHOICE, Message("field.state", "State"), _STATES, False, False),
    Field("location", FieldType.TEXT, Message("field.location", "Cabinet location")),
    Field("responsible", FieldType.TEXT, Message("field.responsible", "Responsible person")),
    Field("odometer", FieldType.INTEGER, Message("field.odometer", "Odometer")),
    Field("last_visit", FieldType.DATE, Message("field.last_visit", "Last visit")),
    Field("next_service", FieldType.DATE, Message("field.next_service", "Next service")),
    Field("next_inspection", FieldType.DATE, Message("field.next_inspection", "Next inspection")),
    Field("insurance_ends", FieldType.DATE, Message("field.insurance_ends", "Insurance ends")),
    CUSTOMER,
    CUSTOMER_KIND,
    ID_NUMBER,
    COMPANY_NUMBER,
    PHONE,
    MAILING_ADDRESS,
    REGISTERED_ADDRESS,
    CONTACT_PERSON,
    Field("contact_phone", FieldType.PHONE, Message("field.contact_phone", "Contact phone")),
    ACTUAL_USER,
    Field("user_phone", FieldType.PHONE, Message("field.user_phone", "User's phone")),
    NOTES,
    Field("vin_note", FieldType.TEXT, Message("field.vin_note", "Reason for an unusual VIN")),
    Field("archived", FieldType.YES_NO, Message("field.archived", "Archived"), (), False, False),
)

CUSTOMER_FIELDS = (
    Field(
        "customer_no", FieldType.IDENTIFIER, Message("field.customer_no", "Customer number"), (), True, False
    ),
    CUSTOMER,
    CUSTOMER_KIND,
    ID_NUMBER,
    COMPANY_NUMBER,
    PHONE,
    CONTACT_PERSON,
    ACTUAL_USER,
    Field("occupation", FieldType.TEXT, Message("field.occupation", "Occupation or trade")),
    Field("birth_date", FieldType.DATE, Message("field.birth_date", "Birth date")),
    REGISTERED_ADDRESS,
    Field("registered_phone", FieldType.PHONE, Message("field.registered_phone", "Registered phone")),
    MAILING_ADDRESS,
    Field("mailing_phone", FieldType.PHONE, Message("field.mailing_phone", "Mailing phone")),
    Field("consent_to_call", FieldType.YES_NO, Message("field.consent_to_call", "Consent to be called")),
    Field("preferences", FieldType.TEXT, Message("field.preferences", "Preferences")),
    Field("special_days", FieldType.TEXT, Message("field.special_days", "Special days")),
    NOTES,
)

ORDER_NO = Field("order_no", FieldType.IDENTIFIER, Message("field.order_no", "Repair order number"))
ORDER_FIELDS = (
    ORDER_NO,
    FILE_NO,
    PLATE,
    VIN,
    Field("date_in", FieldType.DATETIME, Message("field.date_in", "Date in")),
    Field("date_out", FieldType.DATETIME, Message("field.date_out", "Date out")),
    Field("odometer_in", FieldType.INTEGER, Message("field.odometer_in", "Odometer in")),
    Field("odometer_out", FieldType.INTEGER, Message("field.odometer_out", "Odometer out")),
    Field("advisor", FieldType.TEXT, Message("field.advisor", "Service advisor")),
    Field("technician", FieldType.TEXT, Message("field.technician", "Technician")),
    Field("reported_fault", FieldType.TEXT, Message("field.reported_fault", "Reported fault")),
    Field("parts_cost", FieldType.MONEY, Message("field.parts_cost", "Parts cost")),
    Field("labour_cost", FieldType.MONEY, Message("field.labour_cost", "Labour cost")),
    Field("other_cost", FieldType.MONEY, Message("field.other_cost", "Other cost")),
    Field("total", FieldType.MONEY, Message("field.total", "Total")),
    Field("settlement_no", FieldType.IDENTIFIER, Message("field.settlement_no", "Settlement number")),
    Field("settled_on", FieldType.DATE, Message("field.settled_on", "Settled on")),
    Field("repeat_of", FieldType.IDENTIFIER, Message("field.repeat_of", "Repeat of order")),
    Field(
        "order_consent", FieldType.YES_NO, Message("field.order_consent", "Consent to a call on this order")
    ),
)
LINE_FIELDS = (
    Field("line_no", FieldType.INTEGER, Message("field.line_no", "Line")),
    Field("line_kind", FieldType.CHOICE, Message("field.line_kind", "Labour or part"), _LINE_KINDS),
    Field("line_code", FieldType.IDENTIFIER, Message("field.line_code", "Code")),
    Field("line_description", FieldType.TEXT, Message("field.line_description", "Description")),
    Field("line_quantity", FieldType.QUANTITY, Message("field.line_quantity", "Quantity")),
    Field("line_unit_price", FieldType.MONEY, Message("field.line_unit_price", "Unit price")),
    Field("line_amount", FieldType.MONEY, Message("field.line_amount", "Amount")),
)
"""A repair order's spreadsheet has one row a line; the order's own fields repeat on each."""

POLICY_FIELDS = (
    Field("policy_no", FieldType.IDENTIFIER, Message("field.policy_no", "Policy number")),
    FILE_NO,
    PLATE,
    VIN,
    Field("policy_kind", FieldType.CHOICE, Message("field.policy_kind", "Kind of insurance"), _POLICY_KINDS),
    Field("insurer", FieldType.TEXT, Message("field.insurer", "Insurer")),
    Field("starts", FieldType.DATE, Message("field.starts", "Starts")),
    Field("ends", FieldType.DATE, Message("field.ends", "Ends")),
    Field("premium", FieldType.MONEY, Message("field.premium", "Premium")),
)

DOCUMENT_TYPE = Field(
    "type",
    FieldType.CHOICE,
    Message("field.type", "Document type"),
    tuple((type_.value, TYPE_LABELS[type_]) for type_ in DocumentType),
)
NUMBER = Field("number", FieldType.IDENTIFIER, Message("document_field.number", "Number"))
DATED = Field("dated", FieldType.DATE, Message("document_field.dated", "Date"))
AMOUNT = Field("amount", FieldType.MONEY, Message("document_field.amount", "Amount"))
EXPIRY = Field("expiry", FieldType.DATE, Message("document_field.expiry", "Valid until"))
NOTE = Field("note", FieldType.TEXT, Message("document_field.note", "Note"))
PAPER = Field(
    "paper",
    FieldType.CHOICE,
    Message("document_field.paper", "Paper"),
    tuple((paper.value, PAPER_LABELS[paper]) for paper in Paper),
)
SCANS = Field("scans", FieldType.PATHS, Message("document_field.scans", "Scans"), (), True, False)
DOCUMENT_ROW_FIELDS = (
    *(FILE_NO, PLATE, VIN, DOCUMENT_TYPE),
    *(NUMBER, DATED, AMOUNT, EXPIRY, NOTE, PAPER),
    *(ORDER_NO, SCANS),
)
"""A spreadsheet of documents has one row a document; those that it has by itself: `document_fields`."""

FIELDS: dict[RecordKind, tuple[Field, ...]] = {
    RecordKind.FILES: FILE_FIELDS,
    RecordKind.REPAIR_ORDERS: ORDER_FIELDS + LINE_FIELDS,
    RecordKind.CUSTOMERS: CUSTOMER_FIELDS,
    RecordKind.DOCUMENTS: DOCUMENT_ROW_FIELDS,
    RecordKind.POLICIES: POLICY_FIELDS,
}
RECORD_LABELS = {
    RecordKind.FILES: Message("record.files", "Vehicle files"),
    RecordKind.REPAIR_ORDERS: Message("record.repair-orders", "Repair orders"),
    RecordKind.CUSTOMERS: Message("record.customers", "Customers"),
    RecordKind.DOCUMENTS: Message("record.documents", "Documents"),
    RecordKind.POLICIES: Message("record.policies", "Insurance policies"),
}


def field_of(kind: RecordKind, code: str) -> Field | None:
    """The field of `kind` with this code, or None."""
    return next((field for field in FIELDS[kind] if field.code == code), None)
