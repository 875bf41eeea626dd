"""What a printed report is made of, whatever it reports on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dealerdesk.printing.paper import Ink, Side, Style
from dealerdesk.printing.setting import Words

PLAIN = Style(8.5)
STRONG = Style(8.5, is_strong=True)
SMALL = Style(7.5, ink=Ink.GREY)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table; `share`, from 0 to 1, is shown as a bar beneath."""

    words: tuple[Words, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its part of all columns' widths."""

    heading: str
    width: float
    side: Side = Side.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, which are repeated on every page that the table takes."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is said under them."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is seen from afar, and what it counts."""

    number: str
    caption: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures beside each other."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines for hands to sign on; a caption and what stands below each, "" where nobody signed yet."""

    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seal:
    """A fingerprint in groups of letters, as a code to be scanned too, and what it is good for."""

    groups: Sequence[str]
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `is_marked` draws a frame around what nobody may overlook."""

    text: str
    is_marked: bool = False


Block = Table | Facts | FigureRow | Signatures | Seal | Prose


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: whose, of what kind, on what; `mark` stands on every page, as “provisional” does.

    `made` says when and by whom it was made, at the foot of each page.
    """

    owner: str
    kind: str
    title: str
    subtitle: str
    made: str
    mark: str = ""
    sections: Sequence[Section] = field(default=())


def plain(text: object) -> Cell:
    """A cell of ordinary text; empty for None."""
    return Cell((Words(str(text), PLAIN),)) if text not in {None, ""} else Cell()


def strong(text: object) -> Cell:
    """A cell of strong text."""
    return Cell((Words(str(text), STRONG),))
