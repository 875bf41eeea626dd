"""Attaching scans to the documents of a vehicle file: stored first, then the rows that point to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import ColumnElement, Select, func, insert, select
from sqlalchemy.orm import Session

from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.paths import kept_text
from dealerdesk.services.actions import ATTACHED
from dealerdesk.services.documents.rows import DOCUMENT_GONE, get_document, get_order_of
from dealerdesk.services.refs import get_file
from dealerdesk.storage.models import Document, RepairOrder, Scan, VehicleFile
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork
from dealerdesk.vault import StoredScan, Vault

STORING_SCANS = Message("storing_scans", "Storing scans")


@dataclass(frozen=True, slots=True)
class Picture:
    """A scan that lies in no file, such as one that was pasted: its bytes, and what to call it."""

    name: str
    content: bytes


Source = Path | Picture


@dataclass(frozen=True, slots=True)
class Target:
    """Where in a file scans go: to one document, to those of one repair order, or always to a new one.

    `was_empty` when the person saw no such document: one that is there by now, made by what they did a moment
    before, takes the scans too.
    """

    document: int | None = None
    order: int | None = None
    is_new: bool = False
    was_empty: bool = False


ANYWHERE = Target()


@dataclass(frozen=True, slots=True)
class AttachedScan:
    """A scan that is in the file now; `already_in` names the file that held the same scan before."""

    path: Path
    sha256: str
    document: int
    already_in: str | None


@dataclass(frozen=True, slots=True)
class RefusedScan:
    """A path that could not be attached, and why."""

    path: Path
    error: DealerDeskError


@dataclass(frozen=True, slots=True)
class Attached:
    """What an `attach` did with each path."""

    attached: tuple[AttachedScan, ...]
    refused: tuple[RefusedScan, ...]
    change: int | None


class Documents:
    """The documents of one dealership's vehicle files."""

    def __init__(self, database: Database, vault: Vault, author: int) -> None:
        self._database = database
        self._vault = vault
        self._author = author

    def attach(  # noqa: PLR0913 - what a person can say of scans
        self,
        ref: str,
        type_: DocumentType,
        paths: Sequence[Source],
        *,
        number: str | None = None,
        dated: date | None = None,
        target: Target = ANYWHERE,
        progress: Progress | None = None,
    ) -> Attached:
        """Put scans into a file, as one document of `type_`, or into the document that `target` names.

        They join the file's document of the same type and number, or of the same type when that one still
        waits for its scan; otherwise they make a new document. A scan that the file holds as such a
        document already is not added again. Paths that cannot be read as scans are refused one by one.
        Raises ``unknown_ref``, ``document_gone``, ``repair_order_gone``.
        """
        with self._database.reading() as session:
            _check_target(session, get_file(session, ref), target)
        stored, refused = self._store(paths, progress or Silent())
        attached: tuple[AttachedScan, ...] = ()
        change = None
        if stored:
            with self._database.writing(Label(ATTACHED), author=self._author) as work:
                file = get_file(work.session, ref)
                _check_target(work.session, file, target)
                place = _Place(work, file, type_, fold_line(number or "") or None, dated, target)
                attached = place.put(stored)
                work.name(file_no=file.file_no, count=place.added or len(stored))
            change = work.change.set_id if work.change else None
        return Attached(attached, refused, change)

    def _store(
        self, sources: Sequence[Source], progress: Progress
    ) -> tuple[list[tuple[Path, StoredScan]], tuple[RefusedScan, ...]]:
        """Bring the bytes into the vault first: a row never points to bytes that are not on the disk."""
        stored: list[tuple[Path, StoredScan]] = []
        refused: list[RefusedScan] = []
        for source, outcome in zip(sources, self._outcomes(sources, progress), strict=True):
            path = Path(source.name) if isinstance(source, Picture) else source
            if isinstance(outcome, DealerDeskError):
                refused.append(RefusedScan(path, outcome))
            else:
                stored.append((path, outcome))
        return stored, tuple(refused)

    def _outcomes(
        self, sources: Sequence[Source], progress: Progress
    ) -> Iterator[StoredScan | DealerDeskError]:
        """What the vault says of each, in their order."""

        def told(done: int) -> None:
            progress.step(STORING_SCANS, done, len(sources))

        paths = [each for each in sources if isinstance(each, Path)]
        outcomes = iter(self._vault.store_all(paths, told))
        done = count(len(paths))
        for source in sources:
            if isinstance(source, Picture):
                told(next(done))
                yield self._take_in(source)
            else:
                yield next(outcomes)

    def _take_in(self, picture: Picture) -> StoredScan | DealerDeskError:
        try:
            return self._vault.store_bytes(picture.content, picture.name)
        except DealerDeskError as refusal:
            return refusal


class _Place:
    """Where the scans of one `attach` go."""

    def __init__(  # noqa: PLR0913, PLR0917 - what `attach` is told
        self,
        work: UnitOfWork,
        file: VehicleFile,
        type_: DocumentType,
        number: str | None,
        dated: date | None,
        target: Target,
    ) -> None:
        self._target = target
        self._work = work
        self._file = file
        self._type = type_
        self._number = number
        self._dated = dated
        self._document: Document | None = None
        self._rows: list[dict[str, object]] = []

    @property
    def added(self) -> int:
        """How many scans were not there before."""
        return len(self._rows)

    def put(self, scans: Sequence[tuple[Path, StoredScan]]) -> tuple[AttachedScan, ...]:
        """Add the scans that are not there already."""
        session = self._work.session
        hashes = [scan.sha256 for _, scan in scans]
        holders, held = _holders_of(session, hashes), self._documents_holding(hashes)
        attached = []
        for path, scan in scans:
            document = held.get(scan.sha256)
            if document is None:
                document = self._document = self._document or self._waiting() or self._new()
                self._rows.append(_row(document, path, scan, self._work.at))
            if self._dated:
                document.dated = self._dated
            attached.append(AttachedScan(path, scan.sha256, document.id, holders.get(scan.sha256)))
            held[scan.sha256] = document
            holders.setdefault(scan.sha256, self._file.file_no)
        if self._rows:
            session.execute(insert(Scan), self._rows)
        return tuple(attached)

    def _fitting(self) -> Select[Document]:
        fitting = select(Document).where(Document.file_id == self._file.id)
        if self._target.document is not None:
            return fitting.where(Document.id == self._target.document)
        fitting = fitting.where(Document.type == self._type.value)
        if self._target.order is not None:
            fitting = fitting.where(Document.repair_order_id == self._target.order)
        return fitting.where(Document.number == self._number) if self._number else fitting

    def _documents_holding(self, hashes: Sequence[str]) -> dict[str, Document]:
        """The documents that hold these scans, by hash."""
        if self._target.is_new:
            return {}
        fitting = self._fitting().join(Scan, Scan.document_id == Document.id).where(_among(hashes))
        rows = self._work.session.execute(fitting.add_columns(Scan.sha256).order_by(Document.id.desc()))
        return {sha256: document for document, sha256 in rows}

    def _waiting(self) -> Document | None:
        """The document that the scans were awaited for."""
        if self._target.is_new:
            return None
        fitting = self._fitting().order_by(Document.id)
        if not self._number and self._target.document is None and not self._target.was_empty:
            fitting = fitting.where(~select(Scan.id).where(Scan.document_id == Document.id).exists())
        return self._work.session.scalars(fitting).first()

    def _new(self) -> Document:
        document = Document(
            file_id=self._file.id,
            type=self._type.value,
            number=self._number,
            paper=Paper.MISSING.value,
            repair_order_id=self._order(),
            created_at=self._work.at,
        )
        self._work.session.add(document)
        self._work.session.flush()
        return document

    def _order(self) -> int | None:
        if self._type.side is Side.SERVICE and self._target.order is not None:
            return self._target.order
        return _order_for(self._work.session, self._file, self._type, self._number)


def _row(document: Document, path: Path, scan: StoredScan, at: datetime) -> dict[str, object]:
    return {
        "document_id": document.id,
        "sha256": scan.sha256,
        "name": kept_text(path.name),
        "media_type": scan.media_type.value,
        "size": scan.size,
        "pages": scan.pages,
        "added_at": at,
    }


def _check_target(session: Session, file: VehicleFile, target: Target) -> None:
    if target.document is not None and get_document(session, target.document).file_id != file.id:
        raise DealerDeskError(DOCUMENT_GONE)
    if target.order is not None:
        get_order_of(session, file.id, target.order)


def sources_in(paths: Sequence[Path]) -> list[Path]:
    """What to attach when `paths` were dropped: a folder stands for the files in it, by name.

    A folder without files, or that cannot be read, stands for itself, so that it is refused and not passed
    over.
    """
    return [source for path in paths for source in (_files_of(path) if path.is_dir() else ()) or (path,)]


def _files_of(folder: Path) -> list[Path]:
    try:
        files = (each for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
        return sorted(files, key=lambda each: each.name)
    except OSError:
        return []


def _order_for(session: Session, file: VehicleFile, type_: DocumentType, number: str | None) -> int | None:
    """The repair order that a service-side document belongs to: by its number, else the file's only one."""
    if type_.side is not Side.SERVICE:
        return None
    orders = session.scalars(select(RepairOrder).where(RepairOrder.file_id == file.id)).all()
    named = [order for order in orders if number and number in {order.order_no, order.settlement_no}]
    found = named or (orders if len(orders) == 1 else [])
    return found[0].id if found else None


def _holders_of(session: Session, hashes: Sequence[str]) -> dict[str, str]:
    """By hash, the number of a file that holds the same scan already, the first one to get it."""
    rows = session.execute(
        select(Scan.sha256, VehicleFile.file_no)
        .join(Document, Document.id == Scan.document_id)
        .join(VehicleFile, VehicleFile.id == Document.file_id)
        .where(_among(hashes))
        .order_by(Scan.id.desc())
    )
    return dict(rows.all())


def _among(hashes: Sequence[str]) -> ColumnElement[bool]:
    # As one value: SQLite takes a limited number of them.
    listed = func.json_each(json.dumps(hashes)).table_valued("value")
    return Scan.sha256.in_(select(listed.c.value))
