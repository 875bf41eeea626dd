"""What people keep under names for everybody in the dealership: filters, mappings, exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.domain.text import fold_line

if TYPE_CHECKING:  # start-up: the first list reads saved filters, and does without SQLAlchemy
    from sqlalchemy.orm import Session

    from dealerdesk.storage.models import Base

LONGEST_NAME = 60


def named(name: str, refusal: Message) -> str:
    """`name` as it is kept; raises `refusal`, told ``most``, for one that says nothing or too much."""
    name = fold_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise DealerDeskError(refusal, most=LONGEST_NAME)
    return name


def keep(session: Session, model: type[Base], key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Write `values` into the row of `model` with this `key`, or into a new one."""
    row = _find(session, model, key)
    if row is None:
        session.add(model(**key, **values))
        return
    for column, value in values.items():
        setattr(row, column, value)


def forget(session: Session, model: type[Base], key: Mapping[str, str], refusal: Message) -> None:
    """Delete the row of `model` with this `key`; raises `refusal`, told ``name``, where there is none."""
    row = _find(session, model, key)
    if row is None:
        raise DealerDeskError(refusal, name=key["name"])
    session.delete(row)


def _find(session: Session, model: type[Base], key: Mapping[str, str]) -> Base | None:
    # Start-up, see above.
    from sqlalchemy import select  # noqa: PLC0415 - start-up, see above

    return session.scalar(select(model).filter_by(**key))
