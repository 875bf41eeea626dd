"""What all models share: naming of constraints, the columns' types, and the mark of recorded tables."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Integer, MetaData, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from dealerdesk.domain.amounts import from_stored, to_stored

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Amount(TypeDecorator[Decimal]):
    """A decimal with at most four places, stored in whole ten-thousandths, so that sums are exact."""

    impl = Integer
    cache_ok = True

    def process_bind_param(
        self,
        value: Decimal | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy hands it in
    ) -> int | None:
        """Write `value` in ten-thousandths."""
        return None if value is None else to_stored(value)

    def process_result_value(
        self,
        value: int | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy hands it in
    ) -> Decimal | None:
        """Read ten-thousandths."""
        return None if value is None else from_stored(value)


_WITHOUT_FRACTIONS = sqlite.DATETIME(truncate_microseconds=True)  # type: ignore[no-untyped-call] # has no types
LOCAL_TIME = DateTime().with_variant(_WITHOUT_FRACTIONS, "sqlite")
"""Local time to the second, without an offset; on SQLite the text ``YYYY-MM-DD HH:MM:SS``."""


class Base(DeclarativeBase):
    """A table of the database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: Amount, datetime: LOCAL_TIME}


class Recorded:
    """Mixin of a table whose every change goes into the history, by triggers generated from the model.

    ``version`` counts the changes of a row; it guards against lost updates and is not itself recorded.
    """

    constraints: ClassVar[tuple[SchemaItem, ...]] = ()
    """The table's indexes and constraints beyond its columns'."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=-1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy hands in the class
        # History names rows by their id, so the id of a row that is gone is never given again.
        return (*cls.constraints, {"sqlite_autoincrement": True})

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        return {"version_id_col": cls.version, "eager_defaults": False}
