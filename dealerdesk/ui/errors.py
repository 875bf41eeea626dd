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


def error_for_people(error: Exception) -> DealerDeskError:
    """`error` as a sentence in whichever language is spoken when it is shown; a bug is logged, once."""
    return error if isinstance(error, DealerDeskError) else crash_for_people(log_crash(error))


def crash_for_people(reference: str) -> DealerDeskError:
    """The bug that the log has under `reference`."""
    return DealerDeskError(CRASHED, reference=reference)
