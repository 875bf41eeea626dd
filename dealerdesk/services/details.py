"""One vehicle file in full, as plain values; `file_details` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from dealerdesk.domain.completeness import Completeness
from dealerdesk.domain.documents import DocumentType

if TYPE_CHECKING:  # start-up: lists show details, and need nothing of how values are read
    from dealerdesk.domain.values import Value

Values: TypeAlias = "dict[str, Value]"
"""Values by field code."""


@dataclass(frozen=True, slots=True)
class ScanDetail:
    """One scan of a document; its bytes are in the vault under `sha256`."""

    id: int
    name: str
    sha256: str
    media_type: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """One document with its scans; codes of `type` and `paper` are those of `domain.documents`."""

    id: int
    type: str
    number: str | None
    dated: date | None
    amount: Value
    expiry: date | None
    note: str | None
    paper: str
    order_no: str | None
    scans: tuple[ScanDetail, ...]
    order_id: int | None


@dataclass(frozen=True, slots=True)
class WaiverDetail:
    """A document type that the file need not hold: why, and who said so."""

    type: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """One repair order, by field codes, with its lines."""

    id: int
    values: Values
    lines: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A plate or an owner of before, and the day on which another took over."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class FileDetail:
    """A vehicle file in full; `values` and `customer` are by field codes, `customer` None without owner."""

    id: int
    values: Values
    customer: Values | None
    customer_id: int | None
    old_plates: tuple[Earlier, ...]
    old_owners: tuple[Earlier, ...]
    documents: tuple[DocumentDetail, ...]
    orders: tuple[OrderDetail, ...]
    policies: tuple[Values, ...]
    completeness: Completeness
    created_at: datetime
    archived_at: datetime | None
    archive_reason: str | None
    waivers: tuple[WaiverDetail, ...]
    required_types: tuple[DocumentType, ...]
    """Those that files of this kind must hold, waived ones and those of the service side among them."""
    paper_and_scan: bool
    """Whether a required document must be there on paper and as a scan."""
    insurance_warned_from: date
    """An insurance that ends by this day is said to end soon."""

    @property
    def archived(self) -> bool:
        """Whether the file is put away."""
        return bool(self.values["archived"])
