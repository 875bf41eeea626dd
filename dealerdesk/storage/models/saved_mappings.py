"""How spreadsheets of a sort are read, under names that people gave."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from dealerdesk.storage.models.base import Base, Recorded


class SavedMapping(Recorded, Base):
    """A mapping of spreadsheets of one kind under a name; `mapping` is `ImportMapping.written`."""

    __tablename__ = "saved_mapping"
    constraints = (UniqueConstraint("kind", "name"),)

    name: Mapped[str]
    kind: Mapped[str]
    mapping: Mapped[str]
