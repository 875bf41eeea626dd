"""Whether the text of printed pages is that of a report, wherever other fonts broke its lines and pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dealerdesk.printing.paper import ready_to_paint
from dealerdesk.printing.report.blocks import Report
from dealerdesk.printing.report.layout import laid_out
from dealerdesk.printing.report.pages import running_texts


def says_the_same(report: Report, pages: Sequence[str]) -> bool:
    """Whether the texts of `pages` are what the report says, whole and in its order.

    Head, foot and number of each page count, too. Blanks do not, since they are where lines end; nor do
    forms of letters that mean the same.
    """
    ready_to_paint()
    said, headings = _said(report)
    at = 0
    for number, text in enumerate(pages, 1):
        page = _plain(text)
        begins = _plain("".join(running_texts(report, number, len(pages))))
        if not page.startswith(begins):
            return False
        page = page[len(begins) :]
        again = headings.get(at, "")
        if again and page.startswith(again):
            page = page[len(again) :]
        if not said.startswith(page, at):
            return False
        at += len(page)
    return at == len(said)


def _said(report: Report) -> tuple[str, dict[int, str]]:
    """All that a report says, and the headings that come again if a page begins at a place of it."""
    said, length, headings = [], 0, {}
    for page in laid_out(report):
        for line in page.written:
            if line.repeated:
                continue
            if line.heads:
                headings[length] = _plain(line.heads)
            said.append(_plain(line.text))
            length += len(said[-1])
    return "".join(said), headings


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
