"""What the window is handed by the program: the ways into a data folder, and the desk behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealerdesk.domain.progress import Progress

if TYPE_CHECKING:  # start-up: what stands behind the desk is loaded after the first paint
    from dealerdesk.services.lists import Lists
    from dealerdesk.services.search import Search
    from dealerdesk.storage.unit_of_work import Database


class Desk(Protocol):
    """One open data folder and what can be done with it."""

    @property
    def database(self) -> Database: ...  # noqa: D102  # the type says it
    @property
    def lists(self) -> Lists: ...  # noqa: D102  # the type says it
    @property
    def search(self) -> Search: ...  # noqa: D102  # the type says it

    def close(self) -> None:
        """Let go of the data folder."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """How a data folder is opened, made empty, or made with a sample dealership; called off the UI thread."""

    open_desk: Callable[[Path], Desk]
    make_desk: Callable[[Path], Desk]
    make_sample: Callable[[Path, Progress], Desk]
