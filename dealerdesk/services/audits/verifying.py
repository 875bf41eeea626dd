"""Whether a report still fits the database: its fingerprint, and all that a reader sees in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.origins import AUDIT, AUDIT_CONTENT, AUDIT_FINGERPRINT
from dealerdesk.exchange.reading.plain import PlainReport, read_report
from dealerdesk.exchange.reading.printed import PrintedReport, is_pdf, read_printed
from dealerdesk.exchange.report_origins import ReportOrigin
from dealerdesk.exchange.writing.pages import content_of
from dealerdesk.i18n import LANGUAGES, speaking
from dealerdesk.services.actions import AUDIT_REPORTED
from dealerdesk.services.audits.issuing import digest_of
from dealerdesk.services.audits.reported import AuditReport, gather
from dealerdesk.services.audits.reporting import report_pages
from dealerdesk.services.audits.standing import audit_rows
from dealerdesk.storage.audits import fingerprint
from dealerdesk.storage.unit_of_work import Database

NO_REPORT = Message(
    "no_audit_report", "The file {path} is no report of an audit. Choose one that “audit report” wrote."
)
_LONGEST_NUMBER = 18
_WRITTEN = """
SELECT 1 FROM change_set WHERE label = ? AND params ->> 'audit' = ? AND params ->> 'sha256' = ?
"""


class Doubt(StrEnum):
    """Why a report does not fit."""

    NO_SUCH_AUDIT = "no_such_audit"
    ROWS = "rows"
    """The audit's rows are not those that the report was made from."""
    SEAL = "seal"
    """The audit is closed, and its rows are not those it was closed with; or somebody opened it again."""
    CONTENT = "content"
    """What stands in the report is not what the database says; somebody changed it after it was written."""


DOUBT_LABELS = {
    Doubt.NO_SUCH_AUDIT: Message("doubt.no_such_audit", "this data folder has no such audit"),
    Doubt.ROWS: Message("doubt.rows", "the audit's rows are not those that the report was made from"),
    Doubt.SEAL: Message("doubt.seal", "the rows of the closed audit were changed after it was signed"),
    Doubt.CONTENT: Message(
        "doubt.content",
        "what stands in the report is not what the database says: it was changed after it was written",
    ),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether a report fits the database; `audit` is the one that it names."""

    audit: int
    doubts: tuple[Doubt, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts


def verify_report(database: Database, report: Path, progress: Progress) -> Verified:
    """Compare a report, a workbook or a PDF, with the database.

    A file that the history knows byte for byte is as it was written; of any other it is read what a reader
    sees, and compared with what the database says now. Raises ``no_audit_report`` and what `read_report` and
    `read_printed` raise.
    """
    read = _Printed(report, progress) if is_pdf(report) else _Workbook(report, progress)
    digest = digest_of(report)
    with database.asking() as connection:
        rows = audit_rows(connection, read.audit)
        if not rows:
            return Verified(read.audit, (Doubt.NO_SUCH_AUDIT,))
        now = fingerprint(connection, read.audit)
        doubts = []
        is_closed, was_closed = rows[0].state is AuditState.CLOSED, rows[0].closed_at is not None
        if is_closed != was_closed or (is_closed and rows[0].fingerprint != now):
            doubts.append(Doubt.SEAL)
        fits = now == read.fingerprint
        doubts += [] if fits else [Doubt.ROWS]
        is_known = connection.execute(_WRITTEN, (AUDIT_REPORTED.code, read.audit, digest)).fetchone()
        gathered = None if is_known else gather(connection, rows[0])
    # Where rows changed, what the database says now says nothing of what stood in the report.
    if gathered and not (read.says(gathered) if fits else read.agrees_with_itself):
        doubts.append(Doubt.CONTENT)
    return Verified(read.audit, tuple(doubts))


class _Workbook:
    """A report as a workbook."""

    def __init__(self, path: Path, progress: Progress) -> None:
        read: PlainReport = read_report(path, progress=progress)
        number = read.said.get(AUDIT, "")
        self.fingerprint = read.said.get(AUDIT_FINGERPRINT)
        is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
        if not (is_number and self.fingerprint):
            raise DealerDeskError(NO_REPORT, path=path)
        self.audit = int(number)
        self._content = read.content
        self.agrees_with_itself = read.said.get(AUDIT_CONTENT) == read.content and not read.is_veiled

    def says(self, report: AuditReport) -> bool:
        """Whether its cells are what the database says, in one of the languages."""
        return self.agrees_with_itself and any(
            _content_in(language, report) == self._content for language in LANGUAGES
        )


class _Printed:
    """A report as a PDF."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self._read: PrintedReport = read_printed(path, progress=progress)
        origin = ReportOrigin.found(self._read.enclosed)
        if origin is None:
            raise DealerDeskError(NO_REPORT, path=path)
        self._origin = origin
        self.audit, self.fingerprint = origin.audit, origin.fingerprint
        self.agrees_with_itself = not self._read.has_hidden

    def says(self, report: AuditReport) -> bool:
        """Whether its pages are what the database says, in the language in which it was made."""
        # Start-up: only whoever verifies a printed report needs what lays it out.
        from dealerdesk.printing.report.comparing import says_the_same  # noqa: PLC0415 - start-up, see above
        from dealerdesk.services.audits.printed_report import Made, printed  # noqa: PLC0415 - start-up

        origin = self._origin
        if not self.agrees_with_itself or _content_in(origin.language, report) != origin.content:
            return False
        with speaking(origin.language):
            made = Made(origin.made_at, origin.made_by, origin.dealership)
            return says_the_same(printed(report, made), self._read.pages)


def _content_in(language: str, report: AuditReport) -> str:
    with speaking(language):
        return content_of(report_pages(report))
