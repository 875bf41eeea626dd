"""The table of required documents: what it is, what another one would do to all files, and setting it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.completeness import DEFAULT_REQUIRED, completeness
from dealerdesk.domain.documents import DocumentType, Market
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.files import FileKind
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.settings import MARKET
from dealerdesk.services.actions import REQUIRED_CHANGED
from dealerdesk.services.completeness import held_by
from dealerdesk.services.setting_up import need_paper_and_scan, require
from dealerdesk.services.settings import paper_and_scan, required_types, value_of
from dealerdesk.storage.engine import driver
from dealerdesk.storage.models import ChangeSet, VehicleFile
from dealerdesk.storage.unit_of_work import Database, Label

JUDGING = Message("judging_files", "Judging the vehicle files")
REQUIRED_CHANGED_MEANWHILE = Message(
    "required_documents_changed_meanwhile",
    "Somebody else changed the required documents meanwhile. Look at what is required now, and make your "
    "changes again.",
)

_BATCH = 2000
_EVERY_TYPE = tuple(DocumentType)
_BIT = {type_: 1 << place for place, type_ in enumerate(DocumentType)}


@dataclass(frozen=True, slots=True)
class RequiredTable:
    """What files of each kind must hold, and whether on paper and as a scan; `market` is the dealership's."""

    market: Market
    pairs: frozenset[tuple[FileKind, DocumentType]]
    paper_and_scan: bool = False

    def types_of(self, kind: FileKind) -> tuple[DocumentType, ...]:
        """What files of `kind` must hold, in the order of `DocumentType`."""
        return tuple(type_ for type_ in DocumentType if (kind, type_) in self.pairs)


@dataclass(frozen=True, slots=True)
class RequiredEffect:
    """What another table does to all files that are not archived.

    `before` and `after` are the average completeness, from 0 to 1, over files of which anything is required;
    None where there is no such file. A file of which nothing is required counts as complete.
    """

    files: int
    becoming_complete: int
    becoming_incomplete: int
    incomplete_before: int
    incomplete_after: int
    before: float | None
    after: float | None


class RequiredDocuments:
    """The table of required documents of one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author
        self._judged: _Judged | None = None

    def get_table(self) -> RequiredTable:
        """The table that counts now."""
        with self._database.asking() as connection:
            return _table(connection)

    def plan_required(self, table: RequiredTable, progress: Progress | None = None) -> RequiredEffect:
        """What `table` would do; changes nothing. All files are judged once, until something changes."""
        today = self._database.now().date()
        with self._database.reading() as session:
            now = _table(driver(session.connection()))
            change = session.scalar(select(func.max(ChangeSet.id))) or 0
            judged = self._judged
            if judged is None or (judged.change, judged.today) != (change, today):
                files = _all_files(session, today, progress or Silent())
                self._judged = judged = _Judged(change, today, Counter(files))
        return _effect(judged.files, now, table)

    def apply_required(self, table: RequiredTable, *, seen: RequiredTable) -> None:
        """Make `table` the one that counts, as one action; its market stays as it is.

        Raises ``required_documents_changed_meanwhile`` when that which counts is no longer `seen`.
        """
        with self._database.writing(Label(REQUIRED_CHANGED), author=self._author) as work:
            now = _table(work.connection)
            if (now.pairs, now.paper_and_scan) != (seen.pairs, seen.paper_and_scan):
                raise DealerDeskError(REQUIRED_CHANGED_MEANWHILE)
            require(work.session, {kind: table.types_of(kind) for kind in FileKind})
            need_paper_and_scan(work.session, both=table.paper_and_scan)


def default_table(market: Market, *, both: bool = False) -> RequiredTable:
    """The table that a dealership in `market` starts from; `both` asks for paper and scan."""
    return RequiredTable(market, _pairs(DEFAULT_REQUIRED[market]), both)


def _pairs(
    table: Mapping[FileKind, tuple[DocumentType, ...]],
) -> frozenset[tuple[FileKind, DocumentType]]:
    return frozenset((kind, type_) for kind, types in table.items() for type_ in types)


def _table(connection: Any) -> RequiredTable:
    pairs = _pairs(required_types(connection))
    return RequiredTable(value_of(connection, MARKET), pairs, paper_and_scan(connection))


class _Shape(NamedTuple):
    """All that any table can ask of a file: one bit a document type, in the order of `DocumentType`.

    `needed` are the types it would have to hold if all were required, `present` those of them that it holds,
    and `both` those that it holds on paper and as a scan.
    """

    kind: FileKind
    needed: int
    present: int
    both: int


@dataclass(frozen=True, slots=True)
class _Judged:
    """How many files of each shape there are, after the change set `change` and as of `today`."""

    change: int
    today: date
    files: Counter[_Shape]


def _all_files(session: Session, today: date, progress: Progress) -> Iterator[_Shape]:
    """The shape of each file that is not archived; they are read a batch at a time."""
    ids = session.scalars(
        select(VehicleFile.id).where(VehicleFile.archived_at.is_(None)).order_by(VehicleFile.id)
    ).all()
    connection = driver(session.connection())
    for done in range(0, len(ids), _BATCH):
        progress.step(JUDGING, done, len(ids))
        for held in held_by(connection, ids[done : done + _BATCH]).values():
            loose = completeness(_EVERY_TYPE, held.contents, today=today)
            strict = completeness(_EVERY_TYPE, held.contents, today=today, paper_and_scan=True)
            yield _Shape(held.kind, _bits(loose.required), _bits(loose.present), _bits(strict.present))
    progress.step(JUDGING, len(ids), len(ids))


def _effect(files: Counter[_Shape], now: RequiredTable, table: RequiredTable) -> RequiredEffect:
    """What going over from `now` to `table` does to files of these shapes."""
    before, after = _Tally(now), _Tally(table)
    complete = incomplete = 0
    for shape, count in files.items():
        missed, misses = before.add(shape, count), after.add(shape, count)
        complete += count * (missed and not misses)
        incomplete += count * (misses and not missed)
    return RequiredEffect(
        files.total(),
        complete,
        incomplete,
        before.incomplete,
        after.incomplete,
        before.average,
        after.average,
    )


class _Tally:
    """Files judged by one table."""

    def __init__(self, table: RequiredTable) -> None:
        self._required = {kind: _bits(table.types_of(kind)) for kind in FileKind}
        self._both = table.paper_and_scan
        self._rates = 0.0
        self._rated = 0
        self.incomplete = 0

    def add(self, shape: _Shape, count: int) -> bool:
        """Count `count` files of this shape; whether they miss something."""
        required = shape.needed & self._required[shape.kind]
        present = required & (shape.both if self._both else shape.present)
        if required:
            self._rates += count * present.bit_count() / required.bit_count()
            self._rated += count
        misses = present != required
        self.incomplete += count * misses
        return misses

    @property
    def average(self) -> float | None:
        """The average completeness."""
        return self._rates / self._rated if self._rated else None


def _bits(types: Iterable[DocumentType]) -> int:
    return sum(_BIT[type_] for type_ in types)
