"""The audits of one dealership: opened, given to people, closed, reported, and looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dealerdesk.domain.audits import AUDIT_CLOSED, AuditReminder, AuditState, Figures
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.i18n import current_language, speaking
from dealerdesk.services.actions import (
    AUDIT_ASSIGNED,
    AUDIT_CLOSED_BY_TWO,
    AUDIT_COUNTED,
    AUDIT_OPENED,
)
from dealerdesk.services.audit_reminder import audit_reminder
from dealerdesk.services.audits import closing, opening, standing
from dealerdesk.services.audits.ground import Ground, get_row, set_of
from dealerdesk.services.audits.issuing import issue_report
from dealerdesk.services.audits.opening import AuditDraft, DraftPreview, Opened
from dealerdesk.services.audits.sheet_writing import write_sheet
from dealerdesk.services.audits.sheets import SheetCount, SheetRead, read_sheet
from dealerdesk.services.audits.standing import AuditRow, PassRate
from dealerdesk.services.audits.verifying import Verified, verify_report
from dealerdesk.storage.unit_of_work import Database, Label

_EXPECTED_FILES = "SELECT file_id FROM audit_file WHERE audit_id = ? ORDER BY place_key, id"
ROWS_AT_ONCE = 1000
"""So many rows of a count sheet are one transaction."""


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """An audit with its figures, how many of its folders are in order, and who signed it when."""

    audit: AuditRow
    figures: Figures
    rate: PassRate
    signatures: tuple[tuple[str, datetime], ...]


class Audits:
    """The audits of one dealership, from the opening to the report that is verified."""

    def __init__(self, database: Database, author: int) -> None:
        self._ground = Ground(database, author)
        self._closed: dict[int, Figures] = {}

    def preview(self, draft: AuditDraft) -> DraftPreview:
        """What an audit would expect, opened now; its title may be blank yet.

        Raises ``audit_nothing_expected``, ``audit_nothing_drawn`` and what `parse_filter` raises.
        """
        with self._ground.database.asking() as connection:
            return opening.preview(connection, draft)

    def people(self) -> tuple[str, ...]:
        """The names of all users, and of everybody who has ever counted or was to count, by name."""
        with self._ground.database.asking() as connection:
            return opening.people(connection)

    def open_audit(self, draft: AuditDraft, progress: Progress | None = None) -> Opened:
        """Open an audit and freeze its list of active files.

        Raises ``audit_words`` and what `preview` raises; `progress` may raise `Cancelled`.
        """
        label = Label(AUDIT_OPENED, {"title": fold_line(draft.title)})
        with self._ground.database.writing(label, author=self._ground.author) as work:
            audit, expected = opening.open_audit(work, draft, progress or Silent())
            number = audit.id
            work.name(audit=number)
        return Opened(number, expected, set_of(work))

    def assign(self, audit_id: int, people: Mapping[str, str]) -> None:
        """Say who counts which cabinet, "" for nobody; raises ``no_such_audit``, ``audit_closed``."""
        with self._ground.counting(audit_id, AUDIT_ASSIGNED) as (work, _):
            opening.assign(work.session, audit_id, people)

    def close(self, audit_id: int, names: Sequence[str]) -> AuditRow:
        """Close an audit under two names; from then on nothing of it is changed.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_signers``, ``audit_unexplained``.
        """
        with self._ground.counting(audit_id, AUDIT_CLOSED_BY_TWO) as (work, _):
            closing.close_audit(work, opening.get_open(work.session, audit_id), names)
        return self.get(audit_id)

    def all(self) -> tuple[tuple[AuditRow, Figures], ...]:
        """Every audit with its figures, newest first."""
        with self._ground.database.asking() as connection:
            rows = standing.audit_rows(connection)
            return tuple((row, self._figures(connection, row)) for row in rows)

    def get(self, audit_id: int) -> AuditRow:
        """One audit; raises ``no_such_audit``."""
        with self._ground.database.asking() as connection:
            return get_row(connection, audit_id)

    def detail(self, audit_id: int) -> AuditDetail:
        """All that is told of one audit; raises ``no_such_audit``."""
        with self._ground.database.asking() as connection:
            row = get_row(connection, audit_id)
            found = self._figures(connection, row)
            signed = closing.signatures(connection, audit_id)
            return AuditDetail(row, found, standing.pass_rate(found), signed)

    def expected_files(self, audit_id: int) -> tuple[int, ...]:
        """The ids of the vehicle files on the frozen list, as they stand; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return tuple(file_id for (file_id,) in connection.execute(_EXPECTED_FILES, (audit_id,)))

    def figures(self, audit_id: int) -> Figures:
        """The figures of an audit; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return standing.figures(connection, audit_id)

    def pass_rate(self, audit_id: int) -> PassRate:
        """How many expected folders are in order, and what that says of all; raises ``no_such_audit``."""
        return standing.pass_rate(self.figures(audit_id))

    def reminder(self) -> AuditReminder:
        """When the next audit of all files is due."""
        with self._ground.database.asking() as connection:
            return audit_reminder(connection, self._ground.database.now().date())

    def write_sheet(
        self,
        audit_id: int,
        out: Path,
        *,
        language: str | None = None,
        recount: bool = False,
        progress: Progress | None = None,
    ) -> int:
        """Write a count sheet as .pdf or .xlsx, or one to count differences again; how many folders it has.

        A draw has a pull list. The history notes it. Raises ``no_such_audit``, ``audit_closed`` and what
        `sheet_writing.write_sheet` raises; `progress` may raise `Cancelled`.
        """
        audit = self.get(audit_id)
        if audit.state is AuditState.CLOSED:
            raise DealerDeskError(AUDIT_CLOSED, title=audit.title)
        with speaking(language or current_language()):
            return write_sheet(self._ground, audit, out, progress or Silent(), recount=recount)

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
            with self._ground.counting(audit_id, AUDIT_COUNTED, count=len(portion)) as (work, audit):
                taken = taken or SheetCount(audit, self._ground.name(work, by))
                for row in portion:
                    taken.take(work, row)
            changes += [work.change.set_id] if work.change else []
        assert taken
        return SheetRead(taken.counted, taken.missing, taken.refused, tuple(taken.problems), tuple(changes))

    def report(
        self, audit_id: int, out: Path, *, language: str | None = None, progress: Progress | None = None
    ) -> Path:
        """Write the report as .pdf or .xlsx, provisional while the audit is open; the history notes it.

        Raises ``no_such_audit``, ``report_ending``, and what `exchange.writing.pages.write_pages` and
        `printing.paper.pdf_pages` raise; `progress` may raise `Cancelled`.
        """
        with speaking(language or current_language()):
            return issue_report(self._ground, audit_id, out, progress or Silent())

    def verify(self, report: Path, progress: Progress | None = None) -> Verified:
        """Whether the fingerprint of a report fits the database; raises the refusals of `exchange`."""
        return verify_report(self._ground.database, report, progress or Silent())

    def _figures(self, connection: Any, row: AuditRow) -> Figures:
        """The figures of an audit; those of a closed one are reckoned once, since nothing of it changes."""
        if row.state is AuditState.OPEN:
            return standing.figures(connection, row.id)
        if row.id not in self._closed:
            self._closed[row.id] = standing.figures(connection, row.id)
        return self._closed[row.id]
