"""An audit beside the last one of its kind: figures, and what became of the folders that were missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.audit_findings import Compared
from dealerdesk.domain.audits import Figures
from dealerdesk.services.audits.listing import LeftWindow
from dealerdesk.services.audits.standing import (
    AuditRow,
    PassRate,
    audit_rows,
    figures,
    left_rows,
    pass_rate,
)
from dealerdesk.storage.audit_lists import compared_entries, compared_total
from dealerdesk.storage.audits import last_of_its_kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """The audit `before` is the last closed one of the same scope; `counts` says what became of folders.

    ``still missing + newly missing`` are the missing ones of now, ``still missing + found again + no longer
    expected`` those of then.
    """

    before: AuditRow
    figures: Figures
    figures_before: Figures
    rate: PassRate
    rate_before: PassRate
    counts: Mapping[Compared, int]


def comparison(connection: Any, audit_id: int) -> Comparison | None:
    """An audit beside the last closed one before it with the same scope; None where there was none."""
    before = last_of_its_kind(connection, audit_id)
    if before is None:
        return None
    now, then = figures(connection, audit_id), figures(connection, before)
    return Comparison(
        before=audit_rows(connection, before)[0],
        figures=now,
        figures_before=then,
        rate=pass_rate(now),
        rate_before=pass_rate(then),
        counts=_counts(connection, (audit_id, before), (now.missing, then.missing)),
    )


def _counts(connection: Any, audits: tuple[int, int], missing: tuple[int, int]) -> Mapping[Compared, int]:
    """What became of how many folders; `audits` and `missing` are those of now and then."""
    still = compared_total(connection, *audits, Compared.STILL_MISSING)
    again = compared_total(connection, *audits, Compared.FOUND_AGAIN)
    return {
        Compared.STILL_MISSING: still,
        Compared.FOUND_AGAIN: again,
        Compared.NEWLY_MISSING: missing[0] - still,
        Compared.NO_LONGER_EXPECTED: missing[1] - still - again,
    }


def compared(connection: Any, audit_id: int, what: Compared, start: int, count: int) -> LeftWindow:
    """A window of the folders of which this became, as they stand; those of then where they left the list."""
    before = last_of_its_kind(connection, audit_id)
    if before is None:
        return LeftWindow(0, ())
    total = compared_total(connection, audit_id, before, what)
    entries = compared_entries(connection, audit_id, before, what, (start, count))
    return LeftWindow(total, left_rows(connection, entries))
