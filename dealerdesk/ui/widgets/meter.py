"""The completeness meter: a segment for each required document type, and the count beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType, Side
from dealerdesk.domain.messages import Message
from dealerdesk.ui.theme import measures as m
from dealerdesk.ui.theme.fonts import Text
from dealerdesk.ui.theme.look import colours, text_metrics
from dealerdesk.ui.widgets.painting import border_pen, paint_cell_text

NOTHING_REQUIRED = Message("ui.nothing_required", "no documents required")
DOCUMENTS_OF = Message("ui.documents_of", "{present} of {required} documents")
MISSING_TOO = Message("ui.documents_of_missing", "{present} of {required} documents, missing: {missing}")

SEGMENTS_AT_MOST = 10


class Segment(Enum):
    """What one required type is."""

    PRESENT = "present"
    EXPIRING = "expiring"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter shows: segments of the sales side, then those of the service side."""

    sales: tuple[Segment, ...]
    service: tuple[Segment, ...] = ()

    @property
    def required(self) -> int:
        """How many types must be there."""
        return len(self.sales) + len(self.service)

    @property
    def present(self) -> int:
        """How many of them are."""
        return sum(segment is not Segment.MISSING for segment in (*self.sales, *self.service))

    @property
    def count(self) -> str:
        """The figure beside the segments, as ``7/9``."""
        return f"{self.present}/{self.required}" if self.required else "–"

    def said(self) -> str:
        """The meter in words."""
        if not self.required:
            return NOTHING_REQUIRED.said()
        return DOCUMENTS_OF.said(present=self.present, required=self.required)


def reading_of(completeness: Completeness, expiring: Sequence[DocumentType] = ()) -> Reading:
    """A meter that shows each type; those in `expiring` are there, but not for long."""

    def segments(side: Side) -> tuple[Segment, ...]:
        return tuple(
            _segment(kind, completeness, expiring) for kind in completeness.required if kind.side is side
        )

    return Reading(segments(Side.SALES), segments(Side.SERVICE))


def said_with_missing(completeness: Completeness) -> str:
    """The meter in words, with the names of what is missing."""
    present, required = len(completeness.present), len(completeness.required)
    if not completeness.missing:
        return DOCUMENTS_OF.said(present=present, required=required)
    missing = tuple(TYPE_LABELS[kind] for kind in completeness.missing)
    return MISSING_TOO.said(present=present, required=required, missing=missing)


def meter_width(segments: int = SEGMENTS_AT_MOST) -> int:
    """The width of a meter with its count and as many segments as are common."""
    return _room_for(segments) + m.GAP_2 + text_metrics(Text.STRONG).horizontalAdvance("10/10")


def paint_meter(
    painter: QPainter, place: QRectF, reading: Reading, *, room_for: int = SEGMENTS_AT_MOST
) -> None:
    """Draw segments at the left of `place`, and the count where it stands in every row, if there is room.

    The count stands behind the room for so many segments.
    """
    left = place.left()
    top = place.top() + round((place.height() - m.SEGMENT_HEIGHT) / 2)
    complete = reading.required and reading.present == reading.required
    for side in (reading.sales, reading.service):
        for segment in side:
            _paint_segment(
                painter, QRectF(left, top, m.SEGMENT_WIDTH, m.SEGMENT_HEIGHT), segment, bool(complete)
            )
            left += m.SEGMENT_WIDTH + m.SEGMENT_GAP
        left += m.SIDE_GAP if side and side is reading.sales and reading.service else 0
    after = max(left - m.SEGMENT_GAP, place.left() + _room_for(room_for)) + m.GAP_2
    text = QRectF(after, place.top(), place.right() - after, place.height())
    paint_cell_text(painter, text, reading.count, Text.STRONG, colours().text)


def _room_for(segments: int) -> int:
    return segments * (m.SEGMENT_WIDTH + m.SEGMENT_GAP) - m.SEGMENT_GAP + m.SIDE_GAP


def _paint_segment(painter: QPainter, place: QRectF, segment: Segment, complete: bool) -> None:
    now = colours()
    if segment is Segment.MISSING:
        painter.setPen(border_pen(now.segment_outline))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    whole = now.ok_fill if complete else now.segment
    painter.fillRect(place, now.of("warn_fill") if segment is Segment.EXPIRING else whole)


def _segment(kind: DocumentType, completeness: Completeness, expiring: Sequence[DocumentType]) -> Segment:
    if kind in completeness.missing:
        return Segment.MISSING
    return Segment.EXPIRING if kind in expiring else Segment.PRESENT
