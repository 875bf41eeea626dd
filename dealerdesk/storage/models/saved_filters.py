"""Filters that people gave a name."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base, Recorded


class SavedFilter(Recorded, Base):
    """A filter over vehicle files under a name: its conditions as a FILTER, its quick questions as codes."""

    __tablename__ = "saved_filter"

    name: Mapped[str] = mapped_column(unique=True)
    conditions: Mapped[str]
    quick: Mapped[str]
