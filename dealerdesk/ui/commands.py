"""Commands: what a person can do, each with its name, its keys and whether it can be done now.

The window gives every command its shortcut; the command palette and the help list the same objects, so
that nothing can be done that is not told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealerdesk.domain.messages import Message


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
