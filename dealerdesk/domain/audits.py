"""The annual audit's rules: verdicts, what is a discrepancy, who may sign (product.md, Annual audit).

A count is a set of facts: who saw which folder where. Figures ask what the set holds, so neither the order
of scans nor a scan that comes twice changes any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.simplified import simplified
from dealerdesk.domain.text import fold_identifier, fold_line, fold_upper

DAYS_BETWEEN_AUDITS = 365
"""A dealership that closed no full audit for so many days is reminded."""
LONGEST_WORDS = 500
_LAST_PLACE = "\U0010ffff"
"""Sorts after every text."""
_NUMBER = re.compile(r"0*([0-9]+)", re.ASCII)

AUDIT_CLOSED = Message(
    "audit_closed", "The audit “{title}” is closed, and nothing of it is changed any more. Open another one."
)
SIGNERS_MISSING = Message(
    "audit_signers",
    "An audit is signed by two different people. Give two names, each of 1 to {most} letters.",
)
AUDIT_WORDS = Message(
    "audit_words",
    "“{label}” needs from 1 to {most} letters. Write it in a few words.",
)


class AuditState(StrEnum):
    """An audit is counted while open; closed, nobody changes it."""

    OPEN = "open"
    CLOSED = "closed"


class Scope(StrEnum):
    """Which files an audit expects: all active ones, those of a filter or a list, or a seeded draw."""

    ALL = "all"
    FILTER = "filter"
    LIST = "list"
    SAMPLE = "sample"


class Verdict(StrEnum):
    """What a scan is told; the values are a promise of the command line."""

    COUNTED = "counted"
    ALREADY = "already"
    MISPLACED = "misplaced"
    UNKNOWN = "unknown"
    ARCHIVED = "archived"


class Said(StrEnum):
    """What a counter says of a folder."""

    FOUND = "found"
    MISSING = "missing"


class Mark(StrEnum):
    """What a counter says of the paper or of the scan of one document."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "na"
    UNREADABLE = "unreadable"


WRONG_MARKS = (Mark.MISSING, Mark.UNREADABLE)
"""Marks that are a discrepancy of a document, whatever the record says.

What nobody marked is none: the record promises more than a counter ticks, and what it lacks itself is told by
completeness. A paper that the record calls missing, too, was looked for and not found, so it is one. A mark
that contradicts the record in a good way (the paper is there, or a required type is not applicable) is none,
since nothing is lost; it is worth a correction (`services.audits.corrections`).
"""


class CardField(StrEnum):
    """The fields of a folder's card that are compared with its paper."""

    VIN = "vin"
    PLATE = "plate"
    OWNER = "owner"
    PHONE = "phone"


class CardSaid(StrEnum):
    """What a counter says of a field of the card."""

    MATCH = "match"
    DIFFERS = "differs"


class StrayKind(StrEnum):
    """Why a scanned code is not on the expected list."""

    UNKNOWN = "unknown"
    """No vehicle file fits the code."""
    ARCHIVED = "archived"
    """The file was archived when the audit was opened."""
    CREATED = "created"
    """The file was made after the audit was opened."""
    BESIDE = "beside"
    """The file is active, but the filter or the draw left it out."""


class Fault(StrEnum):
    """What a discrepancy is about."""

    MISSING = "missing"
    MISPLACED = "misplaced"
    CONFLICT = "conflict"
    """Two counters say otherwise of one folder."""
    PAPER = "paper"
    SCAN = "scan"
    CARD = "card"
    """A field of the card differs from its paper."""
    UNKNOWN = "unknown"
    ARCHIVED = "archived"


STRAY_FAULTS = {StrayKind.UNKNOWN: Fault.UNKNOWN, StrayKind.ARCHIVED: Fault.ARCHIVED}
"""Strays that are discrepancies; the others are only shown as what they are."""

STATE_LABELS = {
    AuditState.OPEN: Message("audit_state.open", "open"),
    AuditState.CLOSED: Message("audit_state.closed", "closed"),
}
SCOPE_LABELS = {
    Scope.ALL: Message("audit_scope.all", "all active files"),
    Scope.FILTER: Message("audit_scope.filter", "the files of a filter"),
    Scope.LIST: Message("audit_scope.list", "chosen files"),
    Scope.SAMPLE: Message("audit_scope.sample", "a seeded draw"),
}
VERDICT_LABELS = {
    Verdict.COUNTED: Message("verdict.counted", "counted"),
    Verdict.ALREADY: Message("verdict.already", "already counted"),
    Verdict.MISPLACED: Message("verdict.misplaced", "wrong cabinet"),
    Verdict.UNKNOWN: Message("verdict.unknown", "unknown"),
    Verdict.ARCHIVED: Message("verdict.archived", "archived"),
}
MARK_LABELS = {
    Mark.PRESENT: Message("mark.present", "present"),
    Mark.MISSING: Message("mark.missing", "missing"),
    Mark.NOT_APPLICABLE: Message("mark.na", "not applicable"),
    Mark.UNREADABLE: Message("mark.unreadable", "unreadable"),
}
CARD_FIELD_LABELS = {
    CardField.VIN: Message("card_field.vin", "VIN"),
    CardField.PLATE: Message("card_field.plate", "Plate"),
    CardField.OWNER: Message("card_field.owner", "Owner"),
    CardField.PHONE: Message("card_field.phone", "Phone"),
}
CARD_SAID_LABELS = {
    CardSaid.MATCH: Message("card_said.match", "as in the record"),
    CardSaid.DIFFERS: Message("card_said.differs", "differs"),
}
STRAY_LABELS = {
    StrayKind.UNKNOWN: Message("stray.unknown", "not in the record"),
    StrayKind.ARCHIVED: Message("stray.archived", "archived before the audit"),
    StrayKind.CREATED: Message("stray.created", "made after the opening"),
    StrayKind.BESIDE: Message("stray.beside", "outside the scope"),
}
FAULT_LABELS = {
    Fault.MISSING: Message("fault.missing", "folder missing"),
    Fault.MISPLACED: Message("fault.misplaced", "folder in the wrong cabinet"),
    Fault.CONFLICT: Message("fault.conflict", "two counters disagree"),
    Fault.PAPER: Message("fault.paper", "paper missing or unreadable"),
    Fault.SCAN: Message("fault.scan", "scan missing or unreadable"),
    Fault.CARD: Message("fault.card", "card differs from its paper"),
    Fault.UNKNOWN: Message("fault.unknown", "folder not in the record"),
    Fault.ARCHIVED: Message("fault.archived", "folder of an archived file"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was known of a folder before a scan: whether anybody found it, and whether at that place."""

    found: bool
    there: bool


def is_right_place(expected: str | None, place: str) -> bool:
    """Whether a folder that belongs to `expected` may stand at `place`; true where either is not said.

    A place lies within another that is the beginning of its name, up to a sign between: ``B-2/14`` in
    ``B-2`` and in ``B``, but not in ``B-21``.
    """
    home, here = fold_identifier(expected or ""), fold_identifier(place)
    return _lies_within(home, here) or _lies_within(here, home)


def _lies_within(inner: str, outer: str) -> bool:
    if not inner.startswith(outer):
        return False
    return not outer or len(inner) == len(outer) or not (inner[len(outer)].isalnum() and outer[-1].isalnum())


def cabinet_of(location: str | None) -> str:
    """The cabinet in a location: what is before its first ``-``, ``/`` or blank, in capitals; "" for none.

    ``b-2`` and ``B-2`` stand in one cabinet.
    """
    text = fold_upper(location or "")
    return text[: _end_of_cabinet(text)]


def _end_of_cabinet(text: str) -> int:
    return next((at for at, letter in enumerate(text) if at and not letter.isalnum()), len(text))


def place_key(location: str | None) -> str:
    """What sorts places as folders stand: by cabinet, ``A-2`` before ``A-10``; no place comes last.

    Numbers are compared as such, also in the cabinet's name; texts that differ in case only are one.
    """
    text = fold_line(location or "").casefold()
    if not text:
        return _LAST_PLACE
    end = _end_of_cabinet(text)
    return f"{_numbers_told_long(text[:end])}\t{_numbers_told_long(text[end:])}"


def _numbers_told_long(text: str) -> str:
    """`text` with the length of each number before it, so that longer ones come later."""
    return _NUMBER.sub(lambda found: f"{len(found[1]):02}{found[1]}", text)


def verdict_on_expected(seen: Seen, *, right_place: bool) -> Verdict:
    """The verdict on the scan of a folder of the expected list."""
    if not right_place:
        return Verdict.ALREADY if seen.there else Verdict.MISPLACED
    return Verdict.ALREADY if seen.found else Verdict.COUNTED


def verdict_on_stray(kind: StrayKind) -> Verdict:
    """The verdict on the scan of what is not on the expected list."""
    return Verdict.ARCHIVED if kind is StrayKind.ARCHIVED else Verdict.UNKNOWN


def is_match(paper: Mark | None, scan: Mark | None) -> bool:
    """Whether nothing about a document is to be explained."""
    return paper not in WRONG_MARKS and scan not in WRONG_MARKS


def signers(names: Sequence[str]) -> tuple[str, str]:
    """The two people who sign; raises ``audit_signers`` unless they are two, each with an own name."""
    folded = tuple(fold_line(name) for name in names)
    # “Ann.” is Ann, a dash is nobody, and 陳怡君 is 陈怡君.
    keys = {"".join(filter(str.isalnum, fold_identifier(simplified(name)))) for name in folded}
    are_two = len(folded) == len(keys - {""}) == 2
    if not are_two or any(len(name) > LONGEST_WORDS for name in folded):
        raise DealerDeskError(SIGNERS_MISSING, most=LONGEST_WORDS)
    return folded[0], folded[1]


def words(label: Message, text: str) -> str:
    """`text` on one line, for what must be said; raises ``audit_words``."""
    folded = fold_line(text)
    if not 0 < len(folded) <= LONGEST_WORDS:
        raise DealerDeskError(AUDIT_WORDS, label=label, most=LONGEST_WORDS)
    return folded


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said of a discrepancy: why, what is done about it, by whom, until when."""

    cause: str
    action: str
    responsible: str
    due: date


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an audit; ``expected = counted + missing``.

    `counted` includes the misplaced; `discrepancies` counts each fault of each folder, document and stray,
    `passed` the expected folders without any.
    """

    expected: int
    counted: int
    misplaced: int
    unknown: int
    archived: int
    conflicts: int
    papers: int
    scans: int
    unexplained: int
    passed: int
    cards: int = 0

    @property
    def missing(self) -> int:
        """Expected folders that nobody found."""
        return self.expected - self.counted

    @property
    def discrepancies(self) -> int:
        """Everything that is to be explained before the audit is closed."""
        of_folders = self.missing + self.misplaced + self.conflicts
        of_contents = self.papers + self.scans + self.cards
        return of_folders + of_contents + self.unknown + self.archived


@dataclass(frozen=True, slots=True)
class AuditReminder:
    """Whether a full audit is due: the day the last one was closed, and since when one is overdue."""

    last_closed: date | None
    due: date

    def is_due(self, today: date) -> bool:
        """Whether people should be told on `today`."""
        return today >= self.due


def reminder(last_closed: date | None, first_file: date | None, today: date) -> AuditReminder:
    """When the next full audit is due: 365 days after the last, else after the first file was made."""
    since = last_closed or first_file or today
    return AuditReminder(last_closed, since + timedelta(days=DAYS_BETWEEN_AUDITS))
