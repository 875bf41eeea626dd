"""Folder labels on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from dealerdesk.domain.labels import Box, FolderLabel, LabelPart, LabelSheet
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.code128 import can_encode, code_widths
from dealerdesk.printing.label_layout import lay_out, on_dots
from dealerdesk.printing.paper import (
    Ink,
    Pages,
    Paper,
    Style,
    pdf_pages,
    pictured_page,
    ready_to_paint,
)
from dealerdesk.printing.qr import black_boxes, qr_modules
from dealerdesk.printing.shapes import bars_of

TITLE = Message("print.labels", "Folder labels")
PRINTING = Message("printing_labels", "Printing labels")

_SHARES: Final = {
    LabelPart.PLATE: 1.6,
    LabelPart.VIN: 1.0,
    LabelPart.FILE_NO: 1.1,
    LabelPart.VEHICLE: 1.0,
    LabelPart.CUSTOMER: 1.0,
    LabelPart.LOCATION: 1.25,
}
"""How high the lines of a label are beside each other."""
_SHARE_BELOW: Final = 0.9
"""That of a file number which is not wanted, but must be there."""
_STRONG = frozenset({LabelPart.PLATE, LabelPart.FILE_NO, LabelPart.LOCATION})
_LARGEST_LINE_MM = 5.0
_LARGEST_POINTS = 26.0
_BADGE_PADDING_MM = 0.9


def write_labels(out: Path, labels: Sequence[FolderLabel], sheet: LabelSheet, progress: Progress) -> None:
    """Write labels as a PDF, whole or not at all.

    Raises ``print_ending`` and ``print_failed``; `progress` may raise `Cancelled`.
    """
    paper = sheet.format
    with pdf_pages(out, paper.paper_width, paper.paper_height, TITLE.said()) as pages:
        paint_labels(pages, labels, sheet, progress)


def paint_labels(pages: Pages, labels: Sequence[FolderLabel], sheet: LabelSheet, progress: Progress) -> None:
    """Paint labels onto as many pages as they take; `progress` may raise `Cancelled`."""
    done = 0
    for _page, placed in groupby(_placed(labels, sheet), key=lambda each: each[0]):
        paper = pages.next()
        for _, box, label in placed:
            progress.step(PRINTING, done, len(labels))
            paint_label(paper, box, label, sheet)
            done += 1
    progress.step(PRINTING, done, len(labels))


def picture_of_page(
    labels: Sequence[FolderLabel], sheet: LabelSheet, page: int, dots_per_mm: float
) -> QImage:
    """A picture of one page, from 0 on, as it will be printed."""
    ready_to_paint()
    paper = sheet.format
    with pictured_page(paper.paper_width, paper.paper_height, dots_per_mm) as (image, painted):
        for at, box, label in _placed(labels, sheet):
            if at == page:
                paint_label(painted, box, label, sheet)
    return image


def picture_of_label(label: FolderLabel, sheet: LabelSheet, dots_per_mm: float) -> QImage:
    """A picture of one label, as it will be printed."""
    ready_to_paint()
    box = Box(0, 0, sheet.format.width, sheet.format.height)
    with pictured_page(box.width, box.height, dots_per_mm) as (image, painted):
        paint_label(painted, box, label, sheet)
    return image


def paint_label(paper: Paper, box: Box, label: FolderLabel, sheet: LabelSheet) -> None:
    """Paint one label whose paper is `box`."""
    modules = qr_modules(label.file_no)
    widths = code_widths(label.file_no) if can_encode(label.file_no) else ()
    layout = lay_out(sheet.format, len(modules), sum(widths))
    if layout.qr is not None:
        corner = on_dots(layout.qr.moved(box.x, box.y))
        paper.fill(black_boxes(modules, corner.x, corner.y, layout.qr_module))
    if layout.bars is not None:
        paper.fill(bars_of(widths, on_dots(layout.bars.moved(box.x, box.y)), layout.bar_module))
    _write_lines(paper, layout.text.moved(box.x, box.y), label.lines(sheet.parts), sheet)


def _placed(labels: Sequence[FolderLabel], sheet: LabelSheet) -> Iterator[tuple[int, Box, FolderLabel]]:
    for (page, box), label in zip(sheet.places(len(labels)), labels, strict=True):
        yield page, box, label


def _write_lines(paper: Paper, place: Box, lines: Sequence[tuple[LabelPart, str]], sheet: LabelSheet) -> None:
    below = len(lines) > 1 and LabelPart.FILE_NO not in sheet.parts
    shares = [_SHARES[part] for part, _ in lines]
    # The first line is what the folder is known by, whatever it is.
    shares[0] = _SHARES[LabelPart.PLATE]
    shares[-1] = _SHARE_BELOW if below else shares[-1]
    unit = min(place.height / sum(shares), _LARGEST_LINE_MM)
    y = place.y + (place.height - unit * sum(shares)) / 2
    for number, ((part, text), share) in enumerate(zip(lines, shares, strict=True)):
        line = Box(place.x, y, place.width, share * unit)
        writes = _write_badge if part is LabelPart.LOCATION else _write_plain
        strong = number == 0 or (part in _STRONG and share != _SHARE_BELOW)
        writes(paper, line, text, Style(_LARGEST_POINTS, is_strong=strong))
        y += line.height


def _write_plain(paper: Paper, line: Box, text: str, style: Style) -> None:
    paper.write(text, line, style)


def _write_badge(paper: Paper, line: Box, text: str, style: Style) -> None:
    """White on black, as far as the text reaches: where the folder stands is looked for from afar."""
    gap = line.height * 0.08
    badge = line.inset(0, gap)
    inner = badge.inset(_BADGE_PADDING_MM, badge.height * 0.06)
    fitted = paper.fitting(text, inner, style)
    paper.fill([Box(badge.x, badge.y, fitted + 2 * _BADGE_PADDING_MM, badge.height)])
    paper.write(text, inner, Style(style.points, style.is_strong, Ink.WHITE))
