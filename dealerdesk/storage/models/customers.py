"""Customer cards."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.domain.fields import CustomerKind
from dealerdesk.storage.models.base import Base, Recorded


class Customer(Recorded, Base):
    """A person or company that owns vehicles (product.md, The vehicle file, point 3)."""

    __tablename__ = "customer"

    customer_no: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default=CustomerKind.PERSON.value)
    id_number: Mapped[str | None] = mapped_column(index=True)
    company_number: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    contact_person: Mapped[str | None]
    actual_user: Mapped[str | None]
    occupation: Mapped[str | None]
    birth_date: Mapped[date | None]
    registered_address: Mapped[str | None]
    registered_phone: Mapped[str | None]
    mailing_address: Mapped[str | None]
    mailing_phone: Mapped[str | None]
    consent_to_call: Mapped[bool | None]
    preferences: Mapped[str | None]
    special_days: Mapped[str | None]
    notes: Mapped[str | None]
