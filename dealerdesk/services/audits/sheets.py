"""Count sheets that come back filled in: each row as if its folder had been scanned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from dealerdesk.domain.audits import MARK_LABELS, VERDICT_LABELS, Said, Verdict
from dealerdesk.domain.documents import TYPE_LABELS, DocumentType
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_NO, PLATE, VIN, Field, FieldType
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.text import fold_line
from dealerdesk.exchange.origins import AUDIT
from dealerdesk.exchange.reading.cells import FORMULA_WITHOUT_VALUE
from dealerdesk.exchange.reading.plain import NEVER_CALCULATED, PlainSheet, read_plain
from dealerdesk.exchange.reading.tables import with_cells
from dealerdesk.i18n import LANGUAGES, speaking
from dealerdesk.services.audits.codes import Entry, OpenAudit, look_up
from dealerdesk.services.audits.marking import DocumentMark, mark_entry
from dealerdesk.services.audits.scanning import Counter, as_spelled, count_code, count_missing
from dealerdesk.services.audits.sheet_words import SAID_LABELS, FoundWords, key_of, mark_words
from dealerdesk.storage.unit_of_work import UnitOfWork

NO_HEADINGS = Message(
    "count_sheet_headings",
    "The file {path} is no count sheet: it has no columns “{file_no}” and “{found}”. Write one with “audit "
    "sheet” and fill that in.",
)
OTHER_AUDIT = Message(
    "count_sheet_of_other", "The count sheet {path} belongs to audit {other}, not to audit {audit}."
)
FOUND_UNCLEAR = Message(
    "count_sheet_found", "“{value}” is neither yes nor no. Write yes where the folder is there, no where not."
)
PAPER_UNCLEAR = Message(
    "count_sheet_paper",
    "“{value}” does not say how the paper of the {type} is. Write one of these: {words}.",
)
PLACE_ONLY = Message(
    "count_sheet_place_only",
    "The row says where the folder is, but not whether it was found. Write yes beside it, or no.",
)
NO_FILE_NUMBER = Message("count_sheet_number", "The row has no file number. Write it, or a plate or a VIN.")
CODE_UNKNOWN = Message(
    "count_sheet_unknown", "“{value}” is not on the list of this audit. It is noted as {verdict}."
)
MISSING_UNKNOWN = Message(
    "count_sheet_not_expected", "“{value}” is not on the list of this audit, so it cannot be missing there."
)
OWN_FIND = Message(
    "count_sheet_own_find",
    "{by} found this folder before, so it is not missing. Undo that if it was wrong.",
)
CONFLICT = Message(
    "count_conflict",
    "Counters disagree: {by} says {said}, {other} says {other_said}. Count this folder again.",
)

VEHICLE = Field("vehicle", FieldType.TEXT, Message("audit_column.vehicle", "Vehicle"))
LOCATION = Field("location", FieldType.TEXT, Message("audit_column.location", "Belongs in"))
ASSIGNED = Field("assigned", FieldType.TEXT, Message("audit_column.assigned", "Counter"))
FOUND = Field("found", FieldType.TEXT, Message("audit_column.found", "Found (yes / no)"))
PLACE = Field("place", FieldType.TEXT, Message("audit_column.place", "Found in cabinet"))
COUNTED_BY = Field("counted_by", FieldType.TEXT, Message("audit_column.counted_by", "Who counted"))

FIXED = (FILE_NO, PLATE, VIN, VEHICLE, LOCATION, ASSIGNED, FOUND, PLACE, COUNTED_BY)
_HEADING_ROWS = 20
_OTHERS = """
SELECT said, counted_by FROM audit_count WHERE entry_id = ? AND counted_by <> ? AND said <> ?
ORDER BY id LIMIT 1
"""


class Severity(StrEnum):
    """How much a problem of a row weighs: refused, two counters disagree, or worth a look."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What there is to say of one row of a count sheet; `sheet` is "" where the workbook has only one."""

    severity: Severity
    row: int
    value: str
    error: DealerDeskError
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What came of a count sheet: folders counted that nobody had counted, rows refused, and problems."""

    counted: int
    missing: int
    refused: int
    problems: tuple[SheetProblem, ...]
    changes: tuple[int, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether a row was refused or contradicts another counter."""
        return any(problem.severity is not Severity.WARNING for problem in self.problems)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What somebody wrote in one row."""

    row: int
    code: str
    found: str
    place: str
    by: str
    papers: Mapping[DocumentType, str] = field(default_factory=dict)
    sheet: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether somebody filled in more than a name."""
        return bool(self.found or self.place or self.papers)

    @property
    def is_calculated(self) -> bool:
        """Whether no formula is left of which nobody knows what it shows."""
        return NEVER_CALCULATED not in (self.found, self.place, self.by, *self.papers.values())


def paper_column(kind: DocumentType) -> Field:
    """The column for the paper of a document type."""
    return Field(kind.value, FieldType.TEXT, TYPE_LABELS[kind])


def read_sheet(source: Path, audit_id: int, progress: Progress) -> list[SheetRow]:
    """The rows of all count sheets of a workbook in which somebody filled in something.

    Headings may be in any language; what stands in merged cells is said of each of their rows.
    Raises ``count_sheet_headings``, ``count_sheet_of_other`` and the refusals of `read_plain`.
    """
    book = read_plain(source, progress=progress)
    other = book.said.get(AUDIT, str(audit_id))
    if other != str(audit_id):
        raise DealerDeskError(OTHER_AUDIT, path=source, other=other, audit=audit_id)
    known = _known_headings()
    counted = [(sheet, found) for sheet in book.sheets if (found := _headings(sheet, known))]
    if not counted:
        raise DealerDeskError(NO_HEADINGS, path=source, file_no=FILE_NO.label, found=FOUND.label)
    rows = []
    for sheet, (at, columns) in counted:
        name = sheet.name if len(counted) > 1 else ""
        told = (_row(number, cells, columns, name) for number, cells in _below(sheet, at, columns))
        rows += [row for row in told if row.is_filled]
    return rows


def _headings(sheet: PlainSheet, known: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """Which of the rows holds the headings, and the column of each; None of what is no count sheet."""
    for at, (_, cells) in enumerate(sheet.rows[:_HEADING_ROWS]):
        columns = {known[key]: place for place, cell in enumerate(cells) if (key := key_of(cell)) in known}
        if FILE_NO.code in columns and FOUND.code in columns:
            return at, columns
    return None


def _below(sheet: PlainSheet, at: int, columns: Mapping[str, int]) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below the headings, with what stands in merged cells in each of their rows.

    Only from one paper to the next it is said sideways, too: a yes is no place.
    """
    headings, _ = sheet.rows[at]
    rows = sheet.rows[at + 1 :]
    told: dict[int, dict[int, str]] = {}
    first = dict(rows) if sheet.merged else {}
    reached: dict[int, int] = {}
    for top, left, bottom, right in sorted(sheet.merged):
        cells, covered = first.get(top + 1, ()), reached.get(left, 0)
        # Merged cells never overlap, except in workbooks that are made to keep a reader busy.
        if top < max(headings, covered) or left >= len(cells) or not cells[left]:
            continue
        reached[left] = bottom + 1
        beside = dict.fromkeys(_beside(columns, left, right), cells[left])
        for number in range(top + 1, min(bottom + 1, rows[-1][0]) + 1):
            told.setdefault(number, {}).update(beside)
    for number, cells in rows:
        yield number, [str(cell) for cell in with_cells(cells, told[number])] if number in told else cells


def _beside(columns: Mapping[str, int], left: int, right: int) -> list[int]:
    """The columns for which a word stands that is in merged cells from `left` to `right`."""
    papers = {columns[kind.value] for kind in DocumentType if kind.value in columns}
    return [left, *sorted(at for at in papers if left < at <= right)] if left in papers else [left]


def _known_headings() -> dict[str, str]:
    """The codes of all columns of count sheets by their headings, in every language."""
    fields = [*FIXED, *map(paper_column, DocumentType)]
    known: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            known |= {key_of(field.label.said()): field.code for field in fields}
    return known


def _row(number: int, cells: Sequence[str], columns: Mapping[str, int], sheet: str) -> SheetRow:
    said = {code: fold_line(cells[at]) for code, at in columns.items() if at < len(cells)}
    codes = (said.get(field.code, "") for field in (FILE_NO, PLATE, VIN))
    return SheetRow(
        row=number,
        sheet=sheet,
        code=next((code for code in codes if code not in {"", NEVER_CALCULATED}), ""),
        found=said.get(FOUND.code, ""),
        place=said.get(PLACE.code, ""),
        by=said.get(COUNTED_BY.code) or said.get(ASSIGNED.code, ""),
        papers={kind: said[kind.value] for kind in DocumentType if said.get(kind.value)},
    )


class SheetCount:
    """Takes the rows of a count sheet in, as if each folder had been scanned by who is named in its row."""

    def __init__(self, audit: OpenAudit, by: str) -> None:
        self._audit, self._by = audit, by
        self._found, self._words = FoundWords(), mark_words()
        self.counted = self.missing = 0
        self.problems: list[SheetProblem] = []

    @property
    def refused(self) -> int:
        """How many rows were refused; each has one such problem."""
        refused = (each for each in self.problems if each.severity is Severity.REFUSED)
        return len({(each.sheet, each.row) for each in refused})

    def take(self, work: UnitOfWork, row: SheetRow) -> None:
        """Count one row inside the open unit of work."""
        counter = Counter(row.by or self._by, row.place, work.at)
        found = self._found.said(row.found) if row.found else None
        if not row.is_calculated:
            self._say(Severity.REFUSED, row, "", FORMULA_WITHOUT_VALUE)
        elif not row.code:
            self._say(Severity.REFUSED, row, "", NO_FILE_NUMBER)
        elif row.place and not row.found:
            self._say(Severity.REFUSED, row, row.place, PLACE_ONLY)
        elif row.found and found is None:
            self._say(Severity.REFUSED, row, row.found, FOUND_UNCLEAR, value=row.found)
        elif found:
            self._find(work, row, counter)
        else:
            entry = look_up(work.connection, self._audit, row.code)
            if not isinstance(entry, Entry):
                self._say(Severity.REFUSED, row, row.code, MISSING_UNKNOWN, value=row.code)
                return
            if found is False:
                self._miss(work.connection, row, entry, counter)
            self._mark(work, row, entry, counter)

    def _find(self, work: UnitOfWork, row: SheetRow, counter: Counter) -> None:
        result = count_code(work.connection, self._audit, row.code, counter)
        is_new = result.verdict in {Verdict.COUNTED, Verdict.MISPLACED} and result.earlier is None
        self.counted += is_new
        entry = look_up(work.connection, self._audit, row.code)
        if not isinstance(entry, Entry):
            verdict = VERDICT_LABELS[result.verdict]
            self._say(Severity.WARNING, row, row.code, CODE_UNKNOWN, value=row.code, verdict=verdict)
            return
        self._compare(work.connection, row, entry, Said.FOUND, counter)
        self._mark(work, row, entry, counter)

    def _miss(self, connection: Any, row: SheetRow, entry: Entry, counter: Counter) -> None:
        if count_missing(connection, self._audit, entry, counter):
            self.missing += 1
            self._compare(connection, row, entry, Said.MISSING, counter)
        else:
            self._say(Severity.REFUSED, row, row.found, OWN_FIND, by=counter.by)

    def _compare(self, connection: Any, row: SheetRow, entry: Entry, said: Said, counter: Counter) -> None:
        by = as_spelled(connection, entry, counter.by)
        other = connection.execute(_OTHERS, (entry.id, by, said.value)).fetchone()
        if other:
            told = {"by": by, "said": SAID_LABELS[said]}
            told |= {"other": other[1], "other_said": SAID_LABELS[Said(other[0])]}
            self._say(Severity.CONFLICT, row, entry.file_no, CONFLICT, **told)

    def _mark(self, work: UnitOfWork, row: SheetRow, entry: Entry, counter: Counter) -> None:
        for kind, text in row.papers.items():
            mark = self._words.get(key_of(text))
            if mark is None:
                told = {"value": text, "type": TYPE_LABELS[kind], "words": list(MARK_LABELS.values())}
                self._say(Severity.REFUSED, row, text, PAPER_UNCLEAR, **told)
            else:
                mark_entry(work, self._audit, entry, DocumentMark(kind, paper=mark), counter.by)

    def _say(
        self, severity: Severity, row: SheetRow, value: str, message: Message, /, **params: object
    ) -> None:
        error = DealerDeskError(message, **params)
        self.problems.append(SheetProblem(severity, row.row, value, error, row.sheet))
