"""Documents of a vehicle file, their scans, and waived types."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.domain.documents import Paper
from dealerdesk.storage.models.base import Base, Recorded


class Document(Recorded, Base):
    """One document (product.md, The vehicle file, point 6)."""

    __tablename__ = "document"
    constraints = (Index("ix_document_file_id_type", "file_id", "type"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"))
    type: Mapped[str]
    number: Mapped[str | None] = mapped_column(index=True)
    dated: Mapped[date | None]
    amount: Mapped[Decimal | None]
    expiry: Mapped[date | None]
    note: Mapped[str | None]
    paper: Mapped[str] = mapped_column(default=Paper.MISSING.value)
    repair_order_id: Mapped[int | None] = mapped_column(ForeignKey("repair_order.id"), index=True)
    created_at: Mapped[datetime]


class Scan(Recorded, Base):
    """One scanned file of a document; its bytes lie in the vault under `sha256`."""

    __tablename__ = "scan"
    constraints = (UniqueConstraint("document_id", "sha256"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    added_at: Mapped[datetime]


class Waiver(Recorded, Base):
    """A document type that one file need not hold, with the reason and who said so."""

    __tablename__ = "waiver"
    constraints = (UniqueConstraint("file_id", "type"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"))
    type: Mapped[str]
    reason: Mapped[str]
    waived_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
