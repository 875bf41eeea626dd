"""Paper to paint on in millimetres: pages of a PDF or of a printer, or a picture of one for the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.labels import Box
from dealerdesk.domain.messages import Message
from dealerdesk.durable import write_durably
from dealerdesk.i18n import current_language

PRINT_ENDING = Message(
    "print_ending", "The name {path} does not end in .pdf. Choose a name with this ending."
)
PRINT_FAILED = Message(
    "print_failed",
    "The file {path} could not be written: {reason}. Close it in other programs, look for free space, "
    "or choose another folder.",
)
PRINTER_REFUSED = Message(
    "printer_refused", "The printer did not take the pages. Check that it is on, then print again."
)

MM_PER_INCH: Final = 25.4
POINTS_PER_INCH: Final = 72
_PDF_DPI = 1200
_LEAST_POINTS = 4.5
_SHRUNK_AT_ONCE = 0.99
_EM_OF_LINE = 1.2
"""How high a line of text is, in its font size."""

_LATIN = ("Segoe UI", "SF Pro Text", "Helvetica Neue", "Noto Sans", "DejaVu Sans")
_HAN = {
    "zh_CN": ("Microsoft YaHei UI", "PingFang SC", "WenQuanYi Zen Hei", "Noto Sans CJK SC"),
    "zh_TW": ("Microsoft JhengHei UI", "PingFang TC", "WenQuanYi Zen Hei", "Noto Sans CJK TC"),
}


class Ink(Enum):
    """What is painted with, on white paper."""

    BLACK = "#000000"
    GREY = "#5C6874"
    LINE = "#BFC7CE"
    PALE = "#EDF0F3"
    WHITE = "#FFFFFF"

    @property
    def colour(self) -> QColor:
        """The colour as Qt knows it."""
        return QColor(self.value)


class Side(Enum):
    """Where a line of text stands in its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is written; `points` is its largest size."""

    points: float = 9.0
    is_strong: bool = False
    ink: Ink = Ink.BLACK
    side: Side = Side.LEFT


class Paper:
    """A page to be painted on; all places are millimetres from the paper's upper left corner."""

    def __init__(self, painter: QPainter, dots_per_mm: float) -> None:
        self._painter = painter
        self._scale = dots_per_mm

    def fill(self, boxes: Iterable[Box], ink: Ink = Ink.BLACK) -> None:
        """Fill boxes as one shape, without seams where they touch."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for box in boxes:
            path.addRect(self._dots(box))
        self._painter.fillPath(path, ink.colour)

    def outline(self, box: Box, ink: Ink = Ink.BLACK, width: float = 0.2, radius: float = 0.0) -> None:
        """Draw a box whose stroke lies within it."""
        self._painter.setPen(QPen(ink.colour, width * self._scale))
        inner = self._dots(box.inset(width / 2, width / 2))
        self._painter.drawRoundedRect(inner, radius * self._scale, radius * self._scale)

    def rule(self, x: float, y: float, length: float, ink: Ink = Ink.GREY, width: float = 0.15) -> None:
        """Draw a level line."""
        self.fill([Box(x, y - width / 2, length, width)], ink)

    def line(self, points: Sequence[tuple[float, float]], width: float, ink: Ink = Ink.BLACK) -> None:
        """Draw a line through points."""
        self._painter.setPen(QPen(ink.colour, width * self._scale))
        self._painter.drawPolyline([QPointF(x * self._scale, y * self._scale) for x, y in points])

    def write(self, text: str, place: Box, style: Style) -> str:
        """Write one line into `place` and nowhere else; what was written.

        It becomes smaller, then is cut off with an ellipsis, where the place is too short for it.
        """
        font, shown = self._fitted(text, place, style)
        metrics = self._metrics(font)
        ink = metrics.tightBoundingRect(shown)
        room = self._dots(place)
        width = max(metrics.horizontalAdvance(shown), ink.right())
        x = room.x() - min(0.0, ink.left())
        if style.side is Side.RIGHT:
            x = room.right() - width
        elif style.side is Side.CENTRE:
            x = room.center().x() - width / 2
        # Capitals stand in the middle, as far as what is above and below them stays in the place.
        y = room.center().y() + metrics.capHeight() / 2
        y = min(max(y, room.top() - ink.top()), room.bottom() - ink.bottom())
        self._painter.setFont(font)
        self._painter.setPen(style.ink.colour)
        self._painter.drawText(QPointF(x, y), shown)
        return shown

    def put(self, text: str, x: float, baseline: float, style: Style) -> None:
        """Write one line from `x` on, its letters standing on `baseline`, as large as the style says."""
        self._painter.setFont(font_of(style, style.points))
        self._painter.setPen(style.ink.colour)
        self._painter.drawText(QPointF(x * self._scale, baseline * self._scale), text)

    def fitting(self, text: str, place: Box, style: Style) -> float:
        """How much of the width of `place` `write` would take, in millimetres."""
        font, shown = self._fitted(text, place, style)
        return self._extent(font, shown)[0] / self._scale

    def _fitted(self, text: str, place: Box, style: Style) -> tuple[QFont, str]:
        points = min(style.points, place.height / _EM_OF_LINE / MM_PER_INCH * POINTS_PER_INCH)
        least = min(points, _LEAST_POINTS)
        room = self._dots(place)
        font = font_of(style, points)
        width, height = self._extent(font, text)
        while (width > room.width() or height > room.height()) and points > least:
            shrink = min(room.width() / width, room.height() / height, _SHRUNK_AT_ONCE)
            points = max(points * shrink, least)
            font = font_of(style, points)
            width, height = self._extent(font, text)
        if width > room.width():
            text = self._cut(font, text, room.width())
        while self._extent(font, text)[1] > room.height():
            points *= _SHRUNK_AT_ONCE
            font = font_of(style, points)
        return font, text

    def _cut(self, font: QFont, text: str, width: float) -> str:
        metrics, room = self._metrics(font), width
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        while len(shown) > 1 and self._extent(font, shown)[0] > width:
            room *= 0.95
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return shown

    def _extent(self, font: QFont, text: str) -> tuple[float, float]:
        """How far a line reaches, with what sticks out of its letters' own widths; never nothing."""
        metrics = self._metrics(font)
        ink = metrics.tightBoundingRect(text)
        width = max(metrics.horizontalAdvance(text), ink.right()) - min(0.0, ink.left())
        return max(width, 1.0), max(ink.height(), 1.0)

    def _metrics(self, font: QFont) -> QFontMetricsF:
        device = self._painter.device()
        assert device is not None
        return QFontMetricsF(font, device)

    def _dots(self, box: Box) -> QRectF:
        scale = self._scale
        return QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def font_of(style: Style, points: float) -> QFont:
    """The font of a style; digits are equally wide."""
    font = QFont()
    language = current_language()
    order = ("zh_TW", "zh_CN") if language == "zh_TW" else ("zh_CN", "zh_TW")
    font.setFamilies([*_LATIN, *(family for code in order for family in _HAN[code])])
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if style.is_strong else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Pages:
    """The pages of one device, each of the same size; ask for the next before painting on it."""

    def __init__(self, device: QPagedPaintDevice, painter: QPainter) -> None:
        self._device = device
        self._painter = painter
        self._is_first = True

    def next(self) -> Paper:
        """The next empty page."""
        if not self._is_first:
            self._device.newPage()
        self._is_first = False
        return Paper(self._painter, self._device.logicalDpiX() / MM_PER_INCH)


def page_layout(width: float, height: float) -> QPageLayout:
    """Paper of this size in millimetres, painted from its own corner and not from what a printer reaches."""
    size = QPageSize(
        QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint_on(printer: QPagedPaintDevice, width: float, height: float, paint: Callable[[Pages], None]) -> None:
    """Let `paint` paint pages of this size in millimetres on a printer; raises ``printer_refused``."""
    printer.setPageLayout(page_layout(width, height))
    painter = QPainter()
    if not painter.begin(printer):
        raise DealerDeskError(PRINTER_REFUSED)
    try:
        paint(Pages(printer, painter))
    finally:
        painter.end()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that a PDF carries along."""

    name: str
    content: bytes
    media_type: str


@contextmanager
def pdf_pages(
    out: Path, width: float, height: float, title: str, enclosed: Enclosed | None = None
) -> Iterator[Pages]:
    """Pages of a PDF that takes the place of `out` when the block ends well; it may carry a file along.

    Raises ``print_ending`` and ``print_failed``.
    """
    if out.suffix.lower() != ".pdf":
        raise DealerDeskError(PRINT_ENDING, path=out)
    try:
        with write_durably(out) as file, _written_pages(file, width, height, title, enclosed) as pages:
            yield pages
    except OSError as error:
        raise DealerDeskError(PRINT_FAILED, path=out, reason=error.strerror or error) from error


@contextmanager
def _written_pages(
    file: BinaryIO, width: float, height: float, title: str, enclosed: Enclosed | None
) -> Iterator[Pages]:
    ready_to_paint()
    # Qt's own files say nothing of a full disk.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    writer.setCreator("DealerDesk")
    writer.setPageLayout(page_layout(width, height))
    if enclosed is not None:
        writer.addFileAttachment(enclosed.name, QByteArray(enclosed.content), enclosed.media_type)
    with QPainter(writer) as painter:
        yield Pages(writer, painter)
    file.write(buffer.data().data())


@contextmanager
def pictured_page(width: float, height: float, dots_per_mm: float) -> Iterator[tuple[QImage, Paper]]:
    """A white picture of paper and the paper to paint on."""
    image = QImage(
        max(1, round(width * dots_per_mm)), max(1, round(height * dots_per_mm)), QImage.Format.Format_RGB32
    )
    dots_per_metre = round(dots_per_mm * 1000)
    image.setDotsPerMeterX(dots_per_metre)
    image.setDotsPerMeterY(dots_per_metre)
    image.fill(Ink.WHITE.colour)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yield image, Paper(painter, dots_per_mm)


_applications: list[QGuiApplication] = []


def ready_to_paint() -> None:
    """See to it that Qt can write text: outside the window there is no application yet, and no display."""
    if QGuiApplication.instance() is None:
        # Elsewhere the system's own fonts are found with the system's own platform alone.
        offscreen = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
        _applications.append(QGuiApplication(["dealerdesk", *offscreen]))
