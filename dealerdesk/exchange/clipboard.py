"""A table for the clipboard, so that a spreadsheet takes it in without turning identifiers into numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence

from dealerdesk.exchange.reading.cells import with_apostrophe

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_AS_TEXT = """ style='mso-number-format:"\\@"'"""


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines, cells with tabs between them; no cell is a formula or holds a tab or a line's end."""
    return "".join("\t".join(map(_plain, row)) + "\r\n" for row in rows)


def table_html(rows: Iterable[Sequence[str]], typed: Collection[int] = ()) -> str:
    """Rows as an HTML table, the first one its headings.

    Excel keeps cells as the text that they are, but for those of the columns `typed`, which hold dates and
    numbers.
    """
    lines = []
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        cells = (
            f"<{tag}{'' if at in typed and number else _AS_TEXT}>{_escaped(cell)}</{tag}>"
            for at, cell in enumerate(row)
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<meta charset="utf-8"><table>{"".join(lines)}</table>'


def _plain(cell: str) -> str:
    return with_apostrophe(_BREAKS.sub(" ", cell))


def _escaped(cell: str) -> str:
    return html.escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')
