"""Spreadsheets in: read aside, compared set by set, written as one change set that can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ColumnChoice, ImportMapping
from dealerdesk.domain.imports import Verdict
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.exchange.problems.problem_rows import Remark, refuse_place, write_problem_rows
from dealerdesk.exchange.reading.pasting import save_pasted
from dealerdesk.exchange.reading.reader import read_into_staging
from dealerdesk.exchange.reading.scan_archives import is_archive
from dealerdesk.exchange.reading.staging import StagedWorkbook, open_staged
from dealerdesk.paths import DataFolder, kept_text
from dealerdesk.services.actions import IMPORTED
from dealerdesk.services.file_history import undone_by
from dealerdesk.services.imports.checking import said_lines
from dealerdesk.services.imports.mappings import SavedMappings
from dealerdesk.services.imports.plans import COMPARING, FindScans, Plan, plan_import, result_of
from dealerdesk.services.imports.previews import Preview, look_at
from dealerdesk.services.imports.results import Check, CheckLine, ImportEntry, ImportResult
from dealerdesk.services.imports.scan_rows import stage_archive
from dealerdesk.services.imports.scans import scans_of
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.engine import driver
from dealerdesk.storage.history import set_of_moment
from dealerdesk.storage.incoming.check_file import LinesKept, read_lines
from dealerdesk.storage.incoming.kinds import IMPORTS
from dealerdesk.storage.incoming.planning import Outcome, Terms, clear_away
from dealerdesk.storage.incoming.verdicts import count_to_write, lines
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.models import ChangeSet, ImportRun, User
from dealerdesk.storage.unit_of_work import ChangeKind, Database, Label, UnitOfWork

IMPORTING = Message("activity.import", "importing {path}")
WRITING = Message("writing_rows", "Writing the rows")
CHANGED_MEANWHILE = Message(
    "import_changed_meanwhile",
    "Somebody changed records here since {path} was checked, and the import would do something else now. "
    "Nothing was imported; look at the check again.",
)


class Imports:
    """Imports into one dealership."""

    def __init__(self, folder: DataFolder, database: Database, author: int) -> None:
        self._folder = folder
        self._database = database
        self._author = author

    @cached_property
    def mappings(self) -> SavedMappings:
        """Mappings under names, and what earlier imports remember."""
        return SavedMappings(self._database, self._author)

    # --- looking, with nothing written ----------------------------------------------------------------

    def paste(self, text: str, html: str, folder: Path) -> Path:
        """A block copied from a spreadsheet as a file in `folder`; raises what `save_pasted` raises."""
        return save_pasted(text, html, folder)

    def preview(
        self, path: Path, mapping: ImportMapping | None = None, progress: Progress | None = None
    ) -> Preview:
        """What `path` looks like and how it would be read; see `look_at`."""
        return look_at(path, mapping, self.mappings, progress or Silent())

    def check(
        self, path: Path, mapping: ImportMapping, folder: Path, progress: Progress | None = None
    ) -> Check:
        """Read `path` into `folder` and compare it with what is there.

        Raises what `exchange.read_into_staging` raises, and `Cancelled`.
        """
        progress = progress or Silent()
        staging = folder / f"{uuid4().hex}.staging"
        staged = self._read(path, mapping, staging, progress)
        return self._checked(path, mapping, staged, progress)

    def check_again(self, check: Check, mapping: ImportMapping, progress: Progress | None = None) -> Check:
        """The check under another mapping; the sheet is read again only where what is read changes."""
        progress = progress or Silent()
        if _reading(mapping) != _reading(check.mapping):
            return self.check(check.path, mapping, check.folder, progress)
        return self._checked(check.path, mapping, open_staged(check.staging), progress)

    def lines(
        self, check: Check, shown: Collection[Verdict], start: int, count: int
    ) -> tuple[CheckLine, ...]:
        """`count` of the lines whose verdicts are `shown`, from `start` among them on, in their order."""
        found = read_lines(check.lines_path, check.lines, shown, start, count)
        return said_lines(check.mapping.kind, found)

    # --- writing --------------------------------------------------------------------------------------

    def apply(self, check: Check, progress: Progress | None = None) -> ImportResult:
        """Import what was checked, exactly that.

        Raises ``import_changed_meanwhile`` where it would come to something else by now, ``bulk_locked``
        while somebody else is at a long operation, and `Cancelled`; then nothing is changed.
        """
        progress = progress or Silent()
        staged = open_staged(check.staging)
        with self._locked(check.path):
            return self._write(check.path, check.mapping, staged, progress, check)

    def run(
        self,
        path: Path,
        mapping: ImportMapping,
        progress: Progress | None = None,
        *,
        dry_run: bool = False,
    ) -> ImportResult:
        """Import the spreadsheet `path` as `mapping` says, or with `dry_run` say what that would do.

        Raises what `exchange.read_into_staging` raises, ``bulk_locked`` while somebody else is at a long
        operation, and `Cancelled`; then nothing is changed.
        """
        progress = progress or Silent()
        if dry_run:
            return self._run(path, mapping, progress, dry_run=True)
        with self._locked(path):
            return self._run(path, mapping, progress, dry_run=False)

    def expect_problem_rows(self, path: Path, out: Path) -> None:
        """Raise what speaks against writing problem rows of `path` into `out`, before anything is imported.

        Raises what `exchange.refuse_place` raises.
        """
        refuse_place(path, out)

    def write_problem_rows(  # what was read, what was said, and where to put it
        self,
        path: Path,
        mapping: ImportMapping,
        result: ImportResult,
        out: Path,
        progress: Progress | None = None,
    ) -> int:
        """Write the rows of `path` that stay out, wholly or in a cell, into a copy of the workbook.

        Returns how many there are; raises what `exchange.write_problem_rows` raises.
        """
        return write_problem_rows(
            path,
            out,
            sheet=result.sheet,
            header_row=result.header_row,
            remarks=_remarks(result),
            kind=mapping.kind,
            encoding=mapping.encoding,
            progress=progress or Silent(),
        )

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

    # --- how ------------------------------------------------------------------------------------------

    @contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        with bulk_lock(self._folder, IMPORTING, path=kept_text(path.name)):
            yield

    def _run(self, path: Path, mapping: ImportMapping, progress: Progress, *, dry_run: bool) -> ImportResult:
        with TemporaryDirectory(prefix="dealerdesk-") as folder:
            staged = self._read(path, mapping, Path(folder) / "staging.db", progress)
            if not dry_run:
                return self._write(path, mapping, staged, progress)
            scans = scans_of(path, mapping.kind, self._folder)
            terms = self._terms(path, mapping, staged)
            with self._database.reading(attached=staged.path) as session:
                connection = driver(session.connection())
                plan = plan_import(connection, terms, staged, progress, scans.look if scans else None)
            return result_of(None, mapping.kind, staged, plan)

    def _read(self, path: Path, mapping: ImportMapping, staging: Path, progress: Progress) -> StagedWorkbook:
        if mapping.kind is RecordKind.DOCUMENTS and is_archive(path):
            return stage_archive(path, staging, self._database, progress)
        return read_into_staging(path, mapping, staging, progress=progress)

    def _put_scans_away(
        self, path: Path, terms: Terms, staged: StagedWorkbook, progress: Progress
    ) -> FindScans | None:
        """Put the scans that the import brings into the vault: their rows never wait for their bytes."""
        scans = scans_of(path, terms.kind, self._folder)
        if scans is None:
            return None
        with self._database.reading(attached=staged.path) as session:
            connection = driver(session.connection())
            plan_import(connection, terms, staged, progress)
            found = scans.put_away(connection, progress)
        return lambda _connection, _progress: found

    def _terms(self, path: Path, mapping: ImportMapping, staged: StagedWorkbook) -> Terms:
        last_change = None
        if staged.last_moment is not None:
            with self._database.asking() as connection:
                last_change = set_of_moment(connection, staged.last_moment)
        return Terms(
            kind=mapping.kind,
            path=kept_text(path.absolute()),
            create_files=mapping.create_files,
            is_own=staged.last_moment is not None,
            last_change=last_change,
            at=self._database.now(),
            author=self._author,
            rule=mapping.on_conflict,
            decisions=mapping.decisions,
        )

    def _checked(
        self, path: Path, mapping: ImportMapping, staged: StagedWorkbook, progress: Progress
    ) -> Check:
        folder = staged.path.parent
        kept = LinesKept(folder / f"{uuid4().hex}.lines")
        terms = replace(self._terms(path, mapping, staged), detail=True)
        with self._database.reading(attached=staged.path) as session:
            connection = driver(session.connection())
            scans = scans_of(path, mapping.kind, self._folder)
            plan = plan_import(connection, terms, staged, progress, scans.look if scans else None)
            with interruptible(connection, progress, COMPARING):
                kept.write(lines(connection, terms.kind, IMPORTS[terms.kind].unit))
                writes = count_to_write(connection)
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()
        return Check(
            path=path,
            folder=folder,
            staging=staged.path,
            lines_path=kept.path,
            mapping=mapping,
            result=result_of(None, mapping.kind, staged, plan),
            lines=dict(kept.counts),
            undecided=kept.undecided,
            writes=writes,
            last_change=last,
            digest=kept.digest,
        )

    def _write(
        self,
        path: Path,
        mapping: ImportMapping,
        staged: StagedWorkbook,
        progress: Progress,
        check: Check | None = None,
    ) -> ImportResult:
        terms = self._terms(path, mapping, staged)
        scans = self._put_scans_away(path, terms, staged, progress)
        label = Label(IMPORTED, {"kind": terms.kind.value, "path": Path(terms.path).name})
        with self._database.writing(
            label,
            author=self._author,
            kind=ChangeKind.IMPORT,
            attached=staged.path,
            progress=progress,
            even_empty=True,
        ) as work:
            plan = _plan_as_checked(work, terms, staged, check, progress, scans)
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
                    mapping=_as_read(mapping, staged).written(),
                )
            )
        return result_of(work.set_id, terms.kind, staged, plan)


def _plan_as_checked(  # noqa: PLR0913, PLR0917  # what a plan is made of
    work: UnitOfWork,
    terms: Terms,
    staged: StagedWorkbook,
    check: Check | None,
    progress: Progress,
    scans: FindScans | None,
) -> Plan:
    """The plan; where others wrote since the check, it must be the one that a person saw."""
    connection = work.connection
    since = "SELECT 1 FROM change_set WHERE id > ? AND id <> ?"
    if check is None or not connection.execute(since, (check.last_change, work.set_id)).fetchone():
        return plan_import(connection, terms, staged, progress, scans)
    plan = plan_import(connection, replace(terms, detail=True), staged, progress, scans)
    now = LinesKept(check.lines_path)
    with interruptible(connection, progress, COMPARING):
        now.count(lines(connection, terms.kind, IMPORTS[terms.kind].unit))
    if now.digest != check.digest:
        raise DealerDeskError(CHANGED_MEANWHILE, path=Path(terms.path).name)
    return plan


def _reading(mapping: ImportMapping) -> tuple[Any, ...]:
    """What of a mapping decides how the sheet is read."""
    return (
        mapping.kind,
        mapping.sheet,
        mapping.header_row,
        mapping.encoding,
        mapping.columns,
        mapping.fill_merged,
        dict(mapping.corrections),
    )


def _as_read(mapping: ImportMapping, staged: StagedWorkbook) -> ImportMapping:
    """What the next such workbook may be read by: nothing of single cells, and each column as it was read."""
    orders = {column.at: column.day_first for column in mapping.columns or ()}
    columns = tuple(
        ColumnChoice(column.at, column.heading, column.code, orders.get(column.at))
        for column in staged.columns
    )
    return replace(mapping, header_row=staged.header_row, columns=columns).without_rows()


def _remarks(result: ImportResult) -> Mapping[int, list[Remark]]:
    remarks: dict[int, list[Remark]] = {}
    for problem in result.problems:
        if problem.severity != "warning":
            remarks.setdefault(problem.row, []).append(Remark(problem.at, problem.message))
    return remarks


def _entry(session: Session, run: ImportRun, at: datetime, by: str) -> ImportEntry:
    undone = undone_by(session, run.set_id) is not None
    return ImportEntry(run.set_id, at, by, run.kind, run.path, run.new, run.changed, undone)
