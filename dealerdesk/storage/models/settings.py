"""What the owner sets: single values, and the table of required documents."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base, Recorded


class Setting(Recorded, Base):
    """A setting that differs from its default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class RequiredDocument(Recorded, Base):
    """One document type that files of one kind must hold (product.md, The vehicle file, point 7)."""

    __tablename__ = "required_document"
    constraints = (UniqueConstraint("kind", "type"),)

    kind: Mapped[str]
    type: Mapped[str]


class Counter(Base):
    """The last number given in a series; not part of history, since a number is never given twice."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
