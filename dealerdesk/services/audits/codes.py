"""From a scanned or typed code to what it stands for: an expected folder, another file, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.audits import Scope, StrayKind
from dealerdesk.domain.plates import plate_key
from dealerdesk.domain.text import fold_identifier, fold_line
from dealerdesk.domain.vin import normalise_vin
from dealerdesk.services.refs import SHORTEST_TAIL

LABEL_MARK = "DD:"
"""What a label's code may begin with, before the file number."""
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
"""What a scanner may send first: the kind of code, as ``]Q1`` for a QR code (ISO/IEC 15424)."""

_ENTRY = (
    "SELECT id, file_id, file_no, vin, plate, vehicle, owner, location FROM audit_file WHERE audit_id = ?"
)
_ENTRY_OF_FILE = f"{_ENTRY} AND file_id = ?"
_FILE = (
    "SELECT created_at, archived_at, id, file_no, vin, plate, "
    "nullif(trim(coalesce(make, '') || ' ' || coalesce(model, '')), ''), "
    "(SELECT name FROM customer WHERE customer.id = customer_id), location FROM vehicle_file WHERE"
)

Way = tuple[str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """What counting asks of the audit itself."""

    id: int
    title: str
    scope: Scope
    opened_at: str


@dataclass(frozen=True, slots=True)
class FolderLine:
    """What is known of a folder: as it was at the opening, or of a stray as the record has it now."""

    file_id: int
    file_no: str
    vin: str | None
    plate: str | None
    vehicle: str | None
    owner: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder of the expected list."""

    id: int
    line: FolderLine

    @property
    def file_no(self) -> str:
        """Its file's number."""
        return self.line.file_no

    @property
    def location(self) -> str | None:
        """Where it belongs."""
        return self.line.location


@dataclass(frozen=True, slots=True)
class Stray:
    """A code that is not on the expected list; with the file that it names, if any."""

    kind: StrayKind
    key: str
    line: FolderLine | None = None

    @property
    def file_no(self) -> str | None:
        """The number of the file that it names."""
        return self.line.file_no if self.line else None


def look_up(connection: Any, audit: OpenAudit, code: str) -> Entry | Stray:
    """What `code` stands for: on the expected list by what was known at the opening, else in the record.

    A code that fits several is taken for none.
    """
    code = _bare(code)
    unknown = Stray(StrayKind.UNKNOWN, fold_identifier(code))
    for sql, params in _ways_on_list(audit.id, code):
        found = connection.execute(f"{sql} LIMIT 2", params).fetchall()
        if found:
            return _entry(found[0]) if len(found) == 1 else unknown
    for sql, params in _ways_in_record(code):
        found = connection.execute(f"{sql} LIMIT 2", params).fetchall()
        if found:
            return _of_file(connection, audit, found[0]) if len(found) == 1 else unknown
    return unknown


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(row[0], FolderLine(*row[1:]))


def _of_file(connection: Any, audit: OpenAudit, file: tuple[Any, ...]) -> Entry | Stray:
    """A file of the record: on the list after all, by another number or plate, or a stray of some kind."""
    created_at, archived_at, *told = file
    line = FolderLine(*told)
    entry = connection.execute(_ENTRY_OF_FILE, (audit.id, line.file_id)).fetchone()
    if entry:
        return _entry(entry)
    if archived_at is not None:
        kind = StrayKind.ARCHIVED
    elif audit.scope is Scope.ALL or created_at > audit.opened_at:
        kind = StrayKind.CREATED
    else:
        kind = StrayKind.BESIDE
    return Stray(kind, line.file_no, line)


def _bare(code: str) -> str:
    text = _SYMBOLOGY.sub("", fold_line(code))
    return text[len(LABEL_MARK) :] if text.upper().startswith(LABEL_MARK) else text


def _ways_on_list(audit_id: int, code: str) -> Iterator[Way]:
    """The ways to find `code` on the expected list, the most certain first; each walks an index."""
    vin, plate = normalise_vin(code), plate_key(code)
    yield f"{_ENTRY} AND file_no = ?", (audit_id, code)
    yield f"{_ENTRY} AND file_no = ?", (audit_id, fold_identifier(code))
    if vin:
        yield f"{_ENTRY} AND vin = ?", (audit_id, vin)
    if plate:
        yield f"{_ENTRY} AND plate_key = ?", (audit_id, plate)
    if len(vin) >= SHORTEST_TAIL:
        tail = vin[-SHORTEST_TAIL:]
        yield f"{_ENTRY} AND substr(vin, -6) = ? AND substr(vin, ?) = ?", (audit_id, tail, -len(vin), vin)


def _ways_in_record(code: str) -> Iterator[Way]:
    """The ways to find `code` among all vehicle files; each walks an index, the last one what is archived."""
    vin, plate = normalise_vin(code), plate_key(code)
    yield f"{_FILE} file_no = ?", (code,)
    yield f"{_FILE} file_no = ?", (fold_identifier(code),)
    if vin:
        yield f"{_FILE} vin = ?", (vin,)
    if plate:
        yield f"{_FILE} plate_key = ? AND archived_at IS NULL", (plate,)
        yield f"{_FILE} id IN (SELECT file_id FROM plate_record WHERE plate_key = ?)", (plate,)
    if len(vin) >= SHORTEST_TAIL:
        tail = vin[-SHORTEST_TAIL:]
        yield f"{_FILE} substr(vin, -6) = ? AND substr(vin, ?) = ?", (tail, -len(vin), vin)
    if plate:
        yield f"{_FILE} archived_at IS NOT NULL AND plate_key = ?", (plate,)
