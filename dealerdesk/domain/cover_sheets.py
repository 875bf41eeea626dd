"""What the sheet in front of a folder says, and a line of the cabinet's index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealerdesk.domain.documents import DocumentType
from dealerdesk.domain.labels import FolderLabel


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A type of document: whether it must be there, and what the record has of it."""

    type: DocumentType
    is_required: bool
    is_waived: bool
    has_paper: bool
    has_scan: bool
    remark: str


@dataclass(frozen=True, slots=True)
class CoverAudit:
    """What the audit of a year found of the folder: when and by whom it was counted, and what was wrong."""

    year: int
    on: date
    counted_by: str
    remark: str


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """One vehicle file as its cover sheet shows it, on `printed_on`."""

    label: FolderLabel
    vehicle: str
    phone: str | None
    registered: date | None
    kind: str
    lines: tuple[CoverLine, ...]
    present: int
    required: int
    dealership: str
    printed_on: date
    printed_by: str
    audits: tuple[CoverAudit, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A vehicle file in the index of the cabinet."""

    label: FolderLabel
    vehicle: str
    present: int
    required: int
