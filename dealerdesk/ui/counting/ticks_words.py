"""What the ticks of a folder say."""

from __future__ import annotations

from dealerdesk.domain.audits import MARK_LABELS, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import FolderPaper

BOTH = Message("ui.ticks_both", "Paper + scan")
PAPER_ONLY = Message("ui.ticks_paper_only", "Paper only")
SCAN_ONLY = Message("ui.ticks_scan_only", "Scan only")
NEITHER = Message("ui.ticks_neither", "Nothing")
RECORDED = (BOTH, PAPER_ONLY, SCAN_ONLY, NEITHER)
NOT_SAID = Message("ui.ticks_not_said", "not said")

NO_PAPER = Message("ui.ticks_reason_paper", "Paper not in folder")
NO_SCAN = Message("ui.ticks_reason_scan", "Scan not found")
NO_PAPER_NO_SCAN = Message("ui.ticks_reason_both", "Neither paper nor scan")
UNREADABLE = Message("ui.ticks_reason_unreadable", "Unreadable")
LENT = Message("ui.ticks_reason_lent", "Lent out")
ANOTHER = Message("ui.ticks_reason_another", "Another document in its place")
OUTDATED = Message("ui.ticks_reason_outdated", "Out of date")
REASONS = (NO_PAPER, NO_SCAN, NO_PAPER_NO_SCAN, UNREADABLE, LENT, ANOTHER, OUTDATED)
"""What usually is the matter with a document."""

NO_PAPER_ON_RECORD = Message("ui.ticks_no_paper_on_record", "No paper on record")
NO_SCAN_ON_RECORD = Message("ui.ticks_no_scan_on_record", "No scan on record")
ORDERS = Message("ui.ticks_orders", "{count} order", "{count} orders")
SLIPS = Message("ui.ticks_slips", "{count} slip", "{count} slips")
DOCUMENTS = Message("ui.ticks_documents", "{count} document", "{count} documents")
_COUNTED = {DocumentType.REPAIR_ORDER: ORDERS, DocumentType.PARTS_ISSUE_SLIP: SLIPS}


def recorded_words(paper: FolderPaper) -> Message:
    """What the record holds of a document."""
    if paper.has_paper:
        return BOTH if paper.has_scan else PAPER_ONLY
    return SCAN_ONLY if paper.has_scan else NEITHER


def mark_words(mark: Mark | None) -> str:
    """What is said of a half, as it is spoken."""
    return (MARK_LABELS[mark] if mark else NOT_SAID).said()


def reason_for(paper: Mark | None, scan: Mark | None) -> str:
    """The usual reason for two marks; "" where nothing is to be given a reason."""
    if paper is Mark.MISSING:
        return (NO_PAPER_NO_SCAN if scan is Mark.MISSING else NO_PAPER).said()
    if scan is Mark.MISSING:
        return NO_SCAN.said()
    return UNREADABLE.said() if Mark.UNREADABLE in {paper, scan} else ""


def is_usual(note: str) -> bool:
    """Whether a note is one of the usual reasons, which give way to one another."""
    return any(note == reason.said() for reason in REASONS)


def facts_of(paper: FolderPaper) -> str:
    """What the record knows of a document besides: its number, how many there are, what it lacks."""
    if paper.words:
        return paper.words
    if paper.count > 1:
        return _COUNTED.get(paper.type, DOCUMENTS).said(count=paper.count)
    if paper.has_paper and not paper.has_scan:
        return NO_SCAN_ON_RECORD.said()
    if paper.has_scan and not paper.has_paper:
        return NO_PAPER_ON_RECORD.said()
    return ""
