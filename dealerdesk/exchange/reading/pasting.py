"""A block of cells from the clipboard, kept as a file that is read like any other spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

CLIPBOARD_EMPTY = Message(
    "clipboard_empty",
    "There is nothing to paste. In Excel, select the cells with their headings, copy them, and try again.",
)
CLIPBOARD_NO_TABLE = Message(
    "clipboard_no_table",
    "The clipboard holds a single cell. In Excel, select the whole table with its headings, copy it, and try "
    "again.",
)
CLIPBOARD_TOO_LARGE = Message(
    "clipboard_too_large",
    "The clipboard holds too much to be read safely. Save the workbook and choose the file instead.",
)
PASTED_NAME: Final = "clipboard.tsv"

_LISTS: Final = (",", ";")
_MOST_CHARACTERS: Final = 2**26
_MOST_MARKUP: Final = 2**23
_LONGEST_CELL: Final = 2**17
_MOST_SPANNED: Final = 1_000
_BLANKS: Final = re.compile(r"\s+")

Cells = Sequence[Sequence[str]]


def save_pasted(text: str, html: str, folder: Path) -> Path:
    """Keep what was copied from a spreadsheet as ``clipboard.tsv`` in `folder`, and return its path.

    `text` is the clipboard's plain text, tabs between cells or a comma or semicolon list; `html` is only
    asked where there is no text. Raises ``clipboard_empty``, ``clipboard_no_table`` for a single cell, and
    ``clipboard_too_large``.
    """
    if len(text) > _MOST_CHARACTERS or (not text.strip() and len(html) > _MOST_MARKUP):
        raise DealerDeskError(CLIPBOARD_TOO_LARGE)
    rows = _rows_of_text(text) if text.strip() else _rows_of_html(html)
    filled = sum(1 for row in rows for cell in row if cell.strip())
    if not filled:
        raise DealerDeskError(CLIPBOARD_EMPTY)
    if filled == 1:
        raise DealerDeskError(CLIPBOARD_NO_TABLE)
    path = folder / PASTED_NAME
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        csv.writer(file, delimiter="\t").writerows(rows)
    return path


def _rows_of_text(text: str) -> Cells:
    """The cells of plain text; a quotation mark within an unquoted cell is only a mark."""
    text = text.replace("\0", "")
    if "\t" in text:
        return _parsed(text, "\t")
    lists = [rows for delimiter in _LISTS if (rows := _parsed(text, delimiter)) and _is_list(rows)]
    return max(lists, key=lambda rows: len(rows[0]), default=_parsed(text, "\t"))


def _parsed(text: str, delimiter: str) -> Cells:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        rows = []
    if not rows or _has_open_quote(text, rows):
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return [line.split(delimiter) for line in lines if line]
    return rows


def _has_open_quote(text: str, rows: Cells) -> bool:
    """Whether a cell began with a quotation mark that never closed, and swallowed what came after."""
    return "\n" in rows[-1][-1] and not text.rstrip().endswith('"') if rows[-1] else False


def _is_list(rows: Cells) -> bool:
    """Whether most lines have as many cells as the first, and more than one."""
    width = len(rows[0])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return width > 1 and sum(len(row) == width for row in filled) * 2 > len(filled)


def _rows_of_html(html: str) -> Cells:
    table = _FirstTable()
    table.feed(html)
    table.close()
    return table.rows


class _FirstTable(HTMLParser):
    """The cells of the first table of a page; a cell that spans columns is followed by blank ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._parts: list[str] | None = None
        self._span = 1
        self._over = False

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Open a row or a cell, or break a line within one."""
        if self._over:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            span = dict(attrs).get("colspan") or ""
            self._span = min(int(span), _MOST_SPANNED) if span.isascii() and span.isdigit() else 1
            self._parts = []
        elif tag == "br" and self._parts is not None:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what ends."""
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table":
            self._over = True

    def handle_data(self, text: str) -> None:
        """Take text within a cell, whose source may be broken anywhere."""
        if self._parts is not None:
            self._parts.append(_BLANKS.sub(" ", text))

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        if not self.rows:
            self.rows.append([])
        lines = "".join(self._parts).split("\n")
        self.rows[-1] += ["\n".join(line.strip() for line in lines), *[""] * (max(self._span, 1) - 1)]
        self._parts = None
