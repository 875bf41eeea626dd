"""What an import says of itself: before it writes anything, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping, Side
from dealerdesk.domain.imports import Verdict


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to say of one cell: `row` as Excel shows it, `column` its heading, `message` in words.

    `at` is the column's place in the sheet, from 0; None where the cell stands in none.
    """

    severity: str
    row: int
    column: str | None
    at: int | None
    value: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or on a dry run would do (command-line.md, "What an import says of a row").

    `new`, `changed`, `unchanged` and `conflicts` count records, `rows` and `refused` rows, `left_out` cells.
    """

    import_id: int | None
    kind: RecordKind
    sheet: str
    header_row: int
    columns: tuple[tuple[str, str | None], ...]
    rows: int
    new: int
    changed: int
    unchanged: int
    conflicts: int
    refused: int
    left_out: int
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def has_shortfall(self) -> bool:
        """Whether anything stays out: a row, a cell, or a value that ours was kept against."""
        return bool(self.refused or self.left_out or self.conflicts)


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One import of the past."""

    import_id: int
    at: datetime
    by: str
    kind: str
    path: str
    new: int
    changed: int
    undone: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a check: a cell that there is something to say of, or a whole new or unchanged record.

    `at` is its place among all lines, from 0; `row` is the sheet's. `plate`, `vin` and `customer` are what
    the row or its file says, to know it by. `code` is the field, None for the whole record; then `values`
    is how many fields the row fills. `ours` and `theirs` are written as people write them. `decision` is
    what was decided of it, None where nobody did. `can_decide` says whether ours or theirs may be chosen,
    `can_fix` whether the cell may be typed anew.
    """

    at: int
    row: int
    verdict: Verdict
    plate: str | None
    vin: str | None
    customer: str | None
    code: str | None
    values: int
    ours: str | None
    theirs: str | None
    reason: str
    decision: Side | None
    can_decide: bool
    can_fix: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A spreadsheet that was read and compared, with nothing written; its lines are asked for by windows.

    `lines` counts them by verdict, `undecided` the conflicts of which nobody said whose value stands.
    `writes` is how many rows the import would write, `result` what it would say. `folder` keeps what was
    read until it is imported or dropped; `staging` and `lines_path` lie in it. `last_change` and `digest`
    tell whether what was seen still holds when it is imported.
    """

    path: Path
    folder: Path
    staging: Path
    lines_path: Path
    mapping: ImportMapping
    result: ImportResult
    lines: dict[Verdict, int]
    undecided: int
    writes: int
    last_change: int
    digest: str
