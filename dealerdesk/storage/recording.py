"""The triggers that make history unavoidable, generated from the models (architecture.md, History).

Every write to a recorded table notes its row change under the change set that is open. With none open,
``row_change.set_id`` would be NULL and the write fails, even from another program.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from dealerdesk.storage.models import Base, Recorded

PREFIX = "record_"
_OPEN_SET = "(SELECT set_id FROM recording)"
_NOT_RECORDED = {"id", "version"}

GUARDS = {
    "guard_row_change_update": (
        "CREATE TRIGGER guard_row_change_update BEFORE UPDATE ON row_change "
        "BEGIN SELECT RAISE(ABORT, 'history is not rewritten'); END"
    ),
    "guard_row_change_delete": (
        "CREATE TRIGGER guard_row_change_delete BEFORE DELETE ON row_change "
        "BEGIN SELECT RAISE(ABORT, 'history is not rewritten'); END"
    ),
    "guard_change_set_update": (
        "CREATE TRIGGER guard_change_set_update BEFORE UPDATE ON change_set WHEN OLD.hash IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'history is not rewritten'); END"
    ),
    "guard_change_set_delete": (
        "CREATE TRIGGER guard_change_set_delete BEFORE DELETE ON change_set WHEN OLD.hash IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'history is not rewritten'); END"
    ),
}


def recorded_tables() -> list[Table]:
    """The tables whose changes are history, parents before children."""
    recorded = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Recorded)}
    return [table for table in Base.metadata.sorted_tables if table in recorded]


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
        trigger = f"{PREFIX}{name}_{operation}"
        yield trigger, f"CREATE TRIGGER {trigger} {body}"


def all_triggers() -> dict[str, str]:
    """Every trigger the database must have, by its name."""
    return GUARDS | dict(pair for table in recorded_tables() for pair in triggers(table))
