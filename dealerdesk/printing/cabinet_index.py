"""The index of a cabinet: every folder where it stands, some forty to a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from dealerdesk.domain.cover_sheets import IndexLine
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, Box, vin_tail
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.paper import Ink, Pages, Paper, Side, Style, pdf_pages, pictured_page, ready_to_paint

TITLE = Message("print.cabinet_index", "Cabinet index")
PRINTING = Message("printing_cabinet_index", "Printing the cabinet index")
PAGE = Message("print.page", "Page {page} of {pages}")
FROM_TO = Message("print.from_to", "{first} to {last}")
_HEADS: Final = (
    Message("print.index_place", "Cabinet"),
    Message("print.index_number", "File no."),
    Message("print.index_plate", "Plate"),
    Message("print.index_vin", "VIN ends in"),
    Message("print.index_vehicle", "Vehicle"),
    Message("print.index_customer", "Customer"),
    Message("print.index_documents", "Documents"),
)
_LEFT, _TOP, _WIDTH = 15.0, 14.0, A4_WIDTH - 30
_WITH_NAMES: Final = (24.0, 24.0, 26.0, 22.0, 36.0, 30.0, 18.0)
_WITHOUT_NAMES: Final = (28.0, 28.0, 30.0, 26.0, 50.0, 0.0, 18.0)
_ROW_MM, _HEAD_MM, _FIRST_ROW = 6.4, 7.0, _TOP + 18
_PLAIN, _STRONG = Style(9), Style(9, is_strong=True)
LINES_A_PAGE = int((A4_HEIGHT - 22 - _FIRST_ROW) // _ROW_MM)


def page_count(lines: int) -> int:
    """How many pages so many lines take."""
    return -(-lines // LINES_A_PAGE)


def write_cabinet_index(out: Path, lines: Sequence[IndexLine], progress: Progress, *, names: bool) -> None:
    """Write the index as a PDF, whole or not at all; with `names` it says the customers.

    Raises ``print_ending`` and ``print_failed``; `progress` may raise `Cancelled`.
    """
    with pdf_pages(out, A4_WIDTH, A4_HEIGHT, TITLE.said()) as pages:
        paint_cabinet_index(pages, lines, progress, names=names)


def paint_cabinet_index(pages: Pages, lines: Sequence[IndexLine], progress: Progress, *, names: bool) -> None:
    """Paint the index onto as many pages as it takes; `progress` may raise `Cancelled`."""
    for page in range(page_count(len(lines))):
        progress.step(PRINTING, page * LINES_A_PAGE, len(lines))
        paint_index_page(pages.next(), lines, page, names=names)
    progress.step(PRINTING, len(lines), len(lines))


def picture_of_index(lines: Sequence[IndexLine], page: int, dots_per_mm: float, *, names: bool) -> QImage:
    """A picture of one page, from 0 on, as it will be printed."""
    ready_to_paint()
    with pictured_page(A4_WIDTH, A4_HEIGHT, dots_per_mm) as (image, paper):
        paint_index_page(paper, lines, page, names=names)
    return image


def paint_index_page(paper: Paper, lines: Sequence[IndexLine], page: int, *, names: bool) -> None:
    """Paint one page of the index, from 0 on."""
    shown = list(islice(lines, page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE))
    columns = _WITH_NAMES if names else _WITHOUT_NAMES
    paper.write(TITLE.said(), Box(_LEFT, _TOP, 90, 7), Style(13, is_strong=True))
    places = [line.label.location for line in shown if line.label.location]
    if places:
        said = FROM_TO.said(first=places[0], last=places[-1])
        paper.write(said, Box(_LEFT + 90, _TOP, 90, 7), Style(11, is_strong=True, side=Side.RIGHT))
    paper.fill([Box(_LEFT, _FIRST_ROW - _HEAD_MM, _WIDTH, _HEAD_MM)], Ink.PALE)
    heads = [words.said() for words in _HEADS]
    _write_row(paper, heads, columns, _FIRST_ROW - _HEAD_MM, [_STRONG] * len(heads))
    styles = [_STRONG, _PLAIN, _STRONG, *[_PLAIN] * 4]
    for number, line in enumerate(shown):
        y = _FIRST_ROW + number * _ROW_MM
        _write_row(paper, _cells(line), columns, y, styles)
        paper.rule(_LEFT, y + _ROW_MM, _WIDTH)
    foot = PAGE.said(page=page + 1, pages=page_count(len(lines)))
    style = Style(8.5, ink=Ink.GREY, side=Side.RIGHT)
    paper.write(foot, Box(_LEFT, A4_HEIGHT - 18, _WIDTH, 5), style)


def _cells(line: IndexLine) -> list[str]:
    label = line.label
    return [
        label.location or "",
        label.file_no,
        label.plate or "",
        vin_tail(label.vin or ""),
        line.vehicle,
        label.customer or "",
        f"{line.present}/{line.required}" if line.required else "",
    ]


def _write_row(
    paper: Paper, texts: Sequence[str], columns: Sequence[float], y: float, styles: Sequence[Style]
) -> None:
    x = _LEFT
    for text, width, style in zip(texts, columns, styles, strict=True):
        if text and width:
            paper.write(text, Box(x + 1, y + 0.6, width - 2, _ROW_MM - 1.2), style)
        x += width
