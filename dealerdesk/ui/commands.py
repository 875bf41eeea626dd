"""Commands: what a person can do, each with its name, its keys and whether it can be done now.

The window gives every command its shortcut; the command palette and the help list the same objects, so
that nothing can be done that is not told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealerdesk.domain.messages import Message

WITH_KEYS = Message("ui.with_keys", "{name}  {keys}")
"""A command's name with the keys that give it, on a button or in its tooltip."""


def always() -> Message | None:
    """Nothing stands against it."""
    return None


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done from the keyboard, a button or the palette.

    `keys` is a shortcut as Qt writes it (``Ctrl+N``), empty where there is none. `why_not` says what
    stands against it now, None when it can be done.
    """

    name: Message
    run: Callable[[], None]
    keys: str = ""
    icon: str = ""
    why_not: Callable[[], Message | None] = always

    @property
    def shown_keys(self) -> str:
        """The keys as they stand on keyboards, the same in every language: ``Alt+←``, ``Del``."""
        return self.keys.replace("Left", "←").replace("Right", "→")
