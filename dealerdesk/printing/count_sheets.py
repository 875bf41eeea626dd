"""Count sheets on paper: A4 across, a code in every row, boxes to be ticked, a page for each cabinet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from dealerdesk.domain.count_sheets import CountLine, CountSheet, SheetKind
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, Box
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.printing.count_rows import (
    HEAD_MM,
    LEFT,
    SHELF_MM,
    WIDTH,
    head_marks,
    row_height,
    row_marks,
    shelf_marks,
)
from dealerdesk.printing.paper import Ink, Side, Style, pdf_pages, ready_to_paint
from dealerdesk.printing.report.pages import PAGE_OF, Filled, Mark, PageMarks, placed
from dealerdesk.printing.report.painting import paint_page
from dealerdesk.printing.setting import baseline, width_of

KINDS: Final = {
    SheetKind.COUNT: Message("print.count_sheet", "Count sheet"),
    SheetKind.RECOUNT: Message("print.recount", "Recount"),
    SheetKind.PULL: Message("print.pull_list", "Pull list"),
}
CABINET = Message("print.sheet_cabinet", "Cabinet {cabinet}")
NO_CABINET = Message("print.sheet_no_cabinet", "Without a place")
FOLDERS = Message("print.sheet_folders", "{count} folder", "{count} folders")
COUNTER = Message("print.sheet_counter", "given to {name}")
COUNTED_BY = Message("print.sheet_counted_by", "Counted by")
DATE = Message("print.sheet_date", "Date")
ABOUT = Message("print.sheet_about", "{title} · as of {day}")
PRINTED = Message("print.sheet_printed", "printed {at}")
PRINTING = Message("printing_count_sheet", "Printing the count sheet")

_TOP, _BOTTOM = 11.0, A4_WIDTH - 17
_HEADS_Y: Final = _TOP + 15
_ROWS_Y: Final = _HEADS_Y + HEAD_MM
_FOOT_Y: Final = A4_WIDTH - 13
_TITLE, _SUBTITLE = Style(16, is_strong=True), Style(8.5, ink=Ink.GREY)
_HAND, _FOOT = Style(8.5), Style(7.5, ink=Ink.GREY)
_HAND_MM, _DATE_MM, _GAP = 58.0, 32.0, 4.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A folder at its height on a page; `shelf_count` is there where a band says a shelf above it."""

    line: CountLine
    y: float
    shelf_count: int = 0


def write_count_sheet(out: Path, sheet: CountSheet, progress: Progress) -> int:
    """Write a count sheet as a PDF, whole or not at all; how many pages it has.

    Raises ``print_ending`` and ``print_failed``; `progress` may raise `Cancelled`.
    """
    ready_to_paint()
    pages = list(_paged(sheet))
    counts = Counter(line.cabinet for line in sheet.lines)
    title = f"{KINDS[sheet.kind].said()} · {sheet.title}"
    done = 0
    with pdf_pages(out, A4_HEIGHT, A4_WIDTH, title) as target:
        for number, page in enumerate(pages, 1):
            progress.step(PRINTING, done, len(sheet.lines))
            paint_page(target.next(), _marks(sheet, page, counts, (number, len(pages))))
            done += len(page)
    progress.step(PRINTING, done, len(sheet.lines))
    return len(pages)


def _paged(sheet: CountSheet) -> Iterator[list[_Placed]]:
    """The folders of each page: a new one for every cabinet, unless they follow each other."""
    page: list[_Placed] = []
    y = _ROWS_Y
    shelves = groupby(sheet.lines, key=lambda line: (line.cabinet, line.shelf))
    for (cabinet, _), group in shelves:
        lines = list(group)
        if page and sheet.by_cabinet and page[-1].line.cabinet != cabinet:
            yield page
            page, y = [], _ROWS_Y
        for number, line in enumerate(lines):
            height = row_height(line)
            band = SHELF_MM if number == 0 or not page else 0.0
            if page and y + band + height > _BOTTOM:
                yield page
                page, y, band = [], _ROWS_Y, SHELF_MM
            page.append(_Placed(line, y + band, len(lines) if band else 0))
            y += band + height
    if page or not sheet.lines:
        yield page


def _marks(
    sheet: CountSheet, page: list[_Placed], counts: Mapping[str, int], at_page: tuple[int, int]
) -> PageMarks:
    marks = [*_head(sheet, page, counts), *head_marks(_HEADS_Y, pulled=sheet.kind is SheetKind.PULL)]
    for each in page:
        if each.shelf_count:
            shelf = each.line.shelf or NO_CABINET.said()
            marks += shelf_marks(each.y - SHELF_MM, shelf, each.shelf_count)
        marks += row_marks(each.line, each.y)
    foot = Box(LEFT, _FOOT_Y, WIDTH, 0)
    at = PRINTED.said(at=f"{sheet.made_at:%Y-%m-%d %H:%M}")
    marks.append(placed(" · ".join(filter(None, (sheet.dealership, at))), foot, _FOOT))
    right = Style(_FOOT.points, ink=_FOOT.ink, side=Side.RIGHT)
    marks.append(placed(PAGE_OF.said(page=at_page[0], pages=at_page[1]), foot, right))
    return PageMarks(marks)


def _head(sheet: CountSheet, page: list[_Placed], counts: Mapping[str, int]) -> Iterator[Mark]:
    """What the page is, and lines for who counts and when."""
    title = kind = KINDS[sheet.kind].said()
    told = [ABOUT.said(title=sheet.title, day=sheet.as_of.isoformat())]
    if sheet.by_cabinet and page:
        cabinet = page[0].line.cabinet
        title = CABINET.said(cabinet=cabinet) if cabinet else NO_CABINET.said()
        told.insert(0, kind)
        told.append(FOLDERS.said(count=counts[cabinet]))
        if counter := sheet.counters.get(cabinet):
            told.append(COUNTER.said(name=counter))
    else:
        told.append(FOLDERS.said(count=len(sheet.lines)))
    yield placed(title, Box(LEFT, _TOP - 1.5, 0, 0), _TITLE)
    yield placed(" · ".join(told), Box(LEFT, _TOP + 7.5, 0, 0), _SUBTITLE)
    yield from _by_hand(LEFT + WIDTH - _HAND_MM - _GAP - _DATE_MM, COUNTED_BY.said(), _HAND_MM)
    yield from _by_hand(LEFT + WIDTH - _DATE_MM, DATE.said(), _DATE_MM)


def _by_hand(x: float, words: str, width: float) -> Iterator[Mark]:
    """A line to be written on, behind its words."""
    y = _TOP + 6
    after = width_of(words, _HAND) + 2
    yield placed(words, Box(x, y - baseline(_HAND), 0, 0), _HAND)
    yield Filled(Box(x + after, y + 0.4, width - after, 0.2))
