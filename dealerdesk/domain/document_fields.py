"""The fields of a document (product.md, The vehicle file, point 6): their codes, types and names."""

from __future__ import annotations

from dealerdesk.domain.documents import PAPER_LABELS, DocumentType, Paper
from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.messages import Message

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
DOCUMENT_FIELDS = (NUMBER, DATED, AMOUNT, EXPIRY, NOTE, PAPER)

POLICY_NUMBER = Message("document_field.policy_number", "Policy no.")
ISSUED = Message("document_field.issued", "Issued")
ENDS = Message("document_field.ends", "Ends")
_OWN_WORDS = {
    (DocumentType.INSURANCE_POLICY, NUMBER): POLICY_NUMBER,
    (DocumentType.INSURANCE_POLICY, DATED): ISSUED,
    (DocumentType.INSURANCE_POLICY, EXPIRY): ENDS,
}


def document_field(code: str) -> Field | None:
    """The field with this code, or None."""
    return next((field for field in DOCUMENT_FIELDS if field.code == code), None)


def name_on(type_: DocumentType, field: Field) -> Message:
    """What documents of `type_` call the field."""
    return _OWN_WORDS.get((type_, field), field.label)
