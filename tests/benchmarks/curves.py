"""The growth curves as a picture: plain SVG on logarithmic scales, for light and dark pages alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import ceil, floor, log10
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 860, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 250, 30, 48
_APART = 17
"""Names at the curves' ends stand so far from each other at least."""
_LIGHT = ("#6b7382", "#2f6fde", "#0f8a6d", "#b4570f", "#8b46c9", "#c02f55")
_DARK = ("#98a1b0", "#6ea3ff", "#40c9a2", "#f0a45c", "#c08bff", "#ff7d9c")
"""The first one is for what is not ours."""
_SHAPES = (
    'text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif } .name { font-weight: 600 }\n'
    ".curve { fill: none; stroke-width: 2.5 } .dashed { stroke-dasharray: 6 5 }"
)


@dataclass(frozen=True, slots=True)
class Curve:
    """What took how many seconds with how many files; a `dashed` one is somebody else's."""

    name: str
    points: tuple[tuple[int, float], ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    """A range of whole powers of ten on so many pixels from `start` on."""

    least: int
    most: int
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (log10(value) - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)

    @property
    def powers(self) -> range:
        return range(self.least, self.most + 1)


def picture(curves: Sequence[Curve]) -> str:
    """The SVG of `curves`, which have two points at least."""
    across = _scale([n for curve in curves for n, _ in curve.points], _LEFT, _WIDTH - _RIGHT)
    up = _scale([s for curve in curves for _, s in curve.points], _HEIGHT - _BOTTOM, _TOP)
    parts = (*_grid(across, up), *_drawn(curves, across, up))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="Growth with the number of files"><style>{_style()}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _style() -> str:
    light = _inks("#3c4351", "#ffffff", "#dfe3ea", _LIGHT)
    dark = _inks("#c3cad6", "#161b22", "#2d3440", _DARK)
    return f"{_SHAPES}\n{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


def _inks(text: str, paper: str, grid: str, curves: Sequence[str]) -> str:
    rules = (f".s{at} {{ stroke: {ink} }} .f{at} {{ fill: {ink} }}" for at, ink in enumerate(curves))
    ground = f"text {{ fill: {text} }} .paper {{ fill: {paper} }} .grid {{ stroke: {grid} }}"
    return "\n".join((ground, *rules))


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    least, most = floor(log10(min(values))), ceil(log10(max(values)))
    return _Scale(least, max(most, least + 1), start, end)


def _grid(across: _Scale, up: _Scale) -> Iterator[str]:
    yield f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}" rx="8"/>'
    for power in across.powers:
        x = across.place(10**power)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>'
        yield _text(f"{10**power:,} files", x, _HEIGHT - _BOTTOM + 24, anchor="middle")
    for power in up.powers:
        y = up.place(10.0**power)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _text(duration(10.0**power), _LEFT - 10, y + 4, anchor="end")


def _drawn(curves: Sequence[Curve], across: _Scale, up: _Scale) -> Iterator[str]:
    ends = [up.place(curve.points[-1][1]) for curve in curves]
    own = cycle(range(1, len(_LIGHT)))
    for curve, y in zip(curves, spread(ends), strict=True):
        colour, dashed = (0, " dashed") if curve.dashed else (next(own), "")
        places = [(across.place(n), up.place(seconds)) for n, seconds in curve.points]
        line = " ".join(f"{x:.1f},{height:.1f}" for x, height in places)
        yield f'<polyline class="curve s{colour}{dashed}" points="{line}"/>'
        for x, height in places:
            yield f'<circle class="f{colour}" cx="{x:.1f}" cy="{height:.1f}" r="4"/>'
        words = f"{curve.name}, {duration(curve.points[-1][1])}"
        yield _text(words, places[-1][0] + 12, y + 4, kind=f"name f{colour}")


def spread(heights: Sequence[float]) -> list[float]:
    """The heights moved down as far as it takes to keep names from standing on each other, in their order."""
    found = list(heights)
    last = float("-inf")
    for at in sorted(range(len(found)), key=found.__getitem__):
        found[at] = last = max(found[at], last + _APART)
    return found


def duration(seconds: float) -> str:
    """A time in the unit that people would say it in, with two figures that count."""
    scale, unit = (1, "s") if seconds >= 1 else (1e3, "ms") if seconds >= 1e-3 else (1e6, "µs")
    value = round(seconds * scale, 6)
    return f"{value:,.0f} {unit}" if value >= 10 or value == round(value) else f"{value:.1f} {unit}"


def _text(words: str, x: float, y: float, *, anchor: str = "start", kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
