"""Reports of audits as files: a workbook or a PDF, each with what verifying asks for, and noted."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.domain.settings import DEALERSHIP_NAME
from dealerdesk.exchange.origins import AUDIT, AUDIT_CONTENT, AUDIT_FINGERPRINT
from dealerdesk.exchange.report_origins import ReportOrigin
from dealerdesk.exchange.writing.pages import content_of, write_pages
from dealerdesk.i18n import current_language
from dealerdesk.services.actions import AUDIT_REPORTED
from dealerdesk.services.audits.ground import Ground, get_row
from dealerdesk.services.audits.reported import AuditReport, gather
from dealerdesk.services.audits.reporting import report_pages
from dealerdesk.services.noting import note
from dealerdesk.services.settings import value_of
from dealerdesk.storage.interrupting import interruptible

REPORT_ENDING = Message(
    "report_ending",
    "A report is written as .pdf or .xlsx, and {path} does not end so. Choose such a name.",
)
GATHERING = Message("report_gathering", "Gathering what the audit found")
_USER = "SELECT name FROM user WHERE id = ?"


def issue_report(ground: Ground, audit_id: int, out: Path, progress: Progress) -> Path:
    """Write the report in the current language, as the ending of `out` says, and note it in the history.

    Raises ``no_such_audit``, ``report_ending``, and what writing raises; `progress` may raise `Cancelled`.
    """
    if out.suffix.lower() not in {".pdf", ".xlsx"}:
        raise DealerDeskError(REPORT_ENDING, path=out)
    with ground.database.asking() as connection:
        with interruptible(connection, progress, GATHERING):
            report = gather(connection, get_row(connection, audit_id))
        origin = _origin(ground, connection, report)
    if out.suffix.lower() == ".pdf":
        _print(report, origin, out, progress)
    else:
        said = {
            AUDIT: str(audit_id),
            AUDIT_FINGERPRINT: report.seal,
            AUDIT_CONTENT: origin.content,
        }
        write_pages(
            out,
            report_pages(report),
            title=report.audit.title,
            made_at=origin.made_at,
            said=said,
            progress=progress,
        )
    note(
        ground.database,
        ground.author,
        AUDIT_REPORTED,
        title=report.audit.title,
        audit=audit_id,
        name=out.name,
        sha256=digest_of(out),
    )
    return out


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(ground: Ground, connection: Any, report: AuditReport) -> ReportOrigin:
    (name,) = connection.execute(_USER, (ground.author,)).fetchone()
    return ReportOrigin(
        audit=report.audit.id,
        fingerprint=report.seal,
        content=content_of(report_pages(report)),
        language=current_language(),
        made_at=ground.database.now(),
        made_by=name,
        dealership=str(value_of(connection, DEALERSHIP_NAME) or ""),
    )


def _print(report: AuditReport, origin: ReportOrigin, out: Path, progress: Progress) -> None:
    # Start-up: only whoever prints needs what paints.
    from dealerdesk.printing.paper import Enclosed  # noqa: PLC0415 - start-up, see above
    from dealerdesk.printing.report.painting import write_report  # noqa: PLC0415 - start-up, see above
    from dealerdesk.services.audits.printed_report import Made, printed  # noqa: PLC0415 - start-up

    made = Made(origin.made_at, origin.made_by, origin.dealership)
    enclosed = Enclosed(origin.FILE_NAME, origin.written(), "application/json")
    write_report(out, printed(report, made), enclosed, progress)
