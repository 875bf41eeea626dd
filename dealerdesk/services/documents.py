"""Documents of a vehicle file and their scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.progress import Progress, Silent
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

    def attach(
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
        waits for its scan; otherwise they make a new document. A scan that this document has already is
        not added twice. Paths that cannot be read as scans are refused one by one.
        """
        with self._database.reading() as session:
            get_file(session, ref)
        stored, refused = self._store(paths, progress or Silent())
        attached: tuple[AttachedScan, ...] = ()
        change = None
        if stored:
            with self._database.writing(Label(ATTACHED), author=self._author) as work:
                file = get_file(work.session, ref)
                document = _document_for(work, file, type_, number, dated)
                attached = tuple(_add_scan(work, file, document, path, scan) for path, scan in stored)
                work.name(file_no=file.file_no, count=len(stored))
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


_AT_ONCE = 32


def _document_for(
    work: UnitOfWork, file: VehicleFile, type_: DocumentType, number: str | None, dated: date | None
) -> Document:
    same_type = select(Document).where(Document.file_id == file.id, Document.type == type_.value)
    if number:
        found = work.session.scalar(same_type.where(Document.number == number))
    else:
        found = work.session.scalar(
            same_type.where(~select(Scan.id).where(Scan.document_id == Document.id).exists())
            .order_by(Document.id)
            .limit(1)
        )
    if found is None:
        found = Document(
            file_id=file.id,
            type=type_.value,
            number=number,
            paper=Paper.MISSING.value,
            repair_order_id=_order_for(work.session, file, type_, number),
            created_at=work.at,
        )
        work.session.add(found)
    if dated:
        found.dated = dated
    work.session.flush()
    return found


def _order_for(session: Session, file: VehicleFile, type_: DocumentType, number: str | None) -> int | None:
    """The repair order that a service-side document belongs to: by its number, else the file's only one."""
    if type_.side is not Side.SERVICE:
        return None
    orders = session.scalars(select(RepairOrder).where(RepairOrder.file_id == file.id)).all()
    named = [order for order in orders if number and number in {order.order_no, order.settlement_no}]
    found = named or (orders if len(orders) == 1 else [])
    return found[0].id if found else None


def _add_scan(
    work: UnitOfWork, file: VehicleFile, document: Document, path: Path, scan: StoredScan
) -> AttachedScan:
    holder = _holder_of(work.session, scan.sha256)
    if not work.session.scalar(
        select(Scan.id).where(Scan.document_id == document.id, Scan.sha256 == scan.sha256)
    ):
        work.session.add(
            Scan(
                document_id=document.id,
                sha256=scan.sha256,
                name=path.name,
                media_type=scan.media_type.value,
                size=scan.size,
                pages=scan.pages,
                added_at=work.at,
            )
        )
        work.session.flush()
    return AttachedScan(path, scan.sha256, document.id, holder)


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
