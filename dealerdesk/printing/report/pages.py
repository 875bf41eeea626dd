"""Pages of a report as marks at places, before anything is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH, Box
from dealerdesk.domain.messages import Message
from dealerdesk.printing.paper import Ink, Side, Style
from dealerdesk.printing.report.blocks import Report
from dealerdesk.printing.setting import baseline, line_height, width_of

PAGE_OF = Message("print.page_of", "{page} of {pages}")

LEFT, RIGHT, TOP, BOTTOM = 24.0, A4_WIDTH - 20, 28.0, A4_HEIGHT - 24
WIDTH: Final = RIGHT - LEFT
_HEAD_Y, _RULE_Y, _FOOT_Y = 14.0, 20.0, A4_HEIGHT - 17
_OWNER = Style(8.5, is_strong=True)
_MARK = Style(8.5, is_strong=True, side=Side.CENTRE)
_FOOT = Style(7.5, ink=Ink.GREY)
_PAGE = Style(7.5, ink=Ink.GREY, side=Side.RIGHT)
_MARK_PADDING = 2.5
_MOST_OF_OWNER, _MOST_OF_TITLE = 40, 28


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text; `heads` are the headings that are said again if a page begins here.

    What is `repeated` stands there because a page began, and is no part of what the report says.
    """

    text: str
    x: float
    y: float
    style: Style
    heads: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A box of ink."""

    box: Box
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class Outlined:
    """A frame."""

    box: Box
    width: float = 0.3
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Coded:
    """A QR code of `text` in a square."""

    box: Box
    text: str


Mark = Written | Filled | Outlined | Coded


@dataclass(slots=True)
class PageMarks:
    """The marks of one page in the order in which they are painted; text is never painted over."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def written(self) -> list[Written]:
        """Its lines of text."""
        return [mark for mark in self.marks if isinstance(mark, Written)]


def placed(text: str, place: Box, style: Style, *, heads: str = "", repeated: bool = False) -> Written:
    """A line at the upper edge of `place`, at the side that the style says."""
    x = place.x
    if style.side is Side.RIGHT:
        x = place.right - width_of(text, style)
    elif style.side is Side.CENTRE:
        x = place.x + (place.width - width_of(text, style)) / 2
    return Written(text, x, place.y + baseline(style), style, heads, repeated)


def running_texts(report: Report, page: int, pages: int) -> Sequence[str]:
    """What stands at the head and the foot of a page, in the order in which it is painted."""
    return [mark.text for mark in running_marks(report, page, pages) if isinstance(mark, Written)]


def running_marks(report: Report, page: int, pages: int) -> list[Mark]:
    """Head and foot of a page: whose report, whether it is provisional, what it is, which page."""
    head, foot = Box(LEFT, _HEAD_Y, WIDTH, 0), Box(LEFT, _FOOT_Y, WIDTH, 0)
    owner = _cut(report.owner or report.kind, _MOST_OF_OWNER)
    marks: list[Mark] = [placed(owner, head, _OWNER, repeated=True)]
    if report.mark:
        width = width_of(report.mark, _MARK) + 2 * _MARK_PADDING
        frame = Box(RIGHT - width, _HEAD_Y - 1.0, width, line_height(_MARK) + 1.6)
        marks.append(Outlined(frame, 0.45, 0.8))
        marks.append(placed(report.mark, Box(frame.x, _HEAD_Y, width, 0), _MARK, repeated=True))
    marks.append(Filled(Box(LEFT, _RULE_Y, WIDTH, 0.2), Ink.GREY))
    told = " · ".join([report.kind, _cut(report.title, _MOST_OF_TITLE), report.made])
    marks.append(placed(told, foot, _FOOT, repeated=True))
    marks.append(placed(PAGE_OF.said(page=page, pages=pages), foot, _PAGE, repeated=True))
    return marks


def _cut(text: str, most: int) -> str:
    """`text` with so many letters at most: by letters, so that it is the same with any font."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
