"""What the history calls the fields that changed, and how people say their values."""

from __future__ import annotations

from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS
from dealerdesk.domain.fields import FIELDS, NO, YES, FieldType
from dealerdesk.domain.messages import Message

FURTHER_FIELDS = {
    "archive_reason": Message("field.archive_reason", "Reason for archiving"),
    "verified_by": Message("field.verified_by", "Verified by"),
    "filed_by": Message("field.filed_by", "Filed by"),
    "document.type": Message("field.document_type", "Document type"),
    "document.number": Message("field.document_number", "Document number"),
    "document.dated": Message("field.document_dated", "Date of the document"),
    "document.amount": Message("field.document_amount", "Amount of the document"),
    "document.expiry": Message("field.document_expiry", "Document valid until"),
    "document.note": Message("field.document_note", "Note on the document"),
    "document.paper": Message("field.document_paper", "Paper"),
    "document.order_no": Message("field.document_order_no", "Repair order of the document"),
    "scan.document": Message("field.scan_document", "Document that the scan belongs to"),
    "waiver.reason": Message("field.waiver_reason", "Reason for waiving"),
}
"""Fields that only the history tells, by the codes it gives them."""
_CODES = {str(code): label for labels in (PAPER_LABELS, TYPE_LABELS) for code, label in labels.items()}
_LABELS = {field.code: field.label for fields in FIELDS.values() for field in fields} | FURTHER_FIELDS


def field_label(code: str) -> str:
    """The name of a field of the history in the current language; the code where it has none."""
    label = _LABELS.get(code)
    return label.said() if label else code


def value_in_words(code: str, text: str | None) -> str | None:
    """A value of the history as people say it: words for what is a code."""
    if text is None:
        return None
    fields = [field for fields in FIELDS.values() for field in fields if field.code == code]
    choices = {choice: label for field in fields for choice, label in field.choices}
    choices |= {"yes": YES, "no": NO} if any(field.type is FieldType.YES_NO for field in fields) else {}
    choices |= _CODES if code in {"document.paper", "document.type", "scan.document"} else {}
    return choices[text].said() if text in choices else text
