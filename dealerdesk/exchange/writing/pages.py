"""Workbooks to be read or filled in: sheets of plain columns, which no import takes for records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dealerdesk.domain.fields import Field, FieldType
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.writing.outgoing import Stored
from dealerdesk.exchange.writing.sheets import SheetPlan, WorkbookWriter
from dealerdesk.exchange.writing.skeleton import Origin
from dealerdesk.exchange.writing.writer import WRITING, opened_export

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet: its name, its columns, and its rows, a value for each column."""

    name: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Stored]]


def write_pages(  # noqa: PLR0913  # what makes a workbook
    out: Path,
    pages: Sequence[SheetPage],
    *,
    title: str,
    made_at: datetime,
    said: Mapping[str, str],
    progress: Progress,
) -> None:
    """Write `pages` as an .xlsx that says `said` of itself; `out` is written whole or left as it was.

    Raises ``export_ending``, ``export_failed``, ``export_too_long``, ``cell_too_long``; `progress` may raise
    `Cancelled`.
    """
    origin = Origin(None, title, made_at, "", {page.name: None for page in pages}, said)
    plans = [SheetPlan(page.name, page.fields) for page in pages]
    done, total = 0, sum(len(page.rows) for page in pages)
    with opened_export(out) as file, WorkbookWriter(file, plans, origin) as book:
        for page in pages:
            with book.next_sheet() as sheet:
                for start in range(0, len(page.rows), _ROWS_AT_ONCE):
                    progress.step(WRITING, done, total)
                    portion = page.rows[start : start + _ROWS_AT_ONCE]
                    sheet.write(portion)
                    done += len(portion)
        progress.step(WRITING, total, total)


def content_of(pages: Sequence[SheetPage]) -> str:
    """The SHA-256 of what the cells of `pages` show, headings too: texts and whole numbers only."""
    assert all(field.type in _SHOWN_AS_THEY_ARE for page in pages for field in page.fields)
    return content_digest(
        (page.name, [[field.label.said() for field in page.fields], *map(_shown, page.rows)])
        for page in pages
    )


def content_digest(sheets: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> str:
    """The SHA-256 of sheets by name and rows of texts; blanks at the end of a row count for nothing."""
    digest = hashlib.sha256()
    for name, rows in sheets:
        digest.update(f"{json.dumps(name)}\n".encode())
        for row in rows:
            digest.update(f"{json.dumps(_without_end(row))}\n".encode())
    return digest.hexdigest()


def _shown(row: Sequence[Stored]) -> list[str]:
    return ["" if value is None else str(value).strip() for value in row]


def _without_end(row: Sequence[str]) -> Sequence[str]:
    return next((row[:end] for end in range(len(row), 0, -1) if row[end - 1]), ())


_SHOWN_AS_THEY_ARE = frozenset({FieldType.TEXT, FieldType.IDENTIFIER, FieldType.INTEGER})
