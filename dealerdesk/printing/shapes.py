"""Shapes that several papers have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerdesk.domain.labels import Box
from dealerdesk.printing.paper import Ink, Paper

_TICK_BOX_MM = 3.6


def bars_of(widths: Iterable[int], place: Box, module: float) -> Iterator[Box]:
    """The black bars of a code whose widths are bar and space in turn, in modules."""
    at = 0
    for number, width in enumerate(widths):
        if number % 2 == 0:
            yield Box(place.x + at * module, place.y, width * module, place.height)
        at += width


def tick(paper: Paper, cell: Box, *, is_ticked: bool) -> None:
    """A box to be ticked in the middle of `cell`."""
    x = cell.x + (cell.width - _TICK_BOX_MM) / 2
    y = cell.y + (cell.height - _TICK_BOX_MM) / 2
    box = Box(x, y, _TICK_BOX_MM, _TICK_BOX_MM)
    paper.outline(box, Ink.BLACK, 0.25)
    if is_ticked:
        part = _TICK_BOX_MM
        paper.line(
            [
                (x + 0.2 * part, y + 0.55 * part),
                (x + 0.42 * part, y + 0.77 * part),
                (x + 0.82 * part, y + 0.25 * part),
            ],
            0.5,
        )
