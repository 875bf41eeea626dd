"""Rows of documents, scans and repair orders by their ids, or a sentence on why they are not there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.storage.models import Document, RepairOrder, Scan

DOCUMENT_GONE = Message(
    "document_gone", "This document is not in the file any more: somebody removed it meanwhile."
)
SCAN_GONE = Message("scan_gone", "This scan is not in the file any more: somebody removed it meanwhile.")
ORDER_GONE = Message(
    "repair_order_gone", "This repair order is not in the file any more: somebody removed it meanwhile."
)


def get_document(session: Session, document_id: int) -> Document:
    """The document; raises ``document_gone``."""
    found = session.get(Document, document_id)
    if found is None:
        raise DealerDeskError(DOCUMENT_GONE)
    return found


def get_scan(session: Session, scan_id: int) -> Scan:
    """The scan; raises ``scan_gone``."""
    found = session.get(Scan, scan_id)
    if found is None:
        raise DealerDeskError(SCAN_GONE)
    return found


def get_order_of(session: Session, file_id: int, order_id: int) -> RepairOrder:
    """The repair order of the file; raises ``repair_order_gone``."""
    found = session.get(RepairOrder, order_id)
    if found is None or found.file_id != file_id:
        raise DealerDeskError(ORDER_GONE)
    return found
