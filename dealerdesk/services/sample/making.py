"""Filling a new data folder with a sample dealership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any, Final

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress
from dealerdesk.services.actions import SAMPLE_MADE
from dealerdesk.services.sample.audits import Auditors
from dealerdesk.services.sample.dealership import Dealership, Graph
from dealerdesk.services.sample.filing import Users, sample_staff
from dealerdesk.services.sample.rows import Ids, Row, write_rows
from dealerdesk.services.sample.scans import ScanRoom
from dealerdesk.storage.engine import driver
from dealerdesk.storage.numbers import CUSTOMER_SERIES, file_series, pass_by
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork
from dealerdesk.vault import Vault

MAKING_SAMPLE = Message("making_sample", "Making the sample dealership")
COUNTING_SAMPLE = Message("counting_sample", "Counting the sample's folders")
SAMPLE_NOT_EMPTY = Message(
    "sample_not_empty",
    "This data folder holds vehicle files already, and a sample would mix with them. "
    "Make a new data folder for the sample.",
)

_FILES_A_SET: Final = 25_000
_FILES_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What sample is wanted: the same plan makes the same rows.

    Dates lie before `today`. The first `drawn` files have scans of their own, which the others share;
    how these look depends on this computer's fonts.
    """

    count: int
    seed: int
    today: date
    drawn: int = 200


def make_sample(
    database: Database, vault: Vault, plan: SamplePlan, *, author: int, progress: Progress
) -> int:
    """Fill an empty data folder with vehicle files and all that belongs to them; returns how many files.

    Each 25,000 files are one change set, and the audits of the cabinet another; when `progress` cancels,
    those that are finished stay. Raises ``sample_not_empty``.
    """
    with database.reading() as session:
        ids = Ids(_last_ids(driver(session.connection())))
    staff = sample_staff(ids)
    users = Users(author, (author, *(user.id for user in staff)))
    house = Dealership(plan.seed, plan.today, ids, users)
    files = house.files(plan.count)
    first = list(islice(files, plan.drawn))
    scans = ScanRoom(vault, ids, plan.seed)
    scans.draw(first, progress)
    todo = chain(first, files)
    opening: Sequence[Row] = staff
    done = 0
    while done < plan.count:
        with database.writing(Label(SAMPLE_MADE), author=author, progress=progress) as work:
            write_rows(work.connection, opening)
            for graphs in _batches(islice(todo, _FILES_A_SET)):
                progress.step(MAKING_SAMPLE, done, plan.count)
                rows = ((*graph.rows, *scans.rows(graph)) for graph in graphs)
                write_rows(work.connection, chain.from_iterable(rows))
                done += len(graphs)
            _count_numbers(work, house)
        opening = ()
    with database.writing(Label(SAMPLE_MADE), author=author, progress=progress) as work:
        progress.step(COUNTING_SAMPLE, 0, None)
        Auditors(work.connection, ids, staff, seed=plan.seed, today=plan.today).audit()
    return done


def _last_ids(connection: Any) -> dict[str, int]:
    """The last id that each table gave; refuses a data folder with vehicle files, gone ones too."""
    last = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    if last.get("vehicle_file"):
        raise DealerDeskError(SAMPLE_NOT_EMPTY)
    return last


def _batches(graphs: Iterable[Graph]) -> Iterator[list[Graph]]:
    rest = iter(graphs)
    while batch := list(islice(rest, _FILES_AT_ONCE)):
        yield batch


def _count_numbers(work: UnitOfWork, house: Dealership) -> None:
    """See to it that the numbers of the sample are not given again."""
    for year, last in sorted(house.filing.numbers.items()):
        pass_by(work.connection, file_series(year), last)
    pass_by(work.connection, CUSTOMER_SERIES, house.customers.last_number)
