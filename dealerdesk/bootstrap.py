"""The only place that constructs and wires things: from a data folder to everything one can do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dealerdesk.domain.documents import Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.paths import DataFolder
from dealerdesk.services.actions import BEGUN
from dealerdesk.services.lists import Lists
from dealerdesk.services.places import refuse_network
from dealerdesk.services.recent_changes import RecentChanges
from dealerdesk.services.settings import Settings
from dealerdesk.storage.failures import system_told_apart
from dealerdesk.storage.schema import create_database, open_database, remove_database
from dealerdesk.storage.unit_of_work import Database, Label

if TYPE_CHECKING:
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
    from dealerdesk.services.merging import Merging
    from dealerdesk.services.orders import Orders
    from dealerdesk.services.registration import Registration
    from dealerdesk.services.required_documents import RequiredDocuments
    from dealerdesk.services.saved_exports import SavedExports
    from dealerdesk.services.saved_filters import SavedFilters
    from dealerdesk.services.search import Search
    from dealerdesk.services.users import Users
    from dealerdesk.vault import Vault

NO_DATA_FOLDER = Message(
    "no_data_folder",
    "There is no DealerDesk data in {path}. Name the right folder with --data, or make one with "
    "“dealerdesk new”.",
)
DATA_FOLDER_EXISTS = Message(
    "data_folder_exists", "{path} holds DealerDesk data already. Choose another folder for new data."
)
FOLDER_NOT_EMPTY = Message(
    "folder_not_empty",
    "{path} is not empty, and made-up files need a folder of their own. "
    "Name an empty or a new one with --data.",
)
DEFAULT_USER = "Owner"
_FIRST_USER_ID = 1


class Desk:
    """An open data folder with everything one can do with it; `close` it in the end."""

    def __init__(self, folder: DataFolder, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.author = _FIRST_USER_ID
        self.lists = Lists(database, self.author)
        self.settings = Settings(database, self.author)
        self.recent_changes = RecentChanges(database)

    # The first list does without the rooms below, and without SQLAlchemy and the spreadsheet and archive
    # libraries that they bring along: start-up is faster when they are imported at first use.

    @cached_property
    def search(self) -> Search:
        """The search box."""
        from dealerdesk.services.search import Search  # noqa: PLC0415 - start-up, see above

        return Search(self.database)

    @cached_property
    def vault(self) -> Vault:
        """The scans."""
        from dealerdesk.vault import Vault  # noqa: PLC0415 - start-up, see above

        return Vault(self.folder.scans)

    @cached_property
    def files(self) -> Files:
        """Single changes to vehicle files."""
        from dealerdesk.services.files import Files  # noqa: PLC0415 - start-up, see above

        return Files(self.database, self.author)

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed and not saved yet."""
        from dealerdesk.services.drafts import Drafts  # noqa: PLC0415 - start-up, see above

        return Drafts(self.folder, self.database.now)

    @cached_property
    def history(self) -> History:
        """Who changed what, and taking it back."""
        from dealerdesk.services.history import History  # noqa: PLC0415 - start-up, see above

        return History(self.folder, self.database, self.author)

    @cached_property
    def users(self) -> Users:
        """Who works here."""
        from dealerdesk.services.users import Users  # noqa: PLC0415 - start-up, see above

        return Users(self.database, self.author)

    @cached_property
    def documents(self) -> Documents:
        """Attaching scans."""
        from dealerdesk.services.documents import Documents  # noqa: PLC0415 - start-up, see above

        return Documents(self.database, self.vault, self.author)

    @cached_property
    def papers(self) -> Papers:
        """What is written of documents."""
        from dealerdesk.services.documents import Papers  # noqa: PLC0415 - start-up, see above

        return Papers(self.database, self.author)

    @cached_property
    def scans(self) -> Scans:
        """Pictures and copies of scans."""
        from dealerdesk.services.documents import Scans  # noqa: PLC0415 - start-up, see above

        return Scans(self.vault)

    @cached_property
    def customers(self) -> Customers:
        """Customer cards."""
        from dealerdesk.services.customers import Customers  # noqa: PLC0415 - start-up, see above

        return Customers(self.database, self.author)

    @cached_property
    def duplicates(self) -> Duplicates:
        """What may be there twice."""
        from dealerdesk.services.duplicates import Duplicates  # noqa: PLC0415 - start-up, see above

        return Duplicates(self.database, self.author)

    @cached_property
    def merging(self) -> Merging:
        """Two records made one."""
        from dealerdesk.services.merging import Merging  # noqa: PLC0415 - start-up, see above

        return Merging(self.database, self.author)

    @cached_property
    def cards(self) -> Cards:
        """A file and its owner's card, saved together."""
        from dealerdesk.services.cards import Cards  # noqa: PLC0415 - start-up, see above

        return Cards(self.database, self.author)

    @cached_property
    def registration(self) -> Registration:
        """New vehicle files."""
        from dealerdesk.services.registration import Registration  # noqa: PLC0415 - start-up, see above

        return Registration(self.database, self.author)

    @cached_property
    def orders(self) -> Orders:
        """Repair orders."""
        from dealerdesk.services.orders import Orders  # noqa: PLC0415 - start-up, see above

        return Orders(self.database, self.author)

    @cached_property
    def bulk_edits(self) -> BulkEdits:
        """Changes to many files at once."""
        from dealerdesk.services.bulk_edits import BulkEdits  # noqa: PLC0415 - start-up, see above

        return BulkEdits(self.database, self.author)

    @cached_property
    def saved_filters(self) -> SavedFilters:
        """Filters that everybody can choose."""
        from dealerdesk.services.saved_filters import SavedFilters  # noqa: PLC0415 - start-up, see above

        return SavedFilters(self.database, self.author)

    @cached_property
    def imports(self) -> Imports:
        """Spreadsheets in."""
        from dealerdesk.services.imports import Imports  # noqa: PLC0415 - start-up, see above

        return Imports(self.folder, self.database, self.author)

    @cached_property
    def exports(self) -> Exports:
        """Spreadsheets out."""
        from dealerdesk.services.exports import Exports  # noqa: PLC0415 - start-up, see above

        return Exports(self.database, self.author)

    @cached_property
    def labels(self) -> Labels:
        """Folder labels."""
        from dealerdesk.services.labels import Labels  # noqa: PLC0415 - start-up, see above

        return Labels(self.database, self.author)

    @cached_property
    def cover_sheets(self) -> CoverSheets:
        """Cover sheets of folders, and the cabinet's index."""
        from dealerdesk.services.cover_sheets import CoverSheets  # noqa: PLC0415 - start-up, see above

        return CoverSheets(self.database, self.author)

    @cached_property
    def saved_exports(self) -> SavedExports:
        """Exports that everybody can choose."""
        from dealerdesk.services.saved_exports import SavedExports  # noqa: PLC0415 - start-up, see above

        return SavedExports(self.database, self.author)

    @cached_property
    def audits(self) -> Audits:
        """Stock-takes of the cabinet."""
        from dealerdesk.services.audits import Audits  # noqa: PLC0415 - start-up, see above

        return Audits(self.database, self.author)

    @cached_property
    def counting(self) -> Counting:
        """Folders and papers counted in an audit."""
        from dealerdesk.services.audits import Counting  # noqa: PLC0415 - start-up, see above

        return Counting(self.database, self.vault, self.author)

    @cached_property
    def findings(self) -> Findings:
        """What an audit found, and what is done about it."""
        from dealerdesk.services.audits import Findings  # noqa: PLC0415 - start-up, see above

        return Findings(self.database, self.author)

    @cached_property
    def backups(self) -> Backups:
        """Backups of the whole data folder."""
        from dealerdesk.services.backups import Backups  # noqa: PLC0415 - start-up, see above

        return Backups(self.folder, self.database, self.vault)

    @cached_property
    def checks(self) -> Checks:
        """What can be checked and mended."""
        from dealerdesk.services.checks import Checks  # noqa: PLC0415 - start-up, see above

        return Checks(self.folder, self.database, self.vault)

    @cached_property
    def required_documents(self) -> RequiredDocuments:
        """Which documents files must hold."""
        # Start-up, see above.
        from dealerdesk.services.required_documents import RequiredDocuments  # noqa: PLC0415 - start-up

        return RequiredDocuments(self.database, self.author)

    @cached_property
    def surveys(self) -> Surveys:
        """How much is in the data folder, and when it was backed up."""
        from dealerdesk.services.data_folder import Surveys  # noqa: PLC0415 - start-up, see above

        return Surveys(self.folder, self.database)

    def close(self) -> None:
        """Let go of the data folder."""
        self.database.close()


def open_desk(root: Path, clock: Callable[[], datetime] = datetime.now) -> Desk:
    """Open the data folder `root`.

    Raises `DealerDeskError`: ``no_data_folder``, ``data_folder_on_network``, and what
    `storage.schema.open_database` raises.
    """
    folder = DataFolder(root)
    refuse_network(root)
    with system_told_apart(root):
        there = folder.database.is_file()
    if not there:
        raise DealerDeskError(NO_DATA_FOLDER, path=root)
    return Desk(folder, open_database(folder.database, clock))


def make_desk(
    root: Path,
    clock: Callable[[], datetime] = datetime.now,
    market: Market = Market.CHINA,
    name: str = "",
) -> Desk:
    """Make `root` a data folder with an empty database and open it; a failure leaves nothing behind.

    `name` is the dealership's. Raises `DealerDeskError`: ``data_folder_exists``,
    ``data_folder_on_network``, ``setting_value`` for the name, and what
    `storage.schema.create_database` raises.
    """
    folder = DataFolder(root)
    refuse_network(root)
    with system_told_apart(root):
        taken, made = folder.database.exists(), not root.exists()
    if taken:
        raise DealerDeskError(DATA_FOLDER_EXISTS, path=root)
    try:
        with system_told_apart(root):
            root.mkdir(parents=True, exist_ok=True)
        create_database(folder.database)
        return _begun(folder, clock, market, name)
    except BaseException:
        if made:
            with suppress(OSError):  # somebody else put something there meanwhile
                root.rmdir()
        raise


def make_sample_desk(
    root: Path, count: int, seed: int, progress: Progress, clock: Callable[[], datetime] = datetime.now
) -> Desk:
    """Make `root` a data folder with `count` made-up vehicle files and open it; whole or not at all.

    The same seed on the same day makes the same data. Raises ``data_folder_exists``, ``folder_not_empty``
    and what `make_desk` raises.
    """
    # Start-up: only whoever wants a sample needs what makes it up.
    from dealerdesk.services.sample import SamplePlan, make_sample  # noqa: PLC0415 - start-up, see above

    if DataFolder(root).database.exists():
        raise DealerDeskError(DATA_FOLDER_EXISTS, path=root)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise DealerDeskError(FOLDER_NOT_EMPTY, path=root)
    with _built_aside(root) as aside, closing(make_desk(aside, clock)) as desk:
        plan = SamplePlan(count=count, seed=seed, today=desk.database.now().date())
        make_sample(desk.database, desk.vault, plan, author=desk.author, progress=progress)
    return open_desk(root, clock)


@contextmanager
def _built_aside(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` that takes its place when the block ends, and is gone when it raises."""
    # Start-up: only whoever wants a sample builds aside.
    import secrets  # noqa: PLC0415 - start-up, see above
    import shutil  # noqa: PLC0415 - start-up, see above

    aside = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    with system_told_apart(folder):
        aside.mkdir(parents=True)
    try:
        yield aside
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _begun(folder: DataFolder, clock: Callable[[], datetime], market: Market, name: str) -> Desk:
    """Open the empty database and write what no dealership is without; where that fails, leave none."""
    # Start-up: only whoever begins anew writes these.
    from dealerdesk.services.setting_up import name_dealership, seed_required  # noqa: PLC0415 - start-up
    from dealerdesk.storage.models import User  # noqa: PLC0415 - start-up, see above

    database = None
    try:
        database = open_database(folder.database, clock)
        with database.writing(Label(BEGUN), author=_FIRST_USER_ID) as work:
            work.session.add(User(id=_FIRST_USER_ID, name=DEFAULT_USER, role="owner"))
            seed_required(work.session, market)
            name_dealership(work.session, name)
    except BaseException:
        if database:
            with suppress(DealerDeskError):  # what went wrong first is what there is to say
                database.close()
        remove_database(folder.database)
        raise
    return Desk(folder, database)
