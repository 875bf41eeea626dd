"""Setting type: how wide and high text is in millimetres, on any device, and where its lines are broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from dealerdesk.printing.paper import MM_PER_INCH, POINTS_PER_INCH, Ink, Side, Style, font_of

_PIXELS: Final = 1000
"""Text is measured in a font so large that nothing is rounded, and scaled down."""
_LEADING: Final = 1.36
"""How far lines are from each other, in their font size; Chinese letters fill theirs."""
_ASCENT: Final = 0.98
"""How far below the top of a line its letters stand, in their font size."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one style."""

    text: str
    style: Style


def line_height(style: Style) -> float:
    """How much of a page one line takes."""
    return _millimetres(style.points) * _LEADING


def baseline(style: Style) -> float:
    """How far below its upper edge the letters of a line stand."""
    return _millimetres(style.points) * _ASCENT


def width_of(text: str, style: Style) -> float:
    """How wide a line is."""
    return _metrics(replace(style, ink=Ink.BLACK, side=Side.LEFT)).horizontalAdvance(text) * _scale(style)


def wrapped(words: Words, width: float) -> tuple[str, ...]:
    """The lines of a paragraph in a column: broken between words, within one that is longer than a line."""
    return _wrapped(words.text, replace(words.style, ink=Ink.BLACK, side=Side.LEFT), round(width, 3))


def height_of(lines: int, style: Style) -> float:
    """How much of a page so many lines take."""
    return lines * line_height(style)


def _millimetres(points: float) -> float:
    return points / POINTS_PER_INCH * MM_PER_INCH


def _scale(style: Style) -> float:
    return _millimetres(style.points) / _PIXELS


@lru_cache(maxsize=32)
def _metrics(style: Style) -> QFontMetricsF:
    font = font_of(style, style.points)
    font.setPixelSize(_PIXELS)
    return QFontMetricsF(font)


@lru_cache(maxsize=4096)
def _wrapped(text: str, style: Style, width: float) -> tuple[str, ...]:
    return tuple(_broken(text, style, width / _scale(style))) or ("",)


def _broken(text: str, style: Style, width: float) -> Iterator[str]:
    font = font_of(style, style.points)
    font.setPixelSize(_PIXELS)
    for part in text.splitlines():
        layout = QTextLayout(part, font)
        layout.setTextOption(_option())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            lines.append((line.textStart(), line.textLength()))
        layout.endLayout()
        yield from (_piece(part, start, length).strip() for start, length in lines)


def _piece(text: str, start: int, length: int) -> str:
    """A part of `text` by places that Qt counts: letters beyond the first plane are two of them."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
