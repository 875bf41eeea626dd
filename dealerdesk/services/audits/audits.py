"""The audits of one dealership: opened, counted, explained, closed, and looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from dealerdesk.domain.audits import AuditReminder, Explanation, Figures, StrayKind
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.i18n import current_language, speaking
from dealerdesk.services.actions import (
    AUDIT_ASSIGNED,
    AUDIT_CLOSED_BY_TWO,
    AUDIT_COUNTED,
    AUDIT_EXPLAINED,
    AUDIT_MARKED,
    AUDIT_OPENED,
)
from dealerdesk.services.audits import closing, marking, opening, standing
from dealerdesk.services.audits.codes import OpenAudit
from dealerdesk.services.audits.counting import SCANS_AT_ONCE, Counter, Scanned, ScanResult, count_code
from dealerdesk.services.audits.marking import DocumentMark, Explained, Marked
from dealerdesk.services.audits.meanwhile import ChangedRow, changed_meanwhile
from dealerdesk.services.audits.opening import NO_SUCH_AUDIT, AuditDraft, Opened
from dealerdesk.services.audits.reporting import write_report
from dealerdesk.services.audits.sheets import SheetCount, SheetRead, count_sheet, read_sheet
from dealerdesk.services.audits.standing import AuditRow, Discrepancy, LeftRow, PassRate
from dealerdesk.services.audits.verifying import Verified, verify_report
from dealerdesk.storage.audits import totals
from dealerdesk.storage.models import User
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

ROWS_AT_ONCE = 1000
"""So many rows of a count sheet are one transaction."""


class Audits:
    """The audits of one dealership; `by` is a counter's name, that of who works now where it is blank."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def open_audit(self, draft: AuditDraft) -> Opened:
        """Open an audit and freeze its list of active files.

        Raises ``audit_words``, ``audit_nothing_expected`` and what `parse_filter` raises.
        """
        label = Label(AUDIT_OPENED, {"title": fold_line(draft.title)})
        with self._database.writing(label, author=self._author) as work:
            audit, expected = opening.open_audit(work, draft)
            number = audit.id
            work.name(audit=number)
        return Opened(number, expected, _set_of(work))

    def assign(self, audit_id: int, people: Mapping[str, str]) -> None:
        """Say who counts which cabinet, "" for nobody; raises ``no_such_audit``, ``audit_closed``."""
        with self._counting(audit_id, AUDIT_ASSIGNED) as (work, _):
            opening.assign(work.session, audit_id, people)

    def scan(self, audit_id: int, codes: Sequence[str], *, at: str = "", by: str = "") -> Scanned:
        """Count the folders with these codes, seen at the place `at`; blank codes are passed by.

        Every verdict that is returned is on the disk; up to 200 codes are one transaction. Raises
        ``no_such_audit``, ``audit_closed``.
        """
        results: list[ScanResult] = []
        changes: list[int] = []
        left = iter([code for code in map(fold_line, codes) if code])
        while (portion := list(islice(left, SCANS_AT_ONCE))) or not results:
            with self._counting(audit_id, AUDIT_COUNTED, count=len(portion)) as (work, audit):
                counter = Counter(self._name(work, by), fold_line(at), work.at)
                results += [count_code(work.connection, audit, code, counter) for code in portion]
            if work.change:
                changes.append(work.change.set_id)
            if not portion:
                break
        return Scanned(tuple(results), tuple(changes))

    def mark(self, audit_id: int, ref: str, mark: DocumentMark, *, by: str = "") -> Marked:
        """Say what was found of one document of an expected file.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_not_expected``.
        """
        with self._counting(audit_id, AUDIT_MARKED, type=mark.type.value) as (work, audit):
            entry = marking.get_entry(work.connection, audit, ref)
            work.name(file_no=entry.file_no)
            match = marking.mark_entry(work, audit, entry, mark, self._name(work, by))
        return Marked(entry.file_no, match, _set_of(work))

    def explain(self, audit_id: int, ref: str, said: Explanation) -> Explained:
        """Explain every discrepancy of a file or of a scanned code.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_nothing_to_explain``, ``audit_words``.
        """
        with self._counting(audit_id, AUDIT_EXPLAINED, code=fold_line(ref)) as (work, audit):
            file_no = marking.explain(work, audit, ref, said)
            work.session.flush()
            _, left, _ = totals(work.connection, audit_id)
        return Explained(file_no, left, _set_of(work))

    def close(self, audit_id: int, names: Sequence[str]) -> AuditRow:
        """Close an audit under two names; from then on nothing of it is changed.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_signers``, ``audit_unexplained``.
        """
        with self._counting(audit_id, AUDIT_CLOSED_BY_TWO) as (work, _):
            closing.close_audit(work, opening.get_open(work.session, audit_id), names)
        return self.get(audit_id)

    def all(self) -> tuple[tuple[AuditRow, Figures], ...]:
        """Every audit with its figures, newest first."""
        with self._database.asking() as connection:
            return tuple(
                (row, standing.figures(connection, row.id)) for row in standing.audit_rows(connection)
            )

    def get(self, audit_id: int) -> AuditRow:
        """One audit; raises ``no_such_audit``."""
        with self._database.asking() as connection:
            return _get(connection, audit_id)

    def figures(self, audit_id: int) -> Figures:
        """The figures of an audit; raises ``no_such_audit``."""
        with self._asking(audit_id) as connection:
            return standing.figures(connection, audit_id)

    def pass_rate(self, audit_id: int) -> PassRate:
        """How many expected folders are in order, and what that says of all; raises ``no_such_audit``."""
        return standing.pass_rate(self.figures(audit_id))

    def discrepancies(self, audit_id: int) -> tuple[Discrepancy, ...]:
        """Everything that is not in order; raises ``no_such_audit``."""
        with self._asking(audit_id) as connection:
            return standing.discrepancies(connection, audit_id)

    def left_to_find(self, audit_id: int) -> tuple[LeftRow, ...]:
        """Expected folders that nobody found, neighbours beside each other; raises ``no_such_audit``."""
        with self._asking(audit_id) as connection:
            return standing.left_to_find(connection, audit_id)

    def changed_meanwhile(self, audit_id: int) -> tuple[ChangedRow, ...]:
        """Files made, moved or archived between opening and closing; raises ``no_such_audit``."""
        with self._database.asking() as connection:
            return changed_meanwhile(connection, audit_id, _get(connection, audit_id).scope)

    def strays_beside(self, audit_id: int) -> tuple[tuple[str, StrayKind, str], ...]:
        """Scanned files that are off the list without being a discrepancy; raises ``no_such_audit``."""
        with self._asking(audit_id) as connection:
            return standing.strays_beside(connection, audit_id)

    def reminder(self) -> AuditReminder:
        """When the next audit of all files is due."""
        with self._database.asking() as connection:
            return closing.audit_reminder(connection, self._database.now().date())

    def write_sheet(self, audit_id: int, out: Path, *, language: str | None = None) -> int:
        """Write a count sheet to be filled in; how many folders are on it.

        Raises ``no_such_audit``, ``audit_closed`` and what `exchange.writing.pages.write_pages` raises.
        """
        with speaking(language or current_language()), self._database.reading() as session:
            return count_sheet(session, opening.get_open(session, audit_id), out, self._database.now())

    def read_sheet(
        self, audit_id: int, source: Path, *, by: str = "", progress: Progress | None = None
    ) -> SheetRead:
        """Take a filled count sheet in, as if its folders had been scanned by whoever is named in each row.

        Raises ``no_such_audit``, ``audit_closed``, ``count_sheet_headings``, ``count_sheet_of_other`` and the
        refusals of `exchange`.
        """
        self.get(audit_id)
        rows = read_sheet(source, audit_id, progress or Silent())
        taken: SheetCount | None = None
        changes: list[int] = []
        for start in range(0, max(len(rows), 1), ROWS_AT_ONCE):
            portion = rows[start : start + ROWS_AT_ONCE]
            with self._counting(audit_id, AUDIT_COUNTED, count=len(portion)) as (work, audit):
                taken = taken or SheetCount(audit, self._name(work, by))
                for row in portion:
                    taken.take(work, row)
            changes += [work.change.set_id] if work.change else []
        assert taken
        return SheetRead(taken.counted, taken.missing, taken.refused, tuple(taken.problems), tuple(changes))

    def report(self, audit_id: int, out: Path, *, language: str | None = None) -> Path:
        """Write the report as .xlsx, provisional while the audit is open.

        Raises ``no_such_audit``, ``report_ending`` and what `exchange.writing.pages.write_pages` raises.
        """
        with speaking(language or current_language()), self._database.asking() as connection:
            return write_report(connection, _get(connection, audit_id), out, self._database.now())

    def verify(self, report: Path, progress: Progress | None = None) -> Verified:
        """Whether the fingerprint of a report fits the database; raises the refusals of `exchange`."""
        return verify_report(self._database, report, progress or Silent())

    @contextmanager
    def _counting(
        self, audit_id: int, action: Message, **params: str | int
    ) -> Iterator[tuple[UnitOfWork, OpenAudit]]:
        """A unit of work on an open audit, whose title names the action."""
        with self._database.writing(Label(action, dict(params)), author=self._author) as work:
            audit = opening.to_count(opening.get_open(work.session, audit_id))
            work.name(title=audit.title, audit=audit.id)
            yield work, audit

    @contextmanager
    def _asking(self, audit_id: int) -> Iterator[Any]:
        with self._database.asking() as connection:
            _get(connection, audit_id)
            yield connection

    def _name(self, work: UnitOfWork, by: str) -> str:
        return fold_line(by) or work.session.get_one(User, self._author).name


def _get(connection: Any, audit_id: int) -> AuditRow:
    rows = standing.audit_rows(connection, audit_id)
    if not rows:
        raise DealerDeskError(NO_SUCH_AUDIT, audit=audit_id)
    return rows[0]


def _set_of(work: UnitOfWork) -> int | None:
    return work.change.set_id if work.change else None
