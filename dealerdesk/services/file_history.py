"""The history of one vehicle file as people read it: action by action, newest first, page by page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealerdesk.services.actions import BEGUN
from dealerdesk.services.history_columns import told, told_columns
from dealerdesk.storage.engine import driver
from dealerdesk.storage.file_history import (
    authors_of_file,
    last_image,
    rows_of_sets,
    sets_of_file,
    touches_several_files,
)
from dealerdesk.storage.models import ChangeSet, User
from dealerdesk.storage.models.base import Base

PAGE = 40
_NAMED_BY = {
    "vehicle_file": ("file_no",),
    "document": ("type",),
    "scan": ("name",),
    "repair_order": ("order_no",),
    "repair_line": ("line_description", "line_code", "line_no"),
    "policy": ("policy_no",),
    "waiver": ("type",),
}
"""Columns by which people know a row: the first that says something."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as canonical text by a field code (or ``table.column``)."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowTold:
    """One row of `table` that an action brought (``i``), changed (``u``) or took (``d``).

    `name` is what people know it by: a number, a scan's name, a document's type as its code.
    """

    table: str
    op: str
    name: str | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionTold:
    """One action: who did what and when; `label` and `params` are said by `history.action_text`.

    `undone_by` is the change set that took it back and still stands; `is_wide` when it changed other
    vehicle files too, as an import does.
    """

    change: int
    at: datetime
    by: str
    label: str
    params: str
    undoes: int | None
    undone_by: int | None
    is_wide: bool
    rows: tuple[RowTold, ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether it can be tried to take it back; what was changed since would be kept."""
        return self.undone_by is None and self.label != BEGUN.code


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who changed something."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some actions, and whether there are older ones; `authors` are all who ever changed the file."""

    actions: tuple[ActionTold, ...]
    has_more: bool
    authors: tuple[Author, ...]


def page_of_file(
    session: Session, file_id: int, *, before: int | None, count: int, author: int | None
) -> HistoryPage:
    """The newest `count` actions on a file that are older than the change set `before`."""
    connection = driver(session.connection())
    sets = sets_of_file(connection, file_id, before=before, count=count + 1, author=author)
    shown = sets[:count]
    users = dict(session.execute(select(User.id, User.name)).all())
    rows = _rows(session, rows_of_sets(connection, file_id, [each[0] for each in shown]))
    actions = tuple(
        ActionTold(
            change=set_id,
            at=datetime.fromisoformat(at),
            by=users.get(who, ""),
            label=label,
            params=params,
            undoes=undoes,
            undone_by=undone_by(session, set_id),
            is_wide=touches_several_files(connection, set_id),
            rows=tuple(rows.get(set_id, ())),
        )
        for set_id, at, who, label, params, _kind, undoes in shown
    )
    authors = tuple(Author(each, users.get(each, "")) for each in authors_of_file(connection, file_id))
    return HistoryPage(actions, len(sets) > count, authors)


def undone_by(session: Session, change: int) -> int | None:
    """The change set that took `change` back and still stands, or None."""
    undoing = select(ChangeSet.id).where(ChangeSet.undoes == change).order_by(ChangeSet.id)
    for candidate in session.scalars(undoing):
        if undone_by(session, candidate) is None:
            return candidate
    return None


def _rows(session: Session, rows: Iterable[tuple[Any, ...]]) -> dict[int, list[RowTold]]:
    """What is told of each change set; a row that an action touched twice is told once."""
    by_set: dict[int, dict[tuple[str, int], RowTold]] = {}
    made_orders: set[int] = set()
    for set_id, table, row_id, op, before, after in rows:
        of_set = by_set.setdefault(set_id, {})
        if (table, op) == ("repair_order", "i"):
            made_orders.add(set_id)
        elif (table, op) == ("repair_line", "i") and set_id in made_orders:
            continue  # an order that comes brings its lines
        name = _name(session, table, row_id)
        fields = tuple(_fields(session, table, before, after)) if op == "u" else ()
        earlier = of_set.get((table, row_id))
        if earlier is not None and earlier.op == "u" == op:
            fields = _joined(earlier.fields, fields)
        if op != "u" or fields:
            of_set[table, row_id] = RowTold(table, op, name, fields)
    return {set_id: list(told_rows.values()) for set_id, told_rows in by_set.items()}


def _fields(session: Session, table: str, before: str, after: str) -> Iterator[FieldChange]:
    old, new = json.loads(before), json.loads(after)
    for column in sorted(told_columns(old.keys() | new.keys())):
        yield FieldChange(*told(session, table, column, old.get(column), new.get(column)))


def _joined(first: Iterable[FieldChange], second: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Two changes of one row, one after the other, as one."""
    fields = {change.field: change for change in first}
    for change in second:
        start = fields[change.field].before if change.field in fields else change.before
        fields[change.field] = FieldChange(change.field, start, change.after)
    return tuple(change for change in fields.values() if change.before != change.after)


def _name(session: Session, table: str, row_id: int) -> str | None:
    """What people know a row by; of one that is gone what it was known by last."""
    names = _NAMED_BY.get(table)
    if names is None:
        return None
    columns = Base.metadata.tables[table].c
    now = session.execute(select(*(columns[name] for name in names)).where(columns.id == row_id)).first()
    kept = now._mapping if now else last_image(driver(session.connection()), table, row_id)  # noqa: SLF001  # public, in spite of its name
    return next((str(kept[name]) for name in names if kept.get(name) is not None), None)
