"""One folder on a count sheet: its code, where it stands, boxes for the folder and each required paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dealerdesk.domain.count_sheets import CountLine
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.labels import A4_HEIGHT, Box, vin_tail
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import current_language
from dealerdesk.printing.label_layout import DOT_MM
from dealerdesk.printing.paper import Ink, Side, Style
from dealerdesk.printing.qr import QUIET_MODULES, qr_modules
from dealerdesk.printing.report.pages import Coded, Filled, Mark, Outlined, placed
from dealerdesk.printing.setting import Words, line_height, width_of, wrapped

PLACE = Message("print.sheet_place", "Place")
FOLDER = Message("print.sheet_folder", "Folder")
VEHICLE = Message("print.sheet_vehicle", "Vehicle")
FOUND = Message("print.sheet_found", "Found")
MISSING = Message("print.sheet_missing", "Missing")
PULLED = Message("print.sheet_pulled", "Pulled")
BACK = Message("print.sheet_back", "Put back")
PAPERS = Message("print.sheet_papers", "Papers that should be in it")
REMARK = Message("print.sheet_remark", "Remark")
IN_SHELF = Message("print.sheet_in_shelf", "{shelf} · {count} folder", "{shelf} · {count} folders")

LEFT, WIDTH = 12.0, A4_HEIGHT - 24
_CODE, _PLACE, _FOLDER, _VEHICLE, _BOX = 14.0, 23.0, 32.0, 36.0, 14.0
_PAPERS: Final = 112.0
_REMARK: Final = WIDTH - _CODE - _PLACE - _FOLDER - _VEHICLE - 2 * _BOX - _PAPERS
_WIDTHS: Final = (_CODE, _PLACE, _FOLDER, _VEHICLE, _BOX, _BOX, _PAPERS, _REMARK)
HEAD_MM, SHELF_MM = 7.0, 5.6
_ROW_MM, _PADDING, _BESIDE = 11.6, 1.5, 1.5
_TICK_MM, _PAPER_TICK_MM, _PAPER_LINE, _AFTER_PAPER = 5.0, 3.1, 4.8, 3.0
_MODULE_DOTS: Final = (3, 2)
_HEADING = Style(7.5, is_strong=True)
_STRONG, _PLAIN, _SMALL = Style(9.5, is_strong=True), Style(8.5), Style(7.5, ink=Ink.GREY)
_PAPER_STYLE, _SHELF = Style(7.2), Style(8.5, is_strong=True)


def cells(y: float) -> list[Box]:
    """The places of a row whose upper edge is at `y`."""
    places, x = [], LEFT
    for width in _WIDTHS:
        places.append(Box(x, y, width, 0))
        x += width
    return places


def head_marks(y: float, *, pulled: bool) -> Iterator[Mark]:
    """The headings of the columns, over a strong rule."""
    both = (PULLED, BACK) if pulled else (FOUND, MISSING)
    heads = ("", *(word.said() for word in (PLACE, FOLDER, VEHICLE, *both, PAPERS, REMARK)))
    for text, place in zip(heads, cells(y), strict=True):
        is_box = place.width == _BOX
        style = replace(_HEADING, side=Side.CENTRE) if is_box else _HEADING
        if text:
            yield placed(text, place.inset(0 if is_box else _BESIDE, 0).moved(0, 1.8), style)
    yield Filled(Box(LEFT, y + HEAD_MM - 0.35, WIDTH, 0.35))


def shelf_marks(y: float, shelf: str, count: int) -> Iterator[Mark]:
    """The band above the folders of a shelf."""
    yield Filled(Box(LEFT, y, WIDTH, SHELF_MM), Ink.PALE)
    words = IN_SHELF.said(shelf=shelf, count=count)
    yield placed(words, Box(LEFT + _CODE + _BESIDE, y + (SHELF_MM - line_height(_SHELF)) / 2, 0, 0), _SHELF)


def row_height(line: CountLine) -> float:
    """How high the row of a folder is."""
    papers = len(_flowed(line.required, current_language()))
    told = _said_lines(line)
    return max(
        _ROW_MM,
        papers * _PAPER_LINE + 2 * _PADDING,
        len(told) * line_height(_SMALL) + 2 * _PADDING,
        len(_number(line)) * line_height(_STRONG) + line_height(_PLAIN) + 2 * _PADDING,
        len(_vehicle(line)) * line_height(_PLAIN) + line_height(_SMALL) + 2 * _PADDING,
    )


def row_marks(line: CountLine, y: float) -> Iterator[Mark]:
    """The row of a folder whose upper edge is at `y`."""
    height = row_height(line)
    code, place, folder, vehicle, found, missing, papers, remark = cells(y)
    yield _code(line.file_no, code, height)
    text = place.inset(_BESIDE, 0).moved(0, _PADDING)
    yield from _lines(wrapped(Words(line.location or "", _STRONG), text.width)[:2], text, _STRONG)
    text = folder.inset(_BESIDE, 0).moved(0, _PADDING)
    number = _number(line)
    yield from _lines(number, text, _STRONG)
    if line.plate:
        plate = wrapped(Words(line.plate, _PLAIN), text.width)[:1]
        yield from _lines(plate, text.moved(0, len(number) * line_height(_STRONG)), _PLAIN)
    text = vehicle.inset(_BESIDE, 0).moved(0, _PADDING)
    named = _vehicle(line)
    yield from _lines(named, text, _PLAIN)
    if line.vin:
        yield placed(vin_tail(line.vin), text.moved(0, len(named) * line_height(_PLAIN)), _SMALL)
    for cell in (found, missing):
        yield Outlined(_box_in(cell, height), 0.3)
    yield from _paper_marks(line.required, papers.moved(_BESIDE, _PADDING))
    text = remark.inset(_BESIDE, 0).moved(0, _PADDING)
    yield from _lines(_said_lines(line), text, _SMALL)
    yield Filled(Box(LEFT, y + height - 0.08, WIDTH, 0.15), Ink.LINE)


def _lines(lines: tuple[str, ...], place: Box, style: Style) -> Iterator[Mark]:
    for number, line in enumerate(lines):
        if line:
            yield placed(line, place.moved(0, number * line_height(style)), style)


def _number(line: CountLine) -> tuple[str, ...]:
    return wrapped(Words(line.file_no, _STRONG), _FOLDER - 2 * _BESIDE)


def _vehicle(line: CountLine) -> tuple[str, ...]:
    return wrapped(Words(line.vehicle or "", _PLAIN), _VEHICLE - 2 * _BESIDE)


def _said_lines(line: CountLine) -> tuple[str, ...]:
    return wrapped(Words(line.said, _SMALL), _REMARK - 2 * _BESIDE) if line.said else ()


def _box_in(cell: Box, height: float) -> Box:
    x = cell.x + (cell.width - _TICK_MM) / 2
    return Box(x, cell.y + (height - _TICK_MM) / 2, _TICK_MM, _TICK_MM)


def _code(file_no: str, cell: Box, height: float) -> Coded:
    """The code in the middle of its cell: modules of three whole dots of a 203 dpi printer, or of two."""
    modules = len(qr_modules(file_no))
    room = cell.width
    fitting = [
        dots * DOT_MM
        for dots in _MODULE_DOTS
        if (modules + 2 * QUIET_MODULES) * dots * DOT_MM <= min(room, height) + DOT_MM
    ]
    side = modules * (fitting[0] if fitting else min(room, height) / (modules + 2 * QUIET_MODULES))
    return Coded(Box(cell.x + (room - side) / 2, cell.y + (height - side) / 2, side, side), file_no)


def _paper_marks(required: tuple[DocumentType, ...], corner: Box) -> Iterator[Mark]:
    for number, line in enumerate(_flowed(required, current_language())):
        y = corner.y + number * _PAPER_LINE
        for x, words in line:
            yield Outlined(Box(corner.x + x, y + 0.3, _PAPER_TICK_MM, _PAPER_TICK_MM), 0.25)
            yield placed(words, Box(corner.x + x + _PAPER_TICK_MM + 1, y + 0.15, 0, 0), _PAPER_STYLE)


@lru_cache(maxsize=512)
def _flowed(required: tuple[DocumentType, ...], language: str) -> tuple[tuple[tuple[float, str], ...], ...]:
    """Boxes with their words in lines as long as the column, by their places from its left."""
    del language
    lines: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for kind in required:
        words = TYPE_LABELS[kind].said()
        width = _PAPER_TICK_MM + 1 + width_of(words, _PAPER_STYLE)
        if lines[-1] and x + width > _PAPERS - 2 * _BESIDE:
            lines.append([])
            x = 0.0
        lines[-1].append((x, words))
        x += width + _AFTER_PAPER
    return tuple(tuple(line) for line in lines if line)
