"""Rows of tables as marks: cells of broken lines, bars beneath figures, headings that come again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dealerdesk.domain.labels import Box
from dealerdesk.printing.paper import Ink, Side, Style
from dealerdesk.printing.report.blocks import Cell, Column
from dealerdesk.printing.report.pages import LEFT, WIDTH, Filled, Mark, placed
from dealerdesk.printing.setting import Words, line_height, wrapped

_HEADING: Final = Style(7.5, is_strong=True)
_ABOVE, _BELOW, _BESIDE = 1.3, 1.2, 1.5
_BAR_MM, _BAR_GAP = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class RowMarks:
    """A row whose marks stand below `y` 0; `above` is drawn before, `text` afterwards."""

    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a table stand."""

    columns: Sequence[Column]
    places: Sequence[Box]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> Grid:
        """The columns over the whole width, as wide as they ask beside each other."""
        whole = sum(column.width for column in columns)
        places, x = [], LEFT
        for column in columns:
            width = column.width / whole * WIDTH
            places.append(Box(x, 0, width, 0))
            x += width
        return cls(columns, places)

    def headings(self) -> RowMarks:
        """The row of headings, its lines standing at its foot, over a strong rule."""
        cells = [
            Cell((Words(column.heading, replace(_HEADING, side=column.side)),)) for column in self.columns
        ]
        row = self.row(cells, at_foot=True)
        rule = Filled(Box(LEFT, row.height - 0.2, WIDTH, 0.35))
        return RowMarks(row.height, (rule, *row.marks))

    def row(self, cells: Sequence[Cell], *, heads: str = "", at_foot: bool = False) -> RowMarks:
        """One row; its cells hang from the top, or stand at the foot."""
        inner = [place.inset(_BESIDE, 0) for place in self.places]
        inner[0] = Box(self.places[0].x, 0, self.places[0].width - _BESIDE, 0)
        last = self.places[-1]
        if len(inner) > 1:
            inner[-1] = Box(last.x + _BESIDE, 0, last.width - _BESIDE, 0)
        heights = [_height(cell, place) for cell, place in zip(cells, inner, strict=True)]
        tallest = max(heights, default=0.0)
        marks: list[Mark] = []
        for column, cell, place, height in zip(self.columns, cells, inner, heights, strict=True):
            y = _ABOVE + (tallest - height if at_foot else 0.0)
            marks += _cell_marks(cell, place.moved(0, y), column.side, heads)
        return RowMarks(_ABOVE + tallest + _BELOW, tuple(marks))


def _height(cell: Cell, place: Box) -> float:
    lines = sum(len(wrapped(words, place.width)) * line_height(words.style) for words in cell.words)
    return lines + (0.0 if cell.share is None else _BAR_GAP + _BAR_MM)


def _cell_marks(cell: Cell, place: Box, side: Side, heads: str) -> Iterator[Mark]:
    y = place.y
    texts: list[Mark] = []
    for words in cell.words:
        style = replace(words.style, side=side)
        for line in wrapped(words, place.width):
            texts.append(placed(line, Box(place.x, y, place.width, 0), style, heads=heads))
            y += line_height(style)
    if cell.share is not None:
        bar = Box(place.x, y + _BAR_GAP, place.width, _BAR_MM)
        yield Filled(bar, Ink.PALE)
        share = min(max(cell.share, 0.0), 1.0)
        if share:
            yield Filled(Box(bar.x, bar.y, bar.width * share, bar.height), Ink.GREY)
    yield from texts
