"""The fields of a document (product.md, The vehicle file, point 6): their codes, types and names."""

from __future__ import annotations

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.fields import AMOUNT, DATED, EXPIRY, NOTE, NUMBER, PAPER, Field
from dealerdesk.domain.messages import Message

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
