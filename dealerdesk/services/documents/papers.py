"""What people do with a file's documents beside attaching scans: fields, paper, place, waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealerdesk.domain.document_fields import DOCUMENT_FIELDS, document_field
from dealerdesk.domain.documents import DocumentType, Paper, Side
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.fields import PAPER
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_text
from dealerdesk.domain.values import read_value, text_of
from dealerdesk.services.actions import (
    DOCUMENT_EDITED,
    DOCUMENT_MADE,
    DOCUMENT_MOVED,
    DOCUMENT_REMOVED,
    PAPER_NOTED,
    SCAN_MOVED,
    SCAN_REMOVED,
    WAIVED,
    WAIVER_TAKEN_BACK,
)
from dealerdesk.services.documents.rows import get_document, get_order_of, get_scan
from dealerdesk.services.editing import CHOICE_EMPTY, UNKNOWN_FIELD, ValueRefusedError
from dealerdesk.services.refs import get_known_file
from dealerdesk.storage.models import Document, Scan, Waiver
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork

CHANGED_MEANWHILE = Message(
    "document_changed_meanwhile",
    "Somebody changed {fields} of this document meanwhile. Look at what stands there now, then save again.",
)
HAS_SCANS = Message(
    "document_has_scans", "This document still has {count} scan.", "This document still has {count} scans."
)
WAIVER_REASON = Message("waiver_reason", "Say in a few words why the document is not required.")
SAME_SCAN_THERE = Message("same_scan_there", "That document has the same scan already.")
SCAN_ELSEWHERE = Message(
    "scan_elsewhere", "A scan moves within its vehicle file only. Save a copy and attach that instead."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to a document; `change` is None when everything was so already."""

    document: int
    change: int | None


class Papers:
    """The documents of one dealership's files; each method is one action that can be undone."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def create(
        self,
        file_id: int,
        type_: DocumentType,
        changes: Mapping[str, str],
        *,
        order: int | None = None,
        was_empty: bool = False,
    ) -> Written:
        """Make a document without a scan; its paper is present unless `changes` say otherwise.

        `order` is the repair order that a document of the service side belongs to. With `was_empty`, where
        the person saw no such document, one that is there by now is written to instead. Raises what `edit`
        raises for values, ``file_gone`` and ``repair_order_gone``.
        """
        there = self._find(file_id, type_, order) if was_empty else None
        if there is not None:
            return self.edit(there, changes or {PAPER.code: Paper.PRESENT.value})
        with self._database.writing(Label(DOCUMENT_MADE), author=self._author) as work:
            file = get_known_file(work.session, file_id)
            document = Document(file_id=file.id, type=type_.value, created_at=work.at)
            document.paper = Paper.PRESENT.value
            document.repair_order_id = _order_for(work.session, file.id, type_, order)
            _write(document, changes)
            work.session.add(document)
            work.session.flush()
            _name(work, document)
            made = document.id
        return _written(work, made)

    def _find(self, file_id: int, type_: DocumentType, order: int | None) -> int | None:
        found = select(Document.id).where(Document.file_id == file_id, Document.type == type_.value)
        if order is not None:
            found = found.where(Document.repair_order_id == order)
        with self._database.reading() as session:
            return session.scalars(found.order_by(Document.id)).first()

    def edit(
        self, document_id: int, changes: Mapping[str, str], seen: Mapping[str, str] | None = None
    ) -> Written:
        """Write what was typed into fields, by the codes of `DOCUMENT_FIELDS`; empty text empties a field.

        `seen` are the texts that the person had before them: where others stand there by now, nothing is
        written. Raises ``unknown_field``, ``choice_empty``, `ValueRefusedError`, ``document_gone``,
        ``document_changed_meanwhile``.
        """
        with self._database.writing(Label(DOCUMENT_EDITED), author=self._author) as work:
            document = get_document(work.session, document_id)
            _refuse_changed(document, changes, seen or {})
            _write(document, changes)
            _name(work, document)
        return _written(work, document_id)

    def note_paper(self, document_id: int, paper: Paper) -> Written:
        """Note where the paper of a document is; a document of which nothing is left by that goes.

        Raises ``document_gone``.
        """
        with self._database.writing(Label(PAPER_NOTED), author=self._author) as work:
            document = get_document(work.session, document_id)
            document.paper = paper.value
            _name(work, document, paper=paper.value)
            _remove_if_bare(work.session, document)
        return _written(work, document_id)

    def move(self, document_id: int, type_: DocumentType, order: int | None = None) -> Written:
        """Make a document one of `type_`, of the repair order `order` where that is of the service side.

        Raises ``document_gone`` and ``repair_order_gone``.
        """
        with self._database.writing(Label(DOCUMENT_MOVED), author=self._author) as work:
            document = get_document(work.session, document_id)
            document.type = type_.value
            document.repair_order_id = _order_for(work.session, document.file_id, type_, order)
            _name(work, document)
        return _written(work, document_id)

    def remove(self, document_id: int) -> Written:
        """Take a document without scans out of its file; raises ``document_gone``, ``document_has_scans``."""
        with self._database.writing(Label(DOCUMENT_REMOVED), author=self._author) as work:
            document = get_document(work.session, document_id)
            held = work.session.scalar(
                select(func.count()).select_from(Scan).where(Scan.document_id == document.id)
            )
            if held:
                raise DealerDeskError(HAS_SCANS, count=held)
            _name(work, document)
            work.session.delete(document)
        return _written(work, document_id)

    def remove_scan(self, scan_id: int) -> Written:
        """Take a scan off its document; its bytes stay in the vault, so that it can come back.

        A document that has nothing but this scan goes with it. Raises ``scan_gone``.
        """
        with self._database.writing(Label(SCAN_REMOVED), author=self._author) as work:
            scan = get_scan(work.session, scan_id)
            document_id = scan.document_id
            document = get_document(work.session, document_id)
            _name(work, document, name=scan.name)
            work.session.delete(scan)
            work.session.flush()
            _remove_if_bare(work.session, document)
        return _written(work, document_id)

    def move_scan(self, scan_id: int, document_id: int) -> Written:
        """Hang a scan on another document of its file; the one it leaves goes if it has nothing else.

        Raises ``scan_gone``, ``document_gone``, ``scan_elsewhere``, ``same_scan_there``.
        """
        with self._database.writing(Label(SCAN_MOVED), author=self._author) as work:
            scan = get_scan(work.session, scan_id)
            before = get_document(work.session, scan.document_id)
            target = get_document(work.session, document_id)
            if before.file_id != target.file_id:
                raise DealerDeskError(SCAN_ELSEWHERE)
            there = select(Scan.id).where(Scan.document_id == target.id, Scan.sha256 == scan.sha256)
            if target is not before and work.session.scalar(there):
                raise DealerDeskError(SAME_SCAN_THERE)
            scan.document_id = target.id
            work.session.flush()
            _name(work, target, name=scan.name)
            if target is not before:
                _remove_if_bare(work.session, before)
        return _written(work, document_id)

    def waive(self, file_id: int, type_: DocumentType, reason: str) -> int | None:
        """Say why a file need not hold a document type; a new reason takes the place of the one before.

        Returns the change set. Raises ``waiver_reason`` when there is none, and ``file_gone``.
        """
        words = fold_text(reason)
        if not words:
            raise DealerDeskError(WAIVER_REASON)
        with self._database.writing(Label(WAIVED), author=self._author) as work:
            _name_type(work, file_id, type_)
            waiver = _find_waiver(work.session, file_id, type_)
            if waiver is None:
                waiver = Waiver(file_id=file_id, type=type_.value, reason=words, waived_by=work.author)
                work.session.add(waiver)
            elif waiver.reason != words:
                waiver.reason, waiver.waived_by = words, work.author
        return work.change.set_id if work.change else None

    def unwaive(self, file_id: int, type_: DocumentType) -> None:
        """Ask a file for a document type again, if it was not to hold it; raises ``file_gone``."""
        with self._database.writing(Label(WAIVER_TAKEN_BACK), author=self._author) as work:
            waiver = _find_waiver(work.session, file_id, type_)
            if waiver is not None:
                work.session.delete(waiver)
            _name_type(work, file_id, type_)


def _write(document: Document, changes: Mapping[str, str]) -> None:
    for code, text in changes.items():
        field = document_field(code)
        if field is None:
            raise DealerDeskError(UNKNOWN_FIELD, field=code, fields=[known.code for known in DOCUMENT_FIELDS])
        reading = read_value(field, text)
        if reading.error:
            raise ValueRefusedError(field, reading.error)
        if field is PAPER and reading.value is None:
            raise DealerDeskError(CHOICE_EMPTY, field=field.label, choices=list(Paper))
        setattr(document, code, reading.value)


def _refuse_changed(document: Document, changes: Iterable[str], seen: Mapping[str, str]) -> None:
    """Refuse where the person would write over what somebody else wrote after they looked."""
    changed = [
        field.label
        for field in DOCUMENT_FIELDS
        if field.code in changes
        and field.code in seen
        and text_of(field, getattr(document, field.code)) != seen[field.code]
    ]
    if changed:
        raise DealerDeskError(CHANGED_MEANWHILE, fields=changed)


def _order_for(session: Session, file_id: int, type_: DocumentType, order: int | None) -> int | None:
    if order is None or type_.side is not Side.SERVICE:
        return None
    return get_order_of(session, file_id, order).id


def _remove_if_bare(session: Session, document: Document) -> None:
    """Take away a document of which nothing is left: no scan, no paper, nothing written."""
    written = (document.number, document.dated, document.amount, document.expiry, document.note)
    held = session.scalar(select(func.count()).select_from(Scan).where(Scan.document_id == document.id))
    if document.paper == Paper.MISSING and not held and not any(value is not None for value in written):
        session.delete(document)


def _find_waiver(session: Session, file_id: int, type_: DocumentType) -> Waiver | None:
    return session.scalar(select(Waiver).where(Waiver.file_id == file_id, Waiver.type == type_.value))


def _name(work: UnitOfWork, document: Document, **params: str) -> None:
    _name_type(work, document.file_id, DocumentType(document.type), **params)


def _name_type(work: UnitOfWork, file_id: int, type_: DocumentType, **params: str) -> None:
    file = get_known_file(work.session, file_id)
    work.name(file_no=file.file_no, type=type_.value, **params)


def _written(work: UnitOfWork, document_id: int) -> Written:
    return Written(document_id, work.change.set_id if work.change else None)
