"""What the window is handed by the program: the ways into a data folder, and the desk behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealerdesk.domain.documents import Market
from dealerdesk.domain.progress import Progress
from dealerdesk.paths import DataFolder

if TYPE_CHECKING:  # start-up: what stands behind the desk is loaded after the first paint
    from dealerdesk.services.audits import Audits, Counting, Findings
    from dealerdesk.services.backups import Backups
    from dealerdesk.services.bulk_edits import BulkEdits
    from dealerdesk.services.cards import Cards
    from dealerdesk.services.checks import Checks
    from dealerdesk.services.cover_sheets import CoverSheets
    from dealerdesk.services.customers import Customers
    from dealerdesk.services.data_folder import Surveys
    from dealerdesk.services.documents import Documents, Papers, Scans
    from dealerdesk.services.drafts import Drafts
    from dealerdesk.services.duplicates import Duplicates
    from dealerdesk.services.exports import Exports
    from dealerdesk.services.files import Files
    from dealerdesk.services.history import History
    from dealerdesk.services.imports import Imports
    from dealerdesk.services.labels import Labels
    from dealerdesk.services.lists import Lists
    from dealerdesk.services.merging import Merging
    from dealerdesk.services.orders import Orders
    from dealerdesk.services.recent_changes import RecentChanges
    from dealerdesk.services.registration import Registration
    from dealerdesk.services.required_documents import RequiredDocuments
    from dealerdesk.services.saved_exports import SavedExports
    from dealerdesk.services.saved_filters import SavedFilters
    from dealerdesk.services.search import Search
    from dealerdesk.services.settings import Settings
    from dealerdesk.services.users import Users
    from dealerdesk.storage.unit_of_work import Database


class Desk(Protocol):
    """One open data folder and what can be done with it."""

    @property
    def folder(self) -> DataFolder: ...  # noqa: D102  # the type says it
    @property
    def database(self) -> Database: ...  # noqa: D102  # the type says it
    @property
    def lists(self) -> Lists: ...  # noqa: D102  # the type says it
    @property
    def search(self) -> Search: ...  # noqa: D102  # the type says it
    @property
    def bulk_edits(self) -> BulkEdits: ...  # noqa: D102  # the type says it
    @property
    def saved_filters(self) -> SavedFilters: ...  # noqa: D102  # the type says it
    @property
    def orders(self) -> Orders: ...  # noqa: D102  # the type says it
    @property
    def customers(self) -> Customers: ...  # noqa: D102  # the type says it
    @property
    def cards(self) -> Cards: ...  # noqa: D102  # the type says it
    @property
    def duplicates(self) -> Duplicates: ...  # noqa: D102  # the type says it
    @property
    def merging(self) -> Merging: ...  # noqa: D102  # the type says it
    @property
    def drafts(self) -> Drafts: ...  # noqa: D102  # the type says it
    @property
    def registration(self) -> Registration: ...  # noqa: D102  # the type says it
    @property
    def imports(self) -> Imports: ...  # noqa: D102  # the type says it
    @property
    def files(self) -> Files: ...  # noqa: D102  # the type says it
    @property
    def documents(self) -> Documents: ...  # noqa: D102  # the type says it
    @property
    def history(self) -> History: ...  # noqa: D102  # the type says it
    @property
    def settings(self) -> Settings: ...  # noqa: D102  # the type says it
    @property
    def required_documents(self) -> RequiredDocuments: ...  # noqa: D102  # the type says it
    @property
    def surveys(self) -> Surveys: ...  # noqa: D102  # the type says it
    @property
    def users(self) -> Users: ...  # noqa: D102  # the type says it
    @property
    def exports(self) -> Exports: ...  # noqa: D102  # the type says it
    @property
    def cover_sheets(self) -> CoverSheets: ...  # noqa: D102  # the type says it
    @property
    def labels(self) -> Labels: ...  # noqa: D102  # the type says it
    @property
    def saved_exports(self) -> SavedExports: ...  # noqa: D102  # the type says it
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
    def papers(self) -> Papers: ...  # noqa: D102  # the type says it
    @property
    def scans(self) -> Scans: ...  # noqa: D102  # the type says it
    @property
    def recent_changes(self) -> RecentChanges: ...  # noqa: D102  # the type says it

    def close(self) -> None:
        """Let go of the data folder."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """How a data folder is opened, or made and then opened; called off the UI thread.

    `make_desk` gets the dealership's name and market, `restore` the backup and the folder to make of it.
    """

    open_desk: Callable[[Path], Desk]
    make_desk: Callable[[Path, str, Market], Desk]
    make_sample: Callable[[Path, Progress], Desk]
    restore: Callable[[Path, Path, Progress], Desk]
