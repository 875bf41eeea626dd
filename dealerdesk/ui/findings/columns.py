"""The columns of the lists of an audit's findings, and how their cells are painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dealerdesk.domain.audits import STRAY_LABELS, Mark, StrayKind
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.services.audits import Contradiction, Discrepancy, LeftRow
from dealerdesk.services.audits.meanwhile import MEANWHILE_LABELS
from dealerdesk.ui.findings.looks import LOOKS, fault_words
from dealerdesk.ui.findings.window_model import RowColumn
from dealerdesk.ui.formats import label
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.icons import paint_icon
from dealerdesk.ui.theme.look import colours
from dealerdesk.ui.widgets.painting import paint_cell_text, paint_text, square, text_width
from dealerdesk.ui.widgets.plate import paint_badge

BELONGS = Message("ui.findings_belongs", "Belongs in")
PLATE = Message("ui.findings_plate", "Plate")
FILE_NO = Message("ui.findings_file_no", "File no.")
CUSTOMER = Message("ui.findings_customer", "Customer")
VEHICLE = Message("ui.findings_vehicle", "Vehicle")
WHAT = Message("ui.findings_what", "Not in order")
SEEN = Message("ui.findings_seen", "Seen in")
EXPLANATION = Message("ui.findings_explanation", "Explanation")
TO_EXPLAIN = Message("ui.findings_to_explain", "to be explained")
AGAIN = Message("ui.findings_again", "missing, too")
AGAIN_HERE = Message("ui.findings_again_here", "last time, too")
NOTHING = Message("ui.findings_nothing", "–")
HAPPENED = Message("ui.findings_happened", "What happened")
PLACE_BEFORE = Message("ui.findings_place_before", "Place before")
PLACE_NOW = Message("ui.findings_place_now", "Place now")
WHY = Message("ui.findings_why", "Why it was not expected")
DOCUMENT = Message("ui.findings_document", "Document")
FOUND = Message("ui.findings_worth_found", "What was found")
IS_THERE = Message("ui.findings_worth_is_there", "there, not on record")
IS_NEEDLESS = Message("ui.findings_worth_is_needless", "not applicable, yet required")
MARKED_BY = Message("ui.findings_worth_by", "Counted by")
LAST_AUDIT = Message("ui.findings_last_audit", "Last audit")
LOOKED_FOR = Message("ui.findings_looked_for", "Looked for by")
_PLATE_USUAL = "粤B·D12345 00"
_PLACE_USUAL = "A-12 / 188"


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A folder that was scanned and is no discrepancy, though it was not expected."""

    file_no: str
    kind: StrayKind
    place: str


def explained_words(found: Discrepancy) -> str:
    """What was said of a discrepancy, or that nothing was yet."""
    return found.cause or TO_EXPLAIN.said()


def number_of(found: Discrepancy) -> str:
    """The file's number, or what was scanned instead of one."""
    return found.file_no or found.code


def _what(found: Discrepancy) -> str:
    words = fault_words(found)
    return said_list((words, AGAIN_HERE.said())) if found.again else words


def _paint_plate(painter: QPainter, place: QRectF, found: Discrepancy | LeftRow | Contradiction) -> None:
    if found.plate or found.file_no:
        paint_badge(painter, place.adjusted(0, 0, m.GAP_2, 0), found.plate)
    else:
        paint_cell_text(painter, place, NOTHING.said(), Text.BODY, colours().text_3)


def _paint_what(painter: QPainter, place: QRectF, found: Discrepancy) -> None:
    look, now = LOOKS[found.fault], colours()
    paint_icon(painter, square(place, m.ICON), look.icon, getattr(now, look.role))
    rest = place.adjusted(m.ICON + m.GAP_2, 0, 0, 0)
    used = paint_text(painter, rest, fault_words(found), Text.BODY, now.text)
    rest.setLeft(rest.left() + used + m.GAP_2)
    if found.again and rest.width() > text_width(AGAIN_HERE.said(), Text.STRONG_CAPTION):
        paint_cell_text(painter, rest, AGAIN_HERE.said(), Text.STRONG_CAPTION, now.bad)


def _paint_explanation(painter: QPainter, place: QRectF, found: Discrepancy) -> None:
    now = colours()
    is_explained = found.cause is not None
    name, role = ("check", now.ok) if is_explained else ("circle", now.warn)
    paint_icon(painter, square(place, m.ICON), name, role)
    rest = place.adjusted(m.ICON + m.GAP_2, 0, 0, 0)
    colour = now.text_2 if is_explained else now.warn
    paint_cell_text(painter, rest, explained_words(found), Text.BODY, colour)


def worth_words(found: Contradiction) -> str:
    """How a mark contradicts the record, in few words."""
    return (IS_THERE if found.mark is Mark.PRESENT else IS_NEEDLESS).said()


def _paint_home(painter: QPainter, place: QRectF, found: Discrepancy | LeftRow | Contradiction) -> None:
    text, now = found.location or NOTHING.said(), colours()
    paint_cell_text(painter, place, text, Text.BODY, now.text if found.location else now.text_3)


def people_of(found: Discrepancy) -> str:
    """Who saw a folder, or looked for it, as the language lists names."""
    return said_list(filter(None, map(str.strip, (found.seen_by or "").split(","))))


def _seen_words(found: Discrepancy) -> str:
    return said_list(filter(None, (found.places, people_of(found)))) or NOTHING.said()


def _again_words(found: Discrepancy) -> str:
    return AGAIN.said() if found.again else ""


def _paint_again(painter: QPainter, place: QRectF, found: Discrepancy) -> None:
    paint_cell_text(painter, place, _again_words(found), Text.STRONG_CAPTION, colours().bad)


def _paint_seen(painter: QPainter, place: QRectF, found: Discrepancy) -> None:
    now = colours()
    if not found.places:
        paint_cell_text(painter, place, people_of(found) or NOTHING.said(), Text.BODY, now.text_3)
        return
    used = paint_text(painter, place, found.places, Text.BODY, now.text)
    rest = place.adjusted(used + m.GAP_2, 0, 0, 0)
    if found.seen_by and rest.width() > m.GAP_5:
        paint_cell_text(painter, rest, people_of(found), Text.CAPTION, now.text_3)


DISCREPANCIES = (
    RowColumn(BELONGS, lambda row: row.location or NOTHING.said(), _PLACE_USUAL, paint=_paint_home),
    RowColumn(PLATE, lambda row: row.plate or "", _PLATE_USUAL, spare=1, paint=_paint_plate),
    RowColumn(FILE_NO, number_of, "2022-0093-1"),
    RowColumn(CUSTOMER, lambda row: row.owner or "", "Zhou Jianguo", share=1, spare=3),
    RowColumn(WHAT, _what, "Paper: Sales contract", share=2, paint=_paint_what),
    RowColumn(SEEN, _seen_words, "AB-12 / 188 Zhou", share=1, spare=2, paint=_paint_seen),
    RowColumn(EXPLANATION, explained_words, "to be explained", share=2, paint=_paint_explanation),
)
"""Discrepancies, neighbours beside each other."""

MISSING = (
    RowColumn(BELONGS, lambda row: row.location or NOTHING.said(), _PLACE_USUAL, paint=_paint_home),
    RowColumn(PLATE, lambda row: row.plate or "", _PLATE_USUAL, spare=1, paint=_paint_plate),
    RowColumn(FILE_NO, number_of, "2022-0093-1"),
    RowColumn(CUSTOMER, lambda row: row.owner or "", "Zhou Jianguo", share=1, spare=2),
    RowColumn(VEHICLE, lambda row: row.vehicle or "", "BYD Han EV 605", share=1, spare=5),
    RowColumn(LAST_AUDIT, _again_words, "missing, too", spare=3, paint=_paint_again),
    RowColumn(LOOKED_FOR, people_of, "Zhou, A. Patel", share=1, spare=4),
    RowColumn(EXPLANATION, explained_words, "to be explained", share=2, paint=_paint_explanation),
)
"""Folders that nobody found, neighbours beside each other."""

MEANWHILE = (
    RowColumn(FILE_NO, lambda row: row.file_no, "2022-0093-1"),
    RowColumn(
        HAPPENED, lambda row: label(MEANWHILE_LABELS[row.what]), "taken back from the archive", share=1
    ),
    RowColumn(PLACE_BEFORE, lambda row: row.before or NOTHING.said(), "AB-12 / 188", share=1),
    RowColumn(PLACE_NOW, lambda row: row.after or NOTHING.said(), "AB-12 / 188", share=2),
)
"""What became of files while the audit went on."""

BESIDE = (
    RowColumn(FILE_NO, lambda row: row.file_no, "2022-0093-1"),
    RowColumn(WHY, lambda row: label(STRAY_LABELS[row.kind]), "archived before the audit", share=1),
    RowColumn(SEEN, lambda row: row.place or NOTHING.said(), "AB-12 / 188", share=2),
)
"""Folders that were scanned without being expected, and without anything wrong with that."""

WORTH = (
    RowColumn(BELONGS, lambda row: row.location or NOTHING.said(), _PLACE_USUAL, paint=_paint_home),
    RowColumn(PLATE, lambda row: row.plate or "", _PLATE_USUAL, spare=1, paint=_paint_plate),
    RowColumn(FILE_NO, lambda row: row.file_no, "2022-0093-1"),
    RowColumn(CUSTOMER, lambda row: row.owner or "", "Zhou Jianguo", share=1, spare=3),
    RowColumn(DOCUMENT, lambda row: label(TYPE_LABELS[row.type]), "Vehicle invoice", share=1),
    RowColumn(FOUND, worth_words, "not applicable, yet required", share=1),
    RowColumn(MARKED_BY, lambda row: row.by, "Zhou, A. Patel", share=1, spare=2),
)
"""Marks by which the record could be corrected, though nothing is amiss."""

LEFT = (
    RowColumn(BELONGS, lambda row: row.location or NOTHING.said(), _PLACE_USUAL, paint=_paint_home),
    RowColumn(PLATE, lambda row: row.plate or "", _PLATE_USUAL, spare=1, paint=_paint_plate),
    RowColumn(FILE_NO, lambda row: row.file_no, "2022-0093-1"),
    RowColumn(CUSTOMER, lambda row: row.owner or "", "Zhou Jianguo", share=1, spare=2),
    RowColumn(VEHICLE, lambda row: row.vehicle or "", "BYD Han EV 605", share=1, spare=3),
)
"""Folders that nobody found, in this audit or in the last one."""
