"""How complete each file is, kept beside the rows that say so: lists sort and filter all files by it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import REAL, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base


class FileCompleteness(Base):
    """How many types a file must hold and holds; `rate` is NULL where nothing is required.

    Not history, but drawn from rows that are. From the day `due` on, the file may be more complete without
    anything having changed, since old repair orders are not judged any more.
    """

    __tablename__ = "file_completeness"
    __table_args__ = (
        Index("ix_file_completeness_rate", "rate", "file_id", "due"),
        Index(
            "ix_file_completeness_incomplete",
            "file_id",
            "due",
            sqlite_where=text("present < required"),
            postgresql_where=text("present < required"),
        ),
        Index(
            "ix_file_completeness_due",
            "due",
            sqlite_where=text("due IS NOT NULL"),
            postgresql_where=text("due IS NOT NULL"),
        ),
    )

    file_id: Mapped[int] = mapped_column(primary_key=True)
    required: Mapped[int]
    present: Mapped[int]
    rate: Mapped[float | None] = mapped_column(REAL)
    due: Mapped[date | None]
