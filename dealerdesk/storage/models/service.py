"""Repair orders with their lines, and insurance policies."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base, Recorded

_LISTED_BY = ("date_in", "odometer_in", "advisor", "total", "settled_on")
"""What lists of repair orders are sorted by, besides what has an index for other reasons."""


class RepairOrder(Recorded, Base):
    """One visit to the workshop (product.md, The vehicle file, point 8)."""

    __tablename__ = "repair_order"
    constraints = (
        Index("ix_repair_order_file_id_date_in", "file_id", "date_in"),
        *(Index(f"ix_repair_order_{column}", column, "id") for column in _LISTED_BY),
    )

    order_no: Mapped[str] = mapped_column(unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"))
    date_in: Mapped[datetime | None]
    date_out: Mapped[datetime | None]
    odometer_in: Mapped[int | None]
    odometer_out: Mapped[int | None]
    advisor: Mapped[str | None]
    technician: Mapped[str | None]
    reported_fault: Mapped[str | None]
    parts_cost: Mapped[Decimal | None]
    labour_cost: Mapped[Decimal | None]
    other_cost: Mapped[Decimal | None]
    total: Mapped[Decimal | None]
    settlement_no: Mapped[str | None] = mapped_column(index=True)
    settled_on: Mapped[date | None]
    repeat_of: Mapped[str | None]
    order_consent: Mapped[bool | None]


class RepairLine(Recorded, Base):
    """One line of a repair order: labour hours, a part, or something else."""

    __tablename__ = "repair_line"
    constraints = (UniqueConstraint("order_id", "line_no"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    line_no: Mapped[int]
    line_kind: Mapped[str | None]
    line_code: Mapped[str | None]
    line_description: Mapped[str | None]
    line_quantity: Mapped[Decimal | None]
    line_unit_price: Mapped[Decimal | None]
    line_amount: Mapped[Decimal | None]


class Policy(Recorded, Base):
    """One insurance policy of a vehicle."""

    __tablename__ = "policy"
    constraints = (Index("ix_policy_file_id_ends", "file_id", "ends"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("vehicle_file.id"))
    policy_no: Mapped[str | None] = mapped_column(unique=True)
    policy_kind: Mapped[str | None]
    insurer: Mapped[str | None]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    premium: Mapped[Decimal | None]
