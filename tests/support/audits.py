"""Audits in tests: a small cabinet, and short words for what is done along it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import Explanation
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditDraft
from dealerdesk.storage.unit_of_work import Label
from tests.support.desks import add_files

SHELVED = Label(Message("test.shelved", "shelved by a test"))
BECAUSE = Explanation("lent", "fetch it", "Ann", date(2026, 11, 1))


def no(number: int) -> str:
    """The file number of the `number`-th test file."""
    return f"T-{number:05d}"


def shelve(desk: Desk, places: Mapping[int, str | None]) -> None:
    """Put test files, by their numbers, at places in the cabinet."""
    with desk.database.writing(SHELVED, author=desk.author) as work:
        work.connection.executemany(
            "UPDATE vehicle_file SET location = ? WHERE file_no = ?",
            [(place, no(number)) for number, place in places.items()],
        )


def cabinet(desk: Desk, count: int) -> None:
    """Add `count` files, the odd ones in cabinet A, the even ones in B."""
    add_files(desk, 1, count)
    shelve(desk, {number: f"{'BA'[number % 2]}-1/{number}" for number in range(1, count + 1)})


def opened(desk: Desk, title: str = "Annual audit", **terms: object) -> int:
    """The number of an audit that was opened just now."""
    return desk.audits.open_audit(AuditDraft(title, **terms)).audit  # type: ignore[arg-type]  # terms of the draft


def explain_all(desk: Desk, audit: int) -> None:
    """Explain everything that is not in order."""
    for found in desk.findings.discrepancies(audit):
        desk.findings.explain(audit, found.code, BECAUSE)


def verdicts(desk: Desk, audit: int, *codes: str, at: str = "", by: str = "Ann") -> list[str]:
    """The verdicts on some codes."""
    return [result.verdict.value for result in desk.counting.scan(audit, codes, at=at, by=by).results]
