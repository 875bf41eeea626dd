"""Reading sheets that are no records, such as count sheets and reports: what their cells show, as text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerdesk.domain.code_lists import codes_of
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.messages import FILE_DAMAGED
from dealerdesk.exchange.reading.archives import UNCOMPUTED
from dealerdesk.exchange.reading.cells import as_seen
from dealerdesk.exchange.reading.guard import Format, Inspected, inspect_file
from dealerdesk.exchange.reading.opening import open_table
from dealerdesk.exchange.reading.reader import READING
from dealerdesk.exchange.reading.tables import Merged, Table
from dealerdesk.exchange.reading.veiled import is_veiled
from dealerdesk.exchange.reading.workbooks import said_by, sheet_names
from dealerdesk.exchange.writing.pages import content_digest

NEVER_CALCULATED = "="
"""Stands for a formula that no program calculated, so that nobody knows what it shows."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet: its name, its rows by their numbers from 1, as texts, and its merged cells."""

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    merged: Sequence[Merged] = ()


@dataclass(frozen=True, slots=True)
class PlainBook:
    """The visible sheets of a workbook, one of a text, and what it says of itself."""

    sheets: Sequence[PlainSheet]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlainReport:
    """What a workbook says of itself, and the `content_digest` of what its cells show.

    `is_veiled` says that a reader may see something else, or not all of it.
    """

    said: Mapping[str, str]
    content: str
    is_veiled: bool


def read_plain(source: Path, *, progress: Progress, limits: Limits | None = None) -> PlainBook:
    """Read all visible sheets of a workbook, in a child process; see `NEVER_CALCULATED`.

    Raises what `reader.read_into_staging` raises of a file; `progress` may raise `Cancelled`.
    """
    answer = run_in_child(_read, source, source=source, progress=progress, limits=limits or Limits())
    return PlainBook([PlainSheet(*sheet) for sheet in answer["sheets"]], answer["said"])


def read_report(source: Path, *, progress: Progress, limits: Limits | None = None) -> PlainReport:
    """Read all sheets of a workbook, in a child process; raises what `read_plain` raises."""
    answer = run_in_child(_digest, source, source=source, progress=progress, limits=limits or Limits())
    return PlainReport(answer["said"], answer["content"], answer["veiled"])


def read_codes(source: Path, *, progress: Progress, limits: Limits | None = None) -> tuple[str, ...]:
    """The codes in a batch scanner's file (`codes_of`), read in a child; raises what `read_plain` raises."""
    answer = run_in_child(_codes, source, source=source, progress=progress, limits=limits or Limits())
    return tuple(answer["codes"])


def _codes(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for a list of codes."""
    report(READING, 0, None)
    return {"codes": codes_of([cells for _, cells in _rows(_table(inspect_file(source)))])}


def _read(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for the visible sheets."""
    report(READING, 0, None)
    inspected = inspect_file(source)
    sheets = []
    for name in _names(inspected):
        table = _table(inspected, name)
        if name not in table.hidden:
            sheets.append((name, _rows(table), table.merged))
    return {"sheets": sheets, "said": said_by(inspected)}


def _digest(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for all sheets."""
    report(READING, 0, None)
    inspected = inspect_file(source)
    sheets = ((name, [cells for _, cells in _rows(_table(inspected, name))]) for name in _names(inspected))
    try:
        veiled = is_veiled(inspected)
    except (zipfile.BadZipFile, ET.ParseError, LookupError, ValueError) as error:
        raise DealerDeskError(FILE_DAMAGED, path=source) from error
    return {"said": said_by(inspected), "content": content_digest(sheets), "veiled": veiled}


def _names(inspected: Inspected) -> list[str]:
    return [""] if inspected.format is Format.TEXT else sheet_names(inspected)


def _table(inspected: Inspected, sheet: str = "") -> Table:
    return open_table(inspected, ImportMapping(RecordKind.FILES, sheet=sheet or None))


def _rows(table: Table) -> list[tuple[int, list[str]]]:
    return [(number, [_text(cell, quoted=table.quoted) for cell in row]) for number, row in table.rows()]


def _text(cell: object, *, quoted: bool) -> str:
    return NEVER_CALCULATED if cell is UNCOMPUTED else as_seen(cell, quoted=quoted).strip()
