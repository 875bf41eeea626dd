"""What a rule has to say about a value: an error or a warning that the person decides on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dealerdesk.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about one value, with the parameters of its placeholders; nothing is raised."""

    message: Message
    params: Mapping[str, object]

    @property
    def code(self) -> str:
        """The stable code that scripts may rely on."""
        return self.message.code

    def said(self) -> str:
        """The sentence in the current language."""
        return self.message.said(**self.params)

    def __str__(self) -> str:
        return self.said()


def finding(message: Message, **params: object) -> Finding:
    """A `Finding` with the parameters of its sentence as keywords."""
    return Finding(message, params)
