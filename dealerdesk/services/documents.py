"""Documents of a vehicle file and their scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
from dealerdesk.domain.text import fold_line
from dealerdesk.paths import kept_text
from dealerdesk.services.refs import get_file
from dealerdesk.storage.models import Document, RepairOrder, Scan, VehicleFile
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork
from dealerdesk.vault import StoredScan, Vault

ATTACHED = Message(
    "action.attached",
    "{count} scan attached to file {file_no}",
    "{count} scans attached to file {file_no}",
)
STORING_SCANS = Message("storing_scans", "Storing scans")
_AT_ONCE = 32
"""Scans that go into the vault between two looks at the progress."""


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
        paths: Sequence[Path],
        *,
        number: str | None = None,
        dated: date | None = None,
        progress: Progress | None = None,
    ) -> Attached:
        """Put scans into a file, as one document of `type_`.

        They join the file's document of the same type and number, or of the same type when that one still
        waits for its scan; otherwise they make a new document. A scan that the file holds as such a
        document already is not added again. Paths that cannot be read as scans are refused one by one.
        """
        with self._database.reading() as session:
            get_file(session, ref)
        stored, refused = self._store(paths, progress or Silent())
        attached: tuple[AttachedScan, ...] = ()
        change = None
        if stored:
            with self._database.writing(Label(ATTACHED), author=self._author) as work:
                file = get_file(work.session, ref)
                place = _Place(work, file, type_, fold_line(number or "") or None, dated)
                attached = tuple(place.put(path, scan) for path, scan in stored)
                work.name(file_no=file.file_no, count=place.added or len(stored))
            change = work.change.set_id if work.change else None
        return Attached(attached, refused, change)

    def _store(
        self, paths: Sequence[Path], progress: Progress
    ) -> tuple[list[tuple[Path, StoredScan]], tuple[RefusedScan, ...]]:
        """Bring the bytes into the vault first: a row never points to bytes that are not on the disk."""
        stored: list[tuple[Path, StoredScan]] = []
        refused: list[RefusedScan] = []
        for start in range(0, len(paths), _AT_ONCE):
            progress.step(STORING_SCANS, start, len(paths))
            batch = paths[start : start + _AT_ONCE]
            for path, outcome in zip(batch, self._vault.store_all(batch), strict=True):
                if isinstance(outcome, DealerDeskError):
                    refused.append(RefusedScan(path, outcome))
                else:
                    stored.append((path, outcome))
        return stored, tuple(refused)


class _Place:
    """Where the scans of one `attach` go; `added` counts those that were not there already."""

    def __init__(
        self, work: UnitOfWork, file: VehicleFile, type_: DocumentType, number: str | None, dated: date | None
    ) -> None:
        self._work = work
        self._file = file
        self._type = type_
        self._number = number
        self._dated = dated
        self._document: Document | None = None
        self.added = 0

    def put(self, path: Path, scan: StoredScan) -> AttachedScan:
        """Add a scan, unless it is there already."""
        holder = _holder_of(self._work.session, scan.sha256)
        document = self._holding(scan)
        if document is None:
            document = self._document = self._document or self._waiting() or self._new()
            self._add(document, path, scan)
        if self._dated:
            document.dated = self._dated
        return AttachedScan(path, scan.sha256, document.id, holder)

    def _fitting(self) -> Select[Document]:
        fitting = select(Document).where(Document.file_id == self._file.id, Document.type == self._type.value)
        return fitting.where(Document.number == self._number) if self._number else fitting

    def _holding(self, scan: StoredScan) -> Document | None:
        """The document that holds the scan."""
        held = select(Scan.document_id).where(Scan.sha256 == scan.sha256)
        return self._work.session.scalars(self._fitting().where(Document.id.in_(held))).first()

    def _waiting(self) -> Document | None:
        """The document that the scans were awaited for."""
        fitting = self._fitting().order_by(Document.id)
        if not self._number:
            fitting = fitting.where(~select(Scan.id).where(Scan.document_id == Document.id).exists())
        return self._work.session.scalars(fitting).first()

    def _new(self) -> Document:
        document = Document(
            file_id=self._file.id,
            type=self._type.value,
            number=self._number,
            paper=Paper.MISSING.value,
            repair_order_id=_order_for(self._work.session, self._file, self._type, self._number),
            created_at=self._work.at,
        )
        self._work.session.add(document)
        self._work.session.flush()
        return document

    def _add(self, document: Document, path: Path, scan: StoredScan) -> None:
        row = Scan(
            document_id=document.id,
            sha256=scan.sha256,
            name=kept_text(path.name),
            media_type=scan.media_type.value,
            size=scan.size,
            pages=scan.pages,
            added_at=self._work.at,
        )
        self._work.session.add(row)
        self._work.session.flush()
        self.added += 1


def _order_for(session: Session, file: VehicleFile, type_: DocumentType, number: str | None) -> int | None:
    """The repair order that a service-side document belongs to: by its number, else the file's only one."""
    if type_.side is not Side.SERVICE:
        return None
    orders = session.scalars(select(RepairOrder).where(RepairOrder.file_id == file.id)).all()
    named = [order for order in orders if number and number in {order.order_no, order.settlement_no}]
    found = named or (orders if len(orders) == 1 else [])
    return found[0].id if found else None


def _holder_of(session: Session, sha256: str) -> str | None:
    """The number of a file that holds the same scan already, the first one to get it."""
    return session.scalar(
        select(VehicleFile.file_no)
        .join(Document, Document.file_id == VehicleFile.id)
        .join(Scan, Scan.document_id == Document.id)
        .where(Scan.sha256 == sha256)
        .order_by(Scan.id)
        .limit(1)
    )
