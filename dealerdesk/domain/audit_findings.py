"""What people ask of an audit's findings: which discrepancies they look at, and how each one is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line

RECOUNT = frozenset({Fault.MISSING, Fault.MISPLACED, Fault.CONFLICT})
"""Faults whose folders are counted again before anything is explained: each may be a mistake in counting."""
STRAYS = frozenset({Fault.UNKNOWN, Fault.ARCHIVED})
"""Faults of what was scanned and is not on the expected list."""


@dataclass(frozen=True, slots=True)
class DiscrepancyKey:
    """One discrepancy: a fault of an expected folder, or of a stray.

    `type_code` is the document type's code, of a card that of the field, else "".
    """

    entry_id: int | None
    stray_id: int | None
    fault: Fault
    type_code: str = ""


@dataclass(frozen=True, slots=True)
class DiscrepancyFilter:
    """Which discrepancies are wanted; no faults means all, and each of the `words` must stand in a row."""

    faults: frozenset[Fault] = frozenset()
    unexplained: bool = False
    cabinet: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many discrepancies of a kind there are, and how many of them nobody explained yet."""

    count: int = 0
    unexplained: int = 0


class Compared(StrEnum):
    """What became of a folder from one audit to the next."""

    STILL_MISSING = "still_missing"
    FOUND_AGAIN = "found_again"
    NEWLY_MISSING = "newly_missing"
    """Missing now; found last time, or not expected then."""
    NO_LONGER_EXPECTED = "no_longer_expected"
    """Missing last time, and not on the list any more."""


COMPARED_LABELS = {
    Compared.STILL_MISSING: Message("compared.still_missing", "Missing last time, too"),
    Compared.FOUND_AGAIN: Message("compared.found_again", "Missing last time, found now"),
    Compared.NEWLY_MISSING: Message("compared.newly_missing", "Missing for the first time"),
    Compared.NO_LONGER_EXPECTED: Message(
        "compared.no_longer_expected", "Missing last time, no longer expected"
    ),
}


def shelf_of(location: str | None) -> str:
    """The shelf in a location: what stands before the last sign that parts it; all of it where none does.

    ``B-2/14`` stands on the shelf ``B-2``, and that in the cabinet ``B``.
    """
    text = fold_line(location or "")
    parted = [at for at, letter in enumerate(text) if at and not letter.isalnum() and text[at:].strip(" -/")]
    return text[: parted[-1]].rstrip(" -/") or text if parted else text
