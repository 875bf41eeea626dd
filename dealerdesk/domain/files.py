"""The vehicle file's own rules: its kinds, its states and its number (product.md, The vehicle file)."""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message


class FileKind(StrEnum):
    """How the vehicle came to the dealership; decides which documents its file must hold."""

    NEW_SALE = "new_sale"
    USED_SALE = "used_sale"
    SERVICE_ONLY = "service_only"


class FileState(StrEnum):
    """Draft when created, verified by one person, filed by another (product.md, point 9)."""

    DRAFT = "draft"
    VERIFIED = "verified"
    FILED = "filed"


KIND_LABELS = {
    FileKind.NEW_SALE: Message("kind.new_sale", "new sale"),
    FileKind.USED_SALE: Message("kind.used_sale", "used sale"),
    FileKind.SERVICE_ONLY: Message("kind.service_only", "service only"),
}
STATE_LABELS = {
    FileState.DRAFT: Message("state.draft", "draft"),
    FileState.VERIFIED: Message("state.verified", "verified"),
    FileState.FILED: Message("state.filed", "filed"),
}

STATE_STEP = Message(
    "state_step",
    "The file is {current} and cannot become {wanted} in one step. Draft, verified, filed: "
    "take one step at a time, or set it back to draft.",
)

_NEXT = {
    FileState.DRAFT: {FileState.VERIFIED},
    FileState.VERIFIED: {FileState.FILED, FileState.DRAFT},
    FileState.FILED: {FileState.DRAFT},
}


def check_step(current: FileState, wanted: FileState) -> None:
    """Refuse a change of state that skips a step (``state_step``)."""
    if wanted != current and wanted not in _NEXT[current]:
        raise DealerDeskError(STATE_STEP, current=STATE_LABELS[current], wanted=STATE_LABELS[wanted])


def file_number(year: int, sequence: int) -> str:
    """The number DealerDesk gives to the `sequence`-th file of a year, as ``2026-00417``."""
    return f"{year}-{sequence:05d}"
