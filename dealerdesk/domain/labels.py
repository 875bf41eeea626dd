"""Folder labels: the sheets and rolls they are printed on, and what a label says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

LABEL_FORMAT_UNKNOWN = Message(
    "label_format_unknown", "There is no label format “{format}”. The formats are: {formats}."
)
LABEL_START = Message(
    "label_start",
    "The first label cannot be number {start}: such a sheet has {count} labels, from 1 to {count}.",
)
LABEL_OFFSET = Message(
    "label_offset",
    "Labels cannot be moved by {offset} mm. Give at most {most} mm to each side; if the print is further "
    "off, choose another format.",
)
SHEET_NAME = Message("label_sheet", "A4 sheet, {columns} × {rows}, {width} × {height} mm")
ROLL_NAME = Message("label_roll", "Roll, {width} × {height} mm")

A4_WIDTH, A4_HEIGHT = 210.0, 297.0
MOST_OFFSET_MM = 10.0
VIN_TAIL = 6
_LEFT_OUT = "…"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on paper in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def moved(self, by_x: float, by_y: float) -> Box:
        """The same box elsewhere."""
        return Box(self.x + by_x, self.y + by_y, self.width, self.height)

    def inset(self, by_x: float, by_y: float) -> Box:
        """What is left of it when so much is taken from each side."""
        return Box(self.x + by_x, self.y + by_y, self.width - 2 * by_x, self.height - 2 * by_y)

    def holds(self, other: Box, tolerance: float = 0.0) -> bool:
        """Whether `other` lies in it, to `tolerance` millimetres."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """Labels on paper, in millimetres: `left` and `top` lie before the first one, `gap` between columns."""

    code: str
    paper_width: float
    paper_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    gap: float = 0.0

    @property
    def is_roll(self) -> bool:
        """Whether each label is a page of its own."""
        return self.per_page == 1

    @property
    def per_page(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def box(self, position: int) -> Box:
        """The label at `position`, from 0 on, row by row."""
        row, column = divmod(position, self.columns)
        x = self.left + column * (self.width + self.gap)
        return Box(x, self.top + row * self.height, self.width, self.height)

    def said(self) -> str:
        """Its name in the current language."""
        size = {"width": f"{self.width:g}", "height": f"{self.height:g}"}
        if self.is_roll:
            return ROLL_NAME.said(**size)
        return SHEET_NAME.said(columns=self.columns, rows=self.rows, **size)


def _sheet(columns: int, rows: int, width: float, height: float, gap: float = 0.0) -> LabelFormat:
    """Labels in the middle of an A4 sheet, as all of the trade's are."""
    left = (A4_WIDTH - columns * width - (columns - 1) * gap) / 2
    top = (A4_HEIGHT - rows * height) / 2
    code = f"a4-{width:g}x{height:g}"
    return LabelFormat(code, A4_WIDTH, A4_HEIGHT, columns, rows, width, height, left, top, gap)


def _roll(width: float, height: float) -> LabelFormat:
    return LabelFormat(f"roll-{width:g}x{height:g}", width, height, 1, 1, width, height)


_FORMATS = (
    _sheet(3, 8, 70, 37),
    _sheet(3, 8, 70, 36),
    _sheet(3, 7, 63.5, 38.1, gap=2.5),
    _sheet(2, 7, 99.1, 38.1, gap=2.5),
    _sheet(2, 6, 105, 48),
    _sheet(4, 10, 52.5, 29.7),
    _roll(62, 29),
    _roll(57, 32),
    _roll(50, 30),
    _roll(60, 40),
)
FORMATS = {each.code: each for each in _FORMATS}
"""The formats that are offered, by their codes; the first one is the usual one."""
USUAL_FORMAT = _FORMATS[0]


def get_format(code: str) -> LabelFormat:
    """The format called `code`; raises ``label_format_unknown``."""
    if code not in FORMATS:
        raise DealerDeskError(LABEL_FORMAT_UNKNOWN, format=code, formats=list(FORMATS))
    return FORMATS[code]


class LabelPart(StrEnum):
    """What the lines of a label are, from top to bottom."""

    PLATE = "plate"
    VIN = "vin"
    FILE_NO = "file_no"
    VEHICLE = "vehicle"
    CUSTOMER = "customer"
    LOCATION = "location"


USUAL_PARTS = frozenset({LabelPart.PLATE, LabelPart.VIN, LabelPart.FILE_NO, LabelPart.LOCATION})
"""Whoever passes the cabinet can read a label, so customers are named only where somebody wants it."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """How labels are put on paper: `start` is the first free label from 1 on, offsets are millimetres.

    A printer that pulls the paper in crookedly is corrected by offsets to the right and down. `parts` are the
    lines that are wanted. Raises ``label_start`` and ``label_offset``.
    """

    format: LabelFormat = field(default=USUAL_FORMAT)
    start: int = 1
    offset_x: float = 0.0
    offset_y: float = 0.0
    parts: frozenset[LabelPart] = USUAL_PARTS

    def __post_init__(self) -> None:
        count = self.format.per_page
        if not 1 <= self.start <= count:
            raise DealerDeskError(LABEL_START, start=self.start, count=count)
        for offset in (self.offset_x, self.offset_y):
            if not abs(offset) <= MOST_OFFSET_MM:  # so that "not a number" is refused too
                raise DealerDeskError(LABEL_OFFSET, offset=f"{offset:g}", most=f"{MOST_OFFSET_MM:g}")

    @property
    def names(self) -> bool:
        """Whether the customer is named."""
        return LabelPart.CUSTOMER in self.parts

    def pages(self, labels: int) -> int:
        """How many sheets so many labels take."""
        return -(-(labels + self.start - 1) // self.format.per_page) if labels else 0

    def places(self, labels: int) -> Iterator[tuple[int, Box]]:
        """For each label its page, from 0 on, and where it stands on it."""
        for position in range(self.start - 1, self.start - 1 + labels):
            page, place = divmod(position, self.format.per_page)
            yield page, self.format.box(place).moved(self.offset_x, self.offset_y)


@dataclass(frozen=True, slots=True)
class FolderLabel:
    """What is known of a vehicle file that stands on its folder; `file_no` is what its codes carry."""

    file_no: str
    plate: str | None = None
    vin: str | None = None
    location: str | None = None
    customer: str | None = None
    vehicle: str | None = None

    def lines(self, parts: Collection[LabelPart] = USUAL_PARTS) -> tuple[tuple[LabelPart, str], ...]:
        """What the label says from top to bottom; what is not known has no line.

        The file number is always there, as what people type where a code is torn; not wanted, it comes last.
        """
        values = {
            LabelPart.PLATE: self.plate,
            LabelPart.VIN: vin_tail(self.vin or ""),
            LabelPart.FILE_NO: self.file_no,
            LabelPart.VEHICLE: self.vehicle,
            LabelPart.CUSTOMER: self.customer,
            LabelPart.LOCATION: self.location,
        }
        lines = tuple((part, text) for part, text in values.items() if text and part in parts)
        return lines if LabelPart.FILE_NO in parts else (*lines, (LabelPart.FILE_NO, self.file_no))


def vin_tail(vin: str) -> str:
    """The end of a VIN by which people know a vehicle: its last six characters."""
    return f"{_LEFT_OUT}{vin[-VIN_TAIL:]}" if len(vin) > VIN_TAIL else vin


def cabinet_order(location: str | None) -> tuple[bool, list[tuple[bool, int, str]]]:
    """A key that sorts cabinet locations as they stand: ``A-2`` before ``A-10``, files without one last."""
    parts = _DIGITS.split((location or "").casefold())
    return not location, [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts if part
    ]
