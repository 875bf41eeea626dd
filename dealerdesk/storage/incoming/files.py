"""Vehicle files out of a workbook, with their owners."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.fields import FILE_FIELDS
from dealerdesk.domain.files import FileKind, FileState
from dealerdesk.domain.imports import DUPLICATE_IN_SHEET
from dealerdesk.domain.messages import Message
from dealerdesk.storage.columns import CUSTOMER_CODES_OF_FILE
from dealerdesk.storage.incoming import owners
from dealerdesk.storage.incoming.numbering import give_file_numbers
from dealerdesk.storage.incoming.planning import (
    Outcome,
    Terms,
    any_differs_sql,
    assignments_sql,
    given_fields,
    keep_what_was_edited_since,
    note,
    refuse,
    settle_conflicts,
)
from dealerdesk.storage.incoming.vehicles import match_files

PLATE_TAKEN = Message(
    "plate_taken",
    "The plate {theirs} belongs to the active file {file_no}. The plate stays there; if the vehicle really "
    "has it now, change it in that file first.",
)
PLATE_TWICE = Message(
    "plate_twice",
    "The plate {theirs} stands in row {row} already, for another vehicle. Only one can have it.",
)
OLD_PLATE = Message(
    "old_plate",
    "{theirs} is an earlier plate of the file {file_no}, which now has {ours}. The plate stays as it is.",
)
FILE_NUMBER_TAKEN = Message(
    "file_number_taken",
    "The file number {theirs} is not free, so the file keeps or gets another one. "
    "Write the old number into the notes if you still need it.",
)

_ROWS = "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
_MATCHED = _ROWS + "JOIN vehicle_file t ON t.id = p.file_id WHERE p.outcome <> 'refused' "
_PLATE_CHANGES = (
    "(s.plate_key IS NOT NULL AND t.plate_key IS NOT s.plate_key AND NOT EXISTS "
    "(SELECT 1 FROM temp.kept k WHERE k.n = s.n AND k.field = 'plate'))"
)
"""SQL for whether a file gets another plate; ``t`` is the matched file, or nothing."""
_HANDLED_APART = {"file_no", "plate", "state", "archived"} | CUSTOMER_CODES_OF_FILE
_OWN_CODES = tuple(field.code for field in FILE_FIELDS if field.code not in _HANDLED_APART)


def plan_files(connection: Any, terms: Terms) -> None:
    """Decide what becomes of each staged row."""
    match_files(connection)
    _refuse_second_rows(connection)
    _plan_plates(connection, terms)
    _note_file_numbers(connection)
    owners.plan_owners(connection, terms)
    columns = _columns(connection)
    keep_what_was_edited_since(connection, terms, "vehicle_file", columns, _MATCHED)
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.NEW}' WHERE file_id IS NULL AND outcome <> 'refused'"
    )
    changed = f"({any_differs_sql(columns)} OR {_PLATE_CHANGES} OR {owners.CHANGES})"
    connection.execute(
        f"UPDATE temp.plan SET outcome = '{Outcome.CHANGED}' WHERE n IN (SELECT s.n {_MATCHED} AND {changed})"
    )
    settle_conflicts(connection)


def apply_files(connection: Any, terms: Terms) -> None:
    """Write new files and changed ones, their plates' and owners' history, and the owners' cards."""
    owners.apply_owners(connection, terms)
    _apply_plates(connection, terms)
    columns = _columns(connection)
    connection.execute(
        f"UPDATE vehicle_file AS t SET {assignments_sql(columns)} "
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
        f"WHERE t.id = p.file_id AND p.outcome = '{Outcome.CHANGED}' AND ({any_differs_sql(columns)})"
    )
    give_file_numbers(connection, terms.at.year, "temp.plan", f"outcome = '{Outcome.NEW}'")
    _insert_files(connection, terms)


def _columns(connection: Any) -> dict[str, str]:
    return {code: code for code in given_fields(connection, _OWN_CODES)}


def _refuse_second_rows(connection: Any) -> None:
    first = "(SELECT min(q.n) FROM temp.plan q WHERE q.file_id = p.file_id)"
    connection.execute("CREATE INDEX temp.ix_plan_file ON plan (file_id)")
    rows = f"{_ROWS} WHERE p.file_id IS NOT NULL AND p.n > {first}"
    refuse(connection, "plate", DUPLICATE_IN_SHEET, rows, {"row": first, "value": "coalesce(s.vin, s.plate)"})


def _plan_plates(connection: Any, terms: Terms) -> None:
    """Find plates that another active file, or another row, has."""
    wanting = (
        f"{_ROWS} LEFT JOIN vehicle_file t ON t.id = p.file_id {{join}} WHERE p.outcome <> 'refused' AND "
    )
    moving = "s.plate_key IS NOT NULL AND t.plate_key IS NOT s.plate_key"
    other = (
        "JOIN vehicle_file o ON o.plate_key = s.plate_key AND o.archived_at IS NULL AND o.id IS NOT p.file_id"
    )
    taken = wanting.format(join=other) + moving
    if not terms.theirs:
        note(
            connection, "plate", "conflict", PLATE_TAKEN, taken, {"theirs": "s.plate", "file_no": "o.file_no"}
        )
        _keep_plate(connection, taken)
    old = wanting.format(join="") + f"p.old_plate AND {moving}"
    note(
        connection,
        "plate",
        "conflict",
        OLD_PLATE,
        old,
        {"theirs": "s.plate", "file_no": "t.file_no", "ours": "coalesce(t.plate, '')"},
    )
    _keep_plate(connection, old)
    connection.execute("DROP TABLE IF EXISTS temp.plate_row")
    connection.execute(
        "CREATE TEMP TABLE plate_row AS SELECT s.plate_key, min(s.n) AS n "
        f"{_ROWS} WHERE s.plate_key IS NOT NULL AND p.outcome <> 'refused' GROUP BY s.plate_key"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_plate_row ON plate_row (plate_key)")
    twice = (
        wanting.format(join="JOIN temp.plate_row o ON o.plate_key = s.plate_key") + f"{moving} AND o.n < s.n"
    )
    note(connection, "plate", "conflict", PLATE_TWICE, twice, {"theirs": "s.plate", "row": "o.n"})
    _keep_plate(connection, twice)


def _keep_plate(connection: Any, rows: str) -> None:
    connection.execute(f"INSERT OR IGNORE INTO temp.kept (n, field) SELECT s.n, 'plate' {rows}")


def _note_file_numbers(connection: Any) -> None:
    """Keep a number that comes with the workbook where it is free; say where it is not."""
    connection.execute(
        "UPDATE temp.plan AS p SET number = s.file_no FROM staging.staged s WHERE s.n = p.n "
        "AND p.file_id IS NULL AND p.outcome <> 'refused' AND s.file_no IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM vehicle_file f WHERE f.file_no = s.file_no) "
        "AND s.n = (SELECT min(x.n) FROM staging.staged x WHERE x.file_no = s.file_no AND NOT x.refused)"
    )
    rows = (
        f"{_ROWS} LEFT JOIN vehicle_file t ON t.id = p.file_id WHERE p.outcome <> 'refused' "
        "AND s.file_no IS NOT NULL AND s.file_no IS NOT coalesce(t.file_no, p.number)"
    )
    note(connection, "file_no", "warning", FILE_NUMBER_TAKEN, rows, {"theirs": "s.file_no"})


def _apply_plates(connection: Any, terms: Terms) -> None:
    """Move plates, the earlier ones into their files' plate history first."""
    connection.execute("DROP TABLE IF EXISTS temp.plate_move")
    connection.execute(
        "CREATE TEMP TABLE plate_move AS SELECT p.file_id, s.plate, s.plate_key "
        f"{_ROWS} LEFT JOIN vehicle_file t ON t.id = p.file_id "
        f"WHERE p.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') AND {_PLATE_CHANGES}"
    )
    connection.execute("CREATE INDEX temp.ix_plate_move_key ON plate_move (plate_key)")
    connection.execute("CREATE INDEX temp.ix_plate_move_file ON plate_move (file_id)")
    wanted = "archived_at IS NULL AND plate_key IN (SELECT plate_key FROM temp.plate_move)"
    connection.execute(
        "INSERT INTO plate_record (file_id, plate, plate_key, until) SELECT id, plate, plate_key, ? "
        "FROM vehicle_file WHERE plate_key IS NOT NULL AND "
        f"(id IN (SELECT file_id FROM temp.plate_move) OR ({wanted}))",
        (terms.today,),
    )
    connection.execute(
        f"UPDATE vehicle_file SET plate = NULL, plate_key = NULL, version = version + 1 WHERE {wanted}"
    )
    connection.execute(
        "UPDATE vehicle_file AS t SET plate = m.plate, plate_key = m.plate_key, version = t.version + 1 "
        "FROM temp.plate_move m WHERE m.file_id = t.id"
    )


def _insert_files(connection: Any, terms: Terms) -> None:
    codes = [code for code in given_fields(connection, _OWN_CODES) if code != "kind"]
    kind = "s.kind" if "kind" in given_fields(connection, ["kind"]) else "NULL"
    names = "".join(f', "{code}"' for code in codes)
    values = "".join(f', s."{code}"' for code in codes)
    plate = (
        "CASE WHEN EXISTS (SELECT 1 FROM temp.kept k WHERE k.n = s.n AND k.field = 'plate') THEN NULL ELSE"
    )
    connection.execute(
        "INSERT INTO vehicle_file (file_no, kind, state, customer_id, created_at, created_by, plate, plate_key"
        f"{names}) SELECT p.number, coalesce({kind}, ?), ?, o.customer_id, ?, ?, "
        f"{plate} s.plate END, {plate} s.plate_key END{values} "
        "FROM temp.plan p JOIN staging.staged s ON s.n = p.n "
        "LEFT JOIN temp.owner o ON o.owner_key = p.owner_key "
        f"WHERE p.outcome = '{Outcome.NEW}' ORDER BY p.n",
        (FileKind.NEW_SALE.value, FileState.DRAFT.value, terms.now, terms.author),
    )
