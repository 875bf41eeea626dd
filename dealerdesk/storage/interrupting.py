"""Long statements that a person can stop: SQLite asks the progress every now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress

_STEPS_BETWEEN_QUESTIONS = 200_000
"""Steps of SQLite's machine between two questions: some milliseconds."""


@contextmanager
def interruptible(connection: Any, progress: Progress, stage: Message) -> Iterator[None]:
    """Let `progress` stop the statements inside the block; raises `Cancelled` then.

    `connection` is the driver's; the transaction around it is to be rolled back.
    """
    stopped: list[BaseException] = []

    def ask() -> int:
        try:
            progress.step(stage, 0, None)
        except BaseException as error:  # noqa: BLE001 - it must not be lost in SQLite; raised below
            stopped.append(error)
            return 1
        return 0

    connection.set_progress_handler(ask, _STEPS_BETWEEN_QUESTIONS)
    try:
        yield
    except dbapi2.OperationalError as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if stopped:
        raise Cancelled
