"""What the page knows of an audit: its figures, its kinds of discrepancies, cabinets, people, words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtGui import QImage

from dealerdesk.domain.audit_findings import DiscrepancyKey, Tally
from dealerdesk.domain.audits import AuditState, Fault
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.audits import AuditDetail, CabinetRow, UsedWords
from dealerdesk.ui.documents.pictures import image_of
from dealerdesk.ui.doors import Desk
from dealerdesk.ui.findings.about import More

_PHOTO_WIDTH = 560
"""Pixels; photos are shown half as wide on a screen of 200 %."""


@dataclass(frozen=True, slots=True)
class Known:
    """An audit as it stands now."""

    detail: AuditDetail
    cabinets: tuple[CabinetRow, ...]
    tallies: Mapping[Fault, Tally]
    used: UsedWords
    people: tuple[str, ...]
    user: str

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it is changed any more."""
        return self.detail.audit.state is AuditState.CLOSED

    @property
    def total(self) -> int:
        """All discrepancies."""
        return sum(tally.count for tally in self.tallies.values())

    @property
    def unexplained(self) -> int:
        """Discrepancies that nobody explained yet."""
        return sum(tally.unexplained for tally in self.tallies.values())

    def count(self, faults: frozenset[Fault]) -> int:
        """How many discrepancies of these kinds there are."""
        return sum(tally.count for fault, tally in self.tallies.items() if fault in faults)


def read_known(desk: Desk, audit_id: int) -> Known:
    """All that is known of an audit; raises ``no_such_audit``."""
    return Known(
        detail=desk.audits.detail(audit_id),
        cabinets=desk.counting.board(audit_id).cabinets,
        tallies=desk.findings.tallies(audit_id),
        used=desk.findings.used_words(),
        people=desk.audits.people(),
        user=desk.users.get_current().name,
    )


def read_more(desk: Desk, audit_id: int, key: DiscrepancyKey) -> More:
    """What belongs to one discrepancy; a photo that cannot be drawn is told by its name alone."""
    told = desk.findings.told_of(audit_id, key)
    pictures: dict[str, QImage] = {}
    for row in told.evidence:
        if row.sha256 is not None:
            # The row says what the photo is called, and opens it: that is enough where it cannot be drawn.
            with suppress(DealerDeskError):
                pictures[row.sha256] = image_of(desk.scans.page(row.sha256, 1, _PHOTO_WIDTH, row.name))
    earlier = told.earlier.said if told.earlier else None
    return More(told.evidence, earlier, desk.findings.corrections(audit_id, key), pictures)
