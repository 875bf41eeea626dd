"""Reading sheets that are no records, such as count sheets and reports: what their cells show, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealerdesk.domain.code_lists import codes_of
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.reading.cells import as_seen
from dealerdesk.exchange.reading.guard import Format, Inspected, inspect_file
from dealerdesk.exchange.reading.opening import open_table
from dealerdesk.exchange.reading.reader import READING
from dealerdesk.exchange.reading.workbooks import said_by, sheet_names
from dealerdesk.exchange.writing.pages import content_digest


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """The rows of a sheet by their numbers from 1, as texts, and what its workbook says of itself."""

    rows: Sequence[tuple[int, Sequence[str]]]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlainReport:
    """What a workbook says of itself, and the `content_digest` of what its cells show."""

    said: Mapping[str, str]
    content: str


def read_plain(source: Path, *, progress: Progress, limits: Limits | None = None) -> PlainSheet:
    """Read the sheet with the headings that DealerDesk knows, in a child process.

    Raises what `reader.read_into_staging` raises of a file; `progress` may raise `Cancelled`.
    """
    answer = run_in_child(_read, source, source=source, progress=progress, limits=limits or Limits())
    return PlainSheet([(number, cells) for number, cells in answer["rows"]], answer["said"])


def read_report(source: Path, *, progress: Progress, limits: Limits | None = None) -> PlainReport:
    """Read all sheets of a workbook, in a child process; raises what `read_plain` raises."""
    answer = run_in_child(_digest, source, source=source, progress=progress, limits=limits or Limits())
    return PlainReport(answer["said"], answer["content"])


def read_codes(source: Path, *, progress: Progress, limits: Limits | None = None) -> tuple[str, ...]:
    """The codes in a batch scanner's file (`codes_of`), read in a child; raises what `read_plain` raises."""
    answer = run_in_child(_codes, source, source=source, progress=progress, limits=limits or Limits())
    return tuple(answer["codes"])


def _codes(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for a list of codes."""
    report(READING, 0, None)
    return {"codes": codes_of([cells for _, cells in _texts(inspect_file(source))])}


def _read(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for one sheet."""
    report(READING, 0, None)
    inspected = inspect_file(source)
    return {"rows": _texts(inspected), "said": said_by(inspected)}


def _digest(report: Report, source: Path) -> dict[str, Any]:
    """What the child does for all sheets."""
    report(READING, 0, None)
    inspected = inspect_file(source)
    names = [""] if inspected.format is Format.TEXT else sheet_names(inspected)
    sheets = ((name, [cells for _, cells in _texts(inspected, name)]) for name in names)
    return {"said": said_by(inspected), "content": content_digest(sheets)}


def _texts(inspected: Inspected, sheet: str = "") -> list[tuple[int, list[str]]]:
    table = open_table(inspected, ImportMapping(RecordKind.FILES, sheet=sheet or None))
    return [
        (number, [as_seen(cell, quoted=table.quoted).strip() for cell in row]) for number, row in table.rows()
    ]
