"""The rows of a sample as they are stored: dates as ISO text, amounts in ten-thousandths, ids given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from dealerdesk.services.sample.audit_rows import (
    NewAssignment,
    NewAudit,
    NewCardMark,
    NewCount,
    NewEvidence,
    NewExplanation,
    NewMark,
    NewSignature,
    NewStray,
)


class NewUser(NamedTuple):
    """A row of ``user``."""

    id: int
    name: str
    role: str
    active: bool


class NewCustomer(NamedTuple):
    """A row of ``customer``."""

    id: int
    customer_no: str
    name: str
    kind: str
    id_number: str | None
    company_number: str | None
    phone: str
    contact_person: str | None
    actual_user: str | None
    occupation: str | None
    birth_date: str | None
    registered_address: str
    registered_phone: str | None
    mailing_address: str | None
    mailing_phone: str | None
    consent_to_call: bool | None
    preferences: str | None
    special_days: str | None
    notes: str | None


class NewFile(NamedTuple):
    """A row of ``vehicle_file``."""

    id: int
    file_no: str
    vin: str
    plate: str | None
    plate_key: str | None
    engine_no: str
    make: str
    model: str
    colour: str
    manufacture_date: str
    registration_date: str | None
    use: str
    kind: str
    location: str | None
    responsible: str
    odometer: int | None
    last_visit: str | None
    next_service: str | None
    next_inspection: str | None
    insurance_ends: str | None
    notes: str | None
    customer_id: int
    contact_person: str | None
    contact_phone: str | None
    actual_user: str | None
    user_phone: str | None
    state: str
    created_at: str
    created_by: int
    verified_at: str | None
    verified_by: int | None
    filed_at: str | None
    filed_by: int | None
    archived_at: str | None
    archive_reason: str | None


class NewPlateRecord(NamedTuple):
    """A row of ``plate_record``."""

    id: int
    file_id: int
    plate: str
    plate_key: str
    until: str


class NewOwnerRecord(NamedTuple):
    """A row of ``owner_record``."""

    id: int
    file_id: int
    customer_id: int
    until: str


class NewPolicy(NamedTuple):
    """A row of ``policy``."""

    id: int
    file_id: int
    policy_no: str
    policy_kind: str
    insurer: str
    starts: str
    ends: str
    premium: int


class NewOrder(NamedTuple):
    """A row of ``repair_order``."""

    id: int
    order_no: str
    file_id: int
    date_in: str
    date_out: str | None
    odometer_in: int
    odometer_out: int | None
    advisor: str
    technician: str
    reported_fault: str
    parts_cost: int
    labour_cost: int
    other_cost: int
    total: int
    settlement_no: str | None
    settled_on: str | None
    repeat_of: str | None
    order_consent: bool | None


class NewLine(NamedTuple):
    """A row of ``repair_line``."""

    id: int
    order_id: int
    line_no: int
    line_kind: str
    line_code: str
    line_description: str
    line_quantity: int
    line_unit_price: int
    line_amount: int


class NewWaiver(NamedTuple):
    """A row of ``waiver``."""

    id: int
    file_id: int
    type: str
    reason: str
    waived_by: int


class NewDocument(NamedTuple):
    """A row of ``document``."""

    id: int
    file_id: int
    type: str
    number: str | None
    dated: str | None
    amount: int | None
    expiry: str | None
    note: str | None
    paper: str
    repair_order_id: int | None
    created_at: str


class NewScan(NamedTuple):
    """A row of ``scan``."""

    id: int
    document_id: int
    sha256: str
    name: str
    media_type: str
    size: int
    pages: int
    added_at: str


Row = (
    NewUser
    | NewCustomer
    | NewFile
    | NewPlateRecord
    | NewOwnerRecord
    | NewPolicy
    | NewOrder
    | NewLine
    | NewWaiver
    | NewDocument
    | NewScan
    | NewAudit
    | NewAssignment
    | NewCount
    | NewStray
    | NewMark
    | NewCardMark
    | NewEvidence
    | NewExplanation
    | NewSignature
)

TABLES: Final[dict[type[Row], str]] = {
    NewUser: "user",
    NewCustomer: "customer",
    NewFile: "vehicle_file",
    NewPlateRecord: "plate_record",
    NewOwnerRecord: "owner_record",
    NewPolicy: "policy",
    NewOrder: "repair_order",
    NewLine: "repair_line",
    NewWaiver: "waiver",
    NewDocument: "document",
    NewScan: "scan",
    NewAudit: "audit",
    NewAssignment: "audit_assignment",
    NewCount: "audit_count",
    NewStray: "audit_stray",
    NewMark: "audit_document",
    NewCardMark: "audit_card",
    NewEvidence: "audit_evidence",
    NewExplanation: "audit_explanation",
    NewSignature: "audit_signature",
}
"""Where each kind of row goes, parents before children."""


class Ids:
    """The next free id of every table."""

    def __init__(self, last: dict[str, int]) -> None:
        self._last = {kind: last.get(table, 0) for kind, table in TABLES.items()}

    def next(self, kind: type[Row]) -> int:
        """An id that no row of this kind has or had."""
        number = self._last[kind] = self._last[kind] + 1
        return number


def write_rows(connection: Any, rows: Iterable[Row]) -> None:
    """Insert rows of several tables, parents before children."""
    by_kind: dict[type[Row], list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(row)
    for kind, table in TABLES.items():
        if kind in by_kind:
            places = ", ".join("?" * len(kind._fields))
            connection.executemany(
                f'INSERT INTO "{table}" ({", ".join(kind._fields)}) VALUES ({places})', by_kind[kind]
            )
