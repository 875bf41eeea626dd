"""Plates that an import gives to vehicle files: one active file each, and never moved silently."""

from __future__ import annotations

from typing import Any

from dealerdesk.domain.messages import Message
from dealerdesk.storage.incoming.comparing import EDITED_SINCE, edited_sql, note_difference
from dealerdesk.storage.incoming.planning import ROWS, STANDING, Outcome, Terms
from dealerdesk.storage.incoming.remarks import conflict, keep_decided, kept_sql

PLATE_TAKEN = Message(
    "plate_taken",
    "The plate {theirs} belongs to the active file {file_no}. The plate stays there; if the vehicle really "
    "has it now, change it in that file first.",
)
PLATE_TWICE = Message(
    "plate_twice",
    "The plate {theirs} stands in row {row} too, for another vehicle. Only one can have it.",
)
OLD_PLATE = Message(
    "old_plate",
    "{theirs} is an earlier plate of the file {file_no}, which now has {ours}. The plate stays as it is.",
)

KEPT = kept_sql("plate")
"""SQL for whether the plate of the row ``s`` is not taken over."""

CHANGES = f"(s.plate_key IS NOT NULL AND t.plate_key IS NOT s.plate_key AND NOT {KEPT})"
"""SQL for whether a file gets another plate; ``t`` is the matched file, or nothing."""

_STAYS_WITH = "o.plate || ' (' || o.file_no || ')'"
"""SQL for where a plate is now: never empty, so that no rule about empty fields moves it."""

_WANTING = f"WHERE {STANDING} AND {CHANGES}"
_FILE = "LEFT JOIN vehicle_file t ON t.id = p.file_id"


def plan_plates(connection: Any, terms: Terms) -> None:
    """Find plates that another active file or another row has, and those that the workbook cannot know."""
    # What is said first is what a person decides on: that another file has the plate weighs most.
    _keep_taken_plates(connection)
    _keep_old_plates(connection)
    _keep_edited(connection)
    if terms.detail:
        note_difference(
            connection, "plate", "t.plate", f"{ROWS} {_FILE} {_WANTING} AND p.file_id IS NOT NULL"
        )
    keep_decided(connection, ["plate"])
    _keep_plates_of_other_rows(connection)


def apply_plates(connection: Any, terms: Terms) -> None:
    """Give known files their new plates, the earlier ones into their files' plate history first."""
    connection.execute(
        "CREATE TEMP TABLE plate_move AS SELECT p.file_id, s.plate, s.plate_key, t.archived_at "
        f"{ROWS} {_FILE} WHERE p.outcome IN ('{Outcome.NEW}', '{Outcome.CHANGED}') AND {CHANGES}"
    )
    connection.execute("CREATE INDEX temp.ix_plate_move_file_id ON plate_move (file_id)")
    taken = (
        "archived_at IS NULL AND plate_key IN "
        "(SELECT plate_key FROM temp.plate_move WHERE archived_at IS NULL)"
    )
    connection.execute(
        "INSERT INTO plate_record (file_id, plate, plate_key, until) SELECT id, plate, plate_key, ? "
        "FROM vehicle_file WHERE plate_key IS NOT NULL AND "
        f"(id IN (SELECT file_id FROM temp.plate_move) OR ({taken}))",
        (terms.today,),
    )
    connection.execute(
        f"UPDATE vehicle_file SET plate = NULL, plate_key = NULL, version = version + 1 WHERE {taken}"
    )
    connection.execute(
        "UPDATE vehicle_file AS t SET plate = m.plate, plate_key = m.plate_key, version = t.version + 1 "
        "FROM temp.plate_move m WHERE m.file_id = t.id"
    )


def _keep_edited(connection: Any) -> None:
    edited = f"{ROWS} {_FILE} {_WANTING} AND {edited_sql('vehicle_file', 'plate_key')}"
    said = {"ours": "coalesce(t.plate, '')", "theirs": "s.plate"}
    conflict(connection, "plate", EDITED_SINCE, edited, said, ours="t.plate")


def _keep_old_plates(connection: Any) -> None:
    old = f"{ROWS} {_FILE} {_WANTING} AND p.old_plate"
    said = {"theirs": "s.plate", "file_no": "t.file_no", "ours": "coalesce(t.plate, '')"}
    conflict(connection, "plate", OLD_PLATE, old, said, ours="t.plate")


def _keep_taken_plates(connection: Any) -> None:
    other = "JOIN vehicle_file o ON o.plate_key = s.plate_key AND o.archived_at IS NULL AND o.id IS NOT t.id"
    taken = f"{ROWS} {_FILE} {other} {_WANTING} AND t.archived_at IS NULL"
    said = {"theirs": "s.plate", "file_no": "o.file_no"}
    conflict(connection, "plate", PLATE_TAKEN, taken, said, ours=_STAYS_WITH)


def _keep_plates_of_other_rows(connection: Any) -> None:
    """Of rows with one plate the file that has it counts, else the first row; archived files do not count."""
    several = "SELECT plate_key FROM staging.staged WHERE NOT refused GROUP BY plate_key HAVING count(*) > 1"
    connection.execute(
        "CREATE TEMP TABLE plate_row AS SELECT s.n, first_value(s.n) OVER "
        "(PARTITION BY s.plate_key ORDER BY t.plate_key IS NOT s.plate_key, s.n) AS holder "
        f"{ROWS} {_FILE} WHERE {STANDING} AND s.plate_key IN ({several}) AND t.archived_at IS NULL "
        f"AND NOT {KEPT}"
    )
    twice = f"{ROWS} JOIN temp.plate_row o ON o.n = s.n WHERE o.holder <> s.n"
    conflict(connection, "plate", PLATE_TWICE, twice, {"theirs": "s.plate", "row": "o.holder"})
