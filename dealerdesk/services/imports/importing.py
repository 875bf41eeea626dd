"""Spreadsheets in: read aside, compared set by set, written as one change set that can be taken back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.fields import Field, RecordKind, field_of
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.values import from_stored, text_of
from dealerdesk.exchange.messages import describe_problem
from dealerdesk.exchange.reader import read_into_staging
from dealerdesk.exchange.staging import StagedWorkbook
from dealerdesk.paths import DataFolder, kept_text
from dealerdesk.services.actions import IMPORTED
from dealerdesk.services.file_history import undone_by
from dealerdesk.services.imports.results import ImportEntry, ImportResult, Problem
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.columns import is_text
from dealerdesk.storage.engine import driver
from dealerdesk.storage.incoming.kinds import IMPORTS
from dealerdesk.storage.incoming.planning import Outcome, Terms, clear_away, conflicts, counts, lay_out
from dealerdesk.storage.incoming.remarks import findings
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.models import ChangeSet, ImportRun, User
from dealerdesk.storage.unit_of_work import ChangeKind, Database, Label

IMPORTING = Message("activity.import", "importing {path}")
COMPARING = Message("comparing", "Comparing with what is there")
WRITING = Message("writing_rows", "Writing the rows")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person decides of an import.

    `theirs` lets the workbook win conflicts; `create_files` makes service-only drafts for vehicles without
    a file; with `dry_run` nothing is written.
    """

    sheet: str | None = None
    encoding: str | None = None
    theirs: bool = False
    create_files: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a comparison came to."""

    counts: dict[str, int]
    conflicts: int
    problems: tuple[Problem, ...]


class Imports:
    """Imports into one dealership."""

    def __init__(self, folder: DataFolder, database: Database, author: int) -> None:
        self._folder = folder
        self._database = database
        self._author = author

    def run(
        self,
        kind: RecordKind,
        path: Path,
        options: ImportOptions | None = None,
        progress: Progress | None = None,
    ) -> ImportResult:
        """Import the records of `kind` in the spreadsheet `path`.

        Raises what `exchange.read_into_staging` raises, ``bulk_locked`` while somebody else is at a long
        operation, and `Cancelled`; then nothing is changed.
        """
        options = options or ImportOptions()
        progress = progress or Silent()
        if options.dry_run:
            return self._run(kind, path, options, progress)
        with bulk_lock(self._folder, IMPORTING, path=kept_text(path.name)):
            return self._run(kind, path, options, progress)

    def list(self) -> tuple[ImportEntry, ...]:
        """All imports, the newest first."""
        with self._database.reading() as session:
            rows = session.execute(
                select(ImportRun, ChangeSet.at, User.name)
                .join(ChangeSet, ChangeSet.id == ImportRun.set_id)
                .join(User, User.id == ChangeSet.author)
                .order_by(ImportRun.set_id.desc())
            )
            return tuple(_entry(session, run, at, by) for run, at, by in rows)

    def _run(self, kind: RecordKind, path: Path, options: ImportOptions, progress: Progress) -> ImportResult:
        with TemporaryDirectory(prefix="dealerdesk-") as folder:
            staging = Path(folder) / "staging.db"
            staged = read_into_staging(
                path, kind, staging, sheet=options.sheet, encoding=options.encoding, progress=progress
            )
            terms = Terms(
                kind=kind,
                path=kept_text(path.absolute()),
                theirs=options.theirs,
                create_files=options.create_files,
                last_change=staged.last_change,
                at=self._database.now(),
                author=self._author,
            )
            if options.dry_run:
                with self._database.reading(attached=staging) as session:
                    plan = _plan(driver(session.connection()), terms, staged, progress)
                return _result(None, kind, staged, plan)
            import_id, plan = self._write(staged, terms, progress)
            return _result(import_id, kind, staged, plan)

    def _write(self, staged: StagedWorkbook, terms: Terms, progress: Progress) -> tuple[int, _Plan]:
        label = Label(IMPORTED, {"kind": terms.kind.value, "path": Path(terms.path).name})
        with self._database.writing(
            label,
            author=self._author,
            kind=ChangeKind.IMPORT,
            attached=staged.path,
            progress=progress,
            even_empty=True,
        ) as work:
            plan = _plan(work.connection, terms, staged, progress)
            with interruptible(work.connection, progress, WRITING):
                IMPORTS[terms.kind].apply(work.connection, terms)
                clear_away(work.connection)
            work.session.add(
                ImportRun(
                    set_id=work.set_id,
                    kind=terms.kind.value,
                    path=terms.path,
                    sheet=staged.sheet,
                    new=plan.counts.get(Outcome.NEW, 0),
                    changed=plan.counts.get(Outcome.CHANGED, 0),
                )
            )
        return work.set_id, plan


def _plan(connection: Any, terms: Terms, staged: StagedWorkbook, progress: Progress) -> _Plan:
    chosen = IMPORTS[terms.kind]
    progress.step(COMPARING, 0, None)
    with interruptible(connection, progress, COMPARING):
        lay_out(connection, terms)
        chosen.plan(connection, terms)
        headings = {code: heading for heading, code in reversed(staged.columns) if code}
        problems = tuple(_problems(findings(connection), terms.kind, headings))
        return _Plan(counts(connection, chosen.unit), conflicts(connection, chosen.unit), problems)


def _problems(
    rows: Iterable[tuple[int, str | None, str | None, str, str, str]],
    kind: RecordKind,
    headings: dict[str, str],
) -> Iterator[Problem]:
    for n, code, value, severity, message, params in rows:
        field = field_of(kind, code) if code else None
        said = json.loads(params)
        said |= {name: _told(field, said[name]) for name in _STORED_PARAMS & said.keys()}
        yield Problem(
            severity=severity,
            row=n,
            column=headings.get(code or ""),
            value=_told(field, value),
            code=message,
            message=describe_problem(message, json.dumps(said)),
        )


_STORED_PARAMS = {"ours", "theirs", "earlier"}
"""Parameters that carry a value as it is stored, to be shown as people write it."""


def _told(field: Field | None, stored: str | int | None) -> str | None:
    """A value as people write it; text is what stood in the sheet."""
    if field and not is_text(field.type) and isinstance(stored, int):
        return text_of(field, from_stored(field.type, stored))
    return None if stored is None else str(stored)


def _result(import_id: int | None, kind: RecordKind, staged: StagedWorkbook, plan: _Plan) -> ImportResult:
    severities = Counter(problem.severity for problem in plan.problems)
    return ImportResult(
        import_id=import_id,
        kind=kind,
        sheet=staged.sheet,
        header_row=staged.header_row,
        columns=staged.columns,
        rows=staged.rows,
        new=plan.counts.get(Outcome.NEW, 0),
        changed=plan.counts.get(Outcome.CHANGED, 0),
        unchanged=plan.counts.get(Outcome.UNCHANGED, 0),
        conflicts=plan.conflicts,
        refused=severities["refused"],
        left_out=severities["left_out"],
        notes=tuple(describe_problem(code, json.dumps(params)) for code, params in staged.notes),
        problems=plan.problems,
    )


def _entry(session: Session, run: ImportRun, at: datetime, by: str) -> ImportEntry:
    undone = undone_by(session, run.set_id) is not None
    return ImportEntry(run.set_id, at, by, run.kind, run.path, run.new, run.changed, undone)
