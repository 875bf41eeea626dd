"""People who work with DealerDesk."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base, Recorded


class User(Recorded, Base):
    """A person who can be the author of a change."""

    __tablename__ = "user"

    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
