"""Text for people in a terminal: lines and tables that know how wide Chinese characters are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | None
_GAP = "  "
_SPACED = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Mn", "Me"})


def width(text: str) -> int:
    """The columns that `text` takes in a terminal (Unicode Standard Annex 11; ambiguous ones count one)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in _UNSEEN else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def one_line(text: str) -> str:
    """`text` on one line, without characters that would steer the terminal."""
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if unicodedata.category(letter) in _SPACED else letter for letter in text)
    return "".join(letter for letter in kept if unicodedata.category(letter) != "Cf")


def wrapped(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`, broken at spaces, and between wide characters."""
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1] + piece.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    """The lines of a table: headings, a rule and the rows; numbers stand at the right of their column."""
    cells = list(rows)
    body = [["" if cell is None else one_line(str(cell)) for cell in row] for row in cells]
    columns = range(len(headings))
    widths = [max(width(line[column]) for line in (headings, *body)) for column in columns]
    right = {column for column in columns if cells and all(isinstance(row[column], int) for row in cells)}
    rule = ["─" * wide for wide in widths]
    return [_row(line, widths, right) for line in (headings, rule, *body)]


def pairs(labelled: Iterable[tuple[str, Cell]]) -> list[str]:
    """Lines of a label and its value each, the values in one column; empty values are left out."""
    shown = [(label, one_line(str(value))) for label, value in labelled if value not in {None, ""}]
    widest = max((width(label) for label, _ in shown), default=0)
    return [f"{label}{' ' * (widest - width(label))}{_GAP}{value}" for label, value in shown]


def _row(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    padded = []
    for column, cell in enumerate(cells):
        blank = " " * (widths[column] - width(cell))
        padded.append(blank + cell if column in right else cell + blank)
    return _GAP.join(padded).rstrip()


def _pieces(text: str) -> Iterable[str]:
    """Where `text` may be broken: after a space, and around wide characters, but not before their stops."""
    piece = ""
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        if piece and wide and unicodedata.category(letter) not in {"Po", "Pe", "Pf"}:
            yield piece
            piece = ""
        piece += letter
        if letter == " ":
            yield piece
            piece = ""
    if piece:
        yield piece
