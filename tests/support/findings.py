"""An audit with something amiss of every kind, on a desk of the sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealerdesk.bootstrap import Desk
from dealerdesk.domain.audits import CardField, CardSaid, Explanation, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits import AuditDraft, CardMark, DocumentMark, FolderTicks
from dealerdesk.storage.unit_of_work import Label
from tests.support.factories import a_document, a_vehicle_file

PLANTED = Label(Message("test.planted", "planted by a test"))
BECAUSE = Explanation("Lent out", "Fetch it", "Ann", date(2026, 4, 1))
SHELVES = 12


@dataclass(frozen=True, slots=True)
class Planted:
    """The audit, and the file numbers of what is amiss."""

    audit: int
    misplaced: str
    paper: str
    card: str
    missing: tuple[str, str]


def plant(desk: Desk, title: str = "Spring count", *, where: str = "location~Q-") -> Planted:
    """Put twelve files on the shelf ``Q-1``, count all but two, and find faults of five kinds.

    One folder stood elsewhere, one lacks its contract, one has another VIN on paper; a stray label turned up.
    """
    with desk.database.writing(PLANTED, author=desk.author) as work:
        files = [a_vehicle_file(work, location=f"Q-1/{at}") for at in range(1, SHELVES + 1)]
        numbers = [file.file_no for file in files]
        a_document(work, files[2])
    audit = desk.audits.open_audit(AuditDraft(title, where=where)).audit
    desk.counting.scan(audit, [numbers[1]], at="Z-9/1", by="Ann")
    desk.counting.scan(audit, numbers[2:-2], at="Q-1", by="Ann")
    desk.counting.scan(audit, ["NO-SUCH-LABEL"], at="Q-1", by="Ann")
    mark = DocumentMark(DocumentType.SALES_CONTRACT, paper=Mark.MISSING, note="only a copy")
    desk.counting.tick(audit, numbers[2], FolderTicks((mark,)), by="Ann")
    card = CardMark(CardField.PLATE, CardSaid.DIFFERS, "粤B·7K7K7")
    desk.counting.tick(audit, numbers[3], FolderTicks((), (card,)), by="Ann")
    desk.counting.scan(audit, [numbers[0]], at="Q-1", by="Ann")
    return Planted(audit, numbers[1], numbers[2], numbers[3], (numbers[-2], numbers[-1]))


def explain_all(desk: Desk, audit: int) -> None:
    """Explain everything that is not in order."""
    keys = [row.key for row in desk.findings.discrepancies(audit)]
    desk.findings.explain_listed(audit, keys, BECAUSE)
