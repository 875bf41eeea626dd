"""The rows that an import could not take, as a workbook to be mended and imported again."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.values import LONGEST_TEXT
from dealerdesk.durable import write_durably
from dealerdesk.exchange.child import Limits, Report, run_in_child
from dealerdesk.exchange.reading.guard import Format, inspect_file
from dealerdesk.exchange.reading.opening import open_table
from dealerdesk.exchange.writing.writer import EXPORT_FAILED

PROBLEMS_ENDING = Message(
    "problems_ending", "The copy {path} is a workbook of its own; give it a name that ends in .xlsx."
)
PROBLEMS_OVER_SOURCE = Message(
    "problems_over_source",
    "{path} is the spreadsheet that was read. Choose another name for the copy, so that the original stays.",
)
TEXT_CUT = Message(
    "problem_text_cut", "Only the first {limit} characters of this text fit into a cell of a workbook."
)
WRITING_PROBLEMS = Message("writing_problem_rows", "Writing the rows with problems")

_MOST_LETTERS = 4_000
"""Of the sentences on one cell; a person reads no more, and Excel's notes end at 32,767."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a cell, by its column from 0, or with a whole row where `at` is None.

    With `warns` the cell was taken nevertheless, and is worth a look.
    """

    at: int | None
    sentence: str
    warns: bool = False


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """The remarks of one cell: what its note says, and whether nothing of it keeps anything out."""

    at: int
    note: str
    warns: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the child is told; `out` is a file that it may fill, and `marks` are by row.

    `cut_note` is said of text that had to be cut, in the language that the child does not know.
    """

    source: Path
    out: Path
    mapping: ImportMapping
    header_row: int
    marks: Mapping[int, Sequence[Remark]]
    cut_note: str

    @property
    def places(self) -> dict[int, int]:
        """Where each row with remarks comes to stand, by the row where it stood."""
        rows = sorted(row for row in self.marks if row > self.header_row)
        return {row: new for new, row in enumerate(rows, self.header_row + 1)}


def write_problem_rows(  # noqa: PLR0913  # what makes such a copy
    source: Path,
    out: Path,
    *,
    sheet: str,
    header_row: int,
    remarks: Mapping[int, Sequence[Remark]],
    kind: RecordKind = RecordKind.FILES,
    encoding: str | None = None,
    progress: Progress,
    limits: Limits | None = None,
) -> int:
    """Write the rows of `sheet` that have remarks into `out` below its headings; returns how many.

    `remarks` are by row, `header_row` and they count from 1. An .xlsx or .xlsm keeps its formats, titles and
    other sheets, any other file becomes a plain workbook; marked cells are tinted and carry the sentences as
    notes. `out` is written whole or left as it was. Raises ``problems_ending``, ``problems_over_source``,
    ``export_failed`` and the refusals of reading; `progress` may raise `Cancelled`.
    """
    refuse_place(source, out)
    mapping = ImportMapping(kind, sheet=sheet, header_row=header_row, encoding=encoding)
    try:
        with write_durably(out) as file:
            cut_note = TEXT_CUT.said(limit=LONGEST_TEXT)
            asked = Asked(source, Path(file.name), mapping, header_row, dict(remarks), cut_note)
            run_in_child(_write, asked, out, source=source, progress=progress, limits=limits or Limits())
        return len(asked.places)
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error


def refuse_place(source: Path, out: Path) -> None:
    """Raise ``problems_ending``, ``problems_over_source`` or ``export_failed`` where `out` is no place.

    Whether the disk takes the copy shows only when it is written.
    """
    if out.suffix.lower() != ".xlsx":
        raise DealerDeskError(PROBLEMS_ENDING, path=out)
    try:
        if out.exists() and source.exists() and out.samefile(source):
            raise DealerDeskError(PROBLEMS_OVER_SOURCE, path=out)
        with os.scandir(out.parent):
            pass
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error
    if out.is_dir() or not os.access(out.parent, os.W_OK):
        reason = os.strerror(errno.EISDIR if out.is_dir() else errno.EACCES)
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=reason)


def _write(report: Report, asked: Asked, out: Path) -> None:
    """What the child does."""
    # Start-up: both bring libraries of their own, which only the child needs.
    from dealerdesk.exchange.problems.problem_copy import copy_workbook  # noqa: PLC0415 - start-up, see above
    from dealerdesk.exchange.problems.problem_sheet import write_sheet  # noqa: PLC0415 - start-up, see above

    report(WRITING_PROBLEMS, 0, None)
    inspected = inspect_file(asked.source)
    report(WRITING_PROBLEMS, 0, None)
    try:
        if inspected.format is Format.XLSX and copy_workbook(inspected, asked, report):
            return
        write_sheet(open_table(inspected, asked.mapping), asked, report)
    except OSError as error:
        raise DealerDeskError(EXPORT_FAILED, path=out, reason=error.strerror or error) from error


def marked_cells(remarks: Sequence[Remark], first: int) -> list[MarkedCell]:
    """The cells that the remarks of one row are about; those about the whole row go to the column `first`."""
    by_cell: dict[int, list[Remark]] = {}
    for remark in remarks:
        by_cell.setdefault(first if remark.at is None else remark.at, []).append(remark)
    return [
        MarkedCell(at, _note(together), all(remark.warns for remark in together))
        for at, together in by_cell.items()
    ]


def _note(remarks: Sequence[Remark]) -> str:
    sentences = "\n".join(dict.fromkeys(remark.sentence for remark in remarks))
    told = "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in sentences)
    return told if len(told) <= _MOST_LETTERS else f"{told[: _MOST_LETTERS - 1]}…"
