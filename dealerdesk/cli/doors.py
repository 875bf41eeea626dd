"""What the command line is handed by the program: the ways into a data folder, and the desk behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealerdesk.domain.progress import Progress
from dealerdesk.paths import DataFolder

if TYPE_CHECKING:
    from dealerdesk.services.audits import Audits, Counting, Findings
    from dealerdesk.services.backups import Backups
    from dealerdesk.services.checks import Checks
    from dealerdesk.services.cover_sheets import CoverSheets
    from dealerdesk.services.documents import Documents
    from dealerdesk.services.exports import Exports
    from dealerdesk.services.files import Files
    from dealerdesk.services.history import History
    from dealerdesk.services.imports import Imports
    from dealerdesk.services.labels import Labels
    from dealerdesk.services.search import Search
    from dealerdesk.services.settings import Settings
    from dealerdesk.storage.unit_of_work import Database
    from dealerdesk.vault import Vault


class Desk(Protocol):
    """One open data folder and what can be done with it."""

    @property
    def folder(self) -> DataFolder: ...  # noqa: D102  # the type says it
    @property
    def database(self) -> Database: ...  # noqa: D102  # the type says it
    @property
    def vault(self) -> Vault: ...  # noqa: D102  # the type says it
    @property
    def author(self) -> int: ...  # noqa: D102  # the type says it
    @property
    def files(self) -> Files: ...  # noqa: D102  # the type says it
    @property
    def documents(self) -> Documents: ...  # noqa: D102  # the type says it
    @property
    def search(self) -> Search: ...  # noqa: D102  # the type says it
    @property
    def imports(self) -> Imports: ...  # noqa: D102  # the type says it
    @property
    def exports(self) -> Exports: ...  # noqa: D102  # the type says it
    @property
    def cover_sheets(self) -> CoverSheets: ...  # noqa: D102  # the type says it
    @property
    def labels(self) -> Labels: ...  # noqa: D102  # the type says it
    @property
    def history(self) -> History: ...  # noqa: D102  # the type says it
    @property
    def audits(self) -> Audits: ...  # noqa: D102  # the type says it
    @property
    def counting(self) -> Counting: ...  # noqa: D102  # the type says it
    @property
    def findings(self) -> Findings: ...  # noqa: D102  # the type says it
    @property
    def backups(self) -> Backups: ...  # noqa: D102  # the type says it
    @property
    def checks(self) -> Checks: ...  # noqa: D102  # the type says it
    @property
    def settings(self) -> Settings: ...  # noqa: D102  # the type says it

    def close(self) -> None:
        """Let go of the database."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """How a data folder is opened, made, and shown in the window.

    `make_sample_desk` gets the folder, how many files, and the seed; `open_window` folder and language.
    """

    open_desk: Callable[[Path], Desk]
    make_desk: Callable[[Path], Desk]
    make_sample_desk: Callable[[Path, int, int, Progress], Desk]
    open_window: Callable[[Path, str | None], int]
