"""Records that look alike and of which a person has said that they are not the same."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from dealerdesk.storage.models.base import Base, Recorded


class NotDuplicate(Recorded, Base):
    """Two records of a `domain.duplicates.PairKind` by their ids, `first_id` the smaller.

    The ids are no foreign keys: what is said of a pair stays true of ids that are never given again.
    """

    __tablename__ = "not_duplicate"
    constraints = (UniqueConstraint("kind", "first_id", "second_id"),)

    kind: Mapped[str]
    first_id: Mapped[int]
    second_id: Mapped[int]
