"""What an audit's findings suggest to change in the record: found out anew whenever somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dealerdesk.domain.audit_findings import DiscrepancyKey
from dealerdesk.domain.audits import (
    CARD_FIELD_LABELS,
    CardField,
    CardSaid,
    Fault,
    Mark,
    Said,
    is_right_place,
)
from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.messages import Message
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.text import fold_line, phone_digits
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.storage.as_it_was import gone_since, last_set_of, row_as_of
from dealerdesk.storage.models import (
    AuditCard,
    AuditCount,
    AuditDocument,
    AuditStray,
    Customer,
    Document,
    VehicleFile,
    Waiver,
)


class CorrectionKind(StrEnum):
    """What a correction does to the record."""

    MOVE = "move"
    """The file's place becomes that where the folder was found."""
    PAPER_MISSING = "paper_missing"
    PAPER_PRESENT = "paper_present"
    WAIVE = "waive"
    """The type is not required of this file."""
    UNARCHIVE = "unarchive"
    CARD_FIELD = "card_field"
    """A field takes what the paper says."""
    OWNER_NAME = "owner_name"
    """The same customer, spelled as on the paper."""
    NEW_OWNER = "new_owner"


CORRECTION_LABELS = {
    CorrectionKind.MOVE: Message("correction.move", "Move the file to {after}"),
    CorrectionKind.PAPER_MISSING: Message(
        "correction.paper_missing", "Note that the paper is missing: {document}"
    ),
    CorrectionKind.PAPER_PRESENT: Message(
        "correction.paper_present", "Note that the paper is there: {document}"
    ),
    CorrectionKind.WAIVE: Message("correction.waive", "Waive the document for this file: {document}"),
    CorrectionKind.UNARCHIVE: Message("correction.unarchive", "Take the file back from the archive"),
    CorrectionKind.CARD_FIELD: Message("correction.card_field", "Write what the paper says: {field} {after}"),
    CorrectionKind.OWNER_NAME: Message("correction.owner_name", "Spell the owner's name {after}"),
    CorrectionKind.NEW_OWNER: Message("correction.new_owner", "Give the vehicle to another owner: {after}"),
}
_IN_WORDS = {
    CorrectionKind.WAIVE: (
        Message("correction.required", "required"),
        Message("correction.waived", "waived"),
    ),
    CorrectionKind.UNARCHIVE: (
        Message("correction.archived", "archived"),
        Message("correction.active", "active"),
    ),
}
_DOCUMENT = Message("correction.document", "{type} {number}")

_FILE = (
    "SELECT v.file_no, v.location, v.vin, v.plate, v.archived_at, v.customer_id, c.name, c.phone "
    "FROM vehicle_file v LEFT JOIN customer c ON c.id = v.customer_id WHERE v.id = ?"
)
_PLACES = (
    "SELECT place, max(id) FROM audit_count "
    f"WHERE entry_id = ? AND said = '{Said.FOUND.value}' AND NOT right_place AND place <> '' "
    "GROUP BY place ORDER BY max(id) DESC"
)
_MARK = "SELECT id, paper, marked_at FROM audit_document WHERE entry_id = ? AND type = ?"
_CARD = "SELECT id, said, on_paper FROM audit_card WHERE entry_id = ? AND field = ?"
_PAPERS = (
    "SELECT id, paper, coalesce(number, dated, ''), created_at <= ? FROM document "
    "WHERE file_id = ? AND type = ? ORDER BY id"
)
_HELD = (Paper.PRESENT, Paper.CHECKED_OUT)


@dataclass(frozen=True, slots=True)
class Correction:
    """One change that a finding suggests; `was` and `becomes` are values as the record writes them.

    `document` is the id of the document it is about, None where one would be made, `owner` the customer on
    whose card it stands. `later` says that somebody changed the record after the counter's word, so that it
    is not overwritten.
    """

    kind: CorrectionKind
    file_id: int
    file_no: str
    was: str
    becomes: str
    type: DocumentType | None = None
    field: CardField | None = None
    document: int | None = None
    number: str = ""
    owner: int | None = None
    later: bool = False

    def said(self) -> str:
        """What it does, in the current language."""
        document = TYPE_LABELS[self.type].said() if self.type else ""
        if self.number:
            document = _DOCUMENT.said(type=document, number=self.number)
        field = CARD_FIELD_LABELS[self.field] if self.field else ""
        return CORRECTION_LABELS[self.kind].said(after=self.after, document=document, field=field)

    @property
    def before(self) -> str:
        """What the record says now, in the current language."""
        return self._in_words(self.was, 0)

    @property
    def after(self) -> str:
        """What it would say, in the current language."""
        return self._in_words(self.becomes, 1)

    def _in_words(self, value: str, side: int) -> str:
        if self.kind in _IN_WORDS:
            return _IN_WORDS[self.kind][side].said()
        if self.kind in {CorrectionKind.PAPER_MISSING, CorrectionKind.PAPER_PRESENT}:
            return PAPER_LABELS[Paper(value)].said() if value else ""
        return value


@dataclass(frozen=True, slots=True)
class _Record:
    """What the record says of a file now."""

    connection: Any
    file_id: int
    file_no: str
    location: str | None
    vin: str | None
    plate: str | None
    archived_at: str | None
    owner_id: int | None
    owner: str | None
    phone: str | None

    def suggest(self, kind: CorrectionKind, was: str, becomes: str, **about: Any) -> Correction:
        return Correction(kind, self.file_id, self.file_no, was, becomes, **about)

    def changed(self, column: str, word: int) -> bool:
        """Whether the file's column has another value than when the change set `word` was made."""
        then = row_as_of(self.connection, VehicleFile, self.file_id, word)
        now = row_as_of(self.connection, VehicleFile, self.file_id, _NOW)
        return then is None or now is None or then.get(column) != now.get(column)


_NOW = 2**62
"""Later than every change set."""


def corrections(connection: Any, audit_id: int, key: DiscrepancyKey) -> tuple[Correction, ...]:
    """What could be changed in the record about a discrepancy or a contradiction; often nothing."""
    find = _FINDERS.get(key.fault)
    record = _record(connection, audit_id, key)
    return tuple(find(record, key)) if find and record else ()


def _record(connection: Any, audit_id: int, key: DiscrepancyKey) -> _Record | None:
    """The file that the key is about, None where the record has none."""
    table, row_id = ("audit_file", key.entry_id) if key.stray_id is None else ("audit_stray", key.stray_id)
    asked = f"SELECT file_id FROM {table} WHERE id = ? AND audit_id = ?"
    found = connection.execute(asked, (row_id, audit_id)).fetchone()
    row = connection.execute(_FILE, found).fetchone() if found and found[0] is not None else None
    return _Record(connection, found[0], *row) if row else None


def _moves(record: _Record, key: DiscrepancyKey) -> Iterator[Correction]:
    for place, count_id in record.connection.execute(_PLACES, (key.entry_id,)).fetchall():
        if record.location and is_right_place(record.location, place):
            continue
        word = last_set_of(record.connection, AuditCount, count_id)
        yield record.suggest(
            CorrectionKind.MOVE, record.location or "", place, later=record.changed("location", word)
        )


def _papers(record: _Record, key: DiscrepancyKey) -> Iterator[Correction]:
    marked = record.connection.execute(_MARK, (key.entry_id, key.type_code)).fetchone()
    if marked is None or marked[1] is None:
        return
    word = last_set_of(record.connection, AuditDocument, marked[0])
    rows = record.connection.execute(_PAPERS, (marked[2], record.file_id, key.type_code)).fetchall()
    type_, mark = DocumentType(key.type_code), Mark(marked[1])
    if mark is Mark.MISSING:
        for document, paper, number, was_there in rows:
            if paper == Paper.PRESENT and was_there:
                found = record.suggest(CorrectionKind.PAPER_MISSING, paper, Paper.MISSING.value, type=type_)
                yield _about(record, found, document, number, word)
    elif mark is Mark.PRESENT and not any(row[1] in _HELD for row in rows):
        found = record.suggest(CorrectionKind.PAPER_PRESENT, "", Paper.PRESENT.value, type=type_)
        for document, paper, number, _ in rows:
            yield _about(record, replace(found, was=paper), document, number, word)
        if not rows:
            later = gone_since(record.connection, Document, record.file_id, type_.value, word)
            yield replace(found, later=later)
    elif mark is Mark.NOT_APPLICABLE and _is_required(record, key):
        later = gone_since(record.connection, Waiver, record.file_id, type_.value, word)
        yield record.suggest(CorrectionKind.WAIVE, "", type_.value, type=type_, later=later)


def _about(record: _Record, found: Correction, document: int, number: str, word: int) -> Correction:
    then = row_as_of(record.connection, Document, document, word)
    later = then is None or then.get("paper") != found.was
    return replace(found, document=document, number=str(number), later=later)


def _is_required(record: _Record, key: DiscrepancyKey) -> bool:
    required = record.connection.execute(
        "SELECT documents ->> ? IS NOT NULL FROM audit_file WHERE id = ?", (key.type_code, key.entry_id)
    ).fetchone()
    waived = record.connection.execute(
        "SELECT 1 FROM waiver WHERE file_id = ? AND type = ?", (record.file_id, key.type_code)
    ).fetchone()
    return bool(required and required[0]) and waived is None


def _fields(record: _Record, key: DiscrepancyKey) -> Iterator[Correction]:
    said = record.connection.execute(_CARD, (key.entry_id, key.type_code)).fetchone()
    if said is None or said[1] != CardSaid.DIFFERS:
        return
    field, paper = CardField(key.type_code), fold_line(said[2] or "")
    now = {
        CardField.VIN: record.vin,
        CardField.PLATE: record.plate,
        CardField.OWNER: record.owner,
        CardField.PHONE: record.phone,
    }[field]
    compared = _COMPARED_BY.get(field, fold_line)
    if not paper or compared(paper) == compared(now or ""):
        return
    word = last_set_of(record.connection, AuditCard, said[0])
    if field in {CardField.VIN, CardField.PLATE}:
        later = record.changed(field.value, word)
    else:
        later = _owner_changed(record, "name" if field is CardField.OWNER else "phone", word)
    kinds: tuple[CorrectionKind, ...] = (CorrectionKind.CARD_FIELD,)
    if field is CardField.OWNER:
        kinds = (CorrectionKind.OWNER_NAME,) * (now is not None) + (CorrectionKind.NEW_OWNER,)
    for kind in kinds:
        yield record.suggest(kind, now or "", paper, field=field, later=later, owner=record.owner_id)


_COMPARED_BY: Mapping[CardField, Callable[[str], str | None]] = {
    CardField.VIN: normalise_vin,
    CardField.PLATE: plate_key,
    CardField.PHONE: phone_digits,
}


def _owner_changed(record: _Record, column: str, word: int) -> bool:
    if record.changed("customer_id", word):
        return True
    if record.owner_id is None:
        return False
    then = row_as_of(record.connection, Customer, record.owner_id, word)
    now = row_as_of(record.connection, Customer, record.owner_id, _NOW)
    return then is None or now is None or then.get(column) != now.get(column)


def _unarchive(record: _Record, key: DiscrepancyKey) -> Iterator[Correction]:
    if record.archived_at is not None and key.stray_id is not None:
        word = last_set_of(record.connection, AuditStray, key.stray_id)
        later = record.changed("archived_at", word)
        yield record.suggest(CorrectionKind.UNARCHIVE, "archived", "active", later=later)


_FINDERS: Mapping[Fault, Callable[[_Record, DiscrepancyKey], Iterator[Correction]]] = {
    Fault.MISPLACED: _moves,
    Fault.CONFLICT: _moves,
    Fault.PAPER: _papers,
    Fault.CARD: _fields,
    Fault.ARCHIVED: _unarchive,
}
