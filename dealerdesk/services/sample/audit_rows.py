"""The rows of a sample's audits as they are stored; the expected lists are frozen by the database itself."""

from __future__ import annotations

from typing import NamedTuple


class NewAudit(NamedTuple):
    """A row of ``audit``."""

    id: int
    title: str
    as_of: str
    scope: str
    conditions: str | None
    population: int
    seed: int | None
    state: str
    opened_at: str
    opened_by: int
    closed_at: str | None
    fingerprint: str | None


class NewAssignment(NamedTuple):
    """A row of ``audit_assignment``."""

    id: int
    audit_id: int
    cabinet: str
    person: str


class NewCount(NamedTuple):
    """A row of ``audit_count``."""

    id: int
    audit_id: int
    entry_id: int
    cabinet: str
    said: str
    place: str
    right_place: bool
    counted_by: str
    counted_at: str


class NewStray(NamedTuple):
    """A row of ``audit_stray``."""

    id: int
    audit_id: int
    code: str
    code_key: str
    kind: str
    file_id: int | None
    file_no: str | None
    place: str
    counted_by: str
    counted_at: str


class NewMark(NamedTuple):
    """A row of ``audit_document``."""

    id: int
    audit_id: int
    entry_id: int
    type: str
    paper: str | None
    scan: str | None
    note: str | None
    marked_by: str
    marked_at: str


class NewCardMark(NamedTuple):
    """A row of ``audit_card``."""

    id: int
    audit_id: int
    entry_id: int
    field: str
    said: str
    on_paper: str | None
    marked_by: str
    marked_at: str


class NewEvidence(NamedTuple):
    """A row of ``audit_evidence``."""

    id: int
    audit_id: int
    entry_id: int | None
    stray_id: int | None
    note: str
    name: str
    sha256: str | None
    media_type: str | None
    size: int | None
    noted_by: str
    noted_at: str


class NewExplanation(NamedTuple):
    """A row of ``audit_explanation``."""

    id: int
    audit_id: int
    entry_id: int | None
    stray_id: int | None
    fault: str
    type: str
    cause: str
    action: str
    responsible: str
    due: str


class NewSignature(NamedTuple):
    """A row of ``audit_signature``."""

    id: int
    audit_id: int
    name: str
    signed_at: str
