"""How long work tells where it stands, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol

from dealerdesk.domain.errors import Cancelled
from dealerdesk.domain.messages import Message


class Progress(Protocol):
    """Where a long piece of work reports to; each call may raise `Cancelled`."""

    def step(self, stage: Message, done: int, total: int | None) -> None:
        """`done` of `total` units of `stage` are finished; `total` is None while it is not known."""
        ...


class Silent:
    """Progress that nobody watches and nobody stops."""

    def step(self, stage: Message, done: int, total: int | None) -> None:
        """Take note of nothing."""


class Stoppable:
    """Progress that nobody watches, but that `stop` ends at the next step."""

    def __init__(self) -> None:
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to end; safe from any thread."""
        self._stopped = True

    def step(self, stage: Message, done: int, total: int | None) -> None:
        """Raise `Cancelled` once `stop` was called."""
        del stage, done, total
        if self._stopped:
            raise Cancelled
