"""What the documents tab says in several of its parts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, Paper
from dealerdesk.domain.messages import LIST_SEPARATOR, Message
from dealerdesk.services.details import OrderDetail
from dealerdesk.ui.documents.slots import Lack, Slot, SlotState
from dealerdesk.ui.formats import label, shown_amount, shown_date, shown_day_of_year

PAGES = Message("ui.doc_pages", "{count} page", "{count} pages")
SCANS = Message("ui.doc_scans", "{count} scan", "{count} scans")
NO_SCAN = Message("ui.doc_no_scan", "no scan")
PAPER_IS = Message("ui.doc_paper_is", "paper {paper}")
MISSING = Message("ui.doc_missing", "missing")
OPTIONAL = Message("ui.doc_optional", "not required")
WAIVED_BY = Message("ui.doc_waived_by", "Not required: {reason} ({name})")
WAIVED = Message("ui.doc_waived", "not required: {reason}, says {name}")
ENDS_ON = Message("ui.doc_ends_on", "Ends {date}, {count} day", "Ends {date}, {count} days")
ENDS_TODAY = Message("ui.doc_ends_today", "Ends today")
ENDED_ON = Message("ui.doc_ended_on", "Ended {date}")
SPOKEN_TODAY = Message("ui.doc_spoken_today", "ends today")
SPOKEN_ENDED = Message("ui.doc_spoken_ended", "ended on {date}")
SPOKEN_ENDS = Message("ui.doc_spoken_ends", "ends in {count} day", "ends in {count} days")
PAPER_LACKS = Message("ui.doc_paper_lacks", "Paper missing")
SCAN_LACKS = Message("ui.doc_scan_lacks", "Scan missing")
LACKS = {Lack.PAPER: PAPER_LACKS, Lack.SCAN: SCAN_LACKS}
PARTS = Message("ui.doc_parts", "{first} · {rest}")
WITH_KEYS = Message("ui.doc_with_keys", "{action} ({keys})")
_YEAR = 365


def type_name(slot: Slot) -> str:
    """The slot's type as a title."""
    return label(TYPE_LABELS[slot.type])


def titled(slot: Slot) -> str:
    """The slot's type with its document's number."""
    return in_a_line(
        [part for part in (type_name(slot), slot.document.number if slot.document else "") if part]
    )


def in_a_line(parts: list[str]) -> str:
    """Short facts beside each other: ``HT-2023-0518 · 18 May 2023 · 6 pages``."""
    line = ""
    for part in parts:
        line = PARTS.said(first=line, rest=part) if line else part
    return line


def visit_words(order: OrderDetail) -> str:
    """A visit by its day and its repair order's number."""
    came = order.values["date_in"]
    day = shown_date(came.date()) if isinstance(came, datetime) else ""
    return in_a_line([part for part in (day, str(order.values["order_no"] or "")) if part])


def facts(slot: Slot) -> str:
    """What is known of the slot's document, shortly."""
    document = slot.document
    if document is None:
        return ""
    amount = shown_amount(document.amount)  # type: ignore[arg-type]  # an amount's column holds decimals
    parts = [document.number or "", shown_date(document.dated), amount]
    if slot.pages and not amount:
        parts.append(PAGES.said(count=slot.pages))
    if not any(parts):
        parts.append(document.note or "")
    return in_a_line([part for part in parts if part])


def ending(slot: Slot) -> str:
    """When the document ends or ended, where that is near."""
    if slot.days_left is None or slot.expiry is None:
        return ""
    return ending_of(slot.expiry, slot.days_left)


def ending_of(expiry: date, days_left: int) -> str:
    """``Ends 24 Mar, 12 days``, or that it has ended; the year is said where another one could be meant."""
    today = expiry - timedelta(days=days_left)
    is_plain = expiry.year == today.year or 0 <= days_left < _YEAR
    day = shown_day_of_year(expiry) if is_plain else shown_date(expiry)
    if days_left < 0:
        return ENDED_ON.said(date=day)
    return ENDS_ON.said(date=day, count=days_left) if days_left else ENDS_TODAY.said()


def spoken(slot: Slot) -> str:
    """The slot for a screen reader: ``insurance policy, 2 scans, paper present, ends in 12 days``."""
    parts = [TYPE_LABELS[slot.type].said()]
    if slot.document and slot.document.number:
        parts.append(slot.document.number)
    if slot.state is SlotState.WAIVED and slot.waiver:
        parts.append(WAIVED.said(reason=slot.waiver.reason, name=slot.waiver.by))
    elif slot.state is SlotState.FILLED and slot.document:
        scans = len(slot.document.scans)
        parts.append(SCANS.said(count=scans) if scans else NO_SCAN.said())
        parts.append(PAPER_IS.said(paper=PAPER_LABELS[Paper(slot.document.paper)]))
    else:
        parts.append((MISSING if slot.state is SlotState.MISSING else OPTIONAL).said())
    if slot.lack:
        parts.append(LACKS[slot.lack].said())
    if slot.days_left is not None and slot.days_left > 0:
        parts.append(SPOKEN_ENDS.said(count=slot.days_left))
    elif slot.days_left is not None:
        sentence = SPOKEN_ENDED if slot.days_left else SPOKEN_TODAY
        parts.append(sentence.said(date=shown_date(slot.expiry)))
    return LIST_SEPARATOR.said().join(parts)
