"""Blocks of cells on the clipboard, as spreadsheets put them there: tabs, lines, and quotes around both."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_MARKS = ("\t", "\n", "\r", '"')


def block_of(text: str) -> list[list[str]]:
    """The rows of cells that `text` holds; a cell in quotes may hold tabs and ends of lines of its own."""
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        # Quotes that are inches, or somebody's words: then each line is a row, and each tab a border.
        rows = [line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def text_of_block(rows: Iterable[Sequence[str]]) -> str:
    """The rows of cells as text that `block_of` and spreadsheets read."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    if not any(mark in cell for mark in _MARKS):
        return cell
    return '"{}"'.format(cell.replace('"', '""'))
