"""What is said of an error: a refusal's own sentence; of a bug, under which mark the log has it."""

from __future__ import annotations

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.logs import log_crash

CRASHED = Message(
    "ui.crashed",
    "Something went wrong in DealerDesk itself. What was saved is safe. Try again; if it happens again, "
    "report it with the mark {reference}, under which the log has the details.",
)


def said_error(error: Exception) -> str:
    """One sentence for a person; a bug is written to the log."""
    return str(error) if isinstance(error, DealerDeskError) else said_crash(log_crash(error))


def said_crash(reference: str) -> str:
    """The sentence for a bug that the log has under `reference`."""
    return CRASHED.said(reference=reference)
