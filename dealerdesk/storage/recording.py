"""The triggers that make history unavoidable, generated from the models (architecture.md, History).

Every write to a recorded table notes its row change under the change set that is open. With none open,
``row_change.set_id`` would be NULL and the write fails, even from another program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Table

from dealerdesk.storage.models import Base, Recorded

Image = dict[str, Any]
"""A recorded row: its columns that are not NULL."""

_OPEN_SET = "(SELECT set_id FROM recording)"
_NOT_RECORDED = {"id", "version"}


def _guard(table: str, operation: str, when: str = "") -> tuple[str, str]:
    name = f"guard_{table}_{operation}"
    return name, (
        f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table} {when}"
        "BEGIN SELECT RAISE(ABORT, 'history is not rewritten'); END"
    )


_SEALED = "WHEN OLD.hash IS NOT NULL "
_GUARDS = dict(
    [
        _guard("row_change", "update"),
        _guard("row_change", "delete"),
        _guard("change_set", "update", _SEALED),
        _guard("change_set", "delete", _SEALED),
    ]
)


@cache
def recorded_tables() -> tuple[Table, ...]:
    """The tables whose changes are history, parents before children."""
    recorded = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Recorded)}
    return tuple(table for table in Base.metadata.sorted_tables if table in recorded)


def recorded_columns(table: Table) -> list[str]:
    """The columns whose values are history, in the alphabetical order that images have."""
    return sorted(column.name for column in table.columns if column.name not in _NOT_RECORDED)


def image_sql(table: Table, row: str, *, only_changed_to: str | None = None) -> str:
    """SQL for a row's image: a JSON object of its columns without NULLs.

    `row` qualifies the columns (``OLD``, ``NEW``, a table); with `only_changed_to`, only columns that
    differ between the two.
    """
    values = []
    for name in recorded_columns(table):
        value = f'{row}."{name}"'
        if only_changed_to:
            value = f'CASE WHEN {value} IS NOT {only_changed_to}."{name}" THEN {value} END'
        values.append(f"'{name}', {value}")
    # Merging into {} is how SQLite drops NULLs: it keeps images small and the same after a column is added.
    return f"json_patch('{{}}', json_object({', '.join(values)}))"


def row_before(image: Image | None, op: str, before: str | None, after: str | None) -> Image | None:
    """The row as it was before a row change, from what it is after it; None where there is no row."""
    if op == "i":
        return None
    was: Image = json.loads(before or "{}")
    if op == "d":
        return was
    changed: Image = json.loads(after or "{}")
    return {name: value for name, value in (image or {}).items() if name not in changed} | was


def triggers(table: Table) -> Iterator[tuple[str, str]]:
    """Name and text of the triggers that record `table`."""
    name = table.name
    into = "INSERT INTO row_change (set_id, tbl, row_id, op, before, after) VALUES"
    different = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in recorded_columns(table))
    before, after = (
        image_sql(table, "OLD", only_changed_to="NEW"),
        image_sql(table, "NEW", only_changed_to="OLD"),
    )
    bodies = {
        "insert": (
            f"AFTER INSERT ON \"{name}\" BEGIN {into} ({_OPEN_SET}, '{name}', NEW.id, 'i', NULL, NULL); END"
        ),
        "update": (
            f'AFTER UPDATE ON "{name}" WHEN {different} BEGIN '
            f"{into} ({_OPEN_SET}, '{name}', NEW.id, 'u', {before}, {after}); END"
        ),
        "delete": (
            f'AFTER DELETE ON "{name}" BEGIN '
            f"{into} ({_OPEN_SET}, '{name}', OLD.id, 'd', {image_sql(table, 'OLD')}, NULL); END"
        ),
        "identity": (
            f'BEFORE UPDATE OF id ON "{name}" WHEN OLD.id IS NOT NEW.id BEGIN '
            "SELECT RAISE(ABORT, 'primary keys never change'); END"
        ),
    }
    for operation, body in bodies.items():
        trigger = f"record_{name}_{operation}"
        yield trigger, f"CREATE TRIGGER {trigger} {body}"


def audit_guards() -> Iterator[tuple[str, str]]:
    """Name and text of the triggers that keep all rows of a closed audit, also from other programs."""
    body = "BEGIN SELECT RAISE(ABORT, 'a closed audit is not changed'); END"
    for table in recorded_tables():
        if "audit_id" in table.columns:
            closed = "EXISTS (SELECT 1 FROM audit WHERE state = 'closed' AND id {})"
            conditions = {
                "insert": closed.format("= NEW.audit_id"),
                "update": closed.format("IN (OLD.audit_id, NEW.audit_id)"),
                "delete": closed.format("= OLD.audit_id"),
            }
        elif table.name == "audit":
            conditions = dict.fromkeys(("update", "delete"), "OLD.state = 'closed'")
        else:
            continue
        for operation, condition in conditions.items():
            name = f"guard_{table.name}_{operation}"
            yield (
                name,
                f"CREATE TRIGGER {name} BEFORE {operation.upper()} ON {table.name} WHEN {condition} {body}",
            )


def all_triggers() -> dict[str, str]:
    """Every trigger the database must have, by its name."""
    recording = (pair for table in recorded_tables() for pair in triggers(table))
    return _GUARDS | dict(recording) | dict(audit_guards())
