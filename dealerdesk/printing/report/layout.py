"""From a report to pages: what is kept together, what comes again on the next page, how pages are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatchmethod
from typing import Final

from dealerdesk.domain.labels import Box
from dealerdesk.printing.paper import Ink, Side, Style
from dealerdesk.printing.report.blocks import (
    PLAIN,
    SMALL,
    STRONG,
    Block,
    Facts,
    FigureRow,
    Prose,
    Report,
    Seal,
    Section,
    Signatures,
    Table,
)
from dealerdesk.printing.report.pages import (
    BOTTOM,
    LEFT,
    TOP,
    WIDTH,
    Coded,
    Filled,
    Mark,
    Outlined,
    PageMarks,
    Written,
    placed,
    running_marks,
)
from dealerdesk.printing.report.tables import Grid, RowMarks
from dealerdesk.printing.setting import Words, baseline, height_of, line_height, wrapped

_KIND, _TITLE, _SUBTITLE = Style(10, ink=Ink.GREY), Style(21, is_strong=True), Style(10.5)
_HEADING: Final = Style(12.5, is_strong=True)
_NUMBER, _CAPTION = Style(19, is_strong=True), Style(7.5, ink=Ink.GREY)
_GROUP: Final = Style(10.5, is_strong=True)
_BEFORE_SECTION, _AFTER_HEADING, _BETWEEN = 9.0, 2.2, 3.5
_KEPT_WITH_HEADING = 18.0
"""So much of what is not a table stays on the page of its heading."""
_LABEL_WIDTH, _FACT_GAP = 46.0, 1.1
_FIGURE_GAP, _FIGURE_PADDING = 4.0, 1.6
_HAND_MM, _SIGNATURE_GAP, _SIGNATURES_MM = 15.0, 12.0, 25.0
_QR_MM, _GROUP_WIDTH, _GROUPS_A_LINE = 25.0, 25.0, 4
_FRAME_PADDING = 2.6


def laid_out(report: Report) -> list[PageMarks]:
    """The pages of a report, each with head and foot; all places are millimetres on A4."""
    setter = _Setter()
    setter.title(report)
    for section in report.sections:
        setter.section(section)
    bodies = setter.pages
    return [
        PageMarks([*running_marks(report, number, len(bodies)), *page.marks])
        for number, page in enumerate(bodies, 1)
    ]


class _Setter:
    """Sets block under block, and begins a page where one no longer fits."""

    def __init__(self) -> None:
        self.pages = [PageMarks()]
        self._y = TOP

    def title(self, report: Report) -> None:
        """What the report is, at the head of the first page."""
        for text, style in ((report.kind, _KIND), (report.title, _TITLE), (report.subtitle, _SUBTITLE)):
            self._paragraph(Words(text, style))

    def section(self, section: Section) -> None:
        """A heading with its blocks; the heading never stands alone at the foot of a page."""
        if self._y > TOP:
            self._y += _BEFORE_SECTION
        beneath = max((_least(block) for block in section.blocks[:1]), default=0.0)
        self._need(line_height(_HEADING) + _AFTER_HEADING + beneath)
        self._paragraph(Words(section.heading, _HEADING))
        self._y += _AFTER_HEADING
        for number, block in enumerate(section.blocks):
            self._y += _BETWEEN if number else 0.0
            self._set(block)

    @singledispatchmethod
    def _set(self, block: object) -> None:
        raise TypeError(block)

    @_set.register
    def _(self, block: Prose) -> None:
        inset = _FRAME_PADDING if block.is_marked else 0.0
        words = Words(block.text, STRONG if block.is_marked else PLAIN)
        lines = wrapped(words, WIDTH - 2 * inset)
        height = height_of(len(lines), words.style) + 2 * inset
        if block.is_marked:
            self._need(height)
            self._put(Outlined(Box(LEFT, self._y, WIDTH, height), 0.45, 0.8))
        self._y += inset
        self._lines(lines, words.style, inset)
        self._y += inset

    @_set.register
    def _(self, block: Facts) -> None:
        for label, value in block.pairs:
            named = wrapped(Words(label, SMALL), _LABEL_WIDTH - 3)
            said = wrapped(Words(value, PLAIN), WIDTH - _LABEL_WIDTH)
            height = max(height_of(len(named), SMALL), height_of(len(said), PLAIN)) + _FACT_GAP
            self._need(height)
            top = self._y
            # Small letters stand on the line of those beside them.
            self._y += baseline(PLAIN) - baseline(SMALL)
            self._lines(named, SMALL)
            self._y = top
            self._lines(said, PLAIN, _LABEL_WIDTH)
            self._y = top + height

    @_set.register
    def _(self, block: FigureRow) -> None:
        count = len(block.figures)
        width = (WIDTH - (count - 1) * _FIGURE_GAP) / count
        captions = [wrapped(Words(figure.caption, _CAPTION), width) for figure in block.figures]
        height = _FIGURE_PADDING + line_height(_NUMBER)
        height += height_of(max(map(len, captions)), _CAPTION)
        self._need(height)
        for at, (figure, caption) in enumerate(zip(block.figures, captions, strict=True)):
            x = LEFT + at * (width + _FIGURE_GAP)
            self._put(Filled(Box(x, self._y, width, 0.5)))
            y = self._y + _FIGURE_PADDING
            self._put(placed(figure.number, Box(x, y, width, 0), _NUMBER))
            y += line_height(_NUMBER)
            for line in caption:
                self._put(placed(line, Box(x, y, width, 0), _CAPTION))
                y += line_height(_CAPTION)
        self._y += height

    @_set.register
    def _(self, block: Table) -> None:
        grid = Grid.of(block.columns)
        headings = grid.headings()
        heads = "".join(mark.text for mark in headings.marks if isinstance(mark, Written))
        rows = [grid.row(cells, heads=heads) for cells in block.rows]
        self._need(headings.height + (rows[0].height if rows else 0.0))
        self._row(headings)
        for row in rows:
            if self._y + row.height > BOTTOM:
                self._turn()
                self._row(_again(headings))
            self._row(row)
            self._put(Filled(Box(LEFT, self._y, WIDTH, 0.15), Ink.LINE))
        if block.total:
            total = grid.row(block.total, heads=heads)
            if self._y + total.height > BOTTOM:
                self._turn()
                self._row(_again(headings))
            self._put(Filled(Box(LEFT, self._y, WIDTH, 0.35)))
            self._row(total)

    @_set.register
    def _(self, block: Signatures) -> None:
        width = (WIDTH - _SIGNATURE_GAP) / 2
        self._need(_SIGNATURES_MM)
        self._y += _HAND_MM
        for at, (caption, below) in enumerate(block.lines):
            place = Box(LEFT + at * (width + _SIGNATURE_GAP), self._y, width, 0.3)
            self._put(Filled(place))
            y = place.y + 1.2
            for text, style in ((caption, STRONG), (below, SMALL)):
                if text:
                    self._put(placed(text, Box(place.x, y, width, 0), style))
                    y += line_height(style)
        self._y += _SIGNATURES_MM - _HAND_MM

    @_set.register
    def _(self, block: Seal) -> None:
        beside = LEFT + _QR_MM + 6
        lines = wrapped(Words(block.words, SMALL), WIDTH - _QR_MM - 6)
        self._need(_QR_MM)
        top = self._y
        self._put(Coded(Box(LEFT, top, _QR_MM, _QR_MM), block.code))
        for at, group in enumerate(block.groups):
            row, column = divmod(at, _GROUPS_A_LINE)
            place = Box(beside + column * _GROUP_WIDTH, top + row * line_height(_GROUP) * 1.1, 0, 0)
            self._put(placed(group, place, _GROUP))
        self._y = top + -(-len(block.groups) // _GROUPS_A_LINE) * line_height(_GROUP) * 1.1 + 2
        self._lines(lines, SMALL, beside - LEFT)
        self._y = max(self._y, top + _QR_MM)

    def _paragraph(self, words: Words) -> None:
        self._lines(wrapped(words, WIDTH), words.style)

    def _lines(self, lines: Sequence[str], style: Style, indent: float = 0.0) -> None:
        """Lines under each other, over as many pages as they take."""
        left = replace(style, side=Side.LEFT)
        for line in lines:
            self._need(line_height(style))
            self._put(placed(line, Box(LEFT + indent, self._y, 0, 0), left))
            self._y += line_height(style)

    def _row(self, row: RowMarks) -> None:
        for mark in row.marks:
            self._put(_moved(mark, self._y))
        self._y += row.height

    def _need(self, height: float) -> None:
        """Begin a page unless so much fits on this one."""
        if self._y + height > BOTTOM and self._y > TOP:
            self._turn()

    def _turn(self) -> None:
        self.pages.append(PageMarks())
        self._y = TOP

    def _put(self, mark: Mark) -> None:
        self.pages[-1].marks.append(mark)


def _least(block: Block) -> float:
    """How much of a block stays on the page of its heading."""
    if isinstance(block, Signatures):
        return _SIGNATURES_MM
    if isinstance(block, Seal):
        return _QR_MM
    if not isinstance(block, Table):
        return _KEPT_WITH_HEADING
    grid = Grid.of(block.columns)
    first = grid.row(block.rows[0]).height if block.rows else 0.0
    return grid.headings().height + first


def _again(row: RowMarks) -> RowMarks:
    marks = (replace(mark, repeated=True) if isinstance(mark, Written) else mark for mark in row.marks)
    return RowMarks(row.height, tuple(marks))


def _moved(mark: Mark, by: float) -> Mark:
    if isinstance(mark, Written):
        return replace(mark, y=mark.y + by)
    return replace(mark, box=mark.box.moved(0, by))
