"""The history: labelled change sets and the row changes in them (architecture.md, History)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealerdesk.storage.models.base import Base

GONE_FROM = "coalesce(before ->> 'file_id', before ->> 'order_id', before ->> 'document_id')"
"""SQL for what a row that is gone belonged to: its file, its order or its document."""


class ChangeSet(Base):
    """One action of one person; `label` is a message code, `params` its parameters as JSON.

    `hash` covers the set's content and the hash of the set before, `prev`.
    """

    __tablename__ = "change_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    author: Mapped[int] = mapped_column(ForeignKey("user.id", deferrable=True, initially="DEFERRED"))
    label: Mapped[str]
    params: Mapped[str]
    kind: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"), index=True)
    prev: Mapped[str | None]
    hash: Mapped[str | None]


class Recording(Base):
    """The change set that is open: one row inside a unit of work, none outside."""

    __tablename__ = "recording"
    __table_args__ = (CheckConstraint("one = 1", name="one"),)

    one: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int]


class RowChange(Base):
    """One row that an action touched: `op` is i, u or d; images are JSON without NULLs.

    An insert stores no image, an update the changed columns before and after, a delete the row before.
    A column that stands in one image only was or became NULL.
    """

    __tablename__ = "row_change"
    __table_args__ = (
        Index("ix_row_change_tbl_row_id", "tbl", "row_id"),
        Index("ix_row_change_gone", text(GONE_FROM), sqlite_where=text("op = 'd'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("change_set.id"), index=True)
    tbl: Mapped[str]
    row_id: Mapped[int]
    op: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]


class ImportRun(Base):
    """One import, named by its change set, with what it said and how its columns were read.

    `mapping` is `ImportMapping.written`, so that the next such workbook is read as this one was.
    """

    __tablename__ = "import_run"

    set_id: Mapped[int] = mapped_column(ForeignKey("change_set.id"), primary_key=True)
    kind: Mapped[str]
    path: Mapped[str]
    sheet: Mapped[str | None]
    new: Mapped[int]
    changed: Mapped[int]
    mapping: Mapped[str | None]


class SearchEntry(Base):
    """The place of a file in the search index: `seq` grows with every touch, so it orders by recency."""

    __tablename__ = "search_entry"

    seq: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(unique=True)
    card: Mapped[str | None]
    """The file's card as `search_cards` keeps it to show hits; where there is none, the tables are read."""
