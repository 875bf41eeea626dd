"""Audits: the expected list as it was at the opening, what was counted, marked, explained and signed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.domain.audits import WRONG_MARKS, AuditState
from dealerdesk.storage.models.base import Base, Recorded

_WRONG = ", ".join(f"'{mark.value}'" for mark in WRONG_MARKS)
WRONG_PAPER, WRONG_SCAN = f"paper IN ({_WRONG})", f"scan IN ({_WRONG})"
"""SQL for marks that are discrepancies: an index is used by whoever asks in the same words."""


class Audit(Recorded, Base):
    """One audit (product.md, Annual audit).

    `conditions` is the FILTER of its scope, or the words for a list that is none; `population` how many files
    the scope holds, of which a draw by `seed` took those expected; `fingerprint` is that of its rows when it
    was closed.
    """

    __tablename__ = "audit"

    title: Mapped[str]
    as_of: Mapped[date]
    scope: Mapped[str]
    conditions: Mapped[str | None]
    population: Mapped[int]
    seed: Mapped[int | None]
    state: Mapped[str] = mapped_column(default=AuditState.OPEN.value)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None]


class AuditFile(Recorded, Base):
    """A vehicle file on the expected list, as it was when the audit was opened.

    `file_id` is no foreign key: what an audit expected stays, whatever becomes of the file. `documents` is
    JSON: what the record held of each required type, ``p`` for paper and ``s`` for scan. `cabinet` and
    `place_key` come of the location; by the key, folders sort as they stand (`domain.audits.place_key`).
    """

    __tablename__ = "audit_file"
    constraints = (
        UniqueConstraint("audit_id", "file_no"),
        Index("ix_audit_file_audit_id_file_id", "audit_id", "file_id"),
        Index("ix_audit_file_audit_id_vin", "audit_id", "vin"),
        Index("ix_audit_file_audit_id_plate_key", "audit_id", "plate_key"),
        Index("ix_audit_file_vin_tail", "audit_id", text("substr(vin, -6)")),
        Index("ix_audit_file_file_id", "file_id"),
        Index("ix_audit_file_audit_id_cabinet_place_key", "audit_id", "cabinet", "place_key"),
        Index("ix_audit_file_audit_id_place_key", "audit_id", "place_key"),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    file_id: Mapped[int]
    file_no: Mapped[str]
    vin: Mapped[str | None]
    plate: Mapped[str | None]
    plate_key: Mapped[str | None]
    vehicle: Mapped[str | None]
    owner: Mapped[str | None]
    phone: Mapped[str | None]
    location: Mapped[str | None]
    cabinet: Mapped[str]
    place_key: Mapped[str]
    documents: Mapped[str]


class AuditCount(Recorded, Base):
    """One counter's word on a folder: found at a place ("" where none was said), or looked for in vain.

    `cabinet` is where the folder belongs, as in its `AuditFile`, so that cabinets are counted from an index.
    """

    __tablename__ = "audit_count"
    constraints = (
        UniqueConstraint("entry_id", "said", "place", "counted_by"),
        Index("ix_audit_count_audit_id_counted_at_counted_by", "audit_id", "counted_at", "counted_by"),
        Index("ix_audit_count_audit_id_said_cabinet_entry_id", "audit_id", "said", "cabinet", "entry_id"),
        Index(
            "ix_audit_count_misplaced",
            "audit_id",
            "entry_id",
            sqlite_where=text("NOT right_place"),
            postgresql_where=text("NOT right_place"),
        ),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_file.id"))
    cabinet: Mapped[str]
    said: Mapped[str]
    place: Mapped[str]
    right_place: Mapped[bool]
    counted_by: Mapped[str]
    counted_at: Mapped[datetime]


class AuditStray(Recorded, Base):
    """A scanned code that is not on the expected list, kept once; `code_key` is the file's number if any."""

    __tablename__ = "audit_stray"
    constraints = (UniqueConstraint("audit_id", "code_key"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    code: Mapped[str]
    code_key: Mapped[str]
    kind: Mapped[str]
    file_id: Mapped[int | None]
    file_no: Mapped[str | None]
    place: Mapped[str]
    counted_by: Mapped[str]
    counted_at: Mapped[datetime]


class AuditDocument(Recorded, Base):
    """What was marked of one document type of one expected file: its paper, its scan, a note."""

    __tablename__ = "audit_document"
    constraints = (
        UniqueConstraint("entry_id", "type"),
        Index("ix_audit_document_audit_id", "audit_id"),
        Index(
            "ix_audit_document_wrong_paper",
            "audit_id",
            "paper",
            "entry_id",
            "type",
            sqlite_where=text(WRONG_PAPER),
        ),
        Index(
            "ix_audit_document_wrong_scan",
            "audit_id",
            "scan",
            "entry_id",
            "type",
            sqlite_where=text(WRONG_SCAN),
        ),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_file.id"))
    type: Mapped[str]
    paper: Mapped[str | None]
    scan: Mapped[str | None]
    note: Mapped[str | None]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]


class AuditCard(Recorded, Base):
    """What the paper card in a folder says of one field, compared with the record at the opening."""

    __tablename__ = "audit_card"
    constraints = (
        UniqueConstraint("entry_id", "field"),
        Index("ix_audit_card_audit_id", "audit_id"),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_file.id"))
    field: Mapped[str]
    said: Mapped[str]
    on_paper: Mapped[str | None]
    marked_by: Mapped[str]
    marked_at: Mapped[datetime]


class AuditEvidence(Recorded, Base):
    """A note or a photo of an expected folder or of a stray; a photo's bytes lie in the vault."""

    __tablename__ = "audit_evidence"
    constraints = (
        Index("ix_audit_evidence_audit_id", "audit_id"),
        Index("ix_audit_evidence_entry_id", "entry_id"),
        Index("ix_audit_evidence_stray_id", "stray_id"),
        Index("ix_audit_evidence_sha256", "sha256"),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("audit_file.id"))
    stray_id: Mapped[int | None] = mapped_column(ForeignKey("audit_stray.id"))
    note: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str | None]
    media_type: Mapped[str | None]
    size: Mapped[int | None]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]


class AuditExplanation(Recorded, Base):
    """Cause and action of a discrepancy, of an expected file or a stray.

    `type` is the document's, of a card the field's code, else "".
    """

    __tablename__ = "audit_explanation"
    constraints = (
        UniqueConstraint("entry_id", "fault", "type"),
        UniqueConstraint("stray_id", "fault"),
        Index("ix_audit_explanation_audit_id", "audit_id"),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("audit_file.id"))
    stray_id: Mapped[int | None] = mapped_column(ForeignKey("audit_stray.id"))
    fault: Mapped[str]
    type: Mapped[str]
    cause: Mapped[str]
    action: Mapped[str]
    responsible: Mapped[str]
    due: Mapped[date]


class AuditAssignment(Recorded, Base):
    """Who counts a cabinet."""

    __tablename__ = "audit_assignment"
    constraints = (UniqueConstraint("audit_id", "cabinet"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    cabinet: Mapped[str]
    person: Mapped[str]


class AuditSignature(Recorded, Base):
    """One of the two names under a closed audit."""

    __tablename__ = "audit_signature"
    constraints = (UniqueConstraint("audit_id", "name"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    name: Mapped[str]
    signed_at: Mapped[datetime]
