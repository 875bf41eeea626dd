"""The test page for labels: frames and rulers where labels will be, to see where a printer puts them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dealerdesk.domain.labels import Box, LabelSheet
from dealerdesk.domain.messages import Message
from dealerdesk.printing.paper import Ink, Pages, Paper, Side, Style, pdf_pages

TITLE = Message("print.alignment", "Test page for labels")
OFFSET = Message("print.alignment_offset", "right {right} mm, down {down} mm")
RULER_MM: Final = 5
"""Rulers reach so far from each edge into the label, with a mark every millimetre."""

_FRAME_MM, _MARK_MM = 0.2, 0.15
_MARK, _LONG_MARK = 1.6, 3.2
_NUMBER_MM, _WORDS_MM = 8.0, 4.0


def write_alignment(out: Path, sheet: LabelSheet) -> None:
    """Write the test page as a PDF, whole or not at all; raises ``print_ending`` and ``print_failed``."""
    paper = sheet.format
    with pdf_pages(out, paper.paper_width, paper.paper_height, TITLE.said()) as pages:
        paint_alignment(pages, sheet)


def paint_alignment(pages: Pages, sheet: LabelSheet) -> None:
    """Paint the frames of all labels of one page, moved as labels would be."""
    paper, of = pages.next(), sheet.format
    for position in range(of.per_page):
        box = of.box(position).moved(sheet.offset_x, sheet.offset_y)
        paper.fill(_frame(box))
        paper.fill(ruler_marks(box))
        _write_words(paper, box, sheet, position)


def _frame(box: Box) -> Iterator[Box]:
    """The edges of a label, drawn on its own side of them."""
    for y in (box.y, box.bottom - _FRAME_MM):
        yield Box(box.x, y, box.width, _FRAME_MM)
    for x in (box.x, box.right - _FRAME_MM):
        yield Box(x, box.y, _FRAME_MM, box.height)


def ruler_marks(box: Box) -> Iterator[Box]:
    """A mark every millimetre from the middle of each edge inwards, the last one longer."""
    middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
    for at in range(1, RULER_MM + 1):
        length = _LONG_MARK if at == RULER_MM else _MARK
        for x in (box.x + at, box.right - at):
            yield Box(x - _MARK_MM / 2, middle_y - length / 2, _MARK_MM, length)
        for y in (box.y + at, box.bottom - at):
            yield Box(middle_x - length / 2, y - _MARK_MM / 2, length, _MARK_MM)


def _write_words(paper: Paper, box: Box, sheet: LabelSheet, position: int) -> None:
    """The number of the label; on the first one also what was set."""
    middle = box.y + box.height / 2
    number = Box(box.x + box.width / 2 - 10, middle - _NUMBER_MM / 2, 20, _NUMBER_MM)
    paper.write(str(position + 1), number, Style(16, is_strong=True, side=Side.CENTRE))
    if position == 0:
        inner = box.inset(RULER_MM + 1, 0)
        line = Box(inner.x, middle + _NUMBER_MM / 2 - 0.5, inner.width, _WORDS_MM)
        moved = OFFSET.said(right=f"{sheet.offset_x:g}", down=f"{sheet.offset_y:g}")
        paper.write(moved, line, Style(7, ink=Ink.GREY, side=Side.CENTRE))
