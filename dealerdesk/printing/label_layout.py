"""Where codes and text stand on a label of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dealerdesk.domain.labels import Box, LabelFormat
from dealerdesk.printing.code128 import QUIET_MODULES as BARS_QUIET
from dealerdesk.printing.qr import QUIET_MODULES as QR_QUIET

DOT_MM: Final = 0.125
"""A dot of a 203 dpi label printer: modules of whole dots are printed with even edges."""
_LEAST_QR_DOTS, _MOST_QR_DOTS = 3, 12
_BAR_DOTS: Final = (3, 2)
"""Widths of a bar's module, the better first; one of a single dot is not read reliably."""
_LEAST_BARS_MM, _MOST_BARS_MM = 5.0, 9.0
_PRINTABLE_MM: Final = 4.3
"""How near to the edge of a sheet office printers print."""
_ROLL_PADDING_MM, _SHEET_PADDING_MM = 1.5, 2.0
_LEAST_TEXT_MM = 18.0
_ABOVE_BARS_MM = 1.0
_TEXT_SHARE: Final = 0.62
"""How much of the height text takes where bars stand below it."""


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """Places in millimetres from a label's corner; without `qr` or `bars` there is no room for them."""

    text: Box
    qr: Box | None = None
    qr_module: float = 0.0
    bars: Box | None = None
    bar_module: float = 0.0


def padding(of: LabelFormat) -> tuple[float, float]:
    """What stays white at the sides, and above and below, so that no printer cuts anything off."""
    if of.is_roll:
        return _ROLL_PADDING_MM, _ROLL_PADDING_MM
    return max(_SHEET_PADDING_MM, _PRINTABLE_MM - of.left), max(_SHEET_PADDING_MM, _PRINTABLE_MM - of.top)


def lay_out(of: LabelFormat, qr_side: int, bar_modules: int) -> LabelLayout:
    """Place a QR code of `qr_side` modules, bars of `bar_modules` (0: none) and text on a label.

    The QR code stands on the left, as large as the label lets it. Bars stand beside it under the text, or
    under both where that leaves the QR code larger. Bars that are too long for the label are left out, and so
    is a QR code whose modules would be too small to be read.
    """
    inner = Box(0, 0, of.width, of.height).inset(*padding(of))
    found = [
        *_bars_beside(of, inner, qr_side, bar_modules),
        *_bars_below(of, inner, qr_side, bar_modules),
    ]
    if not found:
        found = list(_no_bars(of, inner, qr_side))
    return max(found, key=lambda layout: layout.qr_module) if found else LabelLayout(inner)


def _qr(of: LabelFormat, inner: Box, side: int, height: float) -> Iterator[tuple[Box, float, float]]:
    """Codes that fit into `height`, the largest first: box, module, and where the white behind them ends."""
    for dots in range(_MOST_QR_DOTS, _LEAST_QR_DOTS - 1, -1):
        module = dots * DOT_MM
        quiet = QR_QUIET * module
        x, y = max(inner.x, quiet), max(inner.y, quiet)
        size = side * module
        if size <= height - (y - inner.y) and y + size + quiet <= of.height:
            yield Box(x, y, size, size), module, x + size + quiet


def _bars(
    of: LabelFormat, inner: Box, least_x: float, after: float, modules: int
) -> Iterator[tuple[float, float, float]]:
    """Bars behind what ends at `after`: where they begin, their length and module, the best first."""
    for dots in _BAR_DOTS if modules else ():
        module = dots * DOT_MM
        quiet, length = BARS_QUIET * module, modules * module
        x = max(least_x, after + quiet)
        if x + length <= min(inner.right, of.width - quiet):
            yield x, length, module


def _bars_beside(of: LabelFormat, inner: Box, side: int, modules: int) -> Iterator[LabelLayout]:
    height = min(inner.height * (1 - _TEXT_SHARE), _MOST_BARS_MM)
    if height < _LEAST_BARS_MM:
        return
    for qr, module, white in _qr(of, inner, side, inner.height):
        for x, length, bar in _bars(of, inner, white, qr.right, modules):
            bars = Box(x, inner.bottom - height, length, height)
            text = Box(white, inner.y, inner.right - white, inner.height - height - _ABOVE_BARS_MM)
            yield LabelLayout(text, _middle(qr, inner), module, bars, bar)


def _bars_below(of: LabelFormat, inner: Box, side: int, modules: int) -> Iterator[LabelLayout]:
    for x, length, bar in _bars(of, inner, inner.x, 0, modules):
        for qr, module, white in _qr(of, inner, side, inner.height - _LEAST_BARS_MM):
            height = min(inner.bottom - qr.bottom - QR_QUIET * module, _MOST_BARS_MM)
            if height >= _LEAST_BARS_MM and inner.right - white >= _LEAST_TEXT_MM:
                bars = Box(x, inner.bottom - height, length, height)
                text = Box(white, inner.y, inner.right - white, bars.y - _ABOVE_BARS_MM - inner.y)
                yield LabelLayout(text, qr, module, bars, bar)


def _no_bars(of: LabelFormat, inner: Box, side: int) -> Iterator[LabelLayout]:
    for qr, module, white in _qr(of, inner, side, inner.height):
        if inner.right - white >= _LEAST_TEXT_MM:
            text = Box(white, inner.y, inner.right - white, inner.height)
            yield LabelLayout(text, _middle(qr, inner), module)


def _middle(qr: Box, inner: Box) -> Box:
    """The code half way between top and bottom."""
    return Box(qr.x, max(qr.y, inner.y + (inner.height - qr.height) / 2), qr.width, qr.height)


def on_dots(box: Box) -> Box:
    """The box with its corner on the nearest dot.

    An offset of 0.8 mm would put every edge of a code between two dots, and a label printer makes each module
    wide or narrow as it rounds them.
    """
    x, y = (round(edge / DOT_MM) * DOT_MM for edge in (box.x, box.y))
    return Box(x, y, box.width, box.height)
