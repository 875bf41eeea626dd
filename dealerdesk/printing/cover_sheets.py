"""Cover sheets of folders: an A4 page a file, with its codes, its facts and the documents to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from dealerdesk.domain.cover_sheets import CoverLine, CoverSheet
from dealerdesk.domain.documents import TYPE_LABELS
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, Box
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.code128 import QUIET_MODULES, can_encode, code_widths
from dealerdesk.printing.paper import Ink, Pages, Paper, Side, Style, pdf_pages, pictured_page, ready_to_paint
from dealerdesk.printing.qr import black_boxes, qr_modules
from dealerdesk.printing.shapes import bars_of, tick

TITLE = Message("print.cover_sheets", "Cover sheets")
PRINTING = Message("printing_cover_sheets", "Printing cover sheets")
VEHICLE_FILE = Message("print.vehicle_file", "Vehicle file")
DOCUMENT = Message("print.document", "Document")
PAPER = Message("print.paper", "Paper")
SCAN = Message("print.scan", "Scan")
REMARK = Message("print.number_and_date", "Number, date")
NOT_NEEDED = Message("print.waived", "waived")
OPTIONAL = Message("print.optional", "not required")
AUDIT = Message("print.audit", "Audit")
DATE = Message("print.date", "Date")
COUNTED_BY = Message("print.counted_by", "Counted by")
AUDIT_REMARK = Message("print.remark", "Remark")
PRINTED = Message("print.printed", "Printed {date}, {name}")
COMPLETE = Message("print.complete", "{present} of {required} required documents")
FACTS: Final = {
    "vehicle": Message("print.vehicle", "Vehicle"),
    "kind": Message("print.kind", "Kind"),
    "customer": Message("print.customer", "Customer"),
    "phone": Message("print.phone", "Phone"),
    "registered": Message("print.registered", "Registered"),
}

_LEFT, _TOP, _WIDTH = 20.0, 16.0, A4_WIDTH - 40
_BOTTOM = A4_HEIGHT - 16
_PLATE = Box(_LEFT, 29, 74, 17)
_QR_MM, _CODES_X = 34.0, A4_WIDTH - 20 - 50
_BAR_MM = 0.25
_ROW_MM = 7.6
_COLUMNS: Final = (8.0, 72.0, 15.0, 15.0, _WIDTH - 110)
_YEARS, _YEARS_PAST = 5, 3
"""So many years have a line, at most so many of them audits that are closed."""
_AUDIT_COLUMNS: Final = (20.0, 34.0, 50.0, _WIDTH - 104)
_STRONG = Style(9.5, is_strong=True)
_PLAIN, _SMALL = Style(9.5), Style(8.5, ink=Ink.GREY)


def write_cover_sheets(out: Path, sheets: Sequence[CoverSheet], progress: Progress, *, names: bool) -> None:
    """Write cover sheets as a PDF, whole or not at all; with `names` they say customer and phone.

    Raises ``print_ending`` and ``print_failed``; `progress` may raise `Cancelled`.
    """
    with pdf_pages(out, A4_WIDTH, A4_HEIGHT, TITLE.said()) as pages:
        paint_cover_sheets(pages, sheets, progress, names=names)


def paint_cover_sheets(
    pages: Pages, sheets: Sequence[CoverSheet], progress: Progress, *, names: bool
) -> None:
    """Paint a page for each; `progress` may raise `Cancelled`."""
    for done, sheet in enumerate(sheets):
        progress.step(PRINTING, done, len(sheets))
        paint_cover_sheet(pages.next(), sheet, names=names)
    progress.step(PRINTING, len(sheets), len(sheets))


def picture_of_cover(sheet: CoverSheet, dots_per_mm: float, *, names: bool) -> QImage:
    """A picture of a cover sheet, as it will be printed."""
    ready_to_paint()
    with pictured_page(A4_WIDTH, A4_HEIGHT, dots_per_mm) as (image, paper):
        paint_cover_sheet(paper, sheet, names=names)
    return image


def paint_cover_sheet(paper: Paper, sheet: CoverSheet, *, names: bool) -> None:
    """Paint one cover sheet on an A4 page."""
    paper.write(sheet.dealership, Box(_LEFT, _TOP, 120, 7), Style(13, is_strong=True))
    right = Style(9, ink=Ink.GREY, side=Side.RIGHT)
    paper.write(VEHICLE_FILE.said(), Box(_LEFT + 120, _TOP, _WIDTH - 120, 7), right)
    paper.fill([Box(_LEFT, _TOP + 8.5, _WIDTH, 0.6)])
    _paint_codes(paper, sheet)
    y = _paint_documents(paper, sheet.lines, _paint_facts(paper, sheet, names=names) + 6)
    _paint_audits(paper, sheet, y + 7)
    foot = Box(_LEFT, _BOTTOM - 5, _WIDTH / 2, 5)
    paper.write(PRINTED.said(date=sheet.printed_on.isoformat(), name=sheet.printed_by), foot, _SMALL)
    complete = COMPLETE.said(present=sheet.present, required=sheet.required)
    paper.write(complete, foot.moved(_WIDTH / 2, 0), Style(8.5, ink=Ink.GREY, side=Side.RIGHT))


def _paint_facts(paper: Paper, sheet: CoverSheet, *, names: bool) -> float:
    """Paint what is known of the vehicle; where it ends."""
    label = sheet.label
    paper.outline(_PLATE, width=0.7, radius=1.5)
    headline = label.plate or label.file_no
    paper.write(headline, _PLATE.inset(4, 2), Style(30, is_strong=True, side=Side.CENTRE))
    if label.vin:
        paper.write(label.vin, Box(_LEFT, _PLATE.bottom + 3, 90, 7), Style(13, is_strong=True))
    facts = {
        "vehicle": sheet.vehicle,
        "kind": sheet.kind,
        "customer": (label.customer or "") if names else "",
        "phone": (sheet.phone or "") if names else "",
        "registered": sheet.registered.isoformat() if sheet.registered else "",
    }
    y = _PLATE.bottom + 12
    for name, text in facts.items():
        if text:
            paper.write(FACTS[name].said(), Box(_LEFT, y, 24, 5.4), _SMALL)
            paper.write(text, Box(_LEFT + 25, y, 85, 5.4), _STRONG)
            y += 5.4
    return max(y, _PLATE.y + _QR_MM + 30)


def _paint_codes(paper: Paper, sheet: CoverSheet) -> None:
    number = sheet.label.file_no
    modules = qr_modules(number)
    room = Box(_CODES_X, _PLATE.y, 50, _QR_MM)
    module = _QR_MM / len(modules)
    paper.fill(black_boxes(modules, room.right - _QR_MM, room.y, module))
    y = room.bottom + 3
    widths = code_widths(number) if can_encode(number) else ()
    length = sum(widths) * _BAR_MM
    if widths and length + QUIET_MODULES * _BAR_MM <= room.width:
        paper.fill(bars_of(widths, Box(room.right - length, y, length, 9), _BAR_MM))
        y += 11
    half = Box(room.right - 34, y, 34, 6.5)
    paper.write(number, half, Style(13, is_strong=True, side=Side.RIGHT))
    if sheet.label.location:
        badge = half.moved(0, 7.5)
        paper.fill([badge])
        style = Style(13, is_strong=True, ink=Ink.WHITE, side=Side.CENTRE)
        paper.write(sheet.label.location, badge.inset(1.5, 0.7), style)


def _paint_documents(paper: Paper, lines: Sequence[CoverLine], y: float) -> float:
    """Paint the list of documents with their boxes; where it ends."""
    heads = ("", DOCUMENT.said(), PAPER.said(), SCAN.said(), REMARK.said())
    _paint_head(paper, heads, _COLUMNS, y)
    top = y
    for number, line in enumerate(lines, 1):
        y += _ROW_MM
        _, name, has_paper, has_scan, remark = _cells(_COLUMNS, y)
        paper.write(str(number), Box(_LEFT + 2, y, 6, _ROW_MM), _SMALL)
        words = TYPE_LABELS[line.type].said()
        style = Style(9.5, is_strong=line.is_required)
        paper.write(words[:1].upper() + words[1:], name.inset(1, 0.8), style)
        tick(paper, has_paper, is_ticked=line.has_paper)
        tick(paper, has_scan, is_ticked=line.has_scan)
        said = [line.remark] if line.remark else []
        if line.is_waived or not line.is_required:
            said.append((NOT_NEEDED if line.is_waived else OPTIONAL).said())
        paper.write(" · ".join(said), remark.inset(1, 0.8), _PLAIN if line.is_required else _SMALL)
        paper.rule(_LEFT, y, _WIDTH)
    paper.outline(Box(_LEFT, top, _WIDTH, y + _ROW_MM - top), width=0.3)
    return y + _ROW_MM


def _paint_audits(paper: Paper, sheet: CoverSheet, y: float) -> None:
    """Paint a line for each of the last audits, and for the next years, to be filled in by hand."""
    heads = (AUDIT.said(), DATE.said(), COUNTED_BY.said(), AUDIT_REMARK.said())
    _paint_head(paper, heads, _AUDIT_COLUMNS, y)
    top = y
    for line in _audit_lines(sheet):
        y += _ROW_MM
        for text, cell in zip(line, _cells(_AUDIT_COLUMNS, y), strict=True):
            paper.write(text, cell.inset(1, 0.8), _PLAIN)
        paper.rule(_LEFT, y, _WIDTH)
    paper.outline(Box(_LEFT, top, _WIDTH, y + _ROW_MM - top), width=0.3)


def _audit_lines(sheet: CoverSheet) -> list[tuple[str, str, str, str]]:
    past = sheet.audits[-_YEARS_PAST:]
    lines = [(str(audit.year), audit.on.isoformat(), audit.counted_by, audit.remark) for audit in past]
    following = max([sheet.printed_on.year, *(audit.year + 1 for audit in past)])
    return lines + [(str(following + nth), "", "", "") for nth in range(_YEARS - len(lines))]


def _paint_head(paper: Paper, heads: Sequence[str], columns: Sequence[float], y: float) -> None:
    paper.fill([Box(_LEFT, y, _WIDTH, _ROW_MM)], Ink.PALE)
    for words, cell in zip(heads, _cells(columns, y), strict=True):
        side = Side.CENTRE if words in {PAPER.said(), SCAN.said()} else Side.LEFT
        paper.write(words, cell.inset(1, 0.8), Style(9, is_strong=True, side=side))


def _cells(columns: Sequence[float], y: float) -> list[Box]:
    starts = [sum(columns[:number]) for number in range(len(columns))]
    return [Box(_LEFT + x, y, width, _ROW_MM) for x, width in zip(starts, columns, strict=True)]
