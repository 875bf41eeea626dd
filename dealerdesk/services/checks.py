"""Is everything well with a data folder? Database, history, normal forms, scans and the search index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dealerdesk.domain.audits import AuditState, CardField, CardSaid, Fault, Said, Scope, StrayKind
from dealerdesk.domain.documents import DocumentType, Paper
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import normalise_plate, plate_key
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.paths import DataFolder
from dealerdesk.storage import checking, completeness, search_upkeep
from dealerdesk.storage.bulk_lock import bulk_lock
from dealerdesk.storage.history import broken_sets
from dealerdesk.storage.interrupting import interruptible
from dealerdesk.storage.unit_of_work import Database
from dealerdesk.vault import Vault

CHECKING_DATABASE = Message("checking_database", "Checking the database")
CHECKING_FILES = Message("checking_files", "Checking the vehicle files")
CHECKING_SCANS = Message("checking_scans", "Checking the scans")
REPAIRING = Message("activity.repair", "repairing the data folder")

DAMAGED = Message("check_database", "The database is damaged: {words}. Restore a backup.")
DANGLING = Message(
    "check_dangling", "Record {row} of {table} belongs to a record that is gone. Restore a backup."
)
SAFEGUARD = Message(
    "check_safeguard", "The safeguard {name} of the history is missing or changed. Restore a backup."
)
UNFINISHED = Message(
    "check_unfinished", "Change {change} was never finished; another program was at work. Restore a backup."
)
TAMPERED = Message(
    "check_history",
    "Change {change} is no longer what was recorded: it, or a record that it made, was changed by another "
    "program. Compare with a backup.",
)
UNRECORDED = Message(
    "check_unrecorded",
    "Record {row} of {table} stands in no change: another program made it. Compare with a backup.",
)
VIN_FORM = Message(
    "check_vin",
    "The VIN “{value}” of file {file_no} is not in its normal form, {normal}. Enter it again.",
)
PLATE_FORM = Message(
    "check_plate",
    "The plate “{value}” of file {file_no} is not in its normal form, {normal}. Enter it again.",
)
UNKNOWN_CODE = Message(
    "check_code", "Record {row} of {table} has “{value}”, which this version does not know. Restore a backup."
)
SCAN_MISSING = Message(
    "check_scan_missing",
    "The scan “{name}” of file {file_no} is not in the folder of scans. Restore it from a backup, or attach "
    "the paper anew.",
)
SCAN_DAMAGED = Message(
    "check_scan_damaged",
    "The scan “{name}” of file {file_no} is damaged. Restore it from a backup, or attach the paper anew.",
)
PHOTO_MISSING = Message(
    "check_photo_missing",
    "The photo “{name}” of {file_no} in an audit is not in the folder of scans. Restore it from a backup.",
)
PHOTO_DAMAGED = Message(
    "check_photo_damaged",
    "The photo “{name}” of {file_no} in an audit is damaged. Restore it from a backup.",
)
INDEX_STALE = Message(
    "check_search", "The search may not find file {file_no}. “dealerdesk check --repair” mends that."
)
MISJUDGED = Message(
    "check_completeness",
    "Lists judge the completeness of file {file_no} wrongly. “dealerdesk check --repair” mends that.",
)
INDEX_STRAY = Message(
    "check_search_stray",
    "The search index has entries of no file. “dealerdesk check --repair” mends that.",
)

INDEX_REBUILT = Message("repaired_index", "The search index was written anew.")
JUDGED_ANEW = Message(
    "repaired_completeness",
    "The completeness of {count} file was judged anew.",
    "The completeness of {count} files was judged anew.",
)
SCANS_SWEPT = Message(
    "repaired_scans",
    "{count} scan that no document ever had was removed.",
    "{count} scans that no document ever had were removed.",
)

_READERS = 4
_AHEAD = 256
"""Scans that readers are given at a time: stopping waits for few, and memory is bounded."""

GRACE = timedelta(days=1)
"""How long a scan may lie in the vault before a document names it."""


class ProblemKind(StrEnum):
    """Where a problem lies; part of the command line's promise."""

    DATABASE = "database"
    HISTORY = "history"
    RECORD = "record"
    SCAN = "scan"
    SEARCH = "search"
    COMPLETENESS = "completeness"


@dataclass(frozen=True, slots=True)
class CheckProblem:
    """One thing that is amiss: `ref` names the file, change or record, `message` is a sentence."""

    kind: ProblemKind
    ref: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, and what a repair did before; `files` counts archived ones too."""

    files: int
    documents: int
    scans: int
    problems: tuple[CheckProblem, ...]
    repaired: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems


class Checks:
    """Checks of one data folder."""

    def __init__(self, folder: DataFolder, database: Database, vault: Vault) -> None:
        self._folder = folder
        self._database = database
        self._vault = vault

    def check(
        self, *, deep: bool = False, repair: bool = False, progress: Progress | None = None
    ) -> CheckResult:
        """Look for anything amiss; with `deep` also each scan against its hash, and what is kept for lists.

        With `repair`, first write the search index anew, judge the completeness of files anew where it is
        kept wrongly, and remove scans that no document ever had; records are never touched. Raises
        ``bulk_locked`` when somebody else is at a long operation then.
        """
        progress = progress or Silent()
        repaired = self._repair(progress) if repair else ()
        with checking.inspecting(self._database.path) as connection:
            today = self._database.now().date()
            problems = tuple(_Round(connection, self._vault, today, progress).problems(deep=deep))
            files, documents, scans = connection.execute(
                "SELECT (SELECT count(*) FROM vehicle_file), (SELECT count(*) FROM document), "
                "(SELECT count(*) FROM scan)"
            ).fetchone()
        return CheckResult(files, documents, scans, problems, repaired)

    def _repair(self, progress: Progress) -> tuple[str, ...]:
        with bulk_lock(self._folder, REPAIRING), checking.repairing(self._database.path) as connection:
            search_upkeep.rebuild(connection, progress)
            today = self._database.now().date()
            if misjudged := completeness.misjudged(connection, today):
                completeness.rebuild(connection, today)
            # The transaction keeps documents from taking up a scan while it is being removed.
            named = checking.scans_ever_named(connection)
            swept = self._vault.sweep(named, GRACE, self._database.now())
        done = [INDEX_REBUILT.said()]
        if misjudged:
            done.append(JUDGED_ANEW.said(count=len(misjudged)))
        if swept:
            done.append(SCANS_SWEPT.said(count=len(swept)))
        return tuple(done)


class _Round:
    """One walk through everything."""

    def __init__(self, connection: Any, vault: Vault, today: date, progress: Progress) -> None:
        self._connection = connection
        self._vault = vault
        self._today = today
        self._progress = progress

    def problems(self, *, deep: bool) -> Iterator[CheckProblem]:
        """Everything that is amiss; where SQLite finds damage, nothing but that."""
        self._progress.step(CHECKING_DATABASE, 0, None)
        with interruptible(self._connection, self._progress, CHECKING_DATABASE):
            damaged = [
                _problem(ProblemKind.DATABASE, "", DAMAGED, words=words)
                for words in checking.damage(self._connection)
            ]
        if damaged:
            yield from damaged
            return
        yield from self._of_history()
        yield from self._of_records()
        yield from self._of_scans(deep=deep)
        if deep:
            yield from self._of_search_index()
            yield from self._of_completeness()

    def _of_history(self) -> Iterator[CheckProblem]:
        history = ProblemKind.HISTORY
        for name in checking.missing_safeguards(self._connection):
            yield _problem(history, name, SAFEGUARD, name=name)
        unfinished = checking.unfinished_sets(self._connection)
        for change in unfinished:
            yield _problem(history, str(change), UNFINISHED, change=change)
        for broken in broken_sets(self._connection, self._progress):
            if broken.set_id not in unfinished:
                yield _problem(history, str(broken.set_id), TAMPERED, change=broken.set_id)
        for table, row in checking.unrecorded_rows(self._connection):
            yield _problem(history, f"{table} {row}", UNRECORDED, table=table, row=row)

    def _of_records(self) -> Iterator[CheckProblem]:
        self._progress.step(CHECKING_FILES, 0, None)
        record = ProblemKind.RECORD
        with interruptible(self._connection, self._progress, CHECKING_FILES):
            dangling = list(checking.dangling_rows(self._connection))
        for table, row in dangling:
            yield _problem(record, f"{table} {row}", DANGLING, table=table, row=row)
        yield from self._of_vehicles()
        for table, column, known in _CODES:
            rows = self._connection.execute(f'SELECT id, "{column}" FROM "{table}"')
            for row, value in rows:
                if value not in known:
                    yield _problem(record, f"{table} {row}", UNKNOWN_CODE, table=table, row=row, value=value)

    def _of_vehicles(self) -> Iterator[CheckProblem]:
        record = ProblemKind.RECORD
        rows = self._connection.execute("SELECT file_no, vin, plate, plate_key FROM vehicle_file ORDER BY id")
        for file_no, vin, plate, key in rows:
            if vin is not None and normalise_vin(vin) != vin:
                normal = normalise_vin(vin)
                yield _problem(record, file_no, VIN_FORM, value=vin, file_no=file_no, normal=normal)
            if (plate is None) != (key is None) or (
                plate is not None and (normalise_plate(plate), plate_key(plate)) != (plate, key)
            ):
                normal = normalise_plate(plate or key)
                yield _problem(record, file_no, PLATE_FORM, value=plate, file_no=file_no, normal=normal)

    def _of_scans(self, *, deep: bool) -> Iterator[CheckProblem]:
        rows = self._connection.execute(
            f"SELECT sha256, size, min(name), min(file_no), min(is_photo) FROM ({checking.NAMED_SCANS}) "
            "GROUP BY sha256, size ORDER BY sha256"
        ).fetchall()
        judged = self._judged_deep(rows) if deep else (self._judge_size(*row[:2]) for row in rows)
        for done, (_, _, name, file_no, is_photo) in enumerate(rows):
            self._progress.step(CHECKING_SCANS, done, len(rows))
            wrong = next(judged)
            if wrong is not None:
                wrong = _OF_PHOTOS[wrong] if is_photo else wrong
                yield _problem(ProblemKind.SCAN, file_no, wrong, name=name, file_no=file_no)

    def _judged_deep(self, rows: Sequence[tuple[str, int, str, str, int]]) -> Iterator[Message | None]:
        """What is wrong with each scan, in their order; several are read at a time."""
        with ThreadPoolExecutor(_READERS, "check") as threads:
            for start in range(0, len(rows), _AHEAD):
                some = rows[start : start + _AHEAD]
                yield from threads.map(self._judge_deep, *zip(*(row[:2] for row in some), strict=True))

    def _judge_size(self, sha256: str, size: int) -> Message | None:
        try:
            return None if self._vault.path_of(sha256).stat().st_size == size else SCAN_DAMAGED
        except (ValueError, OSError):  # no hash at all, or nothing to read in its place
            return SCAN_MISSING

    def _judge_deep(self, sha256: str, size: int) -> Message | None:
        wrong = self._judge_size(sha256, size)
        if wrong is not None:
            return wrong
        try:
            return None if self._vault.verify(sha256) else SCAN_DAMAGED
        except DealerDeskError:  # there, but it cannot be read
            return SCAN_DAMAGED

    def _of_completeness(self) -> Iterator[CheckProblem]:
        with interruptible(self._connection, self._progress, CHECKING_FILES):
            misjudged = completeness.misjudged(self._connection, self._today)
        numbers = self._numbers() if misjudged else {}
        for file_id in misjudged:
            file_no = numbers.get(file_id, "")
            yield _problem(ProblemKind.COMPLETENESS, file_no, MISJUDGED, file_no=file_no)

    def _numbers(self) -> dict[int, str]:
        return dict(self._connection.execute("SELECT id, file_no FROM vehicle_file").fetchall())

    def _of_search_index(self) -> Iterator[CheckProblem]:
        numbers = self._numbers()
        for file_id in search_upkeep.stale_files(self._connection, self._progress):
            if file_id in numbers:
                file_no = numbers[file_id]
                yield _problem(ProblemKind.SEARCH, file_no, INDEX_STALE, file_no=file_no)
            else:
                yield _problem(ProblemKind.SEARCH, "", INDEX_STRAY)


_OF_PHOTOS = {SCAN_MISSING: PHOTO_MISSING, SCAN_DAMAGED: PHOTO_DAMAGED}
_CODES: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("vehicle_file", "kind", frozenset(FileKind)),
    ("vehicle_file", "state", frozenset(FileState)),
    ("document", "type", frozenset(DocumentType)),
    ("document", "paper", frozenset(Paper)),
    ("waiver", "type", frozenset(DocumentType)),
    ("required_document", "kind", frozenset(FileKind)),
    ("required_document", "type", frozenset(DocumentType)),
    ("audit", "scope", frozenset(Scope)),
    ("audit", "state", frozenset(AuditState)),
    ("audit_count", "said", frozenset(Said)),
    ("audit_stray", "kind", frozenset(StrayKind)),
    ("audit_document", "type", frozenset(DocumentType)),
    ("audit_card", "field", frozenset(CardField)),
    ("audit_card", "said", frozenset(CardSaid)),
    ("audit_explanation", "fault", frozenset(Fault)),
)


def _problem(kind: ProblemKind, ref: str, message: Message, **params: object) -> CheckProblem:
    return CheckProblem(kind, ref, message.said(**params))
