"""Whether a report still fits the database: its fingerprint, and what stands in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dealerdesk.domain.audits import AuditState
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.origins import AUDIT, AUDIT_CONTENT, AUDIT_FINGERPRINT
from dealerdesk.exchange.reading.plain import read_report
from dealerdesk.services.audits.standing import audit_rows
from dealerdesk.storage.audits import fingerprint
from dealerdesk.storage.unit_of_work import Database

NO_REPORT = Message(
    "no_audit_report", "The file {path} is no report of an audit. Choose one that “audit report” wrote."
)
_LONGEST_NUMBER = 18


class Doubt(StrEnum):
    """Why a report does not fit."""

    NO_SUCH_AUDIT = "no_such_audit"
    ROWS = "rows"
    """The audit's rows are not those that the report was made from."""
    SEAL = "seal"
    """The audit is closed, and its rows are not those it was closed with."""
    CONTENT = "content"
    """Somebody changed what stands in the report's cells."""


DOUBT_LABELS = {
    Doubt.NO_SUCH_AUDIT: Message("doubt.no_such_audit", "this data folder has no such audit"),
    Doubt.ROWS: Message("doubt.rows", "the audit's rows are not those that the report was made from"),
    Doubt.SEAL: Message("doubt.seal", "the rows of the closed audit were changed after it was signed"),
    Doubt.CONTENT: Message("doubt.content", "what stands in the report was changed after it was written"),
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
    """Compare a report with the database; raises ``no_audit_report`` and what `read_report` raises."""
    read = read_report(report, progress=progress)
    number, seal = read.said.get(AUDIT, ""), read.said.get(AUDIT_FINGERPRINT)
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER and seal):
        raise DealerDeskError(NO_REPORT, path=report)
    doubts = [] if read.said.get(AUDIT_CONTENT) == read.content else [Doubt.CONTENT]
    with database.asking() as connection:
        rows = audit_rows(connection, int(number))
        now = fingerprint(connection, int(number))
    if not rows:
        return Verified(int(number), (Doubt.NO_SUCH_AUDIT, *doubts))
    if now != seal:
        doubts.insert(0, Doubt.ROWS)
    if rows[0].state is AuditState.CLOSED and rows[0].fingerprint != now:
        doubts.insert(0, Doubt.SEAL)
    return Verified(int(number), tuple(doubts))
