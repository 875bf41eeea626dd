"""Exports that people make again and again, under names."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base, Recorded


class SavedExport(Recorded, Base):
    """An export under a name: what, which columns (field codes as JSON), its FILTER, language and ending."""

    __tablename__ = "saved_export"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    columns: Mapped[str]
    conditions: Mapped[str]
    ending: Mapped[str]
    language: Mapped[str | None]
