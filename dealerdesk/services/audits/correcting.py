"""Carrying corrections out: each is an ordinary change of the record, taken back like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import CardField
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.services.audits.corrections import Correction, CorrectionKind, corrections
from dealerdesk.services.audits.standing import AuditRow
from dealerdesk.services.cards import CardDraft, Cards
from dealerdesk.services.documents.papers import Papers
from dealerdesk.services.files import Files
from dealerdesk.storage.unit_of_work import Database

LATER_WORD = Message(
    "audit_correction_later",
    "Somebody changed this in the record after the counting, so it is not overwritten. Open the file "
    "{file_no}, and change it there if the counter is right.",
)
NOT_NEEDED = Message(
    "audit_correction_gone",
    "This correction is no longer called for: the record says so by now, or the count was changed.",
)
WAIVED_BECAUSE = Message("audit.waived_because", "not applicable, as the audit “{title}” found")

_CARD_CODES = {
    CardField.VIN: "vin",
    CardField.PLATE: "plate",
    CardField.OWNER: "customer",
    CardField.PHONE: "phone",
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was done: the file, and the change set that takes it back."""

    file_no: str
    change: int | None


class Correcting:
    """Corrections of one dealership's record."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._files = Files(database, author)
        self._cards = Cards(database, author)
        self._papers = Papers(database, author)

    def correct(self, audit: AuditRow, key: DiscrepancyKey, wanted: Correction) -> Corrected:
        """Carry out a correction that a finding of the audit suggests, if it still does.

        Raises ``audit_correction_gone``, ``audit_correction_later``, and what the change itself raises, such
        as ``plate_has_file``.
        """
        with self._database.asking() as connection:
            suggested = corrections(connection, audit.id, key)
        now = next((each for each in suggested if _is_same(each, wanted)), None)
        if now is None:
            raise DealerDeskError(NOT_NEEDED)
        if now.later or now.was != wanted.was:
            raise DealerDeskError(LATER_WORD, file_no=now.file_no)
        return Corrected(now.file_no, self._ways[now.kind](self, now, audit.title))

    def _write_field(self, wanted: Correction, _title: str) -> int | None:
        code = _CARD_CODES[wanted.field] if wanted.field else "location"
        spelled = wanted.kind is CorrectionKind.OWNER_NAME
        draft = CardDraft({code: wanted.becomes}, {code: wanted.was}, spelled, wanted.owner)
        return self._cards.save(wanted.file_id, draft).change

    def _note_paper(self, wanted: Correction, _title: str) -> int | None:
        if wanted.document is None:
            assert wanted.type
            return self._papers.create(wanted.file_id, wanted.type, {}).change
        changes, seen = {"paper": wanted.becomes}, {"paper": wanted.was}
        return self._papers.edit(wanted.document, changes, seen).change

    def _waive(self, wanted: Correction, title: str) -> int | None:
        assert wanted.type
        return self._papers.waive(wanted.file_id, wanted.type, WAIVED_BECAUSE.said(title=title))

    def _unarchive(self, wanted: Correction, _title: str) -> int | None:
        return self._files.unarchive(wanted.file_no).change

    _ways: ClassVar[Mapping[CorrectionKind, Callable[[Correcting, Correction, str], int | None]]] = {
        CorrectionKind.MOVE: _write_field,
        CorrectionKind.CARD_FIELD: _write_field,
        CorrectionKind.OWNER_NAME: _write_field,
        CorrectionKind.NEW_OWNER: _write_field,
        CorrectionKind.PAPER_MISSING: _note_paper,
        CorrectionKind.PAPER_PRESENT: _note_paper,
        CorrectionKind.WAIVE: _waive,
        CorrectionKind.UNARCHIVE: _unarchive,
    }


def _is_same(now: Correction, wanted: Correction) -> bool:
    """Whether both would do the same, whatever stands there before."""
    plain = {"was": "", "later": False, "number": "", "file_no": ""}
    return replace(now, **plain) == replace(wanted, **plain)  # type: ignore[arg-type]  # fields by name
