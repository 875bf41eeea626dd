"""Audits in words: what they count, where they stand, and what a draw says."""

from __future__ import annotations

from dealerdesk.domain.audits import SCOPE_LABELS, AuditState, Figures, Scope
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.filters import parse_filter
from dealerdesk.domain.messages import Message
from dealerdesk.domain.sampling import CONFIDENCE, RATE_EXPLAINED, SIZE_EXPLAINED, margin_of
from dealerdesk.services.audits import AuditRow, PassRate
from dealerdesk.ui.files.filter_words import condition_words
from dealerdesk.ui.formats import label, shown_number

DRAWN = Message("ui.audit_drawn", "{size} of {population} files, drawn by chance")
COUNTING = Message("ui.audit_counting", "Counting")
CLOSED = Message("ui.audit_closed", "Closed")
PROGRESS = Message("ui.audit_progress", "{counted} of {expected}")
PERCENT = Message("ui.audit_percent", "{number} %")
BETWEEN = " · "
STATE_WORDS = {AuditState.OPEN: COUNTING, AuditState.CLOSED: CLOSED}
STATE_SIGNS = {AuditState.OPEN: ("circle-half", "accent"), AuditState.CLOSED: ("check-circle", "ok")}
"""The icon of a state, and the role of its colour."""


def conditions_said(conditions: str | None) -> str:
    """What a scope is narrowed to: the conditions of a FILTER in words, the words of a list as they are."""
    if not conditions:
        return ""
    try:
        found = parse_filter(conditions, FILE_FIELDS).conditions
    except DealerDeskError:
        return conditions
    return BETWEEN.join(map(condition_words, found))


def scope_words(audit: AuditRow, expected: int) -> str:
    """What an audit of `expected` files counts."""
    said = conditions_said(audit.conditions)
    if audit.scope is Scope.SAMPLE:
        numbers = {"size": shown_number(expected), "population": shown_number(audit.population)}
        return BETWEEN.join(filter(None, (DRAWN.said(**numbers), said)))
    return said or label(SCOPE_LABELS[audit.scope])


def progress_words(found: Figures) -> str:
    """How many of the expected folders are counted."""
    return PROGRESS.said(counted=shown_number(found.counted), expected=shown_number(found.expected))


def percent(rate: float | None) -> str:
    """A rate from 0 to 1, with one decimal; never rounded up to all nor down to none."""
    if rate is None:
        return ""
    number = min(round(rate * 100, 1), 99.9) if rate < 1 else 100.0
    return PERCENT.said(number=f"{max(number, 0.1) if rate else number:.1f}")


def size_words(size: int, population: int) -> str:
    """What a draw of so many files says of all."""
    return SIZE_EXPLAINED.said(
        size=shown_number(size),
        population=shown_number(population),
        margin=f"{margin_of(size, population) * 100:.1f}",
        confidence=round(CONFIDENCE * 100),
    )


def rate_words(rate: PassRate) -> str:
    """What the folders in order of a draw say of all files; empty where nothing was drawn."""
    if rate.interval is None:
        return ""
    return RATE_EXPLAINED.said(
        passed=shown_number(rate.passed),
        size=shown_number(rate.expected),
        confidence=round(CONFIDENCE * 100),
        low=f"{rate.interval.low * 100:.1f}",
        high=f"{rate.interval.high * 100:.1f}",
    )
